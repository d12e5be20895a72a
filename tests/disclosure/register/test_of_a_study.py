"""A study and the register, from files to bits. All persons are invented."""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil

import numpy as np
import pytest

from tests.questions.conftest import PROGRAMME, write_programme
from wirkung.disclosure.keys import Purpose
from wirkung.disclosure.register.handing_over import handed_over
from wirkung.disclosure.register.marks import ids_of
from wirkung.disclosure.register.memory import begin, open_memory
from wirkung.disclosure.register.records import Entry, Event, RegisterEvent
from wirkung.disclosure.register.room import room_of
from wirkung.errors import WorkspaceError
from wirkung.study.check import check_files
from wirkung.study.study import open_study


@pytest.fixture
def drafts(tmp_path, monkeypatch):
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setenv("WIRKUNG_DRAFTS", str(folder))
    return folder


@pytest.fixture
def programme(tmp_path):
    return write_programme(tmp_path)


@pytest.fixture
def room(programme):
    room = room_of(programme)
    begin(room)
    return room


@pytest.fixture(scope="module")
def publication(tmp_path_factory):
    """What a run does with what a study leaves, done once: the folder of the programme with its room."""
    folder = tmp_path_factory.mktemp("publication")
    (folder / "drafts").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIRKUNG_REGISTER", str(folder / "room"))
        patch.setenv("WIRKUNG_DRAFTS", str(folder / "drafts"))
        programme = write_programme(folder)
        begin(room_of(programme))
        publish(programme, room_of(programme), folder / "drafts")
    return folder


@pytest.fixture
def published(publication, tmp_path, monkeypatch):
    """The programme file in a copy of it for one test."""
    folder = shutil.copytree(publication, tmp_path / "published")
    monkeypatch.setenv("WIRKUNG_REGISTER", str(folder / "room"))
    monkeypatch.setenv("WIRKUNG_DRAFTS", str(folder / "drafts"))
    return folder / "robots.yaml"


def publish(programme, room, drafts):
    assert open_study(programme, year=2024).answers
    memory = open_memory(room)
    (draft,) = handed_over(drafts, memory.keys)
    values = {"programme": draft.programme, "year": draft.year, "when": "2025-01-01", "rows": ()}
    memory.register.add(draft, Entry(publication="one", notebooks=(), editions=(), **values))
    memory.write()
    for path in drafts.iterdir():
        path.unlink()


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def past_of(programme):
    return open_study(programme, year=2024)._memory.past()


def test_the_same_data_are_recognised_in_every_row(published):
    past = past_of(published)
    assert past.everybody == 40
    assert past.changed == {}
    assert {"persons", "2024/interest"} <= {row.variable for row in past.rows}
    assert all(row.places.max(initial=0) < 40 for row in past.rows)


def test_one_corrected_answer_is_noticed_and_says_whose(published):
    replaced(published.parent / "answers.csv", "p3;2024;after;4;4;2", "p3;2024;after;1;4;2")
    ((found,),) = [each for name, each in past_of(published).changed.items() if name == "2024/interest"]
    assert found.tolist() == [2]


def test_another_order_of_the_files_changes_nobody(published):
    before = {(row.variable, row.places.size) for row in past_of(published).rows}
    for name in ("persons.csv", "answers.csv"):
        path = published.parent / name
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    past = past_of(published)
    assert past.changed == {}
    assert {(row.variable, row.places.size) for row in past.rows} == before
    assert past.everybody == 40


def test_a_person_who_left_the_data_is_remembered_without_a_place_in_them(published):
    for name in ("persons.csv", "answers.csv", "hours.csv", "events.csv"):
        path = published.parent / name
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(x for x in lines if not x.startswith("p20;")) + "\n", encoding="utf-8")
    past = past_of(published)
    assert past.everybody == 40
    assert any(39 in row.places for row in past.rows)


def test_a_programme_file_that_reads_ids_otherwise_leads_to_the_same_persons(published):
    replaced(published, "data:\n", "data:\n  ids_ignore: [case, leading_zeros]\n")
    replaced(published.parent / "persons.csv", "\np", "\nP")
    assert past_of(published).everybody == 40


def test_another_programme_reads_the_rows_of_persons_it_shares(published):
    other = published.with_name("birds.yaml")
    other.write_text(PROGRAMME.replace("id: robots", "id: birds"), encoding="utf-8")
    past = past_of(other)
    assert past.everybody == 40
    assert past.rows


def test_ids_that_were_given_anew_are_refused_until_somebody_decides(published):
    for name in ("persons.csv", "answers.csv", "hours.csv", "events.csv"):
        path = published.parent / name
        path.write_text(
            path.read_text(encoding="utf-8").replace("\np", "\nx").replace("\nq", "\ny"), encoding="utf-8"
        )
    with pytest.raises(WorkspaceError) as caught:
        open_study(published, year=2024)
    assert caught.value.problems[0].text("en") == (
        "Most persons on whom the earlier report of robots 2024 rests cannot be found in the data of today. If "
        "ids were given anew, the two reports could be subtracted from each other. Use the files with the earlier "
        'ids. If these really are other persons: ‘wirkung register begin PROGRAMME --reason "…"’.'
    )
    memory = open_memory(room_of(published))
    memory.register.events.append(Event(when="2026-01-01", what=RegisterEvent.BEGUN, programme="robots"))
    memory.write()
    past = past_of(published)
    assert past.everybody == 80
    assert past.rows


def test_who_is_forgotten_is_found_by_the_id_as_it_is_written(published):
    memory = open_memory(room_of(published))
    assert sum(memory.register.forget(each) for each in ids_of(" P7 ", memory.keys)) == 1
    assert not any(memory.register.forget(each) for each in ids_of("p7", memory.keys))
    assert sum(memory.register.forget(each) for each in ids_of("nobody", memory.keys)) == 0
    memory.write()
    past = past_of(published)
    assert past.everybody == 41  # somebody of the old rows, and p7 if p7 is still in the data
    assert all(
        marks[6] == 0 for states in open_memory(room_of(published)).register.answers.values() for marks in states
    )


def test_no_id_and_no_answer_stands_in_any_file_in_clear(programme, room, drafts):
    for name in ("persons.csv", "answers.csv", "hours.csv", "events.csv"):
        path = programme.parent / name
        text = path.read_text(encoding="utf-8").replace("\np", "\nCANARY-p").replace("\nq", "\nCANARY-q")
        path.write_text(text, encoding="utf-8")
    assert open_study(programme, year=2024).answers
    memory = open_memory(room)
    (draft,) = handed_over(drafts, memory.keys)
    memory.register.add(
        draft, Entry(publication="one", programme="robots", year=2024, when="", notebooks=(), editions=(), rows=())
    )
    memory.write()
    files = [*drafts.iterdir(), *(path for path in room.folder.rglob("*") if path.is_file())]
    assert len(files) >= 4
    clear = memory.register.to_bytes()
    for content in (clear, *(path.read_bytes() for path in files)):
        assert b"CANARY" not in content.upper()
    for path in files:
        assert b"interest" not in path.read_bytes()
        assert os.name == "nt" or path.name == ".gitignore" or path.stat().st_mode & 0o077 == 0
    # Inside, persons are keyed: the ids of another key room are others.
    assert not set(draft.persons) & set(ids_of("CANARY-p1", _other_keys(room)))


def _other_keys(room):
    return room.keys.keys().model_copy(update={"identity": "0" * 64})


def test_a_notebook_that_nobody_publishes_writes_nothing(programme, room, monkeypatch):
    monkeypatch.delenv("WIRKUNG_DRAFTS", raising=False)
    before = {path: path.read_bytes() for path in room.folder.rglob("*") if path.is_file()}
    assert open_study(programme, year=2024).answers
    assert {path: path.read_bytes() for path in room.folder.rglob("*") if path.is_file()} == before


def test_two_persons_with_the_same_answers_have_different_marks(published):
    (marks,) = open_memory(room_of(published)).register.answers["2024/interest"]
    assert np.unique(marks).size == marks.size == 40


def test_a_damaged_register_shows_nothing_in_a_notebook_either(published):
    room = room_of(published)
    room.register.write_bytes(room.register.read_bytes()[:100])
    with pytest.raises(WorkspaceError):
        open_study(published, year=2024)


def test_what_is_published_of_a_file_is_a_hash_under_the_rooms_key(programme, room):
    account = open_study(programme, year=2024).provenance.accounts[0]
    raw = (programme.parent / account.file).read_bytes()
    key = room.keys.keys().sub_key(Purpose.FILES)
    assert account.fingerprint == hmac.new(key, raw, hashlib.sha256).hexdigest()
    assert hashlib.sha256(raw).hexdigest() not in str(account)
    assert check_files(programme, year=2024).files.accounts[0].fingerprint == account.fingerprint


def test_without_keys_nothing_is_published_of_a_files_content(programme):
    assert {each.fingerprint for each in open_study(programme, year=2024).provenance.accounts} == {""}
