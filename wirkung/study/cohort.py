"""Who stayed, and where did they go: the steps of this year's participants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.estimate import Assumption, Caution
from wirkung.finding import Absence, Answer, Finding, Question, Role, Subject
from wirkung.io.tables import Group
from wirkung.methods.cohort import FunnelStep, funnel
from wirkung.programme.model import CohortStep, StepKind, text_in
from wirkung.study.data import YearData

Reached = NDArray[np.bool_]


def answer_cohort(data: YearData) -> Answer:
    """The funnel over the declared steps, of everybody who registered in the year."""
    steps = data.programme.cohort
    if not steps:
        return Answer(question=Question.COHORT, year=data.year, absent=Absence.NO_COHORT_STEPS)
    findings = tuple(_finding(data, step, result) for step, result in zip(steps, funnel_steps(data), strict=True))
    return Answer(question=Question.COHORT, year=data.year, findings=findings)


def funnel_steps(data: YearData) -> tuple[FunnelStep, ...]:
    """The funnel of the programme group, one entry a declared step."""
    return funnel(np.column_stack([reached(data, step) for step in data.programme.cohort]))


def _finding(data: YearData, step: CohortStep, result: FunnelStep) -> Finding:
    subject = Subject(id=step.id, label=text_in(step.label, data.language))
    main = result.of_starters
    if step.kind is StepKind.REGISTERED:
        # All of all, by definition: there is nothing to be uncertain about.
        return Finding(subject=subject, estimates=((Role.MAIN, replace(main, interval=None)),))
    if data.courses(Group.PROGRAMME) is not None:
        main = main.with_cautions(Caution.CLUSTERS_NOT_CONSIDERED)
    if step.kind is StepKind.EVENT:
        main = main.with_cautions(Caution.LOST_COUNTED_AS_NOT_REACHED).with_assumptions(
            Assumption.ALL_EVENTS_KNOWN
        )
    return Finding(subject=subject, estimates=((Role.MAIN, main), (Role.OF_PREVIOUS, result.of_previous)))


def reached(data: YearData, step: CohortStep) -> Reached:
    """Whether each person of the programme group reached a step by itself, shape (persons,)."""
    persons = data.persons(Group.PROGRAMME)["person"]
    match step.kind:
        case StepKind.REGISTERED:
            return np.ones(len(persons), dtype=bool)
        case StepKind.ATTENDED:
            return _isin(persons, _attended(data))
        case StepKind.COMPLETED:
            return _isin(persons, _completed(data, step))
        case StepKind.ANSWERED:
            return _isin(persons, _answered(data, step))
        case StepKind.EVENT:
            return _isin(persons, _with_event(data, step))


def _isin(persons: pd.Series, chosen: pd.Series) -> Reached:
    return persons.isin(chosen).to_numpy(dtype=bool)


def hours_by_person(data: YearData) -> pd.DataFrame:
    """Hours attended and planned of each person of the year, over all their courses."""
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None:
        return pd.DataFrame({"hours": [], "planned_hours": []}, index=pd.Index([], name="person"), dtype=float)
    return attendance.groupby("person", sort=False)[["hours", "planned_hours"]].sum()


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


def _answered(data: YearData, step: CohortStep) -> pd.Series:
    answers = data.rows_of_year(data.tables.measurements)
    if answers is None:
        return pd.Series(dtype=str)
    items = answers.columns.difference(["person", "year", "wave"])
    given = answers[items].notna().any(axis="columns") & (answers["wave"] == step.wave)
    return answers.loc[given, "person"]


def _with_event(data: YearData, step: CohortStep) -> pd.Series:
    events = data.tables.events
    if events is None:
        return pd.Series(dtype=str)
    # An event before the year of the cohort cannot be a step of it; one without a date is taken at its word.
    in_time = events["date"].isna() | (events["date"].dt.year >= data.year)
    chosen: pd.Series = events["person"][in_time & (events["event"] == step.event)]
    return chosen
