"""Programmes with little data, very much or odd names: every edition of their report is sensible and short."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.report.odd.offices import ODD
from tests.report.six.offices import YEAR
from tests.report.six.told import whole_document, whole_report
from wirkung.report.document.document import Document
from wirkung.report.document.status import ReportStatus
from wirkung.report.editions.brief import PAGES, RESERVE, brief
from wirkung.report.editions.citizens import citizens
from wirkung.report.editions.files import edition_files
from wirkung.report.formats.pdf import takes_pages
from wirkung.study.study import open_study


@dataclass(frozen=True, slots=True)
class Most:
    """How long a report may be: words from title to glossary, pages without annex, pages for everybody.

    Figures are not drawn: each takes a square as wide as the page, so that pages with figures are fewer in fact.
    """

    words: int
    pages: int
    citizens: int = 1


# What was measured, and a little room.
MOST = {
    "nothing_measured": Most(1000, 3),
    "one_person": Most(1300, 3),
    "all_withheld": Most(1300, 3),
    "costs_only": Most(1200, 4),
    "steps_only": Most(2800, 6),
    "forty": Most(10300, 8, citizens=2),
    "long_names": Most(3700, 9, citizens=2),
    "right_to_left": Most(3000, 8),
}
QUICK = ("nothing_measured", "one_person")


@pytest.fixture(
    scope="module",
    params=[each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in ODD],
)
def told(request, tmp_path_factory) -> tuple[Most, Document]:
    """What the report may fill, and the report, with everything but its figures."""
    study = open_study(ODD[request.param](tmp_path_factory.mktemp("odd")), year=YEAR)
    with pytest.MonkeyPatch.context() as patch:
        return MOST[request.param], whole_document(study, "de", patch)


def test_the_report_is_as_short_as_its_content_and_contradicts_itself_nowhere(told):
    most, document = told
    assert len(whole_report(document).split()) <= most.words
    assert takes_pages(document, reserve=0) <= most.pages


def test_so_are_the_brief_and_the_edition_for_everybody(told):
    most, document = told
    assert takes_pages(brief(document), reserve=RESERVE) <= PAGES
    assert takes_pages(citizens(document), reserve=0) <= most.citizens


@pytest.mark.slow
def test_every_edition_can_be_made(told):
    files = edition_files(replace(told[1], status=ReportStatus.APPROVED), stem="evaluation")
    assert len(files) == 9
    assert all(files.values())


def test_each_edition_begins_with_an_answer_or_says_why_there_is_none(told):
    _, document = told
    first = document.sections[0].content[0]
    assert first.tone in ("answer", "limit")
    assert brief(document).sections[0].content[0].text == first.text
