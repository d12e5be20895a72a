"""Who was lost, in which group more of them, and whether that is tolerable by the rule of the WWC."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, get_args

from wirkung.codes import Verdict
from wirkung.estimate import Estimate
from wirkung.methods.kernels.counts import both_groups
from wirkung.methods.kernels.intervals import share, share_difference

Boundary = Literal["cautious", "optimistic"]

# What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, table II.1: the greatest tolerable
# difference between the groups at an overall loss, both in percent. Only the rows that are quoted here are used;
# between two that are at most ten points apart the straight line lies on the safe side, as the boundary bends
# downwards there.
_ROWS = ("0 5.7 10.0", "10 6.3 10.9", "20 5.4 10.2", "30 4.1 8.4", "57 0 2.3")
_LITTLE, _MUCH = Fraction(5, 100), Fraction(20, 100)
_WIDEST_STEP = Fraction(10, 100)
_COLUMNS = MappingProxyType({"cautious": 1, "optimistic": 2})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attrition:
    """Shares lost of all and in each group, the difference between the groups, its boundary and the verdict.

    `boundary` is a share; it is None where the table has a gap, and the verdict then follows from the rows beside
    it, or is UNDECIDED.
    """

    overall: Estimate
    programme: Estimate
    comparison: Estimate
    difference: Estimate
    boundary: float | None
    convention: str
    verdict: Verdict


def attrition(
    lost: tuple[int, int], assigned: tuple[int, int], *, boundary: Boundary = "cautious", level: float = 0.95
) -> Attrition:
    """How many were lost in each group, and whether so much loss is tolerable.

    Parameters
    ----------
    lost, assigned : (programme, comparison), persons
        Who is missing in the analysis, and who was in the group at the start; 0 <= lost <= assigned, assigned > 0.
    boundary
        `cautious` where the reasons for leaving may have to do with the programme, else `optimistic`.
    level : 0 < level < 1
        Confidence level of the intervals of the shares.

    Returns
    -------
    Attrition
        LOW_ATTRITION up to the boundary, HIGH_ATTRITION beyond it, UNDECIDED where the rows known here do not say.
        The counts decide, not their intervals.

    Raises
    ------
    ValueError
        The counts are impossible, the boundary unknown, or the level impossible.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, table II.1.

    Examples
    --------
    >>> result = attrition((12, 8), (100, 100))  # 10 % of all, 4 points apart, up to 6.3
    >>> result.boundary, result.verdict
    (0.063, <Verdict.LOW_ATTRITION: 'low_attrition'>)
    """
    ours, theirs = both_groups(lost, assigned)
    low, high = _limits(ours, theirs, boundary)
    everybody = ours[1] + theirs[1]
    return Attrition(
        overall=share(ours[0] + theirs[0], everybody, level=level),
        programme=share(*ours, level=level),
        comparison=share(*theirs, level=level),
        difference=share_difference((ours[0], theirs[0]), (ours[1], theirs[1]), level=level, quantile="t"),
        boundary=float(low) if low == high else None,
        convention=f"WWC 5.0, table II.1, {boundary}",
        verdict=_verdict(ours, theirs, low, high),
    )


def attrition_verdict(
    lost: tuple[int, int], assigned: tuple[int, int], *, boundary: Boundary = "cautious"
) -> Verdict:
    """Only whether so much loss is tolerable; arguments and errors as those of `attrition`.

    Examples
    --------
    >>> attrition_verdict((30, 8), (100, 100))  # 19 % of all, 22 points apart
    <Verdict.HIGH_ATTRITION: 'high_attrition'>
    """
    ours, theirs = both_groups(lost, assigned)
    return _verdict(ours, theirs, *_limits(ours, theirs, boundary))


def missing_verdict(lost: tuple[int, int], assigned: tuple[int, int]) -> Verdict:
    """How much of a comparison without a lottery is missing: the rule of five and twenty, in the group with more.

    The boundary of the What Works Clearinghouse is one of lotteries: it says how much loss may undo what chance
    had made alike. Where chance made nothing alike, those who are analysed have to be shown to have begun alike,
    and how many are missing says only how far they stand for all.

    Parameters
    ----------
    lost, assigned : (programme, comparison), persons
        As for `attrition`.

    Returns
    -------
    Verdict
        LITTLE_MISSING up to 5 %, MUCH_MISSING beyond 20 %, SOME_MISSING between.

    Raises
    ------
    ValueError
        The counts are impossible.

    References
    ----------
    Schulz & Grimes (2002), Sample size slippages in randomised trials, Lancet 359, 781-785 (the «five-and-twenty»
    rule, after Sackett et al.).

    Examples
    --------
    >>> missing_verdict((12, 4), (100, 100))
    <Verdict.SOME_MISSING: 'some_missing'>
    """
    most = max(Fraction(*group) for group in both_groups(lost, assigned))
    if most <= _LITTLE:
        return Verdict.LITTLE_MISSING
    return Verdict.MUCH_MISSING if most > _MUCH else Verdict.SOME_MISSING


def _limits(ours: tuple[int, int], theirs: tuple[int, int], boundary: Boundary) -> tuple[Fraction, Fraction]:
    """Between which values the boundary lies at this loss; one value twice where it is known."""
    if boundary not in get_args(Boundary):
        raise ValueError(f"boundary must be cautious or optimistic, found {boundary!r}")
    overall = Fraction(ours[0] + theirs[0], ours[1] + theirs[1])
    rows = [(Fraction(row.split()[0]) / 100, Fraction(row.split()[_COLUMNS[boundary]]) / 100) for row in _ROWS]
    for (start, at_start), (end, at_end) in pairwise(rows):
        if overall in (start, end):
            known = at_start if overall == start else at_end
            return known, known
        if start < overall < end:
            if end - start > _WIDEST_STEP:
                return at_end, at_start
            known = at_start + (at_end - at_start) * (overall - start) / (end - start)
            return known, known
    # Beyond the last row the boundary falls further, and no difference is tolerable once it is below 0.
    return Fraction(-1), rows[-1][1]


def _verdict(ours: tuple[int, int], theirs: tuple[int, int], low: Fraction, high: Fraction) -> Verdict:
    apart = abs(Fraction(*ours) - Fraction(*theirs))
    if apart <= low:
        return Verdict.LOW_ATTRITION
    return Verdict.HIGH_ATTRITION if apart > high else Verdict.UNDECIDED
