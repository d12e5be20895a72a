"""One report to make, wherever that is done."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from wirkung.errors import WirkungError
from wirkung.run.execute import OnCell
from wirkung.run.guard import known
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
        try:
            report = make_report(self.job, self.out, on_cell=on_cell, limits=self.limits)
        except Exception as error:  # noqa: BLE001 - one report must not stop the others; it is reported
            return self.outcome(began, error=known(error))
        return self.outcome(began, report=report)

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
