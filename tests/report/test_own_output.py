"""What an evaluator's own cells showed is in the report only where the cell is tagged, and says what it is."""

from __future__ import annotations

import io
import re
from html import unescape

import docx
import nbformat
import openpyxl
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.report.pdf.conftest import TaggedPdf
from wirkung.catalogue import LANGUAGES
from wirkung.errors import RunError
from wirkung.report.document.blocks import MIME, Table, to_json
from wirkung.report.document.outputs import published
from wirkung.report.document.own_table import own_table
from wirkung.report.document.reading import read_document
from wirkung.report.formats.export import export

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
FRAME = pd.DataFrame({"Ort": ["Stade", "Jork"], "Zahl": [120, 7], "Anteil": [0.25, 0.5]}).set_index("Ort")
NOT_PROTECTED = {
    "de": "Dieser Teil stammt aus einer eigenen Auswertung: Der Schutz kleiner Gruppen gilt für ihn nicht.",
    "en": (
        "This part comes from an analysis of the authors’ own: the protection of small groups does not cover it."
    ),
}
OWN = {
    "a table": new_output(
        "execute_result",
        data={"text/html": FRAME.to_html(), "text/plain": repr(FRAME)},
        metadata={"wirkung": {"caption": "Orte Kappa"}},
        execution_count=1,
    ),
    "a print": new_output("stream", name="stdout", text="Gedruckt: Kappa 17\n"),
    "a picture": new_output(
        "display_data",
        data={"image/png": DOT, "text/plain": "<Figure size 640x480 with 1 Axes>"},
        metadata={"wirkung": {"alt": "Zeigt Kappa."}},
    ),
    "a value": new_output("execute_result", data={"text/plain": "Kappa 4711"}, execution_count=1),
}


def notebook(*outputs, tags=(), **metadata):
    cell = new_code_cell("own()", outputs=list(outputs), execution_count=1, metadata={"tags": [*tags], **metadata})
    return new_notebook(cells=[new_markdown_cell("## Abschnitt\n\nProsa."), cell])


def text_of(suffix, content):
    """Everything that can be read in a file, alternative texts included, without spaces."""
    match suffix:
        case "html":
            found = unescape(re.sub(r"<style>.*?</style>", "", content.decode(), flags=re.DOTALL))
        case "docx":
            found = unescape(docx.Document(io.BytesIO(content)).element.xml)
        case "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            found = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
        case "pdf":
            read = TaggedPdf(content)
            found = read.document.text + "".join(str(tag.element.Alt) for tag in read.tags("Figure"))
    return re.sub(r"[\s\u00ad\u200b]+", "", found)


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("kind", OWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_tag_nothing_of_it_is_in_any_format(kind, language):
    files = export(read_document(notebook(OWN[kind]), language=language))

    for suffix, content in files.items():
        assert "Kappa" not in text_of(suffix, content), suffix
        assert squeezed(NOT_PROTECTED[language]) not in text_of(suffix, content), suffix


@pytest.mark.parametrize("kind", OWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_tag_it_is_in_every_format_and_says_that_nothing_protects_it(kind, language):
    files = export(read_document(notebook(OWN[kind], tags=["report"]), language=language))

    for suffix, content in files.items():
        if suffix == "xlsx" and kind != "a table":
            continue  # a workbook holds tables
        assert "Kappa" in text_of(suffix, content), suffix
        assert text_of(suffix, content).count(squeezed(NOT_PROTECTED[language])) == 1, suffix


@pytest.mark.parametrize("kind", OWN)
def test_a_report_with_own_parts_does_not_claim_that_all_of_it_is_protected(kind):
    whole = "auch von großen Gruppen. Das gilt nicht für die Teile, die aus eigenen Auswertungen stammen"
    plain, own = (read_document(notebook(OWN[kind], tags=tags), language="de") for tags in ((), ("report",)))

    for suffix, content in export(own).items():
        assert suffix == "xlsx" or squeezed(whole) in text_of(suffix, content), suffix
    assert not any(squeezed("Das gilt nicht") in text_of(*file) for file in export(plain).items())
    assert "au\\df er\\20 in\\20 eigenen" in export(own)["html"].decode()  # at the foot of printed pages


@pytest.mark.parametrize("tags", [(), ("report",)])
def test_what_libraries_remark_is_for_nobody_else(tags):
    remark = new_output("stream", name="stderr", text="/home/kappa/x.py: FutureWarning")
    given = notebook(remark, tags=tags)

    assert read_document(given, language="de").sections[0].content[1:] == ()
    assert published(given).cells[1].outputs == []


def test_a_table_of_a_library_is_a_numbered_table_with_typed_cells():
    document = read_document(notebook(OWN["a table"], tags=["report"]), language="de")

    (exhibit,) = document.exhibits
    assert document.sections[0].content[-1] is exhibit
    assert (exhibit.label, exhibit.block.caption) == ("Tabelle 1", "Orte Kappa")
    assert [(column.head, column.align) for column in exhibit.block.columns] == [
        ("Ort", "left"), ("Zahl", "right"), ("Anteil", "right"),
    ]  # fmt: skip
    assert exhibit.block.rows == (("Stade", "120", "0.25"), ("Jork", "7", "0.50"))
    assert [[getattr(cell, "value", None) for cell in row] for row in exhibit.block.rows] == [
        [None, 120, 0.25],
        [None, 7, 0.5],
    ]


def test_a_workbook_calculates_with_an_own_table():
    content = export(read_document(notebook(OWN["a table"], tags=["report"]), language="de"))["xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Tabelle 1"]

    assert [[(cell.value, cell.number_format) for cell in row] for row in sheet["A5:C6"]] == [
        [("Stade", "General"), (120, "0"), (0.25, "0.00")],
        [("Jork", "General"), (7, "0"), (0.5, "0.00")],
    ]


def test_the_caption_comes_from_the_table_the_output_or_the_cell():
    html = FRAME.to_html()
    styled = html.replace("<thead>", "<caption>Own &amp; Kappa</caption><thead>")
    named = {"wirkung": {"caption": "At the output"}}
    outputs = [
        new_output("display_data", data={"text/html": styled}),
        new_output("display_data", data={"text/html": html}, metadata=named),
    ]
    two = read_document(notebook(*outputs, tags=["report"]), language="en")
    alone = notebook(new_output("display_data", data={"text/html": html}), OWN["a picture"], tags=["report"])
    alone.cells[1].metadata["wirkung"] = {"caption": "At the cell"}

    assert [each.block.caption for each in two.exhibits] == ["Own & Kappa", "At the output"]
    assert [each.block.caption for each in read_document(alone, language="en").exhibits] == ["At the cell"]


def test_a_table_without_caption_and_what_no_report_can_hold_stop_the_export_all_at_once():
    table = new_output("display_data", data={"text/html": FRAME.to_html()})
    other = new_output(
        "display_data",
        data={
            "text/html": "<b>x</b>",
            "image/svg+xml": "<svg/>",
            "text/plain": "<IPython.core.display.HTML object>",
        },
    )

    with pytest.raises(RunError) as raised:
        read_document(notebook(table, other, OWN["a print"], tags=["report"]), language="de")

    german, english = ([problem.text(each) for problem in raised.value.problems] for each in ("de", "en"))
    assert german == [
        (
            "Zelle [1] zeigt eine Tabelle ohne Überschrift. Wer sie im Bericht liest, braucht eine Zeile, die "
            'sagt, was in ihr steht. Bitte in den Metadaten der Zelle ergänzen: {"wirkung": {"caption": "…"}}; '
            "bei mehreren Tabellen in einer Zelle je Tabelle mit display(tabelle, "
            'metadata={"wirkung": {"caption": "…"}}).'
        ),
        (
            "Zelle [1] ist mit «report» markiert und zeigt etwas, das in keinem Bericht stehen kann "
            "(image/svg+xml, text/html). Erwartet wird eine Tabelle, ein Bild als PNG oder JPEG mit "
            "Textalternative, oder Text; bitte die Ausgabe ändern oder die Markierung entfernen."
        ),
    ]
    assert english[1].startswith("Cell [1] has the tag ‘report’ and shows something that no report can hold")


def test_results_of_ours_need_no_tag_and_no_remark():
    data = {MIME: {"version": 2, "blocks": [to_json(Table(caption="Ours", columns=(), rows=()))]}}
    given = notebook(new_output("display_data", data=data), OWN["a print"])

    document = read_document(given, language="de")
    assert document.sections[0].content[1:] == document.exhibits
    assert document.exhibits[0].block.notes == ()
    assert [output.output_type for output in published(given).cells[1].outputs] == ["display_data"]


def test_the_published_copy_keeps_code_and_tagged_output_only():
    given = notebook(*OWN.values())
    given.metadata["widgets"] = {"state": "Kappa"}
    tagged = notebook(*OWN.values(), tags=["report"])

    copied = published(given)
    assert "Kappa" not in nbformat.writes(copied)
    assert copied.cells[1].source == "own()"
    assert "Kappa" in nbformat.writes(given)  # the notebook itself stays as it is
    assert published(tagged).cells[1].outputs == tagged.cells[1].outputs


# Tables as libraries write them.

MULTI = pd.DataFrame(
    [[1, 2.5, "x"], [3, None, "<b>"], [5, 6.0, "007"]],
    index=pd.MultiIndex.from_tuples([("a", "k"), ("a", "l"), ("b", "k")], names=["Group", "Kind"]),
    columns=pd.MultiIndex.from_tuples([("n", "all"), ("n", "part"), ("t", "")]),
)


def test_heads_and_row_heads_in_several_levels_are_said_in_full():
    found = own_table(MULTI.to_html())

    assert [column.head for column in found.columns] == ["Group", "Kind", "n – all", "n – part", "t"]
    assert found.rows == (
        ("a", "k", "1", "2.5", "x"),
        ("a", "l", "3", "NaN", "<b>"),
        ("b", "k", "5", "6.0", "007"),
    )
    assert [column.align for column in found.columns] == ["left", "left", "right", "right", "left"]


def test_a_table_shown_in_part_says_how_long_it_is():
    with pd.option_context("display.max_rows", 4):
        found = own_table(pd.DataFrame({"a": range(100)})._repr_html_())

    assert found.notes == ("100 rows × 1 columns",)
    assert len(found.rows) == 5


def test_a_styled_table_brings_its_caption_and_no_style():
    html = FRAME.style.set_caption("Own words").format(precision=1, decimal=",").to_html()
    found = own_table(html)

    assert found.caption == "Own words"
    assert found.rows[0] == ("Stade", "120", "0,2")
    assert type(found.rows[0][2]) is str  # the evaluator's own print; nobody reads it back


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>no table</p>",
        "<table></table>",
        "<table><tr></tr></table>",
        "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>",
        "<td>1</td>",
    ],
)
def test_what_is_not_one_table_is_none(html):
    assert own_table(html) is None


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><td>1<td>2<tr><td>3", (("1", "2"), ("3", ""))),
        ("<table><tr><td rowspan=2>a</td><td>1</td></tr><tr><td>2</td></tr></table>", (("a", "1"), ("a", "2"))),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>1</td><td>2</td></tr></table>", (("a", "a"), ("1", "2"))),
        ("<table><tr><td>a<script>alert(1)</script>&lt;b&gt;</td></tr></table>", (("a<b>",),)),
        ("<table><tr><td rowspan=0>a</td><td rowspan=x>b</td></tr></table>", (("a", "b"),)),
    ],
)
def test_odd_html_is_still_read(html, rows):
    assert own_table(html).rows == rows


def test_no_span_is_without_bounds():
    assert len(own_table("<table><tr><td colspan=999999999>a</td></tr></table>").rows[0]) == 1000


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("-0.50", -0.5), ("2024", 2024)]
    + [(each, None) for each in ("007", "1e5", "1,5", "nan", "+1", "")],
)
def test_a_cell_is_a_number_where_it_reads_the_same_again(text, value):
    ((cell,),) = own_table(f"<table><tr><td>{text}</td></tr></table>").rows

    assert (cell, getattr(cell, "value", None)) == (text, value)
