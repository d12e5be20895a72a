import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wirkung.codes import Advice, Caution, Quantity, Undecided, UnitKind, Verdict
from wirkung.estimate import PERSONS, SHARE, Interval, Unit
from wirkung.methods.change.paired_counts import paired_counts
from wirkung.methods.change.paired_shares import share_change
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.evidence.advice import Steering, advice, advice_on_count
from wirkung.methods.evidence.attainment import attainment
from wirkung.methods.kernels.intervals import mean, share, share_difference
from wirkung.methods.kernels.wilson import wilson_limits

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
CHANGE = mean_change([1, 2, 3, 4, 5, 6], [3, 4, 4, 7, 6, 9], unit=POINTS)


@pytest.mark.parametrize(
    ("estimate", "target", "start", "expected"),
    [
        (share(290, 350), 0.7, None, Advice.KEEP),
        (share(200, 350), 0.7, None, Advice.RETHINK),
        (share(200, 350), 0.7, 0.3, Advice.RETHINK),  # in the right direction, and still wholly short of it
        (share(66, 100), 0.7, 0.5, Advice.ON_THE_WAY),
        (share(66, 100), 0.7, 0.6, Advice.CANNOT_BE_SAID),  # last year's value is still possible
        (share(66, 100), 0.7, None, Advice.CANNOT_BE_SAID),  # nobody knows where it came from
        (share(74, 100), 0.7, None, Advice.CANNOT_BE_SAID),  # above, but not sure
        (CHANGE, 2.0, None, Advice.ON_THE_WAY),  # a change starts from no change
        (CHANGE, 2.0, 2.0, Advice.CANNOT_BE_SAID),
        (share_difference((56, 48), (70, 80)), 0.2, None, Advice.ON_THE_WAY),
        (share_difference((36, 35), (70, 80)), 0.2, None, Advice.CANNOT_BE_SAID),
    ],
)
def test_advice_by_the_rules(estimate, target, start, expected):
    found = advice(estimate, target, start=start)
    assert found.advice is expected
    assert (found.why_not is Undecided.INTERVAL_TOO_WIDE) == (expected is Advice.CANNOT_BE_SAID)
    assert found.verdict is attainment(estimate, target)


def test_less_can_be_wanted():
    assert advice(share(20, 350), 0.1, better=-1).advice is Advice.KEEP
    assert advice(share(34, 100), 0.3, better=-1, start=0.5).advice is Advice.ON_THE_WAY
    assert advice(share(34, 100), 0.3, better=-1, start=0.2).advice is Advice.CANNOT_BE_SAID


def test_without_a_result_there_are_no_data():
    nothing = Steering(advice=Advice.CANNOT_BE_SAID, verdict=Verdict.UNDECIDED, why_not=Undecided.NO_DATA)
    assert advice(None, 0.7) == nothing
    assert advice(mean([], unit=POINTS), 0.7) == nothing


def test_a_number_without_interval_decides_nothing():
    found = advice(mean([5.0], unit=POINTS), 3)
    assert (found.advice, found.why_not) == (Advice.CANNOT_BE_SAID, Undecided.NO_INTERVAL)
    assert (found.probability, found.needed) == (None, None)


def test_probability_of_a_share_is_that_of_jeffreys():
    # Brown, Cai & DasGupta (2001): posterior Beta(x + 1/2, n - x + 1/2)
    found = advice(share(66, 100), 0.7).probability
    assert found.value == pytest.approx(stats.beta(66.5, 34.5).sf(0.7))
    assert (found.quantity, found.unit) == (Quantity.PROBABILITY, SHARE)
    assert found.counts == share(66, 100).counts
    assert "Jeffreys" in found.source


def test_probability_of_a_change_is_that_of_its_t():
    found = advice(CHANGE, 1.0).probability
    assert found.value == pytest.approx(stats.t.cdf((CHANGE.value - 1.0) / CHANGE.standard_error, 5))
    assert (found.interval, found.test, found.standard_error) == (None, None, None)


def test_probability_at_the_limits_of_a_t_interval():
    limits = CHANGE.interval
    assert advice(CHANGE, limits.low).probability.value == pytest.approx(0.975)
    assert advice(CHANGE, limits.high).probability.value == pytest.approx(0.025)


@given(st.integers(0, 60), st.floats(0.01, 0.99))
def test_more_and_less_share_the_probability(reached, target):
    up, down = (advice(share(reached, 60), target, better=better).probability.value for better in (1, -1))
    assert up + down == pytest.approx(1)


def test_probability_of_a_share_in_courses_is_as_unsure_as_its_interval():
    # 75 of 100 persons who are worth 50: the limits of Wilson's interval have 2.5 per cent beyond them
    low, high = wilson_limits(0.75, 50, stats.norm.ppf(0.975))
    found = replace(share(75, 100), interval=Interval(low=low, high=high, level=0.95, method="Wilson, CR2"))
    assert advice(found, low).probability.value == pytest.approx(0.975)
    assert advice(found, high).probability.value == pytest.approx(0.025)
    assert advice(found, 0.7).probability.value == pytest.approx(stats.norm.cdf(0.05 / (0.7 * 0.3 / 50) ** 0.5))
    assert advice(found, 0.7).probability.value < advice(share(75, 100), 0.7).probability.value


@pytest.mark.parametrize(("reached", "sure"), [(0, 0.0), (100, 1.0)])
def test_probability_of_nobody_and_everybody_in_courses(reached, sure):
    limits = wilson_limits(reached / 100, 50, stats.norm.ppf(0.975))
    interval = Interval(low=limits[0], high=limits[1], level=0.95, method="Wilson, CR2")
    found = advice(replace(share(reached, 100), interval=interval), 0.5).probability
    assert found.value == pytest.approx(sure, abs=1e-6)


def test_an_interval_of_another_kind_than_the_standard_error_has_no_probability():
    other = replace(CHANGE, interval=replace(CHANGE.interval, low=CHANGE.interval.low - 0.1))
    assert advice(other, 1.0).probability is None


def test_without_a_distribution_there_is_no_probability():
    assert advice(share_difference((56, 48), (70, 80)), 0.2).probability is None


def test_persons_needed_for_a_share():
    # n > z² t(1 - t)/(p - t)² = 3.8415 · .21/.0016 = 504.2: 505 in all, 405 more
    found = advice(share(66, 100), 0.7).needed
    assert found.value == 405.0
    assert (found.quantity, found.unit) == (Quantity.COUNT, PERSONS)


@given(st.integers(1, 10), st.integers(11, 40), st.sampled_from([0.25, 0.5, 0.7]))
def test_with_the_persons_needed_the_share_would_be_decided(part, whole, target):
    now = advice(share(part, whole), target)
    if now.needed is not None:
        # The same share of so many persons that it comes out whole.
        times = math.ceil((whole + now.needed.value) / whole)
        assert attainment(share(part * times, whole * times), target) is not Verdict.UNDECIDED


def test_persons_needed_for_a_change_narrow_its_interval():
    target = 1.5
    found = advice(CHANGE, target).needed
    reach = CHANGE.interval.high - CHANGE.value
    enough = 6 * (reach / (CHANGE.value - target)) ** 2
    assert found.value == math.floor(enough) + 1 - 6


def test_persons_needed_count_both_groups():
    difference = share_difference((56, 48), (70, 80))
    reach = difference.interval.high - difference.value
    found = advice(difference, 0.3).needed
    assert found.value == math.floor((70 + 80) * (reach / 0.1) ** 2) + 1 - 150


@pytest.mark.parametrize("target", [0.9, 0.2])
def test_who_has_decided_needs_nobody_more(target):
    assert advice(share(66, 100), target).needed is None


def test_at_the_target_itself_no_number_of_persons_decides():
    assert advice(share(70, 100), 0.7).needed is None


def test_cautions_stay_with_what_follows():
    found = advice(share(7, 10), 0.6)
    assert found.probability.cautions == found.needed.cautions == (Caution.FEW_PERSONS,)


def test_where_the_cells_do_not_say_how_many_persons_there_were_none_are_named():
    change = share_change(paired_counts([0, 0, 1, 1, 0, 1], [1, 0, 1, 0, 1, 1]))
    found = advice(change, 0.2)
    assert (found.verdict, found.needed) == (Verdict.UNDECIDED, None)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"target": math.nan}, "target must be a finite number, found nan"),
        ({"target": 0.7, "start": math.inf}, "start must be a finite number, found inf"),
        ({"target": 0.7, "better": 0}, "better must be 1 or -1, found 0"),
    ],
)
def test_advice_refuses(arguments, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        advice(share(66, 100), **arguments)


@pytest.mark.parametrize(
    ("target", "better", "silent", "verdict"),
    [
        (0.7, 1, 0, Verdict.REACHED),  # 75 of 100
        (0.7, 1, 5, Verdict.REACHED),  # at least 75 of 105
        (0.7, 1, 10, Verdict.UNDECIDED),  # 75 to 85 of 110
        (0.8, 1, 10, Verdict.MISSED),
        (0.8, -1, 10, Verdict.REACHED),
        (0.7, -1, 10, Verdict.UNDECIDED),
    ],
)
def test_who_is_silent_may_have_said_anything(target, better, silent, verdict):
    found = advice_on_count(share(75, 100), target, better=better, silent=silent)
    assert found.verdict is verdict
    assert (found.why_not is Undecided.SOME_SILENT) is (verdict is Verdict.UNDECIDED)


def test_silent_persons_are_counted_beside_a_share_only():
    with pytest.raises(
        ValueError, match=r"^silent persons can be counted beside a share of persons only, found mean"
    ):
        advice_on_count(CHANGE, 1.0, silent=3)
    with pytest.raises(ValueError, match=r"^target must be finite, .* found 0.7, 1 and -1$"):
        advice_on_count(share(7, 10), 0.7, silent=-1)
