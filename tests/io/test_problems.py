"""The sentences an evaluator gets: where, what was expected, what came, what to do."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML


def write_costs(office, *rows):
    office.write("k.csv", "Jahr;Art;Betrag;h;Satz\n" + "\n".join(rows) + "\n")
    columns = {"year": "Jahr", "category": "Art", "amount": "Betrag", "hours": "h", "rate": "Satz"}
    office.data["costs"] = {"file": "k.csv", "columns": columns, "values": {"category": {"Personal": "staff"}}}


def write_hours(office, *rows):
    office.write("t.csv", "Nr;Kurs;h\n" + "\n".join(rows) + "\n")
    office.data["attendance"] = {"file": "t.csv", "columns": {"person": "Nr", "course": "Kurs", "hours": "h"}}


def missing_file(office):
    office.persons["file"] = "daten.txt"


def misspelt_file(office):
    office.persons["file"] = "Person.csv"


def missing_folder(office):
    office.persons["file"] = "../fehlt/personen.csv"


def folder_for_file(office):
    office.persons["file"] = "."


def empty_file(office):
    office.write("personen.csv", "\n \n")


def headings_only(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n;;;\n")


def open_quotes(office):
    office.write("personen.csv", 'Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n2;2024;Kurs;"A\n')


def damaged_workbook(office):
    office.write("personen.xlsx", "Nr;Jahr")
    office.persons["file"] = "personen.xlsx"


def protected_workbook(office):
    # How a container with a password begins: its signature, and the name of its one entry in UTF-16.
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    (office.folder / "personen.xlsx").write_bytes(raw)
    office.persons["file"] = "personen.xlsx"


def missing_sheet(office):
    office.write_sheet("personen.xlsx", [["Nr"]], sheet="Liste")
    office.persons |= {"file": "personen.xlsx", "sheet": "Personen"}


def heading_twice(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs;kurs ;KURS\n1;2024;Kurs;A;A;A\n")
    office.persons["columns"]["course"] = "kURS"


def unmapped_group(office):
    del office.persons["columns"]["group"]


def no_ids(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n;2024;Kurs;A\n")


def unknown_group(office):
    rows = "1;2024;Kurs;A\n2;2024;Extern;A\n3;2024;?;A\n4;2024;Extern;A\n"
    office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs\n{rows}")


def frequent_group(office):
    rows = "".join(f"{number};2024;Extern;A\n" for number in range(10)) + "10;2024;Anna Vogel;A\n"
    office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs\n{rows}")


def no_headings(office):
    office.write("personen.csv", "0815 canary;2024;Anna Canary;A\n2;2024;Extern;A\n")


def unknown_word(office):
    office.measure(
        "Nr;Jahr;Welle;F1;F2\n001;2024;vorher;eher ja;1\n", values={"wave": {"vorher": "before"}, "q1": {"ja": 5}}
    )


def blank_year(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n2;;Kurs;A\n")


def words_for_numbers(office):
    rows = "001;2024;vorher;k. A.;1\n002;2024;vorher;3 Stück;1\n003;2024;vorher;k. A.;1\n"
    office.measure(f"Titel\n\nNr;Jahr;Welle;F1;F2\n{rows}")


def infinite_number(office):
    office.measure("Nr;Jahr;Welle;F1;F2\n001;2024;vorher;1;1e999\n")


def open_decimal(office):
    office.measure("Nr;Jahr;Welle;F1;F2\n001;2024;vorher;1;1.234\n002;2024;vorher;1;1.235\n")


def unreadable_year(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2023/24;Kurs;A\n2;24;Kurs;A\n")


def american_date(office):
    office.write("e.csv", "Nr;Was;Wann\n001;Wahl;12/31/2024\n002;Wahl;31.12.2024\n")
    office.data["events"] = {"file": "e.csv", "columns": {"person": "Nr", "event": "Was", "date": "Wann"}}


def negative_hours(office):
    write_hours(office, "001;A;-2", "002;A;3")


def negative_amount(office):
    write_costs(office, "2024;Personal;-1,50;;")


def huge_amount(office):
    write_costs(office, "2024;Personal;1e30;;")


def no_amount(office):
    write_costs(office, "2024;Personal;;2;", "2024;Personal;;;3")


def different_amount(office):
    write_costs(office, "2024;Personal;10,02;2;5,00")


def both_groups(office):
    rows = "1;2024;Kurs;A\n2;2024;Kurs;A\n1;2024;Vergleich;\n1;2023;Vergleich;\n2;2024;Vergleich;\n"
    office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs\n{rows}")


def strangers(office):
    write_hours(office, "7;A;2")


def several_years(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n001;2024;Kurs;A\n001;2023;Kurs;A\n")
    write_hours(office, "001;A;2")


def silent_wave(office):
    office.measure("Nr;Jahr;Welle;F1;F2\n001;2024;vorher;1;1\n001;2024;nachher;;\n002;2024;nachher;;\n")


SPOILT = [
    missing_file,
    misspelt_file,
    missing_folder,
    folder_for_file,
    empty_file,
    headings_only,
    open_quotes,
    damaged_workbook,
    protected_workbook,
    missing_sheet,
    heading_twice,
    unmapped_group,
    no_ids,
    unknown_group,
    frequent_group,
    no_headings,
    unknown_word,
    blank_year,
    words_for_numbers,
    infinite_number,
    open_decimal,
    unreadable_year,
    american_date,
    negative_hours,
    negative_amount,
    huge_amount,
    no_amount,
    different_amount,
    both_groups,
    strangers,
    several_years,
    silent_wave,
]
SENTENCES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("problems.yaml"))


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_sentences(office, spoil):
    spoil(office)
    for language, sentence in SENTENCES[spoil.__name__].items():
        assert office.problems(language) == [sentence]


def test_all_problems_of_all_files_at_once(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n001;2024;Kurs;A\n002;heute;Extern;A\n")
    words_for_numbers(office)
    write_hours(office, "001;A;-1", "001;A;viel")
    write_costs(office, "gestern;Personal;1;;", "2024;Sonstiges;x;;")
    office.data["events"] = {"file": "fehlt.csv", "columns": {"person": "Nr", "event": "Was"}}
    told = [(problem.code, problem.values.get("column")) for problem in office.error().problems]
    assert told == [
        ("data.not_a_year", "Jahr"),
        ("data.code_not_mapped", "Gruppe"),
        ("data.not_a_number", "F1"),
        ("data.not_a_number", "h"),
        ("data.negative", "h"),
        ("data.file_missing", None),
        ("data.not_a_year", "Jahr"),
        ("data.code_not_mapped", "Art"),
        ("data.not_a_number", "Betrag"),
    ]
