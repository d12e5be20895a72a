"""An office's template is filled in wherever a field stands, and refused with all that is wrong with it."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from wirkung.errors import WorkspaceError
from wirkung.report.editions.office_template import filled
from wirkung.run.vorlage_command import EXAMPLE

FIELDS = (
    *("betreff", "programm", "stelle", "jahr", "beratungsfolge", "sachverhalt", "moeglichkeiten", "produkt"),
    *("beschlussvorschlag", "aufgabe", "ansatz", "aufwand", "ertrag", "eigenanteil", "mittel_dritter"),
    *("folgejahre", "foerderende", "anlagen"),
)
VALUES = {"betreff": "Mehr & besser", "beratungsfolge": "Ausschuss\nRat", "jahr": "2024"}


def template(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def saved(document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def refused(content: bytes, language: str = "de") -> list[str]:
    with pytest.raises(WorkspaceError) as caught:
        filled(content, VALUES, name="amt.docx")
    return [each.text(language) for each in caught.value.problems]


def test_text_table_head_and_foot_are_filled_in():
    document = template("Betreff: {{ betreff }}, {{jahr}} und {{ jahr }}", "Ohne Feld {so}")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{ betreff }}"
    document.sections[0].header.paragraphs[0].text = "Kopf {{ jahr }}"
    document.sections[0].footer.paragraphs[0].text = "Fuß {{ jahr }}"

    content, fields = filled(saved(document), VALUES, name="amt.docx")

    done = opened(content)
    assert [each.text for each in done.paragraphs] == ["Betreff: Mehr & besser, 2024 und 2024", "Ohne Feld {so}"]
    assert done.tables[0].rows[0].cells[0].text == "Mehr & besser"
    assert done.sections[0].header.paragraphs[0].text == "Kopf 2024"
    assert done.sections[0].footer.paragraphs[0].text == "Fuß 2024"
    assert fields == ("betreff", "jahr")


def test_a_field_that_word_cut_into_pieces_keeps_the_type_of_its_first():
    document = template("")
    paragraph = document.paragraphs[0]
    for text, bold in (("Vor ", False), ("{{ be", True), ("tre", False), ("ff }} nach", False)):
        paragraph.add_run(text).bold = bold

    done = opened(filled(saved(document), VALUES, name="amt.docx")[0]).paragraphs[0]

    assert done.text == "Vor Mehr & besser nach"
    assert [run.text for run in done.runs if run.bold] == ["Mehr & besser"]


def test_lines_are_broken_and_what_xml_cannot_hold_is_marked():
    content, _ = filled(
        saved(template("An: {{ beratungsfolge }}")), {"beratungsfolge": "A\x07\nB\nC"}, name="amt.docx"
    )
    assert opened(content).paragraphs[0].text == "An: A\ufffd\nB\nC"


def test_lines_of_a_field_that_stands_alone_are_paragraphs_in_its_type():
    document = template("Vor", "", "Nach")
    document.paragraphs[1].add_run(" {{ beratungsfolge }} ").bold = True
    document.paragraphs[1].style = "List Bullet"

    done = opened(filled(saved(document), VALUES, name="amt.docx")[0]).paragraphs

    assert [each.text.strip() for each in done] == ["Vor", "Ausschuss", "Rat", "Nach"]
    assert {each.style.name for each in done[1:3]} == {"List Bullet"}
    assert all(run.bold for each in done[1:3] for run in each.runs)


def test_a_paragraph_with_which_pages_of_a_kind_end_stays_one():
    document = template()
    document.add_section()
    document.paragraphs[0].add_run("{{ beratungsfolge }}")

    done = opened(filled(saved(document), VALUES, name="amt.docx")[0])

    assert len(done.sections) == 2
    assert done.paragraphs[0].text == "Ausschuss\nRat"


@pytest.fixture(scope="module")
def example():
    """The template that comes with the program, filled in with a name and lines for every field."""
    values = dict.fromkeys(FIELDS, "Eine Zeile\nNoch eine")
    return filled(EXAMPLE.read_bytes(), values, name=EXAMPLE.name)


def test_the_example_has_every_field_and_leaves_none_open(example):
    content, fields = example
    assert set(fields) == set(FIELDS)
    document = opened(content)
    said = "\n".join(node.text or "" for node in document.element.iter(qn("w:t")))
    assert "{{" not in said
    assert document.core_properties.author == ""


def test_the_example_is_made_for_screen_readers():
    document = opened(EXAMPLE.read_bytes())
    assert [each.text for each in document.paragraphs if each.style.name == "Title"] == ["Beschlussvorlage"]
    assert len([each for each in document.paragraphs if each.style.name == "Heading 1"]) == 6
    assert len(list(document.tables[0].rows[0]._tr.iter(qn("w:tblHeader")))) == 1
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"de-DE"}


@pytest.mark.slow
def test_the_example_opens_in_a_word_processor(example, tmp_path, pages_in_word):
    assert pages_in_word(example[0], tmp_path) == 2


def test_equal_contents_give_equal_bytes():
    once, again = (filled(saved(template("{{ jahr }}")), VALUES, name="amt.docx") for _ in range(2))
    assert once == again


def test_everything_that_is_wrong_is_told_at_once():
    assert refused(saved(template("{{ betref }} {{ wetter }}", "{{ jahr }", "Ende }}"))) == [
        "amt.docx: Das Feld «betref» gibt es nicht. Gemeint ist wohl «betreff».",
        "amt.docx: Das Feld «wetter» gibt es nicht. Es gibt: betreff, beratungsfolge, jahr.",
        (
            "amt.docx: In «{{ jahr }» fehlt eine geschweifte Klammer. Ein Feld steht zwischen zwei öffnenden und "
            "zwei schließenden, in einem Absatz."
        ),
        (
            "amt.docx: In «Ende }}» fehlt eine geschweifte Klammer. Ein Feld steht zwischen zwei öffnenden und "
            "zwei schließenden, in einem Absatz."
        ),
    ]


def test_a_template_without_fields_is_refused_with_those_there_are():
    assert refused(saved(template("Betreff:"))) == [
        (
            "amt.docx: Die Vorlage hat kein Feld, das sich ausfüllen ließe. Felder stehen in doppelten "
            "geschweiften Klammern, zum Beispiel {{ betreff }}. Es gibt: betreff, beratungsfolge, jahr."
        )
    ]


@pytest.mark.parametrize("place", [0, 30, -30])
def test_what_is_no_word_file_or_damaged_is_told(place):
    whole = saved(template("{{ jahr }}"))
    content = whole[:place] if place else b"{\\rtf1 {{ jahr }}}"
    (told,) = refused(content, "en")
    assert told.startswith("amt.docx: This file is no Word file (.docx), or it is damaged.")
