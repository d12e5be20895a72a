"""A further method is one line of `CHECKS` and a sentence in each language; nothing else lists the methods."""

from __future__ import annotations

import pytest

from tests.questions.conftest import write_programme
from tests.raw import open_raw
from wirkung.catalogue import LANGUAGES, translations
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.questions.robustness import CHECKS, Check, Found
from wirkung.report.document.blocks import Table
from wirkung.report.frame.parts import answer_parts
from wirkung.report.writing.language import language_of
from wirkung.year.both_groups import Who

SENTENCES = {"de": "ohne alles andere", "en": "without anything else"}


def plain_difference(groups, unit):
    outcome, in_programme, _ = groups.rows
    return Found(adjusted_difference(outcome, in_programme, unit=unit))


@pytest.fixture
def toy_row(monkeypatch):
    monkeypatch.setitem(CHECKS, "toy", Check(Who.TWICE, plain_difference))
    for language, sentence in SENTENCES.items():
        monkeypatch.setitem(translations("report", language)._catalog, "subject.robustness.toy", sentence)


@pytest.mark.usefixtures("toy_row")
def test_a_line_and_a_sentence_make_a_row(tmp_path):
    study = open_raw(write_programme(tmp_path), year=2024)  # its answers are made here, while the row is there

    for language in LANGUAGES:
        parts = answer_parts(study.study.robustness, language_of(study.data.programme, language))
        (table,) = [part for part in parts if isinstance(part, Table)]
        sentence = SENTENCES[language]
        rows = [row for row in table.rows if row[0] == sentence[0].upper() + sentence[1:]]
        assert len(rows) == len(study.data.programme.indicators)
        assert all(row[3] > "0" for row in rows)
    finding = next(each for each in study.robustness.findings if each.subject.aspect == "robustness.toy")
    assert [each.size for each in finding.main.populations] == [each.number for each in finding.main.counts]
