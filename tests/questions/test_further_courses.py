"""How many courses were somebody's second: of a few nothing tells more than where there are none."""

from __future__ import annotations

import pytest

from tests.disclosure.test_amounts import WITH_HOURS
from tests.raw import open_raw
from wirkung.codes import Role

PERSONS = 40


@pytest.mark.parametrize("further", [0, 1, 9, 10])
def test_few_second_courses_are_told_as_none(tmp_path, further):
    """Neither the participations nor what a completed one cost says that one to nine persons took part twice."""
    names = [f"p{number}" for number in range(PERSONS)]
    taken = [(name, "a") for name in names] + [(name, "b") for name in names[:further]]
    people = "".join(f"{name};2024\n" for name in names)
    rows = "".join(f"{name};2024;{course};20;20\n" for name, course in taken)
    for name, text in (
        ("hours.yaml", WITH_HOURS),
        ("persons.csv", f"id;year\n{people}"),
        ("came.csv", f"id;year;course;hours;planned\n{rows}"),
        ("costs.csv", "year;category;amount\n2024;staff;53000\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    study = open_raw(tmp_path / "hours.yaml", year=2024)
    told = [each.main.value for each in study.cohort.findings if each.subject.aspect == "participations"]
    (completed,) = (each for each in study.cost.findings if each.subject.aspect == "per_completed")
    enough = further == 10
    assert told == ([PERSONS + further] if enough else [])
    assert completed.get(Role.BASE).value == (PERSONS + further if enough else PERSONS)
