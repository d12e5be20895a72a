"""A new section is two files and its sentences: study, show(), first page, report and results find it there."""

from __future__ import annotations

import sys

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.raw import PARAMS, repository_study
from wirkung import questions
from wirkung.catalogue import LANGUAGES, translations
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report import sections
from wirkung.report.document.reading import read_document
from wirkung.report.formats.html import report_html
from wirkung.report.frame.glance import glance
from wirkung.report.show import outputs_of
from wirkung.report.writing.language import language_of
from wirkung.study.study import open_study

QUESTION = '''\
"""How old are participants?"""

import numpy as np

from wirkung.codes import Role
from wirkung.declared import Group
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.kernels.intervals import mean
from wirkung.questions import Question


def answer_age(asked):
    data = asked.data
    ages = data.persons(Group.PROGRAMME)["age"].to_numpy(dtype=float)
    sample = data.sample("age", Group.PROGRAMME, ~np.isnan(ages))
    found = mean(sample.of(ages), unit=data.plain_unit).resting_on(sample.population)
    finding = Finding(subject=Subject(characteristic="age", decimals=1), estimates=((Role.MAIN, found),))
    return Answer(question="age", year=data.year, findings=(finding,))


QUESTION = Question(answer=answer_age)
'''

SECTION = '''\
"""How old participants are."""

from wirkung.codes import Role
from wirkung.report.section import FirstPage, Section, first_known
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.cells import TableColumn, value_cell
from wirkung.report.writing.tables import findings_table
from wirkung.report.writing.words import say


def age_table(answer, language):
    return (
        findings_table(
            answer.items,
            caption=say("caption.age", language),
            head=say("column.characteristic", language),
            columns=(TableColumn(say("column.programme", language), value_cell(Role.MAIN)),),
            notes=(),
            language=language,
        ),
    )


def age_statement(finding, language):
    return say("sentence.age", language, value=Numbers(language).estimate(finding.main, finding.subject))


SECTION = Section(tables=age_table, statement=age_statement, first_page=FirstPage(rank=99, key=first_known))
'''

SENTENCES = {
    "de": {"sentence.age": "Im Mittel {value} Jahre alt.", "caption.age": "Alter", "key.age": "Alter im Mittel"},
    "en": {"sentence.age": "On average {value} years old.", "caption.age": "Age", "key.age": "Mean age"},
}


@pytest.fixture(scope="module")
def before():
    """What is answered without it."""
    return repository_study("nsw", 1978).study.answers


@pytest.fixture
def new_section(before, tmp_path, monkeypatch):  # noqa: ARG001 - that comes first
    """A file in the folder of the questions, one in that of the sections, and the sentences of both."""
    written = {questions: QUESTION, sections: SECTION}
    for package, source in written.items():
        folder = tmp_path / package.__name__
        folder.mkdir()
        (folder / "age.py").write_text(source, encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    for language, sentences in SENTENCES.items():
        for code, sentence in sentences.items():
            monkeypatch.setitem(translations("report", language)._catalog, code, sentence)
    _forget()
    yield
    for package in written:
        sys.modules.pop(f"{package.__name__}.age", None)
        vars(package).pop("age", None)
    monkeypatch.undo()
    _forget()


def _forget():
    questions.questions.cache_clear()
    sections.sections.cache_clear()


def in_a_notebook(*outputs):
    shown = [new_output("display_data", data=each.data, metadata={"wirkung": each.metadata}) for each in outputs]
    return new_notebook(cells=[new_markdown_cell("## Alpha"), new_code_cell("show(study.age)", outputs=shown)])


@pytest.mark.usefixtures("new_section")
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_files_and_their_sentences_are_a_section(before, language):
    study = open_study(PARAMS / "nsw.yaml", year=1978)
    assert isinstance(study.age, ReleasedAnswer)
    assert study.age in study.answers
    assert "age" in dir(study)
    assert tuple(answer for answer in study.answers if answer.question != "age") == before

    spoken = language_of(study.programme, language)
    first_page, shown = (list(outputs_of([thing], spoken)) for thing in (glance(*study.answers), study.age))
    document = read_document(in_a_notebook(*first_page, *shown), language=language)

    words = SENTENCES[language]
    (line,) = document.handed_over.results
    sentence = words["sentence.age"].format(value=line.printed.value)
    assert line.id == "age/age/main"
    assert [(count.number, count.of) for count in line.estimate.counts] == [(185, None)]  # Dehejia & Wahba (1999)
    assert sentence in shown[0].data["text/plain"]
    assert words["key.age"] in first_page[0].data["text/plain"]
    assert [each.block.caption for each in document.exhibits] == [words["caption.age"]]
    page = report_html(document)
    assert all(text in page for text in (sentence, words["key.age"], words["caption.age"]))
