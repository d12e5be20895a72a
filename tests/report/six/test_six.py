"""Invented programmes read as a whole: what their reports say, from title to glossary, is kept as text.

Six are of one kind of outcome each (`offices.py`), the others of one design each (`studies.py`).

After a change on purpose: `WIRKUNG_WRITE_SNAPSHOTS=1 pytest tests/report/six`, and read the diff.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable

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
MOST_PAGES = {"two_arms": 6}  # two offers are two answers to every question
# Of programme files, of programs, and what is left where a sentence was not filled in.
DEVELOPERS = re.compile(
    r"Programmdatei|programme file|\bYAML\b|\.yaml|\b(?:None(?! of)|NaN|nan|inf|True|False)\b|Traceback|[{}]|"
    r"\b(?!g_av\b)[a-z]+(?:_[a-z]+)+\b"  # g_av is what the literature calls a standardised change
)
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
# How hard the edition for everybody may be to read. German: reading ease after Amstad (60 and more is plain),
# first Viennese formula (the school year that can read it). English: automated readability index (school year) and
# LIX (below 40 is easy); Flesch's formula would load a list of words from the network. Both: words a sentence.
EASE, SCHOOL_YEAR, SCHOOL_YEAR_ENGLISH, LIX, WORDS = 65, 8.5, 6, 35, 12


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


def test_no_edition_speaks_the_language_of_those_who_write_programs(programme, document):
    citizens = (text for part in document.handed_over.citizens for text in (*part.texts, *part.items))
    short = brief(document)
    shortly = (text for part in short.sections for each in part.content for text in lines(each))
    told = "\n".join((whole_report(document), *shortly, *citizens))
    told = told.replace(f"{programme[0]}/programm.yaml", "")  # among the sources, as the file that it is
    assert DEVELOPERS.findall(told) == []


def test_the_brief_has_two_pages_and_no_number_that_the_report_has_not(document):
    short = brief(document)
    assert takes_pages(short, reserve=RESERVE) <= PAGES
    told = " ".join(whole_report(document).split())
    counted = [say("brief.left_out", document.language, count=count) for count in range(1, 100)]
    for each in (*short.head, *(one for part in short.sections[:-1] for one in part.content)):
        for text in lines(each):
            assert " ".join(text.split()) in told or text in counted or text.endswith("…"), text


@pytest.mark.parametrize("document", ["de"], indirect=True)  # the longer language
def test_a_programme_with_one_outcome_has_at_most_five_pages(programme, document):
    assert takes_pages(document, reserve=0) <= MOST_PAGES.get(programme[0], 5)


def test_the_edition_for_everybody_has_no_number_that_the_report_has_not(document):
    parts = document.handed_over.citizens
    told = {*NUMBER.findall(whole_report(document))}
    for text in (text for part in parts for text in (*part.texts, *part.items)):
        assert set(NUMBER.findall(text)) - {"100"} <= told, text  # «of 100 persons» is the report's as well


@pytest.fixture(scope="module")
def readability() -> Callable[[str, str], dict[str, bool]]:
    """How plain a text is, by what is measured: whether that is plain enough."""
    measures = importlib.import_module("textstat")  # takes two seconds: only in the process that needs it

    def measured(text: str, language: str) -> dict[str, bool]:
        measures.set_lang(language)
        words = measures.lexicon_count(text) / measures.sentence_count(text)
        own = {
            "de": lambda: {
                "ease": measures.flesch_reading_ease(text) >= EASE,
                "school year": measures.wiener_sachtextformel(text, 1) <= SCHOOL_YEAR,
            },
            "en": lambda: {
                "school year": measures.automated_readability_index(text) <= SCHOOL_YEAR_ENGLISH,
                "lix": measures.lix(text) <= LIX,
            },
        }[language]()
        return {"words a sentence": words <= WORDS, **own}

    return measured


def test_the_edition_for_everybody_is_easy_to_read(document, readability):
    text = " ".join(text for part in document.handed_over.citizens for text in (*part.texts, *part.items))
    measured = readability(text, document.language)
    assert all(measured.values()), measured


OFFICES = {
    "de": "Die Inanspruchnahme der Fördermaßnahmen korreliert unter Berücksichtigung der Ausgangsunterschiede mit "
    "einer statistisch abgesicherten Steigerung der Selbstwirksamkeitserwartung der Teilnehmenden.",
    "en": "Participation in the intervention correlates, notwithstanding considerable heterogeneity, with a "
    "statistically significant improvement of self-efficacy expectations among adolescent participants.",
}


@pytest.mark.parametrize("language", OFFICES)
def test_the_language_of_offices_is_not(readability, language):
    assert not any(readability(OFFICES[language], language).values())
