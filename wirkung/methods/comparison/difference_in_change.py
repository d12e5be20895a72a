"""How much more one group changed than the other, each person measured against themselves."""

from __future__ import annotations

from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Quantity
from wirkung.estimate import Estimate, Unit
from wirkung.methods.kernels.groups import difference
from wirkung.methods.kernels.samples import complete_pairs


def difference_in_change(
    programme_before: ArrayLike,
    programme_after: ArrayLike,
    comparison_before: ArrayLike,
    comparison_after: ArrayLike,
    *,
    unit: Unit,
    level: float = 0.95,
) -> Estimate:
    """How much more the programme group changed than the comparison group, on each person's own change.

    Parameters
    ----------
    programme_before, programme_after, comparison_before, comparison_after : one-dimensional, in `unit`
        In each group the same person at the same position; NaN where an answer is missing. Who misses one of
        both answers is no pair.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of Welch's t interval on the changes.

    Returns
    -------
    Estimate
        An association; it speaks for the programme only as far as both groups would have changed alike.

    Raises
    ------
    ValueError
        Lengths differ within a group; otherwise as for `mean_difference`.

    References
    ----------
    Angrist & Pischke (2009), Mostly Harmless Econometrics, section 5.2. Interval: Welch (1947), Biometrika 34,
    28-35, on the changes.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> difference_in_change([1, 2, 3], [3, 4, 5], [1, 2, 3], [1, 3, 5], unit=points).value  # 6/3 - 3/3
    1.0
    """
    ours = complete_pairs(programme_before, programme_after, group="programme_").change
    theirs = complete_pairs(comparison_before, comparison_after, group="comparison_").change
    estimate = difference(ours, theirs, quantity=Quantity.DIFFERENCE_IN_CHANGE, unit=unit, level=level)
    return estimate.with_assumptions(Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE)
