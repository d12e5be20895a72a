"""No change of the audit log goes unnoticed, and nothing is published that it does not know."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wirkung.disclosure.keys import KEYS, KeyRoom
from wirkung.disclosure.register.contents import Draft
from wirkung.disclosure.register.handing_over import hand_over
from wirkung.disclosure.register.memory import begin, open_memory
from wirkung.disclosure.register.room import Room
from wirkung.errors import WorkspaceError
from wirkung.run.journal import book
from wirkung.run.journal.book import Event, begin_anew, head_of, log_of, note, whole_log
from wirkung.run.journal.lines import NOTHING_BEFORE, JournalEvent, hashed
from wirkung.run.remember import Publication, remembering, writing

RUN = Event(what=JournalEvent.RUN_BEGUN, programme="toy", year=2024)
LINES = 12


def room_at(folder: Path) -> Room:
    return Room(folder=folder / ".wirkung", keys=KeyRoom(folder / ".wirkung" / "keys"))


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """A workspace with a log of some lines."""
    folder = tmp_path_factory.mktemp("written")
    begin(room_at(folder))
    for year in range(2013, 2012 + LINES):
        note(room_at(folder), Event(what=JournalEvent.RUN_BEGUN, programme="toy", year=year))
    return folder


@pytest.fixture
def room(written, tmp_path) -> Room:
    shutil.copytree(written, tmp_path / "office")
    return room_at(tmp_path / "office")


def said(room: Room) -> str:
    with pytest.raises(WorkspaceError) as caught:
        whole_log(room)
    return caught.value.problems[0].code


def rows(room: Room) -> list[bytes]:
    return log_of(room).read_bytes().splitlines(keepends=True)


def _flip(path: Callable[[Room], Path], room: Room, rng: random.Random) -> None:
    content = bytearray(path(room).read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path(room).write_bytes(content)


def _delete(room: Room, rng: random.Random) -> None:
    kept = rows(room)
    del kept[rng.randrange(len(kept))]
    log_of(room).write_bytes(b"".join(kept))


def _swap(room: Room, rng: random.Random) -> None:
    swapped = rows(room)
    one, other = rng.sample(range(len(swapped)), 2)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    log_of(room).write_bytes(b"".join(swapped))


def _insert(room: Room, rng: random.Random) -> None:
    """A line that is there once more, or one that somebody made without the key."""
    more = rows(room)
    line = whole_log(room)[rng.randrange(len(more))]
    if rng.random() < 0.5:
        line = hashed(line.model_copy(update={"year": 1999, "before": line.hash}), b"not the key")
    more.insert(rng.randrange(len(more) + 1), line.text().encode() + b"\n")
    log_of(room).write_bytes(b"".join(more))


def _truncate(room: Room, rng: random.Random) -> None:
    content = log_of(room).read_bytes()
    log_of(room).write_bytes(content[: rng.randrange(len(content))])


def _replace_head(room: Room, rng: random.Random) -> None:
    """By an older one of the same log, by that of another office, or by one that somebody made for a cut log."""
    head = json.loads(head_of(room).read_text())
    last = rng.randrange(1, LINES)
    if rng.random() < 0.5:
        head |= {"number": last, "line": rows(room)[last - 1].decode().strip()}
        head_of(room).write_text(json.dumps(head, separators=(",", ":")))
        log_of(room).write_bytes(b"".join(rows(room)[:last]))
        return
    other = room_at(room.folder.parent / "other")
    begin(other)
    for _ in range(last):
        note(other, RUN)
    shutil.copy(head_of(other), head_of(room))


ALTERATIONS = [
    lambda room, rng: _flip(log_of, room, rng),
    lambda room, rng: _flip(head_of, room, rng),
    _delete,
    _swap,
    _insert,
    _truncate,
    _replace_head,
]


def test_each_of_a_hundred_random_alterations_is_noticed(room):
    kept = {path: path.read_bytes() for path in (log_of(room), head_of(room))}
    unnoticed = []
    for seed in range(100):
        rng = random.Random(seed)  # noqa: S311 - no secret
        ALTERATIONS[seed % len(ALTERATIONS)](room, rng)
        try:
            whole_log(room)
            unnoticed.append(seed)
        except WorkspaceError:
            pass
        with pytest.raises(WorkspaceError):
            _note_strictly(room)
        for path, content in kept.items():
            path.write_bytes(content)
    assert unnoticed == []
    assert len(whole_log(room)) == LINES


def _note_strictly(room: Room) -> None:
    """Write on; that the last line alone was lost is put right from the head, and is no reason to stop."""
    missing = said(room) == "journal.last_missing"
    note(room, RUN)
    if missing:
        assert [line.number for line in whole_log(room)] == [*range(1, LINES + 2)]
        raise WorkspaceError([])


def test_an_older_head_with_the_whole_log_is_noticed(room):
    older = head_of(room).read_bytes()
    note(room, RUN)
    head_of(room).write_bytes(older)
    assert said(room) == "journal.too_long"


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda room: log_of(room).unlink(), "journal.missing"),
        (lambda room: head_of(room).unlink(), "journal.head_missing"),
        (lambda room: (log_of(room).unlink(), head_of(room).unlink()), "journal.missing"),
        (lambda room: log_of(room).write_bytes(b"".join(rows(room)[:-1])), "journal.last_missing"),
        (lambda room: log_of(room).write_bytes(b"".join(rows(room)[:-2])), "journal.cut"),
        (lambda room: log_of(room).write_bytes(b"\xff\xfe" * 99), "journal.line_changed"),
        (lambda room: head_of(room).write_bytes(b"{}"), "journal.head_changed"),
        (lambda room: (room.keys.folder / KEYS).unlink(), "journal.no_keys"),
        (lambda room: room.keys.destroy(), "journal.keys_destroyed"),
    ],
)
def test_what_is_not_whole_says_how(room, harm, code):
    harm(room)
    assert said(room) == code


def test_a_log_that_cannot_be_read_is_no_empty_one(room):
    log_of(room).unlink()
    log_of(room).mkdir()
    with pytest.raises(OSError, match=r"journal\.jsonl"):
        note(room, RUN)


def test_a_register_from_before_there_was_a_log_begins_one(tmp_path):
    room = room_at(tmp_path)
    assert said(room) == "register.nothing"
    begin(room)
    assert said(room) == "journal.not_begun"
    note(room, RUN)
    first, second = whole_log(room)
    assert (first.event, first.before, first.number) == (JournalEvent.BEGUN, NOTHING_BEFORE, 1)
    assert (second.event, second.before, second.programme) == (JournalEvent.RUN_BEGUN, first.hash, "toy")


def test_a_write_that_was_stopped_in_between_is_made_good_by_the_next(room, monkeypatch):
    put = book.put

    def stopped(path: Path, content: bytes) -> None:
        if path == log_of(room):
            raise OSError(28, "No space left on device")
        put(path, content)

    monkeypatch.setattr(book, "put", stopped)
    with pytest.raises(OSError, match="No space"):
        note(room, Event(what=JournalEvent.KEYS_ROTATED))
    monkeypatch.setattr(book, "put", put)
    assert said(room) == "journal.last_missing"
    note(room, RUN)
    assert [line.event for line in whole_log(room)][-2:] == [JournalEvent.KEYS_ROTATED, JournalEvent.RUN_BEGUN]


def test_who_writes_at_once_loses_nothing(room):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda year: note(room, Event(what=JournalEvent.RUN_DONE, year=year)), range(2000, 2032)))
    lines = whole_log(room)[LINES:]
    assert sorted(line.year for line in lines) == [*range(2000, 2032)]


def test_lines_go_after_three_years_and_the_log_stays_whole(room, monkeypatch):
    monkeypatch.setattr(book, "now", lambda: "2019-12-31T23:59:59+00:00")
    aside = begin_anew(room)
    note(room, RUN)
    monkeypatch.setattr(book, "now", lambda: "2020-01-01T00:00:00+00:00")
    note(room, RUN)
    monkeypatch.setattr(book, "now", lambda: "2022-12-31T00:00:00+00:00")
    note(room, RUN)
    assert len(whole_log(room)) == 4
    assert aside.exists()
    monkeypatch.setattr(book, "now", lambda: "2023-01-01T00:00:00+00:00")
    note(room, RUN)
    lines = whole_log(room)
    assert [(line.number, line.when[:4]) for line in lines] == [(3, "2020"), (4, "2022"), (5, "2023"), (6, "2023")]
    assert (lines[2].event, lines[2].count) == (JournalEvent.SHORTENED, 2)
    assert not list(room.folder.glob("journal-*"))
    log_of(room).write_bytes(b"".join(rows(room)[1:]))
    assert said(room) == "journal.not_in_order"


def test_what_cannot_be_logged_is_neither_remembered_nor_published(room, tmp_path, monkeypatch):
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    monkeypatch.setenv("WIRKUNG_DRAFTS", str(drafts))
    hand_over(Draft(programme="toy", year=2024, persons=(), rows=(), answers={}), room.keys.keys())
    publication = Publication(
        id="0a", programme="toy", year=2024, notebooks=("evaluation",), editions=(), own_cells=2
    )
    whole = log_of(room).read_bytes()
    log_of(room).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(WorkspaceError), writing(room), remembering(room, drafts, publication):
        pytest.fail("published")
    assert open_memory(room).register.entries == []
    log_of(room).write_bytes(whole)
    with writing(room), remembering(room, drafts, publication):
        published, own = whole_log(room)[LINES:]  # written before anything is visible
    assert (published.event, published.publication, published.year) == (JournalEvent.PUBLICATION, "0a", 2024)
    assert (own.event, own.count) == (JournalEvent.OWN_CELLS, 2)
