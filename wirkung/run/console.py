"""What the command line says: problems on standard error, results on standard output."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from wirkung.catalogue import message
from wirkung.errors import ExitCode, WirkungError
from wirkung.run.guard import known
from wirkung.run.outcome import Outcome
from wirkung.run.staging import REPORT

WIDE = 200  # columns where nobody looks at a terminal: a path must not be broken in a log file


def standard_output() -> Console:
    """Where results go."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDE)


def standard_error() -> Console:
    """Where problems and progress go."""
    return Console(highlight=False, stderr=True)


def say(console: Console, sentence: str) -> None:
    """One sentence as it is: not broken into lines, square brackets are no markup."""
    console.print(sentence, markup=False, soft_wrap=True)


def say_problems(console: Console, errors: Iterable[WirkungError], *, language: str, debug: bool) -> None:
    """Every problem of every error, each once, one a line.

    Parameters
    ----------
    console
        On standard error; the one that shows progress, so that both keep out of each other's way.
    errors
        What went wrong.
    language
        «de» or «en».
    debug
        Show where in the program each error was raised as well.
    """
    errors = tuple(errors)
    sentences = (problem.text(language) for error in errors for problem in error.problems)
    for sentence in dict.fromkeys(sentences):
        say(console, sentence)
    if debug:
        for error in errors:
            traceback.print_exception(error)


def guarded(action: Callable[[], ExitCode], *, language: str, debug: bool) -> ExitCode:
    """The exit code of a command, whatever happens: no traceback reaches a reader who did not ask for it.

    Parameters
    ----------
    action
        The command; what it does not handle itself is told as a sentence.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """
    try:
        return action()
    except KeyboardInterrupt:
        say(standard_error(), message("problems", "cli.interrupted", language))
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last net; --debug shows where it came from
        problem = known(error)
        say_problems(standard_error(), [problem], language=language, debug=debug)
        return problem.exit_code


def outcome_line(outcome: Outcome, language: str) -> str:
    """One programme's outcome, for a log file."""
    return "  ".join(part for part in _cells(outcome, language) if part)


def outcome_table(outcomes: Sequence[Outcome], language: str) -> Table:
    """All outcomes, for the end of a run."""
    table = Table(box=None, pad_edge=False)
    for code in ("programme", "year", "outcome", "duration", "report"):
        table.add_column(message("problems", f"cli.column.{code}", language), overflow="fold")
    for outcome in outcomes:
        table.add_row(*_cells(outcome, language))
    return table


def _cells(outcome: Outcome, language: str) -> tuple[str, ...]:
    kind = "published" if outcome.report is not None else "failed"
    return (
        outcome.name,
        "" if outcome.year is None else str(outcome.year),
        message("problems", f"cli.outcome.{kind}", language),
        message("problems", "cli.seconds", language, seconds=round(outcome.seconds)),
        "" if outcome.report is None else from_here(outcome.report / REPORT),
    )


def from_here(path: Path) -> str:
    """A path as it is shown: from the current folder where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
