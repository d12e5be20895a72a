"""A share weighted for those who were lost: by hand, against a jackknife, and whether it takes the bias out."""

import math
import re

import numpy as np
import pytest
from scipy import stats

from wirkung.codes import Assumption, Caution, CountRole
from wirkung.estimate import Count
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.student import logit_interval
from wirkung.methods.survival.weighted_share import weighted_shares

# Two schools of 20: 10 and 15 observed, of whom 2 and 9 reached it.
SCHOOL = np.repeat([0, 1], 20)
OBSERVED = np.array([1] * 10 + [0] * 10 + [1] * 15 + [0] * 5)
REACHED = np.array([1] * 2 + [0] * 18 + [1] * 9 + [0] * 11)


def weighted_share(reached, observed, baseline, **options):
    (result,) = weighted_shares([reached], observed, baseline, **options)
    return result


def drawn(rng, n, *, of_known=1.0):
    """Who knew more at the start reaches it more often, and stays more often."""
    known = rng.normal(size=n)
    reached = rng.random(n) < 1 / (1 + np.exp(-(0.3 + known)))
    return reached, rng.random(n) < 1 / (1 + np.exp(-(0.6 + of_known * known))), known


def true_share():
    """The mean of the chance to reach it over a normal baseline, by Gauss-Hermite quadrature."""
    points, weights = np.polynomial.hermite_e.hermegauss(60)
    return float(weights @ (1 / (1 + np.exp(-(0.3 + points)))) / weights.sum())


def test_schools_by_hand():
    result = weighted_share(REACHED, OBSERVED, SCHOOL)
    assert result.observed == share(2 + 9, 10 + 15)
    assert result.weighted.value == pytest.approx(20 / 40 * 2 / 10 + 20 / 40 * 9 / 15)
    # Weights 20/10 for ten persons, 20/15 for fifteen.
    assert result.effective.value == pytest.approx(40**2 / (10 * 2**2 + 15 * (20 / 15) ** 2))
    assert result.weighted.counts == (
        Count(role=CountRole.REACHED, number=11, of=25),
        Count(role=CountRole.LOST, number=15, of=40),
    )
    assert Assumption.LOST_LIKE_SIMILAR_OBSERVED in result.weighted.assumptions


def test_standard_error_by_hand():
    # Saturated, it is the post-stratified share: of both schools' shares, and of how many persons each has.
    error = weighted_share(REACHED, OBSERVED, SCHOOL).weighted.standard_error
    within = 0.5**2 * (0.2 * 0.8 / 10 + 0.6 * 0.4 / 15)
    between = 0.5 * 0.5 * (0.6 - 0.2) ** 2 / 40
    assert error == pytest.approx(math.sqrt((within + between) * 40 / 38))


def test_interval_by_hand():
    result = weighted_share(REACHED, OBSERVED, SCHOOL)
    interval, error = result.weighted.interval, result.weighted.standard_error
    low, high = (math.log(limit / (1 - limit)) for limit in (interval.low, interval.high))
    assert (low + high) / 2 == pytest.approx(math.log(0.4 / 0.6))
    reach = stats.t.ppf(0.975, result.effective.value - 1) * error / (0.4 * 0.6)
    assert (high - low) / 2 == pytest.approx(reach)


def test_standard_error_agrees_with_a_jackknife():
    reached, observed, known = drawn(np.random.default_rng(1), 250)
    left = [np.delete(np.arange(250), each) for each in range(250)]
    values = np.array([weighted_share(reached[k], observed[k], known[k]).weighted.value for k in left])
    jackknife = math.sqrt(249 / 250 * np.square(values - values.mean()).sum())
    assert weighted_share(reached, observed, known).weighted.standard_error == pytest.approx(jackknife, rel=0.08)


def test_what_stands_for_the_lost_is_not_looked_at():
    unknown = np.where(OBSERVED == 1, REACHED, math.nan)
    assert weighted_share(unknown, OBSERVED, SCHOOL) == weighted_share(REACHED, OBSERVED, SCHOOL)


def test_order_of_persons_and_scale_do_not_matter():
    reached, observed, known = drawn(np.random.default_rng(2), 200)
    order = np.random.default_rng(3).permutation(200)
    plain = weighted_share(reached, observed, known).weighted
    other = weighted_share(reached[order], observed[order], 1000 * known[order] + 7).weighted
    assert (other.value, other.standard_error) == pytest.approx((plain.value, plain.standard_error), rel=1e-6)


def test_asking_who_did_not_reach_it_mirrors_the_result():
    reached, observed, known = drawn(np.random.default_rng(4), 200)
    there, back = (weighted_share(marks, observed, known).weighted for marks in (reached, ~reached))
    assert back.value == pytest.approx(1 - there.value)
    assert (back.interval.low, back.interval.high) == pytest.approx(
        (1 - there.interval.high, 1 - there.interval.low)
    )


def test_nobody_lost_is_the_plain_share():
    result = weighted_share(REACHED, np.ones(40, dtype=bool), SCHOOL)
    assert result.weighted == result.observed == share(11, 40)
    assert result.effective.value == 40


def test_a_baseline_that_says_nothing_changes_nothing():
    result = weighted_share(REACHED, OBSERVED, np.ones(40))
    assert result.weighted.value == pytest.approx(result.observed.value)
    assert result.weighted.standard_error == pytest.approx(math.sqrt(11 / 25 * 14 / 25 / 25 * 40 / 39))


def test_nobody_reached_it():
    result = weighted_share(np.zeros(40), OBSERVED, SCHOOL)
    assert (result.weighted.value, result.weighted.standard_error) == (0, None)
    assert result.weighted.interval.high == pytest.approx(
        share(0, 25).interval.high, rel=0.05
    )  # 24 effective persons
    assert weighted_share(OBSERVED, OBSERVED, SCHOOL).weighted.value == 1


def test_too_few_lost_or_left():
    few_lost = weighted_share([1] * 10 + [0] * 20, [1] * 26 + [0] * 4, np.arange(30))
    few_left = weighted_share([1] * 10 + [0] * 20, [1] * 4 + [0] * 26, np.arange(30))
    for result in (few_lost, few_left):
        assert (result.weighted.value, result.weighted.interval, result.effective) == (None, None, None)
        assert result.weighted.cautions == (Caution.FEW_LOST_OR_KEPT,)
        assert result.observed.value is not None


def test_a_baseline_that_settles_who_was_lost():
    result = weighted_share([1] * 10 + [0] * 20, [1] * 15 + [0] * 15, np.arange(30))
    assert (result.weighted.value, result.effective) == (None, None)
    assert result.weighted.cautions == (Caution.LOST_WITHOUT_LIKE,)


def test_lost_persons_without_their_like_are_said():
    known = np.concatenate([np.linspace(0, 1, 40), np.linspace(-1, 0.9, 20)])
    result = weighted_share([1, 0] * 30, [1] * 40 + [0] * 20, known)
    assert Caution.SOME_LOST_WITHOUT_LIKE in result.weighted.cautions


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            ([0, 2, 1], [1, 1, 0], [1, 2, 3], {}),
            "reached must hold True and False (or 1 and 0), found np.int64(2) in 1 rows",
        ),
        (
            ([0, 1], [1, 1, 0], [1, 2, 3], {}),
            "reached must have one mark per person (3), found shape (2,)",
        ),
        (
            ([0, 1, 1], [0, 0, 0], [1, 2, 3], {}),
            "observed must mark somebody, found none of 3",
        ),
        (
            ([0, 1, 1], [1, 1, 0], [1, 2], {}),
            "baseline must have one row per outcome (3), found shape (2,)",
        ),
        (
            ([0, 1, 1], [1, 1, 0], [1, math.nan, 3], {}),
            (
                "baseline must be complete, found NaN in row 1 (1 of 3 rows); "
                "leave out whom the sample does not hold"
            ),
        ),
        (([0, 1, 1], [1, 1, 0], [1, 2, 3], {"level": 2}), "level must lie between 0 and 1, found 2"),
    ],
)
def test_bad_input_is_refused(arguments, text):
    *columns, options = arguments
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        weighted_share(*columns, **options)


def test_takes_the_bias_out():
    """The unweighted share is too high by about 5 points; the weighted one is right within three errors."""
    reached, observed, known = drawn(np.random.default_rng(5), 20_000)
    result = weighted_share(reached, observed, known)
    assert result.observed.value - true_share() > 0.04
    assert result.weighted.value == pytest.approx(true_share(), abs=3 * result.weighted.standard_error)
    assert result.weighted.standard_error < 0.006


def test_several_shares_are_each_as_if_alone():
    reached, observed, known = drawn(np.random.default_rng(6), 300)
    other = np.roll(reached, 1)
    together = weighted_shares([reached, other], observed, known)
    assert together == (weighted_share(reached, observed, known), weighted_share(other, observed, known))


@pytest.mark.slow
@pytest.mark.parametrize("n", [60, 150, 400])
def test_coverage(n):
    rng = np.random.default_rng(n)
    found = [weighted_share(*drawn(rng, n, of_known=0.8)) for _ in range(2000)]
    known = [each.weighted for each in found if each.weighted.interval is not None]
    assert len(known) > 1980
    # Three standard errors of a coverage of 95 % in 2000 samples.
    assert np.mean([each.interval.contains(true_share()) for each in known]) == pytest.approx(0.95, abs=0.0147)
    assert np.mean([each.value for each in known]) == pytest.approx(true_share(), abs=0.006)
    assert np.mean([each.observed.value for each in found]) > true_share() + 0.03


@pytest.mark.parametrize("value", [1e-4, 0.5, 1 - 1e-4])
def test_an_interval_of_a_share_near_an_end_is_the_whole_scale_and_no_error(value):
    """A random study of the attack had one: its error reached so far that e to its power is no number."""
    interval = logit_interval(value, 0.4, 2.0, level=0.95, method="t on the logit")
    assert 0 <= interval.low <= value <= interval.high <= 1
