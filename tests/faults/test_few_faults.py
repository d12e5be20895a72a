"""A few of the faults that `make faults` tries; that one says them all."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")
def test_whoever_is_killed_leaves_a_whole_report_and_the_next_run_puts_the_rest_right():
    """In a process of its own: it forks, which a process with threads must not."""
    command = [sys.executable, "-m", "tests.faults.harness", "--quick", "--every", "47"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kill -9 before every file operation: " in done.stdout
    assert done.stdout.endswith("wrong: 0\n")
