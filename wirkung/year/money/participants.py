"""Whom the money was spent on, and what they took part in."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import Group, StepKind
from wirkung.year.data import YearData
from wirkung.year.tracking.reached import hours_by_person


def participants(data: YearData) -> pd.Series:
    """Persons of the programme group who attended at least one hour; all of them where nobody kept the hours."""
    persons = data.persons(Group.PROGRAMME)["person"]
    if data.tables.attendance is None:
        return persons
    hours = hours_by_person(data)
    return persons[persons.isin(hours.index[hours["hours"] > 0])]


def completed_participations(data: YearData) -> pd.DataFrame | None:
    """One row a person and course with enough hours; None where the programme file does not say what is enough."""
    attendance = data.rows_of_year(data.tables.attendance)
    shares = [step.share_of_hours for step in data.programme.cohort if step.kind is StepKind.COMPLETED]
    if attendance is None or not shares or shares[0] is None:
        return None
    ours = attendance[attendance["person"].isin(data.persons(Group.PROGRAMME)["person"])]
    return ours[(ours["hours"] > 0) & (ours["hours"] >= shares[0] * ours["planned_hours"])]


def courses_held(data: YearData) -> int:
    """How many courses the year had, by the persons registered in them."""
    return int(data.persons(Group.PROGRAMME)["course"].dropna().nunique())
