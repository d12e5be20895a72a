"""Rows of Excel and OpenDocument sheets, as text."""

from __future__ import annotations

from dataclasses import dataclass

from wirkung.errors import Place
from wirkung.io.child import read_in_child
from wirkung.io.limits import Limits

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet from its first row on, its name, and what the workbook hides.

    `hidden` and `others` are names of further sheets; `hidden_rows` are places of rows with cells, from 0, and
    `struck_rows` of rows with text that is struck through, `commented_rows` of rows with a comment.
    """

    rows: list[list[str]]
    name: str
    hidden: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    struck_rows: tuple[int, ...]
    commented_rows: tuple[int, ...]
    others: tuple[str, ...]


def sheet_rows(raw: bytes, sheet: str, place: Place, limits: Limits) -> Sheet:
    """The sheet of that name, else the first that is not hidden.

    Raises
    ------
    DataError
        The workbook cannot be read (damaged, password, too large), or has no such sheet.
    """
    answer = read_in_child("sheet", place, limits, raw=raw, sheet=sheet, damaged="data.workbook_damaged")
    names = (tuple(answer[part]) for part in ("hidden", "hidden_rows", "struck_rows", "commented_rows", "others"))
    return Sheet(answer["rows"], answer["sheet"], *names)
