"""Words that look like commands, scripts of every kind, long words, broken pictures: readable or refused."""

from __future__ import annotations

import base64
import re
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from wirkung.errors import RunError
from wirkung.report.document.blocks import Bullets, Column, KeyFigure, KeyFigures, Paragraph, Table, Title
from wirkung.report.document.reading import read_document
from wirkung.report.formats.displayable import displayable
from wirkung.report.formats.pdf import report_pdf

HOSTILE = (
    "<script>alert(1)</script> & \"'",
    '#panic("out") #import "x.typ" #sys.inputs',
    "$x^2$ *a* _b_ `c` @ref <label> // comment /* open = heading",
    "\\LaTeX{} \\input{/etc/passwd} {{ 7*7 }} %",
    '=HYPERLINK("x")',
    "https://example.org/a?b=c mailto:a@b",
    "„Anführung“ «Guillemets» – − … ß Ä ≥ → ✓ 95\u202f%",
    "🎓 😀 👩\u200d🏫 日本 한국",
    "Kurs שלום עולם: 3 von 4",
    "دورة: 3 von 4",
    "Ω ж ế ŏ 𝒳",
)
COLUMNS = (Column(head="Alpha", align="left"), Column(head="Beta"))


def pdf_of(notebook, language="de"):
    return report_pdf(read_document(notebook, language=language))


def table(text="a", rows=1, **fields):
    cells = tuple((f"{text} {row}", str(row)) for row in range(rows))
    return Table(**{"caption": "Kappa", "columns": COLUMNS, "rows": cells, **fields})


def as_drawn(text):
    """A PDF holds letters from the left to the right of the line; readers turn Hebrew and Arabic back."""
    return re.sub("[\u0590-\u06ff]+(?: [\u0590-\u06ff]+)*", lambda found: found.group()[::-1], text)


def picture(width, height):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\x00" + b"\x80" * width for _ in range(height)))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return base64.b64encode(data).decode()


def own(png, alt):
    output = new_output("display_data", data={"image/png": png}, metadata={"wirkung": {"alt": alt}})
    return new_code_cell("a", outputs=[output], execution_count=1, metadata={"tags": ["report"]})


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_shown_as_text_in_every_place(executed, read, squeeze, text):
    notebook = executed(
        Title(text=text, above=text, below=text),
        Paragraph(text=text, tone="banner"),
        Paragraph(text=text, mark=text),
        "## One",
        *(Paragraph(text=text, tone=tone, mark=text) for tone in ("answer", "limit", "note", "absent")),
        KeyFigures(items=(KeyFigure(value=text, label=text, detail=text),)),
        Bullets(lead=text, items=(text,)),
        "## Two",
        table(text, caption=text, notes=(text,), groups=(text,)),
        Table(caption="b", columns=(Column(head=text, align="left"), Column(head=text)), rows=((text, text),)),
    )
    pdf = read(pdf_of(notebook))

    wanted = squeeze(as_drawn(text))
    assert [tag.text for tag in pdf.tags("H1")] == [wanted]
    assert str(pdf.pdf.docinfo.Title) == text
    assert [tag.text for tag in pdf.tags("LBody")] == [wanted]
    assert wanted in [tag.text for tag in pdf.tags("TD")]
    assert [tag.text for tag in pdf.tags("TH")].count(wanted) == 3
    assert squeeze("Tabelle 1 ") + wanted in [tag.text for tag in pdf.tags("Caption")]
    assert "".join(tag.text for tag in pdf.tags("P")).count(wanted) >= 10


def test_control_and_private_signs_become_a_visible_mark(executed, read):
    pdf = read(pdf_of(executed("## A", Paragraph(text="a\x00b\ue000c\x1bd\ufffee\u202ef"))))

    assert "a�b�c�d�ef" in [tag.text for tag in pdf.tags("P")]


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=60))
def test_no_text_stops_the_export(text):
    """Whatever a label holds, surrogates apart, which no file can hold."""
    cells = [new_markdown_cell("## A"), new_code_cell("x", execution_count=1, metadata={"tags": ["report"]})]
    printed = text.encode("utf-8", "replace").decode()
    cells[1].outputs = [new_output("stream", name="stdout", text=printed)]

    assert pdf_of(new_notebook(cells=cells)).startswith(b"%PDF")


@settings(max_examples=200)
@given(text=st.text(st.characters(exclude_characters="\u200b"), max_size=60))
def test_what_can_be_shown_stays_so(text):
    assert displayable(displayable(text).replace("\u200b", "")) == displayable(text)


def test_a_title_of_300_signs_and_words_without_end_stay_on_the_page(executed, read, squeeze):
    words = ("Jugend macht Mathematik " * 13)[:300]
    endless = "x" * 300
    notebook = executed(
        Title(text=words, above=endless, below="2024"),
        "## " + endless,
        Paragraph(text=endless, tone="answer"),
        "## B",
        table(endless, rows=9),
    )
    pdf = read(pdf_of(notebook))

    assert pdf.tags("H1")[0].text == squeeze(words)
    assert pdf.tags("TD")[0].text == endless + "0"
    assert squeeze(words)[:40] in pdf.page_words[1]
    assert f"{words[:89]}…".replace(" ", "") in pdf.page_words[1]


def test_a_long_table_says_its_head_and_group_again_on_every_page(executed, read):
    long = table("Zeile", rows=180, groups=("Erste",) * 30 + ("Zweite",) * 150)
    pdf = read(pdf_of(executed("## A", "## B", long)))

    pages = [words for words in pdf.page_words if "Zeile" in words]
    assert len(pages) > 2
    assert all(words.count("AlphaBeta") == 1 for words in pages)
    assert "Zweite" in pages[-1]
    assert len(pdf.tags("Table")) == 1
    assert len(pdf.tags("TD")) == 360


def test_tables_without_rows_and_with_many_columns_are_printed(executed, read, squeeze):
    columns = tuple(Column(head=f"Konfidenz\u00adintervall {number}") for number in range(14))
    wide = Table(caption="W", columns=columns, rows=(tuple(f"{number}.234,56 €" for number in range(14)),))
    pdf = read(pdf_of(executed("## A", table(rows=0), wide)))

    assert [tag.text for tag in pdf.tags("TD")] == [f"{number}.234,56€" for number in range(14)]
    assert [tag.text for tag in pdf.tags("TH")][2:] == [squeeze(column.head) for column in columns]


def test_prose_keeps_its_structure(read):
    source = (
        "## A\n\nMu *nu* **xi** `pi` [rho](https://example.org) [tau](data/x.csv)  \nend\n\n"
        "- one\n- two\n  1. inner\n\n> ## said\n\n```\ncode  x\n```\n\n---\n\n| a | b |\n|--|--:|\n| 1 | 2 |\n\n"
        "![Words](attachment:a.png)"
    )
    cell = new_markdown_cell(source, attachments={"a.png": {"image/png": picture(900, 9)}})
    pdf = read(pdf_of(new_notebook(cells=[cell])))

    assert "Munuxipirhotauend" in [tag.text for tag in pdf.tags("P")]
    marked = [tag.text for tag in pdf.tags("Em", "Strong", "Link", "Code")]
    assert marked[:5] == ["Stand:", "nu", "xi", "pi", "rho"]
    assert [tag.text for tag in pdf.tags("LBody")] == ["one", "two", "inner"]
    assert [tag.text for tag in pdf.tags("BlockQuote")] == ["said"]
    assert [tag.text for tag in pdf.tags("TH", "TD")] == ["a", "b", "1", "2"]
    assert [str(tag.element.Alt) for tag in pdf.tags("Figure")] == ["Words"]
    assert "codex" in [tag.text for tag in pdf.tags("Code")]


def test_own_pictures_come_with_their_words(read):
    cells = [own(picture(30, 20), 'Says "it"'), own(picture(4000, 3), "Wide"), own(picture(3, 4000), "High")]
    pdf = read(pdf_of(new_notebook(cells=cells)))

    assert [str(tag.element.Alt) for tag in pdf.tags("Figure")] == ['Says "it"', "Wide", "High"]


def test_broken_pictures_stop_the_export_all_at_once():
    broken = base64.b64encode(b"\x89PNG not a real one").decode()
    prose = new_markdown_cell("![Prose](attachment:a.png)", attachments={"a.png": {"image/jpeg": broken}})
    cells = [own(picture(3, 3), "Good"), own(broken, "Bad"), prose]

    with pytest.raises(RunError) as raised:
        pdf_of(new_notebook(cells=cells))

    assert [problem.text("de") for problem in raised.value.problems] == [
        f"Das Bild «{alt}» lässt sich nicht lesen; seine Daten sind keine vollständige PNG- oder JPEG-Datei. "
        "Bitte das Bild neu erzeugen oder neu einfügen."
        for alt in ("Bad", "Prose")
    ]
    assert raised.value.problems[0].text("en") == (
        "The picture ‘Bad’ cannot be read; its data are no complete PNG or JPEG file. "
        "Please create it or paste it again."
    )


def test_a_picture_without_words_stops_the_export():
    with pytest.raises(RunError) as raised:
        pdf_of(new_notebook(cells=[own(picture(3, 3), " ")]))

    assert [problem.code for problem in raised.value.problems] == ["run.figure_without_alt"]


def test_a_notebook_with_nothing_in_it_is_a_report_with_a_title(read):
    pdf = read(pdf_of(new_notebook(), "en"))

    assert [tag.text for tag in pdf.tags("H1")] == ["Report"]
    assert len(pdf.page_words) == 1
