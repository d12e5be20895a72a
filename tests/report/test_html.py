"""The page: semantic, self-contained, escaped, with everything in its place and nothing that is absent."""

from __future__ import annotations

import base64
import dataclasses
import html.parser
import itertools
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from wirkung.catalogue import LANGUAGES
from wirkung.codes import Absence, Quantity
from wirkung.errors import RunError
from wirkung.report.document.blocks import Paragraph
from wirkung.report.document.reading import read_document
from wirkung.report.formats.html import report_html
from wirkung.report.frame.glance import glance
from wirkung.report.show import outputs_of

VOID = {"meta", "img", "br", "hr", "link", "input"}
PIXEL = base64.b64encode(b"\x89PNG not a real one").decode()


def page_of(notebook, language="de"):
    return report_html(read_document(notebook, language=language))


class Page(html.parser.HTMLParser):
    """Elements, texts and mistakes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.mistakes.append(f"attribute twice in {tag}")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if not {"style"} & set(self.open):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))

    def named(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]


def shown(language, *things, metadata=None):
    outputs = [
        new_output("display_data", data=each.data, metadata={"wirkung": each.metadata})
        for each in outputs_of(things, language)
    ]
    return new_code_cell("secret_code()", outputs=outputs, execution_count=1, metadata=metadata or {})


def own_cell(*outputs, number=2, **metadata):
    """A cell whose own output an evaluator wants in the report."""
    return new_code_cell(
        "x", outputs=list(outputs), execution_count=number, metadata={"tags": ["report"], **metadata}
    )


def whole(make, language):
    head, *frame = make.frame()
    cells = [new_markdown_cell("# Intro", metadata={"tags": ["notebook-only"]}), shown(language, head)]
    cells += [new_markdown_cell("## Kappa"), shown(language, glance(*make.answers()))]
    for number, part in enumerate((*frame, *make.answers())):
        cells += [new_markdown_cell(f"## Lambda {number}\n\nMu *nu*."), shown(language, part)]
    return new_notebook(cells=cells)


@pytest.fixture(params=LANGUAGES, scope="module")
def language(request):
    return request.param


@pytest.fixture(scope="module")
def text(make, language):
    return page_of(whole(make, language), language)


@pytest.fixture
def page(text):
    return Page(text)


def test_the_page_is_well_formed(page):
    assert page.mistakes == []
    assert page.open == []
    identifiers = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))


def test_the_page_has_the_landmarks_that_screen_readers_jump_to(page, language):
    assert page.named("html") == [{"lang": language}]
    for landmark in ("header", "nav", "main", "footer", "h1", "title"):
        assert len(page.named(landmark)) == 1, landmark
    assert page.named("a")[0]["href"] == "#content"
    assert page.named("main")[0]["id"] == "content"


def test_headings_leave_out_no_level(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_every_link_has_its_target(page):
    identifiers = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = [attributes["href"] for attributes in page.named("a", "use") if attributes.get("href")]

    assert all(link.startswith("#") and link[1:] in identifiers for link in links)
    references = {value for _, attributes in page.elements if (value := attributes.get("aria-labelledby"))}
    assert references <= identifiers


def test_the_page_asks_no_host_for_anything(text):
    assert "http" not in text
    assert "//" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
    assert "<script" not in text
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)


def test_no_code_is_shown(page):
    assert "secret_code" not in page.text


def test_every_figure_has_its_words_and_its_data(page):
    pictures = page.named("svg")

    assert len(pictures) >= 6
    for picture in pictures:
        assert picture["role"] == "img"
        assert len(picture["aria-label"]) > 30
    # Its data stand with it or in a table of their own, which is opened like them; a table may hold those of two.
    folded = {each["id"] for each in page.named("table") if each.get("id", "").startswith("table-a")}
    linked = [each["href"].lstrip("#") for each in page.named("a") if each["href"].startswith("#table-a")]
    assert set(linked) <= folded
    assert len(page.named("details")) == len(pictures) - len(linked) + len(folded)


def test_tables_have_caption_scope_and_a_region_of_their_own(page):
    tables, regions = page.named("table"), [each for each in page.named("div") if each.get("role") == "region"]

    assert len(page.named("caption")) == len(tables)
    assert all(each.get("scope") in ("col", "row", "rowgroup") for each in page.named("th"))
    assert len(regions) == len(tables) + len(page.named("svg"))
    assert all(each["tabindex"] == "0" for each in regions)
    labels = [each["aria-label"] for each in regions]
    assert len(labels) == len(set(labels))  # a list of landmarks tells them apart


def test_tables_and_figures_are_numbered_through(page, language):
    table, figure = {"de": ("Tabelle", "Abbildung"), "en": ("Table", "Figure")}[language]

    captions = re.findall(rf"{table} (A?\d+) ", page.text)
    for mark in ("", "A"):
        numbers = list(dict.fromkeys(each for each in captions if each.startswith("A") == bool(mark)))
        assert numbers[:5] == [f"{mark}{number}" for number in range(1, 6)]
    counted = range(1, len(page.named("svg")) + 1)
    assert re.findall(rf"{figure} (\d+) ", page.text) == [str(number) for number in counted]


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_an_english_page_has_no_german_word_of_ours(page):
    """All labels of the sample are neutral, so everything else is ours; German articles give ours away."""
    said = page.text + " ".join(value or "" for _, each in page.elements for value in each.values())
    said = said.replace(
        "Landespräventionsrat Niedersachsen (2011), Grüne Liste Prävention", ""
    )  # a title as printed

    german = (
        r"\b(der|die|das|und|nicht|mit|von|vorher|nachher|Werte|Personen|Kosten|Ziel|Tabelle|Abbildung|Inhalt)\b"
    )
    assert re.findall(german, said) == []
    assert not re.search("[äöüßÄÖÜ«»]", said)


def test_the_banner_of_invented_data_comes_before_the_title(text):
    assert text.index('class="banner"') < text.index("<h1>")


def test_hostile_texts_are_shown_as_text(make, language):
    hostile = "<script>alert(1)</script> \"'& 🎓 {{ 7*7 }} \u202etxet $x^2$ =HYPERLINK(1)"
    masthead = make.masthead(title=hostile, organisation=hostile, question=hostile, data_source=hostile)
    subject = dataclasses.replace(
        make.answers()[0].items[0].finding.subject, indicator="<img src=x onerror=alert(1)>"
    )
    answer = make.released("goals", absent=Absence.NO_GOALS)
    finding = make.finding(make.estimate(0.3, 0.2, 0.4, quantity=Quantity.MEAN_DIFFERENCE), subject)
    cells = [
        shown(language, masthead),
        new_markdown_cell("## <b>Bold</b> <script>x</script>\n\n<iframe></iframe> [a](javascript:alert(1))"),
        shown(language, make.released("comparison", finding), answer),
    ]

    text = page_of(new_notebook(cells=cells), language)
    page = Page(text)

    assert page.mistakes == []
    assert {tag for tag, _ in page.elements} & {"script", "iframe", "img", "b"} <= {"b"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [each for each in page.named("a") if "javascript" in (each.get("href") or "")]
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text


def test_sections_whose_question_is_not_asked_are_dropped(make, language):
    absent = make.released("cost", absent=Absence.NO_COSTS)
    cells = [
        shown(language, make.masthead()),
        new_markdown_cell("## Kept\n\nProse."),
        shown(language, make.answers()[5]),
        new_markdown_cell("## Dropped\n\nProse of the dropped."),
        new_code_cell("x = 1"),
        shown(language, absent),
        new_markdown_cell("### Dropped below"),
        shown(language, absent),
        new_markdown_cell("## Half"),
        shown(language, absent),
        new_markdown_cell("### Below"),
        shown(language, make.answers()[5]),
        new_markdown_cell("## Prose only\n\nStays."),
        new_markdown_cell("## Empty"),
    ]

    page = Page(page_of(new_notebook(cells=cells), language))

    assert "Dropped" not in page.text
    assert "dropped" not in page.text
    assert "Empty" not in page.text
    assert "Half" not in page.text  # what stood below it is a section of its own
    links = [each["href"] for each in page.named("a") if not each["href"].startswith("#table")][1:]
    assert links == ["#kept", "#below", "#prose-only", "#annex"]


def test_an_own_result_keeps_its_section(make):
    absent = make.released("cost", absent=Absence.NO_COSTS)
    own = own_cell(new_output("stream", name="stdout", text="42\n"))
    cells = [new_markdown_cell("## Kept"), shown("de", absent), own]

    assert "<pre>42</pre>" in page_of(new_notebook(cells=cells))


def test_what_own_cells_print_comes_along_as_text_only():
    table = {"text/html": "<table><script>alert(1)</script></table>", "text/plain": "a  <b>\n1  2"}
    outputs = [
        new_output("execute_result", data=table, execution_count=1),
        new_output("execute_result", data={"text/plain": "<Axes: title='x'>"}, execution_count=1),
        new_output("stream", name="stderr", text="/home/somebody/file.py: DeprecationWarning"),
    ]

    text = page_of(new_notebook(cells=[own_cell(*outputs)]))

    assert "<pre>a  &lt;b&gt;\n1  2</pre>" in text
    assert "alert" not in text
    assert "Axes" not in text
    assert "somebody" not in text


def picture(alt=None):
    metadata = {} if alt is None else {"wirkung": {"alt": alt}}
    return new_output("display_data", data={"image/png": PIXEL, "text/plain": "<Figure>"}, metadata=metadata)


def test_an_own_figure_needs_an_alternative_text():
    cells = [
        own_cell(picture(), number=3),
        own_cell(picture(), picture("Second"), number=4),
        own_cell(picture(" "), number=5, wirkung={"alt": ""}),
    ]

    with pytest.raises(RunError) as raised:
        page_of(new_notebook(cells=cells))

    assert [problem.values["cell"] for problem in raised.value.problems] == [3, 4, 5]
    assert raised.value.problems[0].text("de") == (
        "Zelle [3] zeigt ein Bild ohne Textalternative. Wer das Bild nicht sehen kann, braucht einen Satz, "
        'der sagt, was es zeigt. Bitte in den Metadaten der Zelle ergänzen: {"wirkung": {"alt": "…"}}; '
        'bei mehreren Bildern in einer Zelle je Bild mit display(bild, metadata={"wirkung": {"alt": "…"}}).'
    )
    assert "Cell [3] shows a picture without a text alternative." in raised.value.problems[0].text("en")


def test_an_own_figure_with_alternative_text_is_in_the_page():
    cells = [
        own_cell(picture('Says "it"')),
        own_cell(picture(), wirkung={"alt": "At the cell"}),
    ]

    images = Page(page_of(new_notebook(cells=cells))).named("img")

    assert [image["alt"] for image in images] == ['Says "it"', "At the cell"]
    assert all(image["src"] == f"data:image/png;base64,{PIXEL}" for image in images)


def test_pictures_of_the_prose_come_from_the_cell_and_have_words():
    good = new_markdown_cell("## Xi\n\n![Words](attachment:a.png)", attachments={"a.png": {"image/png": PIXEL}})
    bad = new_markdown_cell(
        "## Pi\n\n![](attachment:a.png) ![Words](https://example.org/a.png)",
        attachments={"a.png": {"image/png": PIXEL}},
    )

    assert 'alt="Words"' in page_of(new_notebook(cells=[good]))
    with pytest.raises(RunError) as raised:
        page_of(new_notebook(cells=[bad]))
    assert [problem.text("en").split(".")[0] for problem in raised.value.problems] == [
        "Section ‘Pi’: a picture in the text has no text alternative",
        "Section ‘Pi’: the picture ‘https://example",
    ]


def test_an_error_among_the_outputs_stops_the_export():
    error = new_output("error", ename="ValueError", evalue="person 4711", traceback=["…"])

    with pytest.raises(RunError) as raised:
        page_of(new_notebook(cells=[new_code_cell("a", outputs=[error], execution_count=7)]))

    said = str(raised.value)
    assert said.startswith("Zelle [7] endete mit einem Fehler (ValueError).")
    assert "4711" not in said


def test_a_notebook_without_head_still_has_a_title():
    page = Page(page_of(new_notebook(cells=[new_markdown_cell("Text")]), "en"))

    assert page.named("h1") == [{}]
    assert "Report" in page.text


def test_headings_of_one_name_have_two_anchors_and_deep_ones_stay_headings():
    source = "# A\n\none\n\n# A\n\ntwo\n\n##### B\n\n> # quoted\n\nthree"

    text = page_of(new_notebook(cells=[new_markdown_cell(source)]))

    headings = re.findall(r"<h(\d) id=\"([^\"]+)\">", text)
    assert headings == [("2", "a"), ("2", "contents"), ("2", "a-2"), ("3", "b")]  # contents after the first page
    assert text.count("<h1") == 1


def test_a_paragraph_has_its_mark(executed, language):
    text = page_of(executed(Paragraph(text="Rho", mark="Sigma")), language)

    assert '<p class="text"><b class="mark">Sigma</b> Rho</p>' in text


def test_the_same_notebook_gives_the_same_page(make):
    assert page_of(whole(make, "de")) == page_of(whole(make, "de"))
