"""What one more course would cost, as far as the ledger tells fixed from variable costs."""

from __future__ import annotations

from wirkung.codes import Assumption
from wirkung.estimate import Estimate
from wirkung.methods.kernels.counts import whole
from wirkung.methods.money.cost import unit_cost


def marginal_cost(variable_cents: int, courses: int, *, currency: str, persons: int) -> Estimate:
    """What one more course would cost, the fixed costs being there anyway.

    Parameters
    ----------
    variable_cents : whole number from 0 on
        All entries of the ledger that grow with the number of courses, in hundredths of the currency.
    courses : whole number from 1 on
        How many there were.
    currency
        ISO 4217 code, for example «EUR».
    persons
        Who took part, for disclosure control.

    Returns
    -------
    Estimate
        A description in units of the currency, without interval: nothing is sampled. It assumes that one more
        course costs what the others did on average.

    Raises
    ------
    ValueError
        A negative amount, a part of a cent, no course.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition (fixed,
    variable and marginal cost).

    Examples
    --------
    >>> marginal_cost(1_200_000, 8, currency="EUR", persons=120).value
    1500.0
    """
    average = unit_cost(variable_cents, whole("courses", courses, least=1), currency=currency, persons=persons)
    return average.with_assumptions(Assumption.COURSES_COST_ALIKE)
