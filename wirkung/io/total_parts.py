"""How many of those who came to a course were girls, and how many boys: columns that add up to all who came."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from wirkung.io.intake import Intake
from wirkung.io.quoted import quoted
from wirkung.programme.sources import Source, beside

_SIGN = "\x1f"  # in no name


def part_of(characteristic: str, category: str) -> str:
    """The name of the column of `Tables.totals` with the number of a category."""
    return f"{characteristic}{_SIGN}{category}"


def columns_of_categories(source: Source) -> tuple[str, ...]:
    """Our names for the columns of the file with numbers of categories."""
    return tuple(beside(heading) for categories in source.attended_by.values() for heading in categories.values())


def counts_by_category(intake: Intake, source: Source, attended: pd.Series[float]) -> dict[str, pd.Series[float]]:
    """The number of each category in each course, none more than came.

    A blank cell is nobody where the others of its row come to all who came; where they do not, it may be one that
    was forgotten. Who is in no category did not say; more of them than a source may leave out stop.

    Parameters
    ----------
    intake
        Gives the columns, and is told what does not fit.
    source
        Says which columns there are.
    attended
        How many came to each course.
    """
    found: dict[str, pd.Series[float]] = {}
    for characteristic, categories in source.attended_by.items():
        parts = {name: _counts(intake, beside(heading)) for name, heading in categories.items()}
        table = pd.DataFrame(parts, index=attended.index)
        rest = attended - table.sum(axis=1)
        facts = {
            "characteristic": characteristic,
            "parts": quoted(categories.values(), shown=None),
            "whole": intake.faults.heading("attended"),
        }
        blank = table.isna().any(axis=1)
        for code, wrong in (("data.parts_more", rest < 0), ("data.parts_blank", blank & (rest > 0))):
            intake.faults.rows(code, "attended", wrong, **facts)
        fewer = ~blank & (rest > 0)
        if rest[fewer].sum() > intake.most_left_out * attended.sum():
            intake.faults.rows("data.parts_less", "attended", fewer, **facts)
        elif fewer.any():
            intake.faults.remark("data.parts_less", "attended", fewer, **facts)
        found |= {part_of(characteristic, name): table[name].fillna(0) for name in parts}
    return found


def _counts(intake: Intake, name: str) -> pd.Series[float]:
    """One column: whole numbers from 0 on."""
    numbers = intake.number(name)
    intake.faults.rows("data.total_negative", name, numbers < 0)
    intake.faults.rows("data.total_fraction", name, intake.per_cent(name) | (numbers.notna() & (numbers % 1 != 0)))
    return numbers


def parts_in(totals: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Characteristic, category and column of each number of a category that the table has."""
    for column in map(str, totals.columns):
        characteristic, sign, category = column.partition(_SIGN)
        if sign:
            yield characteristic, category, column
