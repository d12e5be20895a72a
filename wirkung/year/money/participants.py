"""Whom the money was spent on, and what they took part in."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import Group, StepKind
from wirkung.year.data import YearData
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.reached import hours_by_person


def registered(data: YearData) -> Sample:
    """Everybody in the programme group."""
    return data.sample(PERSONS, Group.PROGRAMME)


def participants(data: YearData) -> Sample:
    """Persons of the programme group who attended at least one hour; all of them where nobody kept the hours."""
    if data.tables.attendance is None:
        return registered(data)
    hours = hours_by_person(data)
    return _among_registered(data, hours.index[hours["hours"] > 0].to_series())


def completed_participations(data: YearData) -> tuple[int, Sample] | None:
    """How many courses were attended for enough hours, and by whom; None where nothing says what is enough."""
    attendance = data.rows_of_year(data.tables.attendance)
    shares = [step.share_of_hours for step in data.programme.cohort if step.kind is StepKind.COMPLETED]
    if attendance is None or not shares or shares[0] is None:
        return None
    ours = attendance[attendance["person"].isin(data.persons(Group.PROGRAMME)["person"])]
    completed = ours[(ours["hours"] > 0) & (ours["hours"] >= shares[0] * ours["planned_hours"])]
    return len(completed), _among_registered(data, completed["person"])


def courses_held(data: YearData) -> int:
    """How many courses the year had, by the persons registered in them."""
    return int(data.persons(Group.PROGRAMME)["course"].dropna().nunique())


def course_hours_held(data: YearData) -> float | None:
    """How many hours the courses had that are in the list of attendance; None where it does not say so.

    Somebody who registered late has fewer planned hours: those of the course are the most that anybody in it has.
    """
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None or data.programme.data.counts_dates:
        return None
    ours = attendance[attendance["person"].isin(data.persons(Group.PROGRAMME)["person"])]
    by_course = ours.groupby("course")["planned_hours"].max()
    return None if by_course.empty or by_course.isna().any() else float(by_course.sum())


def _among_registered(data: YearData, persons: pd.Series) -> Sample:
    chosen = data.persons(Group.PROGRAMME)["person"].isin(persons).to_numpy(dtype=bool)
    return registered(data).where(chosen)
