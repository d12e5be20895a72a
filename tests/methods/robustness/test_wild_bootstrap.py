import itertools
import math

import numpy as np
import pytest

from wirkung.codes import Caution, Claim, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.comparison.clusters import mean_change_clustered
from wirkung.methods.kernels.cluster_labels import arm
from wirkung.methods.robustness.wild import wild
from wirkung.methods.robustness.wild_bootstrap import (
    FEWEST_CLUSTERS,
    FEWEST_CLUSTERS_ON_ONE_SIDE,
    mean_change_wild_bootstrap,
    mean_difference_wild_bootstrap,
)

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
WEBB = [sign * math.sqrt(square) for square in (0.5, 1, 1.5) for sign in (-1, 1)]
SIZES = [5, 2, 3, 4]
CODES = np.repeat(np.arange(4), SIZES)


def drawn(seed, size):
    return np.random.default_rng(seed).normal(1, 2, size)


def fitted(design, outcome, codes):
    """Last coefficient and its CR1 standard error, from whole vectors and matrices."""
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ outcome
    scores = [design[codes == code].T @ (outcome - design @ coefficients)[codes == code] for code in set(codes)]
    return coefficients[-1], math.sqrt(
        (inverse @ sum(np.outer(score, score) for score in scores) @ inverse)[-1, -1]
    )


def by_definition(design, outcome, codes, hypothesis):
    """Cameron, Gelbach and Miller (2008): residuals under the hypothesis times every combination of weights."""
    value, error = fitted(design, outcome, codes)
    rest = design[:, :-1]
    shifted = outcome - hypothesis * design[:, -1]
    expected = rest @ np.linalg.lstsq(rest, shifted, rcond=None)[0] if rest.size else np.zeros(outcome.size)
    reached = []
    for weights in itertools.product(WEBB, repeat=codes.max() + 1):
        again = expected + hypothesis * design[:, -1] + (shifted - expected) * np.array(weights)[codes]
        other, spread = fitted(design, again, codes)
        reached.append(abs(other - hypothesis) / spread >= abs(value - hypothesis) / error * (1 - 1e-9))
    return np.mean(reached)


@pytest.mark.parametrize("hypothesis", [0.0, 0.7])
def test_p_of_a_mean_against_its_definition(hypothesis):
    values = drawn(1, 14)
    found = wild((arm(values, CODES, name="values"),), resamples=6**4, rng=np.random.default_rng(1))
    assert found.p(hypothesis) == pytest.approx(by_definition(np.ones((14, 1)), values, CODES, hypothesis))


@pytest.mark.parametrize("split", [7, 8])  # no course, or one, in both groups
@pytest.mark.parametrize("hypothesis", [0.0, -1.0])
def test_p_of_a_difference_against_its_definition(split, hypothesis):
    values = drawn(2, 14)
    arms = arm(values[:split], CODES[:split], name="a"), arm(values[split:], CODES[split:], name="b")
    found = wild(arms, resamples=6**4, rng=np.random.default_rng(1))
    design = np.column_stack([np.ones(14), np.arange(14) < split])
    assert found.p(hypothesis) == pytest.approx(by_definition(design, values, CODES, hypothesis))


def test_limits_are_where_the_test_turns():
    values = drawn(3, 14)
    found = wild((arm(values, CODES, name="values"),), resamples=6**4, rng=np.random.default_rng(1))
    result = mean_change_wild_bootstrap(np.zeros(14), values, CODES, unit=POINTS, seed=1)
    for end, outwards in ((result.interval.low, -1), (result.interval.high, 1)):
        assert found.p(end + outwards * 1e-6) <= 0.05 < found.p(end - outwards * 1e-6)
    assert result.test.p == found.p(0)


def test_near_cr2_where_both_hold():
    """Equal courses of normal changes: CR2 is exact there, and the bootstrap should nearly be."""
    courses = np.repeat(np.arange(12), 10)
    change = drawn(4, 120) + np.random.default_rng(5).standard_normal(12)[courses]
    wild_one = mean_change_wild_bootstrap(np.zeros(120), change, courses, unit=POINTS, seed=1)
    exact = mean_change_clustered(np.zeros(120), change, courses, unit=POINTS)
    width = exact.interval.high - exact.interval.low
    assert wild_one.interval.low == pytest.approx(exact.interval.low, abs=0.05 * width)
    assert wild_one.interval.high == pytest.approx(exact.interval.high, abs=0.05 * width)
    assert wild_one.value == exact.value


def test_swapped_groups_and_the_seed():
    ours, theirs = drawn(6, 40), drawn(7, 50)
    courses, classes = np.arange(40) % 8, 100 + np.arange(50) % 9
    first = mean_difference_wild_bootstrap(ours, theirs, courses, classes, unit=POINTS, seed=7, resamples=999)
    again = mean_difference_wild_bootstrap(ours, theirs, courses, classes, unit=POINTS, seed=7, resamples=999)
    other = mean_difference_wild_bootstrap(ours, theirs, courses, classes, unit=POINTS, seed=8, resamples=999)
    swapped = mean_difference_wild_bootstrap(theirs, ours, classes, courses, unit=POINTS, seed=7, resamples=9999)
    assert first == again
    assert first.interval != other.interval
    assert first.convention == "restricted, 8 and 9 clusters, 999 resamples, seed 7"
    assert first.claim is Claim.ASSOCIATION
    width = first.interval.high - first.interval.low
    assert swapped.interval.low == pytest.approx(-first.interval.high, abs=0.1 * width)


@pytest.mark.parametrize("number", range(2, 10))
def test_too_few_courses(number):
    values, others = drawn(8, 30), drawn(9, 30)
    courses = np.arange(30) % number
    change = mean_change_wild_bootstrap(np.zeros(30), values, courses, unit=POINTS, seed=1, resamples=499)
    difference = mean_difference_wild_bootstrap(values, others, courses, unit=POINTS, seed=1, resamples=499)
    for result, fewest in ((change, FEWEST_CLUSTERS), (difference, FEWEST_CLUSTERS_ON_ONE_SIDE)):
        assert (result.interval is None) == (number < fewest)
        assert (Caution.TOO_FEW_CLUSTERS in result.cautions) == (number < fewest)


def test_bad_input():
    same = mean_change_wild_bootstrap([1] * 5, [2] * 5, list("abcde"), unit=POINTS, seed=1)
    assert (same.value, same.interval) == (1, None)
    assert Caution.NO_SPREAD in same.cautions
    nobody = mean_change_wild_bootstrap([], [], [], unit=POINTS, seed=1)
    assert (nobody.value, nobody.interval) == (None, None)
    with pytest.raises(ValueError, match=r"^resamples must be at least 1, found 0$"):
        mean_change_wild_bootstrap([1, 2], [2, 3], ["a", "b"], unit=POINTS, seed=1, resamples=0)
