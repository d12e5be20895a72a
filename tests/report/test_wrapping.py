"""Labels in a picture: broken by the width of their letters, never wider than their place."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.textpath import TextPath

from wirkung.report.charts.rows import LABEL_LINES, LABEL_WIDTH, height_for, height_of, left_out, wrapped
from wirkung.report.charts.style import FONT
from wirkung.report.charts.wrapping import fitted

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Interesse an Technik", "Interesse an Technik"),
        ("Interesse an Technik und Naturwissenschaften", "Interesse an Technik und\nNaturwissenschaften"),
        ("Sehr langes Wort Naturwissenschaftsinteresse", "Sehr langes Wort\nNaturwissenschaftsinteresse"),
        ("Naturwissenschaftsinteressenförderung hilft", "Naturwissenschafts-\ninteressenförderung hilft"),
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", None),
        ("Anteil von mehr als genau 12\u00a0%", "Anteil von mehr als genau\n12\u00a0%"),
        ("$x^2$ & <b>", "$x^2$ & <b>"),
        ("日本 🎓", "…"),
        ("🎓 Kurs\n\tA", "Kurs A"),
        ("", ""),
    ],
)
def test_how_labels_are_broken(label, lines):
    if lines is None:
        assert wrapped(label).endswith("\u00a0…")
        assert wrapped(label).count("\n") == LABEL_LINES - 1
    else:
        assert wrapped(label) == lines


def test_capital_letters_take_more_room():
    small, capital = (fitted(letter * 300, 26, 3).split("\n")[0] for letter in "aW")

    assert len(small) > 1.5 * len(capital)


@given(label=WORDS, lines=st.integers(1, 3))
@example(label="\u00ad", lines=1)
def test_no_line_is_wider_than_its_place(label, lines):
    """Measured by matplotlib itself: 26 letters of 0.6 of the font's size each."""
    found = fitted(label, LABEL_WIDTH, lines).split("\n")

    assert len(found) <= lines
    for line in found:
        seen = any(sign.isprintable() and not sign.isspace() for sign in line)  # of nothing there is no path
        width = TextPath((0, 0), line, size=10, prop={"family": FONT}).get_extents().width if seen else 0
        assert width <= LABEL_WIDTH * 0.6 * 10 * 1.03  # letters may reach over their advance


@given(label=WORDS)
def test_a_label_that_fits_keeps_its_words(label):
    found = fitted(label, 10_000, 1)

    assert found in ("…", "") or "…" not in found or "…" in label


def test_rows_are_as_tall_as_the_longest_label_needs():
    one, three = height_for(["a", "b"]), height_for(["a", "word " * 60])

    assert one < three == height_of(2)


def test_a_picture_of_all_rows_says_nothing_of_a_rest():
    assert left_out(12, 12, "de") == ""
    assert left_out(12, 40, "de") == "Gezeigt: die ersten 12 von 40 Zeilen; alle stehen in der Tabelle."
    assert left_out(12, 40, "en", code="figure.largest_rows") == (
        "Shown: the 12 largest of 40 differences; all are in the table."
    )
