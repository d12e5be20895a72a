"""The brief: two pages in every case, the report's own words, tagged like the report."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import nbformat
import pikepdf
import pytest

from wirkung.codes import Caution
from wirkung.report.document.blocks import Bullets, Paragraph
from wirkung.report.document.reading import read_document
from wirkung.report.editions.brief import BRIEF, MOST, PAGES, brief, brief_files
from wirkung.report.writing.words import say

NOTEBOOK = Path(__file__).resolve().parents[3] / "notebooks" / "evaluation.ipynb"


@pytest.fixture(scope="module")
def sample():
    """The report of the sample as its notebook holds it."""
    return read_document(nbformat.read(NOTEBOOK, as_version=4), language="de")


@pytest.fixture(scope="module")
def crowded(sample):
    """The same with forty results, goals and cautions, a title of 300 letters and a question that fills a page."""
    sentence = "Ergebnis {}: Die Teilnahme hängt mit einer Entwicklung zusammen, die 0,29 Punkte darüber liegt."
    answers = tuple(Paragraph(text=sentence.format(number), tone="answer") for number in range(40))
    goals = Bullets(lead="Die Ziele:", items=tuple(f"Ziel {number} ist erreicht" for number in range(40)))
    first, *others = sample.sections
    return replace(
        sample,
        title=replace(sample.title, text="Wort " * 60),
        head=(Paragraph(text="Wächst in den Kursen das Interesse an Technik? " * 80, mark="Die Frage"),),
        sections=(replace(first, content=(*answers, *first.content, goals)), *others),
    )


@pytest.fixture(scope="module")
def files(sample):
    return brief_files(sample)


@pytest.fixture(scope="module")
def crowded_files(crowded):
    return brief_files(crowded)


def test_the_brief_is_there_for_reading_and_for_writing(files):
    assert tuple(files) == BRIEF
    written = docx.Document(io.BytesIO(files[BRIEF[1]]))
    assert "Kurzfassung · Evaluation 2024" in [each.text for each in written.paragraphs]


@pytest.mark.parametrize("which", ["files", "crowded_files"])
def test_it_has_at_most_two_pages(which, request):
    assert len(pikepdf.open(io.BytesIO(request.getfixturevalue(which)[BRIEF[0]])).pages) <= PAGES


@pytest.mark.parametrize("which", ["files", "crowded_files"])
def test_it_has_at_most_two_pages_in_word(which, request, tmp_path, pages_in_word):
    assert pages_in_word(request.getfixturevalue(which)[BRIEF[1]], tmp_path) <= PAGES


def test_the_sample_loses_no_result_goal_or_decision(sample):
    (report, *_), (short, *_) = sample.sections, brief(sample).sections
    lists = [[each.items for each in part.content if isinstance(each, Bullets)] for part in (report, short)]
    answers = [
        [each for each in part.content if getattr(each, "tone", "") == "answer"] for part in (report, short)
    ]
    assert lists[0] == lists[1] != []
    assert answers[0] == answers[1] != []


def test_nothing_is_counted_while_the_second_page_has_room(sample):
    cautions = next(each.items for each in brief(sample).sections[1].content if _cautions(each))
    assert len(cautions) == len(set(cautions)) > 5
    assert [text for text in cautions if text == say("brief.left_out", "de", count=1) or "weitere" in text] == []


def test_what_has_no_room_is_counted_and_answers_come_first(crowded):
    first = brief(crowded).sections[0].content
    answers = [each for each in first if isinstance(each, Paragraph) and each.tone == "answer"]
    (goals,) = [each for each in first if isinstance(each, Bullets) and each.items[0] == "Ziel 0 ist erreicht"]
    kept = len(goals.items) - 1
    assert kept in MOST
    assert goals.items[-1] == f"{40 - kept} weitere Einträge stehen im Bericht."
    assert len(answers) <= kept


def test_it_says_how_far_it_goes_and_where_more_stands(sample):
    limits, more = brief(sample).sections[1:]
    assert [each.tone for each in limits.content if isinstance(each, Paragraph)] == ["limit"]
    cautions = next(each for each in limits.content if isinstance(each, Bullets))
    assert len(cautions.items) > 1
    assert "Bericht" in more.content[0].text


def test_its_cautions_are_those_of_its_numbers_and_name_no_section_of_the_report(sample):
    of_scenario = say(f"caution.{Caution.SCENARIO}", "de")
    whole = _all_cautions(sample)[-1].items
    told = next(each.items for each in brief(sample).sections[1].content if _cautions(each))
    assert [text for text in told if not any(each.startswith(text) for each in whole)] == []
    assert [text for text in told if "Das betrifft" in text] == []
    assert any(each.startswith(of_scenario) for each in whole)
    assert of_scenario not in told  # no number of the scenario stands in the brief


def test_it_is_tagged_for_screen_readers_and_for_archives(files, tagged):
    read = tagged(files[BRIEF[0]])
    assert bool(read.pdf.Root.MarkInfo.Marked)
    assert str(read.pdf.Root.Lang) == "de-DE"
    metadata = read.pdf.open_metadata()
    assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
    assert len(read.tags("H1")) == 1
    assert [each.text for each in read.tags("H2")] == ["AufeinenBlick", "Wieweitdasträgt", "Mehrdazu"]
    assert [name for name, embedded in read.fonts().items() if not embedded] == []


def test_without_cautions_it_still_says_what_is_not_shown(sample):
    *others, last = (each for each in sample.sections if not any(_cautions(one) for one in each.content))
    limit = Paragraph(text="Dieser Bericht zeigt keine Ursache.", tone="limit")
    nothing = replace(sample.handed_over, results=())
    without = replace(sample, sections=(*others, replace(last, content=(limit,))), handed_over=nothing)
    limits = brief(without).sections[1]
    assert limits.content == (limit,)


def _all_cautions(document):
    return [each for section in document.sections for each in section.content if _cautions(each)]


def _cautions(content):
    return isinstance(content, Bullets) and content.lead == "Vorbehalte"
