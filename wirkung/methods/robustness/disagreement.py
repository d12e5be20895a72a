"""Why two right calculations differ: the adjusted difference and the difference in change side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution, Claim, Quantity
from wirkung.estimate import NUMBER, Estimate, Unit
from wirkung.methods.comparison.difference_in_change import difference_in_change
from wirkung.methods.comparison.mean_difference import mean_difference
from wirkung.methods.kernels.regression import Contrast, contrast
from wirkung.methods.kernels.student import UNKNOWN
from wirkung.methods.kernels.table import stacked, table
from wirkung.methods.robustness.ancova import adjusted_difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Both estimates and the two figures that explain all of the gap between them.

    `change` - `adjusted` = (`slope` - 1) × `baseline_difference`, exactly. `gap` is None where one is not known.
    """

    adjusted: Estimate
    change: Estimate
    baseline_difference: Estimate
    slope: Estimate
    gap: float | None


def disagreement(
    programme_before: ArrayLike,
    programme_after: ArrayLike,
    comparison_before: ArrayLike,
    comparison_after: ArrayLike,
    *,
    unit: Unit,
    level: float = 0.95,
) -> Disagreement:
    """What regression on the baseline says, what the difference in change says, and where the gap comes from.

    They agree where the groups started alike, or where a point more at the start is a point more at the end. Else
    the first asks how persons with the same start differ afterwards, the second how differently the groups moved:
    two questions, of which the design says which is asked (Lord's paradox).

    Parameters
    ----------
    programme_before, programme_after, comparison_before, comparison_after : one-dimensional, in `unit`
        In each group the same person at the same position.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Disagreement
        The adjusted difference, the difference in change, the difference at the start (a description), and the
        slope of the outcome on the baseline within the groups (a description).

    Raises
    ------
    ValueError
        As for `difference_in_change`.

    References
    ----------
    Lord (1967), A paradox in the interpretation of group comparisons, Psychological Bulletin 68, 304-305. Van
    Breukelen (2006), Journal of Clinical Epidemiology 59, 920-925.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> found = disagreement([4, 6, 8], [5, 6, 7], [0, 2, 4], [1, 2, 3], unit=Unit(kind=UnitKind.SCORE))
    >>> round(found.adjusted.value, 10), round(found.change.value, 10), round(found.slope.value, 10)
    (2.0, 0.0, 0.5)
    """
    waves = (programme_before, programme_after, comparison_before, comparison_after)
    before, after, programme = stacked(*waves)
    adjusted = adjusted_difference(after, programme, before, unit=unit, level=level)
    change = difference_in_change(*waves, unit=unit, level=level)
    baseline = mean_difference(before[programme], before[~programme], unit=unit, level=level)
    return Disagreement(
        adjusted=adjusted,
        change=change,
        baseline_difference=baseline.claiming(Claim.DESCRIPTION),
        slope=_slope(before, after, programme, level),
        gap=None if change.value is None or adjusted.value is None else change.value - adjusted.value,
    )


def _slope(before: ArrayLike, after: ArrayLike, programme: ArrayLike, level: float) -> Estimate:
    """How much a point more at the start is worth at the end, within the groups."""
    rows = table(after, programme, before)
    found = Contrast(value=None, known=UNKNOWN)
    if min(rows.persons):
        group = rows.programme.astype(np.float64)[:, None]
        found = contrast(rows.outcome, rows.covariates[:, 0], group, variance="HC2", level=level)
    # What the group tells exactly is a baseline without spread within the groups.
    lacking = (Caution.NO_SPREAD if each is Caution.NO_OVERLAP else each for each in found.cautions)
    return Estimate(
        quantity=Quantity.BASELINE_SLOPE,
        unit=NUMBER,
        value=found.value,
        claim=Claim.DESCRIPTION,
        counts=rows.counts,
        source="MacKinnon & White (1985), Journal of Econometrics 29, 305-325",
        interval=found.known.interval,
        standard_error=found.known.standard_error,
        convention="least squares, HC2",
        assumptions=rows.assumptions,
        cautions=tuple(dict.fromkeys((*rows.cautions, *lacking))),
    )
