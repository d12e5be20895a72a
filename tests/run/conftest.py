"""A toy workspace: one programme, one small notebook that keeps the contract of `notebooks/evaluation.ipynb`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from wirkung.cli import app
from wirkung.disclosure.register.memory import accept_unremembered
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.safe_file import private_folder

PROGRAMME = """\
id: toy
title: {de: "Spielzeugprogramm", en: "Toy programme"}
organisation: "Amt <Nord>"
question: "Geht es?"
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: ../data/toy.csv
    columns: {person: Nr, year: Jahr}
"""

PERSONS = "Nr;Jahr\n" + "".join(f"{number:03d};{2023 + number % 2}\n" for number in range(40))

RESULTS = """\
from IPython.display import display
head = {"question": "cohort", "year": year, "projected": False, "group": "", "role": "main"}
estimate = {
    "quantity": "count", "unit": {"kind": "persons", "symbol": ""}, "value": 20.0, "interval": None,
    "claim": "description", "counts": [{"role": "reached", "number": 20, "of": None}], "source": "counted",
}
line = {
    **head, "id": "cohort/registered/main", "about": {"step": "registered"}, "label": "Angemeldet",
    "withheld": False, "estimate": estimate, "printed": {"value": "20", "interval": "", "target": ""},
}
hidden = {
    **head, "id": "cohort/stem/main", "about": {"step": "stem"}, "label": "MINT", "withheld": True,
    "estimate": None, "printed": {"value": "[g]", "interval": "", "target": ""},
}
figures = {"kind": "KeyFigures", "items": [{"value": "20", "label": "Personen", "detail": "angemeldet"}]}
blocks = {"version": 2, "blocks": [figures]}
data = {"application/vnd.wirkung.blocks+json": blocks, "text/plain": "20 Personen"}
display(data, raw=True, metadata={"wirkung": {"results": [line, hidden]}})
display(data, raw=True, metadata={"wirkung": {"results": [line]}})
"""

# What a study does when a run waits for it; of nobody, since the toy's numbers are of nobody.
HANDED_OVER = """\
from pathlib import Path
from wirkung.disclosure.register.contents import Draft
from wirkung.disclosure.register.handing_over import hand_over
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of
file = Path("..", programme).resolve()
(name,) = (line[4:] for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("id: "))
draft = Draft(programme=name, year=year, persons=(), rows=(), answers={})
hand_over(draft, open_memory(room_of(file)).keys)
"""

PROVENANCE = """\
import hashlib, pathlib
content = pathlib.Path("..", programme).read_bytes()
account = {
    "role": "persons", "file": "../data/toy.csv", "fingerprint": "0" * 64, "rows_read": 40, "rows_used": 39,
    "left_out": [["no_person", 1]], "set_missing": [], "encoding": "utf-8", "separator": ";", "decimal": "",
}
provenance = {
    "programme_file": programme, "programme_sha256": hashlib.sha256(content).hexdigest(), "year": year,
    "version": "0.1.0", "accounts": [account],
}
text = {"kind": "Paragraph", "text": "Quellen", "tone": "text", "mark": ""}
blocks = {"version": 2, "blocks": [text]}
data = {"application/vnd.wirkung.blocks+json": blocks, "text/plain": "Quellen"}
display(data, raw=True, metadata={"wirkung": {"provenance": provenance}})
"""


def code(source: str, *, cell: str, tags: Sequence[str] = ()) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, id=cell, metadata={"tags": list(tags)} if tags else {})


def prose(source: str, *, cell: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source, id=cell)


def toy_notebook(*between: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The toy notebook, with further cells between its results and its provenance."""
    defaults = 'programme = "params/other.yaml"\nyear = 1999\nlanguage = "de"'
    cells = [
        prose("# Bericht", cell="title"),
        code(defaults, cell="parameters", tags=["parameters"]),
        prose("## Ergebnis\n\nEin Satz.", cell="result"),
        code(HANDED_OVER + RESULTS, cell="show"),
        *between,
        prose("## Quellen", cell="sources"),
        code(PROVENANCE, cell="provenance"),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python"}
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def here(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `wirkung …`, run in this process as if in a folder."""
    with chdir(folder), redirect_stdout(StringIO()) as output, redirect_stderr(StringIO()) as errors:
        try:
            app(list(arguments), prog_name="wirkung")
        except SystemExit as end:
            return int(end.code or 0), output.getvalue(), errors.getvalue()
    raise AssertionError("a command ends with its exit code")


@dataclass(frozen=True)
class Toy:
    """A workspace in a temporary folder, and the real command line in it."""

    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def notebook(self, *between: nbformat.NotebookNode) -> None:
        nbformat.write(toy_notebook(*between), self.folder / "notebooks" / "evaluation.ipynb")

    def programme(self, name: str = "toy", text: str = PROGRAMME) -> Path:
        path = self.folder / "params" / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def start(self, *arguments: str, first: str = "") -> subprocess.Popen[str]:
        """`wirkung …` as a process of its own, in the workspace.

        `first` is a Python statement that the process obeys before it becomes `wirkung`: with which limits and
        signals it starts, whatever those of the tests are. (Not on Windows.)
        """
        command = [sys.executable, "-m", "wirkung", *arguments]
        if first:
            source = f"{first}\nimport os, sys\nos.execv(sys.argv[1], sys.argv[1:])"
            command = [sys.executable, "-c", source, *command]
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.started.append(process)
        return process

    def wirkung(self, *arguments: str, first: str = "") -> tuple[int, str, str]:
        """Exit code, standard output and standard error of `wirkung …`.

        All but what starts with limits or signals of its own runs in this process, in the workspace: a process of
        its own would only add the seconds of its imports.
        """
        if not first:
            return self.here(*arguments)
        process = self.start(*arguments, first=first)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors

    def here(self, *arguments: str) -> tuple[int, str, str]:
        """The same, always in this process."""
        return here(self.folder, *arguments)

    def stop(self) -> None:
        """End what a test that failed left running, so that no other test meets it."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate()

    def contents(self) -> dict[str, bytes]:
        """Every file under `reports`, hidden ones included."""
        files = (path for path in sorted(self.reports.rglob("*")) if path.is_file())
        return {path.relative_to(self.reports).as_posix(): path.read_bytes() for path in files}

    def folders(self) -> list[str]:
        """Every folder under `reports`, hidden ones included."""
        return sorted(
            path.relative_to(self.reports).as_posix() for path in self.reports.rglob("*") if path.is_dir()
        )


@pytest.fixture
def cells() -> SimpleNamespace:
    """How tests make notebooks: `cells.code`, `cells.prose`, `cells.notebook`."""
    return SimpleNamespace(code=code, prose=prose, notebook=toy_notebook)


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[Toy]:
    for name in ("notebooks", "params", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "toy.csv").write_text(PERSONS, encoding="utf-8")
    result = Toy(tmp_path)
    result.notebook()
    room = room_of(result.programme())
    private_folder(room.folder)
    accept_unremembered(room, programme="toy", reason="tests", reports=("2024/toy",))
    yield result
    result.stop()
