"""Hours and money in another unit than they are read in."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

IDS = [f"{n:03}" for n in range(1, 7)]


@pytest.fixture
def office(office):
    office.of_one_group(IDS)
    return office


def attended(office, cells, heading="Std", **source):
    rows = "".join(f"{each};Robotik;{cell}\n" for each, cell in zip(IDS, cells, strict=True))
    office.write("liste.csv", f"Nr;Kurs;{heading}\n{rows}")
    columns = {"person": "Nr", "course": "Kurs", "hours": heading}
    office.data["attendance"] = {"file": "liste.csv", "columns": columns, **source}


def test_hours_and_minutes(office):
    attended(office, ["1:30", "12:00", "0:45", "2:15", "10", "3,5"])
    assert office.read().attendance["hours"].tolist() == [1.5, 12, 0.75, 2.25, 10, 3.5]


def test_times_of_a_sheet(office):
    """As Excel stores them: a time of day, and a duration of more than a day."""
    book = openpyxl.Workbook()
    book.active.append(["Nr", "Kurs", "Std"])
    for each in IDS:
        longer = each == IDS[0]
        book.active.append([each, "Robotik", dt.timedelta(hours=26, minutes=30) if longer else dt.time(1, 30)])
        book.active.cell(book.active.max_row, 3).number_format = "[h]:mm" if longer else "hh:mm"
    book.save(office.folder / "liste.xlsx")
    columns = {"person": "Nr", "course": "Kurs", "hours": "Std"}
    office.data["attendance"] = {"file": "liste.xlsx", "columns": columns}
    assert office.read().attendance["hours"].tolist() == [26.5, *[1.5] * 5]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["0,0625", "0,125", "0,104166666666667", "0,0833333333333333", "0,0625", "0,03125"], True),
        (["0,75", "0,5", "0,25", "0,75", "0,75", "0,5"], False),  # lessons of 45 minutes
        (["0,0625", "1,5", "0,75", "0,5", "2", "3"], False),
    ],
)
def test_times_without_their_format_are_parts_of_a_day(office, cells, found):
    attended(office, cells)
    assert office.codes() == ["data.hours_of_a_day"] * found
    office.data["attendance"]["accept"] = ["other_unit"]
    assert office.codes() == []


@pytest.mark.parametrize(
    ("heading", "found"),
    [("Minuten", True), ("Dauer [min]", True), ("Std. zu 45 Min.", False), ("Termine", False)],
)
def test_minutes_by_their_heading(office, heading, found):
    attended(office, ["90", "45", "180", "135", "90", "90"], heading=heading)
    assert office.codes() == ["data.minutes"] * found
    office.data["attendance"]["accept"] = ["other_unit"]
    assert office.codes() == []


@pytest.mark.parametrize(("heading", "found"), [("Betrag (Cent)", True), ("Betrag", False)])
def test_cents_by_their_heading(office, heading, found):
    office.write("kosten.csv", f"Jahr;Art;{heading}\n2024;Personal;1250\n")
    office.parts["costs"] = {"price_year": 2024}
    office.data["costs"] = {
        "file": "kosten.csv",
        "columns": {"year": "Jahr", "category": "Art", "amount": heading},
        "values": {"category": {"Personal": "staff"}},
    }
    assert office.codes() == ["data.cents"] * found
    office.data["costs"]["accept"] = ["other_unit"]
    assert office.codes() == []


def test_per_cent_are_no_hours(office):
    attended(office, ["80 %"] * 6)
    assert office.codes() == ["data.hours_per_cent"]


def sessions(office, sums):
    """Two sessions a person, and what stands below them."""
    rows = "".join(f"{each};Robotik;2\n{each};Robotik;{n}\n{sums(each, n)}" for n, each in enumerate(IDS, 1))
    office.write("liste.csv", f"Nr;Kurs;Std\n{rows}")
    office.data["attendance"] = {
        "file": "liste.csv",
        "columns": {"person": "Nr", "course": "Kurs", "hours": "Std"},
    }


def test_sums_of_a_person_do_not_count_twice(office):
    sessions(office, lambda each, n: f"{each};Summe;{2 + n}\n")
    tables = office.read()
    assert tables.attendance["hours"].sum() == 12 + 21
    assert [remark.code for remark in tables.remarks] == ["data.totals_left_out"]


def test_sums_of_a_person_that_are_not_called_so_are_asked_about(office):
    sessions(office, lambda each, n: f"{each};;{2 + n}\n")
    assert office.codes() == ["data.hours_like_sum"]
    office.data["attendance"]["accept"] = ["sums"]
    assert office.codes() == []
    sessions(office, lambda each, n: f"{each};;{n}\n")  # a third session
    assert office.codes() == []


def test_more_hours_than_planned_are_told(office):
    attended(office, ["20;12"] * 6, heading="Std;Soll")
    office.data["attendance"]["columns"] |= {"hours": "Std", "planned_hours": "Soll"}
    assert [remark.code for remark in office.read().remarks] == ["data.more_than_planned"]


def test_an_event_that_is_nearly_called_like_one_that_is_mapped_is_told(office):
    rows = "".join(f"{each};{'Abschlus' if each == IDS[0] else 'Abschluss'}\n" for each in IDS)
    office.write("ereignisse.csv", f"Nr;Ereignis\n{rows}{IDS[0]};Umzug\n")
    office.data["events"] = {
        "file": "ereignisse.csv",
        "columns": {"person": "Nr", "event": "Ereignis"},
        "values": {"event": {"Abschluss": "done"}},
    }
    tables = office.read()
    assert len(tables.events) == 5
    (remark,) = tables.remarks
    assert (remark.code, remark.values["row"]) == ("data.values_near", 2)


def test_net_and_gross_of_one_expense_are_told(office):
    office.write("kosten.csv", "Jahr;Art;Text;Betrag\n2024;Personal;Honorar netto;100\n2024;Personal;MwSt;19\n")
    office.parts["costs"] = {"price_year": 2024}
    office.data["costs"] = {
        "file": "kosten.csv",
        "columns": {"year": "Jahr", "category": "Art", "description": "Text", "amount": "Betrag"},
        "values": {"category": {"Personal": "staff"}},
    }
    assert [remark.code for remark in office.read().remarks] == ["data.net_and_gross"]
    office.write(
        "kosten.csv", "Jahr;Art;Text;Betrag\n2024;Personal;Honorar netto;100\n2024;Personal;Hefte netto;19\n"
    )
    assert office.read().remarks == ()
