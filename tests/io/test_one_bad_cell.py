"""One bad cell in each source, with each optional column there or not, is a finding and never a program error."""

from __future__ import annotations

import csv
import io

import pytest

from tests.io.whole_office import HEADS, document, rows, text
from wirkung.errors import DataError
from wirkung.io.assemble import read_tables
from wirkung.programme.model import Programme

KEY = bytes(32)
OPTIONAL = {
    "persons": ("course", "entered"),
    "measurements": ("year",),
    "attendance": ("year", "planned_hours"),
    "events": ("date",),
    "costs": ("description", "hours"),
}
BAD = [
    ("p.csv", "Jahr", "bald"),
    ("p.csv", "Gruppe", "?"),
    ("p.csv", "Alter", "NA"),
    ("p.csv", "Alter", "1e308"),
    ("a.csv", "Zeit", "irgendwann"),
    ("a.csv", "Wert", "#DIV/0!"),
    ("a.csv", "Frage", "viel"),
    ("h.csv", "Std", "-3"),
    ("h.csv", "Std", "oft"),
    ("k.csv", "Jahr", ""),
    ("k.csv", "Art", "Sonstiges"),
    ("k.csv", "Betrag", "1e308"),
    ("k.csv", "Betrag", "viel"),
]


def written(folder, cells):
    for name, lines in cells.items():
        (folder / name).write_text(text(HEADS[name], lines), encoding="utf-8")


def without(role, column):
    made = document()
    source = made["data"][role]
    del (source[0] if isinstance(source, list) else source)["columns"][column]
    return Programme.model_validate(made, strict=False)


ABSENT = [(role, column) for role, columns in OPTIONAL.items() for column in columns]


@pytest.mark.parametrize(("role", "column"), ABSENT)
def test_every_optional_column_may_be_absent(tmp_path, role, column):
    written(tmp_path, rows())
    assert len(read_tables(without(role, column), tmp_path).persons) == 12


# Each bad cell and each absent column in every run, all pairs of them with the slow tests.
PAIRS = [
    pytest.param(*ABSENT[column], *BAD[cell], marks=() if column == cell % len(ABSENT) else pytest.mark.slow)
    for column in range(len(ABSENT))
    for cell in range(len(BAD))
]


@pytest.mark.parametrize(("role", "column", "name", "heading", "bad"), PAIRS)
def test_a_bad_cell_is_told_with_its_row(tmp_path, role, column, name, heading, bad):
    cells = rows()
    cells[name][1][HEADS[name].split(";").index(heading)] = bad
    written(tmp_path, cells)
    with pytest.raises(DataError) as caught:
        read_tables(without(role, column), tmp_path)
    (problem,) = caught.value.problems
    assert problem.place.file == name
    assert problem.values["row"] == 3
    assert problem.values["column"] == heading


def by_hand(raw: str) -> dict[tuple[str, str], float]:
    """Another reader: the standard library's, and no more than this file needs."""
    found = csv.DictReader(io.StringIO(raw), delimiter=";")
    return {(row["Nr"], row["Zeit"]): float(row["Wert"].replace(",", ".")) for row in found}


def read_here(folder) -> dict[str, float]:
    """Sum of the scores by wave, as the tables have them."""
    tables = read_tables(Programme.model_validate(document(), strict=False), folder, key=KEY)
    return tables.measurements.groupby("wave")["score"].sum().to_dict()


def sums(by_person: dict[tuple[str, str], float]) -> dict[str, float]:
    named = {"vorher": "before", "nachher": "after"}
    return {
        code: sum(value for (_, wave), value in by_person.items() if wave == word) for word, code in named.items()
    }


def test_the_tables_agree_with_another_reader(tmp_path):
    written(tmp_path, rows())
    assert read_here(tmp_path) == pytest.approx(sums(by_hand((tmp_path / "a.csv").read_text())))


SAME = {
    "rows in another order": lambda raw: (
        "\n".join([raw.split("\n")[0], *sorted(raw.split("\n")[1:])]).strip() + "\n"
    ),
    "lines of Windows": lambda raw: raw.replace("\n", "\r\n"),
    "commas between cells": lambda raw: "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(";")) for line in raw.strip().split("\n")
    ),
    "tabs between cells": lambda raw: raw.replace(";", "\t"),
    "blank lines and blanks": lambda raw: "\n\n" + raw.replace(";", " ; ").replace("\n", "\n\n"),
    "a title above": lambda raw: "Befragung 2024;;;;\n" + raw,
    "points for commas": lambda raw: raw.replace(",25", ".25"),
    "another column": lambda raw: "\n".join(f"{line};x{at}" for at, line in enumerate(raw.strip().split("\n"))),
    "headings in capitals": lambda raw: raw.replace("Wert", "WERT"),
    "a sum below": lambda raw: raw + "Summe;;;;\n",
}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The sums of the files as they are."""
    folder = tmp_path_factory.mktemp("before")
    written(folder, rows())
    return read_here(folder)


@pytest.mark.parametrize("change", SAME)
def test_what_keeps_the_meaning_keeps_the_tables(tmp_path, before, change):
    written(tmp_path, rows())
    raw = (tmp_path / "a.csv").read_text()
    (tmp_path / "a.csv").write_bytes(SAME[change](raw).encode())
    assert read_here(tmp_path) == before


OTHER = {
    "a value": lambda raw: raw.replace("P3;2024;vorher;3,25", "P3;2024;vorher;4,25"),
    "a row less": lambda raw: raw.replace("P3;2024;vorher;3,25;4\n", ""),
    "an unquoted decimal comma": lambda raw: raw.replace(";", ","),
    "a stray quote": lambda raw: raw.replace("P3;2024;vorher;3,25", 'P3;2024;vorher;"3,25'),
    "a cell too much": lambda raw: raw.replace("P3;2024;vorher;3,25", "P3;2024;vorher;;3,25"),
    "a broken line": lambda raw: raw.replace("P3;2024;vorher;3,25", "P3;2024;vorher\n;3,25"),
    "another answer": lambda raw: raw + "P3;2024;vorher;9,25;1\n",
    "other ids": lambda raw: raw.replace("P", "p"),
    "thousands": lambda raw: raw.replace("3,25", "3.250"),
    "a number with a word": lambda raw: raw.replace("P3;2024;vorher;3,25", "P3;2024;vorher;3,25 Punkte"),
}


@pytest.mark.parametrize("change", OTHER)
def test_what_changes_the_meaning_changes_the_tables_or_is_found(tmp_path, before, change):
    written(tmp_path, rows())
    raw = (tmp_path / "a.csv").read_text()
    assert OTHER[change](raw) != raw
    (tmp_path / "a.csv").write_bytes(OTHER[change](raw).encode())
    after, found = None, ()
    try:
        after = read_here(tmp_path)
    except DataError as error:
        found = error.problems
    assert after != before
    assert {problem.place.file for problem in found} <= {"a.csv"}
