"""How far the persons of the year came: the funnel of the participants."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from wirkung.declared import Group
from wirkung.methods.cohort.funnel import FunnelStep, funnel
from wirkung.year.data import YearData
from wirkung.year.in_courses import share_of_sample
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.reached import Reached
from wirkung.year.tracking.ways import ways_of


def funnel_steps(data: YearData) -> tuple[FunnelStep, ...]:
    """The funnel of the programme group, one entry a declared step."""
    starters = data.sample(PERSONS, Group.PROGRAMME)
    return funnel_of(starters, ways_of(data, Group.PROGRAMME).reached)


def funnel_of(starters: Sample, reached: Reached) -> tuple[FunnelStep, ...]:
    """The funnel of a group over n × steps, each share saying whom it rests on: its base, and who reached it."""
    still = np.logical_and.accumulate(reached, axis=1).T
    came = [starters, *(starters.where(there) for there in still)]
    return tuple(
        FunnelStep(
            of_starters=share_of_sample(step.of_starters, starters, now),
            of_previous=share_of_sample(step.of_previous, before, now),
        )
        for step, (before, now) in zip(funnel(reached), pairwise(came), strict=True)
    )
