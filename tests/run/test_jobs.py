"""Several reports at once, with real processes: all are published, remembered and listed."""

from __future__ import annotations

import json
import os
import signal
import sys
import time

import nbformat
import pytest

from tests.run.conftest import PROGRAMME, toy_notebook
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]

FILES = ("params/toy.yaml", "params/birds.yaml", "params/robots.yaml")
WAITING = "import time\nfrom pathlib import Path\nPath(f'here{year}').touch()\ntime.sleep(60)"


@pytest.fixture
def office(toy):
    for name in ("birds", "robots"):
        toy.programme(name, PROGRAMME.replace("id: toy", f"id: {name}"))
    nbformat.write(toy_notebook(), toy.folder / "notebooks" / "cohorts.ipynb")
    return toy


def wait_for(path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.05)


def test_all_are_published_remembered_and_listed(office):
    asked = ("--notebooks", "evaluation,cohorts", "--years", "2023-2024", "--jobs", "2")
    code, output, errors = office.here("run", *FILES, *asked, "--log", "json")
    assert code == 0, errors
    manifests = [*office.reports.glob("*/*/manifest.json")]
    folders = sorted(path.parent.relative_to(office.reports).as_posix() for path in manifests)
    years = [f"{name}{beside}" for name in ("birds", "robots", "toy") for beside in ("", ".cohorts")]
    assert folders == [f"{year}/{name}" for year in (2023, 2024) for name in years]
    # The table is in the order of the plan, whatever ended first.
    table = [line.split("  ")[0] for line in output.splitlines()[1:13]]
    assert table == [title for file in FILES for _ in range(2) for title in (file, f"{file} (cohorts)")]
    ended = [json.loads(line) for line in errors.splitlines()]
    assert [each["done"] for each in ended if each["event"] == "ended"] == [*range(1, 13)]
    entries = open_memory(room_of(office.folder / "params" / "toy.yaml")).register.entries
    published = {json.loads(path.read_text())["publication"] for path in manifests}
    assert {each.publication for each in entries} == published
    assert all(each.confirmed for each in entries)
    page = (office.reports / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{name}/evaluation.html"' in page for name in folders)
    assert not [path for path in office.reports.iterdir() if path.name.startswith(".")]
    code, output, _ = office.here("run", *FILES, *asked, "--resume", "--plan")
    assert code == 0
    assert output.count("Daten geändert\n") == 12  # and nothing else: the toy's notebook does not say what it read


def test_who_interrupts_stops_all_that_are_being_made_and_nothing_is_left(office, cells):
    office.notebook(cells.code(WAITING, cell="slow"))
    process = office.start("run", *FILES[:2], "--years", "2023", "--jobs", "2")
    wait_for(office.folder / "notebooks" / "here2023")
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Abgebrochen" in errors
    assert (office.contents(), office.folders()) == ({}, [])


def test_when_the_process_that_tells_them_is_killed_workers_end_and_clear_up(office, cells):
    office.notebook(cells.code(WAITING, cell="slow"))
    process = office.start("run", *FILES[:2], "--years", "2023", "--jobs", "2")
    wait_for(office.folder / "notebooks" / "here2023")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=120)  # which waits for all who could still write
    deadline = time.monotonic() + 60
    while office.folders():
        assert time.monotonic() < deadline
        time.sleep(0.1)
