"""No word is broken in a tile or a table, on the pages of the PDF and in Word."""

from __future__ import annotations

import io
import zipfile

import pytest

from wirkung.report.document.blocks import KeyFigures
from wirkung.report.formats.column_widths import column_widths
from wirkung.report.formats.pages import TEXT_WIDTH
from wirkung.report.formats.pdf import annex_pdf
from wirkung.report.formats.word.report import report_word
from wirkung.report.formats.word.tables import ROOM

BREAK = "\u00ad"  # how typesetting marks the hyphen of a broken word


@pytest.mark.parametrize("width", [TEXT_WIDTH, ROOM])
def test_every_table_has_room_for_its_longest_words(sample, width):
    assert [each.label for each in sample.exhibits if column_widths(each.table, width=width).crowded] == []


def test_no_word_is_broken_in_a_table_of_the_pdf(sample, sample_pdf, read):
    cells = [cell for each in (sample_pdf, annex_pdf(sample)) for cell in read(each).tags("TH", "TD")]

    assert len(cells) > 100
    assert [cell.words for cell in cells if BREAK in cell.words] == []


def test_no_word_is_broken_in_a_tile_of_the_pdf(sample, sample_pdf, read, squeeze):
    (block,) = (each for each in sample.sections[0].content if isinstance(each, KeyFigures))
    tiles = {each.text: each.words for each in read(sample_pdf).tags("Div")}

    for item in block.items:
        assert BREAK not in tiles[squeeze(item.value + item.label + item.detail)]


def test_word_may_break_no_word_in_a_table(sample):
    with zipfile.ZipFile(io.BytesIO(report_word(sample))) as archive:
        words, styles = (archive.read(f"word/{name}.xml").decode("utf-8") for name in ("document", "styles"))

    assert "softHyphen" not in words
    assert "suppressAutoHyphens" not in words
    assert 'suppressAutoHyphens w:val="0"' not in styles
