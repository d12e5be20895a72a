"""Bands and withheld roles, everywhere a reader looks; all persons are invented."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import docx
import openpyxl
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.report.money_answers import all_answers
from tests.report.pdf.conftest import TaggedPdf, squeezed
from wirkung.catalogue import LANGUAGES
from wirkung.codes import CountRole, Role
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.estimate import Count
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Paragraph, Table
from wirkung.report.document.reading import read_document
from wirkung.report.formats.html import report_html
from wirkung.report.formats.pdf import annex_pdf
from wirkung.report.formats.plain import plain
from wirkung.report.formats.word.report import report_word
from wirkung.report.formats.workbook import report_workbook
from wirkung.report.frame.glance import glance, glance_blocks
from wirkung.report.frame.parts import answer_parts
from wirkung.report.show import outputs_of
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.result_lines import result_lines
from wirkung.report.writing.words import say

BAND = {"de": "250 bis 259", "en": "250 to 259"}
MARK = {"de": "[g]", "en": "[c]"}


def spaced(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def answer_on(make, question):
    (answer,) = (each for each in make.answers() if each.question == question)
    return answer


def banded(answer: ReleasedAnswer) -> ReleasedAnswer:
    """The answer with every count of persons as the band from 250 to 259."""

    def count(each):
        return Count(role=each.role, number=250, at_most=259)

    def finding(each):
        estimates = tuple(
            (role, replace(estimate, counts=tuple(map(count, estimate.counts)), standard_error=None, test=None))
            for role, estimate in each.estimates
        )
        return replace(each, estimates=estimates)

    def item(each):
        return each if isinstance(each, Withheld) else replace(each, finding=finding(each.finding))

    return replace(answer, items=tuple(map(item, answer.items)))


def without(answer: ReleasedAnswer, *roles: Role) -> ReleasedAnswer:
    """The answer, of whose first finding these roles are withheld."""
    first, *others = answer.items
    estimates = tuple(pair for pair in first.finding.estimates if pair[0] not in roles)
    first = replace(first, finding=replace(first.finding, estimates=estimates), withheld=roles)
    return replace(answer, items=(first, *others))


def tables(answer, language):
    return [part for part in answer_parts(answer, language) if isinstance(part, Table)]


def column(table, code, language):
    heads = [each.head for each in table.columns]
    return [spaced(row[heads.index(say(code, language))]) for row in table.rows]


def notebook(*things, language):
    cells = []
    for thing in things:
        outputs = [
            new_output("display_data", data=each.data, metadata={"wirkung": each.metadata})
            for each in outputs_of([thing], language)
        ]
        cells += [new_markdown_cell("## Part"), new_code_cell("x", outputs=outputs, execution_count=1)]
    return new_notebook(cells=cells)


@pytest.mark.parametrize(
    ("count", "german", "english"),
    [
        (Count(role=CountRole.PAIRS, number=1258), "1.258", "1,258"),
        (Count(role=CountRole.PAIRS, number=1250, at_most=1259), "1.250 bis 1.259", "1,250 to 1,259"),
    ],
)
def test_a_band_is_said_in_words_and_a_number_stays_a_number(count, german, english):
    assert spaced(Numbers("de").count(count)) == german
    assert spaced(Numbers("en").count(count)) == english
    assert spaced(Numbers("de").persons(count)) == f"{german} Personen"


@pytest.mark.parametrize("at_most", [249, 250])
def test_a_band_that_ends_where_it_begins_is_refused(at_most):
    with pytest.raises(ValueError, match="a band from 250 cannot end at"):
        Count(role=CountRole.PAIRS, number=250, at_most=at_most)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["change", "comparison", "subgroups", "robustness"])
def test_a_table_shows_bands_and_says_once_why(make, question, language):
    exact, note = answer_on(make, question), say("note.band", language)
    assert not any(note in table.notes for table in tables(exact, language))
    for table in tables(banded(exact), language):
        assert any(BAND[language] in spaced(cell) for row in table.rows for cell in row)
        assert table.notes.count(note) == 1


def test_a_table_without_persons_says_nothing_of_bands(make):
    (table,) = tables(banded(answer_on(make, "baseline")), "de")
    assert say("note.band", "de") not in table.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_a_band_of_persons(make, language):
    change = banded(answer_on(make, "change"))
    text = spaced(plain(glance_blocks(glance(change), language), language))
    persons = {"de": "250 bis 259 Personen", "en": "250 to 259 persons"}[language]
    assert persons in text
    groups = banded(answer_on(make, "comparison"))
    text = spaced(plain(glance_blocks(glance(groups), language), language))
    assert persons.replace("250", "500").replace("259", "518") in text  # of both groups together
    assert text.count(BAND[language]) == 2
    assert say("note.band", language) in " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_band_stands_in_every_format(make, language):
    shown = notebook(banded(answer_on(make, "comparison")), language=language)
    assert BAND[language] in spaced(report_html(read_document(shown, language=language)))
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(read_document(shown, language=language))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    found = [cell for cell in cells if BAND[language] in spaced(str(cell.value))]
    assert found
    assert {cell.data_type for cell in found} == {"s"}  # text: a spreadsheet would take it for a date or a number
    word = docx.Document(io.BytesIO(report_word(read_document(shown, language=language))))
    assert any(BAND[language] in spaced(cell.text) for table in word.tables for cell in table._cells)
    printed = TaggedPdf(annex_pdf(read_document(shown, language=language)))
    assert squeezed(BAND[language]) in printed.document.text


def test_no_reason_is_left_in_the_catalogue():
    for language in LANGUAGES:
        for code in ("few_persons", "few_others", "follows_from_others"):
            with pytest.raises(KeyError):
                say(f"reason.{code}", language)


def test_a_line_of_results_holds_the_band(make):
    line = result_lines(banded(answer_on(make, "change")), "de")[0]
    (count,) = json.loads(line.model_dump_json())["estimate"]["counts"]
    assert (count["number"], count["at_most"]) == (250, 259)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_role_shows_the_mark_and_the_rest_of_its_row_stays(make, language):
    whole = answer_on(make, "change")
    (table, *_), (before, *_) = tables(without(whole, Role.AFTER), language), tables(whole, language)
    assert column(table, "column.after", language)[0] == MARK[language]
    assert column(table, "column.before", language) == column(before, "column.before", language)
    assert column(table, "column.change", language) == column(before, "column.change", language)
    assert table.notes[0] == say("note.withheld", language, mark=MARK[language])
    assert table.notes[1:] == before.notes  # the mark is not taken for «not applicable»


def test_a_finding_without_a_level_is_not_drawn_and_named_as_not_shown(make):
    answer = without(answer_on(make, "change"), Role.BEFORE)
    (drawing,) = (part for part in answer_parts(answer, "de") if isinstance(part, Drawing))
    name = drawing.block.data.rows[0][0].partition(" (")[0]
    assert name in drawing.block.alt.rpartition(say("alt.withheld", "de", labels="|").partition("|")[0])[2]


def test_where_only_the_follow_up_is_withheld_its_table_says_so(make):
    answer = answer_on(make, "change")
    first = answer.items[0].finding
    later = replace(first, estimates=(*first.estimates, (Role.FOLLOW_UP, first.main)))
    one = replace(answer, items=(replace(answer.items[0], finding=later),))
    caption = say("caption.follow_up", "de", year=2024)
    assert caption in [table.caption for table in tables(one, "de")]

    parts = answer_parts(without(one, Role.FOLLOW_UP), "de")
    assert caption not in [part.caption for part in parts if isinstance(part, Table)]
    assert say("section.withheld", "de", captions=caption) in [getattr(part, "text", "") for part in parts]
    (sentence,) = [paragraph.text for paragraph in glance_blocks(glance(without(one, Role.FOLLOW_UP)), "de")[:1]]
    assert sentence == glance_blocks(glance(one), "de")[0].text  # the main result is said as before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_role_is_a_line_of_its_own_without_a_number(make, language):
    lines = result_lines(without(answer_on(make, "change"), Role.AFTER), language)
    (line,) = [each for each in lines if each.withheld]
    assert (line.role, line.estimate, line.printed.value) == (Role.AFTER, None, MARK[language])
    assert line.id.rpartition("/")[0] == lines[0].id.rpartition("/")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_main_result_is_withheld_no_other_number_stands_for_it(make, language):
    answer = answer_on(make, "change")
    first, *others = answer.items
    hidden = replace(answer, items=(Withheld(first.finding.subject), *others))
    text = spaced(plain(glance_blocks(glance(hidden), language), language))
    assert say("next.withheld", language)[:40] in " ".join(text.split())
    assert say("key.persons.pairs", language) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_withheld_is_said_once_and_no_evidence_for_it_is_claimed(make, language):
    shown = {question: answer_on(make, question) for question in ("change", "comparison")}
    subject = shown["change"].items[0].finding.subject
    hidden = [replace(answer, items=(Withheld(subject), *answer.items[1:])) for answer in shown.values()]

    blocks = glance_blocks(glance(*hidden, licence=make.licence()), language)
    tones = [block.tone for block in blocks if isinstance(block, Paragraph)]
    assert tones == ["limit"]

    one = glance_blocks(glance(hidden[0], shown["comparison"], licence=make.licence()), language)
    tones = [block.tone for block in one if isinstance(block, Paragraph)]
    assert tones.count("limit") == 1
    assert len(tones) == 3  # and the answer of the comparison with its evidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_can_be_told_without_any_of_its_roles(make, language):
    answers = [each for each in (*make.answers(), *all_answers()) if isinstance(each.items[0], Released)]
    told = 0
    for answer in answers:
        roles = {role for role, _ in answer.items[0].finding.estimates} - {Role.MAIN}
        for role in sorted(roles):
            hidden = without(answer, role)
            lines = result_lines(hidden, language)
            assert [line.role for line in lines if line.withheld and line.label == lines[0].label][:1] == [role]
            assert answer_parts(hidden, language), (answer.question, role)
            told += 1
    assert told > 10


def test_nothing_that_is_published_says_that_a_withheld_group_is_small():
    for language in LANGUAGES:
        for code in ("note.withheld", "glance.withheld", "next.withheld", "section.withheld"):
            text = say(code, language, mark="", label="", captions="")
            assert not any(word in text for word in ("so klein", "weniger als", "so small", "fewer than"))
