"""Every sign that a PDF/A may hold stays, in an order that no word turns; the rest becomes a visible mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.report.formats.displayable import displayable, displayable_values


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ä „ß“ «x» – 95\u00a0% ✓ 🎓 日本\n\tb", "Ä „ß“ «x» – 95\u00a0% ✓ 🎓 日本\n\tb"),
        ("a\x00b\x1b\x7f", "a�b��"),
        ("\ue000\U000f0000\ufffe", "���"),
        ("a\u202etxet\u2066b", "atxetb"),
        ("Kurs שלום עולם: 3", "Kurs שלום עולם\u200e: 3"),
        ("x" * 30 + " y", "x" * 30 + " y"),
        ("x" * 61, "x" * 30 + "\u200b" + "x" * 30 + "\u200b" + "x"),
    ],
)
def test_what_stands_in_a_line(text, shown):
    assert displayable(text) == shown


def test_values_keep_their_shape_and_unseen_text_gets_no_marks():
    long = "x" * 31
    values = {"alt": long + "\x00", "text": ("שלום", 1.5, None, True), "inner": [{"name": long}]}

    assert displayable_values(values) == {
        "alt": long + "�",
        "text": ["שלום\u200e", 1.5, None, True],
        "inner": [{"name": long}],
    }


@given(text=st.text())
def test_nothing_is_lost_but_what_is_forbidden(text):
    assert len(displayable(text).translate(dict.fromkeys(map(ord, "\u200b\u200e")))) <= len(text)
