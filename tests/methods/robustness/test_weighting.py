import numpy as np
import pytest

from wirkung.codes import Assumption, Caution, Claim, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.weighting import weighted_difference

POINTS = Unit(kind=UnitKind.SCORE)
BOTH = pytest.mark.parametrize("method", [weighted_difference, doubly_robust_difference])
# Two schools: of six persons each, four and two were in the programme.
SCHOOL = np.repeat([0, 1], 6)
GROUP = np.array([1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0])
SCORE = np.array([4, 5, 6, 9, 2, 6, 8, 10, 5, 6, 7, 10.0])


def drawn(rng, n):
    known = rng.normal(size=n)
    group = rng.random(n) < 1 / (1 + np.exp(-(0.2 + 0.8 * known)))
    return known + group + rng.normal(size=n), group, known


@BOTH
def test_one_mark_weighs_the_schools_by_hand(method):
    # Means by school: 24/4 and 18/2 in the programme, 8/2 and 28/4 without; one mark saturates all models.
    ours = method(SCORE, GROUP, SCHOOL, unit=POINTS, target="programme").difference
    everybody = method(SCORE, GROUP, SCHOOL, unit=POINTS, target="everybody").difference
    assert ours.value == pytest.approx(4 / 6 * (24 / 4 - 8 / 2) + 2 / 6 * (18 / 2 - 28 / 4))
    assert everybody.value == pytest.approx(6 / 12 * (24 / 4 - 8 / 2) + 6 / 12 * (18 / 2 - 28 / 4))
    assert ours.claim is Claim.ASSOCIATION
    assert Assumption.NO_UNMEASURED_DIFFERENCE in ours.assumptions


def test_effective_persons_by_hand():
    overlap = weighted_difference(SCORE, GROUP, SCHOOL, unit=POINTS).overlap
    assert overlap.programme_effective.value == pytest.approx(6)
    assert overlap.comparison_effective.value == pytest.approx((2 + 2 + 4 * 0.5) ** 2 / (2 * 2**2 + 4 * 0.5**2))
    assert overlap.programme_outside.value == overlap.comparison_outside.value == 0


@BOTH
def test_both_targets_swap_with_the_groups(method):
    score, group, known = drawn(np.random.default_rng(1), 200)
    there = method(score, group, known, unit=POINTS, target="everybody").difference
    back = method(score, ~group, known, unit=POINTS, target="everybody").difference
    assert back.value == pytest.approx(-there.value, abs=1e-8)
    assert back.standard_error == pytest.approx(there.standard_error, rel=1e-6)


@BOTH
def test_scale_of_covariates_does_not_matter(method):
    score, group, known = drawn(np.random.default_rng(2), 100)
    plain = method(score, group, known, unit=POINTS).difference
    scaled = method(score, group, np.column_stack([1e6 * known + 5, np.ones(100)]), unit=POINTS).difference
    assert scaled.value == pytest.approx(plain.value)
    assert scaled.standard_error == pytest.approx(plain.standard_error)


def test_estimated_scores_agree_with_a_numerical_jackknife():
    score, group, known = drawn(np.random.default_rng(3), 300)
    result = weighted_difference(score, group, known, unit=POINTS, target="everybody").difference
    left = [np.delete(np.arange(300), each) for each in range(300)]
    values = [
        weighted_difference(score[k], group[k], known[k], unit=POINTS, target="everybody").difference.value
        for k in left
    ]
    jackknife = np.sqrt(299 / 300 * np.square(np.array(values) - np.mean(values)).sum())
    assert result.standard_error == pytest.approx(jackknife, rel=0.05)


@BOTH
@pytest.mark.parametrize("target", ["programme", "everybody"])
@pytest.mark.slow
def test_coverage(method, target):
    rng = np.random.default_rng(20241231)
    found = [method(*drawn(rng, 300), unit=POINTS, target=target).difference for _ in range(1000)]
    # Three standard errors of a coverage of 95 % in 1000 samples.
    assert np.mean([each.interval.contains(1.0) for each in found]) == pytest.approx(0.95, abs=0.021)


@pytest.mark.parametrize("trim", ["[.1, .9]", "common support"])
def test_trimming_leaves_out_and_says_so(trim):
    rng = np.random.default_rng(5)
    known = rng.normal(size=300)
    group = rng.random(300) < 1 / (1 + np.exp(-3 * known))
    result = weighted_difference(known + group + rng.normal(size=300), group, known, unit=POINTS, trim=trim)
    assert sum(count.number for count in result.difference.counts) < 300
    assert Caution.OUTSIDE_OVERLAP_LEFT_OUT in result.difference.cautions
    assert result.overlap.programme_outside.value > 0


@BOTH
def test_no_overlap_gives_no_value(method):
    result = method(np.arange(30.0), [0] * 15 + [1] * 15, np.arange(30), unit=POINTS)
    assert (result.difference.value, result.overlap) == (None, None)
    assert result.difference.cautions == (Caution.NO_OVERLAP,)


@BOTH
def test_nobody_left_gives_no_value(method):
    result = method([1, 2], [0, 0], [1, 2], unit=POINTS)
    assert (result.difference.value, result.difference.cautions) == (None, (Caution.FEW_PERSONS,))


@BOTH
def test_constant_scores_have_no_interval(method):
    result = method(np.full(12, 3.0), GROUP, SCHOOL, unit=POINTS).difference
    assert result.value == pytest.approx(0, abs=1e-12)
    assert result.interval is None


@BOTH
def test_unknown_choices_are_refused(method):
    with pytest.raises(ValueError, match=r"^target must be one of programme, everybody, found 'all'$"):
        method(SCORE, GROUP, SCHOOL, unit=POINTS, target="all")
    with pytest.raises(ValueError, match=r"^trim must be one of none, \[.1, .9\], common support, found '5 %'$"):
        method(SCORE, GROUP, SCHOOL, unit=POINTS, trim="5 %")


def test_right_where_one_of_the_models_is_wrong():
    """The outcome bends, the regression does not; the scores are right, and so is the result (within 3 errors)."""
    rng = np.random.default_rng(6)
    known = rng.normal(size=4000)
    group = rng.random(4000) < 1 / (1 + np.exp(-known))
    result = doubly_robust_difference(np.exp(known) + 2 * group, group, known, unit=POINTS).difference
    assert result.value == pytest.approx(2, abs=3 * result.standard_error)


def test_scores_that_explain_every_outcome_leave_no_interval():
    """Outcomes that follow the mark exactly: nothing is left to be uncertain about, or to divide by."""
    school = np.repeat([1.0, 2.0], 30)
    group = np.tile([1, 0, 1], 20)
    result = weighted_difference(school, group, school, unit=POINTS).difference
    assert result.value == pytest.approx(0, abs=1e-9)
    assert (result.interval, result.test) == (None, None)
