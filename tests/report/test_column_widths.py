"""Columns of printed tables fill the page, hold their longest word and give room where text is long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.report.document.blocks import Column, Table
from wirkung.report.formats.column_widths import (
    LARGEST,
    LONGEST_NUMBER,
    PADDING,
    SMALLEST,
    column_widths,
    laid_out,
    measure,
)

PAGE = 470.0


def table(*columns):
    """A table from its columns: head, alignment, cells."""
    heads = tuple(Column(head=head, align=align) for head, align, *_ in columns)
    rows = tuple(zip(*(cells for _, _, *cells in columns), strict=True))
    return Table(caption="Kappa", columns=heads, rows=rows)


texts = st.text(alphabet="abc W1-\u00ad", min_size=1, max_size=80)
columns = st.tuples(texts, st.sampled_from(["left", "right"]), texts, texts)


@given(given_columns=st.lists(columns, min_size=1, max_size=16), width=st.floats(200.0, 800.0))
def test_columns_fill_the_width_at_a_readable_size(given_columns, width):
    layout = column_widths(table(*given_columns), width=width)

    assert sum(layout.widths) == pytest.approx(width)
    assert all(each > 0 for each in layout.widths)
    assert SMALLEST <= layout.size <= LARGEST


@given(given_columns=st.lists(columns, min_size=1, max_size=6))
def test_short_numbers_stay_on_one_line_unless_the_table_is_crowded(given_columns):
    layout = column_widths(table(*given_columns), width=PAGE)
    for (_, align, *cells), width in zip(given_columns, layout.widths, strict=True):
        longest = max(map(measure, cells))
        if align == "right" and longest + PADDING["right"] <= LONGEST_NUMBER and not layout.crowded:
            assert longest * layout.size <= width


def test_long_text_gets_the_room_that_numbers_leave():
    long = "Eine Vergleichsgruppe suchen, die der Programmgruppe zu Beginn ähnlicher ist"
    layout = column_widths(table(("Was", "left", long), ("Wert", "right", "3,2")), width=PAGE)

    assert layout.widths[0] > 4 * layout.widths[1]
    assert layout.size == LARGEST
    assert not layout.crowded


def test_equal_columns_are_equally_wide():
    layout = column_widths(table(*[("Alpha", "right", "1,0")] * 4), width=PAGE)

    assert layout.widths == pytest.approx([PAGE / 4] * 4)


@pytest.mark.parametrize(("number", "smaller"), [(5, False), (14, True)])
def test_many_columns_make_the_type_smaller(number, smaller):
    layout = column_widths(table(*[("Konfidenz\u00adintervall", "right", "0,23 bis 0,44")] * number), width=PAGE)

    assert (layout.size < LARGEST) is smaller


def test_words_break_only_where_two_lines_for_long_numbers_are_not_enough():
    interval = ("95-%-Konfidenz\u00adintervall", "right", "240 bis 269 / 200 bis 209")
    shown, layout = laid_out(table(*[interval] * 6), width=PAGE)
    assert not layout.crowded
    assert {column.head for column in shown.columns} == {"95-%-Konfidenzintervall"}

    shown, layout = laid_out(table(*[interval] * 14), width=PAGE)
    assert layout.crowded
    assert shown.columns[0].head == interval[0]


def test_a_word_without_end_may_be_broken():
    layout = column_widths(table(("Alpha", "left", "x" * 300), ("Beta", "right", "1")), width=PAGE)

    assert layout.crowded
    assert layout.widths[1] > measure("Beta") * layout.size
