"""Copies that may be handed on. Every person here is invented."""

import re

import openpyxl
import pytest
from typer.testing import CliRunner

from wirkung.cli import app

LIST = (
    "Kursliste Frau Quast;;;;;;\r\n"
    "Name;Vorname;geb. am;Schule;F1;Telefon;Bemerkung\r\n"
    "Müller;Anna-Lena;12.03.2009;Anne-Frank-Schule;4;04141 1234;kam spät\r\n"
    "Yılmaz;Ayşe;unbekannt;IGS Stade;=2+3;0171/1234567;\r\n"
    ";;01.01.2010;IGS Stade;3;;\r\n"
    "Summe;;;;12;;\r\n"
)
SECRETS = ("Müller", "Anna-Lena", "Yılmaz", "Ayşe", "Quast", "12.03", "04141", "0171", "spät")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIRKUNG_KEYS", raising=False)
    monkeypatch.delenv("WIRKUNG_REGISTER", raising=False)
    (tmp_path / "liste.csv").write_bytes(LIST.encode())
    return tmp_path


def call(*arguments, out="kopie", person=("Name", "Vorname")):
    options = [part for heading in person for part in ("--person", heading)]
    return CliRunner().invoke(app, ["pseudonymise", *arguments, "--out", out, *options])


def test_names_become_pseudonyms_and_nothing_that_identifies_is_left(folder):
    result = call("liste.csv")
    assert result.exit_code == 0, result.output
    copy = (folder / "kopie" / "liste.csv").read_bytes().decode()
    assert re.fullmatch(
        "Kennung;Geburtsjahr;Schule;F1\r\n"
        "[0-9a-f]{24};2009;Anne-Frank-Schule;4\r\n"
        "[0-9a-f]{24};;IGS Stade;=2\\+3\r\n"
        ";2010;IGS Stade;3\r\n",
        copy,
    )
    assert not any(secret in copy + result.output for secret in SECRETS)
    for told in (
        "3 Zeilen, 2 Personen",
        "ohne Spalte «Telefon» (Telefon)",
        "ohne Spalte «Bemerkung» (freier Text)",
    ):
        assert told in result.output


def test_a_person_has_one_pseudonym_in_all_files_and_years_and_another_under_another_key(folder):
    book = openpyxl.Workbook()
    for row in (["Vorname", "Name", "F1"], ["ANNA-LENA", "Müller ", 5], ["Ayşe", "Yılmaz", "=1"]):
        book.active.append(row)
    book.active["C3"].data_type = "s"
    book.save(folder / "nachher.xlsx")
    first = call("liste.csv")
    second = call("nachher.xlsx", out="spaeter")
    other = call("nachher.xlsx", "--keys", "andere", out="andere-kopie")
    assert (first.exit_code, second.exit_code, other.exit_code) == (0, 0, 0)
    before = [line.split(";")[0] for line in (folder / "kopie" / "liste.csv").read_text("utf-8").splitlines()]

    def of(name):
        sheet = openpyxl.load_workbook(folder / name / "nachher.xlsx").active
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    assert of("spaeter") == [["Kennung", "F1"], [before[1], 5], [before[2], "=1"]]
    assert of("andere-kopie")[1][0] not in before
    log = (folder / ".wirkung" / "keys" / "log.jsonl").read_text("utf-8")
    assert log.count("copies_made") == 2


def test_nothing_is_overwritten_and_one_bad_file_stops_all(folder):
    (folder / "kopie").mkdir()
    (folder / "kopie" / "wichtig.txt").write_text("bleibt")
    refused = call("liste.csv")
    assert refused.exit_code == 5
    assert "Dort liegt schon etwas" in refused.output
    (folder / "andere.csv").write_text("Kind;F1\nMüller;3\n", "utf-8")
    half = call("liste.csv", "andere.csv", out="neu")
    assert half.exit_code == 4
    assert not any(secret in half.output for secret in SECRETS)
    assert sorted(path.name for path in folder.iterdir()) == ["andere.csv", "kopie", "liste.csv"]


def test_age_on_a_day_and_what_is_to_be_kept_or_dropped(folder):
    options = ["--age-on", "2024-03-11", "--keep", "Telefon", "--drop", "Schule"]
    assert call("liste.csv", *options).exit_code == 0
    lines = (folder / "kopie" / "liste.csv").read_text("utf-8").splitlines()
    assert lines[0] == "Kennung;Alter;F1;Telefon"
    assert lines[1].split(";")[1:] == ["14", "4", "04141 1234"]


def test_another_format_is_told(folder):
    (folder / "liste.ods").write_bytes(b"")
    result = call("liste.ods")
    assert result.exit_code == 5
    assert "liste.ods: Kopien gibt es von CSV-Dateien und Excel-Mappen (.xlsx)." in result.output


def test_who_holds_the_names_rotates_and_destroys_the_key_beside_the_lists_without_a_programme_file(folder):
    def key(action, *more):
        return CliRunner().invoke(app, ["key", action, "liste.csv", *more])

    def copied(out):
        result = call("liste.csv", out=out)
        assert result.exit_code == 0
        assert ("andere als in früheren Kopien" in result.output) == (out == "drei")
        return (folder / out / "liste.csv").read_bytes()

    first = copied("eins")
    rotated = key("rotate")
    assert "gewechselt" in rotated.output, rotated.output
    assert copied("zwei") == first
    asked = CliRunner().invoke(app, ["key", "destroy", "liste.csv"], input="n\n")
    assert (asked.exit_code, "Die Schlüssel vernichten?" in asked.output) == (1, True)
    assert copied("zwei-noch") == first
    assert "vernichtet" in key("destroy", "--yes").output
    assert "Keine Schlüssel" in key("status").output
    assert copied("drei") != first
