"""What a report says twice is found: nothing in the stored reports, all that is put into short ones."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.report.repetitions import repeated_cautions, repeating_tables
from wirkung.codes import Caution
from wirkung.report.document.blocks import Bullets, Column, Figure, Paragraph, Table
from wirkung.report.document.reading import read_document
from wirkung.report.writing.words import say, word

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
HEADS = (Column(head="Jahr", align="left"), Column(head="Anteil"), Column(head="Personen"))
ROWS = (("2023", "45 %", "54"), ("2024", "67 %", "80"))
DATA = Table(caption="Daten", columns=HEADS, rows=ROWS)
FIGURE = Figure(caption="Anteile", alt="2023: 45 %, 2024: 67 %.", data=DATA)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_stored_reports_say_nothing_twice(path):
    document = read_document(nbformat.read(path, as_version=4), language="de")
    assert repeating_tables(document) == []
    assert repeated_cautions(document) == []


def other(rows, heads):
    return Table(caption="Daneben", columns=tuple(Column(head=head) for head in heads), rows=rows)


SAME = other(tuple((f"Jahr {year}", *rest) for year, *rest in ROWS), ("Wann", "Anteil", "Wie viele"))
MORE = other(tuple((year, *rest, "+3") for year, *rest in ROWS), ("Jahr", "Anteil", "Personen", "Mehr"))
TURNED = other((("Anteil", "45 %", "67 %"), ("Personen", "54", "80")), ("Was", "2023", "2024"))
OTHERS = other((("2023", "45 %", "12"), ("2024", "67 %", "80")), ("Jahr", "Anteil", "Gefragt"))
MIXED = other((("2023", "45 %", "80"), ("2024", "67 %", "54")), ("Jahr", "Anteil", "Personen"))


@pytest.mark.parametrize("table", [SAME, MORE, TURNED], ids=["same", "more columns", "turned"])
def test_a_table_that_repeats_the_figure_beside_it_is_found(executed, table):
    document = read_document(executed("## Alpha", FIGURE, table), language="de")
    assert repeating_tables(document) == [("Abbildung 1", "Tabelle 1")]


@pytest.mark.parametrize("table", [DATA, OTHERS, MIXED], ids=["its data", "other numbers", "other arrangement"])
def test_the_data_of_a_figure_and_other_numbers_are_no_repetition(executed, table):
    """Its data stand in the annex, where the document puts them."""
    assert repeating_tables(read_document(executed("## Alpha", FIGURE, table), language="de")) == []
    apart = executed("## Alpha", FIGURE, "## Beta", SAME)
    assert repeating_tables(read_document(apart, language="de")) == []


def cautioned(executed, *texts):
    """A section that says so, and a list of limits with the caution."""
    lead, caution = say("lead.cautions", "de"), word(Caution.SELF_SELECTION, "de")
    parts = [Paragraph(text=text.format(caution=caution)) for text in texts]
    return read_document(
        executed("## Alpha", *parts, "## Grenzen", Bullets(lead=lead, items=(caution,))), language="de"
    )


def test_a_caution_that_stands_twice_beside_the_list_of_limits_is_found(executed):
    (found,) = repeated_cautions(cautioned(executed, "{caution}", "Ja, wirklich: {caution} Das gilt."))
    assert found == (word(Caution.SELF_SELECTION, "de").rstrip("."), 2, 1)


def test_once_where_it_matters_and_once_in_the_list_is_right(executed):
    assert repeated_cautions(cautioned(executed, "{caution}", "Sonst nichts.")) == []
