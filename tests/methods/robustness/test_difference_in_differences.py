import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.comparison.mean_difference import mean_difference
from wirkung.methods.robustness.difference_in_differences import difference_in_differences

POINTS = Unit(kind=UnitKind.SCORE)


def panel(seed, n=40):
    """Persons with two rows each: outcome, person, time, group."""
    rng = np.random.default_rng(seed)
    own, group = rng.normal(10, 3, n), np.arange(n) < n // 2
    before, after = own + rng.normal(size=n), own + 1 + 2 * group + rng.normal(size=n)
    return np.concatenate([before, after]), np.tile(np.arange(n), 2), np.repeat([0, 1], n), np.tile(group, 2)


def changes(outcome, group):
    before, after = np.split(outcome, 2)
    first = np.split(group, 2)[0]
    moved = after - before
    return mean_difference(moved[first], moved[~first], unit=POINTS)


def test_four_means_by_hand():
    result = difference_in_differences(
        [1, 3, 5, 7, 9, 2, 4, 3, 5], [1] * 5 + [0] * 4, [0, 0, 1, 1, 1, 0, 0, 1, 1], unit=POINTS
    )
    assert result.value == pytest.approx(((5 + 7 + 9) / 3 - (1 + 3) / 2) - ((3 + 5) / 2 - (2 + 4) / 2))
    # HC2: each cell's variance over its number of rows.
    assert result.standard_error == pytest.approx(math.sqrt(2 / 2 + 4 / 3 + 2 / 2 + 2 / 2))
    assert {count.role: count.number for count in result.counts} == {
        CountRole.PROGRAMME_BEFORE: 2,
        CountRole.PROGRAMME_AFTER: 3,
        CountRole.COMPARISON_BEFORE: 2,
        CountRole.COMPARISON_AFTER: 2,
    }
    assert (result.quantity, result.claim) == (Quantity.DIFFERENCE_IN_CHANGE, Claim.ASSOCIATION)
    assert Assumption.PARALLEL_TRENDS in result.assumptions


def test_persons_as_clusters_give_nearly_the_error_of_their_changes():
    outcome, person, time, group = panel(1)
    result = difference_in_differences(outcome, group, time, unit=POINTS, clusters=person)
    own = changes(outcome, group)
    assert result.value == pytest.approx(own.value)
    assert result.standard_error == pytest.approx(own.standard_error, rel=1e-6)


@given(st.integers(0, 30), st.sampled_from([0.5, 3.0]))
def test_rescaling_and_order(seed, factor):
    outcome, _, time, group = panel(seed, 20)
    order = np.random.default_rng(seed).permutation(outcome.size)
    plain = difference_in_differences(outcome, group, time, unit=POINTS)
    other = difference_in_differences(factor * outcome[order], group[order], time[order], unit=POINTS)
    swapped = difference_in_differences(outcome, ~group, time, unit=POINTS)
    assert other.standard_error == pytest.approx(factor * plain.standard_error)
    assert other.value == pytest.approx(factor * plain.value)
    assert swapped.value == pytest.approx(-plain.value)


def test_an_empty_cell_gives_no_value():
    result = difference_in_differences([2, 3, 4], [1, 0, 0], [1, 0, 1], unit=POINTS)
    assert (result.value, result.cautions) == (None, (Caution.FEW_PERSONS,))


def test_one_time_only_is_refused():
    with pytest.raises(ValueError, match=r"^after must mark some rows and leave some, found 4 of 4 marked$"):
        difference_in_differences([1, 2, 3, 4], [1, 1, 0, 0], [1] * 4, unit=POINTS)
