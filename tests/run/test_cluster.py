"""Reports made by a Dask cluster: what is sent where, what comes back, and a worker that is killed."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from distributed import LocalCluster

from tests.run.conftest import PROGRAMME
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.errors import WorkspaceError
from wirkung.run import cluster, remote
from wirkung.run.limits import Limits
from wirkung.run.make import Made
from wirkung.run.plan import Asked, plan
from wirkung.run.task import Task

PATIENCE = 120  # seconds, on a busy machine
MADE = Made(status=None, key_figure=None, evidence=None, provenance=None, contents={}, own_cells=0)


def task(title: str, *, synthetic: bool = True) -> Task:
    """By its first letter each is of a programme."""
    loaded = SimpleNamespace(path=Path(title[0]), programme=SimpleNamespace(synthetic=synthetic, public=False))
    chosen = SimpleNamespace(beside="")
    job = SimpleNamespace(title=title, name=title, loaded=loaded, chosen=chosen, parameters={"year": 2024})
    return Task(job=job, out=Path("out"), limits=None)


def sent(task: Task, _expected: object) -> remote.Sent:
    """In place of a report."""
    if task.job.title == "broken":
        raise MemoryError("what a worker held")
    now = dt.datetime.now(dt.UTC)
    return remote.Sent(started=now, seconds=1.0, made=MADE, drafts={"x": task.job.title.encode()})


@pytest.fixture
def office(monkeypatch, tmp_path):
    """What happened in order: `+a` sent, `-a` published; workers are threads, and reports nothing."""
    events: list[str] = []

    def published(job, _out, _begun, *, first, again):  # noqa: ARG001 - as the real one
        drafts = tmp_path / job.title
        drafts.mkdir()
        assert first(drafts) == MADE
        assert (drafts / "x").read_text(encoding="utf-8") == job.title
        events.append(f"-{job.title}")
        return drafts

    begun = remote.Sent(started=None, seconds=0, drafts={})
    monkeypatch.setattr(remote, "make_remotely", sent)
    monkeypatch.setattr(Task, "noted", lambda *_: None)
    monkeypatch.setattr(cluster, "publish_made", published)
    monkeypatch.setattr(cluster, "replace", lambda *_, **__: begun)
    monkeypatch.setattr(cluster, "Begun", SimpleNamespace(now=lambda *_: SimpleNamespace(tick=0.0)))
    return events


def run(tasks: list[Task], events: list[str], *, protocol: str) -> dict[int, object]:
    log = SimpleNamespace(begins=lambda job: events.append(f"+{job.title}"))
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with LocalCluster(protocol=protocol, host="127.0.0.1" if protocol == "tcp" else None, **options) as workers:
        return dict(cluster.in_cluster(dict(enumerate(tasks)), workers.scheduler_address, 1, log))


def test_each_is_published_once_and_of_a_programme_only_one_is_made_at_a_time(office):
    titles = ["a1", "a2", "b1", "b2", "broken", "c1"]
    made = run([task(title, synthetic=title != "c1") for title in titles], office, protocol="tcp")
    assert sorted(office) == sorted(
        [*(f"+{each}" for each in titles), *(f"-{each}" for each in titles if "o" not in each)]
    )
    assert [each for each in office if each[1:] in ("a1", "a2")] == ["+a1", "-a1", "+a2", "-a2"]
    assert [made[number].kind for number in range(6)] == ["published"] * 4 + ["failed", "published"]
    (problem,) = made[4].error.problems
    assert problem.code == "cluster.worker_died"
    assert "what a worker held" not in problem.text("de")


def test_data_of_persons_go_to_no_other_machine(office):
    made = run([task("a"), task("b", synthetic=False)], office, protocol="inproc")
    assert office == ["+a", "-a"]
    (problem,) = made[1].error.problems
    assert problem.code == "cluster.personal_data"


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("tcp://127.0.0.1:8786", True),
        ("tls://[::1]:8786", True),
        ("tls://10.0.0.5:8786", False),
        ("tcp://localhost.example:8786", False),
        ("inproc://10.0.0.5/1/2", False),
    ],
)
def test_what_counts_as_this_machine(address, here):
    assert cluster._is_loopback(address) is here


def test_a_worker_refuses_what_it_would_make_otherwise(toy):
    (job,) = plan([toy.folder / "params" / "toy.yaml"], Asked(year=2024), language="de")
    here = Task(job=job, out=toy.reports, limits=Limits())
    remote._refuse_another_place(here, remote.versions())
    with pytest.raises(remote.RunError) as refused:
        remote._refuse_another_place(here, {**remote.versions(), "numpy": "1.0"})
    assert "numpy" in refused.value.problems[0].text("de")
    (toy.folder / "params" / "toy.yaml").unlink()
    with pytest.raises(remote.RunError) as refused:
        remote._refuse_another_place(here, remote.versions())
    assert [each.code for each in refused.value.problems] == ["cluster.not_shared"]


def test_without_the_extra_a_sentence_says_what_to_install(toy, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, errors = toy.here("run", "params/toy.yaml", "--year", "2024", "--cluster", "local")
    assert code == 5
    assert "wirkung[cluster]" in errors
    assert toy.folders() == []


def test_where_no_cluster_answers_a_sentence_says_so(monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT", 0.1)
    with pytest.raises(WorkspaceError) as unreachable:
        list(cluster.in_cluster({0: task("a")}, "tcp://127.0.0.1:9", 1, None))
    assert "tcp://127.0.0.1:9" in unreachable.value.problems[0].text("de")


# The first time a notebook runs it says who runs it, and waits to be killed.
ONCE = """\
import os, time
from pathlib import Path
first = Path(f"here.{os.path.basename(programme)}.{year}")
if not first.exists():
    first.write_text(str(os.getpid()))
    time.sleep(600 if "birds" in programme and year == 2023 else 0)"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_worker_loses_no_report(toy, cells):
    for name in ("birds", "robots"):
        toy.programme(name, PROGRAMME.replace("id: toy", f"id: {name}"))
    toy.notebook(cells.code(ONCE, cell="once"))
    files = [f"params/{name}.yaml" for name in ("birds", "robots", "toy")]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as workers:
        asked = ("--years", "2023-2024", "--cluster", workers.scheduler_address)
        process = toy.start("run", *files, *asked)
        said, deadline = toy.folder / "notebooks" / "here.birds.yaml.2023", time.monotonic() + PATIENCE
        while not (said.exists() and said.read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        kernel = psutil.Process(int(said.read_text()))
        known = {each.pid for each in workers.workers.values()}
        (worker,) = (each for each in kernel.parents() if each.pid in known)
        os.kill(worker.pid, signal.SIGKILL)
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
        psutil.wait_procs([kernel], timeout=PATIENCE)
        with pytest.raises(psutil.NoSuchProcess):  # it went with its worker
            psutil.Process(kernel.pid)
    manifests = sorted(toy.reports.glob("*/*/manifest.json"))
    names = [path.parent.relative_to(toy.reports).as_posix() for path in manifests]
    assert names == [f"{year}/{name}" for year in (2023, 2024) for name in ("birds", "robots", "toy")]
    for path in manifests:
        said = json.loads(path.read_text(encoding="utf-8"))
        assert {each.name for each in path.parent.iterdir()} == {*said["files"], "manifest.json"}
    entries = open_memory(room_of(toy.folder / "params" / "toy.yaml")).register.entries
    assert len(entries) == 6  # what the killed worker had begun was remembered by nobody
    assert all(each.confirmed for each in entries)
    assert not [path for path in toy.reports.iterdir() if path.name.startswith(".")]
