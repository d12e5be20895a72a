"""The ledger: who paid, what lasts, what is shared, what came back, and hours at the rate of a role."""

from __future__ import annotations

import math

import pytest

HEADINGS = "Jahr;Art;Betrag;h;Satz;Rolle;Mittel;Verhalten;Jahre;gemeinsam;zurück;Währung"
COLUMNS = {
    "year": "Jahr",
    "category": "Art",
    "amount": "Betrag",
    "hours": "h",
    "rate": "Satz",
    "role": "Rolle",
    "funding": "Mittel",
    "behaviour": "Verhalten",
    "lifetime": "Jahre",
    "shared": "gemeinsam",
    "refund": "zurück",
    "currency": "Währung",
}
VALUES = {
    "category": {"Personal": "staff", "Geräte": "material"},
    "funding": {"Land": "third_party", "Kreis": "own"},
    "behaviour": {"fest": "fixed", "je Kurs": "variable"},
    "shared": {"x": "yes"},
    "refund": {"x": "yes"},
}
RATES = [
    {"role": "Leitung", "valid_from": "2023-01-01", "rate": 40.10, "source": "TVöD"},
    {"role": "Leitung", "valid_from": "2024-01-01", "rate": 42.60, "source": "TVöD"},
    {"role": "Leitung", "valid_from": "2024-03-01", "rate": 45.00, "source": "TVöD"},
]


def ledger(office, *rows, **settings):
    office.write("k.csv", "\n".join([HEADINGS, *rows]) + "\n")
    office.data["costs"] = {"file": "k.csv", "columns": COLUMNS, "values": VALUES}
    office.parts["costs"] = {"price_year": 2024, "outcome": "x", "rates": RATES, **settings}
    return office


def only_row(office, row):
    (found,) = ledger(office, row).read().costs.to_dict("records")
    return found


def test_what_is_not_said_is_own_money_used_up_in_the_year_and_for_this_programme_alone(office):
    row = only_row(office, "2024;Personal;10,00;;;;;fest;;;;")
    assert (row["funding"], row["behaviour"], row["shared"], row["refund"]) == ("own", "fixed", False, False)
    assert math.isnan(row["lifetime"])
    assert (row["cents"], row["origin"]) == (1000, "amount")


def test_every_mark_is_read(office):
    row = only_row(office, "2024;Geräte;1.000,00;;;;Land;je Kurs;5;x;;EUR")
    assert (row["funding"], row["behaviour"], row["lifetime"]) == ("third_party", "variable", 5)
    assert row["shared"]


def test_a_column_that_is_not_mapped_says_nothing(office):
    office.write("k.csv", "Jahr;Art;Betrag\n2024;Personal;1,00\n")
    columns = {"year": "Jahr", "category": "Art", "amount": "Betrag"}
    office.data["costs"] = {"file": "k.csv", "columns": columns, "values": {"category": VALUES["category"]}}
    (row,) = office.read().costs.to_dict("records")
    assert (row["funding"], row["shared"], row["refund"], row["origin"]) == ("own", False, False, "amount")
    assert row["behaviour"] is None or math.isnan(row["behaviour"])


@pytest.mark.parametrize(
    ("row", "cents", "origin"),
    [
        ("2024;Personal;;10;;Leitung;;fest;;;;", 42600, "dated_rate"),  # that of 1 January, not of March
        ("2023;Personal;;10;;Leitung;;fest;;;;", 40100, "dated_rate"),
        ("2025;Personal;;10;;leitung;;fest;;;;", 45000, "dated_rate"),
        ("2024;Personal;;10;50,00;Leitung;;fest;;;;", 50000, "own_rate"),  # what the row says counts
        ("2024;Personal;99,00;10;;Leitung;;fest;;;;", 9900, "amount"),
        ("2024;Personal;;0,5;;Leitung;;fest;;;;", 2130, "dated_rate"),
    ],
)
def test_hours_without_a_rate_take_that_of_their_role(office, row, cents, origin):
    found = only_row(office, row)
    assert (found["cents"], found["origin"]) == (cents, origin)


def test_a_refund_is_taken_off(office):
    rows = ("2024;Geräte;100,00;;;;;fest;;;;", "2024;Geräte;-30,50;;;;;fest;;;x;")
    assert ledger(office, *rows).read().costs["cents"].tolist() == [10000, -3050]


ERRORS = [
    pytest.param(
        ("2024;Geräte;-1,00;;;;;fest;;;;",),
        "Spalte «Betrag»: In einer Zeile (Zeile 2) steht eine negative Zahl. Unter null liegen nur Erstattungen: "
        "bitte die Zahl berichtigen oder die Zeile in einer Spalte «refund» mit yes kennzeichnen.",
        "Column ‘Betrag’: one row (row 2) has a negative number. Only refunds lie below zero: please correct the "
        "number, or mark the row with yes in a column ‘refund’.",
        id="negative without the mark",
    ),
    pytest.param(
        ("2024;Geräte;1,00;;;;;fest;;;x;",),
        "Spalte «zurück»: Eine Zeile (Zeile 2) ist als Erstattung gekennzeichnet, ihr Betrag liegt aber über "
        "null. "
        "Bitte den Betrag mit Minus schreiben oder die Kennzeichnung löschen.",
        "Column ‘zurück’: one row (row 2) is marked as a refund, but its amount is above zero. Please write the "
        "amount with a minus or delete the mark.",
        id="refund above zero",
    ),
    pytest.param(
        ("2024;Geräte;1,00;;;;;fest;;;;", "2024;Geräte;-2,00;;;;;fest;;;x;"),
        "Spalte «zurück»: Eine Erstattung (Zeile 3) ist größer als die Ausgaben, von denen sie abgeht: die "
        "desselben "
        "Jahres mit derselben Kostenart, Herkunft und Kennzeichnung. Bitte den Betrag prüfen oder die Erstattung "
        "dort eintragen, wo die Ausgabe steht.",
        "Column ‘zurück’: one refund (row 3) is larger than the expenses it is taken off: those of the same year "
        "with the same category, funding and marks. Please check the amount or enter the refund where the expense "
        "stands.",
        id="refund of more than was spent",
    ),
    pytest.param(
        ("2024;Personal;;-2;3,00;;;fest;;;;",),
        "Spalte «h»: In einer Zeile (Zeile 2) steht eine negative Zahl; Stunden und Stundensätze sind 0 oder "
        "mehr. "
        "Bitte die Zahl berichtigen; eine Erstattung als negativen Betrag eintragen.",
        "Column ‘h’: one row (row 2) has a negative number; hours and hourly rates are 0 or more. Please correct "
        "the number; enter a refund as a negative amount.",
        id="negative hours",
    ),
    pytest.param(
        ("2023;Personal;;8760,5;3,00;;;fest;;;;", "2024;Personal;;8784;3,00;;;fest;;;;"),
        "Spalte «h»: In einer Zeile (Zeile 2) stehen mehr Stunden, als das Jahr hat (8.760, im Schaltjahr 8.784). "
        "Bitte das Dezimalzeichen prüfen; mehrere Personen bitte in eigenen Zeilen führen.",
        "Column ‘h’: one row (row 2) has more hours than the year (8,760, in a leap year 8,784). Please check the "
        "decimal sign; give several persons rows of their own.",
        id="more hours than the year has",
    ),
    pytest.param(
        (
            "2022;Personal;;8;;Leitung;;fest;;;;",
            "2022;Personal;;8;;Hilfe;;fest;;;;",
            "2022;Personal;;8;;Hilfe;;fest;;;;",
        ),
        "Spalte «Rolle»: In 3 Zeilen (zuerst Zeile 2) stehen Stunden, für deren Tätigkeit am 1. Januar des Jahres "
        "kein Stundensatz gilt: «Leitung 2022» (1), ein Wert, der jemanden verraten könnte (Zeile 3). "
        "Bitte die Sätze unter costs.rates ergänzen "
        "oder die Beträge eintragen.",
        "Column ‘Rolle’: 3 rows (first: row 2) have hours whose role has no hourly rate that is valid on the "
        "first "
        "of January of the year: ‘Leitung 2022’ (1), a value that could give somebody away (row 3). "
        "Please add the rates under costs.rates or "
        "enter the amounts.",
        id="no rate yet",
    ),
    pytest.param(
        ("2024;Geräte;1,00;;;;;fest;;;;CHF", "2024;Geräte;1,00;;;;;fest;;;;€"),
        "Spalte «Währung»: In einer Zeile (Zeile 2) steht eine andere Währung als EUR: «CHF» (1). Beträge in "
        "verschiedenen Währungen lassen sich nicht zusammenzählen; bitte in EUR umrechnen.",
        "Column ‘Währung’: one row (row 2) has another currency than EUR: ‘CHF’ (1). Amounts in different "
        "currencies "
        "cannot be added up; please convert it to EUR.",
        id="two currencies",
    ),
    pytest.param(
        ("2024;Geräte;1,00;;;;;fest;2029;;;", "2024;Geräte;1,00;;;;;fest;2,5;;;"),
        "Spalte «Jahre»: In 2 Zeilen (zuerst Zeile 2) steht keine Nutzungsdauer; erwartet werden ganze Jahre "
        "von 1 "
        "bis 60. Bitte die Zahlen berichtigen; was im selben Jahr verbraucht wird, bleibt ohne Eintrag.",
        "Column ‘Jahre’: 2 rows (first: row 2) have no years of use; whole years from 1 to 60 are expected. "
        "Please "
        "correct the numbers; leave the cells empty for what is used up in the year.",
        id="no years of use",
    ),
    pytest.param(
        ("2024;Geräte;9,00;;;;;fest;;;;", "2024;Geräte;-1,00;;;;;fest;3;;x;"),
        "Spalte «zurück»: Eine Zeile (Zeile 3) ist zugleich Erstattung und Anschaffung mit Nutzungsdauer. "
        "Bitte den "
        "Nettobetrag der Anschaffung in einer Zeile eintragen.",
        "Column ‘zurück’: one row (row 3) is both a refund and a purchase with years of use. Please enter the net "
        "amount of the purchase in one row.",
        id="refund of a purchase",
    ),
]


@pytest.mark.parametrize(("rows", "german", "english"), ERRORS)
def test_errors_say_where_what_and_what_to_do(office, rows, german, english):
    ledger(office, *rows)
    assert office.problems("de") == [f"k.csv: {german}"]
    assert office.problems("en") == [f"k.csv: {english}"]


def test_all_errors_come_at_once(office):
    ledger(office, "2024;Geräte;-1,00;9999;;;;fest;;;;", "2024;Geräte;1,00;;;;;fest;0;;;")
    assert len(office.problems()) == 3


def test_half_of_the_rows_classified_is_an_error_since_one_more_course_would_look_too_cheap(office):
    ledger(office, "2024;Geräte;1,00;;;;;fest;;;;", "2024;Geräte;1,00;;;;;;;;;")
    (problem,) = office.problems("en")
    assert problem.startswith("k.csv: Column ‘Verhalten’")


def plain(office, amount="Betrag", above="", rows=("2024;Personal;Honorar 17;12,50",), **source):
    office.write("k.csv", "\n".join([*([above] if above else []), f"Jahr;Art;Text;{amount}", *rows]) + "\n")
    columns = {"year": "Jahr", "category": "Art", "description": "Text", "amount": amount}
    office.data["costs"] = {
        "file": "k.csv",
        "columns": columns,
        "values": {"category": VALUES["category"]},
        **source,
    }
    return office


@pytest.mark.parametrize(("amount", "above"), [("Betrag in T€", ""), ("Betrag", "Ledger 2024, in T€;;;")])
def test_amounts_in_thousands_are_asked_about(office, amount, above):
    (problem,) = plain(office, amount, above).problems()
    assert "T€» steht, dass die Beträge in Tausend angegeben sind" in problem
    assert plain(office, amount, above, accept=["thousands"]).read().costs["cents"].tolist() == [1250]


def test_an_entry_that_stands_there_twice_counts_twice_and_is_told(office):
    rows = ["2024;Personal;Honorar 17;500,00", "2024;Geräte;Laptop;400", "2024;Personal;Honorar 17;500,00"]
    tables = plain(office, rows=rows).read()
    assert tables.costs["cents"].sum() == 140_000
    (remark,) = (each.text("de") for each in tables.remarks)
    assert remark.startswith("k.csv: Eine Zeile (Zeile 4) ist in allen gelesenen Spalten gleich wie eine frühere")
    assert not plain(office, rows=[*rows[:2], "2024;Personal;Honorar 18;500,00"]).read().remarks
