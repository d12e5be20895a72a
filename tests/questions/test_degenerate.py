"""Poor data give an answer with cautions, or an error that says what to do: no crash, no nonsense."""

from __future__ import annotations

import math
import re

import pytest

from tests.raw import open_raw
from tests.released import released_alone
from wirkung.codes import Claim
from wirkung.errors import DataError
from wirkung.report.show import outputs_of


def lines_of(folder, name):
    header, *lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return header, lines


def rewrite(folder, name, change):
    """Change the lines of a file; whoever is taken from the list of persons is in no other file either."""
    header, lines = lines_of(folder, name)
    kept = [changed for line in lines if (changed := change(line)) is not None]
    (folder / name).write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    if name == "persons.csv":
        gone = {person_of(line) for line in lines} - {person_of(line) for line in kept}
        for other in ("answers.csv", "hours.csv", "events.csv"):
            rewrite(folder, other, lambda line: None if person_of(line) in gone else line)


def person_of(line):
    return line.partition(";")[0]


def without(pattern):
    return lambda line: None if re.search(pattern, line) else line


def replaced(pattern, by):
    return lambda line: re.sub(pattern, by, line)


DAMAGES = {
    "comparison group not asked afterwards": ("answers.csv", without(r"^q.*;after;")),
    "programme group not asked before": ("answers.csv", without(r"^p.*;before;")),
    "nobody answered twice": ("answers.csv", without(r"[02468];2024;before|[13579];2024;after")),
    "everybody says the same": ("answers.csv", replaced(r";\d;\d;\d$", ";3;3;3")),
    "everybody rises by one": ("answers.csv", replaced(r";after;\d;\d;\d$", ";after;4;4;2")),
    "one participant": ("persons.csv", without(r"^p([2-9]|\d\d);")),
    "one other": ("persons.csv", without(r"^q([2-9]|\d\d);")),
    "no other": ("persons.csv", without("^q")),
    "six participants": ("persons.csv", without(r"^p([7-9]|\d\d);")),
    "one school": ("persons.csv", replaced("B$", "A")),
    "no school known": ("persons.csv", replaced("[AB]$", "")),
    "groups in schools of their own": ("persons.csv", replaced(r"^(p.*);[AB]$", r"\1;Only ours")),
    "one course": ("persons.csv", replaced(";k[01];", ";k1;")),
    "others in the same courses": ("persons.csv", replaced(";comparison;;", ";comparison;k1;")),
    "nobody came": ("hours.csv", replaced(r";\d+;20$", ";0;20")),
    "nobody chose": ("events.csv", without("2025")),
    "one entry in the ledger": ("costs.csv", without("volunteers|2023")),
    "costs of another year": ("costs.csv", without("2024")),
}
DESIGNS = {
    "courses": (("assignment: self_selected}", "assignment: self_selected, clusters: course}"),),
    "comparison": (),
    "lottery": (("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery"),),
    "by baseline": (("assignment: self_selected", "assignment: selected_by_baseline"),),
}


# One of each kind in every run; all of them, and every design, with the slow ones.
IN_EVERY_RUN = (
    "comparison group not asked afterwards", "nobody answered twice", "everybody rises by one", "one participant",
    "no other", "groups in schools of their own", "one course", "nobody came", "costs of another year",
)  # fmt: skip


@pytest.fixture(scope="module")
def shown():
    """The answers that were shown; of most damages many answers know nothing."""
    return []


@pytest.mark.parametrize(
    "damage", [pytest.param(each, marks=() if each in IN_EVERY_RUN else pytest.mark.slow) for each in DAMAGES]
)
def test_poor_data_in_courses(changed, tmp_path, shown, damage):
    assert_answered(changed, tmp_path, shown, "courses", damage)


@pytest.mark.slow
@pytest.mark.parametrize("design", ["comparison", "lottery", "by baseline"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_poor_data_in_every_design(changed, tmp_path, shown, design, damage):
    assert_answered(changed, tmp_path, shown, design, damage)


def assert_answered(changed, tmp_path, shown, design, damage):
    """Every answer has finite numbers or none, claims no more than its design, and can be shown."""
    changed(*DESIGNS[design])  # writes programme file and data
    rewrite(tmp_path, *DAMAGES[damage])
    study = open_raw(tmp_path / "robots.yaml", year=2024)
    for answer in study.answers:
        for _, estimate in (pair for finding in answer.findings for pair in finding.estimates):
            assert estimate.value is None or math.isfinite(estimate.value)
            assert estimate.claim.rank <= max(study.licence.claim.rank, Claim.ASSOCIATION.rank)
        assert is_shown(answer, shown)
    assert list(outputs_of((study.licence, study.limits), "en"))


def is_shown(answer, shown):
    """Whether a section tells the answer; of those that another damage left the same it is known."""
    if answer not in shown:
        assert list(outputs_of((released_alone(answer, 3),), "de"))
        shown.append(answer)
    return True


@pytest.mark.parametrize("wave", ["before", "after"])
def test_a_wave_nobody_answered_is_an_error(changed, tmp_path, wave):
    changed()
    rewrite(tmp_path, "answers.csv", without(f";{wave};"))
    with pytest.raises(DataError) as caught:
        open_raw(tmp_path / "robots.yaml", year=2024)
    (problem,) = caught.value.problems
    assert problem.text("en").endswith(
        f"robots.yaml, data.measurements: Wave ‘{wave}’: there is not a single answer for 2024, although the"
        " programme file names it. Please add the answers or choose another year; if there never was such a"
        " survey, leave it out of the programme file."
    )
