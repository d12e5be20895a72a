"""The store during a command that publishes: what it cannot take does not undo a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wirkung.errors import ExitCode, Problem, WirkungError, WorkspaceError
from wirkung.run.console import say_problems, standard_error
from wirkung.run.outcome import exit_code
from wirkung.run.store.files import VARIABLE


@dataclass(slots=True)
class Keeper:
    """Puts reports into the store of their output folder; one that cannot be reached is tried no further."""

    problems: list[WirkungError] = field(default_factory=list)
    _right: set[Path] = field(default_factory=set)
    _away: set[Path] = field(default_factory=set)

    def keep(self, report: Path) -> list[WirkungError]:
        """Note a report as its folder says, and with the first one whatever dead runs left unsaid.

        Parameters
        ----------
        report
            reports/<year>/<programme>, published.

        Returns
        -------
        list[WirkungError]
            Why it is not noted, once for each output folder; the next run or `wirkung results` notes it.
        """
        from wirkung.run.store.store import put, put_right  # noqa: PLC0415 - a run that fails needs no database

        out = report.parent.parent
        if out in self._away:
            return []
        try:
            if out in self._right:
                put(report)
            else:
                put_right(out)
                self._right.add(out)
        except (WorkspaceError, OSError) as error:
            self._away.add(out)
            problem = error if isinstance(error, WorkspaceError) else _unreachable(error)
            self.problems.append(problem)
            return [problem]
        return []


def _unreachable(error: OSError) -> WorkspaceError:
    """Not in the words for a run that failed: the report is out."""
    values = {"kind": error.strerror or type(error).__name__, "variable": VARIABLE}
    return WorkspaceError([Problem(code="store.unreachable", values=values)])


def kept(report: Path, *, language: str, debug: bool) -> ExitCode:
    """Note a report whose status has changed, or say on standard error why not; gives the exit code."""
    keeper = Keeper()
    say_problems(standard_error(), keeper.keep(report), language=language, debug=debug)
    return exit_code(keeper.problems)
