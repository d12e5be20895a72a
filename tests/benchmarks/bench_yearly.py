"""A year of reports beside what people do without it: `python -m tests.benchmarks.bench_yearly [N] [M]`.

N programme-years in all formats by `wirkung run --jobs 2` (24 without a number: half an hour), and M of them (2)
by each of the others, since what is compared is the time of one report: a shell loop of papermill and `nbconvert
--no-input` at the commit before there was such a run, which gives a web page only (and of a shorter report); two
processes of plain papermill with cold kernels over the same notebook, which give no report at all; and two workers
of Dask. They take turns, so that whatever else runs on the machine meets all of them. Programmes are copies of the
sample under other ids.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
BEFORE = "6e8448f"  # the last commit before yearly runs
YEARS = (2024, 2023, 2022)
GOAL_LOOP, GOAL_POOL = 12.0, 5.0
CELLS_ONLY = """
import sys, time
from pathlib import Path
from wirkung.run.limits import Limits
from wirkung.run.plan import Asked, plan
from wirkung.run.remember import prepare
from wirkung.run.task import Task
planned = plan([Path(name) for name in sys.argv[1:]], Asked(year=2024), language="de")
for job in prepare(planned, Path("warm"))[0]:
    ticks, began = [], time.monotonic()
    task = Task(job=job, out=Path("warm").resolve(), limits=Limits())
    outcome = task.make(lambda *_: ticks.append(time.monotonic()))
    assert outcome.error is None, outcome.error
    whole, cells = time.monotonic() - began, ticks[-1] - ticks[0]
print(whole, cells, ticks[0] - began)
"""


@dataclass
class Side:
    """What one way of making reports took: seconds by the clock and of processors a report, in each turn."""

    name: str
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def turn(self, work, *given):
        """Do some reports; `work` says how many."""
        before, began = used(), time.monotonic()
        number = work(*given)
        self.clock.append((time.monotonic() - began) / number)
        self.processor.append((used() - before) / number)

    def told(self):
        """A line."""
        return f"{self.name}: {spread(self.clock)} s by the clock, {spread(self.processor)} s of processors\n"


def used():
    """Processor time of all that we started and that has ended."""
    of = resource.getrusage(resource.RUSAGE_CHILDREN)
    return of.ru_utime + of.ru_stime


def spread(values):
    """Median, least and most of a report."""
    return f"{statistics.median(values):.1f} ({min(values):.1f}-{max(values):.1f})"


def workspace(folder, *, commit=None):
    """Sample, notebooks and eight programme files, of a commit or as they are."""
    names = ["data", "params", "notebooks", "wirkung"]
    if commit is None:
        for name in names:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        packed = subprocess.run(
            [shutil.which("git"), "archive", commit, *names], cwd=ROOT, check=True, capture_output=True
        ).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
    text = (folder / "params" / "mint.yaml").read_text(encoding="utf-8")
    for number in range(8):
        copy = text.replace("id: mint\n", f"id: mint{number}\n", 1)
        (folder / "params" / f"p{number}.yaml").write_text(copy, encoding="utf-8")
    return folder


def started(command, folder):
    """One command in a workspace, with its own code; its standard output."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder)}
    environment.pop("WIRKUNG_REGISTER", None)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:5])}: {done.stderr[-2000:]}")
    return done.stdout


def notebook(folder, job):
    """One notebook by plain papermill with a cold kernel; its name."""
    program, year = job
    out = f"out-{program}-{year}.ipynb"
    given = ["-p", "programme", f"params/p{program}.yaml", "-p", "year", str(year)]
    command = ["papermill", "notebooks/evaluation.ipynb", out, *given, "--cwd", "notebooks", "-k", "python3"]
    started([*command, "--no-progress-bar"], folder)
    return out


def loop(folder, jobs):
    """What a shell loop would do: one after the other, a web page only."""
    for job in jobs:
        out = notebook(folder, job)
        started(["jupyter", "nbconvert", "--no-input", "--to", "html", out], folder)
    return len(jobs)


def pool(folder, jobs):
    """The same notebook as ours, two at once, without any report."""
    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda job: notebook(folder, job), jobs))
    return len(jobs)


def ours(folder, jobs, *how):
    """All formats."""
    files = sorted({f"params/p{program}.yaml" for program, _ in jobs})
    years = ",".join(sorted({str(year) for _, year in jobs}))
    command = [sys.executable, "-m", "wirkung", "run", *files, "--years", years, "--jobs", "2", *how]
    started(command, folder)
    return len(jobs)


def main():
    """Print the table; exit status 1 where a goal is missed."""
    many, few = (int(given) for given in (*sys.argv[1:], *("24", "2")[len(sys.argv) - 1 :]))
    # Programme by programme in each year: every turn has reports of two programmes at least.
    jobs = [(program, year) for year in YEARS for program in range(8)][:many]
    turns = [jobs[start : start + 8] for start in range(0, len(jobs), 8)]
    sides = loops, runs, pools, dask = [
        Side("papermill and nbconvert in a loop, web page only"),
        Side("wirkung run --jobs 2, all formats"),
        Side("two processes of papermill, cold, no report"),
        Side("wirkung run --cluster local --jobs 2"),
    ]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        before = workspace(Path(folder, "before"), commit=BEFORE)
        now = workspace(Path(folder, "now"))
        for number, turn in enumerate(turns):
            runs.turn(ours, now, turn)
            loops.turn(loop, before, turn[: max(few // len(turns), 1)])
            if number == 0:
                pools.turn(pool, now, turn[:few])
                dask.turn(ours, now, turn[: max(few, 2)], "--cluster", "local", "--out", "dask")
        command = [sys.executable, "-c", CELLS_ONLY, "params/p0.yaml", "params/p1.yaml"]
        whole, cells, first = (float(each) for each in started(command, now).split()[-3:])
    for side in sides:
        sys.stdout.write(side.told())
    gained = [statistics.median(side.clock) / statistics.median(runs.clock) for side in (loops, pools)]
    outside = 100 * (whole - cells) / cells
    of_processors = statistics.median(loops.processor) / statistics.median(runs.processor)
    sys.stdout.write(
        f"a report by itself, warm: {whole:.1f} s, in cells {cells:.1f}, until the first {first:.1f}, "
        f"after the last {whole - cells - first:.1f}; outside the cells {outside:.0f} % (at most 25)\n"
        f"throughput: {gained[0]:.1f} times the loop's (goal {GOAL_LOOP:g}; "
        f"of processor time {of_processors:.1f}), {gained[1]:.1f} times the pool's (goal {GOAL_POOL:g})\n"
    )
    return int(gained[0] < GOAL_LOOP or gained[1] < GOAL_POOL)


if __name__ == "__main__":
    sys.exit(main())
