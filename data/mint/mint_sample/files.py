"""The sample data as files, the way a German office sends them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from openpyxl import Workbook

from mint_sample import costs, tables
from mint_sample.damage import damaged_answers, damaged_events, damaged_heading, damaged_persons
from mint_sample.parameters import NOTE, SEED, YEARS
from mint_sample.tables import Row, sample_years

FIXED_TIME = dt.datetime(2026, 7, 1, 12, 0, 0, tzinfo=dt.UTC)
NEW_LINE = "\r\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of all files, damage included, without headings."""

    persons: list[Row]
    answers: list[Row]
    hours: list[tuple[str | float, ...]]
    events: list[Row]
    costs: list[Row]


def sample() -> Sample:
    """Make all rows; the same ones each time."""
    years = sample_years()
    rng = np.random.Generator(np.random.PCG64([SEED, 2]))
    return Sample(
        persons=damaged_persons(rng, [row for one in years for row in tables.person_rows(one)]),
        answers=damaged_answers(rng, [row for one in years for row in tables.answer_rows(one)]),
        hours=[row for one in years for row in tables.hour_rows(one)],
        events=damaged_events(rng, tables.event_rows(years)),
        costs=[line for year in YEARS for line in costs.ledger(year)],
    )


def write_all(folder: Path, rows: Sample) -> list[Path]:
    """Write the five files into a folder; the same bytes each time."""
    return [
        # The office's export of registrations ends with a blank line.
        _write_csv(folder / "anmeldungen.csv", tables.PERSON_HEADINGS, rows.persons, "cp1252", after=NEW_LINE),
        _write_csv(folder / "befragung.csv", damaged_heading(tables.ANSWER_HEADINGS), rows.answers, "utf-8-sig"),
        _write_workbook(folder / "anwesenheit.xlsx", rows.hours),
        _write_csv(folder / "ereignisse.csv", tables.EVENT_HEADINGS, rows.events, "cp1252"),
        _write_csv(folder / "kosten.csv", costs.HEADINGS, rows.costs, "cp1252"),
    ]


def _write_csv(path: Path, headings: Row, rows: Iterable[Row], encoding: str, *, after: str = "") -> Path:
    lines = [";".join(row) for row in (headings, *rows)]
    path.write_bytes((NEW_LINE.join(lines) + NEW_LINE + after).encode(encoding))
    return path


def _write_workbook(path: Path, rows: Iterable[Sequence[str | float]]) -> Path:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Anwesenheit")
    for row in (tables.HOUR_HEADINGS, *rows):
        sheet.append(row)
    workbook.properties.creator = NOTE
    workbook.properties.created = FIXED_TIME.replace(tzinfo=None)
    raw = io.BytesIO()
    workbook.save(raw)
    path.write_bytes(_without_clock(raw.getvalue()))
    return path


def _without_clock(workbook: bytes) -> bytes:
    """The same workbook with fixed times, and not compressed: compression differs between machines."""
    out = io.BytesIO()
    stamp = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, old.read(name))
            entry = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.create_system = 0  # else the operating system is written into the file
            new.writestr(entry, content)
    return out.getvalue()
