"""The list of reports: complete, escaped, in the reader's language, without anything from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from wirkung.report.document.blocks import KeyFigure
from wirkung.report.document.handed_over import PrintedEvidence
from wirkung.run.files import json_text
from wirkung.run.index import index_page
from wirkung.run.records import CodeRecord, Manifest, ProgrammeRecord

EVIDENCE = PrintedEvidence(level=2, highest=5, mark="●●○○○ Aussagekraft: Stufe 2 von 5", text="Ein <Hinweis>.")


def put(
    out: Path,
    year: int,
    programme: str,
    title: str,
    *,
    synthetic: bool = False,
    figure: str = "",
    evidence: PrintedEvidence | None = None,
) -> Path:
    folder = out / str(year) / programme
    folder.mkdir(parents=True)
    manifest = Manifest(
        programme=ProgrammeRecord(id=programme, file=f"params/{programme}.yaml", sha256="0" * 64),
        title=title,
        organisation="Amt <Nord>",
        year=year,
        language="de",
        synthetic=synthetic,
        key_figure=KeyFigure(value=figure, label="höher als vorher", detail="") if figure else None,
        evidence=evidence,
        parameters={"programme": f"params/{programme}.yaml", "year": year, "language": "de"},
        data=[],
        code=CodeRecord(version="0.1.0", commit=None, uncommitted_changes=None),
        packages={},
        python="3.11.7",
        seeds=[],
        started="2026-01-31T03:00:00+00:00",
        duration_seconds=12.5,
        outcome="published",
        files={},
    )
    (folder / "manifest.json").write_text(json_text(manifest), encoding="utf-8")
    (folder / "evaluation.html").write_text("<!DOCTYPE html>")
    return folder


class Reader(HTMLParser):
    """Collects headings, links and what would be loaded from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.headings: list[str] = []
        self.tags: list[str] = []
        self._heading = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._heading = tag in ("h1", "h2", "h3") or (self._heading and tag == "a")
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data):
        if self._heading and data.strip():
            self.headings.append(data)


@pytest.fixture
def page(tmp_path):
    put(tmp_path, 2023, "mint", "MIN(T)!", synthetic=True)
    put(tmp_path, 2024, "sport", "Zusammen <b>stark</b>")
    damaged = put(tmp_path, 2022, "alt", "Altes")
    (damaged / "manifest.json").write_text("{", encoding="utf-8")
    new = put(tmp_path / ".tmp-x" / "new", 2024, "mint", "MIN(T)!", synthetic=True, figure="+0,31 Punkte")
    return index_page(tmp_path, new, language="de")


def test_reports_stand_newest_first_and_by_title(page):
    read = Reader(page)
    assert read.headings == [
        "Evaluationsberichte", "2024", "MIN(T)!", "Zusammen <b>stark</b>", "2023", "MIN(T)!", "2022", "alt",
    ]  # fmt: skip
    assert [link for link in read.links if "/" in link] == [
        "2024/mint/evaluation.html", "2024/sport/evaluation.html", "2023/mint/evaluation.html",
        "2022/alt/evaluation.html",
    ]  # fmt: skip


def test_key_figure_marks_and_organisation_are_shown_and_escaped(page):
    assert "<strong>+0,31 Punkte</strong> höher als vorher" in page
    assert page.count("Beispieldaten: alle Personen sind erfunden") == 2
    assert page.count("Angaben zum Bericht nicht lesbar") == 1
    assert "Amt &lt;Nord&gt;" in page
    assert "<b>stark</b>" not in page


def test_the_page_loads_nothing_and_runs_nothing(page):
    assert not {"script", "img", "link", "iframe"} & set(Reader(page).tags)
    assert "http" not in page
    assert "url(" not in page
    assert '<html lang="de">' in page


def test_the_page_is_english_where_that_is_asked_for(tmp_path):
    new = put(tmp_path, 2024, "mint", "MIN(T)!", synthetic=True)
    page = index_page(tmp_path, new, language="en")
    assert '<html lang="en">' in page
    assert "Sample data: all persons are invented" in page
    assert '<div lang="de">\n<h3>' in page


def test_the_evidence_level_is_icon_and_words(tmp_path):
    page = index_page(tmp_path, put(tmp_path, 2024, "mint", "MIN(T)!", evidence=EVIDENCE), language="de")

    assert '<span class="icon" aria-hidden="true">●●○○○</span> Aussagekraft: Stufe 2 von 5' in page
    assert "<p>Ein &lt;Hinweis&gt;.</p>" in page


def test_a_report_that_is_replaced_stands_there_once(tmp_path):
    put(tmp_path, 2024, "mint", "Alter Titel")
    new = put(tmp_path / ".tmp-x" / "new", 2024, "mint", "Neuer Titel")
    assert Reader(index_page(tmp_path, new, language="de")).headings == [
        "Evaluationsberichte", "2024", "Neuer Titel",
    ]  # fmt: skip


def test_the_other_formats_stand_there_with_their_size(tmp_path):
    new = put(tmp_path, 2024, "mint", "MIN(T)!")
    for suffix, size in (("pdf", 405_732), ("docx", 1_364_117), ("xlsx", 12)):
        (new / f"evaluation.{suffix}").write_bytes(b"x" * size)
    page = index_page(tmp_path, new, language="de")
    shown = re.search(r'<p class="by">(Auch als .*)</p>', page)[1].replace("&nbsp;", " ")
    assert re.sub("<[^>]+>", "", shown) == "Auch als PDF (406 kB), Word (1.364 kB), Excel (1 kB)"
    links = re.findall('href="([^"]+)"', shown)
    assert links == [f"2024/mint/evaluation.{suffix}" for suffix in ("pdf", "docx", "xlsx")]


def test_a_report_of_an_older_version_offers_only_what_it_has(tmp_path):
    new = put(tmp_path, 2024, "mint", "MIN(T)!")
    (new / "evaluation.pdf").write_bytes(b"x" * 5_000)
    assert "Also as <a" in index_page(tmp_path, new, language="en")
    assert "Word" not in index_page(tmp_path, new, language="en")
    (new / "evaluation.pdf").unlink()
    assert "Also as" not in index_page(tmp_path, new, language="en")
