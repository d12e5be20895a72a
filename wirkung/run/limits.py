"""What a notebook may take: time, memory, output. What takes more is ended, and the run says which it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil
from nbformat import NotebookNode

from wirkung.errors import Problem

MINUTE = 60
GIGABYTE = 1_000_000_000
_PAUSE = 0.2  # seconds between two looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one run: seconds of a cell, of all and of drawing the editions, bytes of memory and of output.

    Memory is that of the kernel and what it starts, and later that of the process that draws.

    Memory is counted as the system does (resident set size): what several processes share counts in each.
    """

    cell_seconds: float = 30 * MINUTE
    run_seconds: float = 120 * MINUTE
    export_seconds: float = 10 * MINUTE
    memory: int = field(default_factory=lambda: psutil.virtual_memory().total * 8 // 10)
    output: int = 50_000_000


@dataclass(slots=True)
class Watch:
    """Looks at one kernel from a thread of its own, and ends it."""

    limits: Limits
    exceeded: str = ""  # which limit: the end of its message's code
    _kernel: int | None = None
    _cell: NotebookNode | None = None
    _earlier: int = 0  # bytes of output of the cells before
    _began: float = field(default_factory=time.monotonic)
    _cell_began: float | None = None  # no cell yet: a kernel may take long to start
    _end: threading.Event = field(default_factory=threading.Event)

    def kernel(self, process: int | None) -> None:
        """The process to look at."""
        self._kernel = process

    def cell(self, cell: NotebookNode) -> None:
        """A cell begins."""
        self._earlier += _output_size(self._cell)
        self._cell, self._cell_began = cell, time.monotonic()

    def problem(self, where: dict[str, object]) -> Problem | None:
        """Which limit was exceeded, at a cell; None where the kernel was not ended from here."""
        numbers: dict[str, object] = {
            "cell": round(self.limits.cell_seconds / MINUTE, 1),
            "run": round(self.limits.run_seconds / MINUTE, 1),
            "memory": round(self.limits.memory / GIGABYTE, 1),
            "output": round(self.limits.output / 1_000_000, 1),
        }
        if not self.exceeded:
            return None
        values = {**where, "most": numbers[self.exceeded]}
        return Problem(code=f"run.limit.{self.exceeded}", values=values)

    def look(self) -> bool:
        """Whether a limit is exceeded; the kernel is ended then."""
        now = time.monotonic()
        taken = {
            "cell": (now - (now if self._cell_began is None else self._cell_began), self.limits.cell_seconds),
            "run": (now - self._began, self.limits.run_seconds),
            "output": (self._earlier + _output_size(self._cell), self.limits.output),
            "memory": (_memory(self._kernel), self.limits.memory),
        }
        self.exceeded = self.exceeded or next((name for name, (has, most) in taken.items() if has > most), "")
        if self.exceeded:
            for process in _processes(self._kernel):
                with suppress(psutil.Error):
                    process.kill()
        return bool(self.exceeded)

    def run(self) -> None:
        """Look until the end, or until the kernel was ended."""
        while not self._end.wait(_PAUSE) and not (self.look() and self._kernel is not None):
            continue

    def end(self) -> None:
        """Nothing is looked at any more."""
        self._end.set()


@contextmanager
def watching(limits: Limits) -> Iterator[Watch]:
    """A watch for as long as a notebook runs."""
    watch = Watch(limits)
    thread = threading.Thread(target=watch.run, daemon=True, name="limits")
    thread.start()
    try:
        yield watch
    finally:
        watch.end()
        thread.join()


def _processes(kernel: int | None) -> list[psutil.Process]:
    """The kernel and what it started; nothing where it is gone."""
    if kernel is None:
        return []
    try:
        process = psutil.Process(kernel)
        return [*process.children(recursive=True), process]
    except psutil.Error:
        return []


def _memory(kernel: int | None) -> int:
    total = 0
    for process in _processes(kernel):
        with suppress(psutil.Error):
            total += process.memory_info().rss
    return total


def _output_size(cell: NotebookNode | None) -> int:
    """Characters of all outputs; pictures count as they are stored."""
    outputs = [] if cell is None else list(cell.get("outputs", []))
    return sum(_length(output) for output in outputs)


def _length(output: NotebookNode) -> int:
    if output.output_type == "stream":
        return len(output.text)
    data = output.get("data", {}).values()
    return sum(len(value) if isinstance(value, str) else len(repr(value)) for value in data)


def no_core_files() -> None:
    """What crashes, here or in a kernel, writes no image of its memory, in which everybody's data are."""
    with suppress(ImportError):  # Windows has no such files
        import resource  # noqa: PLC0415 - see above

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
