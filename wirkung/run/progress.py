"""How far a run is: two bars in a terminal, nothing elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from wirkung.catalogue import message
from wirkung.run.execute import OnCell


@dataclass(frozen=True, slots=True)
class Progress:
    """The bars of one run: all programmes, and the cells of the one that is running."""

    bars: Bars
    programmes: TaskID
    cells: TaskID

    def started(self, name: str) -> OnCell:
        """A programme begins; gives back what to call before each of its cells."""
        self.bars.reset(self.cells, description=name, visible=True)

        def on_cell(done: int, total: int) -> None:
            self.bars.update(self.cells, completed=done, total=total)

        return on_cell

    def finished(self) -> None:
        """A programme has ended, one way or the other."""
        self.bars.advance(self.programmes)


@contextmanager
def show_progress(console: Console, *, total: int, language: str, drawn: bool) -> Iterator[Progress]:
    """Bars for as long as the run lasts; not drawn where the console is no terminal.

    Parameters
    ----------
    console
        On standard error, so that standard output holds the results alone.
    total
        Number of programmes.
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
        programmes = bars.add_task(message("problems", "cli.all_programmes", language), total=total)
        cells = bars.add_task("", total=None, visible=False)
        yield Progress(bars, programmes, cells)
