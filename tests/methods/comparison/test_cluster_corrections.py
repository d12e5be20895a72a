import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.methods.comparison.cluster_corrections import cluster_degrees_of_freedom, cluster_factors


def test_wwc_example():
    """What Works Clearinghouse (2022), Handbook 5.0, appendix E: 100 persons in courses of 5, correlation .1."""
    assert cluster_degrees_of_freedom(100, 5, 0.1) == pytest.approx(94.40, abs=0.005)


def test_factors_as_sums():
    assert cluster_factors(100, 5, 0.1) == pytest.approx((1 - 2 * 4 * 0.1 / 98, 1 + 4 * 0.1))


@given(st.integers(20, 500), st.floats(1, 10))
def test_without_correlation_nothing_changes(persons, size):
    assert cluster_degrees_of_freedom(persons, size, 0) == pytest.approx(persons - 2)
    assert cluster_factors(persons, size, 0) == (1, 1)


@given(st.integers(40, 500), st.floats(2, 20), st.floats(0.01, 1))
def test_courses_never_make_a_result_surer(persons, size, rho):
    shrunk, grown = cluster_factors(persons, size, rho)
    assert shrunk < 1 < grown
    assert cluster_degrees_of_freedom(persons, size, rho) < persons - 2


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: cluster_factors(2, 1, 0.1), "persons must be at least 3, found 2"),
        (lambda: cluster_factors(10.0, 1, 0.1), r"persons must be a whole number, found 10\.0"),
        (lambda: cluster_factors(10, 6, 0.1), "cluster_size must lie between 1 and 5, found 6"),
        (lambda: cluster_factors(10, 2, 1.1), r"correlation must lie between 0 and 1, found 1\.1"),
    ],
)
def test_errors(call, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        call()
