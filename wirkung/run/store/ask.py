"""Ask the results store: chosen rows as a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import JSON, Boolean, ColumnElement, Connection, Date, Float, Integer, RowMapping, String, select
from sqlalchemy.types import TypeEngine

from wirkung.run.store.store import compare, in_store
from wirkung.run.store.tables import REPORT, RESULT

_COLUMNS = (
    "title",
    "organisation",
    "status",
    "made_on",
    "published_on",
    "until",
    "evidence_level",
    "synthetic",
    "version",
    "publication",
)
_OF_REPORT = tuple(REPORT.c[name] for name in _COLUMNS)
_NESTED = ("about", "counts", "cautions")
_TYPES = (
    ((String, JSON), "str"),
    (Integer, "Int64"),
    (Float, "float64"),
    (Boolean, "bool"),
    (Date, "datetime64[s]"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which rows: of these programmes, years of reports, questions and subjects; empty is all of them.

    `subjects` are ids of the programme file as they stand in `about` of results.json, for example an indicator.
    """

    programmes: Sequence[str] = ()
    years: Sequence[int] = ()
    questions: Sequence[str] = ()
    subjects: Sequence[str] = ()


def results(out: Path, chosen: Chosen) -> pd.DataFrame:
    """Published results, the newest year first; what is withheld has no value, what is withdrawn says so.

    They are those of the report folders as they are now: the store is put right first.

    Parameters
    ----------
    out
        The output folder.
    chosen
        Which.

    Returns
    -------
    pandas.DataFrame
        One row per line of `results.json` in its order, after it what is known of its report; nested facts
        (`about`, `counts`, `cautions`) as JSON texts.

    Raises
    ------
    WorkspaceError
        The store cannot be reached.
    """
    asked = (
        select(*(column for column in RESULT.c if column is not RESULT.c.place), *_OF_REPORT)
        .join_from(RESULT, REPORT)
        .where(*_conditions(chosen))
        .order_by(RESULT.c.report_year.desc(), RESULT.c.programme, RESULT.c.place)
    )

    def ask(connection: Connection) -> Sequence[RowMapping]:
        compare(connection, out)
        return connection.execute(asked).mappings().all()

    rows = [_told(row) for row in in_store(out, ask) if _is_of(row["about"], chosen.subjects)]
    types = {column.name: _type(column.type) for column in asked.selected_columns}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _told(row: RowMapping) -> dict[str, Any]:
    nested = {name: json.dumps(row[name], ensure_ascii=False) for name in _NESTED}
    return {**row, **nested}


def _type(kind: TypeEngine[Any]) -> str:
    """Of a column, whatever stands in it, also where nothing does."""
    return next(name for each, name in _TYPES if isinstance(kind, each))


def _conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.programmes:
        conditions.append(RESULT.c.programme.in_(chosen.programmes))
    if chosen.years:
        conditions.append(RESULT.c.report_year.in_(chosen.years))
    if chosen.questions:
        conditions.append(RESULT.c.question.in_(chosen.questions))
    return conditions


def _is_of(about: dict[str, object], subjects: Sequence[str]) -> bool:
    if not subjects:
        return True
    named = [value for each in about.values() for value in (each if isinstance(each, list) else [each])]
    return any(subject in named for subject in subjects)
