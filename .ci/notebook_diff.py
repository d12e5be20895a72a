"""What changed in the notebooks since a commit, for people: prose, code and what cells say, by nbdime.

A stored output holds the same in four forms and, in its metadata, every result once more: here only its text
counts. Pictures are left out; what they show stands beside them in words.

    python .ci/notebook_diff.py [COMMIT] [NOTEBOOK …]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
from nbdime import diff_notebooks
from nbdime.prettyprint import PrettyPrintConfig, pretty_print_notebook_diff

ROOT = Path(__file__).resolve().parent.parent
TEXT = "text/plain"


def readable(text: str) -> nbformat.NotebookNode:
    """A notebook with nothing but prose, code and the text of its outputs."""
    notebook = nbformat.reads(text, as_version=4)
    notebook.metadata = nbformat.NotebookNode()
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode(tags=cell.metadata.get("tags", []))
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                if "data" in output:
                    output.data = nbformat.NotebookNode({TEXT: output.data.get(TEXT, "")})
                    output.metadata = nbformat.NotebookNode()
    return notebook


def show(before: str, after: str, name: str, *, colours: bool) -> None:
    """Print the difference of two texts of a notebook; nothing where there is none to read."""
    one, other = readable(before), readable(after)
    changes = diff_notebooks(one, other)
    if changes:
        config = PrettyPrintConfig(out=sys.stdout, use_color=colours)
        pretty_print_notebook_diff(name, name, one, changes, config)


def at(commit: str, path: str) -> str:
    """The text of a file at a commit; an empty notebook where there was none."""
    done = _git("show", f"{commit}:{path}")
    return done.stdout if done.returncode == 0 else nbformat.writes(nbformat.v4.new_notebook())


def _git(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", *words]
    return subprocess.run(  # noqa: S603 - no shell
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def main(commit: str = "HEAD", *names: str) -> None:
    """Compare the notebooks of the working tree with those of a commit."""
    if _git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").returncode:
        sys.exit(f"{commit}: no commit of this repository")
    for path in map(Path, names) if names else sorted((ROOT / "notebooks").glob("*.ipynb")):
        name = path.resolve().relative_to(ROOT).as_posix()
        show(at(commit, name), path.read_text(encoding="utf-8"), name, colours=sys.stdout.isatty())


if __name__ == "__main__":
    main(*sys.argv[1:])
