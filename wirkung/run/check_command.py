"""The command `wirkung check`, without its option parsing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wirkung.errors import ExitCode, WirkungError
from wirkung.run.check import Checked, check_all
from wirkung.run.check_summary import summary
from wirkung.run.console import guarded, say_problems, standard_error, standard_output
from wirkung.run.outcome import exit_code


def check_command(files: Sequence[Path], *, year: int | None, language: str, debug: bool) -> ExitCode:
    """Check programme files and their data.

    Parameters
    ----------
    files
        Programme files.
    year
        A year that must have data, and that the summary is about; None for all years.
    language
        «de» or «en».
    debug
        Show tracebacks.

    Returns
    -------
    ExitCode
        By kind of problem.
    """

    def check() -> ExitCode:
        errors: list[WirkungError] = []
        console = standard_output()
        for result in check_all(files, year=year):
            if isinstance(result, Checked):
                for part in summary(result, language):
                    console.print(part)
            else:
                errors.append(result)
        say_problems(standard_error(), errors, language=language, debug=debug)
        return exit_code(errors)

    return guarded(check, language=language, debug=debug)
