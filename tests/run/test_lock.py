"""A lock is held by one, waits or gives up, and leaves no file."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from wirkung.run.lock import LockedError, hold

HOLDER = """
import sys, time
from pathlib import Path
from wirkung.run.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_file_is_there_only_while_it_is_held(tmp_path):
    path = tmp_path / "lock"
    with hold(path):
        assert path.exists()
    assert not path.exists()


def test_a_second_holder_gives_up_after_its_patience(tmp_path):
    with hold(tmp_path / "lock"), pytest.raises(LockedError), hold(tmp_path / "lock", patience=0):
        pass


def test_a_second_holder_waits_for_the_first(tmp_path):
    order = []

    def second():
        with hold(tmp_path / "lock"):
            order.append("second")

    with hold(tmp_path / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert list(tmp_path.iterdir()) == []


def test_the_death_of_its_holder_lets_a_lock_go(tmp_path):
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError), hold(path, patience=0):
            pass
        holder.kill()
    with hold(path, patience=0):
        pass
    assert not path.exists()
