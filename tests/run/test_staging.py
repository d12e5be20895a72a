"""A report becomes visible by one step, and an earlier one is never lost."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from wirkung.run import staging as module
from wirkung.run.exchange import exchange
from wirkung.run.files import write
from wirkung.run.lock import hold
from wirkung.run.staging import OUTPUT_LOCK, RUN_LOCK, publish, repair, staging


def snapshot(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def index_of(out: Path) -> bytes:
    """An index that shows when it was written anew."""
    return f"index of {(out / '2024/mint/evaluation.html').read_text()}".encode()


def begin(out: Path, *, year: int = 2024, programme: str = "mint"):
    return staging(out, year=year, name=programme, index=lambda: index_of(out))


def mend(out: Path) -> None:
    repair(out, lambda: index_of(out))


def publish_report(out: Path, text: str) -> None:
    with begin(out) as place:
        (place.new / "evaluation.html").write_text(text)
        place.index.write_text(f"index of {text}")
        publish(place)


def test_a_first_report_appears_with_its_index_and_nothing_else(tmp_path):
    publish_report(tmp_path / "reports", "one")
    assert snapshot(tmp_path) == {
        "reports/2024/mint/evaluation.html": "one",
        "reports/index.html": "index of one",
    }


def test_a_second_report_replaces_the_whole_folder(tmp_path):
    publish_report(tmp_path, "one")
    (tmp_path / "2024/mint/left over").write_text("from an older version")
    publish_report(tmp_path, "two")
    assert snapshot(tmp_path) == {"2024/mint/evaluation.html": "two", "index.html": "index of two"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2024", "index.html"]


def test_a_run_that_publishes_nothing_leaves_nothing(tmp_path):
    with begin(tmp_path / "reports") as place:
        (place.new / "evaluation.html").write_text("half")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(params=["exchange", "two renames"])
def way(request, monkeypatch):
    """Both ways to replace a report; the second stands for systems that know the first not."""
    if request.param == "two renames":
        monkeypatch.setattr(module, "exchange", lambda *_: False)
    elif sys.platform != "linux":
        pytest.skip("only Linux exchanges folders")


def stopping_at(moment: int, stop: BaseException, *, after: bool):
    """What to put around each step, so that one of them is stopped before or after it is done."""
    calls = []

    def around(original):
        def step(*arguments):
            calls.append(arguments)
            if len(calls) == moment and not after:
                raise stop
            result = original(*arguments)
            if len(calls) == moment and after:
                raise stop
            return result

        return step

    return around


STOPS = [(OSError(errno.EIO, "broken"), False), (KeyboardInterrupt(), False), (KeyboardInterrupt(), True)]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("moment", [1, 2, 3])
@pytest.mark.parametrize(("stop", "after"), STOPS, ids=["error", "ctrl-c before", "ctrl-c after"])
def test_a_report_and_its_index_are_both_old_or_both_new(tmp_path, monkeypatch, moment, stop, after):
    """Each step of publishing stops in turn; what puts back works."""
    publish_report(tmp_path, "one")
    around = stopping_at(moment, stop, after=after)
    monkeypatch.setattr(module, "exchange", around(module.exchange))
    monkeypatch.setattr(Path, "rename", around(Path.rename))
    monkeypatch.setattr(Path, "replace", around(Path.replace))
    with suppress(type(stop)):  # where folders are exchanged there are two steps: the third is not stopped
        publish_report(tmp_path, "two")
    found = snapshot(tmp_path)
    text = found["2024/mint/evaluation.html"]
    assert found == {"2024/mint/evaluation.html": text, "index.html": f"index of {text}"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2024", "index.html"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders")
def test_there_is_a_report_at_every_moment(tmp_path, monkeypatch):
    """The new report is there as soon as the old one is not: no rename of its folder stands between."""
    publish_report(tmp_path, "one")
    moved = []
    monkeypatch.setattr(Path, "rename", lambda self, target: moved.append((self, target)))
    publish_report(tmp_path, "two")
    assert (moved, index_of(tmp_path)) == ([], b"index of two")


def test_two_folders_change_places_or_the_reason_is_told(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "text").write_text(name)
    done = exchange(tmp_path / "one", tmp_path / "other")
    assert done is (sys.platform == "linux")
    assert snapshot(tmp_path)["one/text"] == ("other" if done else "one")
    if done:
        with pytest.raises(FileNotFoundError):
            exchange(tmp_path / "one", tmp_path / "nowhere")


def test_a_run_killed_before_the_index_is_put_right_by_the_next(tmp_path, monkeypatch):
    """The report is the new one, the list still the old one: nobody but the next run can tell."""
    publish_report(tmp_path, "one")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: None)
        patch.setattr(module, "_discard", lambda *_: None)  # as a kill leaves it
        publish_report(tmp_path, "two")
    assert (tmp_path / "index.html").read_text() == "index of one"
    mend(tmp_path)
    assert snapshot(tmp_path) == {"2024/mint/evaluation.html": "two", "index.html": "index of two"}


def test_a_first_report_that_fails_leaves_no_empty_year(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        publish_report(tmp_path, "one")
    assert list(tmp_path.iterdir()) == []


def test_a_crash_between_the_renames_is_repaired_by_the_next_run(tmp_path):
    publish_report(tmp_path, "one")
    stale = tmp_path / ".tmp-dead"
    (stale / "previous/2024").mkdir(parents=True)
    (stale / "new/2024/mint").mkdir(parents=True)
    (stale / RUN_LOCK).touch()
    (tmp_path / "2024/mint").rename(stale / "previous/2024/mint")
    with begin(tmp_path, year=2023, programme="other"):
        assert (tmp_path / "2024/mint/evaluation.html").read_text() == "one"
        assert not stale.exists()


def test_a_crash_after_both_renames_keeps_the_new_report(tmp_path):
    publish_report(tmp_path, "two")
    stale = tmp_path / ".tmp-dead/previous/2024/mint"
    stale.mkdir(parents=True)
    (stale / "evaluation.html").write_text("one")
    mend(tmp_path)
    assert snapshot(tmp_path) == {"2024/mint/evaluation.html": "two", "index.html": "index of two"}


def test_the_folder_of_a_run_that_is_alive_is_left_alone(tmp_path):
    alive = tmp_path / ".tmp-alive"
    alive.mkdir()
    with hold(alive / RUN_LOCK):
        mend(tmp_path)
        assert alive.is_dir()
    mend(tmp_path)
    assert not alive.exists()


def test_a_report_that_cannot_be_put_back_now_waits_for_the_next_run(tmp_path, monkeypatch):
    publish_report(tmp_path, "one")
    with monkeypatch.context() as patch:
        patch.setattr(module, "exchange", lambda *_: False)
        patch.setattr(module, "_put_back", lambda *_: None)
        patch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "broken")))
        with pytest.raises(OSError, match="broken"):
            publish_report(tmp_path, "two")
    with hold(tmp_path / OUTPUT_LOCK):
        mend(tmp_path)
    assert snapshot(tmp_path) == {"2024/mint/evaluation.html": "one", "index.html": "index of one"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize(("mask", "folder", "file"), [(0o000, 0o750, 0o640), (0o077, 0o700, 0o600)])
def test_a_report_is_for_its_group_and_what_is_not_published_for_nobody_else(tmp_path, mask, folder, file):
    """However open the user's own mask is; one that is stricter stays."""
    out, before = tmp_path / "reports", os.umask(mask)
    try:
        with begin(out) as place:
            write(place.new / "evaluation.html", b"one")
            write(place.index, b"index")
            assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
            publish(place)
    finally:
        os.umask(before)
    modes = {
        path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")
    }
    assert modes == {
        **dict.fromkeys(("reports", "reports/2024", "reports/2024/mint"), folder),
        **dict.fromkeys(("reports/index.html", "reports/2024/mint/evaluation.html"), file),
    }
