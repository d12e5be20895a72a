"""How good the answers are and how many persons results rest on: for the evaluator, small numbers included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pandas as pd

from wirkung.declared import Group, IdMatch, LeftOut, SourceRole, Wave
from wirkung.disclosure.treatment import treated
from wirkung.finding import CrossTable
from wirkung.io.tables import Tables
from wirkung.programme.model import Indicator, Programme
from wirkung.year.data import YearData, score

# With two questions the same answer twice says little.
FEWEST_ITEMS = 3


def id_matches(tables: Tables | None) -> CrossTable:
    """Persons of the list who are in each other table and who are not, and its rows about nobody of the list."""
    if tables is None or tables.persons.empty:
        return CrossTable(code="ids", columns=tuple(IdMatch), rows=())
    joined = {
        SourceRole.MEASUREMENTS: tables.measurements,
        SourceRole.ATTENDANCE: tables.attendance,
        SourceRole.EVENTS: tables.events,
    }
    listed = tables.persons["person"].unique()
    rows = []
    for role, table in joined.items():
        if table is not None:
            found = int(pd.Series(listed).isin(table["person"]).sum())
            unknown = sum(
                dict(account.left_out).get(LeftOut.UNKNOWN_PERSON, 0)
                for account in tables.accounts
                if account.role is role
            )
            rows.append((role.value, (float(found), float(len(listed) - found), float(unknown))))
    return CrossTable(code="ids", columns=tuple(IdMatch), rows=tuple(rows))


def at_an_end(data: YearData | None, end: Literal["lowest", "highest"]) -> CrossTable:
    """Of those with a score, the share at the lowest or highest possible one, by indicator and wave."""

    def share(rows: pd.DataFrame, indicator: Indicator) -> float | None:
        scores = score(rows, indicator).dropna()
        if indicator.scale is None or scores.empty:
            return None
        bound = indicator.scale.low if end == "lowest" else indicator.scale.high
        return float((scores == bound).mean())

    return _by_wave(end, data, share, lambda indicator: indicator.scale is not None)


def given(data: YearData | None, which: Literal["least", "mean", "greatest"]) -> CrossTable:
    """The least, mean or greatest answer as given, by question and wave: what was exchanged can be seen."""
    rows = None if data is None else data.rows_of_year(data.tables.measurements)
    if data is None or rows is None:
        return CrossTable(code=which, columns=tuple(Wave), rows=())
    how = {"least": "min", "mean": "mean", "greatest": "max"}[which]
    waves = rows.groupby("wave", sort=False)

    def numbers(item: str) -> tuple[float | None, ...]:
        found = waves[item].agg(how).dropna()
        return tuple(float(found[wave]) if wave in found.index else None for wave in Wave)

    lines = tuple((heading(data.programme, item), numbers(item)) for item in items_of(rows))
    return CrossTable(code=which, columns=tuple(Wave), rows=lines, decimals=2)


def heading(programme: Programme, item: str) -> str:
    """How the office's file calls a question."""
    headings = {name: title for source in programme.data.surveys for name, title in source.columns.items()}
    return headings.get(item, item)


def items_of(measured: pd.DataFrame) -> list[str]:
    """The questions of a table of answers."""
    return [name for name in measured.columns if name not in ("person", "year", "wave")]


def straight_lined(data: YearData | None) -> CrossTable:
    """Of those who answered all items of an indicator, the share with one answer to all, before any is turned."""

    def share(rows: pd.DataFrame, indicator: Indicator) -> float | None:
        answers = rows[indicator.items].dropna()
        same = answers.eq(answers.iloc[:, 0], axis="index").all(axis="columns")
        return None if answers.empty else float(same.mean())

    return _by_wave("straight", data, share, lambda indicator: len(indicator.items) >= FEWEST_ITEMS)


def resting(data: YearData | None) -> CrossTable:
    """Persons with a score before and after, by indicator and group, in the data as the report uses them."""
    if data is None or data.tables.measurements is None:
        return CrossTable(code="resting", columns=tuple(Group), rows=())
    used = treated(data, data.programme.privacy.smallest_group).data
    rows = tuple(
        (
            indicator.label,
            tuple(
                float(used.answered(indicator.id, group, *used.waves(indicator)).chosen.sum()) for group in Group
            ),
        )
        for indicator in data.programme.outcomes
    )
    return CrossTable(code="resting", columns=tuple(Group), rows=rows)


def _by_wave(
    code: str,
    data: YearData | None,
    share: Callable[[pd.DataFrame, Indicator], float | None],
    counts: Callable[[Indicator], bool],
) -> CrossTable:
    rows = None if data is None else data.rows_of_year(data.tables.measurements)
    if data is None or rows is None:
        return CrossTable(code=code, columns=tuple(Wave), rows=(), shares=True)
    lines = tuple(
        (indicator.label, tuple(share(rows[rows["wave"] == wave], indicator) for wave in Wave))
        for indicator in data.programme.indicators
        if counts(indicator)
    )
    return CrossTable(code=code, columns=tuple(Wave), rows=lines, shares=True)
