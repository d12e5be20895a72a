"""What a run will do: every programme file read and checked before the first kernel starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wirkung.disclosure.keys import Purpose
from wirkung.disclosure.register.room import room_of
from wirkung.errors import DataError, Place, Problem, ProgrammeFileError, WirkungError
from wirkung.finding import SourceAccount
from wirkung.io.assemble import read_tables
from wirkung.io.lawful import check_tables
from wirkung.io.tables import Tables
from wirkung.io.until import Until
from wirkung.io.years import years_with_data
from wirkung.programme.lawful import check_lawful
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.run.guard import known
from wirkung.run.notebooks import Chosen, chosen
from wirkung.run.parameters import Parameters
from wirkung.run.workspace import NOTEBOOK, find_workspace


class Why(StrEnum):
    """Why a report is made although there is one; the words stand in the catalogue under `run.why`."""

    NOTHING = "nothing"  # would be the same; it is made because somebody asks for it
    NO_REPORT = "no_report"
    UNREADABLE = "unreadable"
    FILES = "files"
    PROGRAMME = "programme"
    DATA = "data"
    NOTEBOOK = "notebook"
    LANGUAGE = "language"
    UNTIL = "until"
    CODE = "code"
    PACKAGES = "packages"
    REGISTER = "register"


class AsIs(StrEnum):
    """Why nothing is done; the words stand in the catalogue under `cli.outcome`."""

    CURRENT = "current"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of which years reports are asked for.

    Without `year` and `years` it is the latest with data; of `years` those without data are skipped, unless none
    has any. `notebooks` are names; without them it is the main one of each programme. `compare` asks for what is
    read to be compared with what was published; `until` is the last day that counts, of preliminary reports.
    """

    year: int | None = None
    years: tuple[int, ...] = ()
    notebooks: tuple[str, ...] = ()
    compare: bool = False
    until: dt.date | None = None

    @property
    def all_years(self) -> tuple[int, ...]:
        """The years that were named; none for the latest."""
        return self.years if self.year is None else (self.year,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One report to make.

    `folder` is where the notebook's kernel starts, and from there
    `parameters["programme"]` leads to the programme file without naming a folder of this machine. `accounts` are
    of the files that were read for the plan, if any; `why` says why the report is made, where that was asked for.
    `until` is the last day that counts, of a preliminary report.
    """

    name: str
    loaded: LoadedProgramme
    parameters: Parameters
    workspace: Path
    chosen: Chosen
    folder: Path
    accounts: tuple[SourceAccount, ...] = ()
    why: tuple[Why, ...] = ()
    until: dt.date | None = None

    @property
    def place(self) -> str:
        """The report's folder in that of its year: the programme's id, and what stands beside its main report."""
        identifier, beside = self.loaded.programme.id, self.chosen.beside
        return f"{identifier}.{beside}" if beside else identifier

    @property
    def title(self) -> str:
        """What is said of it while it is made."""
        return f"{titled(self.name, self.chosen.beside)}  {self.parameters['year']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A programme file that cannot be evaluated, and why."""

    name: str
    error: WirkungError


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A report that need not be made, or cannot be since nothing is known of the year."""

    name: str
    year: int
    as_is: AsIs
    beside: str = ""


Item = Job | Refused | Skipped


def titled(name: str, beside: str) -> str:
    """A programme file and, where it is not the main one, the notebook."""
    return f"{name} ({beside})" if beside else name


def plan(files: Sequence[Path], asked: Asked, *, language: str) -> list[Item]:
    """Jobs of every programme file, or its refusal, in the order given.

    Parameters
    ----------
    files
        Programme files.
    asked
        Of which years. A single year is taken at its word; for all else the data are read.
    language
        «de» or «en».
    """
    planned: list[Item] = []
    for file in files:
        try:
            planned += _jobs(file, asked, language)
        except Exception as error:  # noqa: BLE001 - one programme must not stop the others; it is reported
            planned.append(Refused(name=file.as_posix(), error=known(error)))
    return _once(planned)


def _jobs(file: Path, asked: Asked, language: str) -> Iterator[Job | Skipped]:
    loaded = load_programme(file)
    check_lawful(loaded)  # before a kernel starts, and whether or not the data are read here
    workspace = find_workspace(loaded.path)
    notebooks = chosen(workspace, asked.notebooks, loaded.programme.notebook, language=language)
    folder, programme = _reach(loaded.path, workspace)
    if asked.until is not None:
        Until(day=asked.until, programme=loaded.programme).check(loaded.name, asked.year)
    tables = None if asked.year is not None and not asked.compare else _read(loaded, asked.until)
    for year, has_data in _years(loaded, asked, tables):
        if not has_data:
            yield Skipped(name=loaded.name, year=year, as_is=AsIs.NO_DATA)
            continue
        for each in notebooks:
            yield Job(
                name=loaded.name,
                loaded=loaded,
                parameters=Parameters(programme=programme, year=year, language=language),
                workspace=workspace,
                chosen=each,
                folder=folder,
                accounts=() if tables is None else tables.accounts,
                until=asked.until,
            )


def _read(loaded: LoadedProgramme, until: dt.date | None) -> Tables:
    keys = room_of(loaded.path).keys
    file_key = keys.keys().sub_key(Purpose.FILES) if keys.is_there else None
    tables = read_tables(loaded.programme, loaded.path.parent, file_key=file_key, until=until)
    check_tables(loaded, tables)
    return tables


def _years(loaded: LoadedProgramme, asked: Asked, tables: Tables | None) -> list[tuple[int, bool]]:
    """The years to report on, each with whether there are data of it.

    Raises
    ------
    DataError
        When the data name no year, or none that was asked for.
    """
    if tables is None:
        return [(year, True) for year in asked.all_years]
    known_years = years_with_data(tables)
    place = Place(file=loaded.name)
    if not known_years:
        raise DataError([Problem(code="run.no_year", place=place)])
    years = asked.all_years or known_years[-1:]
    if not set(years) & set(known_years):
        values = {"year": _listed(years), "years": _listed(known_years)}
        raise DataError([Problem(code="data.year_without_data", place=place, values=values)])
    return [(year, year in known_years) for year in years]


def _listed(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))


def _reach(path: Path, workspace: Path) -> tuple[Path, str]:
    """The kernel's folder, and the programme file as the notebook names it from there.

    Inside the workspace the kernel starts where JupyterLab would start it. The loader looks for the file
    in the kernel's folder and then in the folders above.
    """
    if path.is_relative_to(workspace):
        return workspace / NOTEBOOK.parent, path.relative_to(workspace).as_posix()
    return path.parent.parent, Path(path.parent.name, path.name).as_posix()


def _once(planned: Iterable[Item]) -> list[Item]:
    """The second of two jobs that would write the same report is refused."""
    seen: dict[tuple[str, int], str] = {}
    result: list[Item] = []
    for item in planned:
        if not isinstance(item, Job):
            result.append(item)
            continue
        key = (item.place, item.parameters["year"])
        if key in seen:
            values = {"id": item.loaded.programme.id, "other": seen[key]}
            problem = Problem(code="run.same_report", place=Place(file=item.name), values=values)
            result.append(Refused(name=item.name, error=ProgrammeFileError([problem])))
            continue
        seen[key] = item.name
        result.append(item)
    return result
