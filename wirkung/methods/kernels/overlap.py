"""How much two groups have in common by their scores, and for how many persons the weights leave a voice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wirkung.codes import Caution, Claim, CountRole, Quantity
from wirkung.estimate import PERSONS, Count, Estimate
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.propensity import Propensity, common_support, effective
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray
from wirkung.methods.kernels.table import BoolArray, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much the groups have in common: who stands outside it, and what the weights are worth."""

    programme_outside: Estimate
    comparison_outside: Estimate
    programme_effective: Estimate
    comparison_effective: Estimate


def overlap_of(rows: Table, found: Propensity, weights: FloatArray, level: float) -> Overlap:
    """Shares outside the common support before trimming, and what the weights are worth after it."""
    outside = ~common_support(found.scores, rows.programme)

    def share_outside(group: BoolArray) -> Estimate:
        return share(int(np.count_nonzero(outside & group)), int(np.count_nonzero(group)), level=level)

    return Overlap(
        programme_outside=share_outside(rows.programme),
        comparison_outside=share_outside(~rows.programme),
        programme_effective=_worth(weights[rows.programme], CountRole.PROGRAMME),
        comparison_effective=_worth(weights[~rows.programme], CountRole.COMPARISON),
    )


def _worth(weights: FloatArray, role: CountRole) -> Estimate:
    used = weights[weights > 0]
    return Estimate(
        quantity=Quantity.EFFECTIVE_PERSONS,
        unit=PERSONS,
        value=effective(used),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=role, number=int(used.size)),),
        source="Kish (1965), Survey Sampling, section 11.7",
    )


def overlap_cautions(kept: Table, rows: Table, overlap: Overlap) -> tuple[Caution, ...]:
    """Few effective persons; some without their like, or left out for it."""
    worth = (overlap.programme_effective.value or 0.0, overlap.comparison_effective.value or 0.0)
    outside = any(each.value for each in (overlap.programme_outside, overlap.comparison_outside))
    left_out = sum(kept.persons) < sum(rows.persons)
    found = (
        (Caution.FEW_PERSONS, min(*worth, *kept.persons) < FEW_PERSONS_BELOW),
        (Caution.OUTSIDE_OVERLAP_LEFT_OUT, left_out),
        (Caution.SOME_OUTSIDE_OVERLAP, outside and not left_out),
    )
    return tuple(caution for caution, holds in found if holds)
