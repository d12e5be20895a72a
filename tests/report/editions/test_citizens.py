"""The citizens' edition: public only after a release, tagged like the report, with a place for feedback."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from wirkung.report.document.handed_over import PlainPart
from wirkung.report.document.reading import read_document
from wirkung.report.document.status import ReportStatus
from wirkung.report.editions.citizens import CITIZENS, citizens_files
from wirkung.report.editions.files import edition_files

NOTEBOOK = Path(__file__).resolve().parents[3] / "notebooks" / "evaluation.ipynb"
PARTS = (
    PlainPart(heading="Was ist herausgekommen?", items=("Interesse: Es stieg.", "Noten: Sie blieben <gleich>.")),
    PlainPart(heading="Wie sicher ist das?", texts=("Ein Beweis ist das nicht.",)),
)


@pytest.fixture(scope="module")
def draft():
    """The report of the sample, with a few plain sentences and a contact."""
    document = read_document(nbformat.read(NOTEBOOK, as_version=4), language="de")
    given = replace(document.handed_over, citizens=PARTS, contact="Bildungsbüro, Zimmer 4")
    return replace(document, handed_over=given)


@pytest.fixture(scope="module")
def files(draft):
    day = dt.date(2026, 2, 3)
    return citizens_files(replace(draft, status=ReportStatus.APPROVED, on=day, by=("Leitung", "Statistik")))


def test_a_draft_has_none(draft):
    assert citizens_files(draft) == {}


def test_one_that_is_withdrawn_says_so(draft):
    page = citizens_files(replace(draft, status=ReportStatus.WITHDRAWN))["citizens.html"].decode()
    assert "zurückgezogen" in page
    assert "freigegeben" not in page


def test_a_notebook_without_first_page_has_none(draft):
    silent = replace(draft.handed_over, citizens=())
    assert citizens_files(replace(draft, status=ReportStatus.APPROVED, handed_over=silent)) == {}


def test_it_is_among_the_files_of_a_released_report(draft, files, monkeypatch):
    monkeypatch.setattr("wirkung.report.editions.files.export", lambda *_, **__: {})
    monkeypatch.setattr("wirkung.report.editions.files.brief_files", lambda _: {})
    released = replace(draft, status=ReportStatus.PUBLISHED)
    assert tuple(files) == CITIZENS
    assert sorted(edition_files(released, stem="evaluation")) == [
        "evaluation.citizens.html",
        "evaluation.citizens.pdf",
    ]
    assert edition_files(draft, stem="evaluation") == {}


def test_the_page_says_what_it_is_and_where_to_write_to(files):
    page = files["citizens.html"].decode().replace("\xa0", " ")
    order = [
        "In Einfacher Sprache",
        "freigegeben durch Leitung und Statistik, 03.02.2026",
        "Worum geht es?",
        "Die Frage war: ",
    ]
    order += [part.heading for part in PARTS] + ["Was meinen Sie?", "Bildungsbüro, Zimmer 4", "Mehr lesen"]
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert "Sie blieben &lt;gleich&gt;." in page
    assert "Leichte Sprache" not in page
    assert "<table" not in page


def test_without_a_contact_the_organisation_is_one(draft):
    given = replace(draft.handed_over, contact="")
    page = citizens_files(replace(draft, status=ReportStatus.APPROVED, handed_over=given))[
        "citizens.html"
    ].decode()
    assert f"Schreiben Sie uns oder rufen Sie an: {draft.title.above}" in page
    assert f"sagen Sie es bitte hier: {draft.title.above}" in page


def test_the_pdf_is_tagged_for_screen_readers_and_for_archives(files, tagged):
    read = tagged(files["citizens.pdf"])
    metadata = read.pdf.open_metadata()
    assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
    assert str(read.pdf.Root.Lang) == "de-DE"
    assert bool(read.pdf.Root.MarkInfo.Marked)
    assert [name for name, embedded in read.fonts().items() if not embedded] == []
    assert len(read.tags("H1")) == 1
    assert len(read.tags("H2")) == len(PARTS) + 3
    assert len(read.tags("L")) == 1
