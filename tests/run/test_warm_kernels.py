"""A kernel that was forked is in the state of one that was started afresh, and ends with whoever started it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from wirkung.run.kernels.client import WarmKernel, close_server, server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

STATE = """
import decimal, json, locale, logging, os, random, resource, signal, sys, threading, warnings
import matplotlib, numpy, pandas
mapped = {int(each) for each in os.listdir("/proc/self/fd")}
print(json.dumps({
    "environment": {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"},
    "folder": os.getcwd(),
    "locale": locale.setlocale(locale.LC_ALL),
    "settings": repr(dict(matplotlib.rcParams)),
    "backend": matplotlib.rcParams["backend"],
    "pandas": repr({name: pandas.get_option(name) for name in ("display.max_rows", "mode.copy_on_write")}),
    "decimal": repr(decimal.getcontext()),
    "arguments": [each for each in sys.argv[1:] if each.startswith("--History")],
    "path": sys.path,
    "signals": [repr(signal.getsignal(each)) for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE)],
    "limits": [resource.getrlimit(each) for each in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE)],
    "handlers": len(logging.getLogger().handlers),
    "main": sorted(name for name in vars(sys.modules["__main__"]) if name in ("serve", "main", "leak")),
    "leader": os.getpgid(0) == os.getpid() == os.getsid(0),
    "children": open(f"/proc/self/task/{os.getpid()}/children").read(),
}))
print(json.dumps([random.random(), numpy.random.random(), os.getppid(), len(mapped)]))
"""
# What a cell of one report may do, and no other may see.
TAMPER = """
leak = 1
import decimal, locale, os, random
import matplotlib, numpy, pandas
random.seed(1); numpy.random.seed(1)
locale.setlocale(locale.LC_ALL, "C.UTF-8")
matplotlib.rcParams["font.size"] = 99
pandas.set_option("display.max_rows", 3)
decimal.getcontext().prec = 3
os.environ["LEAK"] = "1"
os.chdir("/")
"""


def start(name: str, folder: Path) -> KernelManager:
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(cwd=str(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return manager


def run(manager: KernelManager, source: str) -> list:
    """What a cell prints, a line of JSON each."""
    client = manager.client()
    client.start_channels()
    printed: list[str] = []

    def keep(message: dict) -> None:
        content = message["content"]
        assert message["msg_type"] != "error", content
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            printed.append(content["text"])

    try:
        client.wait_for_ready(timeout=120)
        client.execute_interactive(source, timeout=120, output_hook=keep)
    finally:
        client.stop_channels()
    return [json.loads(line) for line in "".join(printed).splitlines()]


def gone(number: int) -> bool:
    """Whether a process has ended, within a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        status = Path(f"/proc/{number}/stat")
        try:
            if status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_a_forked_kernel_is_like_one_started_afresh_whatever_an_earlier_one_did(tmp_path):
    cold, first = start("python3", tmp_path), start("wirkung", tmp_path)
    try:
        assert not isinstance(cold.provisioner.process, WarmKernel)
        assert isinstance(first.provisioner.process, WarmKernel)
        expected, _ = run(cold, STATE)
        run(first, TAMPER)
        second, third = start("wirkung", tmp_path), start("wirkung", tmp_path)
        try:
            state, drawn = run(second, STATE)
            again, drawn_again = run(third, STATE)
        finally:
            second.shutdown_kernel(now=True)
            third.shutdown_kernel(now=True)
    finally:
        cold.shutdown_kernel(now=True)
        first.shutdown_kernel(now=True)
    assert state == expected
    assert again == expected
    assert drawn[0] != drawn_again[0], "two kernels would draw the same random numbers"
    assert drawn[1] != drawn_again[1], "the same of numpy's generator"
    assert drawn[2] == drawn_again[2] == server().number, "both come from the one server"
    assert gone(first.provisioner.pid)


def test_a_kernel_tells_how_it_ended_and_an_environment_of_its_own_is_started_afresh(tmp_path, monkeypatch):
    manager = start("wirkung", tmp_path)
    process = manager.provisioner.process
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGTERM)
    assert process.wait() == -signal.SIGTERM
    manager.cleanup_resources()
    monkeypatch.setenv("LC_ALL", "C")
    other = start("wirkung", tmp_path)
    assert not isinstance(other.provisioner.process, WarmKernel)
    other.shutdown_kernel(now=True)


@pytest.mark.slow  # imports everything twice
def test_without_its_server_a_kernel_ends_and_the_next_one_has_a_new_server(tmp_path):
    manager = start("wirkung", tmp_path)
    process, forked_from = manager.provisioner.process, server().number
    os.kill(forked_from, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert gone(process.pid)
    manager.cleanup_resources()
    first = start("wirkung", tmp_path)  # notices, and is started afresh
    first.shutdown_kernel(now=True)
    second = start("wirkung", tmp_path)
    assert isinstance(second.provisioner.process, WarmKernel)
    assert server().number != forked_from
    second.shutdown_kernel(now=True)


USER = """
import os, time
from wirkung.run.kernels.client import server
nowhere = os.open(os.devnull, os.O_RDWR)
made = server().launch(["-f", "kernel.json"], environment=os.environ, folder=".", output=nowhere, errors=nowhere)
print(server().number, made.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.slow  # the same
def test_server_and_kernels_end_with_a_user_that_was_killed(tmp_path):
    with subprocess.Popen([sys.executable, "-c", USER], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as user:
        numbers = [int(each) for each in user.stdout.readline().split()]
        user.kill()
    assert all(gone(number) for number in numbers)


@pytest.fixture(autouse=True, scope="module")
def no_server_left():
    yield
    close_server()
