"""Between which values the share of all lies, if some were lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wirkung.codes import Caution, CountRole
from wirkung.estimate import Count, Estimate
from wirkung.methods.kernels.counts import part, whole
from wirkung.methods.kernels.intervals import share


@dataclass(frozen=True, slots=True, kw_only=True)
class LostBounds:
    """The share of those known, and of all if none (`worst`) or all (`best`) of the lost reached it."""

    known: Estimate
    worst: Estimate
    best: Estimate


def lost_bounds(reached: int, known_total: int, lost: int, *, level: float = 0.95) -> LostBounds:
    """Between which values the share of all lies, whatever became of those who were lost.

    Parameters
    ----------
    reached, known_total, lost : persons
        Who reached it, of whom that is known, and of whom it is not; 0 <= reached <= known_total, known_total > 0.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    LostBounds
        Descriptions. From the lower limit of `worst` to the upper limit of `best` lies the whole range of what the
        lost could make of the share with at least this confidence. The interval of the share itself by Imbens and
        Manski is a little shorter, but normal, and fails for small groups and near 0 and 1. Nobody lost: three
        times the same.

    Raises
    ------
    ValueError
        The counts are impossible, or the level.

    References
    ----------
    Horowitz & Manski (2000), Nonparametric analysis of randomized experiments with missing covariate and outcome
    data, Journal of the American Statistical Association 95, 77-84. Wilson (1927).

    Examples
    --------
    >>> bounds = lost_bounds(30, 50, 10)
    >>> bounds.known.value, bounds.worst.value, round(bounds.best.value, 4)  # 30/50, 30/60, 40/60
    (0.6, 0.5, 0.6667)
    """
    reached, known_total = part(reached, known_total)
    lost = whole("lost", lost)
    total = known_total + lost
    known = share(reached, known_total, level=level)
    worst, best = (share(number, total, level=level) for number in (reached, reached + lost))
    if not lost:
        return LostBounds(known=known, worst=worst, best=best)
    # Not «reached + lost», which nobody counted, but the two cells that it is made of.
    counts = (*known.counts, Count(role=CountRole.LOST, number=lost, of=total))
    worst, best = (
        replace(bound, counts=counts, source="Horowitz & Manski (2000); Wilson (1927)").with_cautions(caution)
        for bound, caution in (
            (worst, Caution.LOST_COUNTED_AS_NOT_REACHED),
            (best, Caution.LOST_COUNTED_AS_REACHED),
        )
    )
    return LostBounds(known=known, worst=worst, best=best)
