"""A report becomes visible by one rename, and an earlier one is never lost."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from wirkung.run import staging as module
from wirkung.run.files import write
from wirkung.run.lock import hold
from wirkung.run.staging import OUTPUT_LOCK, RUN_LOCK, publish, repair, staging


def snapshot(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def publish_report(out: Path, text: str) -> None:
    with staging(out, year=2024, programme="mint") as place:
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
    with staging(tmp_path / "reports", year=2024, programme="mint") as place:
        (place.new / "evaluation.html").write_text("half")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moment", [1, 2, 3])
@pytest.mark.parametrize("stop", [OSError(errno.EIO, "broken"), KeyboardInterrupt()], ids=["error", "ctrl-c"])
def test_the_earlier_report_stays_when_a_rename_fails(tmp_path, monkeypatch, moment, stop):
    """Renames 1 (old aside), 2 (new in) and 3 (index) fail in turn; those that put back work."""
    publish_report(tmp_path, "one")
    before = snapshot(tmp_path)
    calls = []

    def counted(original):
        def rename(self, target):
            calls.append(self)
            if len(calls) == moment:
                raise stop
            return original(self, target)

        return rename

    monkeypatch.setattr(Path, "rename", counted(Path.rename))
    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    with pytest.raises(type(stop)):
        publish_report(tmp_path, "two")
    assert snapshot(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2024", "index.html"]


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
    with staging(tmp_path, year=2023, programme="other"):
        assert (tmp_path / "2024/mint/evaluation.html").read_text() == "one"
        assert not stale.exists()


def test_a_crash_after_both_renames_keeps_the_new_report(tmp_path):
    publish_report(tmp_path, "two")
    stale = tmp_path / ".tmp-dead/previous/2024/mint"
    stale.mkdir(parents=True)
    (stale / "evaluation.html").write_text("one")
    repair(tmp_path)
    assert snapshot(tmp_path) == {"2024/mint/evaluation.html": "two", "index.html": "index of two"}


def test_the_folder_of_a_run_that_is_alive_is_left_alone(tmp_path):
    alive = tmp_path / ".tmp-alive"
    alive.mkdir()
    with hold(alive / RUN_LOCK):
        repair(tmp_path)
        assert alive.is_dir()
    repair(tmp_path)
    assert not alive.exists()


def test_a_report_that_cannot_be_put_back_now_waits_for_the_next_run(tmp_path, monkeypatch):
    publish_report(tmp_path, "one")
    with monkeypatch.context() as patch:
        patch.setattr(module, "_put_back", lambda *_: None)
        patch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "broken")))
        with pytest.raises(OSError, match="broken"):
            publish_report(tmp_path, "two")
    with hold(tmp_path / OUTPUT_LOCK):
        repair(tmp_path)
    assert snapshot(tmp_path) == {"2024/mint/evaluation.html": "one", "index.html": "index of one"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize(("mask", "folder", "file"), [(0o000, 0o750, 0o640), (0o077, 0o700, 0o600)])
def test_a_report_is_for_its_group_and_what_is_not_published_for_nobody_else(tmp_path, mask, folder, file):
    """However open the user's own mask is; one that is stricter stays."""
    out, before = tmp_path / "reports", os.umask(mask)
    try:
        with staging(out, year=2024, programme="mint") as place:
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
