"""Whether a result is the same at every level of a characteristic, in courses, within blocks, or adjusted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from wirkung.estimate import Test
from wirkung.methods.kernels.cluster_labels import Arm, coded
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.cr2 import cr2, hc2
from wirkung.methods.kernels.regression import centred, independent
from wirkung.methods.kernels.samples import FloatArray, Sample

_FEWEST_LEVELS = 2


def interaction_in_courses(cells: Sequence[tuple[Arm, ...]], beside: FloatArray | None = None) -> Test | None:
    """A test that the effect is the same at all levels; None with one level, or too few courses in a group.

    Parameters
    ----------
    cells
        One entry per level: programme and comparison group (the effect is their difference), or one group alone
        (the effect is its mean). A course may have persons of several levels; who has none is alone.
    beside : (persons, k) or None
        What is held fast: marks of blocks, and covariates, of all persons of the cells in their order.

    Returns
    -------
    Test
        Of each level against the mean of the others, least squares on group × level with CR2 variance (HC2 where
        nobody shares a course) and Satterthwaite's degrees of freedom (for two levels that is one test); of
        several the clearest, its p times their number (Bonferroni). None where what is held fast tells the levels
        of a group exactly.

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
    if beside is not None:
        others = centred(beside)
        design = np.hstack([design, others[:, independent(others, beside=design)]])
    if outcome.size <= design.shape[1]:
        return None
    alone = not any(arm.grouped for arm in arms)
    found = []
    for contrast in _contrasts(len(cells), len(cells[0])):
        asked = np.concatenate([contrast, np.zeros(design.shape[1] - len(arms))])
        found.append(hc2(design, outcome, asked) if alone else cr2(design, outcome, codes, asked))
    statistics = [(each.value / np.sqrt(each.variance), each.df) for each in found if each.variance > 0]
    if len(statistics) < len(found):
        return None
    tests = [(2 * float(stats.t.sf(abs(t), df)), float(t), float(df)) for t, df in statistics]
    p, statistic, df = min(tests)
    name = f"{'HC2' if alone else 'CR2'} t of the interaction"
    return Test(name=name, statistic=statistic, df=df, p=min(1.0, p * len(tests)))


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
