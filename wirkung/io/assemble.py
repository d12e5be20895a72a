"""The office's files -> the tables of a study, or everything that is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wirkung.declared import SourceRole, Wave
from wirkung.errors import DataError, Problem
from wirkung.io import attendance, costs, events, measurements, persons, total_parts, totals
from wirkung.io.assignment import tell_cross_overs
from wirkung.io.consent import ids_in, is_assumed, persons_without, regardless_of_spelling
from wirkung.io.intake import Intake
from wirkung.io.order_doubts import tell_turned
from wirkung.io.pseudonyms import Pseudonyms
from wirkung.io.read import TextTable, read_source
from wirkung.io.same_answers import check_same_answers
from wirkung.io.tables import Tables
from wirkung.io.until import Until
from wirkung.io.wave_order import check_wave_dates, check_wave_names
from wirkung.programme.model import Programme
from wirkung.programme.processing import OF_NOBODY
from wirkung.programme.sources import DataSources, Source


@dataclass(slots=True)
class _Part:
    """A source with its converted rows; `frame` is None from the moment that a problem stands in the way.

    What makes persons recognisable stops a report, but is in the way of no other finding.
    """

    role: SourceRole
    source: Source
    problems: list[Problem]
    recognisable: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    table: TextTable | None = None
    intake: Intake | None = None
    frame: pd.DataFrame | None = None


def read_tables(
    programme: Programme,
    folder: Path,
    *,
    key: bytes | None = None,
    file_key: bytes | None = None,
    until: dt.date | None = None,
) -> Tables:
    """All tables of a programme, checked, with pseudonyms in place of ids.

    Parameters
    ----------
    programme
        Says which files there are, how their columns and values are called, and what the scales are.
    folder
        The folder of the programme file; the paths of the sources count from there.
    key
        Makes the pseudonyms, so that they are the same in every call with it; None for one of this call alone.
    file_key
        Makes the fingerprints of the files; None for none.
    until
        The last day that counts; None for all that the files say.

    Returns
    -------
    Tables
        Rows in the order of the files, with an account of each source in the order of `data:`.

    Raises
    ------
    DataError
        With every problem of every file: missing and unreadable files, missing headings, cells that are not
        what their column holds, values that the programme file does not map, persons in both groups, files
        whose persons are not in the list, waves that nobody answered, sources that cannot tell what was known
        on the day `until`.
    """
    ignoring = tuple(programme.data.ids_ignore)
    pseudonyms = Pseudonyms(ignoring) if key is None else Pseudonyms(ignoring, key)
    parts = [_Part(role, source, []) for role, source in _sources(programme.data)]
    cut = None if until is None else Until(day=until, programme=programme)
    for part in parts:
        _read(part, folder, file_key)
    _leave_out(parts, pseudonyms)
    for part in parts:
        _convert(part, programme, pseudonyms, cut)
    _link(parts, programme)
    if cut is not None:
        _cut_off(parts, cut)
    _check_waves([part for part in parts if part.role is SourceRole.MEASUREMENTS], programme)
    answers = _answers(
        [part for part in parts if part.role is SourceRole.MEASUREMENTS],
        programme,
        linked=_listed(parts) is not None,
    )
    problems = [problem for part in parts for problem in (*part.recognisable, *part.problems)]
    if problems:
        # One file can be a source twice, and what is wrong with it is then found twice.
        raise DataError(problem for at, problem in enumerate(problems) if problem not in problems[:at])
    ledger = _ledger([part for part in parts if part.role is SourceRole.COSTS])
    if cut is not None and ledger is not None:
        ledger = cut.ledger(ledger)
    frames = {part.role: part.frame for part in parts if part.frame is not None}
    return Tables(
        persons=frames.get(SourceRole.PERSONS, persons.nobody()).reset_index(drop=True),
        measurements=answers,
        attendance=frames.get(SourceRole.ATTENDANCE),
        events=frames.get(SourceRole.EVENTS),
        totals=frames.get(SourceRole.TOTALS),
        costs=ledger,
        accounts=tuple(part.intake.account() for part in parts if part.intake is not None),
        columns=tuple(part.intake.columns() for part in parts if part.intake is not None),
        remarks=_remarks(parts),
        until=until,
        alike={} if key is None else _alike(parts),
    )


def _sources(data: DataSources) -> Iterator[tuple[SourceRole, Source]]:
    if data.persons is not None:
        yield SourceRole.PERSONS, data.persons
    for source in data.surveys:
        yield SourceRole.MEASUREMENTS, source
    for role, optional in (
        (SourceRole.ATTENDANCE, data.attendance),
        (SourceRole.EVENTS, data.events),
        (SourceRole.TOTALS, data.totals),
    ):
        if optional is not None:
            yield role, optional
    for source in data.ledgers:
        yield SourceRole.COSTS, source


def _read(part: _Part, folder: Path, file_key: bytes | None) -> None:
    try:
        part.table = read_source(part.source, part.role, folder, key=file_key)
    except DataError as error:
        part.problems.extend(error.problems)


def _leave_out(parts: list[_Part], pseudonyms: Pseudonyms) -> None:
    """Leave out the rows of persons who did not consent, as another source says."""
    tables = [part.table for part in parts if part.table is not None]
    said = [(each.role, each.source, each.consents) for each in tables if each.consents is not None]
    gone = persons_without(said, pseudonyms)
    for part in parts:
        if gone and part.table is not None and part.role not in OF_NOBODY:
            ids = ids_in(part.table.cells, part.source)
            try:
                part.table = part.table.without_rows(ids.index[regardless_of_spelling(ids, pseudonyms).isin(gone)])
            except DataError as error:
                part.problems.extend(error.problems)
                part.table = None


def _convert(part: _Part, programme: Programme, pseudonyms: Pseudonyms, cut: Until | None) -> None:
    table = part.table
    if table is None:
        return
    try:
        part.remarks, part.recognisable = table.remarks, table.recognisable
        part.intake = _intake(table, programme, pseudonyms)
    except DataError as error:
        part.problems.extend(error.problems)
        return
    part.problems = part.intake.faults.problems
    if is_assumed(programme, part.source) and part.role not in OF_NOBODY:
        part.intake.faults.note("data.consent_assumed")
    frame = _converted(part.role, part.intake, programme, part.source, cut)
    if cut is not None and frame is not None and not part.problems:
        frame = cut.dated(part.role, frame, part.intake)
    part.frame = None if part.problems else frame


def _intake(table: TextTable, programme: Programme, pseudonyms: Pseudonyms) -> Intake:
    period = programme.year_is
    match table.role:
        case SourceRole.PERSONS:
            required, numeric = persons.required_columns(programme), persons.numeric_columns(programme)
        case SourceRole.MEASUREMENTS:
            required, numeric = ("person", "wave"), measurements.items_of(programme, table.source)
        case SourceRole.ATTENDANCE:
            required, numeric = attendance.required_columns(table.source), attendance.HOURS
        case SourceRole.EVENTS:
            required, numeric = ("person", "event"), ()
        case SourceRole.TOTALS:
            required = ("course", "year")
            numeric = (*totals.NUMBERS, *total_parts.columns_of_categories(table.source))
        case SourceRole.COSTS:
            marks = costs.currency_marks(programme.costs.currency if programme.costs else "EUR")
            required = ("year", "category")
            return Intake(
                table, pseudonyms, required=required, numeric=costs.AMOUNTS, currency=marks, period=period
            )
    return Intake(table, pseudonyms, required=required, numeric=numeric, period=period)


def _converted(
    role: SourceRole, intake: Intake, programme: Programme, source: Source, cut: Until | None
) -> pd.DataFrame | None:
    match role:
        case SourceRole.PERSONS:
            return persons.convert_persons(intake, programme)
        case SourceRole.MEASUREMENTS:
            return measurements.convert_measurements(intake, measurements.items_of(programme, source))
        case SourceRole.ATTENDANCE:
            return attendance.convert_attendance(intake, source.crosses, cut)
        case SourceRole.EVENTS:
            return events.convert_events(intake)
        case SourceRole.TOTALS:
            return totals.convert_totals(intake, source)
        case SourceRole.COSTS:
            return costs.convert_costs(intake, programme.costs, programme.design.arms)


def _link(parts: list[_Part], programme: Programme) -> None:
    """Join every part to the persons; nothing to join to where their list has problems."""
    people = _listed(parts)
    if people is None or people.frame is None or people.intake is None:
        return
    people.frame = persons.one_row_a_year(people.frame, people.intake, programme)
    earlier: list[pd.DataFrame] = []
    tolerance = programme.data.ids_tolerance
    for part in parts[1:]:
        if part.frame is None or part.intake is None:
            continue
        if part.role is SourceRole.MEASUREMENTS:
            rows = measurements.one_row_a_wave(
                part.frame, people.frame, part.intake, people.intake, earlier, part.source.several, tolerance
            )
            part.frame = measurements.within_scale(rows, programme, part.intake)
            earlier.append(part.frame)
        elif part.role is SourceRole.ATTENDANCE:
            part.frame = attendance.linked_attendance(
                part.frame, people.frame, part.intake, people.intake, tolerance
            )
            tell_cross_overs(part.intake, part.frame, people.frame, programme.design)
        elif part.role is SourceRole.EVENTS:
            part.frame = events.linked_events(part.frame, people.frame, part.intake, people.intake, tolerance)


def _cut_off(parts: list[_Part], cut: Until) -> None:
    """Leave out whoever entered later and what was later, once everybody could be found in the list."""
    people = _listed(parts)
    known = None if people is None else people.frame
    for part in parts:
        if known is None or part.frame is None or part.intake is None or part.role is SourceRole.COSTS:
            continue
        part.frame = cut.linked(part.role, part.frame, known, part.intake, crosses=part.source.crosses is not None)


def _check_waves(parts: list[_Part], programme: Programme) -> None:
    """Ask where names, numbers or dates say that waves were exchanged."""
    read = [(part.source, part.intake) for part in parts if part.intake is not None]
    check_wave_names([(source, one, measurements.items_of(programme, source)) for source, one in read])
    check_wave_dates([intake for _, intake in read])


def _ledger(parts: list[_Part]) -> pd.DataFrame | None:
    """All rows of the ledger as one table; None where there is none."""
    frames = [part.frame for part in parts if part.frame is not None]
    first = next((part.intake for part in parts if part.intake is not None), None)
    return costs.ledger_of(frames, first) if frames and first is not None else None


def _remarks(parts: list[_Part]) -> tuple[Problem, ...]:
    """What was decided, each once: one file can be several sources."""
    kept: list[Problem] = []
    for part in parts:
        if part.intake is not None:
            told = (*part.remarks, *part.intake.faults.remarks)
            kept += [one for at, one in enumerate(told) if one not in kept and one not in told[:at]]
    return tuple(kept)


def _listed(parts: list[_Part]) -> _Part | None:
    """The list of persons, if there is one and nothing is wrong with it."""
    return next((part for part in parts if part.role is SourceRole.PERSONS and part.frame is not None), None)


def _alike(parts: list[_Part]) -> dict[str, str]:
    people = _listed(parts)
    return {} if people is None or people.intake is None else people.intake.alike()


def _answers(parts: list[_Part], programme: Programme, *, linked: bool) -> pd.DataFrame | None:
    """All measurements as one table; None where there are none, or problems in them or the persons."""
    frames = [part.frame for part in parts if part.frame is not None]
    intakes = [part.intake for part in parts if part.intake is not None]
    if not parts or not linked or any(part.problems for part in parts):
        return None
    items = dict.fromkeys(item for part in parts for item in measurements.items_of(programme, part.source))
    table = measurements.merged(frames, list(items))
    measurements.report_unanswered(table, frames, intakes)
    told = {
        wave: [one for one, frame in zip(intakes, frames, strict=True) if (frame["wave"] == wave).any()]
        for wave in Wave
    }
    check_same_answers(table, programme, told)
    tell_turned(table, told)
    return table
