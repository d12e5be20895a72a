"""Who reached a step, in either group: the one definition that every number of a step is counted by."""

from __future__ import annotations

import numpy as np

from wirkung.codes import Caution
from wirkung.declared import Group, StepKind
from wirkung.programme.model import CohortStep
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.kept import kept
from wirkung.year.tracking.clock import entries, last_day, observed_months
from wirkung.year.tracking.reached import Reached, reached
from wirkung.year.tracking.ways import first_days, until_of


def step_of(data: YearData, step_id: str) -> CohortStep:
    """The declared step with this id; the programme file was checked to have it."""
    return next(step for step in data.programme.cohort if step.id == step_id)


@kept
def who_reached(data: YearData, step: CohortStep, group: Group = Group.PROGRAMME) -> Reached:
    """Whether each person of a group reached a step, whatever happened before it, shape (persons,).

    An event counts from the person's entry to the last day that is known.
    """
    if step.event is None:
        return reached(data, step, group)
    entered = entries(data, group)
    if not entered.size:
        return np.zeros(0, dtype=bool)
    first, _ = first_days(data, group, entered, until_of(data, entered), step.event)
    return ~np.isnat(first)


def observable(data: YearData, step: CohortStep) -> bool:
    """Whether everybody of the programme group has been followed for so long that the step can be judged.

    The programme file says for how many months (`months`), otherwise until the course is over. The last date of a
    list whose end it does not say tells little: then a month is enough. Where no event has a date, the list is
    taken to be complete.
    """
    known, entered = last_day(data), entries(data, Group.PROGRAMME)
    if step.kind is not StepKind.EVENT or known is None or not entered.size:
        return True
    tracking = data.programme.tracking
    usual = 1 if tracking.observed_until is None else tracking.course_months
    return int(observed_months(entered, known).min()) >= (step.months or usual)


@kept
def events_cover(data: YearData, group: Group) -> bool:
    """Whether the list of events is about a group: that of the participants always, others where it names them.

    Where it names nobody of the comparison group, it may well be that nobody asked them, so that a share of zero
    would be invented. Fewer than the smallest group count as nobody, whatever happened to them: else it would show
    in what the report has that a few of them are in the list.
    """
    if group is Group.PROGRAMME:
        return True
    if data.tables.events is None:
        return False
    named = data.persons(group)["person"].isin(data.tables.events["person"]).to_numpy(dtype=bool)
    return are_there(named, smallest=data.programme.privacy.smallest_group)


def not_comparable(data: YearData, step: CohortStep) -> Caution | None:
    """Why a step cannot be compared between the groups; None where it can.

    Of the comparison group only the events are known (`events_cover`).
    """
    if not data.has_comparison:
        return Caution.OUTCOME_WITHOUT_COMPARISON
    if step.kind is not StepKind.EVENT or not events_cover(data, Group.COMPARISON):
        return Caution.OUTCOME_ONLY_IN_PROGRAMME
    if data.persons(Group.PROGRAMME).empty:
        return Caution.NOBODY_REACHED
    return None if observable(data, step) else Caution.NOT_YET_OBSERVABLE
