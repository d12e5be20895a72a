"""In which steps shares are told where exact ones would give single persons away."""

from __future__ import annotations

from wirkung.codes import Ranges

# Half a step to each side is as many persons as the smallest group: 5 percentage points are ten of 200. Of fewer
# than a hundred a share in such steps would say nothing.
_STEPS = ((20, 0.05), (10, 0.1))


def steps_for(ranges: Ranges, smallest: int) -> int:
    """For which smallest group the steps of shares are made.

    Where the mean over the same persons and its interval are told as well, twice as large ones: with steps of ten
    persons they still place a single answer within a few persons.
    """
    return 2 * smallest if ranges is Ranges.SHARES_IN_STEPS_ONLY else smallest


def step_of(whole: int | None, smallest: int) -> float | None:
    """How far apart two shares of so many persons are told (0..1); None where there are too few."""
    return next((step for times, step in _STEPS if whole is not None and whole >= times * smallest), None)


def fewest_in_steps(whole: int, smallest: int) -> int:
    """How many of so many persons a part must have so that its share is not rounded to nobody.

    Examples
    --------
    Of 258 a part is told in steps of 10 percentage points; of 150 only the whole can be told:

    >>> fewest_in_steps(258, 20), fewest_in_steps(150, 20)
    (13, 150)
    """
    step = step_of(whole, smallest)
    return whole if step is None else int(whole * step / 2) + 1
