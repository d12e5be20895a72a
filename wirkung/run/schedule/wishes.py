"""What is to happen when, whatever scheduler does it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

REPORTS = "wirkung-reports"
DRY_RUN = "wirkung-dry-run"
DRY_RUN_DAY = 15  # of every month
FAILED_VARIABLE = "WIRKUNG_FAILED"  # tells the hook what failed
ENVIRONMENT = ".wirkung/environment"  # in the workspace; where the office keeps addresses of databases

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Which reports on which day of the year, and where.

    `workspace` and `python` are paths of this machine, `files` and `sample` count from the workspace; `on_failure`
    is a command line of the system's shell, empty for none.
    """

    workspace: str
    python: str
    files: tuple[str, ...]
    sample: str
    on: dt.date  # its year does not count
    at: dt.time
    on_failure: str = ""

    @property
    def reports(self) -> tuple[str, ...]:
        """The command line of the yearly run."""
        return (self.python, "-m", "wirkung", "run", *self.files, "--resume", "--log", "json")

    @property
    def dry_run(self) -> tuple[str, ...]:
        """The command line of the monthly try."""
        return (self.python, "-m", "wirkung", "dry-run", self.sample)

    @property
    def jobs(self) -> dict[str, tuple[str, ...]]:
        """Both by name."""
        return {REPORTS: self.reports, DRY_RUN: self.dry_run}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Files of a scheduler by name, and the command lines that set them up, run in their folder."""

    files: Files
    set_up: tuple[str, ...]
    programs: tuple[str, ...] = ()  # which of the files are started
