"""What a yearly run would make and why, and what becomes of a report later. All persons are invented."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from tests.run.conftest import Toy
from tests.run.small_study import publish, write_data, write_workspace
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.records import RegisterEvent
from wirkung.disclosure.register.room import room_of
from wirkung.run import environment, verify
from wirkung.run.published import published_results
from wirkung.run.records import Manifest

REPORT = "reports/2024/toy"
RUN = ("run", "params/toy.yaml", "--resume")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planned")
    write_workspace(folder)
    publish(folder, 0)
    return folder


@pytest.fixture
def again(published, tmp_path, monkeypatch):
    monkeypatch.delenv("WIRKUNG_REGISTER")
    shutil.copytree(published, tmp_path / "again")
    toy = Toy(tmp_path / "again")
    yield toy
    toy.stop()


def planned(toy, *arguments: str) -> list[list[str]]:
    """The lines of the plan, cells apart; nothing is made, so no process of its own is needed."""
    before = toy.contents()
    code, output, errors = toy.here(*RUN, "--plan", *arguments)
    assert (code, errors, toy.contents()) == (0, "", before)
    heading, *lines = output.splitlines()
    assert heading.split() == ["Programm", "Jahr", "Plan", "Warum"]
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]


def test_what_is_verified_as_up_to_date_is_left_as_it_is(again):
    assert planned(again) == [["params/toy.yaml", "2024", "aktuell"]]
    before = again.contents()
    code, output, errors = again.here(*RUN)
    assert code == 0, errors
    assert output.splitlines()[1].split() == ["params/toy.yaml", "2024", "aktuell"]
    assert again.contents() == before


def change_data(toy, _):
    write_data(toy.folder, lifted=30)


def change_notebook(toy, _):
    path = toy.folder / "notebooks" / "evaluation.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source += "\n# another line"
    nbformat.write(notebook, path)


def run_in_jupyter(toy, _):
    path = toy.folder / "notebooks" / "evaluation.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text="seen")]
    nbformat.write(notebook, path)


def change_programme(toy, _):
    path = toy.folder / "params" / "toy.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")


def change_code(_, monkeypatch):
    monkeypatch.setattr(environment, "code_sha256", lambda: "0" * 64)


def change_packages(_, monkeypatch):
    monkeypatch.setattr(environment, "package_versions", lambda: {"numpy": "0"})


def change_file(toy, _):
    (toy.reports / "2024/toy/evaluation.html").write_text("by hand", encoding="utf-8")


def add_file(toy, _):
    (toy.reports / "2024/toy/notes.txt").write_text("by hand", encoding="utf-8")


def lose_file(toy, _):
    (toy.reports / "2024/toy/evaluation.pdf").unlink()


def lose_report(toy, _):
    shutil.rmtree(toy.reports / "2024")


def break_manifest(toy, _):
    (toy.reports / "2024/toy/manifest.json").write_text("{", encoding="utf-8")


def another_publication(toy, _):
    path = toy.reports / "2024/toy/manifest.json"
    manifest = Manifest.model_validate_json(path.read_bytes()).model_dump(mode="json")
    path.write_text(json.dumps({**manifest, "publication": "of another register"}), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (run_in_jupyter, "aktuell"),
        (change_data, "Daten geändert"),
        (change_notebook, "Notebook geändert"),
        (change_programme, "Programmdatei geändert"),
        (change_code, "wirkung geändert"),
        (change_packages, "Python oder Pakete geändert"),
        (change_file, "Dateien des Berichts geändert"),
        (add_file, "Dateien des Berichts geändert"),
        (lose_file, "Dateien des Berichts geändert"),
        (lose_report, "noch kein Bericht"),
        (break_manifest, "Angaben zum Bericht nicht lesbar"),
        (another_publication, "Verzeichnis kennt den Bericht nicht"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_each_change_is_noticed_and_told(again, monkeypatch, change, why):
    change(again, monkeypatch)
    ((*_, last),) = planned(again)
    assert last == why


def test_another_language_makes_a_report_anew(again):
    _, output, _ = again.here(*RUN, "--plan", "--language", "en")
    assert "to be made" in output
    assert "another language" in output


def test_without_resume_all_is_made_and_the_plan_says_that_nothing_changed(again):
    _, output, _ = again.here("run", "params/toy.yaml", "--plan")
    assert "wird gemacht" in output
    assert output.rstrip().endswith("nichts geändert")


def test_of_several_years_those_without_data_are_skipped(again):
    lines = planned(again, "--years", "2022-2024")
    assert [line[-1] for line in lines] == ["keine Daten", "keine Daten", "aktuell"]
    code, _, errors = again.here(*RUN, "--plan", "--years", "2019,2021-2022")
    assert code == 4
    assert "Für 2019, 2021, 2022 gibt es keine Personen in den Daten. Jahre mit Daten: 2024" in errors


@pytest.mark.parametrize("years", ["2024-2022", "24", "2022-", "x", "", "2022-2023-2024", "0900"])
def test_years_that_are_none_are_refused(again, years):
    code, _, errors = again.here(*RUN, "--plan", "--years", years)
    assert code == 2
    assert "2022-2024 or 2021,2023" in errors


def test_one_broken_file_does_not_keep_the_others_out_of_the_plan(again):
    again.programme("broken", "id: broken\n")
    code, output, errors = again.here("run", "params/broken.yaml", "params/toy.yaml", "--plan", "--resume")
    assert code == 3
    assert [line.split()[0] for line in output.splitlines()[1:]] == ["params/broken.yaml", "params/toy.yaml"]
    assert "geht nicht" in output
    assert errors.startswith("params/broken.yaml")


def test_a_log_for_programs_is_one_object_a_line(again):
    code, _, errors = again.here(*RUN, "params/nowhere.yaml", "--log", "json")
    assert code == 3
    events = [json.loads(line) for line in errors.splitlines()]
    assert [(each["event"], each.get("outcome") or each.get("code")) for each in events] == [
        ("problem", "programme.file.missing.nearest"),
        ("ended", "current"),
        ("ended", "failed"),
    ]
    assert [each["done"] for each in events[1:]] == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and encodings of POSIX")
def test_a_closed_pipe_and_an_ascii_terminal_change_neither_outcome_nor_exit_code(again):
    """Results go to a reader who has left, the log to a terminal without umlauts."""
    command = [sys.executable, "-m", "wirkung", *RUN, "params/nö.yaml"]
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        command, cwd=again.folder, stdout=writing, stderr=subprocess.PIPE, env=plain, check=False, timeout=60
    )
    os.close(writing)
    assert ended.returncode == 3
    told = [line.split() for line in ended.stderr.decode("ascii").splitlines()]
    assert told[-2] == ["params/toy.yaml", "2024", "aktuell", "1/2"]
    assert told[-1][0].startswith("params/n?")
    assert told[-1][1] == "fehlgeschlagen"


def test_a_report_is_the_same_when_it_is_computed_again(again):
    before = again.contents()
    register = room_of(again.folder / "params" / "toy.yaml").register
    remembered = register.read_bytes()
    code, output, errors = again.wirkung("verify", REPORT)
    assert (code, errors) == (0, "")
    assert output.startswith(f"{REPORT}: neu berechnet, alle ")
    assert (again.contents(), register.read_bytes()) == (before, remembered)


CHANGED_FILE = (
    "2024/toy: Die Datei «results.json» ist nicht, wie der Lauf sie geschrieben hat (geändert, verschwunden oder "
    "hinzugekommen)."
)


def test_everything_that_differs_is_told_at_once(again, monkeypatch):
    computed = published_results(again.folder / REPORT).results
    monkeypatch.setattr(verify, "_computed", lambda *_: computed)  # as it would come out; no kernel is needed
    path = again.reports / "2024/toy/results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    (line,) = (line for line in results["results"] if line["id"] == "change/interest/main")
    line["printed"]["value"] += "0"
    path.write_text(json.dumps(results), encoding="utf-8")
    change_notebook(again, monkeypatch)
    code, output, errors = again.wirkung("verify", REPORT)
    assert (code, output) == (1, "")
    assert errors.splitlines() == [
        CHANGED_FILE,
        "2024/toy: Das Notebook wurde seit dem Lauf geändert.",
        "2024/toy: Das Ergebnis «change/interest/main» kommt heute anders heraus als veröffentlicht.",
    ]


@pytest.mark.slow
def test_other_data_give_other_results(again):
    write_data(again.folder, lifted=30)
    code, _, errors = again.wirkung("verify", REPORT)
    assert code == 1
    assert "Die Daten wurden seit dem Lauf geändert" in errors
    assert "«change/interest/main»" in errors


def test_a_withdrawn_report_says_so_everywhere_and_its_numbers_stay_known(again):
    room = room_of(again.folder / "params" / "toy.yaml")
    rows = [entry.rows for entry in open_memory(room).register.entries]
    code, output, errors = again.wirkung("retract", REPORT, "--reason", "Daten vertauscht")
    assert (code, errors) == (0, "")
    assert output.startswith(f"Zurückgezogen: {REPORT}/evaluation.html. ")
    page = (again.reports / "2024/toy/evaluation.html").read_text(encoding="utf-8")
    manifest = json.loads((again.reports / "2024/toy/manifest.json").read_text(encoding="utf-8"))
    assert "urückgezogen" in page
    assert "urückgezogen" in (again.reports / "index.html").read_text(encoding="utf-8")
    assert "Daten vertauscht" not in page
    assert manifest["status"] == "withdrawn"
    register = open_memory(room).register
    assert [entry.rows for entry in register.entries] == rows
    last = register.events[-1]
    assert (last.what, last.reason) == (RegisterEvent.WITHDRAWN, "Daten vertauscht")
    # Its files are those of its manifest: it is complete, stays withdrawn, and is not withdrawn twice.
    assert planned(again)[0][-1] == "aktuell"
    before = again.contents()
    code, _, errors = again.wirkung("retract", REPORT, "--reason", "noch einmal")
    assert (code, again.contents()) == (5, before)
    assert errors.endswith("Der Bericht ist schon zurückgezogen. Es wurde nichts geändert.\n")
