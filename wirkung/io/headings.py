"""Finding the row of headings, and in it the columns that the programme file names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from wirkung.errors import Place, Problem
from wirkung.io.quotable import might_be_somebodys
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded, tidy

# Titles, a date and a blank line stand above the headings in lists that were made to be printed.
SEARCHED_ROWS = 50
# One may as well be a value that is spelt like a heading.
SURELY_HEADINGS = 2
# Our name for when an answer was sent off, and the heading under which LimeSurvey exports it («submitdate. …»).
SUBMITTED = "submitted"
_SUBMITTED_HEADING = "submitdate"


def positions(cells: Sequence[str], heading: str) -> list[int]:
    """Where a heading stands in a row: spelt the same but for spaces, else but for upper and lower case."""
    same = [at for at, cell in enumerate(cells) if tidy(cell) == tidy(heading)]
    return same or [at for at, cell in enumerate(cells) if folded(cell) == folded(heading)]


def submitted_column(cells: Sequence[str]) -> int | None:
    """Where a survey program tells when an answer was sent off; it is blank in answers that were given up."""
    found = [at for at, cell in enumerate(cells) if folded(cell).split(".")[0] == _SUBMITTED_HEADING]
    return found[0] if len(found) == 1 else None


def matches(cells: Sequence[str], headings: Iterable[str]) -> int:
    """How many of the headings stand in a row."""
    return sum(bool(positions(cells, heading)) for heading in headings)


def heading_row(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> int | None:
    """The first row with all headings, else the one with most, else the first that is not blank.

    None where every row is blank.
    """
    filled = [at for at, cells in enumerate(rows[:SEARCHED_ROWS]) if any(tidy(cell) for cell in cells)]
    if not filled:
        return None
    return max(filled, key=lambda at: matches(rows[at], headings))


def heading_problems(cells: Sequence[str], headings: Iterable[str], place: Place) -> list[Problem]:
    """A problem for every heading that is not there, or there more than once.

    A file without headings begins with its first person. So the row is listed only where two of the headings stand
    in it, and of a list whose headings are persons' names these are left out.
    """
    headings = tuple(dict.fromkeys(headings))
    if not matches(cells, headings):
        return [
            Problem(code="data.headings_missing", place=place, values={"columns": quoted(headings, shown=None)})
        ]
    problems = []
    for heading in headings:
        found = positions(cells, heading)
        if not found:
            problems.append(_missing(heading, _listed(cells, headings), place))
        elif len(found) > 1:
            values = {"column": heading, "times": len(found)}
            problems.append(Problem(code="data.column_twice", place=place, values=values))
    return problems


def _listed(cells: Sequence[str], headings: Sequence[str]) -> list[str]:
    present = [tidy(cell) for cell in cells if tidy(cell)]
    if matches(cells, headings) < SURELY_HEADINGS:
        known = {folded(heading) for heading in headings}
        return [cell for cell in present if folded(cell) in known]
    return [cell for cell in present if not might_be_somebodys(cell)]


def _missing(heading: str, present: Sequence[str], place: Place) -> Problem:
    listed = quoted(present, shown=None)
    spelt = {folded(cell): cell for cell in present}
    near = difflib.get_close_matches(folded(heading), spelt, n=1)
    if near:
        values = {"column": heading, "near": spelt[near[0]], "columns": listed}
        return Problem(code="data.column_missing_near", place=place, values=values)
    return Problem(code="data.column_missing", place=place, values={"column": heading, "columns": listed})
