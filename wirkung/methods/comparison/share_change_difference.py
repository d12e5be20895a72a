"""How much more a share moved in one group than in another, the same persons asked twice in each."""

from __future__ import annotations

import math

from wirkung.codes import Assumption, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate, Interval
from wirkung.methods.kernels.counts import few


def difference_of_share_changes(
    programme: Estimate, comparison: Estimate, *, persons: tuple[int, int]
) -> Estimate:
    """The change of the share in the programme group, less that in the comparison group.

    Parameters
    ----------
    programme, comparison
        The change of each group, with the interval that its persons call for: Tango's for independent persons who
        were asked twice, CR2 for those who learned in courses; both of one level.
    persons : (programme, comparison)
        How many were asked twice.

    Returns
    -------
    Estimate
        An association; 0.1 is ten percentage points. The interval is made of both intervals, which need not be
        symmetric; none where one of the changes has none. A change without value: no value.

    Raises
    ------
    ValueError
        Intervals of two levels.

    References
    ----------
    Zou & Donner (2008), Construction of confidence limits about effect measures: a general approach, Statistics in
    Medicine 27, 1693-1702 (method of variance estimates recovery). For Wilson's intervals of two shares it is
    Newcombe's (1998).

    Examples
    --------
    >>> from wirkung.methods.change.paired_shares import share_change
    >>> from wirkung.methods.change.paired_counts import PairedCounts
    >>> ours = share_change(PairedCounts(both_times=30, only_after=24, only_before=10, neither_time=36))
    >>> theirs = share_change(PairedCounts(both_times=30, only_after=12, only_before=12, neither_time=46))
    >>> found = difference_of_share_changes(ours, theirs, persons=(100, 100))
    >>> round(found.value, 4), found.interval.method
    (0.14, 'MOVER')
    """
    value = None
    if programme.value is not None and comparison.value is not None:
        value = programme.value - comparison.value
    roles = (CountRole.PROGRAMME, CountRole.COMPARISON)
    return Estimate(
        quantity=Quantity.DIFFERENCE_IN_CHANGE,
        unit=SHARE,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=tuple(Count(role=role, number=number) for role, number in zip(roles, persons, strict=True)),
        source="Zou & Donner (2008), Statistics in Medicine 27, 1693-1702",
        interval=_mover(programme, comparison),
        assumptions=tuple(dict.fromkeys((*programme.assumptions, *comparison.assumptions, *_OF_COMPARED_CHANGES))),
        cautions=tuple(dict.fromkeys((*few(*persons), *programme.cautions, *comparison.cautions))),
    )


_OF_COMPARED_CHANGES = (Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE)


def _mover(programme: Estimate, comparison: Estimate) -> Interval | None:
    """Each limit as far from the difference as the limits of both changes that pull it there."""
    ours, theirs = programme.interval, comparison.interval
    if ours is None or theirs is None or programme.value is None or comparison.value is None:
        return None
    if ours.level != theirs.level:
        raise ValueError(f"both intervals must have one level, found {ours.level} and {theirs.level}")
    value = programme.value - comparison.value
    low = value - math.hypot(programme.value - ours.low, theirs.high - comparison.value)
    high = value + math.hypot(ours.high - programme.value, comparison.value - theirs.low)
    return Interval(low=low, high=high, level=ours.level, method="MOVER")
