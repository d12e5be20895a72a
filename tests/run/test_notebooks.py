"""Which notebooks are run: those that are asked for, and a programme's own. Plans are made, nothing else."""

from __future__ import annotations

import nbformat
import pytest

from tests.run.conftest import PROGRAMME, prose, toy_notebook
from wirkung.run.plan import Asked, plan


@pytest.fixture
def office(toy):
    """Two programmes, one with a notebook of its own, and a notebook beside them."""
    toy.programme("own", PROGRAMME.replace("id: toy", "id: own\nnotebook: special"))
    for name in ("special", "cohorts"):
        notebook = toy_notebook(prose("Aside", cell="aside"))
        nbformat.write(notebook, toy.folder / "notebooks" / f"{name}.ipynb")
    return toy


def planned(toy, *arguments: str, exit_code: int = 0) -> list[str]:
    code, output, errors = toy.here("run", "params/toy.yaml", "params/own.yaml", "--plan", *arguments)
    assert code == exit_code, errors
    return [line.split("  ")[0] for line in output.splitlines()[1:]] if code == 0 else errors.splitlines()


def missing(name: str, there: str) -> str:
    return (
        f"notebooks/{name}.ipynb: Das Notebook gibt es nicht. Im Ordner notebooks liegen: {there}; "
        "bitte einen dieser Namen angeben, ohne Endung."
    )


def test_each_programme_has_its_main_notebook(office):
    assert planned(office) == ["params/toy.yaml", "params/own.yaml"]
    (office.folder / "notebooks" / "special.ipynb").unlink()
    (line,) = planned(office, exit_code=5)
    assert line == missing("special", "cohorts, evaluation")


def test_those_that_are_asked_for_are_made_beside_it_each_once(office):
    lines = ["params/toy.yaml", "params/toy.yaml (cohorts)", "params/own.yaml", "params/own.yaml (cohorts)"]
    assert planned(office, "--notebooks", "evaluation,cohorts,cohorts") == lines
    assert planned(office, "--notebooks", "cohorts") == lines[1::2]


def test_stored_outputs_are_not_carried_through_a_plan(office):
    path = office.folder / "notebooks" / "evaluation.ipynb"
    stored = nbformat.read(path, as_version=4)
    stored.cells[1].outputs = [nbformat.v4.new_output("stream", text="stored " * 1000)]
    nbformat.write(stored, path)
    (job,) = plan([office.folder / "params" / "toy.yaml"], Asked(year=2024), language="de")
    assert not any(cell.get("outputs") for cell in job.chosen.notebook.cells)
    assert [cell.source for cell in job.chosen.notebook.cells] == [cell.source for cell in stored.cells]


@pytest.mark.parametrize("name", ["nowhere", "../notebooks/cohorts", "cohorts.ipynb"])
def test_a_notebook_that_is_not_there_is_refused_with_those_that_are(office, name):
    lines = planned(office, "--notebooks", name, exit_code=5)
    assert lines == [missing(name, "cohorts, evaluation, special")]  # once, not for each programme


@pytest.mark.parametrize("names", ["", "evaluation,,cohorts", ","])
def test_no_name_is_no_notebook(office, names):
    assert "evaluation,cohorts; got" in " ".join(planned(office, "--notebooks", names, exit_code=2))
