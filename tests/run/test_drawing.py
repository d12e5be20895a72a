"""The editions are drawn in a process of its own: one that hangs, eats memory or dies is named; others go on."""

from __future__ import annotations

import os
import time

import psutil
import pytest

from tests.faults import toy
from tests.run.test_release import notebook
from wirkung.catalogue import LANGUAGES
from wirkung.errors import Problem, RunError
from wirkung.report.document.reading import read_document
from wirkung.report.editions.files import edition_files
from wirkung.run import drawing, make
from wirkung.run.limits import Limits

HANGS = "time.sleep(60)"
EATS = "taken = []\n    while True: taken.append(bytearray(20_000_000))"
DIES = "os._exit(3)"
REFUSES = "raise RunError([Problem(code='run.no_provenance')])"
STUMBLES = "raise ValueError('Anna')"
FAULTY = """\
import os, time
from wirkung.errors import Problem, RunError
from wirkung.run import drawing
def edition_files(document, *, stem):
    {does}
drawing.edition_files = edition_files
drawing.main()
"""
HALF_A_GIGABYTE = 500_000_000


@pytest.fixture
def document():
    return read_document(notebook(), language="de")


@pytest.fixture
def faulty(monkeypatch):
    """Let the process do something else; afterwards there is none."""
    drawing._end_all()

    def does(what: str) -> None:
        monkeypatch.setattr(drawing, "_SOURCE", FAULTY.format(does=what))

    yield does
    drawing._end_all()


@pytest.mark.parametrize(
    ("what", "limits", "problem"),
    [
        (HANGS, Limits(export_seconds=0.5), Problem(code="run.limit.export_run", values={"most": 0.0})),
        (EATS, Limits(memory=HALF_A_GIGABYTE), Problem(code="run.limit.export_memory", values={"most": 0.5})),
        (DIES, Limits(), Problem(code="run.export_died")),
        (REFUSES, Limits(), Problem(code="run.no_provenance")),
    ],
)
def test_what_takes_too_much_or_fails_is_named(faulty, document, what, limits, problem):
    faulty(what)
    began = time.monotonic()
    with pytest.raises(RunError) as caught:
        drawing.drawn(document, stem="evaluation", limits=limits)
    assert caught.value.problems == (problem,)
    assert time.monotonic() - began < 30  # and not the minute that it sleeps
    assert all(problem.text(language) for language in LANGUAGES)
    if problem.code != "run.no_provenance":
        assert not [each for each in psutil.Process().children() if "drawing" in " ".join(each.cmdline())]


def test_a_mistake_of_the_program_is_told_without_what_it_says(faulty, document):
    faulty(STUMBLES)
    with pytest.raises(RunError) as caught:
        drawing.drawn(document, stem="evaluation", limits=Limits())
    assert caught.value.problems[0].code == "run.unexpected"
    assert "Anna" not in caught.value.problems[0].text("de")


def test_one_process_draws_everything_the_same_and_another_after_it_died(document):
    expected = edition_files(document, stem="evaluation")
    assert drawing.drawn(document, stem="evaluation", limits=Limits()) == expected
    (process,) = drawing._running
    assert process.pid != os.getpid()
    assert drawing.drawn(document, stem="evaluation", limits=Limits()) == expected
    assert drawing._running == [process]
    process.kill()
    process.wait()
    assert drawing.drawn(document, stem="evaluation", limits=Limits()) == expected
    assert drawing._running != [process]


@pytest.mark.usefixtures("faulty")
def test_the_earlier_report_stays_where_it_fails_and_the_next_run_makes_it(tmp_path, monkeypatch):
    """A whole run but for the kernel."""
    monkeypatch.delenv("WIRKUNG_REGISTER", raising=False)
    monkeypatch.setenv("WIRKUNG_DRAFTS", "")
    monkeypatch.setattr(make, "execute", toy._execute)
    toy.write_workspace(tmp_path)
    report = toy.run(tmp_path, 2024).report
    before = {path: path.read_bytes() for path in report.parent.parent.rglob("*") if path.is_file()}
    drawing._end_all()
    with monkeypatch.context() as patch:
        patch.setattr(drawing, "_SOURCE", FAULTY.format(does=DIES))
        failed = toy.run(tmp_path, 2024)
    assert [problem.code for problem in failed.error.problems] == ["run.export_died"]
    assert {path: path.read_bytes() for path in report.parent.parent.rglob("*") if path.is_file()} == before
    assert toy.run(tmp_path, 2024).error is None
