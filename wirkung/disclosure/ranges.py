"""Ranges for numbers of persons, and steps for shares: said where the exact number gives others away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from wirkung.codes import UnitKind
from wirkung.estimate import Count, Estimate

# Half a step to each side is as many persons as the smallest group: 5 percentage points are ten of 200. Of fewer
# than a hundred a share in such steps would say nothing.
_STEPS = ((20, 0.05), (10, 0.1))


def range_around(number: int, smallest: int) -> tuple[int, int]:
    """The range that is said instead of a number: «250 to 259»; as wide as the smallest group.

    Whatever is whole and part, of which one is exact: their difference may then be nobody, or a group that is
    large enough.

    Examples
    --------
    >>> range_around(258, 10)
    (250, 259)
    """
    least = number // smallest * smallest
    return least, least + smallest - 1


def step_of(base: int | None, smallest: int) -> float | None:
    """In which steps a share of so many is said, so that of how many it is stays open; None where in none.

    Examples
    --------
    >>> step_of(344, 10), step_of(150, 10), step_of(40, 10)
    (0.05, 0.1, None)
    """
    return next((step for times, step in _STEPS if base is not None and base >= times * smallest), None)


def stepped(number: int, base: int | None, smallest: int) -> float:
    """A share rounded to its steps (0..1); 0, which says nothing, where it cannot be said in steps.

    Examples
    --------
    >>> stepped(120, 344, 10), stepped(12, 40, 10)
    (0.35, 0.0)
    """
    step = step_of(base, smallest)
    return 0.0 if step is None or not base else round(round(number / base / step) * step, 12)


def with_ranges(estimate: Estimate, hidden: Collection[int], smallest: int) -> Estimate:
    """The estimate without what tells how many persons it rests on.

    Parameters
    ----------
    estimate
        With its counts.
    hidden
        Sizes of the groups whose number may not be said.
    smallest
        The smallest group; 2 or more.

    Returns
    -------
    Ranges for those numbers; no standard error and no test, since either gives the number back. A share of which
    the number may not be said is rounded to steps, without an interval.
    """
    shares = estimate.unit.kind is not UnitKind.SCORE
    counts = tuple(_ranged(count, hidden, smallest, in_steps=shares) for count in estimate.counts)
    value, interval = estimate.value, estimate.interval
    if estimate.unit.kind is UnitKind.SHARE:
        interval = None
        value = _stepped(estimate, hidden, smallest)
    return replace(estimate, counts=counts, value=value, interval=interval, standard_error=None, test=None)


def _ranged(count: Count, hidden: Collection[int], smallest: int, *, in_steps: bool) -> Count:
    """The count with a range where it may not be said: that of the step of its share, or one around it."""
    of = None if count.of in hidden else count.of
    if count.number not in hidden and (of is not None or count.of is None):
        return replace(count, of=of)
    step = step_of(count.of, smallest) if in_steps and count.number in hidden else None
    if step is None or count.of is None:
        least, most = range_around(count.number, smallest)
    else:
        nearest = round(count.number / count.of / step) * step
        least = max(0, int((nearest - step / 2) * count.of))
        most = min(count.of, int((nearest + step / 2) * count.of) + 1)
    return Count(role=count.role, number=least, of=None, at_most=most)


def _stepped(estimate: Estimate, hidden: Collection[int], smallest: int) -> float | None:
    for count in estimate.counts:
        step = step_of(count.of, smallest)
        if estimate.value is not None and step is not None and count.number in hidden:
            return round(round(estimate.value / step) * step, 12)
    return estimate.value
