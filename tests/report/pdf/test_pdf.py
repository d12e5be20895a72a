"""The printed report: accessible by its tags, complete by its words, the same bytes every time."""

from __future__ import annotations

import html.parser
import itertools
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from wirkung.catalogue import LANGUAGES
from wirkung.report.document.blocks import Figure, Table
from wirkung.report.document.reading import read_document
from wirkung.report.formats.html import report_html
from wirkung.report.formats.pdf import annex_pdf, report_pdf
from wirkung.report.frame.glance import glance
from wirkung.report.show import outputs_of
from wirkung.report.writing.words import say

HEADINGS = tuple(f"H{level}" for level in range(1, 7))


def pdf_of(notebook, language="de"):
    return report_pdf(read_document(notebook, language=language), annex="annex.pdf")


def page_of(notebook, language="de"):
    return report_html(read_document(notebook, language=language))


class Cells(html.parser.HTMLParser):
    """The words of every cell and heading of a page, with the tag."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.hidden = [], False, False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("td", "th") or re.fullmatch("h[1-6]", tag):
            self.found.append([tag, ""])
            self.open = True
        self.hidden = dict(attrs).get("aria-hidden") == "true"

    def handle_endtag(self, tag):
        self.hidden = False
        if self.found and tag == self.found[-1][0]:
            self.open = False

    def handle_data(self, data):
        if self.open and not self.hidden:
            self.found[-1][1] += data


def without_icon(cell):
    """An icon is for eyes only: the words after it say the same."""
    return re.sub("^([●○]+|[✓✗!?–]) ", "", cell)


def shown(language, *things):
    outputs = [
        new_output("display_data", data=each.data, metadata={"wirkung": each.metadata})
        for each in outputs_of(things, language)
    ]
    return new_code_cell("secret_code()", outputs=outputs, execution_count=1)


@pytest.fixture(params=LANGUAGES, scope="module")
def language(request):
    return request.param


@pytest.fixture(scope="module")
def notebook(make, language):
    head, *frame = make.frame()
    cells = [
        shown(language, head),
        new_markdown_cell("## Kappa"),
        shown(language, glance(*make.answers())),
    ]
    for number, part in enumerate((*frame, *make.answers())):
        level = "###" if number % 3 == 2 else "##"
        cells += [new_markdown_cell(f"{level} Lambda {number}\n\nMu *nu*."), shown(language, part)]
    return new_notebook(cells=cells)


@pytest.fixture(scope="module")
def data(notebook, language):
    return pdf_of(notebook, language)


@pytest.fixture(scope="module")
def pdf(read, data):
    return read(data)


@pytest.fixture(scope="module")
def annex(read, notebook, language):
    """The other file: tables that stand apart, and the data of figures."""
    return read(annex_pdf(read_document(notebook, language=language)))


@pytest.fixture(scope="module")
def exhibits(notebook, language):
    return read_document(notebook, language=language).exhibits


@pytest.fixture(scope="module")
def printed_tables(pdf, annex, exhibits):
    """Every table by its tag and as it was given, in the report and then in its annex."""
    here = [each.table for each in exhibits if isinstance(each.block, Table) and not each.apart]
    there = [
        each.table for each in exhibits if each.apart or (isinstance(each.block, Figure) and each.holds_its_data)
    ]
    assert here
    assert there
    return list(zip([*pdf.tags("Table"), *annex.tags("Table")], [*here, *there], strict=True))


@pytest.fixture(scope="module")
def page(notebook, language):
    return Cells(page_of(notebook, language)).found


def test_report_and_annex_declare_both_standards_and_are_tagged(pdf, annex):
    for read in (pdf, annex):
        with read.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            declared = dict(metadata.items())
        assert declared["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert declared["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
        assert declared["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
        assert bool(read.pdf.Root.MarkInfo.Marked)


def test_the_reader_names_the_document_by_title_and_language(pdf, language):
    root = pdf.pdf.Root
    assert str(root.Lang) == {"de": "de-DE", "en": "en-GB"}[language]
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert bool(root.MarkInfo.Marked)
    assert str(pdf.pdf.docinfo.Title) == "Alpha Beta!"
    assert str(pdf.pdf.docinfo.Author) == "Gamma (Delta)"


def test_headings_are_those_of_the_page_and_leave_out_no_level(pdf, page, language, squeeze):
    headings = [(int(tag.name[1]), tag.text) for tag in pdf.tags(*HEADINGS)]
    wanted = [(int(tag[1]), squeeze(text)) for tag, text in page if tag[0] == "h"]
    wanted.remove((2, say("html.contents", language)))  # no heading here: it would stand in the contents itself
    assert headings == wanted[: wanted.index((2, say("pages.annex", language)))]
    levels = [level for level, _ in headings]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_bookmarks_follow_the_headings(pdf, squeeze):
    headings = [(int(tag.name[1]), tag.text) for tag in pdf.tags("H1", "H2", "H3")]
    assert [(level, squeeze(title)) for level, title in pdf.bookmarks()] == headings


def test_contents_lead_to_every_section_with_its_page(pdf):
    sections = [tag.text for tag in pdf.tags("H2")]
    entries = [tag.text for tag in pdf.tags("TOCI")]
    assert len(pdf.tags("TOC")[0].all("Link")) == len(entries)
    for section, entry in zip(sections, entries, strict=True):
        assert section in pdf.page_words[int(entry.removeprefix(section)) - 1]


def test_every_table_keeps_its_heads_and_cells_in_order(printed_tables, squeeze):
    for tag, table in printed_tables:
        head, *rows = tag.all("TR")
        assert [cell.text for cell in head.all("TH")] == [squeeze(column.head) for column in table.columns]
        read = [[cell.text for cell in row.all("TD")] for row in rows if row.all("TD")]
        assert read == [[squeeze(without_icon(cell)) for cell in row] for row in table.rows]


def test_groups_of_rows_have_heads_of_their_own(printed_tables, squeeze):
    for tag, table in printed_tables:
        heads = [cell.text for row in tag.all("TR")[1:] for cell in row.all("TH")]
        assert heads == [squeeze(group) for group, _ in itertools.groupby(table.groups)]
    assert any(table.groups for _, table in printed_tables)


def test_every_cell_of_the_page_is_in_the_report_or_its_annex(pdf, annex, page, squeeze):
    printed = {tag.text for each in (pdf, annex) for tag in each.tags("TH", "TD")}
    assert {squeeze(text) for tag, text in page if tag in ("td", "th")} - printed == set()


def test_every_cell_of_a_table_is_tied_to_its_head(pdf):
    heads = pdf.tags("TH")
    assert all(str(tag.element.A[0].Scope) == "/Column" for tag in heads)
    named = {str(tag.element.ID) for tag in heads}
    cells = pdf.tags("TD")
    assert cells
    assert all({str(head) for head in tag.element.A[0].Headers} <= named for tag in cells)


def test_figures_have_words_caption_and_a_link_to_their_data(pdf, exhibits, language, squeeze):
    drawn = [each for each in exhibits if isinstance(each.block, Figure)]
    assert len(drawn) > 4
    assert [str(tag.element.Alt) for tag in pdf.tags("Figure")] == [each.block.alt for each in drawn]
    captions = [tag.text for tag in pdf.tags("Caption")]
    places = [tag.text for tag in pdf.tags("Link")]
    for each in drawn:
        assert squeeze(f"{each.label} {each.block.caption}") in captions
        place = say("pages.data_of", language, label=each.label) if each.holds_its_data else each.data_in
        assert squeeze(say("pages.data_in_annex", language, label=place)) in places


def test_tables_and_figures_are_numbered_as_on_the_page(pdf, annex, exhibits, squeeze):
    for each, apart in ((pdf, False), (annex, True)):
        captions = [tag.text for tag in each.tags("Caption")]
        wanted = [squeeze(f"{one.label} {one.block.caption}") for one in exhibits if one.apart == apart]
        assert [caption for caption in captions if caption in wanted] == wanted


def test_the_annex_says_whose_it_is_and_how_numbers_were_computed(annex, language):
    assert [tag.text for tag in annex.tags("H1")] == ["AlphaBeta!"]
    first = annex.page_words[0]
    assert {"de": "AnhangzumBericht", "en": "Annextothereport"}[language] in first
    assert annex.tags("H2")[-1].text == say("endnotes.sources", language).replace(" ", "")
    assert "Source(2000),Journal1,2-3" in "".join(annex.page_words)


def test_pages_have_running_titles_and_numbers(pdf, language):
    count = len(pdf.page_words)
    first, second = pdf.page_words[:2]
    numbered = {"de": "Seite2von", "en": "Page2of"}[language]
    assert f"{numbered}{count}" in second
    assert second.startswith("AlphaBeta!Evaluation2024")
    assert "Gamma(Delta)" in first


def test_fonts_are_embedded_and_never_those_of_the_machine(pdf):
    fonts = pdf.fonts()
    assert all(fonts.values())
    assert {name.partition("-")[0] for name in fonts} <= {"LibertinusSerif", "DejaVuSans", "DejaVuSansMono"}


def test_no_code_is_printed(pdf):
    assert "secret_code" not in "".join(pdf.page_words)


def test_the_same_notebook_gives_the_same_bytes(notebook, data, language):
    assert pdf_of(notebook, language) == data
    assert len(data) < 1_000_000


def test_no_time_of_a_run_is_written(pdf):
    assert str(pdf.pdf.docinfo.CreationDate) == "D:19700101000000Z"
