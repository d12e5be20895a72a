"""How clearly one group's answers lie above the other's within blocks, where only their order says something.

In each block Cliff's delta: how much oftener a participant lies above a person of the same block who is not one
than below. Blocks are weighted as in the stratified Wilcoxon test of van Elteren (1960), by n₁n₀/(n₁ + n₀ + 1), so
that the value is 0 exactly where his statistic is (Kawaguchi, Koch & Wang 2011 give the chance, (value + 1)/2).

How sure it is, least squares within the blocks say, as for means (`adjusted_difference`): on how much oftener each
person lies above those of the other group in the block than below. In a single block that is the variance of
DeLong, DeLong & Clarke-Pearson (1988); where each block has two persons (pairs), the spread between the blocks.
Van Elteren's own variance holds where nothing differs; this one also where the answers of one group spread more.

Calibration: `tests/calibration/designs.csv`.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, Quantity
from wirkung.estimate import NUMBER, Estimate, Interval
from wirkung.methods.change.ordinal import asymmetric_interval, dominances
from wirkung.methods.comparison.adjusted_difference import FEWEST_DEGREES, df_of_both
from wirkung.methods.kernels.blocks import any_of_one_group, block_codes
from wirkung.methods.kernels.cluster_labels import Codes, coded
from wirkung.methods.kernels.clustered import clusters_named, declines, what_to_know
from wirkung.methods.kernels.cr2 import cr2, hc2
from wirkung.methods.kernels.regression import Contrast
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.table import Table, table

_SOURCE = (
    "van Elteren (1960), Bulletin of the International Statistical Institute 37, 351-361; Kawaguchi, Koch & Wang "
    "(2011), Statistics in Biopharmaceutical Research 3, 217-231; Feng & Cliff (2004)"
)
# What sums leave of a difference that is none, of numbers between -1 and 1.
_ROUNDING = 1e-10


def cliffs_delta_within_blocks(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    blocks: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """How much oftener a participant lies above a person of the same block who is not one than below.

    Parameters
    ----------
    outcome : (n,)
        One answer per person, of which only the order counts.
    in_programme : (n,) of True and False
        Who was in the programme.
    blocks : (n,) of labels
        Within which the groups are compared.
    clusters : (n,) of labels, or None
        The course or school of each person; who has none (None, NaN) was assigned alone.
    level : 0 < level < 1
        Confidence level of the asymmetric interval, which keeps within -1 and 1.

    Returns
    -------
    Estimate
        An association from -1 to 1. A block with persons of one group adds nothing (`BLOCK_OF_ONE_GROUP`). No
        block with both: no value (`NO_OVERLAP`). All in one direction, no spread, or too few persons, clusters or
        degrees of freedom (two) among those who are compared: the value without an interval.

    Raises
    ------
    ValueError
        A missing or infinite number, a person without a block, lengths that differ, a level outside 0 to 1.

    References
    ----------
    Those of the weights stand at the top of this module. DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44,
    837-845. Interval: Feng & Cliff (2004), Journal of Modern Applied Statistical Methods 3, 322-332, with t. Van
    Elteren's test in SAS: `proc freq; tables block*group*answer / cmh scores=modridit`.

    Examples
    --------
    >>> after, group = [3, 1, 2, 5, 4, 4], [True, False, False, True, True, False]
    >>> blocks = ["a", "a", "a", "b", "b", "b"]  # 2 of 2 above, and 1 of 2 with a tie
    >>> round(cliffs_delta_within_blocks(after, group, blocks).value, 10)
    0.75
    """
    rows, level = table(outcome, in_programme, None, clusters), checked_level(level)
    codes = block_codes(blocks, rows.outcome.size)
    both = np.isin(codes, codes[rows.programme]) & np.isin(codes, codes[~rows.programme])
    found = _fitted(rows.rows(both), codes[both]) if both.any() else Contrast(cautions=(Caution.NO_OVERLAP,))
    grouped = any(each.grouped for each in rows.arms)
    said = {
        Caution.WITHIN_BLOCKS: int(codes.max(initial=0)) > 0,
        Caution.BLOCK_OF_ONE_GROUP: any_of_one_group(codes, rows.programme),
    }
    held = (caution for caution, holds in said.items() if holds)
    return Estimate(
        quantity=Quantity.CLIFFS_DELTA,
        unit=NUMBER,
        value=found.value,
        claim=Claim.ASSOCIATION,
        counts=rows.counts,
        source=_SOURCE,
        interval=_interval(found, level),
        standard_error=found.error,
        convention=f"within blocks, {clusters_named(*rows.arms) if grouped else 'HC2'}",
        assumptions=(Assumption.CLUSTERS_INDEPENDENT if grouped else Assumption.PERSONS_INDEPENDENT,),
        cautions=tuple(dict.fromkeys((*what_to_know(*rows.arms), *held, *found.cautions))),
    )


def _interval(found: Contrast, level: float) -> Interval | None:
    if found.value is None or found.error is None or found.df is None:
        return None
    return asymmetric_interval(found.value, found.error, level, df=found.df)


def _fitted(rows: Table, codes: Codes) -> Contrast:
    """The value and how sure it is, or why that is not known; every block has persons of both groups."""
    blocks, codes = np.unique(codes, return_inverse=True)
    marks = (codes[:, None] == np.arange(blocks.size)).astype(np.float64)
    ours, persons = marks.T @ rows.programme, marks.sum(axis=0)
    standing = _standing(rows, codes)
    # Least squares weights the blocks by n₁n₀/n; with rows that count n/(n + 1), as van Elteren does.
    scale = np.sqrt(persons / (persons + 1))[codes]
    design = np.column_stack([rows.programme, marks]) * scale[:, None]
    first, grouped = np.eye(design.shape[1])[0], any(each.grouped for each in rows.arms)
    outcome = standing * scale
    robust = cr2(design, outcome, coded(rows.labels), first) if grouped else hc2(design, outcome, first)
    value = min(max(robust.value, -1.0), 1.0)
    rest = standing - (marks.T @ standing / persons - value * ours / persons)[codes]
    df = min(robust.df, df_of_both(rest, rows.programme, rows.arms))
    found = Contrast(value=value, error=math.sqrt(max(robust.variance, 0.0)), df=df)
    reasons = declines(*rows.arms) or _why_not(found, grouped=grouped)
    return replace(found, error=None, df=None, cautions=reasons) if reasons else found


def _why_not(found: Contrast, *, grouped: bool) -> tuple[Caution, ...]:
    value, error, df = found.value or 0.0, found.error or 0.0, found.df
    reasons = {
        Caution.ALL_IN_ONE_DIRECTION: abs(value) > 1 - _ROUNDING,
        Caution.TOO_FEW_CLUSTERS if grouped else Caution.FEW_PERSONS: df is None or not df >= FEWEST_DEGREES,
        Caution.NO_SPREAD: not error > _ROUNDING,
    }
    return tuple(caution for caution, holds in reasons.items() if holds)[:1]


def _standing(rows: Table, codes: Codes) -> FloatArray:
    """How much oftener each person lies above those of the other group in the block than below, shape (n,).

    Less half of what holds on average of the group in the block, which is in both: so the groups' means lie as far
    apart as its Cliff's delta says.
    """
    found = np.empty(rows.outcome.size)
    for block in range(int(codes.max()) + 1):
        ours, theirs = (np.flatnonzero((codes == block) & who) for who in (rows.programme, ~rows.programme))
        above, below = dominances(rows.outcome[ours], rows.outcome[theirs])
        half = float(above.mean()) / 2
        found[ours], found[theirs] = above - half, half - below
    return found
