"""What is checked and prepared before a kernel starts: workspace, parameters, translation, cell numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from wirkung.errors import WorkspaceError
from wirkung.run import translate
from wirkung.run.failure import cell_values
from wirkung.run.parameters import check_parameters
from wirkung.run.translate import translated
from wirkung.run.workspace import find_workspace

NOTEBOOK = Path("notebooks/evaluation.ipynb")
EXACTLY = "Erwartet werden genau: programme, year, language"


def test_the_workspace_is_the_nearest_folder_above_the_programme_file(toy, monkeypatch):
    monkeypatch.chdir("/")
    assert find_workspace(toy.folder / "params" / "toy.yaml") == toy.folder


def test_or_else_above_the_current_folder(toy, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(toy.folder / "data")
    assert find_workspace(elsewhere) == toy.folder
    monkeypatch.chdir(elsewhere)
    with pytest.raises(WorkspaceError) as caught:
        find_workspace(elsewhere)
    assert str(caught.value) == (
        f"{elsewhere}: kein Arbeitsordner gefunden. Erwartet wird notebooks/evaluation.ipynb in einem Ordner "
        "über der Programmdatei oder über dem aktuellen Ordner; bitte in den Ordner wechseln, der notebooks/ "
        "und params/ enthält."
    )


def test_our_three_parameters_are_accepted(cells):
    check_parameters(cells.notebook(), NOTEBOOK)


def test_missing_and_unknown_parameters_are_told_all_at_once(cells):
    notebook = cells.notebook()
    notebook.cells[1].source = 'programm = "x"\nyear = 2024  # which year'
    with pytest.raises(WorkspaceError) as caught:
        check_parameters(notebook, NOTEBOOK)
    assert str(caught.value).splitlines() == [
        (
            f"notebooks/evaluation.ipynb: In der Zelle «parameters» fehlt «programme». {EXACTLY}; bitte eine "
            "Zeile «programme = …» ergänzen."
        ),
        (
            f"notebooks/evaluation.ipynb: In der Zelle «parameters» fehlt «language». {EXACTLY}; bitte eine Zeile "
            "«language = …» ergänzen."
        ),
        (
            "notebooks/evaluation.ipynb: Die Zelle «parameters» enthält «programm», das niemand setzt. "
            f"{EXACTLY}; bitte «programm» in eine andere Zelle verschieben."
        ),
    ]


def test_a_notebook_without_the_tag_is_refused(cells):
    notebook = cells.notebook()
    del notebook.cells[1]["metadata"]["tags"]
    with pytest.raises(WorkspaceError) as caught:
        check_parameters(notebook, NOTEBOOK)
    assert caught.value.problems[0].text("en") == (
        "notebooks/evaluation.ipynb: No cell has the tag ‘parameters’. Without it the notebook would run with "
        "fixed values; give this tag to the cell with programme, year and language."
    )


def test_prose_is_replaced_by_cell_id_and_german_stays(cells, monkeypatch):
    def message(domain, code, language):
        assert (domain, language) == ("notebook", "en")
        return {"evaluation.title": "# Report", "evaluation.result": "## R", "evaluation.sources": "## S"}[code]

    monkeypatch.setattr(translate, "message", message)
    original = cells.notebook()
    english = translated(original, stem="evaluation", language="en")
    assert [cell.source for cell in english.cells if cell.cell_type == "markdown"] == ["# Report", "## R", "## S"]
    assert original.cells[0].source == "# Bericht"
    assert english.cells[3].source == original.cells[3].source
    assert translated(original, stem="evaluation", language="de") == original


def test_every_missing_translation_is_told(cells):
    with pytest.raises(WorkspaceError) as caught:
        translated(cells.notebook(), stem="toy", language="en")
    assert [problem.text("en") for problem in caught.value.problems][1:] == [
        (
            "notebooks/toy.ipynb: Cell 3 (‘## Ergebnis’) has no text in the language ‘en’. Add it to "
            "wirkung/catalogue/en/notebook.po under ‘toy.result’, or make the report with --language de."
        ),
        (
            "notebooks/toy.ipynb: Cell 5 (‘## Quellen’) has no text in the language ‘en’. Add it to "
            "wirkung/catalogue/en/notebook.po under ‘toy.sources’, or make the report with --language de."
        ),
    ]


def test_a_cell_is_named_by_its_number_in_jupyterlab_and_its_section(cells):
    """papermill puts its parameters cell behind ours; the number is the one without it."""
    notebook = cells.notebook(cells.prose("### Eigenes", cell="mine"), cells.code("1/0", cell="own"))
    # 0 title, 1 parameters, (2 injected), 3 prose, 4 show, 5 prose, 6 own
    assert cell_values(notebook, 1) == {"number": 1, "heading": "Bericht"}
    assert cell_values(notebook, 4) == {"number": 2, "heading": "Ergebnis"}
    assert cell_values(notebook, 6) == {"number": 3, "heading": "Eigenes"}
    injected = cells.notebook()
    injected.cells.insert(2, cells.code("year = 2024", cell="injected", tags=["injected-parameters"]))
    assert cell_values(injected, 4) == {"number": 3, "heading": "Ergebnis"}
