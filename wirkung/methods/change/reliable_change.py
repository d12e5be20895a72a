"""Who changed by more than the imprecision of the scale explains."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.samples import Pairs, cautions, checked_level, complete_pairs

# Beyond so many standard errors a change is called reliable: the two-sided 5 % of the normal distribution,
# as Jacobson & Truax (1991) have it.
RELIABLE_BEYOND = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliableChange:
    """The shares who reliably improved, stayed as they were, and got worse.

    `smallest_reliable` is the change, in points of the scale, beyond which one person's change is reliable; None
    where the scores before do not spread. `moved`, shape (persons,), has 1 for who improved, -1 for who got worse.
    """

    improved: Estimate
    unchanged: Estimate
    worse: Estimate
    smallest_reliable: float | None
    moved: NDArray[np.int8] = field(repr=False)

    def parts(self, smallest: int) -> tuple[Part, ...]:
        """Everybody in three parts, or in two where one would have fewer than `smallest`; none where they would.

        Who did not change reliably is then counted with those who did in the direction of the fewer.
        """
        improved, unchanged, worse = (self.moved == side for side in (1, 0, -1))
        three = (
            Part(CountRole.IMPROVED, self.improved, improved),
            Part(CountRole.UNCHANGED, self.unchanged, unchanged),
            Part(CountRole.WORSE, self.worse, worse),
        )
        ways = (
            three,
            (three[0], self._rest(CountRole.NOT_IMPROVED, ~improved)),
            (self._rest(CountRole.NOT_WORSE, ~worse), three[2]),
        )
        enough = (way for way in ways if all(part.holds.sum() >= smallest for part in way))
        return () if self.smallest_reliable is None else next(enough, ())

    def _rest(self, role: CountRole, holds: NDArray[np.bool_]) -> Part:
        found = share(int(holds.sum()), holds.size)
        counts = (Count(role=role, number=int(holds.sum()), of=holds.size),)
        told = replace(self.improved, value=found.value, interval=found.interval, counts=counts)
        return Part(role, told, holds)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some of the persons: how they moved, their share, and who they are, shape (persons,)."""

    role: CountRole
    share: Estimate
    holds: NDArray[np.bool_] = field(repr=False)


def reliable_change(
    before: ArrayLike,
    after: ArrayLike,
    *,
    reliability: float,
    better: int = 1,
    standard_deviation: float | None = None,
    level: float = 0.95,
) -> ReliableChange:
    """How many persons changed by more than the imprecision of the scale explains.

    Parameters
    ----------
    before, after : one-dimensional, of one length
        The same person at the same position.
    reliability : 0 <= reliability < 1
        Of the scale, from its manual or an own study (test-retest or Cronbach's alpha).
    better
        1 where more is wanted, -1 where less is.
    standard_deviation : > 0, optional
        Of the scale, from its norms; otherwise that of the scores before.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    ReliableChange
        Three descriptions that add up to everybody. A change is reliable beyond 1.96 √2 SD √(1 - reliability).
        One pair, or the same score for everybody before, and no `standard_deviation`: no values.

    Raises
    ------
    ValueError
        An impossible reliability, standard deviation, level or `better`; lengths differ, no numbers at all,
        more than one dimension, an infinite number.

    References
    ----------
    Jacobson & Truax (1991), Clinical significance: a statistical approach to defining meaningful change in
    psychotherapy research, Journal of Consulting and Clinical Psychology 59, 12-19.

    Examples
    --------
    >>> found = reliable_change([10, 10, 12, 14, 14], [20, 11, 11, 2, 25], reliability=0.8, standard_deviation=7.5)
    >>> round(found.smallest_reliable, 2), found.improved.value, found.unchanged.value, found.worse.value
    (9.3, 0.4, 0.4, 0.2)
    """
    _check(reliability, better, standard_deviation)
    pairs, level = complete_pairs(before, after), checked_level(level)
    deviation = standard_deviation
    if deviation is None and pairs.before.varies:
        deviation = math.sqrt(pairs.before.variance)
    if deviation is None or not pairs.change.n:
        nothing = _no_share(pairs)
        still = np.zeros(pairs.change.n, dtype=np.int8)
        return ReliableChange(
            improved=nothing, unchanged=nothing, worse=nothing, smallest_reliable=None, moved=still
        )
    smallest = RELIABLE_BEYOND * math.sqrt(2) * deviation * math.sqrt(1 - reliability)
    gain = better * pairs.change.values
    # The threshold itself is not beyond it; what misses it by rounding is not either.
    up, down = (side > smallest + pairs.change.rounding for side in (gain, -gain))
    moved = up.astype(np.int8) - down.astype(np.int8)
    numbers = [int(np.count_nonzero(moved == side)) for side in (1, 0, -1)]
    shares = [_share(number, pairs, role, level) for number, role in zip(numbers, _ROLES, strict=True)]
    return ReliableChange(
        improved=shares[0], unchanged=shares[1], worse=shares[2], smallest_reliable=smallest, moved=moved
    )


_ROLES = (CountRole.IMPROVED, CountRole.UNCHANGED, CountRole.WORSE)
_SOURCE = "Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19"


def _check(reliability: float, better: int, standard_deviation: float | None) -> None:
    if not 0 <= reliability < 1:
        raise ValueError(f"reliability must be at least 0 and below 1, found {reliability}")
    if better not in (1, -1):
        raise ValueError(f"better must be 1 or -1, found {better}")
    if standard_deviation is not None and not (math.isfinite(standard_deviation) and standard_deviation > 0):
        raise ValueError(f"standard_deviation must be a number above 0, found {standard_deviation}")


def _share(number: int, pairs: Pairs, role: CountRole, level: float) -> Estimate:
    found = share(number, pairs.change.n, level=level)
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=found.value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=role, number=number, of=pairs.change.n),),
        source=_SOURCE,
        interval=found.interval,
        assumptions=(Assumption.PERSONS_INDEPENDENT, Assumption.RELIABILITY_HOLDS),
        cautions=cautions(pairs.change),
    )


def _no_share(pairs: Pairs) -> Estimate:
    reasons = cautions(pairs.change, constant=pairs.before.constant)
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=pairs.change.n),),
        source=_SOURCE,
        assumptions=(Assumption.PERSONS_INDEPENDENT, Assumption.RELIABILITY_HOLDS),
        cautions=reasons or (Caution.NO_SPREAD,),
    )
