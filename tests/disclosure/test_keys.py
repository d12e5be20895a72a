"""The key room: keys by purpose, encryption that nobody reads or changes, a log of what was done."""

from __future__ import annotations

import stat
import sys

import pytest

from wirkung.disclosure.keys import KEYS, LOG, KeyEvent, KeyRoom, Purpose, SealError
from wirkung.errors import WorkspaceError


@pytest.fixture
def room(tmp_path):
    return KeyRoom(tmp_path / "keys")


@pytest.fixture
def keys(room):
    return room.make()


def events(room):
    return [event for _, event, _ in room.log()]


def test_every_purpose_has_a_key_of_its_own(keys, tmp_path):
    derived = {keys.sub_key(purpose) for purpose in Purpose}
    assert len(derived) == len(Purpose)
    assert {len(key) for key in derived} == {32}
    assert keys.sub_key(Purpose.PERSONS) != KeyRoom(tmp_path / "other").make().sub_key(Purpose.PERSONS)


def test_what_was_sealed_is_opened_for_its_purpose_only(keys):
    sealed = keys.seal(b"canary", Purpose.REGISTER)
    assert b"canary" not in sealed
    assert keys.open(sealed, Purpose.REGISTER) == b"canary"
    with pytest.raises(SealError) as caught:
        keys.open(sealed, Purpose.DRAFT)
    assert not caught.value.other_key


def test_the_same_content_is_sealed_differently_every_time(keys):
    assert keys.seal(b"x", Purpose.REGISTER) != keys.seal(b"x", Purpose.REGISTER)


def test_no_bit_can_be_changed_and_nothing_cut_off(keys):
    sealed = keys.seal(b"canary", Purpose.REGISTER)
    for at in range(len(sealed)):
        for wrong in (sealed[:at], sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]):
            with pytest.raises(SealError):
                keys.open(wrong, Purpose.REGISTER)
    with pytest.raises(SealError):
        keys.open(sealed + b"0", Purpose.REGISTER)


def test_what_another_room_sealed_is_told_apart_from_damage(keys, tmp_path):
    other = KeyRoom(tmp_path / "other").make()
    with pytest.raises(SealError) as caught:
        keys.open(other.seal(b"x", Purpose.REGISTER), Purpose.REGISTER)
    assert caught.value.other_key


def test_rotation_seals_anew_and_keeps_what_makes_persons_recognisable(room, keys):
    old = keys.seal(b"x", Purpose.REGISTER)
    both = room.with_new_key()
    new = both.seal(b"x", Purpose.REGISTER)
    assert both.open(old, Purpose.REGISTER) == both.open(new, Purpose.REGISTER) == b"x"
    room.keep_newest()
    left = room.keys()
    assert left.open(new, Purpose.REGISTER) == b"x"
    with pytest.raises(SealError):
        left.open(old, Purpose.REGISTER)
    assert all(left.sub_key(purpose) == keys.sub_key(purpose) for purpose in Purpose)
    assert events(room) == [KeyEvent.MADE, KeyEvent.ROTATED]


def test_keys_are_not_replaced_by_new_ones(room, keys):
    with pytest.raises(WorkspaceError) as caught:
        room.make()
    assert caught.value.problems[0].code == "key.exists"
    assert room.keys() == keys


def test_what_is_destroyed_is_recorded_and_gone(room, keys):
    assert keys.identity in (room.folder / KEYS).read_text(encoding="utf-8")
    room.destroy()
    assert not room.is_there
    assert events(room) == [KeyEvent.MADE, KeyEvent.DESTROYED]
    assert keys.identity not in (room.folder / LOG).read_text(encoding="utf-8")


def test_no_secret_is_shown(keys):
    shown = f"{keys!r} {keys}"
    assert keys.identity not in shown
    assert keys.sealing[0].secret not in shown


def test_a_broken_file_is_a_clear_error(room):
    room.make()
    (room.folder / KEYS).write_text('{"version": 1}', encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        room.keys()
    assert caught.value.problems[0].code == "key.unreadable"
    (room.folder / LOG).write_text("made yesterday\n", encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        room.log()
    assert caught.value.problems[0].code == "key.log_unreadable"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_only_their_owner_reads_them(room):
    room.make()
    assert stat.S_IMODE(room.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in room.folder.iterdir() if path.is_file()} == {0o600}
    assert (room.folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
