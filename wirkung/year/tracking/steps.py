"""How far the persons of the year came: the funnel of the participants, and who has the event of a step."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wirkung.declared import Group
from wirkung.methods.cohort.funnel import FunnelStep, funnel
from wirkung.programme.model import CohortStep
from wirkung.year.data import YearData
from wirkung.year.tracking.clock import entries
from wirkung.year.tracking.ways import first_days, until_of, ways_of


def funnel_steps(data: YearData) -> tuple[FunnelStep, ...]:
    """The funnel of the programme group, one entry a declared step."""
    return funnel(ways_of(data, Group.PROGRAMME).reached)


def persons_with_event(data: YearData, step: CohortStep) -> pd.Series:
    """Persons of any group with the event of a step, from their entry to the last day that is known."""
    if step.event is None:
        return pd.Series(dtype=str)
    found = []
    for group in Group:
        entered = entries(data, group)
        if entered.size:
            first, _ = first_days(data, group, entered, until_of(data, entered), step.event)
            found.append(data.persons(group)["person"][~np.isnat(first)])
    everybody: pd.Series = pd.concat(found)
    return everybody
