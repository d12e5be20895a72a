"""Text on its way into a page: directions, icons, strings of a style sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.report.formats.markup import css_string, isolated, with_icon


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("Alpha <b>", "Alpha &lt;b&gt;"),
        ("שלום", "<bdi>שלום</bdi>"),
        ("a שלום עולם b", "a <bdi>שלום עולם</bdi> b"),
        ("مرحبا: 3 <i>", "<bdi>مرحبا</bdi>: 3 &lt;i&gt;"),
        ("\u202eabc\u2066", "abc"),  # what turns the direction of all that follows
    ],
)
def test_words_from_right_to_left_stand_apart(text, markup):
    assert isolated(text) == markup


@pytest.mark.parametrize(
    ("text", "icon", "rest"),
    [
        ("●●○○○ Stufe 2", "●●○○○", "Stufe 2"),
        ("✗ nicht gleich", "✗", "nicht gleich"),
        ("– entfällt", "–", "entfällt"),
    ],
)
def test_an_icon_is_for_eyes_only(text, icon, rest):
    assert with_icon(text) == f'<span class="icon" aria-hidden="true">{icon}</span> {rest}'


@pytest.mark.parametrize("text", ["−0,31", "✓", "a ✓ b", "-1 bis 2", ""])
def test_what_is_no_icon_stays_text(text):
    assert with_icon(text) == text


@given(st.text())
def test_a_string_of_a_style_sheet_cannot_be_left(text):
    inner = str(css_string(text))[1:-1]

    assert not set(inner) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\\ ")
