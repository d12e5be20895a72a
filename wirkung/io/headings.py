"""Finding the row of headings, and in it the columns that the programme file names."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Sequence

from wirkung.errors import Place, Problem
from wirkung.io.quotable import might_be_somebodys
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded, is_submitted, tidy

# Titles, a date and a blank line stand above the headings in lists that were made to be printed.
SEARCHED_ROWS = 50
# One may as well be a value that is spelt like a heading.
SURELY_HEADINGS = 2
SUBMITTED = "submitted"  # our name for when an answer was sent off
DEEPEST = 3  # rows of headings
LISTED = 50  # headings in a sentence


def submitted_column(cells: Sequence[str]) -> int | None:
    """Where a survey program tells when an answer was sent off; it is blank in answers that were given up."""
    found = [at for at, cell in enumerate(cells) if is_submitted(cell)]
    return found[0] if len(found) == 1 else None


def matches(cells: Sequence[str], headings: Iterable[str]) -> int:
    """How many of the headings stand in a row."""
    spelt = {folded(cell) for cell in cells}
    return sum(folded(heading) in spelt for heading in headings)


class Head:
    """The rows of headings of a table: mostly one, or several where a heading covers some columns below it.

    Parameters
    ----------
    rows
        The rows of headings; above the last a blank cell belongs to the one left of it, as where cells are merged.
    top
        The place of the first of them in the table, from 0.

    Examples
    --------
    >>> head = Head([["Nr", "vorher", "", "nachher", ""], ["", "F1", "F2", "F1", "F2"]], 0)
    >>> head.positions("Nr"), head.positions("F1"), head.positions("nachher F1")
    ([0], [1, 3], [3])
    """

    def __init__(self, rows: Sequence[Sequence[str]], top: int) -> None:
        self.top, self.depth, self.width = top, len(rows), max(map(len, rows))
        self._exact: dict[str, list[int]] = {}
        self._loose: dict[str, list[int]] = {}
        self._names: dict[str, None] = {}
        tidied = [[tidy(cell) for cell in row] + [""] * (self.width - len(row)) for row in rows]
        self._lowest: list[str] = []
        for at, cells in enumerate(zip(*_spread(tidied), strict=True)):
            self._lowest.append(next(filter(None, reversed(cells)), ""))
            for name in _names(cells):
                self._exact.setdefault(name, []).append(at)
                self._loose.setdefault(name.casefold(), []).append(at)
                self._names[name] = None

    @property
    def first_row(self) -> int:
        """The place of the first row below, from 0."""
        return self.top + self.depth

    def positions(self, heading: str) -> list[int]:
        """The columns of a heading: spelt the same but for spaces, else but for upper and lower case."""
        return self._exact.get(tidy(heading)) or self._loose.get(folded(heading), [])

    def found(self, headings: Iterable[str]) -> int:
        """How many of the headings are there."""
        return sum(bool(self.positions(heading)) for heading in set(headings))

    @property
    def lowest(self) -> list[str]:
        """The lowest filled cell of each column."""
        return list(self._lowest)

    def problems(self, headings: Iterable[str], place: Place) -> list[Problem]:
        """A problem for every heading that is not there, or there more than once.

        A file without headings begins with its first person. So the row is listed only where two of the headings
        stand in it, and of a list whose headings are persons' names these are left out.
        """
        headings = tuple(dict.fromkeys(headings))
        if not self.found(headings):
            values = {"columns": quoted(headings, shown=None)}
            return [Problem(code="data.headings_missing", place=place, values=values)]
        problems = []
        for heading in headings:
            found = self.positions(heading)
            if not found:
                problems.append(_missing(heading, self._listed(headings), place))
            elif len(found) > 1:
                facts = {"column": heading, "times": len(found)}
                problems.append(Problem(code="data.column_twice", place=place, values=facts))
        return problems

    def _listed(self, headings: Sequence[str]) -> list[str]:
        if self.found(headings) < SURELY_HEADINGS:
            known = {folded(heading) for heading in headings}
            return [name for name in self._names if folded(name) in known]
        return [name for name in self._names if not might_be_somebodys(name)]


def find_head(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> Head | None:
    """The first row with all headings, else the rows with most of them, else the first that is not blank.

    Up to `DEEPEST` rows below each other count together where one is not enough and all headings are in them.
    None where every row is blank.
    """
    searched = rows[:SEARCHED_ROWS]
    counted = [matches(cells, headings) if any(map(tidy, cells)) else -1 for cells in searched]
    if max(counted, default=-1) < 0:
        return None
    top = counted.index(max(counted))
    blocks = [
        Head(searched[start : start + depth], start)
        for depth in range(2, DEEPEST + 1)
        for start in range(max(0, top - depth + 1), min(top, len(searched) - depth) + 1)
    ]
    one = Head([searched[top]], top)
    return next((each for each in (one, *blocks) if each.found(headings) == len(set(headings))), one)


def _spread(rows: list[list[str]]) -> list[list[str]]:
    """The rows with what covers several columns repeated in each of them; the last row covers nothing."""
    spread = []
    for row, below in itertools.pairwise(rows):
        cells = list(row)
        for at in range(1, len(cells)):
            if not cells[at] and below[at]:
                cells[at] = cells[at - 1]
        spread.append(cells)
    return [*spread, rows[-1]]


def _names(cells: Sequence[str]) -> list[str]:
    """What a column may be called: its lowest filled cell, alone or after what stands above it.

    An upper cell alone is no name: with a filled cell below, the row of that may as well be one of data.
    """
    filled = list(dict.fromkeys(filter(None, cells)))
    return [" ".join(filled[start:]) for start in reversed(range(len(filled)))]


def _missing(heading: str, present: Sequence[str], place: Place) -> Problem:
    listed = quoted(present, shown=LISTED)
    spelt = {folded(cell): cell for cell in present}
    near = difflib.get_close_matches(folded(heading), spelt, n=1)
    if near:
        values = {"column": heading, "near": spelt[near[0]], "columns": listed}
        return Problem(code="data.column_missing_near", place=place, values=values)
    return Problem(code="data.column_missing", place=place, values={"column": heading, "columns": listed})
