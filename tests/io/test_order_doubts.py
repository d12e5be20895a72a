"""Answers in an order that they cannot have by themselves, and amounts nobody spent. All data are invented."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Font

IDS = [f"P{n:02}" for n in range(1, 25)]
HEAD = "Nr;Jahr;Welle;F1;F2\n"
BEFORE = [1 + (7 * n) % 5 for n in range(len(IDS))]
AFTER = [min(5, before + (n % 3 == 0)) for n, before in enumerate(BEFORE)]


@pytest.fixture
def office(office):
    office.of_one_group(IDS)
    return office


def survey(before, after, ids=IDS):
    return HEAD + "".join(
        f"{one};2024;{wave};{value};{n % 7}\n"
        for wave, answers in (("vorher", before), ("nachher", after))
        for n, (one, value) in enumerate(zip(ids, answers, strict=True))
    )


def test_a_column_that_was_sorted_alone_is_told(office):
    office.measure(survey(BEFORE, AFTER))
    assert office.codes() == []
    office.write("befragung.csv", survey(sorted(BEFORE), AFTER))
    (remark,) = office.read().remarks
    assert (remark.code, remark.values["count"], remark.values["row"]) == ("data.sorted_alone", 24, 2)
    assert "der Größe nach geordnet, die Kennungen daneben aber auch" in remark.text("de")


def test_a_list_that_was_sorted_as_a_whole_is_not_told(office):
    order = sorted(range(len(IDS)), key=lambda n: BEFORE[n])
    office.measure(survey([BEFORE[n] for n in order], [AFTER[n] for n in order], [IDS[n] for n in order]))
    assert office.codes() == []


def test_a_scale_that_was_turned_round_in_one_wave_is_told(office):
    office.measure(survey(BEFORE, [6 - each for each in AFTER]))
    (remark,) = office.read().remarks
    assert (remark.code, remark.values["column"], remark.values["pairs"]) == ("data.scale_turned", "F1", 24)


def test_words_that_stand_for_the_numbers_the_other_way_round_are_told(office):
    words = {"trifft gar nicht zu": 1, "trifft eher nicht zu": 2, "teils": 3, "trifft eher zu": 4, "trifft zu": 5}
    spelt = {number: word for word, number in words.items()}
    text = survey([spelt[n] for n in BEFORE], [spelt[n] for n in AFTER])
    waves = {"vorher": "before", "nachher": "after"}
    office.measure(text, values={"wave": waves, "q1": words})
    assert office.codes() == []
    turned = {word: 6 - number for word, number in words.items() if word != "teils"} | {"teils": 3}
    office.data["measurements"][0]["values"] = {"wave": waves, "q1": turned}
    assert "data.words_turned" in office.codes()
    office.parts["indicators"][0]["reversed"] = ["q1"]
    assert "data.words_turned" not in office.codes()


def test_rows_that_are_struck_through_are_told(office):
    book = openpyxl.Workbook()
    for row in survey(BEFORE, AFTER).splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row.split(";")])
    book.active["A3"].font = Font(strike=True)
    book.active["C5"].font = Font(strike=True, bold=True)
    book.active["C6"].font = Font(bold=True)
    book.save(office.folder / "befragung.xlsx")
    office.measure(file="befragung.xlsx")
    (remark,) = office.read().remarks
    assert (remark.code, remark.values["count"], remark.values["row"]) == ("data.rows_struck", 2, 3)


@pytest.mark.parametrize(("hours", "found"), [(["1,30", "2", "0,45"], True), (["1,30", "2,5", "0,45"], False)])
def test_minutes_behind_a_comma_are_asked_about(office, hours, found):
    office.write("h.csv", "Nr;Std\n" + "".join(f"{one};{hours[n % 3]}\n" for n, one in enumerate(IDS)))
    office.data["attendance"] = {
        "file": "h.csv", "columns": {"person": "Nr", "hours": "Std"}, "constants": {"course": "K"},
    }  # fmt: skip
    assert office.codes() == (["data.minutes_after_point"] if found else [])


def ledger(office, *rows, head="Jahr;Art;Text;Betrag", amount="Betrag"):
    office.write("k.csv", "\n".join([head, *rows]) + "\n")
    columns = {"year": "Jahr", "category": "Art", "description": "Text", "amount": amount}
    office.data["costs"] = {"file": "k.csv", "columns": columns, "values": {"category": {"P": "staff"}}}
    office.parts["cohort"] = [{"id": "da", "label": "Da", "kind": "registered"}]
    office.parts["costs"] = {"price_year": 2024, "outcome": "da"}
    return office.codes()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vortrag aus 2023", True), ("Saldovortrag", True), ("Anfangsbestand", True), ("Übertrag", True),
        ("Kassenbestand 1.1.", True), ("Vortrag Frau M.", False), ("Übertragung der Feier", False),
    ],
)  # fmt: skip
def test_what_was_carried_over_was_not_spent(office, text, found):
    codes = ledger(office, f"2024;P;{text};5000,00", "2024;P;Lohn;100,00")
    assert codes == (["data.carried_over"] if found else [])


def test_sums_of_quarters_count_twice(office):
    rows = ("2024;P;Januar;100,00", "2024;P;Februar;20,00", "2024;P;1. Quartal;120,00", "2024;P;April;50,00")
    assert ledger(office, *rows) == ["data.sum_of_period"]
    assert ledger(office, "2024;P;1. Quartal;100,00", "2024;P;2. Quartal;120,00") == []


def test_a_running_balance_is_no_amount(office):
    rows = ("2024;P;a;100,00", "2024;P;b;120,00")
    assert ledger(office, *rows, head="Jahr;Art;Text;Saldo", amount="Saldo") == ["data.running_balance"]


def test_text_of_windows_behind_the_mark_of_utf_8_is_read(office):
    text = "\n".join(["Nr;Jahr;Schule", *(f"{one};2024;Förderschule Süd" for one in IDS)])
    (office.folder / "personen.csv").write_bytes(b"\xef\xbb\xbf" + text.encode("cp1252"))
    office.persons["columns"] = {"person": "Nr", "year": "Jahr", "course": "Schule"}
    assert set(office.read().persons["course"]) == {"Förderschule Süd"}


def test_an_event_before_entry_is_told_by_the_check_too(office):
    office.write("personen.csv", "Nr;Jahr;Seit\n" + "".join(f"{one};2024;1.9.2024\n" for one in IDS))
    office.persons["columns"] = {"person": "Nr", "year": "Jahr", "entered": "Seit"}
    happened = "".join(f"{one};fertig;{'1.3.2024' if n == 4 else '1.12.2024'}\n" for n, one in enumerate(IDS))
    office.write("e.csv", "Nr;Was;Am\n" + happened)
    columns = {"person": "Nr", "event": "Was", "date": "Am"}
    office.data["events"] = {"file": "e.csv", "columns": columns, "values": {"event": {"fertig": "done"}}}
    office.parts["cohort"] = [{"id": "done", "label": "D", "kind": "event", "event": "done"}]
    (remark,) = office.read().remarks
    assert (remark.code, remark.values["count"], remark.values["row"]) == ("data.event_before_entry", 1, 6)


@pytest.mark.parametrize(("on_entry", "told"), [(IDS, len(IDS)), (IDS[: len(IDS) // 2], 0)])
def test_most_events_of_a_kind_on_the_day_of_entry_are_told_by_the_check(office, on_entry, told):
    office.write("personen.csv", "Nr;Jahr;Seit\n" + "".join(f"{one};2024;1.9.2024\n" for one in IDS))
    office.persons["columns"] = {"person": "Nr", "year": "Jahr", "entered": "Seit"}
    day = {one: "1.9.2024" if one in on_entry else "1.12.2024" for one in IDS}
    office.write("e.csv", "Nr;Was;Am\n" + "".join(f"{one};fertig;{day[one]}\n" for one in IDS))
    columns = {"person": "Nr", "event": "Was", "date": "Am"}
    office.data["events"] = {"file": "e.csv", "columns": columns, "values": {"event": {"fertig": "done"}}}
    office.parts["cohort"] = [{"id": "done", "label": "D", "kind": "event", "event": "done"}]
    remarks = [each.values["count"] for each in office.read().remarks if each.code == "data.event_on_entry"]
    assert remarks == ([told] if told else [])
