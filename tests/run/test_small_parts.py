"""Small parts of a run that need no kernel: errors, exit codes, outputs, versions, planning."""

from __future__ import annotations

import errno
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from string import Formatter

import nbformat
import pytest

import wirkung
from wirkung.catalogue import codes, translations
from wirkung.errors import DataError, ExitCode, Problem, ProgrammeFileError, RunError, WorkspaceError
from wirkung.report.document.handed_over import HandedOver
from wirkung.report.document.reading import read_document
from wirkung.run.environment import code_record, package_versions
from wirkung.run.guard import known
from wirkung.run.lock import LockedError
from wirkung.run.outcome import exit_code
from wirkung.run.plan import Asked, Job, Refused, plan
from wirkung.run.run_command import stopped_like_interrupted

PROBLEM = Problem(code="run.no_year")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ([], ExitCode.OK),
        ([None, None], ExitCode.OK),
        ([None, DataError([PROBLEM])], ExitCode.DATA),
        ([DataError([PROBLEM]), DataError([PROBLEM])], ExitCode.DATA),
        ([ProgrammeFileError([PROBLEM]), None], ExitCode.PROGRAMME_FILE),
        ([DataError([PROBLEM]), WorkspaceError([PROBLEM])], ExitCode.RUN_FAILED),
    ],
)
def test_the_exit_code_is_the_kind_of_failure(errors, expected):
    assert exit_code(errors) is expected


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/home/anna/reports/x.html"),
            WorkspaceError,
            (
                "x.html: The disk is full, or the file is too large for it. The earlier report is as it was; make "
                "room and run again."
            ),
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "C:\\Users\\anna\\reports"),
            WorkspaceError,
            (
                "reports: No permission to write or read. The earlier report is as it was; check the folder's "
                "permissions, or choose another with --out."
            ),
        ),
        (
            OSError(errno.EIO, "Input/output error"),
            WorkspaceError,
            (
                "The operating system says ‘Input/output error’. The earlier report is as it was; check "
                "the output folder and the disk, and run again."
            ),
        ),
        (
            LockedError("another run"),
            WorkspaceError,
            (
                "Another run has been writing to the output folder for more than a minute. Wait until it is "
                "done, or choose another folder with --out."
            ),
        ),
        (
            ZeroDivisionError("division by zero\nsecond line"),
            RunError,
            (
                "The program has a fault (ZeroDivisionError in –) that need not come from your input. Nothing was "
                "published; please send this line to the developers. It holds no data of persons; the output of "
                "--debug may."
            ),
        ),
    ],
    ids=["full", "forbidden", "broken", "locked", "fault"],
)
def test_any_exception_gets_a_sentence_without_a_path(error, kind, sentence):
    told = known(error)
    assert type(told) is kind
    assert [problem.text("en") for problem in told.problems] == [sentence]
    assert told.__cause__ is error


def test_a_fault_tells_its_place_and_not_what_a_cell_held():
    with pytest.raises(ValueError, match="canary") as caught:
        float("canary")
    (problem,) = known(caught.value).problems
    assert "canary" not in problem.text("de")
    assert "(ValueError in test_small_parts.py, " in problem.text("de")


def test_an_error_that_is_known_stays_itself():
    error = DataError([PROBLEM])
    assert known(error) is error


def test_every_sentence_of_runs_and_command_line_is_there_in_both_languages():
    ours = {code for code in codes("problems", "de") if code.startswith(("run.", "cli."))}
    assert ours == {code for code in codes("problems", "en") if code.startswith(("run.", "cli."))}
    for code in ours:
        assert fields_of(code, "de") == fields_of(code, "en"), code


def fields_of(code: str, language: str) -> list[str]:
    catalogue = translations("problems", language)
    texts = {catalogue.gettext(code), catalogue.ngettext(code, f"{code}.plural", 2)} - {code, f"{code}.plural"}
    assert texts, code
    return sorted({name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None})


def test_every_code_in_the_source_has_a_sentence():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "wirkung" / "run").glob("*.py")]
    used = {code for source in sources for code in re.findall(r'"((?:run|cli)\.[a-z_.]+[a-z])"', source)}
    assert len(used) > 25
    assert used <= codes("problems", "de")


def test_versions_are_those_of_the_declared_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.match(r"[\w.-]+", line).group().replace(".", "-") for line in project["dependencies"]}
    assert declared <= set(package_versions())
    assert "pytest" not in package_versions()


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)  # noqa: S607 - the git of the machine


def test_the_commit_is_recorded_where_there_is_one(tmp_path):
    outside = code_record(tmp_path)
    assert (outside.version, outside.commit, outside.uncommitted_changes) == (wirkung.__version__, None, None)
    git(tmp_path, "init")
    assert code_record(tmp_path).commit is None
    (tmp_path / "file").write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    clean = code_record(tmp_path)
    assert re.fullmatch(r"[0-9a-f]{40}", clean.commit)
    assert clean.uncommitted_changes is False
    (tmp_path / "file").write_text("2")
    assert code_record(tmp_path).uncommitted_changes is True


def shown(cells, metadata: dict) -> nbformat.NotebookNode:
    notebook = cells.notebook()
    notebook.cells[3].outputs = [nbformat.v4.new_output("display_data", data={}, metadata=metadata)]
    return notebook


def test_provenance_in_another_form_is_refused(cells):
    with pytest.raises(RunError) as caught:
        read_document(shown(cells, {"wirkung": {"provenance": {"year": 2024}}}), language="en")
    assert caught.value.problems[0].text("en") == (
        "What the notebook says about its sources has not the agreed form (programme_file: Field required). Check "
        "that the notebook and the package wirkung are of the same version."
    )


def test_results_in_another_form_are_refused(cells):
    with pytest.raises(RunError) as caught:
        read_document(shown(cells, {"wirkung": {"results": [{"year": 2024}]}}), language="en")
    assert (
        caught.value.problems[0]
        .text("en")
        .startswith("The notebook's results do not fit the schema of results.json (0.id: Field required).")
    )


def test_metadata_of_other_tools_are_no_concern(cells):
    document = read_document(shown(cells, {"image/png": {"width": 3}}), language="en")
    assert document.handed_over == HandedOver()


def test_the_latest_year_with_data_is_planned(toy):
    (job,) = plan([toy.folder / "params" / "toy.yaml"], Asked(), language="de")
    assert isinstance(job, Job)
    assert job.parameters == {"programme": "params/toy.yaml", "year": 2024, "language": "de"}
    assert job.folder == toy.folder / "notebooks"


def test_a_programme_outside_the_workspace_is_reached_without_naming_folders(toy, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "params"
    elsewhere.mkdir()
    (elsewhere / "toy.yaml").write_bytes((toy.folder / "params" / "toy.yaml").read_bytes())
    monkeypatch.chdir(toy.folder)
    (job,) = plan([elsewhere / "toy.yaml"], Asked(year=2024), language="de")
    assert job.parameters["programme"] == "params/toy.yaml"
    assert job.folder == elsewhere.parent


def test_two_files_that_would_write_the_same_report_are_refused(toy, monkeypatch):
    monkeypatch.chdir(toy.folder)
    toy.programme("copy")
    first, second = plan([Path("params/toy.yaml"), Path("params/copy.yaml")], Asked(year=2024), language="de")
    assert isinstance(first, Job)
    assert isinstance(second, Refused)
    assert str(second.error) == (
        "params/copy.yaml: Dieselbe Kennung «toy» und dasselbe Jahr wie in params/toy.yaml: Beide Berichte kämen "
        "in denselben Ordner. Bitte eine andere id vergeben oder die Dateien einzeln auswerten."
    )


def test_a_notebook_that_is_no_notebook_is_a_problem_of_the_workspace(toy, monkeypatch):
    monkeypatch.chdir(toy.folder)
    (toy.folder / "notebooks" / "evaluation.ipynb").write_text("{", encoding="utf-8")
    (refused,) = plan([Path("params/toy.yaml")], Asked(year=2024), language="en")
    assert isinstance(refused.error, WorkspaceError)
    assert (
        refused.error.problems[0]
        .text("en")
        .startswith("notebooks/evaluation.ipynb: The notebook cannot be read (Notebook does not appear to be JSON")
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_scheduler_and_a_closed_terminal_interrupt_like_ctrl_c(name, monkeypatch):
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_DFL)  # the tests themselves may run under nohup
    with pytest.raises(KeyboardInterrupt), stopped_like_interrupted():
        signal.raise_signal(getattr(signal, name))
    monkeypatch.undo()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup starts a program
    try:
        with stopped_like_interrupted():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
