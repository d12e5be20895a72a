"""How far the persons of the year came: the funnel of the participants."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from wirkung.declared import Group
from wirkung.methods.cohort.funnel import FunnelStep, funnel
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses
from wirkung.year.data import Courses, YearData
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.reached import Reached
from wirkung.year.tracking.ways import ways_of


def funnel_steps(data: YearData) -> tuple[FunnelStep, ...]:
    """The funnel of the programme group, one entry a declared step."""
    starters = data.sample(PERSONS, Group.PROGRAMME)
    return funnel_of(starters, ways_of(data, Group.PROGRAMME).reached, data.courses(Group.PROGRAMME))


def funnel_of(starters: Sample, reached: Reached, courses: Courses = None) -> tuple[FunnelStep, ...]:
    """The funnel of a group over n × steps, each share saying whom it rests on: its base, and who reached it.

    Where the persons learned in `courses` (n,), no interval takes them to be independent.
    """
    still = np.logical_and.accumulate(reached, axis=1).T
    bases = (np.ones(len(reached), dtype=np.bool_), *still)
    everybody, *came = (each.population for each in (starters, *map(starters.where, still)))
    return tuple(
        FunnelStep(
            of_starters=mean_in_courses(step.of_starters, there, courses).resting_on(everybody, now),
            of_previous=mean_in_courses(
                step.of_previous, there[base], None if courses is None else courses[base]
            ).resting_on(before, now),
        )
        for step, (before, now), (base, there) in zip(
            funnel(reached), pairwise((everybody, *came)), pairwise(bases), strict=True
        )
    )
