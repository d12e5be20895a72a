"""Rows of a text file or sheet that do not fit below its headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirkung.declared import Doubt
from wirkung.errors import Place, Problem
from wirkung.io.delimited import SEPARATORS
from wirkung.io.headings import SURELY_HEADINGS, Head, find_head
from wirkung.io.spelling import tidy
from wirkung.io.wanted import headings_named, wanted_columns
from wirkung.programme.sources import Source

_FEWEST_IN_ONE_CELL = 3  # rows; one or two are notes with commas


def headings_again(rows: Sequence[Sequence[str]], head: Head, source: Source, place: Place) -> Iterator[Problem]:
    """What is said of headings that stand below once more, in other columns: lists of two years in one file.

    In the same columns they are those of the next page.
    """
    places = wanted_columns(head, source).values()
    names = {cell: at for at, cell in enumerate(rows[head.first_row - 1]) if at in places and tidy(cell)}
    needed = max(SURELY_HEADINGS, len(names) / 2)
    for row, cells in enumerate(rows[head.first_row :], start=head.first_row + 1):
        if names.keys().isdisjoint(cells):
            continue
        found = {cell: at for at, cell in enumerate(cells) if cell in names}
        if len(found) >= needed and any(names[cell] != at for cell, at in found.items()):
            yield Problem(code="data.headings_again", place=place, values={"row": row, "first": head.first_row})
            return


def in_one_cell(rows: Sequence[Sequence[str]], separator: str, place: Place) -> list[Problem]:
    """A problem where whole rows stand in one cell each: in quotation marks, or with another separator."""
    usual = max((len(row) for row in rows), default=0)
    fewest = max(SURELY_HEADINGS, usual - 1)
    alone = ((at, row) for at, row in enumerate(rows, start=1) if row and not any(row[1:]))
    others = [each for each in SEPARATORS if each != separator]
    found = [
        at
        for at, row in alone
        if any(row[0].count(each) >= fewest for each in (SEPARATORS if len(row) == 1 else others))
    ]
    if not found or len(found) < min(_FEWEST_IN_ONE_CELL, len(rows)):
        return []
    return [Problem(code="data.rows_in_one_cell", place=place, values={"count": len(found), "row": found[0]})]


def wrong_lengths(rows: Sequence[Sequence[str]], source: Source, place: Place) -> list[Problem]:
    """A problem where rows hold more cells than there are headings: their values stand under the wrong ones.

    That happens where a decimal comma or a separator inside a cell is not in quotation marks.
    """
    head = find_head(rows, headings_named(source))
    if head is None:
        return []
    below = list(enumerate(rows[head.first_row :], start=head.first_row + 1))
    long = [at for at, row in below if any(map(tidy, row[head.width :]))]
    problems = [_lengths("data.row_too_long", long, head.width, place)] if long else []
    if Doubt.SHORT_ROWS not in source.accept:
        needed = max(head.positions(heading)[0] for heading in headings_named(source)) + 1
        short = [at for at, row in below if len(row) < needed and sum(bool(tidy(cell)) for cell in row) > 1]
        problems += [_lengths("data.row_too_short", short, head.width, place)] if short else []
    return problems


def _lengths(code: str, rows: Sequence[int], width: int, place: Place) -> Problem:
    return Problem(code=code, place=place, values={"count": len(rows), "row": rows[0], "width": width})
