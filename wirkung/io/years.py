"""The years there are data of, and whether a report can be made of one of them."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.declared import CostCategory, Group, Wave
from wirkung.errors import DataError, Place, Problem
from wirkung.io.answered import indicators_without_wave
from wirkung.io.reach import reach_problems
from wirkung.io.tables import Tables
from wirkung.programme.model import Programme
from wirkung.programme.waves import waves_of


def years_with_data(tables: Tables) -> list[int]:
    """The years that occur in the list of persons; without one in that of courses, or in the ledger; ascending."""
    listed = tables.persons if tables.totals is None else tables.totals
    if listed.empty and tables.costs is not None:
        listed = tables.costs[tables.costs["whole_year"] & (tables.costs["category"] != CostCategory.INCOME)]
    return sorted(int(year) for year in listed["year"].unique())


def check_year(programme: Programme, tables: Tables, year: int, name: str) -> None:
    """Say what a report of this year would lack; whatever `wirkung run` asks of a year is asked here.

    Parameters
    ----------
    programme, tables
        A programme and its data.
    year
        Of the report.
    name
        The programme file, as people are shown it.

    Raises
    ------
    DataError
        There is nothing of the year, nobody of it took part, a wave of the programme file has no answer, or
        more took part than the target group has.
    """
    years = years_with_data(tables)
    if year not in years:
        values = {"year": year, "years": ", ".join(map(str, years))}
        raise DataError([Problem(code="data.year_without_data", place=Place(file=name), values=values)])
    problems = list(_lacking(programme, tables, year, name))
    if problems:
        raise DataError(problems)


def _lacking(programme: Programme, tables: Tables, year: int, name: str) -> Iterator[Problem]:
    groups = tables.persons["group"][tables.persons["year"] == year]
    if programme.data.persons is not None and not (groups == Group.PROGRAMME).any():
        place = Place(file=name, key="data.persons")
        yield Problem(code="data.nobody_took_part", place=place, values={"year": year})
    silent = _waves_without_answers(programme, tables, year)
    for wave in silent:
        place = Place(file=name, key="data.measurements")
        yield Problem(code="data.wave_without_rows", place=place, values={"wave": wave, "year": year})
    yield from indicators_without_wave(programme, tables, year, known=silent, file=name)
    yield from reach_problems(programme, tables, year, name)


def _waves_without_answers(programme: Programme, tables: Tables, year: int) -> tuple[Wave, ...]:
    """Waves that the programme file declares and to which nobody answered in a year; before and after only.

    The follow-up comes months later and may still lie ahead; a report can be made without it.
    """
    if tables.measurements is None:
        return ()
    rows = tables.measurements[tables.measurements["year"] == year]
    items = rows.columns.difference(["person", "year", "wave"])
    answered = set(rows["wave"][rows[items].notna().any(axis="columns")])
    declared = _declared(programme)
    return tuple(wave for wave in (Wave.BEFORE, Wave.AFTER) if wave in declared and wave not in answered)


def _declared(programme: Programme) -> set[str]:
    waves: set[str] = set()
    for source in programme.data.surveys:
        constant = source.constants.get("wave")
        waves |= {str(constant)} if constant is not None else set()
        mapped = source.values.get("wave")
        if mapped is not None:
            waves |= {str(wave) for wave in mapped.values()}
        elif "wave" in source.columns:
            waves |= {wave for indicator in programme.indicators for wave in waves_of(programme, indicator)}
    return waves
