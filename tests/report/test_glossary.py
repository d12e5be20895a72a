"""The glossary: every term in both languages, only terms that occur, in the order of the alphabet."""

from __future__ import annotations

import pytest

from wirkung.catalogue import LANGUAGES, codes
from wirkung.report import show as show_module
from wirkung.report.frame.glance import glance
from wirkung.report.frame.glossary import OTHERWISE, Glossary, Term, glossary, glossary_blocks
from wirkung.report.show import Presenter
from wirkung.report.writing.words import say


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_name_stems_and_explanation(language):
    expected = {f"glossary.{term}.{part}" for term in Term for part in ("term", "words", "text")}

    assert {code for code in codes("report", language) if code.startswith("glossary.")} == {
        *expected,
        *(f"glossary.{term}.{code.rpartition('.')[2]}" for code, terms in OTHERWISE.items() for term in terms),
        "glossary.none",
    }
    for term in Term:
        assert all(say(f"glossary.{term}.words", language).split("|"))
        assert say(f"glossary.{term}.text", language).endswith(".")


def test_only_terms_that_occur_are_explained_by_alphabet():
    blocks = glossary_blocks(Glossary("Die Vollkosten der Vergleichs\u00adgruppe ... Vergleichsgruppe"), "de")

    assert [block.mark for block in blocks] == ["Vergleichsgruppe", "Vollkosten"]


def test_a_term_is_found_across_the_end_of_a_line():
    (block,) = glossary_blocks(Glossary("the other group: full\ncost is high, Full\ncost"), "en")

    assert block.mark == "Full cost"


def test_a_report_without_terms_has_no_glossary():
    (block,) = glossary_blocks(glossary(), "en")

    assert block.tone == "absent"


@pytest.mark.parametrize("language", LANGUAGES)
def test_show_explains_what_it_has_shown(make, monkeypatch, language):
    displayed = []
    monkeypatch.setattr(show_module, "display", lambda data, **_: displayed.append(data["text/plain"]))
    presenter = Presenter(language)

    presenter.show(glance(*make.answers(), licence=make.licence()))
    presenter.show(glossary())

    names = [say(f"glossary.{term}.term", language) for term in (Term.COMPARISON_GROUP, Term.EVIDENCE_LEVEL)]
    assert all(f"{name}: " in displayed[-1] for name in names)
    assert f"{say('glossary.robustness.term', language)}: " not in displayed[-1]  # nothing was said of it


def test_one_presenter_does_not_know_what_another_showed():
    assert Presenter("de").said is not Presenter("de").said
