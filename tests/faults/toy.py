"""A report without a kernel: everything of a run but the notebook and the drawing of its editions."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from contextlib import chdir
from pathlib import Path
from types import SimpleNamespace

import nbformat

from tests.run.conftest import HANDED_OVER, PERSONS, PROGRAMME, PROVENANCE, RESULTS, toy_notebook
from wirkung.disclosure.register.memory import begin, open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.safe_file import private_folder
from wirkung.report.document.reading import read_document
from wirkung.report.editions.files import edition_files
from wirkung.run import make, remember
from wirkung.run.batch import run_all
from wirkung.run.console import standard_error
from wirkung.run.limits import Limits
from wirkung.run.log import Lines
from wirkung.run.outcome import Outcome
from wirkung.run.plan import Asked, plan
from wirkung.run.progress import show_progress
from wirkung.run.remember import prepare
from wirkung.run.store.keeper import Keeper


def write_workspace(folder: Path) -> None:
    """Programme, data, notebook and an empty register."""
    for name in ("notebooks", "params", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "data" / "toy.csv").write_text(PERSONS, encoding="utf-8")
    (folder / "params" / "toy.yaml").write_text(PROGRAMME, encoding="utf-8")
    nbformat.write(toy_notebook(), folder / "notebooks" / "evaluation.ipynb")
    room = room_of(folder / "params" / "toy.yaml")
    private_folder(room.folder)
    begin(room)


def without_kernel() -> None:
    """From now on notebooks are run in this process, and editions are a few bytes: their number is the same."""
    make.execute = _execute
    make.drawn = _few_bytes


def names_once(folder: Path) -> None:
    """Draw the editions of the toy once, to know their names."""
    if len(_NAMES) == 1:
        (job,) = plan([folder / "params" / "toy.yaml"], Asked(year=2024), language="de")
        drafts = folder / "tmp" / "drafts"
        drafts.mkdir()
        executed = _execute(job.chosen.notebook, job.parameters, folder=job.folder, drafts=drafts)
        _NAMES[:] = list(edition_files(read_document(executed, language="de"), stem="evaluation"))
        shutil.rmtree(drafts)


_NAMES = ["evaluation.html"]


def _few_bytes(document, **_):
    return {name: f"{name} of {document.on}".encode() for name in _NAMES}


def _execute(notebook, parameters, *, folder, drafts, **_):
    shown: list[nbformat.NotebookNode] = []

    def display(data, *, raw, metadata):  # noqa: ARG001 - as IPython's
        shown.append(nbformat.v4.new_output("display_data", data=data, metadata=metadata))

    os.environ["WIRKUNG_DRAFTS"] = str(drafts)
    names = {**parameters, "display": display}
    with chdir(folder):
        for source in (HANDED_OVER, RESULTS.replace("from IPython.display import display\n", ""), PROVENANCE):
            exec(source, names)  # noqa: S102 - the cells of the toy notebook
    executed = nbformat.from_dict(notebook)
    executed.cells[-1].outputs = shown
    return executed


def run(folder: Path, year: int) -> Outcome:
    """What `wirkung run` does after its options were read."""
    log = Lines(standard_error(), "de", debug=False)
    planned, _ = prepare(plan([folder / "params" / "toy.yaml"], Asked(year=year), language="de"), None)
    with show_progress(standard_error(), total=1, language="de", drawn=False) as progress:
        ((_, outcome),) = run_all(planned, out=None, limits=Limits(), jobs=1, progress=progress, log=log)
    if outcome.report is not None:
        log.problems(Keeper().keep(outcome.report))
    return outcome


def set_clock(year: int) -> None:
    """From now on this process believes to be in another year."""
    moment = dt.datetime(year, 1, 2, 3, 4, tzinfo=dt.UTC)

    class Then(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    make.dt = SimpleNamespace(datetime=Then, UTC=dt.UTC)
    remember.now = moment.isoformat


def confirmed(folder: Path) -> dict[str, bool]:
    """Publications in the register, and whether they became visible."""
    memory = open_memory(room_of(folder / "params" / "toy.yaml"))
    assert memory is not None
    return {entry.publication: entry.confirmed for entry in memory.register.entries}
