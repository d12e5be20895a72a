"""What became of a programme, and what the command line returns for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wirkung.errors import ExitCode, WirkungError


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one programme: `report` is the published folder, or `error` says why there is none."""

    name: str
    year: int | None
    seconds: float
    report: Path | None = None
    error: WirkungError | None = None


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
