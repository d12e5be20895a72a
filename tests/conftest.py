"""What all tests share: how they are spread over processes, and the reports of this repository's programmes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Every process of the tests has a core of its own; threads for linear algebra would only be in each other's way.
# numpy reads this when it is imported: it holds for the processes that xdist starts and for those of the tests.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

# Tests that use one of these stay in one process, since it takes longer to make than they take.
MADE_ONCE = {"published": "reports", "browser": "reports", "converted": "reports"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what `pytest -n … --dist loadgroup` keeps together; every other test goes where there is time for it.

    Groups are handed out first and the largest of them before the others, so that small tests fill up the end.
    """
    for item in items:
        if isinstance(item, pytest.Function) and (group := together(item)):
            item.add_marker(pytest.mark.xdist_group(group))


def together(test: pytest.Function) -> str:
    """The group of a test; empty where it stands alone."""
    for fixture, group in MADE_ONCE.items():
        if fixture in test.fixturenames:
            return group
    # A fixture of a file is made once only where the tests of the file stay together.
    fixtures = (each for found in test._fixtureinfo.name2fixturedefs.values() for each in found)
    return test.path.stem if any(each.scope == "module" for each in fixtures) else ""


@dataclass(frozen=True, slots=True)
class Published:
    """Folders with the reports of both programmes, all years with data, in each language."""

    german: Path
    english: Path


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture(scope="session")
def start_run() -> Start:
    """`wirkung run …` as a person calls it: `start_run(workspace, "params/mint.yaml", "--out", folder)`."""

    def start(workspace: Path, *arguments: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "wirkung", "run", *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
        )

    return start


@pytest.fixture(scope="session")
def published(start_run: Start, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Every report of this repository that tests look at, made once; German comes without being asked for."""
    folder = tmp_path_factory.mktemp("published")
    both = ("params/mint.yaml", "params/nsw.yaml")
    runs = (
        start_run(ROOT, *both, "--out", folder / "de"),
        start_run(ROOT, *both, "--out", folder / "en", "--language", "en"),
    )
    said = [run.communicate(timeout=300)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], "\n".join(said)
    return Published(german=folder / "de", english=folder / "en")
