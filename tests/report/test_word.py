"""The Word file: real styles, headings, tables and words for pictures, and nothing that breaks it."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Twips
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from wirkung.errors import RunError
from wirkung.report.document.blocks import Bullets, Column, Figure, KeyFigure, KeyFigures, Paragraph, Table, Title
from wirkung.report.document.reading import read_document
from wirkung.report.formats.word.report import report_word

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
COLUMNS = (Column(head="Merkmal", align="left"), Column(head="Kon\u00adfidenz"))
TITLE = Title(text="Alpha!", above="Amt (Beispiel)", below="Evaluation 2024")
TABLE = Table(
    caption="Werte",
    columns=COLUMNS,
    rows=(("a", "1,5"), ("b", "[g]"), ("c", "3")),
    notes=("[g] nicht ausgewiesen.",),
    groups=("x", "x", "y"),
)
OWN_DATA = Table(caption="Daten", columns=COLUMNS, rows=(("z", "9"),))
PROSE = """## Erste Frage

Ein *betontes*, **starkes**, ***beides*** und `getipptes` Wort, [ein Ort](https://example.org/a?b=1&c=2).

- eins
- zwei
    1. innen
    2. danach

3. drei
4. vier

> Zitat

| A | B |
|---|--:|
| c | 1 |

    fest  gesetzt

### Unterfrage
"""


def word_of(notebook, language="de"):
    return report_word(read_document(notebook, language=language))


def opened(content):
    return docx.Document(io.BytesIO(content))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))
        }


def lines(document):
    return [(each.style.name, each.text) for each in document.paragraphs if each.text]


@pytest.fixture(scope="module")
def content(executed):
    figure = Figure(caption="Bild", alt="Zeigt Alpha über Beta.", data=TABLE)
    alone = Figure(caption="Bild allein", alt="Zeigt Gamma.", data=OWN_DATA)
    banner = Paragraph(text="Beispieldaten", tone="banner")
    tones = [Paragraph(text=tone, tone=tone, mark="M") for tone in ("answer", "limit", "note", "absent")]
    figures = KeyFigures(items=(KeyFigure(value="+0,31", label="Interesse", detail="sicher"),))
    bullets = Bullets(lead="Es zeigt sich:", items=("eins", "zwei"))
    shown = (TITLE, PROSE, TABLE, figure, alone, "## Zweite Frage", *tones, figures, bullets)
    notebook = executed(*shown)
    notebook.cells[0].outputs[0].data["application/vnd.wirkung.blocks+json"]["blocks"].append(
        {"kind": "Paragraph", "text": banner.text, "tone": "banner", "mark": ""}
    )
    return word_of(notebook)


@pytest.fixture
def document(content):
    return opened(content)


def test_headings_are_headings_in_order(document):
    headings = [line for line in lines(document) if line[0].startswith(("Heading", "Title"))]
    assert headings == [
        ("Title", "Alpha!"),
        ("Heading 1", "Erste Frage"),
        ("Heading 2", "Unterfrage"),
        ("Heading 1", "Zweite Frage"),
        ("Heading 1", "Anhang"),
        ("Heading 2", "Tabellen"),
    ]


def test_the_head_of_the_report_comes_first_and_the_banner_before_it(document):
    assert lines(document)[:6] == [
        ("Report Banner", "Beispieldaten"),
        ("Report Above", "Amt (Beispiel)"),
        ("Title", "Alpha!"),
        ("Subtitle", "Evaluation 2024"),
        ("Report Note", "Stand: Entwurf, nicht freigegeben"),
        ("Heading 1", "Erste Frage"),
    ]


def test_the_contents_stand_after_the_first_section_as_in_the_printed_report(document):
    styles = [style for style, _ in lines(document)]
    first, second = [place for place, style in enumerate(styles) if style == "Heading 1"][:2]
    assert first < styles.index("TOC Heading") < second


def test_the_body_has_ten_points_at_least_tables_eight_and_the_margins_two_centimetres(
    document,
):
    assert document.styles.element.xpath("w:docDefaults//w:rPr/w:sz/@w:val") == ["20"]  # half points
    (section,) = document.sections
    sides = ("left", "right", "top", "bottom")
    assert {getattr(section, f"{side}_margin") for side in sides} == {Twips(1134)}
    sizes = {int(each) for each in document.element.xpath(".//w:tbl//w:rPr/w:sz/@w:val")}
    assert min(sizes) >= 16


def test_the_contents_are_a_field_that_is_filled_and_leads_to_every_heading(document, content):
    text = parts(content)["word/document.xml"]
    assert text.count('TOC \\o "1-2" \\n \\h \\z \\u') == 1
    assert re.findall('fldCharType="([a-z]+)"', text) == ["begin", "separate", "end"]
    entries = [each for each in document.paragraphs if each.style.name.startswith("toc")]
    assert [(each.style.name, each.text) for each in entries] == [
        ("toc 1", "Erste Frage"),
        ("toc 2", "Unterfrage"),
        ("toc 1", "Zweite Frage"),
        ("toc 1", "Anhang"),
        ("toc 2", "Tabellen"),
    ]


def test_every_link_inside_has_its_target_and_names_are_unique(content):
    text = parts(content)["word/document.xml"]
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', text)
    numbers = re.findall(r'<w:bookmarkStart [^>]*w:id="(\d+)"', text) + re.findall(
        r'<wp:docPr [^>]*id="(\d+)"', text
    )
    assert set(re.findall(r'w:anchor="([^"]+)"', text)) <= set(names)
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)


def test_captions_are_numbered_by_fields_and_stay_with_what_they_name(document, content):
    captions = [each for each in document.paragraphs if each.style.name == "Caption"]
    assert [each.text for each in captions][-1] == "Daten zu Abbildung 2: Bild allein"
    shown = ["".join(node.text or "" for node in each._p.iter(qn("w:t"))) for each in captions]
    assert shown[:3] == ["Abbildung 1: Bild", "Abbildung 2: Bild allein", "Tabelle A1: Werte"]
    fields = re.findall(r'w:instr="([^"]+)"', parts(content)["word/document.xml"])
    # Each sets its number: where fields are counted anew, other places point to the same tables still.
    assert fields == [
        f" SEQ {name} \\* ARABIC " for name in ("Abbildung \\r 1", "Abbildung \\r 2", "TabelleA \\r 1")
    ]
    assert document.styles["Caption"].paragraph_format.keep_with_next


def test_a_table_has_a_marked_head_that_repeats_row_heads_and_groups(document):
    _, table, annex = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Merkmal", "Konfidenz"],
        ["x", "x"],
        ["a", "1,5"],
        ["b", "[g]"],
        ["y", "y"],
        ["c", "3"],
    ]
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True, *[False] * 5]
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Werte"
    assert [cell.paragraphs[0].style.name for cell in table.rows[2].cells] == [
        "Report Table Text", "Report Table Number",
    ]  # fmt: skip
    assert len(table.rows[1]._tr.tc_lst) == 1
    assert [[cell.text for cell in row.cells] for row in annex.rows] == [["Merkmal", "Konfidenz"], ["z", "9"]]
    assert ("Report Table Note", "[g] nicht ausgewiesen.") in lines(document)


def test_tables_fill_the_width_of_the_page(document):
    for table in document.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) == 9638
        assert min(widths) > 0


def test_every_picture_has_its_words_and_fits_the_page(document):
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == ["Zeigt Alpha über Beta.", "Zeigt Gamma."]
    section = document.sections[0]
    text_width = section.page_width - section.left_margin - section.right_margin
    assert all(shape.width <= text_width for shape in document.inline_shapes)


def test_a_figure_says_where_its_numbers_are(document):
    pointers = [text for style, text in lines(document) if style == "Report Table Note"]
    assert pointers[:2] == ["Die Zahlen dazu: Tabelle A1", "Die Zahlen dazu: Daten zu Abbildung 2"]


def test_blocks_have_styles_of_their_own(document):
    found = lines(document)
    place = found.index(("Heading 1", "Zweite Frage"))
    assert found[place + 1 :][:9] == [
        ("Report Answer", "M: answer"),
        ("Report Limit", "M: limit"),
        ("Report Note", "M: note"),
        ("Report Absent", "M: absent"),
        ("Report Key Figure", "+0,31  Interesse"),
        ("Report Key Figure Detail", "sicher"),
        ("Report Lead", "Es zeigt sich:"),
        ("List Bullet", "eins"),
        ("List Bullet", "zwei"),
    ]


def test_prose_keeps_its_emphasis_lists_links_and_tables(document, content):
    found = lines(document)
    assert ("List Bullet", "zwei") in found
    assert ("List Number 2", "innen") in found
    assert ("List Number", "drei") in found
    assert ("Quote", "Zitat") in found
    assert ("Report Preformatted", "fest  gesetzt") in found
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["A", "B"], ["c", "1"]]
    runs = {run.text: run for each in document.paragraphs for run in each.runs}
    assert runs["betontes"].italic
    assert runs["starkes"].bold
    assert runs["beides"].bold
    assert runs["beides"].italic
    assert runs["getipptes"].style.name == "Report Code"
    assert (
        'Target="https://example.org/a?b=1&amp;c=2" TargetMode="External"'
        in (parts(content)["word/_rels/document.xml.rels"])
    )


def test_every_numbered_list_begins_with_its_own_number(content):
    starts = re.findall(r'<w:startOverride w:val="(\d+)"', parts(content)["word/numbering.xml"])
    assert starts == ["1", "3"]


def test_every_style_that_is_used_is_there(content):
    texts = parts(content)
    styles = set(re.findall(r'w:styleId="([^"]+)"', texts["word/styles.xml"]))
    for name, text in texts.items():
        used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle|basedOn|next) w:val="([^"]+)"', text))
        assert used <= styles, name


@pytest.mark.parametrize(
    ("language", "tag", "footer"), [("de", "de-DE", "Seite 1 von 1"), ("en", "en-GB", "Page 1 of 1")]
)
def test_language_properties_head_and_foot(executed, language, tag, footer):
    content = word_of(executed(TITLE, "## A", TABLE), language)
    document, texts = opened(content), parts(content)
    properties = document.core_properties
    assert (properties.title, properties.author, properties.subject) == (
        "Alpha!",
        "Amt (Beispiel)",
        "Evaluation 2024",
    )
    assert (properties.language, properties.comments) == (tag, "")
    assert f'<w:lang w:val="{tag}"' in texts["word/styles.xml"]
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "Alpha!"
    assert section.first_page_header.paragraphs[0].text == ""
    for place in (section.footer, section.first_page_footer):
        shown = "".join(node.text or "" for node in place._element.iter(qn("w:t")))
        assert shown == f"Amt (Beispiel){footer}"
    fields = {name: re.findall(r'w:instr=" (\w+) "', text) for name, text in texts.items() if "footer" in name}
    assert list(fields.values()) == [["PAGE", "NUMPAGES"]] * 2


def test_nothing_of_the_template_of_another_document_is_left(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = " ".join(archive.namelist())
    assert "thumbnail" not in names
    assert "stylesWithEffects" not in names
    assert "python-docx" not in parts(content)["docProps/core.xml"]


def test_equal_notebooks_give_equal_bytes(executed):
    notebook = executed(TITLE, PROSE, TABLE, Figure(caption="B", alt="C", data=TABLE))
    assert word_of(notebook) == word_of(notebook)


def test_a_report_without_head_or_headings_is_still_a_file(executed):
    document = opened(word_of(executed(Paragraph(text="Nur ein Satz."))))
    assert lines(document)[0] == ("Title", "Bericht")
    assert not [each for each in document.paragraphs if each.style.name.startswith("TOC")]


def test_what_an_evaluators_own_cells_showed_comes_along():
    picture = new_output("display_data", data={"image/png": DOT}, metadata={"wirkung": {"alt": "Ein Punkt."}})
    printed = new_output("stream", name="stdout", text="n = 12\n")
    tagged = {"tags": ["report"]}
    cell = new_code_cell("own()", outputs=[printed, picture], execution_count=1, metadata=tagged)
    document = opened(word_of(new_notebook(cells=[new_markdown_cell("## A"), cell])))
    assert ("Report Preformatted", "n = 12") in lines(document)
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Ein Punkt."
    assert document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob == (
        base64.b64decode(DOT)
    )


def test_a_picture_without_words_stops_the_export():
    picture = new_output("display_data", data={"image/png": DOT})
    cell = new_code_cell("own()", outputs=[picture], execution_count=7, metadata={"tags": ["report"]})
    notebook = new_notebook(cells=[cell])
    with pytest.raises(RunError) as caught:
        word_of(notebook)
    assert [problem.code for problem in caught.value.problems] == ["run.figure_without_alt"]


def test_headings_leave_out_no_level(executed):
    deep = "\n\n".join(f"{'#' * level} H{level}" for level in range(2, 7))
    document = opened(word_of(executed(TITLE, deep, Paragraph(text="x"))))
    levels = [int(each.style.name[-1]) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize(("letters", "sizes"), [(80, []), (300, ["34"])])
def test_a_long_title_is_set_smaller_so_that_it_does_not_fill_the_first_page(executed, letters, sizes):
    content = word_of(executed(Title(text="W" * letters, above="Amt", below="2024"), "## A"))
    (title,) = [each for each in opened(content).paragraphs if each.style.name == "Title"]
    assert [each.get(qn("w:val")) for each in title._element.iter(qn("w:sz"))] == sizes
