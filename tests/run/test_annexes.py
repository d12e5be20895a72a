"""`wirkung annexes`: beside a report that is the programme file's, once, all or nothing; no kernel starts."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace

import nbformat
import pytest

from tests.run.conftest import Toy
from tests.run.test_index import put
from tests.run.test_release import MADE, notebook
from wirkung.programme.load import load_programme
from wirkung.report.document.reading import read_document
from wirkung.report.formats.html import report_html
from wirkung.report.formats.results import GeneratedBy, ResultsFile
from wirkung.run.files import json_text
from wirkung.run.published import published_manifest
from wirkung.run.records import ProgrammeRecord

PROGRAMME = """\
id: toy
title: Spielzeugprogramm
organisation: Amt Nord
question: Geht es?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year}}
"""
STANDARDS = "standards: [{year: 2024, by: Leitung, on: 2026-02-01}]\n"
FILES = ["DeGEval-Standards-toy-2024.docx", "DeGEval-Standards-toy-2024.pdf"]


@pytest.fixture
def toy(tmp_path):
    """A workspace with a published report, whose programme file answers the standards."""
    root = tmp_path / "toy"
    folder = put(root / "reports", 2024, "toy", "Spielzeugprogramm")
    (root / "params").mkdir()
    toy = Toy(root)
    loaded = load_programme(toy.programme(text=PROGRAMME + STANDARDS))
    results = ResultsFile(
        programme="toy",
        title="T",
        organisation="Amt",
        year=2024,
        language="de",
        synthetic=True,
        generated_by=GeneratedBy(name="wirkung", version="0"),
        results=(),
    )
    page = report_html(replace(read_document(notebook(), language="de"), on=MADE)).encode()
    files = {
        "evaluation.html": page,
        "evaluation.ipynb": nbformat.writes(notebook()).encode() + b"\n",
        "results.json": json_text(results).encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    record = ProgrammeRecord(id="toy", file="params/toy.yaml", sha256=loaded.sha256)
    manifest = published_manifest(folder).model_copy(update={"files": hashes, "programme": record})
    (folder / "manifest.json").write_text(json_text(manifest), encoding="utf-8")
    return toy


def written(toy):
    return sorted(each.name for each in toy.folder.iterdir() if each.is_file())


def test_each_declared_annex_is_written_as_pdf_and_word_and_never_twice(toy):
    code, output, errors = toy.wirkung("annexes", "reports/2024/toy")
    assert (code, errors) == (0, "")
    assert [each in output for each in FILES] == [True, True]
    assert written(toy) == FILES

    shutil.move(toy.folder / FILES[0], toy.folder / "kept.docx")
    code, _, errors = toy.wirkung("annexes", "reports/2024/toy")
    assert code == 5
    assert "gibt es schon" in errors
    assert written(toy) == [FILES[1], "kept.docx"]


@pytest.mark.parametrize(
    ("programme", "said"),
    [(PROGRAMME, "geändert"), (PROGRAMME + STANDARDS.replace("Leitung", "Rat"), "geändert")],
)
def test_of_a_programme_file_that_was_changed_nothing_is_written(toy, programme, said):
    toy.programme(text=programme)
    code, _, errors = toy.wirkung("annexes", "reports/2024/toy")
    assert code == 5
    assert said in errors
    assert written(toy) == []


def test_without_a_declared_annex_it_says_what_to_declare(toy):
    loaded = load_programme(toy.programme(text=PROGRAMME))
    folder = toy.reports / "2024" / "toy"
    record = ProgrammeRecord(id="toy", file="params/toy.yaml", sha256=loaded.sha256)
    manifest = published_manifest(folder).model_copy(update={"programme": record})
    (folder / "manifest.json").write_text(json_text(manifest), encoding="utf-8")
    code, _, errors = toy.wirkung("annexes", "reports/2024/toy")
    assert code == 5
    assert "standards" in errors
    assert "use_of_funds" in errors
