"""Invented programmes read as a whole: what their reports say, from title to glossary, is kept as text.

Six are of one kind of outcome each (`offices.py`), the others of one design each (`studies.py`).

After a change on purpose: `WIRKUNG_WRITE_SNAPSHOTS=1 pytest tests/report/six`, and read the diff.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.report.repetitions import repeated_cautions, repeating_tables
from tests.report.six.offices import SIX, YEAR
from tests.report.six.studies import STUDIES
from tests.report.six.told import lines, whole_document, whole_report
from wirkung.catalogue import LANGUAGES
from wirkung.codes import CountRole, Role
from wirkung.report.document.blocks import Bullets, KeyFigures
from wirkung.report.editions.brief import PAGES, RESERVE, brief
from wirkung.report.formats.pdf import takes_pages
from wirkung.report.writing.words import say
from wirkung.study.study import open_study

ALL = SIX | STUDIES
MOST_PAGES = {"two_arms": 9}  # two offers, each with a step and its costs
COUNTED = re.compile(r"\d (?:von|of) \d[\d.,]* (?:Personen|persons)")
LIKELY = re.compile(r"wahrscheinlich zwischen|probably between|Konfidenzintervall|confidence interval")
EVERYBODY = re.compile(r"(?<![\d.,])100\s?%")
STATISTICS = re.compile(
    r"Konfidenz|[Ss]ignifi|Maryland|Effektstärke|standardisiert|Regression|ANCOVA|p-Wert|Kovariat|Kohorte|Schätzwert|"
    r"confidence|effect size|standardi[sz]ed|p-value|covariate"
)
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


def test_no_table_only_repeats_its_chart(document):
    assert repeating_tables(document) == []


def test_a_caution_stands_once_where_it_matters_and_once_in_the_list_of_limits(document):
    assert repeated_cautions(document) == []


def first_page(document):
    """What stands under «Auf einen Blick», a text each; of a number to keep what it is, the number, how sure."""
    texts: list[str] = []
    for each in document.sections[0].content:
        if isinstance(each, KeyFigures):
            texts += [f"{item.value}: {item.label} ({item.detail})" for item in each.items]
        else:
            texts += lines(each)
    return [text for text in texts if text]


def test_every_number_of_the_first_page_stands_in_the_report_below_it(document):
    below = replace(document, sections=document.sections[1:])
    told = {*NUMBER.findall(whole_report(below))}
    for text in first_page(document):
        numbers = NUMBER.findall(text)
        both = str(sum(int(each) for each in numbers[1:] if each.isdigit()))  # «127 persons: 62 and 65»
        assert {*numbers} <= told | {"100", both}, text  # «of 100 persons»


def test_the_first_page_has_no_interval_around_a_count_and_no_step_of_everybody(document):
    for text in first_page(document):
        counted, unsure = COUNTED.search(text), LIKELY.search(text)
        assert not (counted and unsure), text
        assert not EVERYBODY.search(text), text


def test_the_first_page_speaks_without_the_words_of_statistics(document):
    assert [text for text in first_page(document) if STATISTICS.search(text)] == []


def main_lines(document, *questions):
    """The main results of a question that are shown and are about the main outcome, in their order."""
    lines = document.handed_over.results
    further = say("subject.further", document.language, label="")
    return [
        line
        for line in lines
        if line.question in questions
        and line.role is Role.MAIN
        and line.estimate is not None
        and line.estimate.value is not None
        and not line.label.endswith(further)
    ]


def test_the_answer_is_that_of_the_strongest_comparison(document):
    """What changed is never told as the answer where the groups were compared."""
    compared = main_lines(document, "comparison")
    answers = [each.text for each in document.sections[0].content if getattr(each, "tone", "") == "answer"]
    assert answers
    if compared:
        number = NUMBER.search(compared[0].printed.value)[0]
        assert answers[0].startswith(compared[0].label), answers[0]
        assert number in answers[0], (number, answers[0])


def test_goals_cost_and_what_to_decide_stand_on_the_first_page(document):
    page, language = "\n".join(first_page(document)), document.language
    goals = [line for line in document.handed_over.results if line.question == "goals" and line.role is Role.MAIN]
    assert [line.label for line in goals if line.label not in page] == []
    money = {str(line.about.get("aspect")): line for line in main_lines(document, "cost")}
    for aspect in {"full", "own", "participant"} & money.keys():
        assert money[aspect].printed.value in page, aspect
    lists = [each for each in document.sections[0].content if isinstance(each, Bullets)]
    decide = [each for each in lists if each.lead == say("lead.next", language)]
    assert len(decide) == 1
    assert all("?" in item for item in decide[0].items)


def test_how_many_answered_stands_on_the_first_page(document):
    """The persons of the strongest result, of both groups or of one, wherever there is a result on persons."""
    first = next(iter(main_lines(document, "comparison", "change", "afterwards")), None)
    if first is None:
        return
    roles = {CountRole.PROGRAMME, CountRole.COMPARISON, CountRole.PAIRS}
    counts = [each.number for each in first.estimate.counts if each.role in roles]
    page = "\n".join(first_page(document))
    assert counts or first.question == "afterwards"
    for number in counts:
        assert re.search(rf"\b{number}\b", page), (number, first.label)


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
