import math
from typing import get_args

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from wirkung.codes import Caution, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Unit
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.kernels.standardisers import Standardiser, exact_correction, noncentral_t_limits

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")

# Student (1908), Biometrika 6, 1-25, page 20; R's `sleep`: hours of sleep gained with either of two drugs.
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
# Lakens (2013), Frontiers in Psychology 4, 863: ten persons rate two movies.
MOVIES = ([9, 6, 7, 8, 7, 9, 8, 8, 8, 7], [9, 7, 8, 9, 8, 9, 9, 10, 9, 9])

EVERY = get_args(Standardiser)
# Half a point steps in a moderate range: what a questionnaire gives.
WAVE = st.integers(2, 10).map(lambda score: score / 2)
WAVES = st.lists(st.tuples(WAVE, WAVE), min_size=4, max_size=30)


def waves(pairs):
    return [before for before, _ in pairs], [after for _, after in pairs]


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


@pytest.mark.parametrize(
    ("standardiser", "value"),
    [
        # R 4.2.2 and metafor 3.8.1 on `sleep`
        ("d_z", 1.284558),
        ("g_z", 1.173925),
        ("d_av", 0.833496),
        ("g_av", 0.833496 * 0.913875),
        ("d_average_variance", 0.832181),
        ("g_average_variance", 0.832181 * 0.913875),
        ("d_rm", 0.822177),
        ("g_rm", 0.822177 * 0.913875),
        ("d_becker", 0.883170),
        ("g_becker", 0.807107),
    ],
)
def test_every_standardiser_on_sleep(standardiser, value):
    result = standardised_change(*SLEEP, standardiser=standardiser)
    assert result.value == pytest.approx(value, abs=1e-6)
    assert result.standardiser == standardiser
    assert result.convention == ("J(n - 1), exact" if standardiser.startswith("g_") else "")
    assert result.interval.low < result.value < result.interval.high
    assert (result.quantity, result.claim) == (Quantity.STANDARDISED_CHANGE, Claim.DESCRIPTION)
    assert result.counts == (Count(role=CountRole.PAIRS, number=10),)


# R 4.2.2 by the formulas of Lakens (2013)
@pytest.mark.parametrize(("standardiser", "value"), [("d_z", 1.5), ("d_av", 1.1287), ("d_rm", 1.1113)])
def test_movies_standardised(standardiser, value):
    assert standardised_change(*MOVIES, standardiser=standardiser).value == pytest.approx(value, abs=5e-5)


# metafor 3.8.1 in R: escalc(measure = "SMCC") and escalc(measure = "SMCR") on `sleep`
@pytest.mark.parametrize(("standardiser", "error"), [("g_z", 0.410981), ("g_becker", 0.271177)])
def test_standard_errors_of_metafor(standardiser, error):
    assert standardised_change(*SLEEP, standardiser=standardiser).standard_error == pytest.approx(error, abs=5e-7)


def two_waves(n, means, deviations, correlation):
    """Numbers with exactly these means, standard deviations and this correlation."""
    first, second = np.linspace(-1, 1, n), np.cos(np.arange(n) * 1.7)
    first = first / first.std(ddof=1)
    second = second - second.mean()
    second = second - first * (first @ second) / (first @ first)
    second = second / second.std(ddof=1)
    mixed = correlation * first + math.sqrt(1 - correlation**2) * second
    return means[0] + deviations[0] * first, means[1] + deviations[1] * mixed


# statpsych, help page of ci.stdmean.ps (Bonett 2008), «unweighted standardizer»: estimate, SE, LL, UL
@pytest.mark.parametrize(
    ("measured", "published", "tolerance"),
    [
        # version 1.7: ci.stdmean.ps(.05, 110.4, 102.1, 15.3, 14.6, .75, 25), first minus second
        ((25, (102.1, 110.4), (14.6, 15.3), 0.75), (0.5550319, 0.1609934, 0.2394905, 0.8705732), 5e-8),
        # version 2.0: ci.stdmean.ps(.05, 602.4, 705.6, 33.17, 51.08, .769, 8)
        ((8, (705.6, 602.4), (51.08, 33.17), 0.769), (-2.3963, 0.65209, -3.6744, -1.1182), 5e-5),
    ],
)
def test_bonett_for_the_mean_variance(measured, published, tolerance):
    result = standardised_change(*two_waves(*measured), standardiser="d_average_variance")
    assert (result.value, result.standard_error, *limits(result)) == pytest.approx(published, abs=tolerance)


@pytest.mark.parametrize("family", ["av", "rm"])
def test_equal_spreads_make_the_mixed_standardisers_one(family):
    """With equal standard deviations their mean, the root mean variance and that of d_rm coincide, errors too."""
    before, after = two_waves(20, (3, 3.5), (0.8, 0.8), 0.6)
    one = standardised_change(before, after, standardiser="g_average_variance")
    other = standardised_change(before, after, standardiser=f"g_{family}")
    assert other.value == pytest.approx(one.value, rel=1e-12)
    assert other.standard_error == pytest.approx(one.standard_error, rel=1e-12)


@pytest.mark.parametrize(
    ("m", "factor"),
    [
        (2, 1 / math.sqrt(math.pi)),  # Γ(1) / (√1 Γ(1/2))
        (3, math.sqrt(math.pi / 6)),  # Γ(3/2) / (√(3/2) Γ(1))
        (4, math.sqrt(2 / math.pi)),  # Γ(2) / (√2 Γ(3/2))
        (9, 0.913875),  # R 4.2.2
    ],
)
def test_exact_correction(m, factor):
    assert exact_correction(m) == pytest.approx(factor, abs=5e-7)


@pytest.mark.parametrize("m", [9, 30, 1000])
def test_the_usual_approximation_is_close_and_not_what_we_use(m):
    assert 0 < abs(exact_correction(m) - (1 - 3 / (4 * m - 1))) < 1e-3


@pytest.mark.parametrize("statistic", [-12.0, -0.05, 0.0, 0.05, 2.0, 4.062128])
@pytest.mark.parametrize("df", [2, 9, 300])
def test_noncentral_limits_leave_the_tails_they_should(statistic, df):
    low, high = noncentral_t_limits(statistic, df, 0.95)
    assert stats.nct.cdf(statistic, df, low) == pytest.approx(0.975, abs=1e-9)
    assert stats.nct.cdf(statistic, df, high) == pytest.approx(0.025, abs=1e-9)


@pytest.mark.parametrize("standardiser", EVERY)
@pytest.mark.parametrize(("before", "after"), [([1, 2], [2, 5]), ([1], [2])])
def test_two_pairs_give_no_standardised_change(standardiser, before, after):
    result = standardised_change(before, after, standardiser=standardiser)
    assert result.value is None
    assert Caution.FEW_PERSONS in result.cautions


@pytest.mark.parametrize(
    ("standardiser", "value"),
    # Everybody rose by 1 from 1, 2, 3: the change has no spread, both waves have a standard deviation of 1.
    [("d_z", None), ("d_rm", None), ("d_av", 1.0), ("d_average_variance", 1.0), ("d_becker", 1.0)],
)
def test_the_same_change_for_everybody(standardiser, value):
    result = standardised_change([1, 2, 3], [2, 3, 4], standardiser=standardiser)
    assert result.value == value
    assert result.interval is None
    assert result.standard_error is None
    assert result.cautions == (Caution.FEW_PERSONS, Caution.NO_SPREAD)


@pytest.mark.parametrize(
    ("standardiser", "value", "has_interval"),
    # Everybody began at 2; the changes are 0, 1, 2 with mean 1 and standard deviation 1.
    [
        ("d_z", 1.0, True),
        ("d_becker", None, False),
        ("d_rm", None, False),
        ("d_av", 2.0, False),
        ("d_average_variance", math.sqrt(2), False),
    ],
)
def test_a_wave_without_spread(standardiser, value, has_interval):
    result = standardised_change([2, 2, 2], [2, 3, 4], standardiser=standardiser)
    assert result.value == pytest.approx(value)
    assert (result.interval is not None) == has_interval
    assert (Caution.NO_SPREAD in result.cautions) != has_interval


def test_a_perfect_correlation_leaves_d_rm_undefined():
    # Everybody doubled: r = 1, so that √(2(1 - r)) is zero although the changes 0.1, 0.2, 0.4 differ.
    result = standardised_change([0.1, 0.2, 0.4], [0.2, 0.4, 0.8], standardiser="d_rm")
    assert (result.value, result.cautions) == (None, (Caution.FEW_PERSONS, Caution.NO_SPREAD))


def test_an_unknown_standardiser_is_refused():
    with pytest.raises(ValueError, match=r"^standardiser must be one of d_z, g_z, .*g_becker, found 'd'$"):
        standardised_change(*SLEEP, standardiser="d")


@given(WAVES, st.sampled_from([s for s in EVERY if not s.endswith("becker")]))
def test_turned_around_the_change_flips_its_sign(pairs, standardiser):
    before, after = waves(pairs)
    there = standardised_change(before, after, standardiser=standardiser)
    back = standardised_change(after, before, standardiser=standardiser)
    assert (there.value is None) == (back.value is None)
    if there.interval is not None:
        assert there.value == pytest.approx(-back.value, abs=1e-9)
        assert limits(there) == pytest.approx((-back.interval.high, -back.interval.low), abs=1e-8)


@given(WAVES, st.sampled_from(EVERY), st.sampled_from([0.25, 3.0]), st.integers(-20, 20))
def test_standard_deviations_know_no_scale(pairs, standardiser, factor, shift):
    before, after = (np.array(wave) for wave in waves(pairs))
    plain = standardised_change(before, after, standardiser=standardiser)
    moved = standardised_change(factor * before + shift, factor * after + shift, standardiser=standardiser)
    assert moved.cautions == plain.cautions
    if plain.interval is not None:
        assert moved.value == pytest.approx(plain.value, abs=1e-6)
        assert limits(moved) == pytest.approx(limits(plain), abs=1e-5)


@given(WAVES, st.randoms(use_true_random=False), st.sampled_from(EVERY))
def test_the_order_of_persons_does_not_matter(pairs, random, standardiser):
    shuffled = random.sample(pairs, len(pairs))
    plain = standardised_change(*waves(pairs), standardiser=standardiser)
    other = standardised_change(*waves(shuffled), standardiser=standardiser)
    assume(plain.interval is not None)
    assert other.value == pytest.approx(plain.value, abs=1e-9)
    assert limits(other) == pytest.approx(limits(plain), abs=1e-8)
