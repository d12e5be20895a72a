"""How long a printed report is: of the sample as the notebook holds it, and of a programme with one outcome."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf

from wirkung.report.document.blocks import Figure
from wirkung.report.formats.pdf import annex_pdf

MOST, SMALLEST_BODY, NARROWEST = 14, 10, 20  # pages, points, millimetres
POINTS_PER_MM = 72 / 25.4


def test_the_sample_has_at_most_fourteen_pages(sample_pdf):
    assert 1 < len(pikepdf.open(io.BytesIO(sample_pdf)).pages) <= MOST


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
