"""What is put in order before a report is set: cautions once, withheld sections in one list, silent ones gone."""

from __future__ import annotations

import pytest

from wirkung.report.document.blocks import Bullets, Caution, Cautions, Column, Paragraph, Table
from wirkung.report.document.parts import MOST_NAMED
from wirkung.report.document.reading import read_document

ABSENT = Paragraph(text="Nothing asked.", tone="absent")
WITHHELD = Paragraph(text="Nothing may be shown.", tone="withheld")
SAID = Paragraph(text="Alpha.")


def caution(text, *about):
    whole = f"{text} Das betrifft: {'; '.join(about)}." if about else text
    return Caution(text=text, about=about, whole=whole)


def cautions(*items, of_report=False):
    return Cautions(lead="Vorbehalte", items=items, of_report=of_report)


def sections_of(executed, *parts):
    return read_document(executed(*parts), language="de").sections


def lists(section):
    return [each.items for each in section.content if isinstance(each, Bullets)]


def test_a_caution_stands_where_it_is_met_first_and_in_the_list_with_all_that_it_concerns(executed):
    first, second, limits = sections_of(
        executed,
        "## A",
        cautions(caution("Lost.", "Alpha"), caution("Few.")),
        "## B",
        cautions(caution("Lost.", "Beta"), caution("Few."), caution("Late.", "Gamma")),
        "## Limits",
        cautions(caution("Chosen."), caution("Lost."), of_report=True),
    )

    assert lists(first) == [("Lost. Das betrifft: Alpha.", "Few.")]
    assert lists(second) == [("Late. Das betrifft: Gamma.",)]
    assert lists(limits) == [
        (
            "Chosen.",
            "Lost. Das betrifft: Alpha; Beta.",
            "Few. Das betrifft: «A»; «B».",
            "Late. Das betrifft: Gamma.",
        )
    ]


def test_sections_of_which_all_is_withheld_are_one_list_beside_the_limits(executed):
    found = sections_of(
        executed,
        "## A\n\nProse.",
        WITHHELD,
        "## B",
        SAID,
        "### C",
        WITHHELD,
        "## Limits",
        cautions(caution("Few."), of_report=True),
    )

    assert [each.heading.text for each in found] == ["B", "Limits"]
    assert found[0].sections == ()
    *_, open_questions = [each for each in found[1].content if isinstance(each, Bullets)]
    assert open_questions.items == ("A", "C")
    assert open_questions.lead.startswith("Diese Fragen bleiben ohne Antwort")


def test_without_a_list_of_limits_a_withheld_section_stays_with_its_sentence(executed):
    (only,) = sections_of(executed, "## A", WITHHELD)

    assert only.content == (Paragraph(text="Nothing may be shown.", tone="note"),)


def test_what_stood_below_a_silent_section_is_a_section_of_its_own(executed):
    found = sections_of(executed, "## A\n\nProse.", ABSENT, "### B", SAID, "### C", ABSENT)

    assert [(each.heading.text, each.heading.level) for each in found] == [("B", 2)]


@pytest.mark.parametrize("tags", [["annex"], []])
def test_a_heading_with_the_tag_leads_a_section_of_the_annex(executed, tags):
    table = Table(caption="T", columns=(Column(head="x"),), rows=(("1",),))
    notebook = executed("## A", SAID, "### B", table)
    notebook.cells[2].metadata["tags"] = tags
    document = read_document(notebook, language="de")

    (main,) = document.sections
    assert [each.heading.text for each in document.annex] == (["B"] if tags else [])
    assert [each.label for each in document.exhibits] == (["Tabelle A1"] if tags else ["Tabelle 1"])
    assert (Paragraph(text="Mehr dazu im Anhang: B") in main.content) == bool(tags)


def test_without_cautions_the_list_stands_beside_the_last_sentence_on_limits(executed):
    limit = Paragraph(text="No cause.", tone="limit")
    first, limits = sections_of(executed, "## First", limit, "## A", WITHHELD, "## Limits", limit)

    assert lists(first) == []
    assert lists(limits) == [("A",)]


def test_of_many_that_a_caution_concerns_the_list_names_the_first_and_counts_the_others(executed):
    labels = [f"Alpha {number}" for number in range(MOST_NAMED + 3)]
    ours = cautions(caution("Few."), of_report=True)
    first, limits = sections_of(executed, "## A", cautions(caution("Lost.", *labels)), "## Limits", ours)

    assert lists(first) == [(f"Lost. Das betrifft: {'; '.join(labels)}.",)]
    assert lists(limits)[0][1] == f"Lost. Das betrifft: {'; '.join(labels[: MOST_NAMED - 1])}; 4 weitere."
