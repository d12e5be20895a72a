"""Rows above the headings that look like those below: data that would be skipped as if they were a title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wirkung.io import dates
from wirkung.io.no_persons import is_sum_or_note
from wirkung.io.numerals import numeral
from wirkung.io.spelling import folded, tidy

# A title with its year fills two cells that may both be as below; where two columns are read, both must be.
FEWEST_FITTING = 3
NUMERIC = 0.5  # more than this share of a column's different texts are numbers or dates: it holds such
_KINDS = ((re.compile(r"\d+"), "9"), (re.compile(r"[^\W\d_]+"), "a"))


def data_above(
    above: Sequence[Sequence[str]], below: Sequence[Sequence[str]], columns: Mapping[str, int]
) -> list[int]:
    """Which rows above the headings look like data, by their places from 0.

    Parameters
    ----------
    above, below
        The rows above the headings and below them.
    columns
        Our name of each column that is read, and its place.

    A row does where at least three of its cells (all, where fewer columns are read) could stand below: a number or
    date in a column of these, any text in a column of texts. One of them must be of the very kind, the id where
    there are ids: a number, the shape of one that stands below (`P07` that of `P12`), or the same text. Where ids
    are of letters only, each word looks like one, and another cell must be of the kind. A row without id is
    nobody's, and sums are none.

    Examples
    --------
    >>> below = [["P1", "Kurs", "4"], ["P2", "Kurs", "3"]]
    >>> above = [["Liste 2024", "", ""], ["P7", "Vergleich", "5"], ["Nr", "Gruppe", "Punkte"], ["Summe", "", "7"]]
    >>> data_above(above, below, {"person": 0, "group": 1, "score": 2})
    [1]
    """
    places = sorted(set(columns.values()))
    needed = min(FEWEST_FITTING, len(places))
    filled = [at for at, row in enumerate(above) if sum(map(bool, _cells(row, places))) >= needed]
    if not filled:
        return []
    kinds = [_Below(cells) for cells in zip(*(_cells(row, places) for row in below), strict=True)]
    person = places.index(columns["person"]) if "person" in columns else None
    return [at for at in filled if _is_data(_cells(above[at], places), kinds, person, needed)]


class _Below:
    """What stands in a column below the headings."""

    def __init__(self, cells: Sequence[str]) -> None:
        filled = [cell for cell in dict.fromkeys(cells) if cell]
        self.numeric = sum(map(_is_number, filled)) > NUMERIC * len(filled)
        self._texts = {folded(cell) for cell in filled}
        self._shapes = {_shape(cell) for cell in filled}

    def like(self, cell: str) -> bool:
        """Whether a cell is of the kind of those below; a word is so only if it stands there."""
        if self.numeric:
            return _is_number(cell)
        return folded(cell) in self._texts or (any(map(str.isdigit, cell)) and self.shaped(cell))

    def possible(self, cell: str) -> bool:
        """Whether a cell could stand there at all: a number, where numbers do."""
        return bool(cell) and (not self.numeric or _is_number(cell))

    def shaped(self, cell: str) -> bool:
        """Whether a cell has letters and digits in an order that stands there («A17»)."""
        return _shape(cell) in self._shapes


def _is_data(cells: Sequence[str], kinds: Sequence[_Below], person: int | None, needed: int) -> bool:
    if sum(kind.possible(cell) for kind, cell in zip(kinds, cells, strict=True)) < needed:
        return False
    if is_sum_or_note(next(filter(None, cells))):
        return False
    like = [bool(cell) and kind.like(cell) for kind, cell in zip(kinds, cells, strict=True)]
    if person is None:
        return any(like)
    return like[person] or (bool(cells[person]) and kinds[person].shaped(cells[person]) and any(like))


def _cells(row: Sequence[str], places: Sequence[int]) -> list[str]:
    return [tidy(row[at]) if at < len(row) else "" for at in places]


def _is_number(cell: str) -> bool:
    return numeral(cell) is not None or dates.date(cell) is not None


def _shape(cell: str) -> str:
    for kind, mark in _KINDS:
        cell = kind.sub(mark, cell)
    return cell
