"""Planted words that no output of a real run may hold, nor anything that it leaves behind, however it ends.

No person in these data exists. Each planted word begins with «canary»; ids, names, days of birth, addresses, free
text, columns that nobody maps, and what is mapped but never told: courses, staff, payees, rare labels.
"""

from __future__ import annotations

import base64
import binascii
import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import nbformat
import pikepdf
import pytest
import typst

from tests.report.pdf.conftest import TaggedPdf

ROOT = Path(__file__).resolve().parent.parent.parent
# Days of birth cannot begin so; no other day of that year is anywhere.
PLANTED = re.compile(rb"canary|1911-|\d\d\.\d\d\.1911", re.IGNORECASE)
WAITING = """
import resource, time
from pathlib import Path
Path("there").write_text(str(resource.getrlimit(resource.RLIMIT_CORE)[0]))
Path("there").rename("here")
time.sleep(60)
"""
BASE64 = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")

PROGRAMME = """
id: robots
title: Robots
organisation: Office
question: Does it work?
synthetic: true
design: {kind: comparison, assignment: self_selected, clusters: course}
data:
  persons:
    file: ../data/persons.csv
    columns: {person: id, year: year, group: group, course: course, gender: gender, age: age}
    accept: [personal]
  measurements:
    - {file: ../data/answers.csv, columns: {person: id, year: year, wave: wave, a: a, b: b}}
  attendance:
    file: ../data/hours.csv
    columns: {person: id, year: year, course: course, hours: hours, planned_hours: planned}
    accept: [personal]
  events:
    {file: ../data/events.csv, columns: {person: id, event: event, date: date}, values: {event: {chose: chose}}}
  costs: {file: ../data/costs.csv, columns: {year: year, category: kind, amount: euro, description: text}}
indicators:
  - {id: interest, label: Interest, items: [a, b], scale: {low: 1, high: 5}}
characteristics:
  - {id: gender, label: Gender}
  - {id: age, label: Age, kind: number}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: attended, label: Attended, kind: attended}
  - {id: chose, label: Chose, kind: event, event: chose}
costs: {price_year: 2024, outcome: chose}
"""


def files() -> dict[str, str]:
    """Forty participants in ten courses, forty others; two with a label that nobody else has."""
    persons, answers, hours, events = [], [], [], []
    for number in range(80):
        group = "programme" if number < 40 else "comparison"
        course = f"canary-course-{number % 10}" if number < 40 else ""
        gender = "canary-rare" if number in (3, 4) else ("w" if number % 2 else "m")
        one, year = f"canary-id-{number:03d}", "2024"
        private = f"Canary Name{number};1911-03-{number % 28 + 1:02d};canary{number}@mail.de;canary will nicht"
        persons.append(f"{one};{year};{group};{course};{gender};{12 + number % 4};{private}")
        for wave, more in (("before", 0), ("after", number % 3)):
            told = f"{2 + number % 2 + (more > 1)};{1 + number % 4 + (more > 0)}"
            answers.append(f"{one};{year};{wave};{told};canary remark {number};canary-interviewer")
        if number < 40:
            hours.append(f"{one};{year};{course};{8 + number % 5};12;Frau Canary")
        events.append(
            f"{one};{'chose' if number % 3 else 'canary-event'};2024-10-0{number % 9 + 1};canary because"
        )
    costs = ["2024;staff;20000;Frau Canary;canary-payee", "2024;rooms;900;canary-room;x"]
    return {
        "persons.csv": "\n".join(["id;year;group;course;gender;age;name;born;mail;note", *persons]),
        "answers.csv": "\n".join(["id;year;wave;a;b;remark;interviewer", *answers]),
        "hours.csv": "\n".join(["id;year;course;hours;planned;teacher", *hours]),
        "events.csv": "\n".join(["id;event;date;text", *events]),
        "costs.csv": "\n".join(["year;kind;euro;text;payee", *costs]),
    }


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Of each test alone: cells of its own in the notebook would fail the run of another."""
    return Office(tmp_path)


@pytest.fixture
def cores_allowed() -> Iterator[None]:
    """As on a machine where a crash leaves an image of the memory."""
    resource = pytest.importorskip("resource")
    usual, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, (usual, most))


class Office:
    """A workspace with the repository's notebook, a home and a folder for temporary files of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "workspace"
        self.apart = {name: folder / name for name in ("home", "tmp")}
        for path in (*(self.folder / name for name in ("notebooks", "params", "data")), *self.apart.values()):
            path.mkdir(parents=True)
        (self.folder / "params" / "robots.yaml").write_text(PROGRAMME, encoding="utf-8")
        for name, text in files().items():
            (self.folder / "data" / name).write_text(text + "\n", encoding="utf-8")
        self.notebook()

    def notebook(self, *, cell: str = "", early: bool = False) -> None:
        """The real notebook, with a cell of somebody's own at the end, or as soon as there is a study."""
        notebook = nbformat.read(ROOT / "notebooks" / "evaluation.ipynb", as_version=4)
        for each in notebook.cells:
            if each.cell_type == "code":
                each.outputs, each.execution_count = [], None
        if cell:
            opened = next(at for at, each in enumerate(notebook.cells) if "study, show = " in each.source)
            at = opened + 1 if early else len(notebook.cells)
            notebook.cells.insert(at, nbformat.v4.new_code_cell(cell, id="own"))
        nbformat.write(notebook, self.folder / "notebooks" / "evaluation.ipynb")

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        known = ("PATH", "PYTHONPATH", "LANG", "SYSTEMROOT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
        own = {"HOME": self.apart["home"], "TMPDIR": self.apart["tmp"]}
        command = [sys.executable, "-m", "wirkung", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**{name: os.environ[name] for name in known if name in os.environ}, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self) -> tuple[int, bytes]:
        process = self.start("run", "params/robots.yaml")
        said = process.communicate(timeout=120)[0]
        return process.returncode, said

    def left(self) -> dict[str, bytes]:
        """Every file but the office's own: workspace, register, home, temporary files."""
        places = (self.folder, *self.apart.values())
        given = (self.folder / "data", self.folder / "notebooks" / "evaluation.ipynb")
        return {
            str(path.relative_to(self.folder.parent)): path.read_bytes()
            for place in places
            for path in place.rglob("*")
            if path.is_file() and not any(path.is_relative_to(each) for each in given)
        }


def readings(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as its bytes, and whatever is packed in it."""
    yield name, content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for part in packed.namelist():
                yield from readings(f"{name}/{part}", packed.read(part))
    elif content.startswith(b"%PDF"):
        yield from ((f"{name} {what}", text) for what, text in of_pdf(content))
    else:
        for piece in BASE64.findall(content):
            with suppress(binascii.Error):
                yield f"{name} base64", base64.b64decode(piece)


def of_pdf(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Words of all pages, bookmarks, alternative texts, document information and metadata."""
    read = TaggedPdf(content)
    yield "words", "".join(read.page_words).encode()
    yield "bookmarks", str(read.bookmarks()).encode()
    for each in read.pdf.objects:
        if isinstance(each, pikepdf.Stream):
            yield "stream", each.read_bytes()
        if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
            yield "object", " ".join(str(value) for value in dict(each).values()).encode()


def found(files: dict[str, bytes]) -> list[str]:
    """Which files hold a planted word, and the words around it."""
    return [
        f"{name}: {read[max(0, at - 60) : at + 60]!r}"
        for file, content in files.items()
        for name, read in readings(file, content)
        for at in [PLANTED.search(read).start() if PLANTED.search(read) else -1]
        if at >= 0
    ]


def test_no_file_of_a_report_and_nothing_left_holds_a_planted_word(office):
    code, said = office.run()
    assert code == 0, said.decode()
    left = office.left()
    report = {name for name in left if "/reports/2024/robots/" in name}
    suffixes = {Path(name).suffix for name in report}
    assert suffixes == {".html", ".pdf", ".docx", ".xlsx", ".ipynb", ".json"}
    assert found({**left, "said": said}) == []
    assert not [name for name in left if "history" in name or "checkpoints" in name]


def test_planted_words_are_found_where_they_are():
    """The search itself: packed, encoded and typeset."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("inner.xml", "<t>Canary</t>")
    encoded = base64.b64encode(b"x" * 40 + b"canary" + b"x" * 40)
    typeset = typst.compile(b'#set document(title: "Canary")\nA canary')
    for content in (packed.getvalue(), encoded, typeset, b"born 1911-03-04"):
        assert found({"file": content})
    assert not found({"file": b"born 2011-03-04"})


def test_a_cell_that_fails_tells_no_planted_word(office):
    cell = "study.answers\nraise ValueError(study._asked.data.tables.persons.to_string() + 'Canary')"
    office.notebook(cell=cell, early=True)
    code, said = office.run()
    assert code == 1
    assert found({**office.left(), "said": said}) == []


@pytest.mark.usefixtures("cores_allowed")
def test_a_run_that_was_killed_leaves_no_planted_word(office):
    office.notebook(cell=WAITING)
    process = office.start("run", "params/robots.yaml")
    here = office.folder / "notebooks" / "here"
    deadline = time.monotonic() + 60
    while not here.exists() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    said = process.communicate(timeout=60)[0]
    assert here.read_text(encoding="utf-8") == "0"  # a crash would write no core file, which holds everything
    left = office.left()
    assert any(".tmp-" in name for name in left)  # it was in the middle
    assert found({**left, "said": said}) == []
