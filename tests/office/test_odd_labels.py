"""Names that nobody should write: an office program opens the files and shows them as they were written."""

from __future__ import annotations

import subprocess

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from wirkung.report.document.blocks import MIME, Column, Paragraph, Table, Title, to_json
from wirkung.report.document.reading import read_document
from wirkung.report.formats.word.report import report_word
from wirkung.report.formats.workbook import report_workbook

ODD = "<script>alert(1)</script> 🎓 שלום $x^2$ #panic() {{ 7*7 }} \x07"
FORMULA = '=HYPERLINK("file:///x";"z")'
WRITERS = {"docx": report_word, "xlsx": report_workbook}


@pytest.mark.parametrize("suffix", WRITERS)
def test_they_are_shown_as_written(tmp_path, converted, pdftotext, suffix):
    columns = (Column(head=ODD, align="left"), Column(head=ODD))
    table = Table(
        caption=ODD, columns=columns, rows=((FORMULA, FORMULA), (ODD, "+0,31")), notes=(ODD,), groups=(ODD, ODD)
    )
    blocks = (Title(text="Titel " * 50, above=ODD, below=ODD), Paragraph(text=ODD, mark=ODD), table)
    data = {MIME: {"version": 1, "blocks": [to_json(block) for block in blocks]}}
    cell = new_code_cell("show()", outputs=[new_output("display_data", data=data)], execution_count=1)
    path = tmp_path / f"odd.{suffix}"
    path.write_bytes(WRITERS[suffix](read_document(new_notebook(cells=[cell]), language="de")))
    command = [pdftotext, "-raw", str(converted(path, "pdf")), "-"]
    text = "".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    for written in (
        "<script>alert(1)</script>",
        "#panic()",
        "{{7*7}}",
        "$x^2$",
        '=HYPERLINK("file:///x";"z")',
        "\ufffd",
    ):
        assert written in text
