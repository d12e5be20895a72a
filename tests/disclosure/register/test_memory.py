"""The register on the disk: a damaged, foreign or missing one is an error that says what to do, no open door."""

from __future__ import annotations

import stat
import sys

import pytest

from wirkung.disclosure.keys import KEYS, KeyRoom
from wirkung.disclosure.register import memory as module
from wirkung.disclosure.register.memory import accept_unremembered, begin, open_memory, rotate
from wirkung.disclosure.register.room import FOLDER, Room, room_of
from wirkung.errors import WorkspaceError


@pytest.fixture
def filled(room, draft, entry):
    memory = begin(room)
    memory.register.add(draft("abcd", {"persons": "abc"}), entry("one"))
    memory.write()
    return room


def code_of(room):
    with pytest.raises(WorkspaceError) as caught:
        open_memory(room)
    for language in ("de", "en"):
        assert str(room.folder) in caught.value.problems[0].text(language)
    return caught.value.problems[0].code


def test_where_nothing_was_published_there_is_nothing(room):
    assert open_memory(room) is None
    assert not room.folder.exists()


def test_what_was_written_is_read(filled):
    assert [each.publication for each in open_memory(filled).register.entries] == ["one"]


@pytest.mark.parametrize("kept", [0, 10, 60, -1])
def test_a_file_that_was_cut_off(filled, kept):
    filled.register.write_bytes(filled.register.read_bytes()[:kept])
    assert code_of(filled) == "register.damaged"


def test_a_file_with_one_bit_changed(filled):
    content = bytearray(filled.register.read_bytes())
    content[-20] ^= 1
    filled.register.write_bytes(content)
    assert code_of(filled) == "register.damaged"


def test_a_file_that_somebody_else_made(filled):
    filled.register.write_bytes(b"nothing was ever published")
    assert code_of(filled) == "register.damaged"


def test_the_register_of_another_workspace(filled, tmp_path):
    other = Room(folder=tmp_path / "other", keys=KeyRoom(tmp_path / "other" / "keys"))
    begin(other)
    filled.register.write_bytes(other.register.read_bytes())
    assert code_of(filled) == "register.other_key"


def test_keys_that_were_exchanged(filled):
    (filled.keys.folder / KEYS).unlink()
    filled.keys.make()
    assert code_of(filled) == "register.other_key"


def test_a_register_that_is_gone(filled):
    filled.register.unlink()
    assert code_of(filled) == "register.missing"


def test_keys_that_are_gone(filled):
    (filled.keys.folder / KEYS).unlink()
    assert code_of(filled) == "key.missing"


def test_keys_that_were_destroyed(filled):
    filled.keys.destroy()
    assert code_of(filled) == "key.destroyed"


def test_a_new_beginning_is_recorded_and_keeps_what_was_there(filled):
    before = filled.register.read_bytes()[:-1]
    filled.register.write_bytes(before)
    accept_unremembered(filled, programme="robots", reason="backup lost", reports=("2024/robots",))
    register = open_memory(filled).register
    assert register.entries == []
    assert [(each.reason, each.reports) for each in register.events] == [("backup lost", ("2024/robots",))]
    (kept,) = filled.folder.glob("register.*")
    assert kept.read_bytes() == before


def test_a_new_beginning_forgets_nothing_that_can_be_read(filled):
    accept_unremembered(filled, programme="robots", reason="an old report", reports=("2023/robots",))
    assert [each.publication for each in open_memory(filled).register.entries] == ["one"]


def test_after_rotation_the_register_is_read_and_its_old_copy_is_not(filled):
    old = filled.register.read_bytes()
    rotate(filled)
    assert [each.publication for each in open_memory(filled).register.entries] == ["one"]
    filled.register.write_bytes(old)
    assert code_of(filled) == "register.other_key"


@pytest.mark.parametrize("step", ["write", "keep_newest"])
def test_a_rotation_that_was_cut_off_leaves_a_register_that_is_read(filled, monkeypatch, step):
    def stop(*_):
        raise KeyboardInterrupt

    owner = module.Memory if step == "write" else KeyRoom
    monkeypatch.setattr(owner, step, stop)
    with pytest.raises(KeyboardInterrupt):
        rotate(filled)
    monkeypatch.undo()
    assert [each.publication for each in open_memory(filled).register.entries] == ["one"]
    rotate(filled)
    assert len(filled.keys.keys().sealing) == 1


def test_a_write_that_fails_leaves_the_old_file(filled, monkeypatch):
    before = filled.register.read_bytes()
    memory = open_memory(filled)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        memory.write()
    assert filled.register.read_bytes() == before
    assert sorted(path.name for path in filled.folder.iterdir()) == [".gitignore", "keys", "register"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_only_the_owner_reads_it(filled):
    assert stat.S_IMODE(filled.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(filled.register.stat().st_mode) == 0o600


def test_all_programmes_of_a_params_folder_share_a_room(tmp_path, monkeypatch):
    monkeypatch.delenv("WIRKUNG_REGISTER", raising=False)
    monkeypatch.delenv("WIRKUNG_KEYS", raising=False)
    one, two = (room_of(tmp_path / "params" / f"{name}.yaml") for name in ("one", "two"))
    assert one.folder == two.folder == tmp_path / FOLDER
    assert one.keys.folder == tmp_path / FOLDER / "keys"
    assert room_of(tmp_path / "alone.yaml").folder == tmp_path / FOLDER
    monkeypatch.setenv("WIRKUNG_REGISTER", str(tmp_path / "data"))
    monkeypatch.setenv("WIRKUNG_KEYS", str(tmp_path / "stick"))
    moved = room_of(tmp_path / "params" / "one.yaml")
    assert (moved.folder, moved.keys.folder) == (tmp_path / "data", tmp_path / "stick")
