"""Wilcoxon's signed ranks: the changes put in order of size, and the test whether they go up as often as down."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy import stats

from wirkung.estimate import Test
from wirkung.methods.kernels.samples import FloatArray, Sample

# R's `wilcox.test` computes the distribution exactly below so many changes, unless some are alike or zero.
EXACT_BELOW = 50

# Changes that agree to so many digits of the largest one are ties; beyond it there is only rounding.
_DIGITS = 12


def signed_steps(change: Sample) -> FloatArray:
    """The changes of those who changed, over the largest one, so that equal ones are equal to the last bit."""
    changed = change.values[np.abs(change.values) > change.rounding]
    return np.round(changed / np.max(np.abs(changed)), _DIGITS) if changed.size else changed


def signed_rank_test(steps: FloatArray, persons: int) -> Test:
    """Wilcoxon's test of `steps`, as R has it; the statistic is the rank sum of those who went up.

    Exact for fewer than 50 persons without ties and zeros, else normal with the correction for continuity.
    """
    sizes = np.abs(steps)
    plain = steps.size == persons < EXACT_BELOW and np.unique(sizes).size == steps.size
    method: Literal["exact", "approx"] = "exact" if plain else "approx"
    found = stats.wilcoxon(steps, method=method, correction=not plain)
    up = float(stats.rankdata(sizes)[steps > 0].sum())
    return Test(name="Wilcoxon signed rank", statistic=up, df=None, p=float(found.pvalue))
