"""What is generated is fresh, what is locked is complete, and the notebooks stay thin."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import nbformat
import pytest
from ruamel.yaml import YAML

import tests
import wirkung
from wirkung.catalogue import codes

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CODE_LINES_A_CELL = 6


def requirement_names() -> set[str]:
    extras = PROJECT["optional-dependencies"].values()
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    return {re.split(r"[<>=!~ ]", line)[0].lower() for line in lines}


def script_of_ci(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_environment_yml_is_what_pyproject_says():
    script = script_of_ci("environment_yml")
    stored = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert stored == script.environment(), "stale: run `make generated`"


def test_the_lock_has_every_dependency_with_hashes_and_no_address():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
    assert {name.replace(".", "-") for name in requirement_names()} <= locked
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "--index" not in text


def test_every_dependency_says_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in requirement_names():
        (line,) = re.findall(rf'^  "{re.escape(name)}[^a-z-].*$', text, re.MULTILINE)
        assert "#" in line, f"{name}: what is it for?"


def test_no_package_hides_the_tests():
    """textstat brings a folder of the same name."""
    assert Path(tests.__file__).parent == ROOT / "tests"


def test_versions_agree():
    assert f"## {wirkung.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"softwareVersion: {wirkung.__version__}" in (ROOT / "publiccode.yml").read_text(encoding="utf-8")


def test_gitlab_and_github_run_what_a_person_runs():
    yaml = YAML(typ="safe")
    gitlab = yaml.load(ROOT / ".gitlab-ci.yml")
    github = yaml.load(ROOT / ".github" / "workflows" / "test.yml")
    assert gitlab["test"]["script"] == [".ci/run"]
    assert [step["run"] for step in github["jobs"]["test"]["steps"] if "run" in step] == [".ci/run"]
    assert gitlab["test"]["image"] == github["jobs"]["test"]["container"]
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "exec make test"


def a_notebook(text: str, *, picture: str) -> str:
    data = {"text/plain": text, "text/html": f"<b>{text}</b>", "image/svg+xml": picture}
    output = nbformat.v4.new_output("display_data", data=data, metadata={"wirkung": {"results": [picture]}})
    cell = nbformat.v4.new_code_cell("show(study.change)", id="change", outputs=[output])
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))


def test_a_review_shows_what_a_cell_says_and_no_picture(capsys):
    script = script_of_ci("notebook_diff")
    before, redrawn = (a_notebook("Das Interesse stieg um 0,33 Punkte.", picture=each) for each in ("one", "two"))
    script.show(before, redrawn, "a.ipynb", colours=False)
    assert capsys.readouterr().out == ""
    script.show(before, a_notebook("Das Interesse stieg um 0,34 Punkte.", picture="two"), "a.ipynb", colours=False)
    told = " ".join(capsys.readouterr().out.split())
    assert "- Das Interesse stieg um 0,33 Punkte. + Das Interesse stieg um 0,34 Punkte." in told
    assert not any(word in told for word in ("<b>", "two", "wirkung"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_cells_are_thin(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            lines = [line for line in cell.source.splitlines() if line.strip() and not line.startswith("#")]
            assert len(lines) <= CODE_LINES_A_CELL, cell.id
            assert not re.search(r"^\s*(def|class) |warnings", cell.source, re.MULTILINE), cell.id


def test_prose_stands_before_every_code_cell(notebook):
    for before, cell in zip(notebook.cells, notebook.cells[1:], strict=False):
        if cell.cell_type == "code":
            assert before.cell_type == "markdown", cell.id


def test_notebooks_are_stored_run(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.execution_count is not None, cell.id
            assert [output for output in cell.outputs if output.output_type == "error"] == []


def test_one_cell_holds_the_three_parameters(notebook):
    (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert re.findall(r"^(\w+) =", cell.source, re.MULTILINE) == ["programme", "year", "language"]


def test_all_prose_of_the_report_has_its_english():
    prose = {
        f"{stem}.{cell.id}"
        for stem in ("evaluation", "cohorts")
        for cell in nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4).cells
        if cell.cell_type == "markdown"
    }
    assert prose == codes("notebook", "en")
