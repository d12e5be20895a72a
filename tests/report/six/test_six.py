"""Invented programmes read as a whole: what their reports say, from title to glossary, is kept as text.

Six are of one kind of outcome each (`offices.py`), the others of one design each (`studies.py`).

After a change on purpose: `WIRKUNG_WRITE_SNAPSHOTS=1 pytest tests/report/six`, and read the diff.
"""

from __future__ import annotations

import re

import pytest

from tests.report.six.offices import SIX, YEAR
from tests.report.six.studies import STUDIES
from tests.report.six.told import lines, whole_document, whole_report
from wirkung.catalogue import LANGUAGES
from wirkung.report.editions.brief import PAGES, RESERVE, brief
from wirkung.report.formats.pdf import takes_pages
from wirkung.report.writing.words import say
from wirkung.study.study import open_study

ALL = SIX | STUDIES
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


@pytest.fixture(scope="module", params=ALL)
def programme(request, tmp_path_factory):
    """One of them, opened once for both languages."""
    folder = tmp_path_factory.mktemp("six") / request.param
    folder.mkdir()
    return request.param, open_study(ALL[request.param](folder), year=YEAR)


@pytest.fixture(scope="module", params=LANGUAGES)
def document(request, programme):
    """Its report in one language, read once for all that is asked of it."""
    with pytest.MonkeyPatch.context() as patch:
        yield whole_document(programme[1], request.param, patch)


def test_the_whole_report_is_as_it_was(programme, document, snapshot):
    snapshot(f"six/{programme[0]}.{document.language}.txt", whole_report(document))


def test_the_brief_has_two_pages_and_no_number_that_the_report_has_not(document):
    short = brief(document)
    assert takes_pages(short, reserve=RESERVE) <= PAGES
    told = " ".join(whole_report(document).split())
    counted = [say("brief.left_out", document.language, count=count) for count in range(1, 100)]
    for each in (*short.head, *(one for part in short.sections[:-1] for one in part.content)):
        for text in lines(each):
            assert " ".join(text.split()) in told or text in counted or text.endswith("…"), text


def test_the_edition_for_everybody_has_no_number_that_the_report_has_not(document):
    parts = document.handed_over.citizens
    told = {*NUMBER.findall(whole_report(document))}
    for text in (text for part in parts for text in (*part.texts, *part.items)):
        assert set(NUMBER.findall(text)) - {"100"} <= told, text  # «of 100 persons» is the report's as well
