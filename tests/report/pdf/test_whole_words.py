"""No word is broken in a tile or a table, on the pages of the PDF and in Word."""

from __future__ import annotations

import io

import docx

from wirkung.report.document.blocks import KeyFigures
from wirkung.report.formats.column_widths import laid_out
from wirkung.report.formats.pages import TEXT_WIDTH
from wirkung.report.formats.pdf import annex_pdf
from wirkung.report.formats.word.report import report_word
from wirkung.report.formats.word.tables import PADDING, ROOM

MANY = 8  # columns: their words fill the width in type that can be read
BREAK = "\u00ad"  # how typesetting marks the hyphen of a broken word


def test_every_table_of_the_pdf_has_room_for_its_longest_words(sample):
    assert [each.label for each in sample.exhibits if laid_out(each.table, width=TEXT_WIDTH)[1].crowded] == []


def test_in_word_only_tables_of_many_columns_have_not_since_their_face_is_broader(sample):
    given = [each.table for each in sample.exhibits]
    crowded = [table for table in given if laid_out(table, width=ROOM, padding=PADDING)[1].crowded]
    assert [table.caption for table in crowded if len(table.columns) < MANY] == []


def test_no_word_is_broken_in_a_table_of_the_pdf(sample, sample_pdf, read):
    cells = [cell for each in (sample_pdf, annex_pdf(sample)) for cell in read(each).tags("TH", "TD")]

    assert len(cells) > 100
    assert [cell.words for cell in cells if BREAK in cell.words] == []


def test_no_word_is_broken_in_a_tile_of_the_pdf(sample, sample_pdf, read, squeeze):
    (block,) = (each for each in sample.sections[0].content if isinstance(each, KeyFigures))
    tiles = {each.text: each.words for each in read(sample_pdf).tags("Div")}

    for item in block.items:
        assert BREAK not in tiles[squeeze(item.value + item.label + item.detail)]


def test_word_may_break_no_word_in_a_table_of_fewer_columns(sample):
    document = docx.Document(io.BytesIO(report_word(sample)))
    tables = [each._tbl for each in document.tables if len(each.columns) < MANY]

    assert len(tables) > 20
    assert [table for table in tables if table.xpath(".//w:softHyphen | .//w:suppressAutoHyphens")] == []
    assert document.styles.element.xpath(".//w:suppressAutoHyphens[@w:val='0']") == []
