"""Tables with typed columns (Parquet, databases), read in a process of their own: the mapped columns as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from wirkung.errors import DataError, Place, Problem
from wirkung.finding import ColumnUse
from wirkung.io.child import read_in_child
from wirkung.io.headings import Head
from wirkung.io.limits import Limits
from wirkung.io.personal import personal_problems
from wirkung.io.spelling import folded
from wirkung.io.wanted import column_uses, headings_named, wanted_columns
from wirkung.programme.model import Source

SUFFIXES = frozenset({".parquet"})

Columns = tuple[pd.DataFrame, tuple[ColumnUse, ...], tuple[Problem, ...]]


def parquet_columns(path: Path, source: Source, place: Place, limits: Limits) -> Columns:
    """The columns of a Parquet file that are read, as text, an account of all, and which of them tell persons.

    Rows are counted from 1.

    Raises
    ------
    DataError
        The file is damaged, none of Parquet, without rows, lacks headings, or takes too much memory or time.
    """
    facts: dict[str, Any] = {"path": str(path), "damaged": "data.parquet_damaged", **_asked(source)}
    return _columns(read_in_child("parquet", place, limits, **facts), source, place)


def _asked(source: Source) -> dict[str, Any]:
    """Which columns the process that reads hands over."""
    dates = source.crosses is not None and not source.crosses.dates
    return {"wanted": [folded(heading) for heading in headings_named(source)], "dates": dates}


def _columns(answer: dict[str, Any], source: Source, place: Place) -> Columns:
    names, table = answer["names"], answer["table"]
    if not any(names):
        raise DataError([Problem(code="data.file_empty", place=place)])
    head = Head([names], 0)
    problems = head.problems(headings_named(source), place)
    if not problems and not table.num_rows:
        problems.append(Problem(code="data.table_empty", place=place))
    if problems:
        raise DataError(problems)
    recognisable = personal_problems(zip(head.lowest, answer["samples"], strict=True), source, place)
    columns = {name: _words(table, at) for name, at in wanted_columns(head, source).items()}
    cells = pd.DataFrame(columns, index=pd.RangeIndex(1, table.num_rows + 1), dtype="str", copy=False)
    return cells, tuple(column_uses(head, source)), tuple(recognisable)


def _words(table: pa.Table, at: int) -> pd.Series[str]:
    column = table.column(str(at)).cast(pa.large_string()).fill_null("")
    words: pd.Series[str] = pd.Series(column.to_pandas(), dtype="str")
    return words.set_axis(range(1, len(words) + 1))
