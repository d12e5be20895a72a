"""Rows of text files with separators (CSV), as offices export them."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections.abc import Sequence

from wirkung.errors import DataError, Place, Problem
from wirkung.io.headings import SEARCHED_ROWS, matches

# In the order in which they win a tie; a comma also stands inside sentences and numbers, so it comes last.
SEPARATORS = (";", "\t", "|", ",")
# Excel's own first line that names the separator.
_NAMED = re.compile(r"sep=([;\t|,])\r?\n?", re.IGNORECASE)


def separator_of(text: str, headings: Sequence[str]) -> str:
    """The separator under which most of the headings are found, else the one that occurs most often.

    Only the first rows are looked at, where the headings must be.
    """
    lines = list(itertools.islice(io.StringIO(text, newline=""), SEARCHED_ROWS))
    named = _NAMED.fullmatch(lines[0]) if lines else None
    if named is not None:
        return named[1]

    def fit(separator: str) -> tuple[int, int]:
        best = 0
        # A cell that is too long is told once the rows are read.
        with contextlib.suppress(csv.Error):
            for row in csv.reader(lines, delimiter=separator):
                best = max(best, matches(row, headings))
        return best, "".join(lines).count(separator)

    return max(SEPARATORS, key=fit)


def delimited_rows(text: str, separator: str, place: Place) -> list[tuple[str, ...]]:
    """All rows of the text, blank ones too, so that their numbers are those a spreadsheet shows.

    Raises
    ------
    DataError
        A quotation mark that opens a cell is not closed: everything after it would be one cell; or a cell is
        longer than any answer.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[str, ...]] = []
    try:
        # Tuples of text, unlike lists, cost the garbage collector nothing in a file of a million rows.
        rows.extend(map(tuple, reader))
    except csv.Error as error:
        code = "data.cell_too_long" if "field limit" in str(error) else "data.quotes_open"
        raise DataError([Problem(code=code, place=place, values={"row": len(rows) + 1})]) from None
    return rows
