"""The command `wirkung pseudonymise`: copies of an office's files that may be handed on."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from wirkung.catalogue import message
from wirkung.disclosure.keys import KeyEvent, KeyRoom, Purpose
from wirkung.disclosure.register.room import room_of
from wirkung.errors import DataError, ExitCode, Place, Problem, WirkungError, WorkspaceError
from wirkung.io.delimited import delimited_rows, separator_of
from wirkung.io.encoding import decode
from wirkung.io.quoted import quoted
from wirkung.io.shareable import PSEUDONYM, Cell, Copy, Wishes, shareable
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.files import OWN_FOLDER, write

_TEXTS, _WORKBOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm")


def pseudonymise_command(
    sources: Sequence[Path], *, out: Path, wishes: Wishes, keys: Path | None, language: str, debug: bool
) -> ExitCode:
    """Write a copy of each file into a new folder: all of them, or none.

    Parameters
    ----------
    sources
        CSV files and Excel workbooks (their first sheet).
    out
        The folder to make; one that is there must be empty.
    wishes
        What makes a person, what to drop or keep.
    keys
        The key room; None for that of the first file's folder.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        _check(sources, out)
        room = room_of(sources[0].resolve()).keys if keys is None else KeyRoom(keys.absolute())
        # Everything is read and checked before a key is made or a folder.
        tables = list(_read(sources, wishes))
        anew = not room.is_there and any(event is KeyEvent.COPIES_MADE for _, event, _ in room.log())
        secret = (room.keys() if room.is_there else room.make()).sub_key(Purpose.COPIES)
        copies = [shareable(table.rows, wishes, secret, table.place) for table in tables]
        _write(out, [(table, copy) for table, copy in zip(tables, copies, strict=True)])
        room.record(KeyEvent.COPIES_MADE, room.keys().sealing[0].id)
        for table, copy in zip(tables, copies, strict=True):
            for sentence in _told(table, copy, language):
                say(standard_output(), sentence)
        if anew:
            say(standard_output(), message("problems", "cli.pseudonymise.other_key", language))
        for code, folder in (("written", out), ("key", room.folder)):
            say(
                standard_output(),
                message("problems", f"cli.pseudonymise.{code}", language, folder=from_here(folder)),
            )
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


class _Table:
    """The rows of a file, and how to write such a file again."""

    def __init__(self, path: Path, wishes: Wishes) -> None:
        self.name, self.place = path.name, Place(file=path.name)
        self.sheet, self.encoding, self.separator = "", "", ""
        self.rows: Sequence[Sequence[Cell]]
        raw = _bytes(path, self.place)
        if path.suffix.lower() in _WORKBOOKS:
            self.sheet, self.rows = _sheet(raw, self.place)
            self.name = f"{path.stem}.xlsx"  # no macros in what is handed on
        else:
            decoded = decode(raw, None, self.place)
            self.encoding = decoded.encoding
            self.separator = separator_of(decoded.text, wishes.person)
            self.rows = delimited_rows(decoded.text, self.separator, self.place)

    def content(self, copy: Copy) -> bytes:
        """The copy as a file of the same kind."""
        if self.separator:
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=self.separator).writerows(copy.rows)
            return text.getvalue().encode(self.encoding)
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = self.sheet
        for at, row in enumerate(copy.rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(row=at, column=column, value=value)  # type: ignore[call-overload]
                if isinstance(value, str):
                    cell.data_type = "s"  # «=1+1» is a text here, never a formula
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def _check(sources: Sequence[Path], out: Path) -> None:
    problems = []
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        problems.append(Problem(code="pseudonymise.out_there", place=Place(file=str(out))))
    problems += [
        Problem(code="pseudonymise.format", place=Place(file=path.name))
        for path in sources
        if path.suffix.lower() not in (*_TEXTS, *_WORKBOOKS)
    ]
    names = [path.stem.casefold() for path in sources]
    twice = [path.name for path in sources if names.count(path.stem.casefold()) > 1]
    if twice:
        problems.append(Problem(code="pseudonymise.same_name", values={"files": quoted(twice, shown=None)}))
    if problems:
        raise WorkspaceError(problems)


def _read(sources: Sequence[Path], wishes: Wishes) -> Iterator[_Table]:
    """Every file with its headings, or all problems of all of them."""
    problems: list[Problem] = []
    for path in sources:
        try:
            table = _Table(path, wishes)
            shareable(table.rows, wishes, b"", table.place)  # says what is missing
            yield table
        except WirkungError as error:
            problems.extend(error.problems)
    if problems:
        raise DataError(problems)


def _bytes(path: Path, place: Place) -> bytes:
    if not path.is_file():
        raise DataError([Problem(code="data.file_missing", place=place)])
    try:
        return path.read_bytes()
    except OSError:
        raise DataError([Problem(code="data.file_unreadable", place=place)]) from None


def _sheet(raw: bytes, place: Place) -> tuple[str, list[tuple[Cell, ...]]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return sheet.title, list(sheet.iter_rows(values_only=True))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError):
        raise DataError([Problem(code="data.workbook_damaged", place=place)]) from None


def _write(out: Path, copies: Sequence[tuple[_Table, Copy]]) -> None:
    """A complete folder, or none: it gets its name when everything is in it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        made.chmod(OWN_FOLDER)
        for table, copy in copies:
            write(made / table.name, table.content(copy))
        if out.exists():
            out.rmdir()  # which is empty, or nothing happens
        made.rename(out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _told(table: _Table, copy: Copy, language: str) -> Iterator[str]:
    def told(code: str, **values: object) -> str:
        return message("problems", f"cli.pseudonymise.{code}", language, **values)

    yield told("file", file=table.name, rows=len(copy.rows) - 1, persons=copy.persons, heading=PSEUDONYM)
    for heading, kind in copy.dropped:
        why = told("wished") if kind is None else message("problems", f"personal.{kind}", language)
        yield "  " + told("dropped", heading=heading, why=why)
    for heading, wrong in copy.births:
        yield "  " + told("birth", heading=heading, wrong=wrong)
    for code, number in (
        ("above", copy.above),
        ("no_persons", copy.no_persons),
        ("without_person", copy.without_person),
    ):
        if number:
            yield "  " + told(code, number=number)
