"""`wirkung check`: whether a programme file and its data can be evaluated, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wirkung.disclosure.keys import Purpose
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.errors import WirkungError
from wirkung.io.assemble import read_tables
from wirkung.io.lawful import check_tables
from wirkung.io.tables import Tables
from wirkung.io.years import check_year, years_with_data
from wirkung.programme.lawful import check_lawful
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.run.guard import known


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A programme whose file and data can be used; `years` are the ones to show."""

    loaded: LoadedProgramme
    tables: Tables
    years: list[int]


def check_all(files: Sequence[Path], *, year: int | None) -> Iterator[Checked | WirkungError]:
    """Check programmes one after the other.

    Parameters
    ----------
    files
        Programme files.
    year
        A year that must have data; None for all years.

    Yields
    ------
    Checked or WirkungError
        One per file, in order; an error holds all problems of the file, or of its data.
    """
    for file in files:
        try:
            yield _check(file, year)
        except Exception as error:  # noqa: BLE001 - one programme must not stop the others; it is reported
            yield known(error)


def _check(file: Path, year: int | None) -> Checked:
    loaded = load_programme(file)
    check_lawful(loaded)
    # Says what is wrong with the register now, not when a report is to be published.
    memory = open_memory(room_of(loaded.path))
    file_key = None if memory is None else memory.keys.sub_key(Purpose.FILES)
    tables = read_tables(loaded.programme, loaded.path.parent, file_key=file_key)
    check_tables(loaded, tables, named=True)
    years = years_with_data(tables)
    # Without a year a run takes the latest.
    check_year(loaded.programme, tables, years[-1] if year is None else year, loaded.name)
    return Checked(loaded=loaded, tables=tables, years=years if year is None else [year])
