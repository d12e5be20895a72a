"""What a run says while it goes on, on standard error: sentences for people, or one JSON object a line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Protocol

from rich.console import Console

from wirkung.catalogue import message
from wirkung.errors import WirkungError
from wirkung.run.console import from_here, outcome_line, say, say_problems, why_text
from wirkung.run.outcome import Outcome
from wirkung.run.plan import Job
from wirkung.run.staging import REPORT


class Log(Protocol):
    """Told of everything that happens in a run, in order."""

    def told(self, code: str, **values: object) -> None:
        """A sentence of the catalogue."""

    def problems(self, errors: Iterable[WirkungError]) -> None:
        """What went wrong."""

    def begins(self, job: Job) -> None:
        """A report is begun."""

    def ended(self, outcome: Outcome, *, done: int, total: int) -> None:
        """A report is published, or there is none; so many are done of all."""


class Lines:
    """Sentences. Where a terminal shows bars, they say what goes on, and only problems are told beside them."""

    def __init__(self, console: Console, language: str, *, debug: bool) -> None:
        self._console, self._language, self._debug = console, language, debug

    def told(self, code: str, **values: object) -> None:
        """See `Log`."""
        say(self._console, message("problems", code, self._language, **values))

    def problems(self, errors: Iterable[WirkungError]) -> None:
        """See `Log`."""
        say_problems(self._console, errors, language=self._language, debug=self._debug)

    def begins(self, job: Job) -> None:
        """See `Log`; only where the plan says why it is made."""
        if job.why:
            why = why_text(job.why, self._language)
            say(self._console, f"{job.title}  {why}")

    def ended(self, outcome: Outcome, *, done: int, total: int) -> None:
        """See `Log`."""
        if not self._console.is_terminal:
            line = outcome_line(outcome, self._language)
            say(self._console, line if total == 1 else f"{line}  {done}/{total}")


class JsonLines:
    """For programs that watch a run: names of events and outcomes are the same in every language."""

    def __init__(self, console: Console, language: str) -> None:
        self._console, self._language = console, language

    def told(self, code: str, **values: object) -> None:
        """See `Log`."""
        self._write("note", code=code, text=message("problems", code, self._language, **values))

    def problems(self, errors: Iterable[WirkungError]) -> None:
        """See `Log`."""
        problems = dict.fromkeys(problem for error in errors for problem in _said(error, self._language))
        for code, text in problems:
            self._write("problem", code=code, text=text)

    def begins(self, job: Job) -> None:
        """See `Log`."""
        self._write(
            "begun",
            programme=job.name,
            year=job.parameters["year"],
            notebook=job.chosen.name,
            why=[str(why) for why in job.why],
        )

    def ended(self, outcome: Outcome, *, done: int, total: int) -> None:
        """See `Log`."""
        self._write(
            "ended",
            programme=outcome.name,
            year=outcome.year,
            beside=outcome.beside,
            outcome=outcome.kind,
            seconds=round(outcome.seconds, 3),
            report=None if outcome.report is None else from_here(outcome.report / REPORT),
            done=done,
            total=total,
        )

    def _write(self, event: str, **values: object) -> None:
        time = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        say(self._console, json.dumps({"time": time, "event": event, **values}, ensure_ascii=False))


def _said(error: WirkungError, language: str) -> Iterable[tuple[str, str]]:
    return ((problem.code, problem.text(language)) for problem in error.problems)
