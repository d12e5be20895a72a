"""The two programmes of the repository, from the command line to the page, as a newcomer runs them."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import docx
import nbformat
import pytest

from wirkung.errors import WorkspaceError
from wirkung.run.vorlage_command import fill_vorlage

ROOT = Path(__file__).resolve().parent.parent
GERMAN_WORDS = {"und", "der", "die", "das", "nicht", "mit", "wurde", "Daten", "Personen", "Bericht", "vorher"}


def words_of(page: str) -> str:
    """What a reader reads: the page without markup and style."""
    body = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


@pytest.fixture
def german(published) -> Path:
    return published.german


@pytest.fixture
def english(published) -> Path:
    return published.english


def main_result(folder: Path, question: str, subject: str) -> dict:
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))["results"]
    (line,) = [line for line in results if line["id"] == f"{question}/{subject}/main"]
    return line["estimate"]


def test_the_real_programme_gives_the_published_difference(german):
    # Dehejia & Wahba (1999), table 3.
    line = main_result(german / "1978" / "nsw", "comparison", "earnings")
    assert line["value"] == 1794
    assert line["interval"]["low"] < line["value"] < line["interval"]["high"]
    assert line["claim"] == "effect"


def test_the_verb_follows_the_design(german):
    sample = words_of((german / "2024" / "mint" / "evaluation.html").read_text(encoding="utf-8"))
    real = words_of((german / "1978" / "nsw" / "evaluation.html").read_text(encoding="utf-8"))
    assert "Das Programm bewirkte" in real
    assert "bewirk" not in sample
    assert "hängt mit" in sample


def test_sample_data_say_so(german):
    sample = words_of((german / "2024" / "mint" / "evaluation.html").read_text(encoding="utf-8"))
    real = words_of((german / "1978" / "nsw" / "evaluation.html").read_text(encoding="utf-8"))
    assert "Beispieldaten: Alle Personen sind erfunden." in sample
    assert "Beispieldaten" not in real
    assert "Beispieldaten" in words_of((german / "index.html").read_text(encoding="utf-8"))


def test_sections_without_data_do_not_appear(german):
    sample = words_of((german / "2024" / "mint" / "evaluation.html").read_text(encoding="utf-8"))
    real = words_of((german / "1978" / "nsw" / "evaluation.html").read_text(encoding="utf-8"))
    for heading in ("Was hat es gekostet?", "Wer blieb dabei", "Wurden die Ziele erreicht?"):
        assert heading in sample
        assert heading not in real


def test_groups_are_compared_at_baseline(german):
    line = main_result(german / "1978" / "nsw", "baseline", "age")
    assert line["value"] == 0.11  # computed by hand from the file: (25.816-25.054)/7.11 = 0.107


@pytest.mark.parametrize("report", ["2024/mint", "1978/nsw"])
def test_an_english_report_has_no_german_sentence(english, report):
    text = words_of((english / report / "evaluation.html").read_text(encoding="utf-8"))
    assert set(re.findall(r"\w+", text)) & GERMAN_WORDS == set()
    notebook = nbformat.read(english / report / "evaluation.ipynb", as_version=4)
    prose = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert set(re.findall(r"\w+", prose)) & GERMAN_WORDS == set()


@pytest.mark.slow
def test_plain_papermill_works_too(tmp_path):
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "notebooks/evaluation.ipynb", str(out)]
    command += ["-p", "programme", "params/nsw.yaml", "-p", "year", "1978", "--no-progress-bar"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    text = json.dumps(nbformat.read(out, as_version=4), ensure_ascii=False)
    assert "1.794 US-Dollar" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_an_offices_template_is_filled_from_the_sample_once(published, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    template, file = tmp_path / "amt.docx", tmp_path / "vorlage.docx"
    office = docx.Document()
    for field in ("betreff", "aufwand", "moeglichkeiten", "ansatz"):
        office.add_paragraph(f"{{{{ {field} }}}}")
    office.save(str(template))

    done = fill_vorlage(published.german / "2024" / "mint", template, file)

    subject, expense, *options, plan = (each.text for each in docx.Document(str(file)).paragraphs)
    assert subject == "Jugend macht MIN(T)!: Fortführung im nächsten Schuljahr"
    assert expense.replace("\u00a0", " ") == "89.888 €"
    assert [line for line in options if not line.startswith("–")] == [
        "Ein Kurs weniger",
        "Gleich viele Kurse",
        "Ein Kurs mehr",
    ]
    assert (plan, done.by_hand) == ("[bitte ergänzen]", ("ansatz",))
    with pytest.raises(WorkspaceError, match="gibt es schon"):
        fill_vorlage(published.german / "2024" / "mint", template, file)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["amt.docx", "vorlage.docx"]
