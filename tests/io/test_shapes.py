"""Files in other shapes than one row a person and wave. All persons are invented."""

from __future__ import annotations

import datetime as dt

import pytest

CROSSES = [["Nr", dt.date(2024, 7, 1), dt.date(2024, 7, 2), dt.date(2024, 7, 3), "Unterschrift"]]


def crosses(office, *rows, **given):
    office.write_sheet("liste.xlsx", [*CROSSES, *rows])
    office.data["attendance"] = {"file": "liste.xlsx", "columns": {"person": "Nr"}, "crosses": given}


def test_crosses_per_date_are_hours_of_the_dates_that_were_held(office):
    crosses(office, ["001", "x", "X", None, "ja"], ["002", "e", "x", None], absent=["e"], hours=3)
    tables = office.read()
    assert tables.attendance["hours"].tolist() == [2 * 3, 1 * 3]
    assert tables.attendance["planned_hours"].tolist() == [2 * 3, 2 * 3]
    assert tables.attendance["course"].tolist() == ["Robotik", "Chemie"]
    assert "zählen als ausgefallen: «2024-07-03»" in tables.remarks[0].text("de")


def test_without_hours_dates_are_counted(office):
    crosses(office, ["001", "x", "x", "x"])
    assert office.read().attendance["hours"].tolist() == [3]
    assert office.programme().data.counts_dates


def test_a_mark_that_nobody_explains_stops(office):
    crosses(office, ["001", "x", "k", "x"])
    (problem,) = office.problems()
    assert "Termin «2024-07-02»: In einer Zeile (Zeile 2)" in problem


def test_dates_can_be_named_and_one_without_crosses_stops(office):
    crosses(office, ["001", "x", "x", "x", "x"], dates=["Unterschrift"])
    assert office.read().attendance["hours"].tolist() == [1]
    crosses(office, ["001", None, None, None])
    assert "In keiner Spalte eines Termins" in office.problems()[0]


@pytest.mark.parametrize("year", [{}, {"year": 2024}])
def test_before_and_after_in_one_row(office, year):
    office.measure(
        "Nr;vor1;vor2;nach1\n001;1;2;3\n002;2;3;4\n",
        columns={"person": "Nr"},
        waves={"before": {"q1": "vor1", "q2": "vor2"}, "after": {"q1": "nach1"}},
        constants=year,
        values={},
    )
    rows = office.read().measurements
    assert rows[["wave", "q1"]].to_numpy().tolist() == [["before", 1], ["before", 2], ["after", 3], ["after", 4]]
    assert rows["q2"].tolist()[:2] == [2, 3]
