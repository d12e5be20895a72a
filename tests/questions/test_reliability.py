"""How reliable scales are, and who changed by more: values, few persons, wrong input. All persons are invented."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest

from tests.questions.test_steps import in_words
from tests.raw import open_raw
from wirkung.codes import Absence, Caution, Quantity
from wirkung.disclosure.release import Released
from wirkung.errors import ProgrammeFileError
from wirkung.methods.change.reliability import cronbach_alpha

STATED = {"value": 0.8, "source": "Handbuch, erfunden"}


def office(folder, reliability="items", *, persons=300, changed=0.4, noise=0.5, courses=0, **indicator):
    """Persons with three answers before and after, of whom a share became better by two points."""
    rng = np.random.default_rng(7)
    ability = rng.normal(size=persons)
    better = np.arange(persons) < changed * persons
    rows = []
    for wave, gain in (("before", 0.0), ("after", 2.0)):
        level = 50 + 5 * ability + 10 * gain * better
        answers = np.round(level[:, None] + 5 * noise * rng.normal(size=(persons, 3)))
        rows += [(person, wave, *answers[person]) for person in range(persons)]
    columns = {"person": "person", "year": "year", **({"course": "course"} if courses else {})}
    people = pd.DataFrame({"person": range(persons), "year": 2024})
    if courses:
        people["course"] = [f"Kurs {person % courses}" for person in range(persons)]
    people.to_csv(folder / "persons.csv", sep=";", index=False)
    answers = pd.DataFrame(rows, columns=["person", "wave", "a", "b", "c"]).assign(year=2024)
    answers.to_csv(folder / "answers.csv", sep=";", index=False)
    scale = {"id": "skill", "label": "Können", "items": ["a", "b", "c"], "scale": {"low": 0, "high": 150}}
    named = ("person", "year", "wave", *indicator.get("items", scale["items"]))
    programme = {
        "id": "invented",
        "title": "Erfunden",
        "organisation": "Erfundenes Amt",
        "question": "Ändert sich etwas?",
        "synthetic": True,
        "design": {
            "kind": "one_group",
            "assignment": "self_selected",
            **({"clusters": "course"} if courses else {}),
        },
        "data": {
            "persons": {"file": "persons.csv", "columns": columns},
            "measurements": [
                {
                    "file": "answers.csv",
                    "columns": {name: name for name in named},
                    "values": {"wave": {"before": "before", "after": "after"}},
                }
            ],
        },
        "indicators": [{**scale, **({"reliability": reliability} if reliability else {}), **indicator}],
    }
    path = folder / "invented.yaml"
    path.write_text(json.dumps(programme), encoding="utf-8")
    return open_raw(path, year=2024)


def found(study):
    return {str(each.subject.aspect).partition(".")[2]: each.main for each in study.reliability.findings}


def told(study):
    return in_words(study.study.reliability, of=study).replace("\N{NO-BREAK SPACE}", " ")


def test_alpha_omega_and_who_changed_by_more(tmp_path):
    study = office(tmp_path)
    by = found(study)
    assert list(by) == ["alpha", "omega", "smallest", "improved", "not_improved"]
    answers = study.data.items("skill", study.data.persons()["group"].iloc[0], "before")
    assert by["alpha"].value == cronbach_alpha(answers).value
    assert by["smallest"].quantity is Quantity.SMALLEST_RELIABLE_CHANGE
    before = answers.mean(axis=1)
    error = 1.96 * math.sqrt(2) * before.std(ddof=1) * math.sqrt(1 - by["alpha"].value)
    assert by["smallest"].value == float(f"{error:.0e}")
    assert by["improved"].value == pytest.approx(0.4, abs=0.03)
    text = told(study)
    assert "Können: about 40% changed for the better by more than the error of measurement" in text
    assert "Why somebody changed these numbers do not say." in text
    assert "programme" not in text.partition("How reliably")[0]


def test_shares_are_told_in_steps_and_populations_are_whole_and_part(tmp_path):
    study = office(tmp_path)
    shares = [each.main for each in study.reliability.findings if each.main.quantity is Quantity.SHARE]
    whole, part = shares[0].populations
    assert (whole.size, part.size) == (300, shares[0].counts[0].number)
    released = [item.finding.main for item in study.study.reliability.items if isinstance(item, Released)]
    steps = [each for each in released if each.quantity is Quantity.SHARE]
    assert [each.value for each in steps] == [0.4, 0.6]
    assert all(each.interval is None and each.counts[0].at_most is not None for each in steps)


def test_a_stated_reliability_has_its_source(tmp_path):
    study = office(tmp_path, STATED)
    by = found(study)
    assert list(by) == ["stated", "smallest", "improved", "not_improved"]
    assert by["stated"].value == 0.8
    assert "Handbuch, erfunden" in told(study)


def test_items_of_a_stated_scale_where_less_is_better(tmp_path):
    by = found(office(tmp_path, STATED, better="lower"))
    assert list(by)[2:] == ["not_worse", "worse"]


def test_of_few_persons_nothing_is_shown_and_of_more_only_what_is_no_share(tmp_path):
    few = office(tmp_path, persons=19)
    assert not any(isinstance(item, Released) for item in few.study.reliability.items)
    some = office(tmp_path, persons=90)
    shown = [item.finding.subject.aspect for item in some.study.reliability.items if isinstance(item, Released)]
    assert shown == ["reliability.alpha", "reliability.omega", "reliability.smallest"]
    assert "only a change of more than" in told(some)


def test_few_courses_decline(tmp_path):
    many, few = (found(office(tmp_path, courses=number)) for number in (12, 3))
    assert many["alpha"].interval.method.startswith("jackknife")
    for name in ("alpha", "omega"):
        assert few[name].interval is None
        assert Caution.TOO_FEW_CLUSTERS in few[name].cautions
    one = found(office(tmp_path, courses=1))
    assert all(each.interval is None for each in one.values())


def test_items_that_contradict_each_other_give_no_error(tmp_path):
    by = found(office(tmp_path, persons=60, reversed=["b"], items=["a", "b"]))
    assert list(by) == ["alpha"]
    assert by["alpha"].value < 0
    assert "perhaps a reversed question is missing" in told(
        office(tmp_path, persons=60, reversed=["b"], items=["a", "b"])
    )


def test_without_reliability_the_section_is_absent(tmp_path):
    assert office(tmp_path, None).reliability.absent is Absence.NO_RELIABILITY
    assert "reliability" in told(office(tmp_path, None))


@pytest.mark.parametrize(
    ("reliability", "indicator", "code"),
    [
        ("items", {"items": ["a"]}, "programme.reliability.items"),
        ("items", {"kind": "ordered", "items": ["a"]}, "programme.reliability.kind"),
        (STATED, {"measured": ["after"]}, "programme.reliability.measured"),
        ({**STATED, "value": 1.0}, {}, "programme.bound.lt"),
        ({**STATED, "value": 0}, {}, "programme.bound.gt"),
        ({"value": 0.8}, {}, "programme.missing"),
        ({"source": "Handbuch"}, {}, "programme.missing"),
        ("item", {}, "programme.choice.nearest"),
        (0.8, {}, "programme.choice"),
    ],
)
def test_wrong_reliability_is_refused(tmp_path, reliability, indicator, code):
    with pytest.raises(ProgrammeFileError) as error:
        office(tmp_path, reliability, **indicator)
    assert code in [problem.code for problem in error.value.problems]
