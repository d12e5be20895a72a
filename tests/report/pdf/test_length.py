"""How long a printed report is: of the sample as the notebook holds it, and of a programme with one outcome."""

from __future__ import annotations

import io
import re
from itertools import groupby
from pathlib import Path

import numpy as np
import pikepdf
import typst
from PIL import Image

from wirkung.report.document.blocks import Figure
from wirkung.report.formats import pdf
from wirkung.report.formats.pages import pages
from wirkung.report.formats.pdf import annex_pdf

MOST, SMALLEST_BODY, NARROWEST = 14, 10, 20  # pages, points, millimetres
HEIGHT = 297  # millimetres
PAPER = 250  # what is darker is printed on
LARGEST_BLANK = 0.2  # of a page
POINTS_PER_MM = 72 / 25.4


def test_the_sample_has_at_most_fourteen_pages(sample_pdf):
    assert 1 < len(pikepdf.open(io.BytesIO(sample_pdf)).pages) <= MOST


def test_no_page_is_left_blank_in_large_part(sample):
    texts = pdf._sources(pages(sample), sample, 0)
    files = {name: text.encode() for name, text in texts.items()}
    drawn = typst.compile(files, format="png", ppi=24, font_paths=pdf._fonts(), ignore_system_fonts=True)

    for number, page in enumerate(drawn[1:-1], start=2):  # the first page stands alone
        printed = np.asarray(Image.open(io.BytesIO(page)).convert("L")) < PAPER
        rows = printed.any(axis=1)[: int(len(printed) * (1 - NARROWEST / HEIGHT))]  # without the page's number
        blank = max(sum(1 for _ in run) for inked, run in groupby([*rows, False]) if not inked)
        assert blank / len(printed) < LARGEST_BLANK, f"page {number}"


def test_the_body_is_not_set_smaller_and_the_margins_not_narrower_than_readers_need():
    templates = Path(__file__).resolve().parents[3] / "wirkung" / "report" / "formats" / "templates"
    main, look = ((templates / f"{name}.typ").read_text(encoding="utf-8") for name in ("main", "look"))
    size = float(re.search(r"#set text\([^)]*?size: ([\d.]+)pt", main, re.DOTALL)[1])
    width = float(re.search(r"#let text-width = ([\d.]+)pt", look)[1])
    top, bottom = (int(re.search(rf"{side}: (\d+)mm", main)[1]) for side in ("top", "bottom"))
    assert size >= SMALLEST_BODY
    assert (210 - width / POINTS_PER_MM) / 2 >= NARROWEST
    assert min(top, bottom) >= NARROWEST


def test_every_table_and_figure_stands_in_the_report_or_its_annex_and_in_the_workbook(sample):
    for each in sample.exhibits:
        assert each.holds_its_data or any(other.label == each.data_in for other in sample.exhibits)
        assert isinstance(each.block, Figure) or each.holds_its_data  # a sheet of the workbook
    assert annex_pdf(sample) is not None
