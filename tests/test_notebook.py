"""The words of a notebook: what papermill hands to it, and it does not know, is refused."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from wirkung import notebook
from wirkung.errors import WorkspaceError

DECLARED = 'programme = "params/mint.yaml"\nyear = 2024\nlanguage = "de"'


@pytest.fixture
def run(monkeypatch):
    """Begin a study after these cells were run."""

    def begin(*cells: str, word=notebook.start, language="de"):
        shell = SimpleNamespace(user_ns={"In": ["", *cells]}, display_formatter=None)
        monkeypatch.setattr(notebook, "get_ipython", lambda: shell)
        monkeypatch.setattr(notebook, "open_study", lambda *_, **__: SimpleNamespace(programme=None))
        monkeypatch.setattr(notebook, "check_files", lambda *_, **__: None)
        monkeypatch.setattr(notebook, "language_of", lambda *_: None)
        monkeypatch.setattr(notebook, "Presenter", lambda _: SimpleNamespace(show=None))
        word("params/mint.yaml", 2024, language)

    return begin


@pytest.mark.parametrize("word", [notebook.start, notebook.check_data])
def test_a_misspelt_parameter_is_refused(run, word):
    injected = '# Parameters\nprogramm = "params/nsw.yaml"\nyear = 1978\njahr = 1978\n'
    with pytest.raises(WorkspaceError) as refused:
        run(DECLARED, injected, word=word)
    told = str(refused.value).splitlines()
    assert [line.split("«")[1].split("»")[0] for line in told] == ["programm", "jahr"]
    assert "wirkung run" in told[0]


def test_it_is_told_in_the_language_of_the_report(run):
    with pytest.raises(WorkspaceError, match="was given, and the notebook does not know it"):
        run(DECLARED, "# Parameters\nlanguag = 'en'\n", language="en")


@pytest.mark.parametrize(
    "cells",
    [
        (DECLARED, '# Parameters\nprogramme = "params/nsw.yaml"\nyear = 1978\n'),
        (f"{DECLARED}\nthreshold: int = 3", "# Parameters\nthreshold = 4\n"),  # a notebook of somebody's own
        (DECLARED, "%matplotlib inline", "own = 1"),  # in JupyterLab
        (),
    ],
)
def test_what_the_notebook_declares_is_taken(run, cells):
    run(*cells)
