"""Pages that hold too much, too little, or what nobody should have written."""

from __future__ import annotations

import dataclasses
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from wirkung.catalogue import LANGUAGES
from wirkung.codes import Absence, Claim
from wirkung.finding import Subject
from wirkung.report.document.reading import read_document
from wirkung.report.formats.html import report_html
from wirkung.report.frame.glance import glance
from wirkung.report.frame.glossary import glossary
from wirkung.report.show import outputs_of

LABELS = (
    "<script>alert(1)</script>",
    "\"double\" 'single' & ampersand",
    "🎓 Emoji 👩🏽‍🔬",
    "שלום עולם",
    "مرحبا بالعالم",
    "$\\frac{1}{2}$ \\LaTeX",
    '#panic("typst") *bold* _it_',
    '=HYPERLINK("x")',
    "{{ 7 * 7 }} {% raw %}",
    "W" * 300,
    "word " * 60,
)


def page_of(notebook, language="de"):
    return report_html(read_document(notebook, language=language))


def page(language, *things):
    cells = []
    for number, each in enumerate(things):
        outputs = [
            new_output("display_data", data=output.data, metadata={"wirkung": output.metadata})
            for output in outputs_of([each], language)
        ]
        cells += [new_markdown_cell(f"## Part {number}"), new_code_cell("x", outputs=outputs, execution_count=1)]
    return page_of(new_notebook(cells=cells), language)


def words(text):
    """What is read aloud or seen: no tags, no style, white space as one."""
    without = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]*>", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", without)


def escaped(label):
    return re.sub(r"\s+", " ", label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")).strip()


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_shown_as_it_is(make, label, language):
    subject = Subject(indicator=label, low=1.0, high=5.0, better=1)
    answer = make.released("change", make.changed(subject, 3.02, 3.33, 0.1))
    head = make.masthead(title=label, organisation=label, question=label, data_source=label)

    text = page(language, head, glance(answer), answer)
    said = words(text).replace("&#34;", '"').replace("&#39;", "'")

    assert said.count(escaped(label)) >= 6  # head, first page, sentence, caption, tables
    assert "<script" not in text
    assert "49" not in said


@pytest.mark.parametrize("label", ["שלום עולם", "مرحبا بالعالم"])
def test_words_from_right_to_left_stand_apart(make, label):
    answer = make.released("change", make.changed(Subject(indicator=label), 3.02, 3.33, 0.1))

    assert f"<bdi>{label}</bdi>: Nachher" in page("de", answer)


def test_a_title_cannot_end_the_style_of_the_printed_page(make):
    text = page("de", make.masthead(title='</style><script>alert("x")</script>'))

    assert text.count("</style>") == 1
    assert "<script" not in text


def test_forty_indicators_all_stand_in_the_table_and_some_in_the_alternative_text(make):
    subjects = [Subject(indicator=f"Indicator {number}", better=1) for number in range(1, 41)]
    answer = make.released("change", *(make.changed(each, 3.0, 3.3, 0.1) for each in subjects))

    text = page("en", glance(answer), answer)

    assert all(f">{subject.indicator} (Pkt)</th>" in text for subject in subjects)
    assert "34 more rows are in the data table." in text  # 40 - 6
    assert text.count('class="value"') == 2  # the first indicator and the persons, not forty figures


def test_one_indicator_and_no_comparison_group(make):
    change = make.released("change", make.changed(Subject(indicator="Alpha", better=1), 3.0, 3.3, 0.1))
    absent = make.released("comparison", absent=Absence.NO_COMPARISON_GROUP)

    text = page("en", glance(change, absent, licence=make.licence(Claim.DESCRIPTION)), change, absent)

    assert "comparison group" not in words(text).split("Part 1")[0].replace(
        "with a comparison group?", ""
    ).replace("Look for a comparison group", "")
    assert "Part 2" not in text  # the section whose question is not asked
    assert words(text).count("Part 1") == 2  # heading and contents


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_withheld_is_said_everywhere_and_no_number_is_shown(make, language):
    few = dataclasses.replace(make.step("Alpha", 4, 9).main.counts[0], number=4, of=9)
    main = make.estimate(0.31, 0.21, 0.41, counts=(few,))
    finding = make.finding(main, Subject(indicator="Alpha", better=1))
    answers = [make.released(question, finding) for question in ("change", "comparison")]

    text = page(language, glance(*answers, licence=make.licence()), *answers, glossary())

    assert not re.search(r"0[.,][234]1", words(text))
    assert 'class="key-figures"' not in text
    assert words(text).count("Alpha") == 1  # once on the first page; the sections name only their tables
    assert {"de": "Das Ergebnis ist nicht ausgewiesen", "en": "the result is withheld"}[language] in text
