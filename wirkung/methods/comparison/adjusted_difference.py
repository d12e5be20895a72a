"""How far two groups lie apart within blocks, or adjusted for what was known before: the declared main result.

Least squares on the group, a mark for every block and the covariates. The standard error is CR2, whose clusters
are the courses or schools, and persons of their own where there are none (then it is HC2); the degrees of freedom
are the smaller of those of CR2 and of Welch's combination of both groups, as for every other difference
(`methods.kernels.clustered`), whose rule on too few clusters holds here too. With less than two degrees of freedom
there is no interval: 13 standard errors to either side say nothing.

Calibration: `tests/calibration/designs.csv`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, Quantity, UnitKind
from wirkung.estimate import Estimate, Unit
from wirkung.methods.comparison.shares_in_courses import as_persons
from wirkung.methods.kernels.cluster_labels import Arm, both_arms, coded, shared
from wirkung.methods.kernels.clustered import clusters_named, declines, difference_of, what_to_know
from wirkung.methods.kernels.cr2 import Robust, cr2, cr2_mean, hc2
from wirkung.methods.kernels.groups import counts
from wirkung.methods.kernels.regression import centred, independent
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student
from wirkung.methods.kernels.table import complete_matrix

_SOURCE = (
    "Lin (2013), Annals of Applied Statistics 7, 295-318; Pustejovsky & Tipton (2018), Journal of Business & "
    "Economic Statistics 36, 672-683"
)
# Residuals this small beside the outcome are rounding.
_ROUNDING = 1e-8
_FEWEST_DEGREES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is held fast in one group: its persons' blocks (n) and covariates (n, k); None for none."""

    blocks: ArrayLike | None = None
    covariates: ArrayLike | None = None


def adjusted_between(
    programme: ArrayLike,
    comparison: ArrayLike,
    beside: tuple[Beside, Beside],
    clusters: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
    *,
    unit: Unit,
    quantity: Quantity,
    level: float = 0.95,
) -> Estimate:
    """How far the programme group lies above persons of its blocks with the same covariates.

    Parameters
    ----------
    programme, comparison : one-dimensional, in `unit`
        One number per person: afterwards, or how far each moved.
    beside : (programme, comparison)
        Of both groups the blocks, or the covariates, or both.
    clusters : (programme, comparison), one label per person, or None
        The course or school of each person; who has none was assigned alone.
    unit, quantity
        What the numbers are counted in, and what their difference is called.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        An association. A block with persons of one group adds nothing to it (caution `BLOCK_OF_ONE_GROUP`); where
        blocks or covariates tell exactly who was in the programme there is no value (`NO_OVERLAP`).

    Raises
    ------
    ValueError
        Missing or infinite numbers, lengths that differ, blocks or covariates of one group alone.

    References
    ----------
    Lin (2013), Agnostic notes on regression adjustments to experimental data, Annals of Applied Statistics 7,
    295-318. Pustejovsky & Tipton (2018). In R: `estimatr::lm_robust(y ~ z + x, fixed_effects = block,
    se_type = "HC2")`, with `clusters` and `se_type = "CR2"`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> blocks = Beside(blocks=["a", "a", "a", "b", "b", "b"])
    >>> found = adjusted_between([2, 3, 4, 6, 7, 8], [1, 2, 3, 5, 6, 7], (blocks, blocks),
    ...     unit=Unit(kind=UnitKind.SCORE), quantity=Quantity.MEAN_DIFFERENCE)
    >>> round(found.value, 10)
    1.0
    """
    ours, theirs = both_arms(programme, comparison, *clusters)
    level = checked_level(level)
    marks, one_sided = _blocks(beside, ours, theirs)
    covariates = _covariates(beside, ours, theirs)
    known, value, why = UNKNOWN, None, declines(ours, theirs) or _rare(unit, ours, theirs)
    if ours.sample.n and theirs.sample.n:
        others = np.hstack([marks, covariates])
        value, known, more = _fitted(ours, theirs, others, level=level)
        known, why = (UNKNOWN, why) if why else (known, more)
    said = {
        Caution.WITHIN_BLOCKS: marks.shape[1] > 0,
        Caution.BLOCK_OF_ONE_GROUP: one_sided,
        Caution.ADJUSTED: covariates.shape[1] > 0,
    }
    held = tuple(caution for caution, holds in said.items() if holds)
    grouped = ours.grouped or theirs.grouped
    kind = "least squares with covariates" if covariates.shape[1] else "least squares within blocks"
    return Estimate(
        quantity=quantity,
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=counts(ours.sample, theirs.sample),
        source=_SOURCE,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=f"{kind}, {clusters_named(ours, theirs) if grouped else 'HC2'}",
        assumptions=(
            Assumption.CLUSTERS_INDEPENDENT if grouped else Assumption.PERSONS_INDEPENDENT,
            Assumption.MEAN_NEARLY_NORMAL,
        ),
        cautions=tuple(dict.fromkeys((*what_to_know(ours, theirs), *held, *why))),
    )


def _rare(unit: Unit, *arms: Arm) -> tuple[Caution, ...]:
    """Of yes and no, an answer that came up in hardly any cluster says too little on how alike they are."""
    return (Caution.RARE_IN_COURSES,) if unit.kind is UnitKind.SHARE and as_persons(*arms) else ()


def _blocks(beside: Sequence[Beside], ours: Arm, theirs: Arm) -> tuple[FloatArray, bool]:
    """A mark for every block but the first, and whether any has persons of one group alone."""
    persons = ours.sample.n, theirs.sample.n
    if all(each.blocks is None for each in beside):
        return np.empty((sum(persons), 0)), False
    labels = [np.asarray(each.blocks, dtype=object) for each in beside]
    for each, number, name in zip(labels, persons, ("programme", "comparison"), strict=True):
        if each.shape != (number,) or pd.isna(each).any():
            raise ValueError(
                f"blocks of {name} must be one label for each of {number} persons, found {each.shape}"
            )
    codes = pd.factorize(np.concatenate(labels))[0]
    both = np.intersect1d(codes[: persons[0]], codes[persons[0] :])
    marks = (codes[:, None] == np.arange(1, codes.max(initial=0) + 1)).astype(np.float64)
    return marks, both.size < np.unique(codes).size


def _covariates(beside: Sequence[Beside], ours: Arm, theirs: Arm) -> FloatArray:
    persons = ours.sample.n, theirs.sample.n
    tables = [
        complete_matrix("covariates", each.covariates, number)
        for each, number in zip(beside, persons, strict=True)
    ]
    return np.concatenate(tables)


def _fitted(
    ours: Arm, theirs: Arm, others: FloatArray, *, level: float
) -> tuple[float | None, Uncertainty, tuple[Caution, ...]]:
    """The coefficient of the group with its uncertainty, or why there is none."""
    outcome = np.concatenate([each.sample.values for each in (ours, theirs)])  # noqa: PD011 - of samples
    group = np.repeat([1.0, 0.0], [ours.sample.n, theirs.sample.n])
    constant = np.ones((outcome.size, 1))
    others = centred(others)
    others = others[:, independent(others, beside=constant)]
    if not independent(group[:, None], beside=np.hstack([constant, others])):
        return None, UNKNOWN, (Caution.NO_OVERLAP,)
    design = np.hstack([group[:, None], constant, others])
    coefficients = np.linalg.lstsq(design, outcome, rcond=None)[0]
    value, residuals = float(coefficients[0]), outcome - design @ coefficients
    if outcome.size <= design.shape[1]:
        return value, UNKNOWN, (Caution.FEW_PERSONS,)
    if float(np.max(np.abs(residuals))) <= _ROUNDING * float(np.max(np.abs(outcome)) or 1.0):
        return value, UNKNOWN, (Caution.NO_SPREAD,)
    grouped = ours.grouped or theirs.grouped
    found = _robust(design, outcome, ours, theirs) if grouped else hc2(design, outcome, np.eye(design.shape[1])[0])
    df = min(found.df, _welch_df(outcome - others @ coefficients[2:], ours, theirs))
    few = Caution.TOO_FEW_CLUSTERS if grouped else Caution.FEW_PERSONS
    if not (df >= _FEWEST_DEGREES - _ROUNDING and found.variance > 0):  # also where df is NaN
        return value, UNKNOWN, (few,)
    method = "CR2 t" if grouped else "HC2 t"
    return value, student(value, math.sqrt(found.variance), df, level=level, method=method), ()


def _robust(design: FloatArray, outcome: FloatArray, ours: Arm, theirs: Arm) -> Robust:
    codes = coded(np.concatenate([ours.labels, theirs.labels]))
    return cr2(design, outcome, codes, np.eye(design.shape[1])[0])


def _welch_df(adjusted: FloatArray, ours: Arm, theirs: Arm) -> float:
    """Of the adjusted numbers of both groups, as if they were measured so; no limit where clusters are in both."""
    if shared(ours, theirs):
        return math.inf
    parts = np.split(adjusted, [ours.sample.n])
    means = [cr2_mean(values, each.codes) for values, each in zip(parts, (ours, theirs), strict=True)]
    return difference_of(means[0], means[1], (ours.sample.n, theirs.sample.n)).df
