"""Which report is made when, and what becomes of it when its process dies: threads stand in for processes."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import Pipe
from pathlib import Path
from types import SimpleNamespace

import pytest

from wirkung.run import workers
from wirkung.run.outcome import Outcome, exit_code
from wirkung.run.task import Task

PATIENCE = 10  # seconds, for what comes at once


class Thread(threading.Thread):
    """In place of a process."""

    def kill(self) -> None:
        raise AssertionError("nobody needs to be killed")


@dataclass
class Office:
    """Says what was begun and what ended, and lets go of each task when it is told."""

    events: list[str] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    dies: str = ""

    def started(self) -> workers._Worker:
        ours, theirs = Pipe()
        thread = Thread(target=self._work, args=(theirs,), daemon=True)
        self.threads.append(thread)
        thread.start()
        return workers._Worker(process=thread, line=ours)

    def _work(self, line) -> None:
        with closing(line):
            while True:
                try:
                    task = line.recv()
                except EOFError:
                    return
                if task.job.title == self.dies:
                    return
                line.send((1, 2))
                line.send(Outcome(name=task.job.title, year=2024, seconds=1.0, report=Path("x")))

    def run(self, *titles: str, jobs: int) -> list[tuple[int, Outcome]]:
        """By its first letter each is of a programme."""
        log = SimpleNamespace(begins=lambda job: self.events.append(f"+{job.title}"))

        def started(title):
            return lambda done, total: self.events.append(f"{title} {done}/{total}")

        progress = SimpleNamespace(started=started)
        made = []
        tasks = {number: task(title) for number, title in enumerate(titles)}
        for number, outcome in workers.in_workers(tasks, jobs, progress, log):
            self.events.append(f"-{titles[number]}")
            made.append((number, outcome))
        return made

    def at_once(self) -> int:
        now = [each for each in self.events if each[0] in "+-"]
        return max(sum(1 if each[0] == "+" else -1 for each in now[:end]) for end in range(1, len(now) + 1))


def task(title: str) -> Task:
    job = SimpleNamespace(
        title=title,
        name=title,
        loaded=SimpleNamespace(path=Path(title[0])),
        parameters={"year": 2024},
        chosen=SimpleNamespace(beside=""),
    )
    return Task(job=job, out=Path(), limits=None)


@pytest.fixture
def office(monkeypatch):
    result = Office()
    monkeypatch.setattr(workers, "_started", result.started)
    yield result
    for thread in result.threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_each_is_made_once_at_most_so_many_at_once_by_workers_that_are_used_again(office):
    made = office.run("a", "b", "c", "d", "e", jobs=2)
    assert sorted((number, outcome.name) for number, outcome in made) == [*enumerate("abcde")]
    assert (office.at_once(), len(office.threads)) == (2, 2)
    assert office.events.count("a 1/2") == 1
    assert exit_code(outcome.error for _, outcome in made) == 0


def test_no_more_workers_than_reports(office):
    office.run("a", "b", jobs=8)
    assert len(office.threads) == 2


def test_of_one_programme_only_one_report_is_made_at_a_time(office):
    made = office.run("a1", "a2", "a3", "b1", jobs=3)
    begun = [each for each in office.events if each[0] in "+-" and each[1] == "a"]
    assert begun == ["+a1", "-a1", "+a2", "-a2", "+a3", "-a3"]
    assert len(made) == 4
    assert office.events.index("+b1") < office.events.index("-a1")  # it does not wait for those of a


def test_a_worker_that_dies_takes_one_report_with_it(office):
    office.dies = "b"
    made = dict(office.run("a", "b", "c", jobs=1))
    assert [made[number].kind for number in range(3)] == ["published", "failed", "published"]
    (problem,) = made[1].error.problems
    assert problem.code == "run.worker_died"
    assert len(office.threads) == 2  # another took its place
