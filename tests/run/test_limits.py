"""What a notebook may take and what it may leave: time, memory, output; files, sockets."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import nbformat
import pytest

from wirkung.errors import RunError
from wirkung.run.execute import execute
from wirkung.run.limits import Limits, Watch
from wirkung.run.sockets import PREFIX, socket_folder, sweep
from wirkung.run.staging import staging
from wirkung.run.strays import files_of, refuse_strays

LOOP = "while True: pass"
GREEDY = "taken = []\nwhile True: taken.append(bytearray(20_000_000))"
CHILD = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'while True: pass'])"


@pytest.mark.parametrize(
    ("source", "limits", "exceeded"),
    [
        (LOOP, Limits(cell_seconds=0.3), "cell"),
        (LOOP, Limits(run_seconds=0.3), "run"),
        (CHILD, Limits(cell_seconds=1), "cell"),
        (GREEDY, Limits(memory=300_000_000), "memory"),
    ],
)
def test_what_takes_too_much_is_ended_with_all_that_it_started(source, limits, exceeded):
    process = subprocess.Popen([sys.executable, "-S", "-c", source])
    watch = Watch(limits)
    watch.kernel(process.pid)
    watch.cell(nbformat.v4.new_code_cell())
    watch.run()
    assert process.wait(timeout=10) != 0
    assert watch.exceeded == exceeded
    problem = watch.problem({"number": 3, "heading": "Eigenes"})
    assert problem.text("de").startswith(("Zelle 3 (Abschnitt «Eigenes»)", "Das Notebook lief länger als 0.0 Min"))


def test_outputs_of_all_cells_count_together():
    printed = nbformat.v4.new_output("stream", text="x" * 60)
    picture = nbformat.v4.new_output("display_data", {"image/png": "y" * 60})
    watch = Watch(Limits(output=110))
    watch.cell(nbformat.v4.new_code_cell(outputs=[printed]))
    assert not watch.look()
    watch.cell(nbformat.v4.new_code_cell(outputs=[picture]))
    assert watch.look()
    assert watch.exceeded == "output"


def test_a_kernel_may_take_longer_to_start_than_a_cell_to_run_and_is_ended_when_it_is_there():
    assert not Watch(Limits(cell_seconds=0)).look()
    watch = Watch(Limits(run_seconds=0))
    watching = threading.Thread(target=watch.run)
    watching.start()
    watching.join(0.5)
    process = subprocess.Popen([sys.executable, "-S", "-c", LOOP])
    watch.kernel(process.pid)
    watching.join(10)
    assert process.wait(timeout=10) != 0


def test_nobody_is_blamed_who_ended_otherwise():
    watch = Watch(Limits())
    assert not watch.look()
    assert watch.problem({"number": 1, "heading": "–"}) is None


@pytest.mark.parametrize(
    ("source", "limits", "code"),
    [
        ("while True: pass", Limits(cell_seconds=3), "run.limit.cell"),
        pytest.param(
            "while True: print('x' * 1000)", Limits(output=1_000_000), "run.limit.output", marks=pytest.mark.slow
        ),
    ],
)
def test_a_cell_that_never_ends_is_ended_and_named(cells, tmp_path, source, limits, code):
    notebook = nbformat.v4.new_notebook(
        cells=[
            cells.code('programme = ""\nyear = 0\nlanguage = ""', cell="parameters", tags=["parameters"]),
            cells.prose("## Eigenes", cell="mine"),
            cells.code(source, cell="own"),
        ]
    )
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python"}
    parameters = {"programme": "p", "year": 2024, "language": "de"}
    with pytest.raises(RunError) as caught:
        execute(
            notebook, parameters, folder=tmp_path, drafts=tmp_path, on_cell=lambda *_: None, limits=limits
        )  # fmt: skip
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["number"], problem.values["heading"]) == (code, 2, "Eigenes")


def test_files_that_a_notebook_leaves_among_the_reports_are_refused(tmp_path):
    (tmp_path / "README.md").write_text("was there")
    with staging(tmp_path, year=2024, name="toy", index=lambda: b"") as place:
        before = files_of(tmp_path)
        refuse_strays(place, before)
        (tmp_path / "index.html").write_text("by another run")
        refuse_strays(place, before)
        (tmp_path / "2024").mkdir()
        (tmp_path / "2024" / "persons.csv").write_text("Anna")
        (place.new / "more.csv").write_text("Anna")
        with pytest.raises(RunError, match=r"2: more\.csv, persons\.csv"):
            refuse_strays(place, before)
    assert (tmp_path / "2024" / "persons.csv").exists()


def test_folders_of_kernels_whose_run_is_dead_are_removed_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    long_ago = time.time() - 3600
    for name in (f"{PREFIX}dead", f"{PREFIX}other", "else"):
        (tmp_path / name).mkdir()
        if name != f"{PREFIX}other":  # of a program that has nothing to do with this one
            (tmp_path / name / "lock").touch()
        os.utime(tmp_path / name, (long_ago, long_ago))
    with socket_folder() as alive:
        os.utime(alive, (long_ago, long_ago))
        sweep(tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["else", f"{PREFIX}other", alive.name])
    assert not alive.exists()
