import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from wirkung.codes import Caution, Claim, ConventionReason
from wirkung.methods.change.conventions import change_conventions, difference_conventions
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.comparison.mean_difference import hedges_g

# Student (1908), Biometrika 6, 1-25; R's `sleep`.
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
SCORE = st.integers(0, 20).map(lambda score: score / 2)
GROUP = st.lists(SCORE, min_size=3, max_size=20).filter(lambda scores: len(set(scores)) > 1)


def named(table):
    return {row.name: row.estimate for row in table}


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


# Computed in R 4 with metafor 3.8.1 (methods reference of the project).
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("d_z", 1.284558),
        ("d_av", 0.833496),
        ("d_rm", 0.822177),
        ("d_becker", 0.883170),
        ("g_z", 1.173925),
        ("g_becker", 0.807107),
        ("effectsize_z", 1.173925),
        ("effectsize_becker", 0.807107),
        ("g_z_approximate", 1.284558 * (1 - 3 / 35)),
        ("g_av_approximate", 0.833496 * (1 - 3 / 35)),
    ],
)
def test_sleep(name, value):
    assert named(change_conventions(*SLEEP))[name].value == pytest.approx(value, abs=1e-6)


def test_every_name_once_and_every_number_explained():
    for table in (change_conventions(*SLEEP), difference_conventions(*SLEEP)):
        names = [row.name for row in table]
        assert len(set(names)) == len(names)
        assert all(row.reasons for row in table)


def test_values_are_those_of_the_single_method():
    found = named(change_conventions(*SLEEP))
    for name in ("d_z", "g_z", "d_av", "g_av", "d_average_variance", "g_average_variance", "d_rm", "g_becker"):
        assert found[name] == standardised_change(*SLEEP, standardiser=name)


def test_rows_of_effectsize_have_its_intervals():
    """`repeated_measures_d` prints J(n - 1) (d ± z se); se² is 2(1 - r)(1/n + d²/(2n)) or Var(D)/(n s²)."""
    before, after = map(np.array, SLEEP)
    n, change, unlike = 10, after - before, 2 * (1 - np.corrcoef(before, after)[0, 1])
    j = math.exp(special.gammaln(4.5) - special.gammaln(4)) / math.sqrt(4.5)
    found = named(change_conventions(*SLEEP))
    d_rm = change.mean() / change.std(ddof=1) * math.sqrt(unlike)
    spread = math.sqrt((before.var(ddof=1) + after.var(ddof=1)) / 2)
    for name, d, error in (
        ("effectsize_rm", d_rm, math.sqrt(unlike * (1 / n + d_rm**2 / (2 * n)))),
        ("effectsize_average_variance", change.mean() / spread, change.std(ddof=1) / math.sqrt(n) / spread),
    ):
        reach = stats.norm.ppf(0.975) * error
        assert limits(found[name]) == pytest.approx((j * (d - reach), j * (d + reach)))
        assert found[name].standard_error == pytest.approx(j * error)


def test_calls_are_those_of_r():
    calls = {row.name: row.call for row in change_conventions(*SLEEP) if row.call}
    assert calls["d_z"] == "cohens_d(after, before, paired = TRUE)"
    assert calls["effectsize_rm"] == "repeated_measures_d(after, before)"


def test_groups_by_the_what_works_clearinghouse_and_by_r():
    """{5, 6, 7} and {4, 5, 6}: d = 1; WWC takes 1 - 3/(4·6 - 9) = .8, the exact J(4) is .7979."""
    found = named(difference_conventions([5, 6, 7], [4, 5, 6]))
    assert found["wwc_g"] == hedges_g([5, 6, 7], [4, 5, 6])
    assert found["cohens_d"].value == pytest.approx(1)
    assert found["hedges_g"].value == pytest.approx(special.gamma(2) / (math.sqrt(2) * special.gamma(1.5)))
    assert found["glass_delta"].value == pytest.approx(1)
    assert found["glass_delta_adjusted"].value == pytest.approx(special.gamma(1) / special.gamma(0.5))


def noncentral(statistic, df, side):
    """The noncentrality by its definition, through scipy's distribution (right in this range)."""
    probability = {"low": 0.975, "high": 0.025}[side]
    low, high = statistic - 10, statistic + 10
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if stats.nct.cdf(statistic, df, middle) > probability else (low, middle)
    return low


def test_noncentral_interval_of_glass_delta():
    ours, theirs = [5.0, 7, 8, 6, 9], [4.0, 6, 5, 5, 7, 3]
    found = named(difference_conventions(ours, theirs))["glass_delta"]
    spread = np.std(theirs, ddof=1)
    factor = math.sqrt(1 / 6 + np.var(ours, ddof=1) / (5 * spread**2))
    statistic = (np.mean(ours) - np.mean(theirs)) / (spread * factor)
    expected = [noncentral(statistic, 5, side) * factor for side in ("low", "high")]
    assert limits(found) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("top", [9, 10, 12, 15])
def test_intervals_agree_with_their_t_tests(top):
    """An interval leaves out zero exactly where its t test, pooled or Welch's, has p < .05."""
    ours, theirs = [5.0, 7, 8, 6, top], [4.0, 6, 5, 5, 7, 3]
    found = named(difference_conventions(ours, theirs))
    for name, pooled in (("cohens_d", True), ("d_average_variance", False)):
        significant = stats.ttest_ind(ours, theirs, equal_var=pooled).pvalue < 0.05
        assert (found[name].interval.low > 0) == significant


@settings(max_examples=20)
@given(GROUP, GROUP)
def test_groups_swapped_change_the_sign_but_for_glass(ours, theirs):
    there, back = named(difference_conventions(ours, theirs)), named(difference_conventions(theirs, ours))
    for name in ("wwc_g", "cohens_d", "hedges_g", "d_average_variance"):
        assert back[name].value == pytest.approx(-there[name].value)
        assert there[name].claim is Claim.ASSOCIATION


@settings(max_examples=10)
@given(GROUP, st.floats(0.5, 3), st.floats(-5, 5))
def test_equal_spreads_make_most_conventions_equal(scores, factor, shift):
    moved = [factor * score + shift for score in scores]
    ours = [factor * score for score in scores]
    found = named(difference_conventions(moved, ours))
    values = [found[name].value for name in ("cohens_d", "d_average_variance", "glass_delta")]
    assert values == pytest.approx([values[0]] * 3, abs=1e-9)


def test_reasons_of_the_two_corrections_differ():
    reasons = {row.name: row.reasons for row in difference_conventions(*SLEEP)}
    assert reasons["wwc_g"] == (ConventionReason.POOLED_SPREAD, ConventionReason.APPROXIMATE_CORRECTION)
    assert reasons["hedges_g"] == (ConventionReason.POOLED_SPREAD, ConventionReason.EXACT_CORRECTION)


@pytest.mark.parametrize(("before", "after"), [([1, 2], [2, 4]), ([1.0], [2.0]), ([], [])])
def test_too_few_pairs_for_any_convention(before, after):
    for row in change_conventions(before, after):
        assert (row.estimate.value, row.estimate.interval) == (None, None)
        assert Caution.FEW_PERSONS in row.estimate.cautions


def test_a_comparison_group_without_spread_gives_no_delta_of_glass():
    found = named(difference_conventions([5, 6, 7], [4, 4, 4]))
    assert found["glass_delta"].value is None
    assert Caution.NO_SPREAD in found["glass_delta"].cautions
    assert found["cohens_d"].value == pytest.approx(2 / math.sqrt(0.5))


@pytest.mark.parametrize(("ours", "theirs"), [([1.0], [2, 3, 4]), ([2, 2], [2, 2]), ([], [1, 2])])
def test_groups_from_which_nothing_can_be_made(ours, theirs):
    for row in difference_conventions(ours, theirs):
        assert (row.estimate.value, row.estimate.interval) == (None, None)
        assert row.estimate.cautions


def test_persons_of_equal_change_have_values_without_intervals():
    found = named(change_conventions([1, 2, 3, 4], [2, 3, 4, 5]))
    assert found["d_z"].value is None
    assert found["d_becker"].value == pytest.approx(1 / math.sqrt(5 / 3))
    assert found["effectsize_becker"].interval is None


def test_a_wave_without_spread_leaves_the_conventions_that_need_none():
    found = named(change_conventions([3, 3, 3, 3], [3, 4, 5, 5]))
    assert found["effectsize_z"].interval is not None
    assert found["d_becker"].value is None


def test_a_nearly_perfect_correlation_is_a_perfect_one():
    """Beyond r = 1 - 5e-7 the variance of d_rm would be rounding."""
    found = named(change_conventions([5, 1e6, 0.1], [5, 1e6, 5]))
    assert (found["d_rm"].value, found["effectsize_rm"].value) == (None, None)
    assert Caution.NO_SPREAD in found["d_rm"].cautions
