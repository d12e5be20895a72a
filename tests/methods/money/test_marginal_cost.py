import pytest

from wirkung.codes import Assumption, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Unit
from wirkung.methods.money.marginal_cost import marginal_cost


def test_marginal_cost_is_the_variable_cost_of_one_course():
    found = marginal_cost(12_000_00, 8, currency="EUR", persons=120)
    assert found.value == 12_000 / 8
    assert (found.quantity, found.claim, found.interval) == (Quantity.UNIT_COST, Claim.DESCRIPTION, None)
    assert found.unit == Unit(kind=UnitKind.MONEY, symbol="EUR")
    assert found.counts == (Count(role=CountRole.BASE, number=120),)
    assert found.assumptions == (Assumption.COSTS_COMPLETE, Assumption.COURSES_COST_ALIKE)


def test_twice_the_variable_cost_makes_a_course_twice_as_dear():
    once, twice = (marginal_cost(cents, 7, currency="EUR", persons=12).value for cents in (350_07, 700_14))
    assert twice == pytest.approx(2 * once, rel=1e-15)


def test_marginal_cost_needs_a_course():
    with pytest.raises(ValueError, match=r"^courses must be at least 1, found 0$"):
        marginal_cost(100, 0, currency="EUR", persons=12)
