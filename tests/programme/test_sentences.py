"""Every problem of a programme file has its sentence, with the same facts, in every language."""

from __future__ import annotations

import string
from importlib import resources

import pytest
from babel.messages.pofile import read_po

from wirkung.catalogue import LANGUAGES, codes


def own_codes(language: str) -> set[str]:
    return {code for code in codes("problems", language) if code.startswith("programme.")}


def facts(language: str) -> dict[str, set[str]]:
    """The names in braces of each sentence."""
    with (resources.files("wirkung.catalogue") / language / "problems.po").open("rb") as file:
        entries = [entry for entry in read_po(file) if str(entry.id).startswith("programme.")]
    return {
        str(entry.id): {name for _, name, _, _ in string.Formatter().parse(str(entry.string)) if name}
        for entry in entries
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_codes(language):
    assert own_codes(language) == own_codes("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_state_the_same_facts(language):
    assert facts(language) == facts("de")
