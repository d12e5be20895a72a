"""A line of the reconciliation is exact money, and may take something off."""

import pytest

from wirkung.codes import Claim, Quantity
from wirkung.methods.money.ledger import ledger_line


@pytest.mark.parametrize(("cents", "value"), [(0, 0.0), (29, 0.29), (-12_050, -120.5), (9_891_198, 98_911.98)])
def test_a_line_is_its_cents_in_units_of_the_currency(cents, value):
    line = ledger_line(cents, currency="EUR", participants=12)
    assert (line.value, line.quantity, line.claim) == (value, Quantity.LEDGER_LINE, Claim.DESCRIPTION)
    assert (line.interval, line.unit.symbol, line.counts[0].number) == (None, "EUR", 12)


def test_a_line_needs_a_number_of_participants():
    with pytest.raises(ValueError, match=r"^participants must be at least 0, found -1$"):
        ledger_line(100, currency="EUR", participants=-1)
