"""Whether a result is the same at every level of a characteristic, where the persons learned in courses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from wirkung.estimate import Test
from wirkung.methods.kernels.cluster_labels import Arm, coded
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.cr2 import cr2
from wirkung.methods.kernels.samples import FloatArray, Sample

_FEWEST_LEVELS = 2


def interaction_in_courses(cells: Sequence[tuple[Arm, ...]]) -> Test | None:
    """A test that the effect is the same at all levels; None with one level, or too few courses in a group.

    Parameters
    ----------
    cells
        One entry per level: programme and comparison group (the effect is their difference), or one group alone
        (the effect is its mean). A course may have persons of several levels.

    Returns
    -------
    Test
        Of each level against the mean of the others, least squares on group × level with CR2 variance and
        Satterthwaite's degrees of freedom (for two levels that is one test); of several the clearest, its p times
        their number (Bonferroni).

    References
    ----------
    Pustejovsky & Tipton (2018), Journal of Business & Economic Statistics 36, 672-683. Bonferroni: Dunn (1961),
    Multiple comparisons among means, Journal of the American Statistical Association 56, 52-64.
    """
    if len(cells) < _FEWEST_LEVELS or _too_few(cells):
        return None
    arms = [arm for level in cells for arm in level]
    outcome = np.concatenate([arm.sample.values for arm in arms])
    codes = coded(np.concatenate([arm.labels for arm in arms]))
    cell = np.repeat(np.arange(len(arms)), [arm.sample.n for arm in arms])
    design = (cell[:, None] == np.arange(len(arms))).astype(np.float64)
    found = [cr2(design, outcome, codes, contrast) for contrast in _contrasts(len(cells), len(cells[0]))]
    statistics = [(each.value / np.sqrt(each.variance), each.df) for each in found if each.variance > 0]
    if len(statistics) < len(found):
        return None
    tests = [(2 * float(stats.t.sf(abs(t), df)), float(t), float(df)) for t, df in statistics]
    p, statistic, df = min(tests)
    return Test(name="CR2 t of the interaction", statistic=statistic, df=df, p=min(1.0, p * len(tests)))


def _too_few(cells: Sequence[tuple[Arm, ...]]) -> bool:
    """Whether the courses of all levels together are too few for a difference between the groups, or a mean."""
    return bool(declines(*(_together(group) for group in zip(*cells, strict=True))))


def _together(arms: Sequence[Arm]) -> Arm:
    values = np.concatenate([arm.sample.values for arm in arms])
    sample = Sample(values=values, rounding=max(arm.sample.rounding for arm in arms))
    return Arm(sample=sample, labels=np.concatenate([arm.labels for arm in arms]))


def _contrasts(levels: int, groups: int) -> FloatArray:
    """Each level's effect against the mean of the others', from the means of the cells; of two levels once."""
    against = np.eye(levels) - (1 - np.eye(levels)) / (levels - 1)
    of_effects = against[:1] if levels == _FEWEST_LEVELS else against
    return np.kron(of_effects, np.array([1.0, -1.0][:groups]))
