import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wirkung.methods.comparison.cluster_corrections import (
    cluster_degrees_of_freedom,
    cluster_factors,
    mismatch_corrected,
    one_arm_degrees_of_freedom,
    one_arm_factors,
)


def test_wwc_examples():
    """What Works Clearinghouse (2022), Handbook 5.0, appendix E: 100 persons in courses of 5, correlation .1."""
    assert cluster_degrees_of_freedom(100, 5, 0.1) == pytest.approx(94.40, abs=0.005)
    gamma, eta = one_arm_factors(100, 40, 5, 0.1)
    assert gamma == pytest.approx(0.95612, abs=5e-6)
    assert eta == pytest.approx(1.1, abs=0.05)
    assert one_arm_degrees_of_freedom(100, 40, 5, 0.1) == pytest.approx(95.40, abs=0.005)


def test_factors_as_sums():
    assert cluster_factors(100, 5, 0.1) == pytest.approx((1 - 2 * 4 * 0.1 / 98, 1 + 4 * 0.1))
    assert one_arm_factors(100, 40, 5, 0.1) == pytest.approx(
        (1 - (40 + 5 - 2) * 0.1 / 98, 1 + (5 * 40 / 100 - 1) * 0.1)
    )


def test_mismatch_correction():
    """g = .25, 200 + 200 persons in 20 courses, ρ = .2; computed in R 4: t 2.4903 -> 1.1258, p .0132 -> .2614."""
    t = 0.25 / (400 / (200 * 200) + 0.25**2 / (2 * 400)) ** 0.5
    plain = 2 * stats.t.sf(2.4903, 398)
    found = mismatch_corrected(2.4903, 400, 20, 0.2)
    assert t == pytest.approx(2.4903, abs=5e-5)
    assert plain == pytest.approx(0.0132, abs=5e-5)
    assert found.statistic == pytest.approx(1.1258, abs=5e-5)
    assert found.p == pytest.approx(0.2614, abs=5e-5)
    assert found.df == cluster_degrees_of_freedom(400, 20, 0.2)


@given(st.integers(20, 500), st.floats(1, 10), st.floats(-4, 4))
def test_without_correlation_nothing_changes(persons, size, t):
    assert cluster_degrees_of_freedom(persons, size, 0) == pytest.approx(persons - 2)
    assert cluster_factors(persons, size, 0) == (1, 1)
    assert one_arm_factors(persons, 5, size, 0) == (1, 1)
    assert one_arm_degrees_of_freedom(persons, 5, size, 0) == pytest.approx(persons - 2)
    assert mismatch_corrected(t, persons, size, 0).statistic == t


@given(st.integers(40, 500), st.floats(2, 20), st.floats(0.01, 1), st.floats(0.1, 4))
def test_courses_never_make_a_result_surer(persons, size, rho, t):
    found = mismatch_corrected(t, persons, size, rho)
    assert 0 < found.statistic < t
    assert found.df < persons - 2
    assert mismatch_corrected(-t, persons, size, rho).p == found.p


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: cluster_factors(2, 1, 0.1), "persons must be at least 3, found 2"),
        (lambda: cluster_factors(10.0, 1, 0.1), r"persons must be a whole number, found 10\.0"),
        (lambda: cluster_factors(10, 6, 0.1), "cluster_size must lie between 1 and 5, found 6"),
        (lambda: cluster_factors(10, 2, 1.1), r"correlation must lie between 0 and 1, found 1\.1"),
        (lambda: one_arm_factors(10, 0, 2, 0.1), "alone must be at least 1, found 0"),
        (lambda: one_arm_factors(10, 10, 2, 0.1), "alone must be fewer than persons 10, found 10"),
        (lambda: one_arm_degrees_of_freedom(10, 6, 5, 0.1), "cluster_size must lie between 1 and 4, found 5"),
        (lambda: mismatch_corrected(float("inf"), 10, 2, 0.1), "t must be finite, found inf"),
    ],
)
def test_errors(call, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        call()
