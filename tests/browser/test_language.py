"""An English report holds no German sentence of ours; whole reports, made by the command line."""

from __future__ import annotations

import html
import re

import pytest

# German words that every second German sentence holds and no English one does; «die», «was», «am» are English too.
GERMAN = (
    "der|das|dem|und|oder|nicht|kein|keine|mit|von|vom|vor|nach|für|ist|sind|wurde|wurden|werden|bei|aus|auf|ein|eine|"
    "einer|eines|im|zum|zur|über|als|dass|sich|nur|auch|wer|wie|wenn|diese|dieser|dieses|haben|hat|sie|es|je"
)
# What the data themselves say, and the title of a book as it was printed.
OF_THE_DATA = (
    "Landespräventionsrat Niedersachsen (2011), Grüne Liste Prävention",
    "Grüne Liste Prävention",
    "Fleck",
)


def said(page: str) -> str:
    """Everything a reader can see or hear, attributes included."""
    body = re.sub(r"<style>.*?</style>|<path.*?>|<use.*?>|<g .*?>", " ", page, flags=re.DOTALL)
    text = html.unescape(body)
    for words in OF_THE_DATA:
        text = text.replace(words, " ")
    return text


@pytest.mark.parametrize("name", ["MINT, English", "NSW, English"])
def test_no_german_word_of_ours(reports, name):
    text = said(reports.pages[name].read_text(encoding="utf-8"))

    found = re.findall(rf"[^.<>]{{0,60}}\b(?:{GERMAN}|{GERMAN.title()})\b[^.<>]{{0,40}}", text)
    assert found == []
    assert not re.search("[«»„“]", text)


@pytest.mark.parametrize("name", ["MINT, German", "NSW, German"])
def test_the_list_of_words_finds_german(reports, name):
    text = said(reports.pages[name].read_text(encoding="utf-8"))

    assert len(re.findall(rf"\b(?:{GERMAN})\b", text)) > 200
