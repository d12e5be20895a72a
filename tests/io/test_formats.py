"""The same answers, however the office saved them."""

import datetime as dt

import pandas as pd
import pytest

from wirkung.io.years import years_with_data

ROWS = [
    ["Nr", "Jahr", "Welle", "F1", "F2"],
    ["001", "2024", "vorher", "3", "1,5"],
    ["002", "2024", "nachher", "4", "2,5"],
]


def text_of(rows, separator=";", end="\n"):
    return end.join(separator.join(row) for row in rows) + end


def answers(office):
    table = office.read().measurements
    return table[["year", "wave", "q1", "q2"]].to_numpy().tolist()


EXPECTED = [[2024, "before", 3.0, 1.5], [2024, "after", 4.0, 2.5]]


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")
# Each end of line with each separator, and each encoding with each of both; the slow set has all of all.
WAYS = [
    pytest.param(end, separator, encoding, marks=[] if (a + b + c) % 3 == 0 else pytest.mark.slow)
    for a, end in enumerate(("\n", "\r\n", "\r"))
    for b, separator in enumerate((";", "\t", "|"))
    for c, encoding in enumerate(ENCODINGS)
]


@pytest.mark.parametrize(("end", "separator", "encoding"), WAYS)
def test_text_files(office, encoding, separator, end):
    office.write("befragung.csv", text_of(ROWS, separator, end), encoding)
    office.measure()
    assert answers(office) == EXPECTED
    account = office.read().accounts[1]
    assert (account.separator, account.decimal) == (separator, ",")


def test_comma_separated_with_quotes_and_decimal_points(office):
    quoted = [[f'"{cell.replace(",", ".")}"' for cell in row] for row in ROWS]
    office.measure(text_of(quoted, ","))
    assert answers(office) == EXPECTED
    assert office.read().accounts[1].decimal == "."


@pytest.mark.parametrize(
    "text",
    [
        "Befragung 2024, Stand: 1.2.2025\n\nErstellt von: Amt; Nr 7\n" + text_of(ROWS),
        "sep=;\n" + text_of(ROWS),
        text_of([[*row, "", "", ""] for row in ROWS]),
        text_of(ROWS) + "\n;;;;\n   ;;;;\n",
        text_of([["\u00a0nr ", "JAHR", "Welle\u00a0", " f1", "F2\u200b"], *ROWS[1:]]),
        text_of([["Nr", "Jahr", "Welle", "F1", '"F2"'], [" 001 ", "2024", " Vorher", "3 ", "1,5"], ROWS[2]]),
        text_of([["Wohnort", *ROWS[0]], ["A; B".join('""'), *ROWS[1]], ['"C\nD"', *ROWS[2]]]),
        text_of(ROWS).rstrip("\n"),
    ],
    ids=["title", "sep", "trailing", "blank rows", "heading spaces", "cell spaces", "quoted", "no end of line"],
)
def test_untidy_text_files(office, text):
    office.measure(text)
    assert answers(office) == EXPECTED


def test_given_format_wins(office):
    office.write(
        "befragung.csv", text_of([[cell.replace("1,5", "1.500") for cell in row] for row in ROWS], "|"), "cp1252"
    )
    office.measure(encoding="cp1252", separator="|", decimal=",")
    assert answers(office)[0][3] == 1500.0


def test_doubtful_thousands_are_read_with_the_decimal_sign_of_the_file(office):
    office.measure(text_of([*ROWS, ["001", "2024", "nachher", "2", "1.234"]]))
    assert answers(office)[2][3] == 1234.0


@pytest.mark.parametrize("suffix", ["xlsx", "XLSX"])
def test_workbook_with_number_cells_and_a_title(office, suffix):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n2;2024;Kurs;B\n")
    rows = [["Befragung"], [], ROWS[0], [1.0, 2024, "vorher", 3, 1.5], [], [2, 2024.0, "nachher", "4", "2,5"]]
    office.write_sheet(f"b.{suffix}", rows)
    office.measure(file=f"b.{suffix}")
    assert answers(office) == EXPECTED
    account = office.read().accounts[1]
    assert (account.rows_read, account.rows_used) == (3, 2)
    assert (account.encoding, account.separator, account.decimal) == ("", "", "")


def test_number_cell_with_three_decimals_is_never_thousands(office):
    office.write_sheet("b.xlsx", [ROWS[0], ["001", 2024, "vorher", 3, 1.234], ["002", 2024, "vorher", 3, "1,5"]])
    office.measure(file="b.xlsx")
    assert office.read().measurements["q2"].tolist() == [1.234, 1.5]


def test_a_cell_with_an_excel_error_is_a_problem_and_not_a_gap(office):
    office.write_sheet("b.xlsx", [ROWS[0], ["001", 2024, "vorher", 3, "#DIV/0!"], ["002", 2024, "vorher", 3, 1]])
    office.measure(file="b.xlsx")
    (problem,) = office.problems()
    assert "#DIV/0!" in problem
    assert "F2" in problem


def test_date_cells(office):
    moment = dt.datetime(2024, 1, 2, 10, 30)  # noqa: DTZ001 - spreadsheets know no time zones
    cells = [
        ["001", "Wahl", dt.date(2024, 12, 31)],
        ["002", "Wahl", moment],
        ["003", "Wahl", "3.4.24"],
    ]
    office.write_sheet("e.xlsx", [["Nr", "Was", "Wann"], *cells])
    columns = {"person": "Nr", "event": "Was", "date": "Wann"}
    office.data["events"] = {"file": "e.xlsx", "columns": columns, "values": {"event": {"Wahl": "choice"}}}
    expected = [pd.Timestamp(2024, 12, 31), pd.Timestamp(2024, 1, 2), pd.Timestamp(2024, 4, 3)]
    assert office.read().events["date"].tolist() == expected


def test_named_sheet_is_read(office):
    office.write_sheet("b.xlsx", ROWS, sheet="Antworten")
    office.measure(file="b.xlsx", sheet="Antworten")
    assert answers(office) == EXPECTED


def test_value_maps_turn_words_into_numbers(office):
    office.measure(
        "Nr;Jahr;Welle;F1;F2\n001;2024;vorher;stimme  ZU;\n",
        values={"wave": {"vorher": "before"}, "q1": {"stimme zu": 5, "stimme nicht zu": 1}},
    )
    assert office.read().measurements["q1"].tolist() == [5.0]


def test_years_with_data_ascend(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n1;2022;Kurs;B\n2;2024;Kurs;B\n")
    assert years_with_data(office.read()) == [2022, 2024]
