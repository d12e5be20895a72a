"""Who reached a declared step, by the tables of the office."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group, StepKind, Wave
from wirkung.programme.model import CohortStep
from wirkung.year.data import YearData
from wirkung.year.kept import kept

Reached = NDArray[np.bool_]


def reached(data: YearData, step: CohortStep, group: Group = Group.PROGRAMME) -> Reached:
    """Whether each person of a group reached a step that has no date of its own, shape (persons,)."""
    persons = data.persons(group)["person"]
    match step.kind:
        case StepKind.ATTENDED:
            return _isin(persons, _attended(data))
        case StepKind.COMPLETED:
            return _isin(persons, _completed(data, step))
        case StepKind.ANSWERED if step.wave is not None:
            return answered(data, step.wave, group)
        case _:
            return np.ones(len(persons), dtype=bool)


@kept
def answered(data: YearData, wave: Wave, group: Group) -> Reached:
    """Whether each person of a group answered anything in a wave, shape (persons,)."""
    persons = data.persons(group)["person"]
    answers = data.rows_of_year(data.tables.measurements)
    if answers is None:
        return np.zeros(len(persons), dtype=bool)
    items = answers.columns.difference(["person", "year", "wave"])
    given = answers[items].notna().any(axis="columns") & (answers["wave"] == wave)
    return _isin(persons, answers.loc[given, "person"])


def hours_by_person(data: YearData) -> pd.DataFrame:
    """Hours attended and planned of each person of the year, over all their courses."""
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None:
        return pd.DataFrame({"hours": [], "planned_hours": []}, index=pd.Index([], name="person"), dtype=float)
    return attendance.groupby("person", sort=False)[["hours", "planned_hours"]].sum()


def attended_share(data: YearData, group: Group = Group.PROGRAMME) -> NDArray[np.float64]:
    """Which part of the hours planned for them each person of a group attended, shape (persons,), 0 to 1.

    Over all their courses; who came for more than was planned attended all. NaN where it is not known: of who is
    not in the list of attendance, and where the hours of a course, or those planned for it, are missing there.
    """
    persons = data.persons(group)["person"]
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None:
        return np.full(len(persons), np.nan)
    hours = attendance[["hours", "planned_hours"]]
    known = hours.notna().all(axis="columns").groupby(attendance["person"], sort=False).all()
    sums = hours.groupby(attendance["person"], sort=False).sum()[known]
    planned = sums["planned_hours"].where(sums["planned_hours"] > 0)
    return (sums["hours"] / planned).clip(upper=1.0).reindex(persons).to_numpy(dtype=np.float64)


def _isin(persons: pd.Series, chosen: pd.Series) -> Reached:
    return persons.isin(chosen).to_numpy(dtype=bool)


def _attended(data: YearData) -> pd.Series:
    hours = hours_by_person(data)
    return hours.index[hours["hours"] > 0].to_series()


def _completed(data: YearData, step: CohortStep) -> pd.Series:
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None or step.share_of_hours is None:
        return pd.Series(dtype=str)
    # A course counts by itself: three quarters of one course is a completed course, whatever became of a second.
    enough = (attendance["hours"] > 0) & (attendance["hours"] >= step.share_of_hours * attendance["planned_hours"])
    return attendance.loc[enough, "person"]
