"""One notebook through one kernel, in memory: nothing of a run that failed reaches a disk."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill import PapermillExecutionError, execute_notebook
from traitlets import Dict
from traitlets.config import Config

from wirkung.disclosure.register.handing_over import DRAFTS_VARIABLE
from wirkung.errors import Problem, RunError
from wirkung.programme.until import UNTIL_VARIABLE
from wirkung.run.failure import INJECTED, cell_values, failure_of
from wirkung.run.limits import Limits, Watch, watching
from wirkung.run.parameters import Parameters
from wirkung.run.sockets import socket_folder

WARM, COLD = "wirkung", "python3"  # kernels: forked where everything is imported, or started afresh
NO_HISTORY = "--HistoryManager.enabled=False"
START_TIMEOUT = 120  # seconds; a busy machine may need long until a kernel answers

OnCell = Callable[[int, int], None]


class QuietKernelManager(AsyncKernelManager):
    """Starts kernels that do not write to our terminal or log file.

    What cells print comes as their output. What else a kernel writes is its own log, and a traceback in it
    could hold values of persons. Nor do they write a history of what they ran into somebody's home.
    """

    handed_to = Dict(help="Environment variables that the kernel has beside ours.").tag(config=True)

    # jupyter_client's asynchronous class differs from its parent in this very way.
    async def start_kernel(self, **options: object) -> None:  # type: ignore[override]
        """Start the kernel; options as those of the class above."""
        variables = {**os.environ, **self.handed_to}
        given = {"env": variables, "stdout": DEVNULL, "stderr": DEVNULL, "extra_arguments": [NO_HISTORY]}
        await super().start_kernel(**{**options, **given})


def execute(
    notebook: NotebookNode,
    parameters: Parameters,
    *,
    folder: Path,
    drafts: Path,
    on_cell: OnCell,
    limits: Limits,
    until: dt.date | None = None,
) -> NotebookNode:
    """The notebook with the outputs of a complete run.

    Parameters
    ----------
    notebook
        Checked by `check_parameters`; what outputs it has do not count.
    parameters
        Replace the notebook's own.
    folder
        The kernel's current folder.
    drafts
        Where a study leaves what was released, for the register.
    on_cell
        Called before each cell with the number of cells done and the number of all cells.
    limits
        Of time, memory and output; a kernel that exceeds one is ended.
    until
        The last day that counts; None for all that is known.

    Returns
    -------
    NotebookNode
        Without papermill's metadata: they hold paths of this machine, times, and a «completed» that is
        also there after a killed kernel.

    Raises
    ------
    WirkungError
        What a cell raised (of the same class), or `RunError` for any other end than the last cell.
    """
    total = len(notebook.cells) + 1
    begun: list[int] = []

    with watching(limits) as watch:

        def on_cell_start(cell: NotebookNode, cell_index: int) -> None:
            begun.append(cell_index)
            watch.cell(cell)
            on_cell(cell_index, total)

        try:
            with _kernel_settings(drafts, until) as config:
                executed = execute_notebook(
                    notebook,
                    None,
                    parameters=dict(parameters),
                    kernel_name=_kernel(),
                    progress_bar=False,
                    start_timeout=START_TIMEOUT,
                    cwd=folder,
                    kernel_manager_class=_watched_by(watch),
                    config=config,
                    on_cell_start=on_cell_start,
                    record_timing=False,  # the notebook of the same data stays the same; times are in the manifest
                )
        except PapermillExecutionError as error:
            raise failure_of(error, notebook) from error
        except DeadKernelError as error:
            raise RunError([_died(notebook, begun, watch)]) from error
        except (RuntimeError, NoSuchKernel) as error:
            if begun:
                raise  # not about the start of the kernel, so not known
            problem = Problem(code="run.kernel_not_started", values={"reason": str(error)})
            raise RunError([problem]) from error
        if watch.look():  # what the last cell put out
            raise RunError([_died(notebook, begun, watch)])
    on_cell(total, total)
    _check_complete(executed, notebook)
    return _clean(executed)


def _watched_by(watch: Watch) -> type[QuietKernelManager]:
    class Watched(QuietKernelManager):
        async def start_kernel(self, **options: object) -> None:  # type: ignore[override]
            await super().start_kernel(**options)
            watch.kernel(getattr(self.provisioner, "pid", None))

    return Watched


def _kernel() -> str:
    """The warm kernel, where the installation knows of it."""
    return WARM if WARM in KernelSpecManager().find_kernel_specs() else COLD


@contextmanager
def _kernel_settings(drafts: Path, until: dt.date | None) -> Iterator[Config]:
    """Settings that let the kernel be spoken to through files: no port that another run could take."""
    # Both always: what stands in somebody's environment makes no other report.
    variables = {DRAFTS_VARIABLE: str(drafts), UNTIL_VARIABLE: "" if until is None else until.isoformat()}
    handed_to = {"QuietKernelManager": {"handed_to": variables}}
    with socket_folder() as folder:
        manager = {"connection_file": str(folder / "kernel.json")}
        if sys.platform != "win32":
            manager |= {"transport": "ipc", "ip": str(folder / "k")}
        yield Config({**handed_to, "KernelManager": manager})


def _died(notebook: NotebookNode, begun: list[int], watch: Watch) -> Problem:
    where = cell_values(notebook, begun[-1] if begun else 0)
    return watch.problem(where) or Problem(code="run.kernel_died", values=where)


def _check_complete(executed: NotebookNode, notebook: NotebookNode) -> None:
    """Our own proof that every cell ran; metadata are no proof."""
    problems = []
    for index, cell in enumerate(executed.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        failed = any(output.output_type == "error" for output in cell.outputs)
        if failed or not isinstance(cell.execution_count, int):
            problems.append(Problem(code="run.cell_incomplete", values=cell_values(notebook, index)))
    if problems:
        raise RunError(problems)


def _clean(executed: NotebookNode) -> NotebookNode:
    executed.metadata.pop("papermill", None)
    for cell in executed.cells:
        metadata: dict[str, Any] = cell.metadata
        metadata.pop("papermill", None)
        if not metadata.get("tags"):
            metadata.pop("tags", None)
        if INJECTED in metadata.get("tags", []):
            cell["id"] = INJECTED  # papermill's is random
    return executed
