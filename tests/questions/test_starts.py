"""A part of the comparison group starts later: the line of all who started, and how they moved before that."""

from __future__ import annotations

import numpy as np
import pytest

from tests.questions.design_office import people, write_design
from tests.questions.test_designs import problems_of
from tests.raw import open_raw
from wirkung.codes import Caution, Role
from wirkung.disclosure.release import release
from wirkung.errors import ProgrammeFileError
from wirkung.evidence import EvidenceCheck
from wirkung.programme.load import load_programme
from wirkung.report.writing.tables import findings_of

DESIGN = "kind: comparison, assignment: self_selected, assigned: clusters, clusters: school, starts: began"
EFFECT = 4.0


def staggered(*, drift=0.0):
    """Of twelve schools six start at once, three wait until the follow-up, three never start."""
    rng = np.random.default_rng(3)
    found = people()
    for each in found:
        school = int(each["school"].removeprefix("School "))
        started = "after" if school % 2 == 0 else "follow_up" if school < 6 else ""
        level = each["before"]
        each["began"] = started
        each["after"] = round(level + 2 + EFFECT * (started == "after") + drift * (started == "follow_up"), 2)
        each["after"] += round(float(rng.normal(0, 3)), 2)
        each["follow_up"] = round(level + 4 + EFFECT * bool(started) + float(rng.normal(0, 3)), 2)
    return found


@pytest.fixture
def opened(tmp_path):
    return lambda persons, design=DESIGN: open_raw(write_design(tmp_path, design, persons), year=2024)


def test_that_the_comparison_group_had_not_begun_counts_as_measured(opened):
    persons = staggered()
    for design, outcome in ((DESIGN, "passed"), (DESIGN.removesuffix(", starts: began"), "not_measured")):
        checks = {each.check: each.outcome for each in opened(persons, design).licence.evidence.checks}
        assert checks[EvidenceCheck.CONTAMINATION] == outcome


def line_of(study):
    lines = study.robustness.findings
    return next((each for each in lines if each.subject.aspect == "robustness.staggered"), None)


def test_the_line_is_the_average_over_who_started(opened):
    persons = staggered()
    line = line_of(opened(persons))
    values = np.array([[each["before"], each["after"], each["follow_up"]] for each in persons], dtype=float)
    began = np.array([each["began"] for each in persons])
    first, second, never = (began == name for name in ("after", "follow_up", ""))

    def moved(who, start, end):
        return (values[who, end] - values[who, start]).mean()

    by_after = moved(first, 0, 1) - moved(~first, 0, 1), moved(first, 0, 2) - moved(never, 0, 2)
    later = moved(second, 1, 2) - moved(never, 1, 2)
    assert line.main.value == pytest.approx((90 * np.mean(by_after) + 45 * later) / 135)
    assert line.main.interval.low < EFFECT < line.main.interval.high
    assert line.main.convention.endswith("CR2, 6 and 3 and 3 clusters")
    assert [count.number for count in line.main.counts] == [90, 90]
    assert line.get(Role.BEFORE).value == pytest.approx(moved(second, 0, 1) - moved(never, 0, 1))


def test_who_moved_otherwise_before_the_start_takes_the_line_its_worth(opened):
    before = line_of(opened(staggered(drift=3.0))).get(Role.BEFORE)
    assert before.interval.low > 0
    assert before.value == pytest.approx(3, abs=1.5)


def test_one_school_that_starts_later_leaves_no_interval(opened):
    persons = staggered()
    for each in persons:
        if each["began"] == "follow_up" and each["school"] != "School 1":
            each["began"] = ""
    line = line_of(opened(persons))
    assert line.main.interval is None
    assert Caution.TOO_FEW_CLUSTERS in line.main.cautions


@pytest.mark.parametrize(("began", "few"), [("follow_up", 9), ("follow_up", 10), ("", 9)])
def test_a_start_of_few_persons_is_withheld(opened, began, few):
    persons = staggered()
    others = "" if began else "follow_up"
    for number, each in enumerate([each for each in persons if each["group"] == "comparison"]):
        each["began"] = began if number < few else others
    study = opened(persons, "kind: comparison, assignment: self_selected, starts: began")
    assert is_shown(study) == (few > 9)


def is_shown(study):
    answer = next(each for each in release(study.answers, smallest_group=10) if each.question == "robustness")
    lines = [each for each in findings_of(answer.items) if each.subject.aspect == "robustness.staggered"]
    return any(each.main.value is not None for each in lines)


def test_few_who_were_lost_until_the_follow_up_withhold_the_line(opened):
    persons = staggered()
    for each in persons[:2]:
        each["follow_up"] = ""
    study = opened(persons)
    assert line_of(study) is not None
    assert not is_shown(study)


@pytest.mark.parametrize("kept", [9, 10])
def test_few_who_answered_three_times_have_no_line(opened, kept):
    persons = staggered()
    for each in [each for each in persons if not each["began"]][kept:]:
        each["follow_up"] = ""
    line = line_of(opened(persons))
    assert (line is None) == (kept == 9)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            lambda each: {"began": "soon"} if each["id"] == "s0n0" else {},
            "Column ‘began’ holds a value that could give somebody away (row 2). Expected",
        ),
        (
            lambda each: {"began": ""} if each["group"] == "programme" else {},
            "90 persons of the group programme (first row 2) have no after in column ‘began’",
        ),
        (
            lambda each: {"began": "after"} if each["school"] == "School 1" else {},
            "15 persons of the comparison group (first row 17) were in the programme by the second survey",
        ),
        (
            lambda each: {"began": "after" if each["group"] == "programme" else ""},
            "In the year 2024 nobody of the comparison group started later according to column ‘began’",
        ),
        (
            lambda each: {"began": "after" if each["group"] == "programme" else "follow_up"},
            "In the year 2024 the whole comparison group started by the follow-up according to column ‘began’",
        ),
        (
            lambda each: {"began": ""} if each["id"] == "s1n0" else {},
            "of 15 persons the one in column ‘school’ (first row 17) started in part only",
        ),
    ],
    ids=["a word", "programme", "comparison", "nobody later", "everybody", "a school of two starts"],
)
def test_starts_that_contradict_the_groups_are_named(tmp_path, change, text):
    persons = [each | change(each) for each in staggered()]
    (found,) = problems_of(write_design(tmp_path, DESIGN, persons))
    assert text in found


@pytest.mark.parametrize(
    ("design", "change", "text"),
    [
        (f"{DESIGN}, blocks: pair", ("main: true}", "main: true}"), "starts and blocks cannot stand together"),
        (
            DESIGN,
            ("main: true}", "main: true, measured: [before, follow_up]}"),
            "Here follow_up is the main result",
        ),
    ],
    ids=["blocks", "follow-up"],
)
def test_a_design_that_starts_do_not_fit_is_named(tmp_path, design, change, text):
    with pytest.raises(ProgrammeFileError) as caught:
        load_programme(write_design(tmp_path, design, staggered(), change))
    assert [text in each.text("en") for each in caught.value.problems] == [True]
