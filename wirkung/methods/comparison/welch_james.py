"""Do the levels of a characteristic differ? The test of an interaction, for cells of unequal size and spread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from wirkung.estimate import Test
from wirkung.methods.kernels.samples import FloatArray, Sample

_FEWEST_LEVELS = 2


def interaction(cells: Sequence[tuple[Sample, ...]]) -> Test | None:
    """The test that the effect is the same at every level; None for fewer than two levels.

    `cells` has one entry per level: programme and comparison group (the effect is their difference), or one
    group alone (the effect is its mean). Every cell has two numbers at least, every level some spread.

    This is the Wald test of the interaction in least squares on group × level with HC2 variances, which are
    s²/n in each cell; instead of its chi-squared it takes Johansen's correction and degrees of freedom, so that
    for two levels it is Welch's t, squared. `df` is that of the denominator; the numerator's is levels - 1.
    """
    if len(cells) < _FEWEST_LEVELS:
        return None
    samples = [sample for level in cells for sample in level]
    # On a scale where squares neither overflow nor vanish; the quotient does not depend on it.
    scale = max(float(np.max(np.abs(sample.values))) for sample in samples)
    means = np.array([np.mean(sample.values / scale) for sample in samples])
    numbers = np.array([sample.n for sample in samples])
    variances = np.array([np.var(sample.values / scale, ddof=1) for sample in samples]) / numbers
    return _johansen(means, variances, numbers, _contrasts(len(cells), len(cells[0])))


def _contrasts(levels: int, groups: int) -> FloatArray:
    """Each level's effect against that of the first, from the means of the cells."""
    against_first = np.hstack([-np.ones((levels - 1, 1)), np.eye(levels - 1)])
    return np.kron(against_first, np.array([1.0, -1.0][:groups]))


def _johansen(means: FloatArray, variances: FloatArray, numbers: FloatArray, contrasts: FloatArray) -> Test:
    differences = contrasts @ means
    # cells × contrasts: how each cell's variance enters the inverse covariance of the contrasts
    entering = np.linalg.solve((contrasts * variances) @ contrasts.T, contrasts * variances).T
    wald = float(differences @ np.linalg.solve((contrasts * variances) @ contrasts.T, differences))
    # Both traces of Johansen's A are squares of one diagonal element, since each cell has its own mean.
    a = float(np.sum(np.sum(entering * contrasts.T, axis=1) ** 2 / (numbers - 1)))
    rank = len(contrasts)
    statistic, df = wald / (rank + 2 * a - 6 * a / (rank + 2)), rank * (rank + 2) / (3 * a)
    return Test(name="Welch-James F", statistic=statistic, df=df, p=float(stats.f.sf(statistic, rank, df)))
