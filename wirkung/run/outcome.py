"""What became of a programme, and what the command line returns for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wirkung.errors import ExitCode, WirkungError
from wirkung.run.plan import AsIs


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one programme and year, by its main notebook or the one `beside` it.

    `report` is the published folder, or `error` says why there is none, or `as_is` why nothing was done.
    """

    name: str
    year: int | None
    seconds: float
    report: Path | None = None
    error: WirkungError | None = None
    as_is: AsIs | None = None
    beside: str = ""

    @property
    def kind(self) -> str:
        """In one word, which the catalogue knows under `cli.outcome`."""
        if self.as_is is not None:
            return self.as_is.value
        return "published" if self.report is not None else "failed"


def exit_code(errors: Iterable[WirkungError | None]) -> ExitCode:
    """What the command line returns: the kind of failure, if all failures are of one kind.

    Parameters
    ----------
    errors
        One per programme; None for success.

    Returns
    -------
    ExitCode
        `RUN_FAILED` for failures of several kinds.
    """
    kinds = {error.exit_code for error in errors if error is not None}
    if not kinds:
        return ExitCode.OK
    return kinds.pop() if len(kinds) == 1 else ExitCode.RUN_FAILED
