"""Which rows of a file a programme is about, where it says so (`only:`, `leave_out:`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from wirkung.io.spelling import folded
from wirkung.programme.sources import Source, beside


def left_out_by_rule(cells: pd.DataFrame, source: Source) -> pd.Series[bool]:
    """The rows that a rule of the programme file leaves out; upper and lower case are the same in rules."""
    left_out = pd.Series(False, index=cells.index)
    for heading, wanted in source.only.items():
        left_out |= ~_said(cells[beside(heading)], wanted)
    for heading, unwanted in source.leave_out.items():
        left_out |= _said(cells[beside(heading)], unwanted)
    return left_out


def rules_without_rows(cells: pd.DataFrame, source: Source) -> Iterator[tuple[str, list[str]]]:
    """Headings of rules with the values that stand in no row: perhaps they are misspelt."""
    for heading, wanted in (*source.only.items(), *source.leave_out.items()):
        there = {folded(cell) for cell in cells[beside(heading)].fillna("").unique()}
        absent = [value for value in wanted if folded(value) not in there]
        if absent:
            yield heading, absent


def _said(column: pd.Series[str], said: Sequence[str]) -> pd.Series[bool]:
    marks = {folded(value) for value in said}
    return column.fillna("").map(folded).isin(marks)
