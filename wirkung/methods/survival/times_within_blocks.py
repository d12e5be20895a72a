"""How far apart two groups are on average in when they make a transition, within the blocks they were drawn in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.kernels.blocks import block_codes
from wirkung.methods.kernels.table import BoolArray
from wirkung.methods.survival.durations import Durations
from wirkung.methods.survival.log_rank import log_rank
from wirkung.methods.survival.restricted_mean import own_times

_SOURCE = (
    "Royston & Parmar (2013), BMC Medical Research Methodology 13, 152; Andersen, Hansen & Klein (2004), Lifetime "
    "Data Analysis 10, 335-350"
)


def times_within_blocks(
    found: Durations,
    programme: BoolArray,
    blocks: ArrayLike,
    clusters: ArrayLike | None,
    *,
    horizon: float,
    unit: Unit,
    level: float = 0.95,
) -> Estimate:
    """How much longer the programme group takes than persons of its blocks, counted up to `horizon`.

    What each person adds to the mean of their own group (`own_times`) is compared as every other number is within
    blocks: `adjusted_difference`, with HC2, in courses CR2.

    Parameters
    ----------
    found
        Everybody of both groups.
    programme : (n,)
        Who was in the programme; both must occur.
    blocks, clusters : (n,) of labels
        The block of each person, and the course (None: alone).
    horizon : above 0
        Up to which time is counted; somebody of each group was followed so long.
    unit
        What the times are counted in.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        An association; of one block and persons on their own the difference of both means. Its test is the
        log-rank test within blocks, in courses that of the interval.
    """
    own = np.empty(found.n)
    for who in (programme, ~programme):
        own[who] = own_times(found.rows(who), horizon)
    within = adjusted_difference(own, programme, unit=unit, blocks=blocks, clusters=clusters, level=level)
    test = within.test
    if test is not None and "clusters" not in within.convention:
        test = log_rank(found, programme.astype(np.intp), 2, strata=block_codes(blocks, found.n))
    made = [(int(np.count_nonzero(found.happened & who)), int(who.sum())) for who in (programme, ~programme)]
    roles = (CountRole.PROGRAMME, CountRole.COMPARISON)
    return replace(
        within,
        quantity=Quantity.MEAN_TIME_DIFFERENCE,
        source=_SOURCE,
        test=test,
        counts=tuple(Count(role=role, number=n, of=of) for role, (n, of) in zip(roles, made, strict=True)),
    ).with_assumptions(*(each for each in found.assumptions if each is not Assumption.PERSONS_INDEPENDENT))
