"""Nothing becomes visible that is not remembered first, and nothing beside what the register does not know."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest

from tests.run.test_index import put
from wirkung.disclosure.keys import KEYS
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.run.journal.book import lines_as_they_stand, whole_log
from wirkung.run.plan import Asked, plan
from wirkung.run.remember import prepare

KILLED = """
import os, sys
from pathlib import Path
from wirkung.disclosure.register.room import room_of
from wirkung.run.remember import Publication, remembering, writing
room, drafts = room_of(Path(sys.argv[1])), Path(sys.argv[2])
publication = Publication(id="p1", programme="toy", year=2024, notebooks=("evaluation",), editions=("html",))
with writing(room), remembering(room, drafts, publication):
    os._exit(9)
"""
DRAFT = """
import sys
from pathlib import Path
import numpy as np
from wirkung.disclosure.register.contents import Draft
from wirkung.disclosure.register.handing_over import hand_over
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.register.rows import Row
row = Row(variable="persons", members=np.packbits([True, False]).tobytes())
draft = Draft(programme="toy", year=2024, persons=(b"a" * 16, b"b" * 16), rows=(row,), answers={})
hand_over(draft, open_memory(room_of(Path(sys.argv[1]))).keys)
"""


@pytest.fixture
def room(toy):
    return room_of(toy.folder / "params" / "toy.yaml")


def entries(room):
    return open_memory(room).register.entries


def test_a_publication_is_remembered_and_its_report_says_which_it_is(toy, room):
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 0, errors
    (entry,) = entries(room)
    manifest = json.loads((toy.reports / "2024/toy/manifest.json").read_text(encoding="utf-8"))
    assert entry.publication == manifest["publication"]
    assert (entry.programme, entry.year, entry.confirmed) == ("toy", 2024, True)
    assert entry.notebooks == ("evaluation",)
    assert "evaluation.pdf" in entry.editions
    assert not (room.folder / "lock").exists()
    lines = whole_log(room)
    assert [line.event.value for line in lines] == ["begun", "run_begun", "publication", "run_done"]
    assert [line.publication for line in lines] == [None, None, entry.publication, None]
    assert {(line.programme, line.year) for line in lines[1:]} == {("toy", 2024)}


def test_what_was_about_to_be_published_when_the_run_was_killed_is_remembered(toy, room, tmp_path, monkeypatch):
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    monkeypatch.setenv("WIRKUNG_DRAFTS", str(drafts))
    programme = str(toy.folder / "params" / "toy.yaml")
    subprocess.run([sys.executable, "-c", DRAFT, programme], check=True)
    killed = subprocess.run([sys.executable, "-c", KILLED, programme, str(drafts)], check=False)
    assert killed.returncode == 9
    register = open_memory(room).register
    assert [(entry.publication, entry.confirmed) for entry in register.entries] == [("p1", False)]
    (row,) = register.past((b"b" * 16, b"a" * 16), {}).rows
    assert row.places.tolist() == [1]
    code, output, _ = toy.wirkung("register", "status", "params/toy.yaml")
    assert code == 0
    assert "toy 2024: abgebrochen; gilt als veröffentlicht, Zahlen: 1" in output

    # It had become visible before the run was killed: the next run sees that from the report itself.
    manifest = put(toy.reports, 2024, "toy", "Toy") / "manifest.json"
    for publication, confirmed in (("another", False), ("p1", True)):
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "publication": publication}))
        prepare(plan([toy.folder / "params" / "toy.yaml"], Asked(year=2024), language="de"), None)
        assert [entry.confirmed for entry in entries(room)] == [confirmed]


def test_a_notebook_that_shows_no_study_is_not_published(toy, room, cells):
    toy.notebook(
        cells.code("import os\nfor each in Path(os.environ['WIRKUNG_DRAFTS']).iterdir(): each.unlink()", cell="x")
    )
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 1
    assert "Das Notebook zeigt keine Ergebnisse einer geöffneten Evaluation" in errors
    assert not toy.reports.exists()
    assert entries(room) == []


def test_the_first_run_makes_key_and_register_and_says_where(toy, monkeypatch):
    monkeypatch.setenv("WIRKUNG_REGISTER", str(toy.folder / "memory"))
    monkeypatch.setenv("WIRKUNG_KEYS", str(toy.folder / "stick"))
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 0, errors
    assert errors.splitlines()[0] == (
        "Neu angelegt: das Verzeichnis dessen, was veröffentlicht wird, in memory. Die Schlüssel dazu liegen in "
        "stick. Bitte beides sichern, getrennt voneinander: Ohne sie wird später nichts mehr veröffentlicht."
    )
    assert (toy.folder / "stick" / KEYS).is_file()
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert (code, errors.count("\n")) == (0, 1)


def test_a_report_that_the_register_does_not_know_stops_the_next(toy, monkeypatch):
    """A register that was lost, or restored from a backup that is too old."""
    assert toy.wirkung("run", "params/toy.yaml", "--year", "2023")[0] == 0
    before = toy.contents()
    monkeypatch.setenv("WIRKUNG_REGISTER", str(toy.folder / "new"))
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 5
    assert errors.splitlines()[0].startswith(
        "params/toy.yaml: Von diesem Programm ist schon etwas veröffentlicht, was nicht im Verzeichnis der "
        "Veröffentlichungen steht: 2023/toy. "
    )
    assert toy.contents() == before
    assert not (toy.folder / "new").exists()
    code, output, errors = toy.wirkung("register", "begin", "params/toy.yaml", "--reason", "Rechner gestohlen")
    assert code == 0, errors
    assert "toy: neu begonnen, ohne 2023/toy" in output
    assert "Grund: Rechner gestohlen" in output
    assert toy.wirkung("run", "params/toy.yaml")[0] == 0


def test_a_register_from_an_old_backup_stops_the_next_report(toy, room):
    old = room.register.read_bytes()
    assert toy.wirkung("run", "params/toy.yaml", "--year", "2023")[0] == 0
    room.register.write_bytes(old)
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 5
    assert "2023/toy" in errors


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda room: room.register.unlink(), "es ist nicht mehr da"),
        (lambda room: room.register.write_bytes(room.register.read_bytes()[:-1]), "abgeschnitten oder verändert"),
        (lambda room: (room.keys.folder / KEYS).unlink(), "braucht seine Schlüssel, und sie sind nicht da"),
    ],
    ids=["gone", "cut off", "no keys"],
)
def test_without_register_or_keys_nothing_is_published_nor_checked(toy, room, harm, sentence):
    harm(room)
    for command in ("run", "check"):
        code, _, errors = toy.wirkung(command, "params/toy.yaml")
        assert code == 5
        assert sentence in errors
    assert not toy.reports.exists()


def test_two_runs_at_once_are_both_remembered(toy, room):
    runs = [toy.start("run", "params/toy.yaml", "--year", year) for year in ("2023", "2024")]
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert sorted(entry.year for entry in entries(room)) == [2023, 2024]
    assert all(entry.confirmed for entry in entries(room))
    logged = Counter((line.event.value, line.year) for line in whole_log(room)[1:])
    assert logged == {
        (event, year): 1 for event in ("run_begun", "publication", "run_done") for year in (2023, 2024)
    }


def test_keys_are_rotated_and_destroyed(toy, room):
    assert toy.wirkung("run", "params/toy.yaml")[0] == 0
    before = (room.keys.folder / KEYS).read_bytes()
    code, output, errors = toy.wirkung("key", "rotate", "params/toy.yaml")
    assert code == 0, errors
    assert "gewechselt (" in output
    assert (room.keys.folder / KEYS).read_bytes() != before
    assert len(entries(room)) == 1
    code, output, errors = toy.wirkung("key", "destroy", "params/toy.yaml", "--yes", "--language", "en")
    assert code == 0, errors
    assert output.splitlines()[0].startswith("No keys in ")
    logged = [line.event.value for line in lines_as_they_stand(room)]
    assert logged[-2:] == ["keys_rotated", "keys_destroyed"]
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 5
    assert "Die Schlüssel wurden vernichtet" in errors
    code, _, errors = toy.wirkung("key", "new", "params/toy.yaml")
    assert code == 5
    assert "Neue öffnen das alte Verzeichnis nicht" in errors


def test_a_report_that_is_withdrawn_stays_known(toy, room):
    assert toy.wirkung("run", "params/toy.yaml")[0] == 0
    known = open_memory(room).register.rows
    arguments = ("register", "withdraw", "params/toy.yaml", "--reason", "Fehler", "--year")
    code, output, errors = toy.wirkung(*arguments, "2024")
    assert code == 0, errors
    assert "toy 2024: zurückgezogen. Grund: Fehler" in output
    assert open_memory(room).register.rows == known
    assert len(entries(room)) == 1
    (last,) = whole_log(room)[-1:]
    assert (last.event.value, last.programme, last.year) == ("retracted", "toy", 2024)
    code, _, errors = toy.wirkung(*arguments, "2022")
    assert (code, "Von toy 2022 wurde nichts veröffentlicht." in errors) == (5, True)


@pytest.mark.slow
def test_keys_may_be_made_before_the_first_run(toy, monkeypatch):
    monkeypatch.setenv("WIRKUNG_REGISTER", str(toy.folder / "memory"))
    assert toy.wirkung("key", "new", "params/toy.yaml")[0] == 0
    code, _, errors = toy.wirkung("register", "status", "params/toy.yaml")
    assert (code, "noch nichts veröffentlicht" in errors) == (5, True)
    assert toy.wirkung("run", "params/toy.yaml")[0] == 0
    code, _, errors = toy.wirkung("key", "new", "params/toy.yaml")
    assert code == 5
