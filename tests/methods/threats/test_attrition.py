import math
import re

import numpy as np
import pytest

from wirkung.codes import Assumption, Caution, Claim, CountRole, UnitKind, Verdict
from wirkung.estimate import Count, Unit
from wirkung.methods.robustness.lee_bounds import lee_bounds
from wirkung.methods.threats.attrition import attrition, missing_verdict

POINTS = Unit(kind=UnitKind.SCORE)
GAP = math.nan
LOW, HIGH, OPEN = Verdict.LOW_ATTRITION, Verdict.HIGH_ATTRITION, Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("lost", "kind", "boundary", "verdict"),
    [
        # What Works Clearinghouse, table II.1: 10 % overall, 6.3 (cautious) and 10.9 (optimistic) points.
        ((1315, 685), "cautious", 0.063, LOW),  # 13.15 % and 6.85 %: 6.3 points, the boundary itself
        ((1316, 684), "cautious", 0.063, HIGH),
        ((1316, 684), "optimistic", 0.109, LOW),
        ((0, 0), "cautious", 0.057, LOW),
        ((2270, 1730), "cautious", 0.054, LOW),  # 20 %, 5.4 points
        ((1730, 2271), "cautious", None, HIGH),  # 20.005 %: between the rows, see below
        ((3205, 2795), "cautious", 0.041, LOW),  # 30 %, 4.1 points
        ((4500, 4500), "cautious", None, LOW),  # between 30 % and 57 % the boundary lies in 0 to 4.1
        ((4600, 4400), "cautious", None, OPEN),
        ((4750, 4250), "cautious", None, HIGH),
        ((5700, 5700), "cautious", 0.0, LOW),
        ((5701, 5699), "cautious", 0.0, HIGH),
        ((6000, 6000), "optimistic", None, OPEN),  # beyond the table
        ((6200, 5800), "optimistic", None, HIGH),
    ],
)
def test_boundaries(lost, kind, boundary, verdict):
    result = attrition(lost, (10_000, 10_000), boundary=kind)
    if boundary is not None:
        assert result.boundary == pytest.approx(boundary)
    assert result.verdict is verdict
    assert kind in result.convention


def test_between_rows_on_the_straight_line():
    result = attrition((15, 15), (100, 100))
    assert result.boundary == pytest.approx((0.063 + 0.054) / 2)


def test_shares_lost_by_group():
    result = attrition((12, 8), (100, 50))
    assert result.overall.value == pytest.approx((12 + 8) / 150)
    assert (result.programme.value, result.comparison.value) == (12 / 100, 8 / 50)
    assert result.difference.value == pytest.approx(12 / 100 - 8 / 50)
    assert attrition((8, 12), (50, 100)).verdict is result.verdict


def test_bad_counts_are_refused():
    with pytest.raises(ValueError, match=re.escape("reached (programme) must be at most total 10, found 11")):
        attrition((11, 0), (10, 10))
    with pytest.raises(ValueError, match=r"^boundary must be cautious or optimistic, found 'mild'$"):
        attrition((1, 0), (10, 10), boundary="mild")


@pytest.mark.parametrize(("lost", "trimmed"), [((0, 2), 2), ((2, 2), 1), ((0, 3), 3), ((5, 0), 3), ((5, 4), 0)])
def test_lee_bounds_say_how_many_are_left_out(lost, trimmed):
    """10 and 8 persons are observed; who counts in part is one of those left out."""
    counts = lee_bounds(range(3, 13), range(2, 10), lost=lost, unit=POINTS).lower.counts
    assert [count.number for count in counts if count.role is CountRole.TRIMMED] == [trimmed]


def test_lee_bounds_of_the_worked_example():
    # Programme 3 to 12, all observed; comparison 2 to 9, 8 of 10: a fifth is trimmed, two persons.
    result = lee_bounds(range(3, 13), range(2, 10), lost=(0, 2), unit=POINTS)
    assert result.lower.value == pytest.approx((3 + 4 + 5 + 6 + 7 + 8 + 9 + 10) / 8 - 44 / 8)
    assert result.upper.value == pytest.approx((5 + 6 + 7 + 8 + 9 + 10 + 11 + 12) / 8 - 44 / 8)
    assert result.lower.interval == result.upper.interval
    assert result.lower.interval.contains(1.0)
    assert result.lower.interval.contains(3.0)
    assert result.lower.counts == (
        Count(role=CountRole.PROGRAMME, number=10, of=10),
        Count(role=CountRole.COMPARISON, number=8, of=10),
        Count(role=CountRole.TRIMMED, number=2),
    )
    assert (result.lower.claim, result.lower.cautions) == (Claim.ASSOCIATION, (Caution.FEW_PERSONS,))
    assert Assumption.LOSS_IN_ONE_DIRECTION in result.lower.assumptions


def test_the_comparison_group_is_trimmed_where_it_lost_fewer():
    there = lee_bounds(range(3, 13), range(2, 10), lost=(0, 2), unit=POINTS)
    back = lee_bounds(range(2, 10), range(3, 13), lost=(2, 0), unit=POINTS)
    assert (back.lower.value, back.upper.value) == pytest.approx((-there.upper.value, -there.lower.value))
    assert (back.lower.standard_error, back.upper.standard_error) == pytest.approx(
        (there.upper.standard_error, there.lower.standard_error)
    )


def test_a_person_may_count_in_part():
    # 3 of 4 observed against all of 5: a quarter of five, 1.25 persons, is trimmed.
    result = lee_bounds([1, 2, 3, 4, 5], [1, 2, 3], lost=(0, 1), unit=POINTS)
    assert result.lower.value == pytest.approx((1 + 2 + 3 + 0.75 * 4) / 3.75 - 2)
    assert result.upper.value == pytest.approx((5 + 4 + 3 + 0.75 * 2) / 3.75 - 2)


def test_equal_losses_leave_the_observed_difference():
    result = lee_bounds([3, 4, 8], [1, 2, 4], lost=(1, 1), unit=POINTS)
    assert result.lower.value == result.upper.value == pytest.approx((3 + 4 + 8) / 3 - (1 + 2 + 4) / 3)


@pytest.mark.parametrize(
    ("ours", "theirs", "value", "cautions"),
    [
        ([], [1, 2], None, (Caution.FEW_PERSONS,)),
        ([3.0] * 12, [1.0] * 12, 2.0, (Caution.NO_SPREAD,)),
        ([3.0, 4.0], [1.0], 2.5, (Caution.FEW_PERSONS, Caution.NO_SPREAD)),
    ],
)
def test_bounds_without_interval(ours, theirs, value, cautions):
    result = lee_bounds(ours, theirs, lost=(2, 0) if not ours else (0, 0), unit=POINTS)
    assert (result.lower.value, result.lower.interval, result.lower.cautions) == (value, None, cautions)


@pytest.mark.parametrize(
    ("ours", "lost", "text"),
    [
        ([1.0, GAP], (0, 0), "programme must be complete, found NaN at position 1"),
        ([1.0], (-1, 0), "lost (programme) must be at least 0, found -1"),
    ],
)
def test_who_was_lost_is_a_number_and_no_gap(ours, lost, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}"):
        lee_bounds(ours, [1.0, 2.0], lost=lost, unit=POINTS)


def test_standard_errors_of_the_bounds_hold():
    """Seeded samples: the mean standard error within a tenth of the spread of the bounds."""
    rng = np.random.default_rng(20241231)
    found = []
    for _ in range(400):
        hidden, scores = rng.normal(size=(2, 400))
        stayed = np.split(hidden > np.repeat([-1.28, -0.52], 200), 2)
        groups = [each[kept] for each, kept in zip(np.split(scores + 0.5 * hidden, 2), stayed, strict=True)]
        found.append(lee_bounds(*groups, lost=tuple(int((~kept).sum()) for kept in stayed), unit=POINTS))
    for name in ("lower", "upper"):
        each = [getattr(result, name) for result in found]
        spread = np.std([bound.value for bound in each], ddof=1)
        assert np.mean([bound.standard_error for bound in each]) == pytest.approx(spread, rel=0.1)
    # The truth, no difference, lies between the bounds here.
    assert np.mean([result.lower.interval.contains(0.0) for result in found]) >= 0.95


@pytest.mark.parametrize(
    ("lost", "verdict"),
    [
        ((5, 5), Verdict.LITTLE_MISSING),  # 5 % itself
        ((0, 6), Verdict.SOME_MISSING),  # the group of which more are missing counts
        ((20, 0), Verdict.SOME_MISSING),  # 20 % itself
        ((21, 0), Verdict.MUCH_MISSING),
    ],
)
def test_without_a_lottery_five_and_twenty_per_cent_decide(lost, verdict):
    assert missing_verdict(lost, (100, 100)) is verdict


def test_without_a_lottery_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="at most total 100, found 101"):
        missing_verdict((101, 0), (100, 100))
