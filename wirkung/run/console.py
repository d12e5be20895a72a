"""What the command line says: problems on standard error, results on standard output."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from wirkung.catalogue import message
from wirkung.errors import ExitCode, WirkungError
from wirkung.run.guard import known
from wirkung.run.outcome import Outcome
from wirkung.run.plan import Item, Refused, Skipped, Why, titled
from wirkung.run.staging import REPORT

WIDE = 200  # columns where nobody looks at a terminal: a path must not be broken in a log file


class _Steady(Console):
    """What is said to nobody any more (`… | head`) changes neither what is done nor the exit code."""

    def on_broken_pipe(self) -> None:
        """Say the rest to nobody; rich would end the process here."""
        self.quiet = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.file.fileno())  # also what Python still has to write when it ends
        os.close(nowhere)


def standard_output() -> Console:
    """Where results go."""
    console = _Steady(highlight=False)
    return console if console.is_terminal else _Steady(highlight=False, width=WIDE)


def standard_error() -> Console:
    """Where problems and progress go."""
    return _Steady(highlight=False, stderr=True)


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


def _seconds(outcome: Outcome, language: str) -> str:
    return message("problems", "cli.seconds", language, seconds=round(outcome.seconds))


def plan_table(planned: Sequence[Item], language: str) -> Table:
    """What a run would do, and why."""
    table = Table(box=None, pad_edge=False)
    for code in ("programme", "year", "plan", "why"):
        table.add_column(message("problems", f"cli.column.{code}", language), overflow="fold")
    for item in planned:
        table.add_row(*_planned(item, language))
    return table


def _planned(item: Item, language: str) -> tuple[str, ...]:
    if isinstance(item, Refused):
        return (item.name, "", _outcome("refused", language), "")
    if isinstance(item, Skipped):
        return (titled(item.name, item.beside), str(item.year), _outcome(item.as_is, language), "")
    made = _outcome("to_make", language)
    name = titled(item.name, item.chosen.beside)
    return (name, str(item.parameters["year"]), made, why_text(item.why, language))


def summary_line(outcomes: Sequence[Outcome], seconds: float, language: str) -> str:
    """How many of each kind, and how long all took."""
    counted = Counter(outcome.kind for outcome in outcomes)
    kinds = [f"{number} {_outcome(kind, language)}" for kind, number in counted.items()]
    return message("problems", "cli.summary", language, kinds=", ".join(kinds), seconds=round(seconds))


def _outcome(kind: str, language: str) -> str:
    return message("problems", f"cli.outcome.{kind}", language)


def _cells(outcome: Outcome, language: str) -> tuple[str, ...]:
    return (
        titled(outcome.name, outcome.beside),
        "" if outcome.year is None else str(outcome.year),
        _outcome(outcome.kind, language),
        "" if outcome.as_is is not None else _seconds(outcome, language),
        "" if outcome.report is None else from_here(outcome.report / REPORT),
    )


def from_here(path: Path) -> str:
    """A path as it is shown: from the current folder where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def why_text(why: Iterable[Why], language: str) -> str:
    """The reasons for making a report, as one list of words."""
    return ", ".join(message("problems", f"run.why.{each}", language) for each in why)
