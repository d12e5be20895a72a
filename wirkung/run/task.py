"""One report to make, wherever that is done."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from wirkung.disclosure.register.room import room_of
from wirkung.errors import WirkungError
from wirkung.run.execute import OnCell
from wirkung.run.guard import known
from wirkung.run.journal.book import Event, note
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.limits import Limits
from wirkung.run.make import make_report
from wirkung.run.outcome import Outcome
from wirkung.run.plan import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A report to make, and where."""

    job: Job
    out: Path
    limits: Limits

    def make(self, on_cell: OnCell) -> Outcome:
        """Make it; what goes wrong is in the outcome.

        Parameters
        ----------
        on_cell
            Called before each cell with the number of cells done and the number of all cells.
        """
        began = time.monotonic()
        report, failed = None, self.noted(JournalEvent.RUN_BEGUN)
        if failed is not None:
            return self.outcome(began, error=failed)
        try:
            report = make_report(self.job, self.out, on_cell=on_cell, limits=self.limits)
        except Exception as error:  # noqa: BLE001 - one report must not stop the others; it is reported
            failed = known(error)
        return self.ended(began, report=report, error=failed)

    def ended(self, began: float, *, report: Path | None = None, error: WirkungError | None = None) -> Outcome:
        """What became of it, begun at a time of `time.monotonic`, and noted in the audit log."""
        not_noted = self.noted(JournalEvent.RUN_DONE if error is None else JournalEvent.RUN_FAILED)
        return self.outcome(began, report=report, error=error or not_noted)

    def noted(self, event: JournalEvent) -> WirkungError | None:
        """Write to the audit log; what went wrong with that."""
        loaded = self.job.loaded
        of = Event(what=event, programme=loaded.programme.id, year=self.job.parameters["year"])
        try:
            note(room_of(loaded.path), of)
        except Exception as error:  # noqa: BLE001 - as above
            return known(error)
        return None

    def outcome(self, began: float, *, report: Path | None = None, error: WirkungError | None = None) -> Outcome:
        """What became of it, begun at a time of `time.monotonic`."""
        return Outcome(
            name=self.job.name,
            year=self.job.parameters["year"],
            beside=self.job.chosen.beside,
            seconds=time.monotonic() - began,
            report=report,
            error=error,
        )
