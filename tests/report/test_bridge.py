"""What a report says of a ledger that counts in other years, and of the year it is about."""

from __future__ import annotations

import pytest

from wirkung.declared import Period
from wirkung.finding import Bridge
from wirkung.report.frame.frame import year_meant
from wirkung.report.writing.bridge import bridge_notes


@pytest.mark.parametrize(
    ("ledger", "programme", "said"),
    [
        (Period.CALENDAR, Period.SCHOOL_YEAR, ("5/12", "7/12", "gleichmäßig")),
        (Period.SCHOOL_YEAR, Period.CALENDAR, ("7/12", "5/12", "gleichmäßig")),
        (Period.HALF_YEAR, Period.CALENDAR, ("1/6", "5/6", "gleichmäßig")),
    ],
)
def test_the_bridge_names_its_shares_and_its_assumption(ledger, programme, said):
    (note,) = bridge_notes(Bridge(ledger=ledger, programme=programme, dated=False, divided=True), "de")
    assert all(each in note for each in said)


def test_dates_need_no_assumption_and_the_same_years_no_bridge():
    dated = Bridge(ledger=Period.CALENDAR, programme=Period.SCHOOL_YEAR, dated=True, divided=False)
    (note,) = bridge_notes(dated, "en")
    assert "booking date" in note
    assert "assumed" not in note
    assert list(bridge_notes(None, "en")) == []


def test_the_head_says_which_days_the_year_has():
    assert "2023/24" in year_meant(2023, Period.SCHOOL_YEAR, "de")
    assert "31 July 2024" in year_meant(2023, Period.KITA_YEAR, "en")
