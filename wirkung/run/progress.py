"""How far a run is: two bars in a terminal, nothing elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from wirkung.catalogue import message
from wirkung.run.execute import OnCell


@dataclass(frozen=True, slots=True)
class Progress:
    """The bars of one run: all reports, and the cells of each that is being made."""

    bars: Bars
    reports: TaskID
    cells: dict[str, TaskID] = field(default_factory=dict)

    def started(self, name: str) -> OnCell:
        """A report is begun; gives back what to call before each of its cells."""
        bar = self.cells[name] = self.bars.add_task(name, total=None)

        def on_cell(done: int, total: int) -> None:
            self.bars.update(bar, completed=done, total=total)

        return on_cell

    def finished(self, name: str = "") -> None:
        """A report has ended, one way or the other; also one that was never begun."""
        if name in self.cells:
            self.bars.remove_task(self.cells.pop(name))
        self.bars.advance(self.reports)


@contextmanager
def show_progress(console: Console, *, total: int, language: str, drawn: bool) -> Iterator[Progress]:
    """Bars for as long as the run lasts; not drawn where the console is no terminal.

    Parameters
    ----------
    console
        On standard error, so that standard output holds the results alone.
    total
        Number of reports.
    language
        «de» or «en».
    drawn
        False where something else is to stand on the console alone.
    """
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=console, transient=True, disable=not (drawn and console.is_terminal)) as bars:
        reports = bars.add_task(message("problems", "cli.all_reports", language), total=total)
        yield Progress(bars, reports)
