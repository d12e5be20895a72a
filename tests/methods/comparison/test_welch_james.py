"""The one test of a subgroup table, against least squares, Welch and Johansen."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.oneway import anova_oneway

from wirkung.methods.comparison.welch_james import interaction
from wirkung.methods.kernels.samples import complete


def found_in(cells):
    return interaction([tuple(complete("cell", cell) for cell in level) for level in cells])


def drawn(seed, *sizes):
    """Cells of these sizes, each further level higher and wider."""
    rng = np.random.default_rng(seed)
    return [[rng.normal(0.4 * place, 1 + place, n) for n in level] for place, level in enumerate(sizes)]


def variances(cells):
    """Of the mean of each cell."""
    return np.array([np.var(cell, ddof=1) / cell.size for level in cells for cell in level])


THREE_LEVELS = ((15, 20), (22, 13), (31, 18))


def test_one_group_is_welchs_analysis_of_variance():
    cells = drawn(1, (14,), (25,), (40,), (12,))
    welch = anova_oneway([level[0] for level in cells], use_var="unequal", welch_correction=True)
    found = found_in(cells)
    assert found.statistic == pytest.approx(welch.statistic, rel=1e-10)
    assert found.df == pytest.approx(welch.df[1], rel=1e-10)
    assert found.p == pytest.approx(welch.pvalue, rel=1e-9)


def test_it_is_the_wald_test_of_the_interaction_in_least_squares_with_hc2():
    cells = drawn(2, *THREE_LEVELS)
    numbers = [cell for level in cells for cell in level]
    sizes = [cell.size for cell in numbers]
    place, group = np.repeat([0, 0, 1, 1, 2, 2], sizes), np.repeat([1.0, 0.0] * 3, sizes)
    dummies = [(place == other).astype(float) for other in (1, 2)]
    columns = np.column_stack([np.ones(sum(sizes)), group, *dummies, *(group * dummy for dummy in dummies)])
    fitted = sm.OLS(np.concatenate(numbers), columns).fit(cov_type="HC2")
    wald = float(fitted.wald_test(np.eye(6)[4:], use_f=False, scalar=True).statistic)
    found, contrasts = found_in(cells), 2
    a = contrasts * (contrasts + 2) / (3 * found.df)  # checked in the next test
    assert found.statistic == pytest.approx(wald / (contrasts + 2 * a - 6 * a / (contrasts + 2)), rel=1e-9)


def test_johansens_degrees_of_freedom_from_his_traces():
    """The general formula: A = ½ Σ [tr((W Q)²) + tr²(W Q)]/(n - 1), W = S R'(R S R')⁻¹ R, Q picking a cell."""
    cells = drawn(2, *THREE_LEVELS)
    r = np.array([[-1, 1, 1, -1, 0, 0], [-1, 1, 0, 0, 1, -1]], dtype=float)
    s = np.diag(variances(cells))
    w = s @ r.T @ np.linalg.inv(r @ s @ r.T) @ r
    a = 0.0
    for place, size in enumerate(size for level in THREE_LEVELS for size in level):
        q = np.zeros((6, 6))
        q[place, place] = 1
        a += (np.trace(w @ q @ w @ q) + np.trace(w @ q) ** 2) / (2 * (size - 1))
    assert found_in(cells).df == pytest.approx(2 * (2 + 2) / (3 * a))


def test_two_levels_in_two_groups_are_a_welch_t_of_four_means():
    cells = drawn(5, (15, 20), (22, 13))
    parts = variances(cells)
    first, second = (ours.mean() - theirs.mean() for ours, theirs in cells)
    found = found_in(cells)
    assert found.statistic == pytest.approx((second - first) ** 2 / parts.sum())
    assert found.df == pytest.approx(parts.sum() ** 2 / np.sum(parts**2 / np.array([14, 19, 21, 12])))


def test_one_level_is_no_comparison():
    assert found_in(drawn(6, (15, 20))) is None


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("sizes", [(12, 40), (12, 12, 60)])
def test_false_alarms_stay_at_five_of_a_hundred(sizes, groups):
    """1000 samples without any difference: 5 % with a standard error of .7 points, three of them allowed."""
    rng, samples = np.random.default_rng(20241231), 1000

    def alarm():
        return (
            found_in([[rng.normal(0, 1 + place, n) for _ in range(groups)] for place, n in enumerate(sizes)]).p
            <= 0.05
        )

    found = sum(alarm() for _ in range(samples)) / samples
    assert found == pytest.approx(0.05, abs=3 * math.sqrt(0.05 * 0.95 / samples))
