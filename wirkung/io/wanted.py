"""Which columns of a file the programme file names, and what each is used for."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.finding import ColumnUse
from wirkung.io import dates
from wirkung.io.headings import SUBMITTED, Head, submitted_column
from wirkung.io.quotable import might_be_somebodys
from wirkung.io.spelling import tidy
from wirkung.programme.sources import Source, beside


def headings_named(source: Source) -> list[str]:
    """The headings that the programme file names, in its order."""
    return list(source.read.values())


def column_uses(head: Head, source: Source) -> Iterator[ColumnUse]:
    """What each column with a heading is used for."""
    wanted = wanted_columns(head, source)
    used = {*wanted.values()}
    for at, heading in enumerate(head.lowest):
        if heading:
            here = (name for name, place in wanted.items() if place == at)
            names = tuple(name for name in here if not name.startswith(beside("")))
            known = at in used or not might_be_somebodys(heading)
            yield ColumnUse(place=at + 1, heading=heading if known else "", names=names, used=at in used)


def wanted_columns(head: Head, source: Source) -> dict[str, int]:
    """Where each column is that is read."""
    wanted = {name: head.positions(heading)[0] for name, heading in source.read.items()}
    if SUBMITTED not in wanted and (found := submitted_column(head.lowest)) is not None:
        wanted[SUBMITTED] = found
    if source.crosses is not None and not source.crosses.dates:
        wanted |= {beside(tidy(cell)): at for at, cell in enumerate(head.lowest) if dates.date(tidy(cell))}
    return wanted
