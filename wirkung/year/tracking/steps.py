"""How far the persons of the year came: the funnel of the participants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from wirkung.codes import Caution, CountRole
from wirkung.declared import Group, StepKind
from wirkung.estimate import Estimate
from wirkung.methods.cohort.funnel import FunnelStep, funnel
from wirkung.programme.model import CohortStep
from wirkung.year.data import YearData
from wirkung.year.in_courses import share_of_sample
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.reached import Reached
from wirkung.year.tracking.ways import ways_of


def counted(steps: Sequence[CohortStep], reached: Reached) -> Reached:
    """Who counts as having reached each step, n × steps: the one definition for every number of persons.

    At a step of the courses themselves those who reached it and all such steps before it. An event can happen to
    anybody: everybody counts to whom it happened, as in the comparison group, of which nothing else is known.
    """
    events = are_events(steps)
    still = np.logical_and.accumulate(reached | events, axis=1)
    return np.where(events, reached, still)


def are_events(steps: Sequence[CohortStep]) -> Reached:
    """Which of the steps are events, (steps,)."""
    return np.array([step.kind is StepKind.EVENT for step in steps], dtype=bool)


def not_yet(number: Estimate) -> Estimate:
    """A number of those who reached a step, or of what rests on it, while the step cannot be judged: none."""
    everybody = tuple(
        replace(each, role=CountRole.BASE, number=each.of or 0, of=None) for each in number.counts[:1]
    )
    unknown = replace(
        number,
        value=None,
        interval=None,
        standard_error=None,
        test=None,
        counts=everybody,
        cautions=(Caution.NOT_YET_OBSERVABLE,),
    )
    return unknown.resting_on(*number.populations[:1])


def funnel_steps(data: YearData) -> tuple[FunnelStep, ...]:
    """The funnel of the programme group, one entry a declared step."""
    starters = data.sample(PERSONS, Group.PROGRAMME)
    return funnel_of(starters, data.programme.way, ways_of(data, Group.PROGRAMME).reached)


def funnel_of(starters: Sample, steps: Sequence[CohortStep], reached: Reached) -> tuple[FunnelStep, ...]:
    """The funnel of a group over n × steps, each share saying whom it rests on: its base, and who reached it.

    Events follow on no step, and have no share of those who reached the one before.
    """
    return tuple(_steps(starters, are_events(steps), counted(steps, reached)))


def _steps(starters: Sample, events: Reached, there: Reached) -> Iterator[FunnelStep]:
    before = starters
    in_courses = iter(funnel(there[:, ~events]) if not events.all() else ())
    for event, reached in zip(events, there.T, strict=True):
        step = funnel(reached[:, None])[0] if event else next(in_courses)
        now = starters.where(reached)
        of_starters = share_of_sample(step.of_starters, starters, now)
        if event or step.of_previous is None:
            yield replace(step, of_starters=of_starters, of_previous=None)
        else:
            yield replace(
                step, of_starters=of_starters, of_previous=share_of_sample(step.of_previous, before, now)
            )
            before = now
