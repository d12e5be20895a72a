"""`wirkung audit`: whether the log is whole and what stands in it, in both languages."""

from __future__ import annotations

import shutil

import pytest

from tests.run.conftest import here
from wirkung.disclosure.register.memory import begin
from wirkung.disclosure.register.room import room_in
from wirkung.run.journal.book import Event, head_of, log_of, note
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.remember import Entry, open_memory


@pytest.fixture(autouse=True)
def beside(monkeypatch):
    """The register lies in the folder itself."""
    monkeypatch.delenv("WIRKUNG_REGISTER")


@pytest.fixture
def office(tmp_path):
    room = room_in(tmp_path)
    begin(room)
    roles = ("Leitung Bildungsbüro", "Statistikstelle [a]")
    note(
        room,
        Event(what=JournalEvent.RUN_BEGUN, programme="mint", year=2024),
        Event(what=JournalEvent.RELEASED, programme="mint", year=2023, roles=roles, publication="0a1b"),
        Event(what=JournalEvent.OWN_CELLS, programme="lesen", year=2024, count=3),
    )
    return tmp_path


def test_a_whole_log_is_said_to_be_whole(office):
    (office / "params").mkdir()
    (office / "params" / "mint.yaml").touch()
    for where in ((), (".",), ("params/mint.yaml",)):
        code, output, errors = here(office, "audit", "verify", *where)
        assert (code, errors) == (0, "")
        assert output.startswith("Das Vorgangsprotokoll .wirkung/journal.jsonl ist heil. Zeilen: 4, seit 20")
    code, output, _ = here(office, "audit", "verify", "--language", "en")
    assert output.startswith("The audit log .wirkung/journal.jsonl is whole. Lines: 4, since 20")


def test_it_is_listed_by_programme_and_year(office):
    code, output, errors = here(office, "audit", "show")
    assert (code, errors) == (0, "")
    head, *lines = output.splitlines()
    assert head.split() == ["Nr.", "Zeit", "(UTC)", "Vorgang", "Durch", "Programm", "Jahr", "Veröffentlichung"]
    assert len(lines) == 4
    assert "von zwei Rollen freigegeben" in lines[2]
    assert "Leitung Bildungsbüro; Statistikstelle [a]" in lines[2]
    assert lines[2].split()[-3:] == ["mint", "2023", "0a1b"]
    assert "eigene Zellen im Bericht: 3" in lines[3]
    _, output, _ = here(office, "audit", "show", "--programme", "mint", "--years", "2024", "--language", "en")
    assert [line.split()[0] for line in output.splitlines()[1:]] == ["2"]
    code, output, _ = here(office, "audit", "show", "--programme", "anders")
    assert (code, output) == (0, "Keine Zeile des Vorgangsprotokolls passt dazu.\n")


def test_a_log_that_was_cut_is_shown_and_said_to_be_cut_and_another_begins(office):
    room = room_in(office)
    assert here(office, "audit", "begin")[0] == 5  # whole
    rows = log_of(room).read_bytes().splitlines(keepends=True)
    log_of(room).write_bytes(b"".join(rows[:2]))
    code, output, errors = here(office, "audit", "verify")
    assert (code, output) == (5, "")
    assert errors.startswith(
        f"{log_of(room)}, Zeile 3: Das Vorgangsprotokoll ist abgeschnitten: Ab hier fehlen Zeilen."
    )
    code, output, errors = here(office, "audit", "show", "--language", "en")
    assert (code, len(output.splitlines())) == (5, 3)
    assert ", line 3: The audit log was cut" in errors
    code, output, errors = here(office, "audit", "begin")
    assert (code, errors) == (0, "")
    assert output.startswith(
        "Neu begonnen: das Vorgangsprotokoll .wirkung/journal.jsonl. Das alte liegt in .wirkung/"
    )
    assert here(office, "audit", "verify")[0] == 0
    assert "Protokoll neu begonnen, das frühere war nicht zu prüfen" in here(office, "audit", "show")[1]


def test_a_log_and_its_head_from_an_old_backup_do_not_fit_the_register(office):
    room = room_in(office)
    old = {path: path.read_bytes() for path in (log_of(room), head_of(room))}
    note(room, Event(what=JournalEvent.PUBLICATION, programme="mint", year=2024, publication="ff"))
    memory = open_memory(room)
    entry = Entry(
        publication="ff", programme="mint", year=2024, when="2999-01-01", notebooks=(), editions=(), rows=()
    )
    memory.register.entries.append(entry)
    memory.write()
    assert here(office, "audit", "verify")[0] == 0
    for path, content in old.items():
        path.write_bytes(content)
    code, _, errors = here(office, "audit", "verify")
    assert code == 5
    assert "es weiß nichts von: mint 2024 (2999-01-01)" in errors


def test_lost_keys_are_in_the_log_that_begins_with_the_new_ones(toy):
    room = room_in(toy.folder)
    note(room, Event(what=JournalEvent.RUN_BEGUN, programme="toy", year=2024))
    shutil.rmtree(room.keys.folder)
    code, _, errors = toy.wirkung("audit", "verify")
    assert code == 5
    assert "Hier liegen keine Schlüssel" in errors
    assert toy.wirkung("register", "begin", "params/toy.yaml", "--reason", "Stick verloren")[0] == 0
    code, output, errors = toy.wirkung("audit", "show")
    assert (code, errors) == (0, "")
    events = ["Protokoll neu begonnen", "Schlüssel verloren", "Schlüssel angelegt", "Verzeichnis der Veröff"]
    assert [event in line for event, line in zip(events, output.splitlines()[1:], strict=True)] == [True] * 4
    assert "Stick" not in log_of(room).read_text(encoding="utf-8")


def test_a_run_whose_log_is_broken_does_not_begin(toy):
    room = room_in(toy.folder)
    note(room, Event(what=JournalEvent.RUN_BEGUN, programme="toy", year=2024))
    head_of(room).unlink()
    code, _, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 5
    assert "Ohne sie ist nicht zu sehen, ob am Ende etwas fehlt." in errors
    assert not toy.reports.exists() or not list(toy.reports.rglob("*.html"))


def test_a_folder_that_is_none_or_holds_nothing_says_so(tmp_path):
    code, _, errors = here(tmp_path, "audit", "verify", "anderswo")
    assert (code, "weder ein Ordner noch eine Programmdatei" in errors) == (5, True)
    code, _, errors = here(tmp_path, "audit", "show")
    assert (code, "Von hier wurde noch nichts veröffentlicht" in errors) == (5, True)
    assert not list(tmp_path.iterdir())
