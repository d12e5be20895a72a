"""What all tests share: how they are spread over processes, and the reports of this repository's programmes."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent

# Every process of the tests has a core of its own; threads for linear algebra would only be in each other's way.
# numpy reads this when it is imported: it holds for the processes that xdist starts and for those of the tests.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
# What somebody published from this workspace is no matter of tests.
os.environ["WIRKUNG_REGISTER"] = str(Path(tempfile.gettempdir(), f"no-register-{secrets.token_hex(8)}"))
# With this set, every process that a test starts would compile the whole package anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same examples on every machine and in every order, and no failure because a machine is busy.
settings.register_profile("everywhere", deadline=None, derandomize=True)
settings.load_profile("everywhere")

# First of all and in one process: what these look at takes longer to make than to look at.
TOGETHER = ("tests/browser/", "tests/office/", "tests/test_front_door.py")
# Last of all and one by one, wherever there is time: tests that take long and share nothing.
APART = (
    "tests/programme/test_every_place.py",
    "tests/questions/test_degenerate.py",
    "tests/report/test_figure_layout.py",
    "tests/report/test_money_figures.py",
    "tests/run/test_whole_runs.py",
)


class Spread(LoadScopeScheduling):
    """Hands the tests of `pytest -n …` out to its processes, file by file but for those exceptions.

    (The marks that xdist offers for this do nothing with pytest 9.2: its issue 1386.)
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(TOGETHER):
            return "together"
        return nodeid if nodeid.startswith(APART) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spread:
    config.option.loadscopereorder = False  # the tests come in the order in which they are to be handed out
    return Spread(config, log)


@pytest.hookimpl(trylast=True)  # other plugins put the tests into random order
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    assert all((ROOT / path).exists() for path in (*TOGETHER, *APART)), "a file moved; its name stands above"
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: (not item.nodeid.startswith(TOGETHER), item.nodeid.startswith(APART)))


@pytest.fixture(autouse=True)
def register_apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what somebody published from this workspace, or what another test did."""
    folder = tmp_path_factory.getbasetemp() / f"register-{secrets.token_hex(8)}"
    monkeypatch.setenv("WIRKUNG_REGISTER", str(folder))


@dataclass(frozen=True, slots=True)
class Published:
    """Folders with the reports of both programmes in each language."""

    german: Path
    english: Path


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture(scope="session")
def start_run(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """`wirkung run …` as a person calls it: `start_run(workspace, "params/mint.yaml", "--out", folder)`."""

    def start(workspace: Path, *arguments: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "wirkung", "run", *map(str, arguments)]
        apart = {**os.environ, "WIRKUNG_REGISTER": str(tmp_path_factory.mktemp("register"))}
        return subprocess.Popen(
            command, env=apart, cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
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
