"""Are the data usable, before anyone evaluates? Counts for the evaluator, small ones included."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wirkung.declared import Group, Wave
from wirkung.disclosure.keys import Purpose
from wirkung.disclosure.register.room import room_of
from wirkung.errors import WirkungError
from wirkung.finding import Columns, CrossTable, Files, Minimisation, Problems
from wirkung.io.assemble import read_tables
from wirkung.io.lawful import check_tables
from wirkung.io.tables import Tables
from wirkung.io.years import check_year, years_with_data
from wirkung.programme.lawful import check_lawful
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.programme.model import Programme
from wirkung.study.minimisation import columns_by_file, minimisation
from wirkung.study.quality import at_an_end, given, heading, id_matches, items_of, resting, straight_lined
from wirkung.year.data import YearData
from wirkung.year.tracking.check import irregular_events


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCheck:
    """What the data check shows. Where a file could not be read, `problems` says so and the tables are empty."""

    loaded: LoadedProgramme | None
    problems: Problems
    files: Files
    columns: Columns
    ids: CrossTable
    persons: CrossTable
    answers: CrossTable
    missing: CrossTable
    least: CrossTable
    mean: CrossTable
    greatest: CrossTable
    lowest: CrossTable
    highest: CrossTable
    straight: CrossTable
    events: CrossTable
    resting: CrossTable
    minimisation: Minimisation


def check_files(programme: str | Path, *, year: int | None) -> DataCheck:
    """Read programme file and data and count persons, answers and gaps.

    Parameters
    ----------
    programme
        Path of the programme file, from the current folder or one above it.
    year
        The year whose questions are counted; None for the latest with data.
    """
    loaded = tables = None
    try:
        loaded = load_programme(programme)
        check_lawful(loaded)
        keys = room_of(loaded.path).keys
        file_key = keys.keys().sub_key(Purpose.FILES) if keys.is_there else None
        read = read_tables(loaded.programme, loaded.path.parent, file_key=file_key)
        check_tables(loaded, read)
        tables = read
        year = year or years_with_data(tables)[-1]
        check_year(loaded.programme, tables, year, loaded.name)
    except WirkungError as error:
        remarks = () if tables is None else tables.remarks
        return _check(loaded, tables, Problems(problems=error.problems, remarks=remarks), year or 0)
    return _check(loaded, tables, Problems(problems=(), remarks=tables.remarks), year)


def _check(loaded: LoadedProgramme | None, tables: Tables | None, problems: Problems, year: int) -> DataCheck:
    data = None if loaded is None or tables is None else YearData(loaded.programme, tables, year)
    return DataCheck(
        loaded=loaded,
        problems=problems,
        files=Files(accounts=() if tables is None else tables.accounts),
        columns=Columns(files=() if tables is None else columns_by_file(tables)),
        ids=id_matches(tables),
        persons=_persons(tables),
        answers=_answers(tables),
        missing=_missing(None if loaded is None else loaded.programme, tables, year),
        least=given(data, "least"),
        mean=given(data, "mean"),
        greatest=given(data, "greatest"),
        lowest=at_an_end(data, "lowest"),
        highest=at_an_end(data, "highest"),
        straight=straight_lined(data),
        events=_events(data),
        resting=resting(data),
        minimisation=minimisation(data),
    )


def _events(data: YearData | None) -> CrossTable:
    return CrossTable(code="events", columns=tuple(Group), rows=()) if data is None else irregular_events(data)


def _persons(tables: Tables | None) -> CrossTable:
    rows: tuple[tuple[str, tuple[float | None, ...]], ...] = ()
    if tables is not None:
        counts = pd.crosstab(tables.persons["year"], tables.persons["group"]).reindex(
            columns=list(Group), fill_value=0
        )
        rows = tuple((str(year), tuple(float(number) for number in line)) for year, *line in counts.itertuples())
    return CrossTable(code="persons", columns=tuple(Group), rows=rows)


def _answers(tables: Tables | None) -> CrossTable:
    rows: tuple[tuple[str, tuple[float | None, ...]], ...] = ()
    if tables is not None and tables.measurements is not None:
        measured = tables.measurements
        given = measured[measured[items_of(measured)].notna().any(axis="columns")]
        counts = pd.crosstab(given["year"], given["wave"]).reindex(columns=list(Wave), fill_value=0)
        rows = tuple((str(year), tuple(float(number) for number in line)) for year, *line in counts.itertuples())
    return CrossTable(code="answers", columns=tuple(Wave), rows=rows)


def _missing(programme: Programme | None, tables: Tables | None, year: int) -> CrossTable:
    rows: tuple[tuple[str, tuple[float | None, ...]], ...] = ()
    if programme is not None and tables is not None and tables.measurements is not None:
        measured = tables.measurements[tables.measurements["year"] == year]
        rows = tuple((heading(programme, item), _shares_missing(measured, item)) for item in items_of(measured))
    return CrossTable(code="missing", columns=tuple(Wave), rows=rows, shares=True)


def _shares_missing(measured: pd.DataFrame, item: str) -> tuple[float | None, ...]:
    shares = measured[item].isna().groupby(measured["wave"]).mean()
    return tuple(float(shares[wave]) if wave in shares.index else None for wave in Wave)
