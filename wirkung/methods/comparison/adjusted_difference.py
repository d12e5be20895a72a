"""How far two groups lie apart within blocks, or adjusted for what was known before: ANCOVA.

Least squares on the group, a mark for every block and the covariates, as the declared main result and beside one.
The standard error is CR2, whose clusters are the courses or schools, and persons of their own where there are none
(then it is HC2); the degrees of freedom are the smaller of those of CR2 and of Welch's combination of both groups,
as for every other difference (`methods.kernels.clustered`), whose rule on too few clusters holds here too. With
less than two degrees of freedom there is no interval: 13 standard errors to either side say nothing.

Calibration: `tests/calibration/designs.csv`.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, UnitKind
from wirkung.estimate import Estimate, Unit
from wirkung.methods.comparison.shares_in_courses import as_persons
from wirkung.methods.kernels.blocks import any_of_one_group, block_marks
from wirkung.methods.kernels.cluster_labels import Arm, shared
from wirkung.methods.kernels.clustered import clusters_named, declines, difference_of, what_to_know
from wirkung.methods.kernels.cr2 import cr2_mean
from wirkung.methods.kernels.regression import Contrast, contrast
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.student import UNKNOWN
from wirkung.methods.kernels.table import BoolArray, Table, difference_in, table

_SOURCE = (
    "Lin (2013), Annals of Applied Statistics 7, 295-318; Pustejovsky & Tipton (2018), Journal of Business & "
    "Economic Statistics 36, 672-683"
)
FEWEST_DEGREES = 2 - 1e-8  # but for rounding


def adjusted_difference(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    unit: Unit,
    blocks: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """How far the programme group lies above persons of its blocks with the same covariates.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per person: afterwards, or how far each moved.
    in_programme : (n,) of True and False
        Who was in the programme.
    covariates : (n, k), (n,) or None
        What was known before: baseline score, age, marks for school types as 0 and 1. A column that the others
        determine (the same for everybody, for example) is left out.
    unit
        What the outcome is counted in.
    blocks : (n,) of labels, or None
        Within which the groups are compared.
    clusters : (n,) of labels, or None
        The course or school of each person; who has none (None, NaN) was assigned alone.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        An association. After a lottery, or where the baseline decided who got in, the baseline is the covariate. A
        block with persons of one group adds nothing (caution `BLOCK_OF_ONE_GROUP`). Nobody in a group, or blocks
        or covariates that tell exactly who was in the programme (`NO_OVERLAP`): no value.

    Raises
    ------
    ValueError
        A missing or infinite number, a person without a block, lengths that differ, a level outside 0 to 1.

    References
    ----------
    Lin (2013), Agnostic notes on regression adjustments to experimental data, Annals of Applied Statistics 7,
    295-318. Pustejovsky & Tipton (2018). In R: `estimatr::lm_robust(y ~ z + x, fixed_effects = block,
    se_type = "HC2")`, with `clusters` and `se_type = "CR2"`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> after, group, before = [3, 4, 5, 1, 3, 5], [True] * 3 + [False] * 3, [1, 2, 3, 1, 2, 3]
    >>> round(adjusted_difference(after, group, before, unit=Unit(kind=UnitKind.SCORE)).value, 10)
    1.0
    """
    rows, level = table(outcome, in_programme, covariates, clusters), checked_level(level)
    persons = rows.outcome.size
    marks = np.empty((persons, 0)) if blocks is None else block_marks(blocks, persons)
    ours, theirs = rows.arms
    grouped = ours.grouped or theirs.grouped
    found = _fitted(rows, marks, grouped=grouped) if min(rows.persons) else Contrast()
    declined = declines(ours, theirs) or _rare(unit, ours, theirs)
    known = UNKNOWN if declined else found.known(level, "CR2 t" if grouped else "HC2 t")
    said = {
        Caution.WITHIN_BLOCKS: marks.shape[1] > 0,
        Caution.BLOCK_OF_ONE_GROUP: blocks is not None and any_of_one_group(blocks, rows.programme),
        Caution.ADJUSTED: rows.covariates.shape[1] > 0,
    }
    held = tuple(caution for caution, holds in said.items() if holds)
    kind = "with covariates" if rows.covariates.shape[1] else "within blocks" if marks.shape[1] else "on the group"
    return Estimate(
        quantity=difference_in(unit),
        unit=unit,
        value=_of_unit(found.value, unit),
        claim=Claim.ASSOCIATION,
        counts=rows.counts,
        source=_SOURCE,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=f"least squares {kind}, {clusters_named(ours, theirs) if grouped else 'HC2'}",
        assumptions=(
            Assumption.CLUSTERS_INDEPENDENT if grouped else Assumption.PERSONS_INDEPENDENT,
            Assumption.MEAN_NEARLY_NORMAL,
        ),
        cautions=tuple(dict.fromkeys((*what_to_know(ours, theirs), *held, *(declined or found.cautions)))),
    )


def _of_unit(value: float | None, unit: Unit) -> float | None:
    """Where all of one group and none of the other said yes, rounding must not make it more than all."""
    if value is None or unit.kind is not UnitKind.SHARE or abs(value) > 1 + 1e-9:
        return value
    return min(max(value, -1.0), 1.0)


def _rare(unit: Unit, *arms: Arm) -> tuple[Caution, ...]:
    """Of yes and no, an answer that came up in hardly any cluster says too little on how alike they are."""
    return (Caution.RARE_IN_COURSES,) if unit.kind is UnitKind.SHARE and as_persons(*arms) else ()


def _fitted(rows: Table, marks: FloatArray, *, grouped: bool) -> Contrast:
    """The coefficient of the group, with the smaller degrees of freedom, or why it is not known how sure it is."""
    others = np.hstack([marks, rows.covariates])
    found = contrast(
        rows.outcome, rows.programme.astype(np.float64), others, codes=rows.codes if grouped else None
    )
    if found.df is None or found.rest is None:
        return found
    df = min(found.df, df_of_both(found.rest, rows.programme, rows.arms))
    if df >= FEWEST_DEGREES:
        return replace(found, df=df)
    few = Caution.TOO_FEW_CLUSTERS if grouped else Caution.FEW_PERSONS
    return replace(found, error=None, df=None, cautions=(few,))


def df_of_both(adjusted: FloatArray, programme: BoolArray, arms: tuple[Arm, Arm]) -> float:
    """Of the adjusted numbers of both groups, as if they were measured so; no limit where clusters are in both."""
    ours, theirs = arms
    if shared(ours, theirs):
        return math.inf
    parts = (adjusted[programme], adjusted[~programme])
    means = [cr2_mean(values, each.codes) for values, each in zip(parts, arms, strict=True)]
    return difference_of(means[0], means[1], (ours.sample.n, theirs.sample.n)).df
