"""Files that would crash a reader, never end, or take all memory: each is one finding, within bounds."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from wirkung.errors import Place
from wirkung.io import child, read
from wirkung.io.child import read_in_child
from wirkung.io.files import DATA_FOLDERS
from wirkung.io.limits import USUAL, Limits
from wirkung.io.readers import main

SMALL = Limits(size=1000, unpacked=20_000, cells=50, memory=1_000_000_000, seconds=10)


def told(office, file):
    """The one finding about a file, and that it came in time."""
    office.persons["file"] = file
    start = time.monotonic()
    (problem,) = office.problems()
    assert time.monotonic() - start < 10
    return problem


@pytest.mark.parametrize("name", ["personen.csv", "personen.xlsx", "personen.sav"])
def test_a_pipe_is_not_opened(office, name):
    (office.folder / name).unlink(missing_ok=True)
    os.mkfifo(office.folder / name)
    assert "Leitung oder ein Gerät" in told(office, name)


def test_a_device_is_not_opened(office):
    (office.folder / "null.csv").symlink_to("/dev/zero")
    assert "Leitung oder ein Gerät" in told(office, "null.csv")


def test_what_lies_outside_the_workspace_is_read_only_where_its_folder_is_allowed(
    office, tmp_path_factory, monkeypatch
):
    elsewhere = tmp_path_factory.mktemp("anderswo") / "tief" / "liste.csv"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes((office.folder / "personen.csv").read_bytes())
    nest = office.folder / "a" / "params"
    nest.mkdir(parents=True)
    office.folder = nest
    (nest / "link.csv").symlink_to(elsewhere)
    assert "außerhalb des Arbeitsordners" in told(office, str(elsewhere))
    assert "außerhalb des Arbeitsordners" in told(office, "link.csv")
    assert "außerhalb des Arbeitsordners" in told(office, "../../personen.csv")
    monkeypatch.setenv(DATA_FOLDERS, str(elsewhere.parent))
    office.persons["file"] = "link.csv"
    assert len(office.read().persons) == 3


@pytest.mark.parametrize(("suffix", "limit"), [("csv", "size"), ("xlsx", "unpacked"), ("ods", "unpacked")])
def test_what_is_too_large_is_refused_before_it_is_parsed(office, monkeypatch, suffix, limit):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.png", bytes(100_000))
    (office.folder / f"b.{suffix}").write_bytes(packed.getvalue() if limit == "unpacked" else b"a" * 2_000_000)
    monkeypatch.setattr(read, "USUAL", SMALL)
    problem = told(office, f"b.{suffix}")
    assert "large: true" in problem
    assert ("ausgepackt" in problem) == (limit == "unpacked")


def test_declared_large_files_have_other_limits(office, monkeypatch):
    monkeypatch.setattr(read, "USUAL", Limits(size=1, unpacked=1, cells=1, memory=1, seconds=1))
    office.persons["large"] = True
    assert len(office.read().persons) == 3


def test_entities_that_explode_are_refused(office):
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    bomb = '<!DOCTYPE a [<!ENTITY e0 "hahahahahahaha">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)
    )
    rows = "<sheetData><row><c><v>&e11;</v></c></row></sheetData>"
    sheet = f"<?xml version='1.0'?>{bomb}]><worksheet>{rows}</worksheet>"
    with (
        zipfile.ZipFile(book) as old,
        zipfile.ZipFile(office.folder / "bombe.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    assert "keine lesbare Arbeitsmappe" in told(office, "bombe.xlsx")


def test_a_part_that_lies_about_its_size_takes_no_more_memory_than_is_allowed(office):
    with zipfile.ZipFile(office.folder / "bombe.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(300_000_000))
    packed = bytearray((office.folder / "bombe.xlsx").read_bytes())
    size = (300_000_000).to_bytes(4, "little")
    assert packed.count(size) == 2
    (office.folder / "bombe.xlsx").write_bytes(packed.replace(size, (1000).to_bytes(4, "little")))
    assert told(office, "bombe.xlsx")


def test_zero_bytes_here_and_there_are_no_text(office):
    (office.folder / "n.csv").write_bytes(b"Nr;Jahr;Gruppe;Kurs\n1;2024;Ku\0rs;A\n")
    assert "1 Nullbytes" in told(office, "n.csv")


@pytest.mark.parametrize("changed", [lambda raw: raw[:52] + raw[53:], lambda raw: raw[:52] + b"\xef" + raw[52:]])
def test_a_byte_too_many_or_too_few_between_two_of_utf_16(office, changed):
    written = "Nr;Jahr;Gruppe;Kurs\r\n1;2024;Kurs;A\r\n2;2024;Kurs;A\r\n".encode("utf-16")
    (office.folder / "n.csv").write_bytes(changed(written) + b"\0" * (len(changed(written)) % 2))
    assert "Ungefähr ab Zeile 2 ist die Datei nicht mehr zu lesen" in told(office, "n.csv")


@pytest.mark.parametrize("nothing", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\r\n"])
def test_a_file_with_nothing_in_it(office, nothing):
    (office.folder / "n.csv").write_bytes(nothing)
    assert "n.csv" in told(office, "n.csv")
    assert "nicht bekannt" not in told(office, "n.csv")


def test_a_cell_of_a_megabyte(office):
    office.write("lang.csv", f"Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;{'x' * 1_000_000}\n")
    assert "länger als 130000 Zeichen" in told(office, "lang.csv")


def test_whatever_a_reader_raises_is_a_finding(office, monkeypatch):
    def broken(*_):
        raise RecursionError

    monkeypatch.setattr(read, "decode", broken)
    assert "was ihr fehlt, ist nicht bekannt" in told(office, "personen.csv")


def in_child(code, monkeypatch, tmp_path, limits=USUAL):
    """The finding of a reader whose module is this code."""
    package = tmp_path / "wirkung" / "io"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").touch()
    (package / "readers.py").write_text(code)
    monkeypatch.setattr(child, "_PACKAGES", tmp_path)
    with pytest.raises(child.DataError) as caught:
        read_in_child("sheet", Place(file="a.xlsx"), limits)
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    "code", ["import os; os.abort()", "raise MemoryError", "import os; os.kill(os.getpid(), 11)"]
)
def test_a_crash_of_the_reader_is_a_finding(code, monkeypatch, tmp_path):
    assert in_child(code, monkeypatch, tmp_path) == "data.reader_crashed"


def test_a_reader_that_never_ends_is_ended(monkeypatch, tmp_path):
    limits = Limits(size=1, unpacked=1, cells=1, memory=1, seconds=1)
    assert in_child("import time; time.sleep(60)", monkeypatch, tmp_path, limits) == "data.reader_too_slow"


def test_a_reader_that_works_too_long_is_ended_by_its_processor_time(monkeypatch, tmp_path):
    """By the clock a busy machine would end it too, though the file is as good as ever."""
    code = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    assert in_child(code, monkeypatch, tmp_path) == "data.reader_too_slow"


def test_the_reader_has_no_more_memory_than_allowed(monkeypatch, tmp_path):
    from wirkung.io import readers  # noqa: PLC0415 - its text is needed

    own = Path(readers.__file__).read_text()
    greedy = own.replace('if task["reader"] == "sheet":', "if len(bytearray(2_000_000_000)):")
    assert greedy != own
    (tmp_path / "wirkung" / "io").mkdir(parents=True)
    (tmp_path / "wirkung" / "io" / "reader_problem.py").write_text("class ReaderProblem(Exception): pass")
    for folder in ("wirkung", "wirkung/io"):
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "wirkung" / "io" / "readers.py").write_text(greedy)
    monkeypatch.setattr(child, "_PACKAGES", tmp_path)
    with pytest.raises(child.DataError) as caught:
        read_in_child("sheet", Place(file="a.xlsx"), USUAL)
    assert caught.value.problems[0].code == "data.reader_crashed"


def test_files_in_the_current_folder_are_not_taken_for_modules(office, monkeypatch):
    monkeypatch.chdir(office.folder)
    (office.folder / "json.py").write_text("raise SystemExit(3)")
    office.write_sheet("p.xlsx", [["Nr", "Jahr", "Gruppe", "Kurs"], ["1", 2024, "Kurs", "A"]])
    office.persons["file"] = "p.xlsx"
    assert len(office.read().persons) == 1


def test_a_stray_cell_in_the_far_corner(office):
    book = openpyxl.Workbook()
    book.active.append(["Nr", "Jahr", "Gruppe", "Kurs"])
    book.active.cell(1_048_576, 16_384, "x")
    book.save(office.folder / "eck.xlsx")
    assert "mehr als 5000000 Zellen" in told(office, "eck.xlsx")


def test_hidden_sheets_are_told_and_not_read_unasked(office):
    book = openpyxl.Workbook()
    book.active.title = "Alt"
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Liste")
    sheet.append(["Nr", "Jahr", "Gruppe", "Kurs"])
    sheet.append(["1", 2024, "Kurs", "A"])
    book.save(office.folder / "p.xlsx")
    office.persons["file"] = "p.xlsx"
    tables = office.read()
    assert len(tables.persons) == 1
    (remark,) = tables.remarks
    assert "sind Blätter ausgeblendet: «Alt». Gelesen wird «Liste»" in remark.text("de")


def test_rows_hidden_by_a_filter_are_read_and_told(office):
    book = openpyxl.Workbook()
    for row in (["Liste"], ["Nr", "Jahr", "Gruppe", "Kurs"], *([str(at), 2024, "Kurs", "A"] for at in range(4))):
        book.active.append(row)
    for hidden in (1, 4, 5):  # the first is a title
        book.active.row_dimensions[hidden].hidden = True
    book.save(office.folder / "p.xlsx")
    office.persons["file"] = "p.xlsx"
    tables = office.read()
    assert len(tables.persons) == 4
    (remark,) = tables.remarks
    assert "2 Zeilen (erste: Zeile 4) sind ausgeblendet" in remark.text("de")


def test_a_reader_that_does_not_know_what_is_wrong_says_that_the_file_is_damaged(monkeypatch):
    monkeypatch.setattr("wirkung.io.readers._bound", lambda *_: None)
    task = {"reader": "sheet", "sheet": "", "damaged": "data.workbook_damaged", "limits": USUAL.numbers()}
    assert main({**task, "reader": "spss", "path": "/nowhere"}, b"")["problem"] == "data.workbook_damaged"
    assert main(task, b"no workbook")["problem"] == "data.workbook_damaged"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04Index/Document.iwa", "Numbers"),
        (b"%PDF-1.7", "PDF"),
        (b"PAR1", "Parquet"),
        (b"\xd0\xcf\x11\xe0", "Word"),
    ],
)
def test_a_file_of_another_program_is_told_by_its_kind(office, start, kind):
    (office.folder / "liste.numbers").write_bytes(start + bytes(40))
    (problem,) = (told(office, "liste.numbers"),)
    assert kind in problem
    assert "als .xlsx oder CSV speichern" in problem


@pytest.mark.parametrize("name", ["mappe.xlsb", "mappe.xlsx"])
def test_a_binary_workbook_is_not_read_whatever_its_suffix(office, name):
    with zipfile.ZipFile(office.folder / name, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    assert "als .xlsx speichern" in told(office, name)
