"""Tables and figures are numbered in reading order, and every figure knows where its data are."""

from __future__ import annotations

import pytest

from wirkung.report.document.blocks import Column, Figure, Table
from wirkung.report.document.reading import read_document

COLUMNS = (Column(head="Alpha", align="left"), Column(head="Beta"))
ROWS = (("a", "1"), ("b", "2"), ("c", "3"))


def table(rows=ROWS, *, groups=(), columns=COLUMNS):
    return Table(caption="Kappa", columns=columns, rows=rows, groups=groups)


def figure(data):
    return Figure(caption="Lambda", alt="Mu", data=data)


@pytest.mark.parametrize(("language", "words"), [("de", ("Tabelle", "Abbildung")), ("en", ("Table", "Figure"))])
def test_numbers_run_through_the_sections(executed, language, words):
    notebook = executed("## A", table(), "### B", figure(table(ROWS[:1])), "## C", table(), figure(table()))
    labels = [each.label for each in read_document(notebook, language=language).exhibits]
    assert labels == [f"{words[0]} A1", f"{words[1]} 1", f"{words[0]} A2", f"{words[1]} 2"]
    other = executed("## A", table(), table((("a", "9"),)))
    assert [each.label for each in read_document(other, language=language).exhibits] == [
        f"{words[0]} 1",
        f"{words[0]} 2",
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (table(), "Tabelle A1"),
        (table(ROWS[:2]), "Tabelle A1"),
        (table((*ROWS, ("d", "4"))), "Abbildung 1"),
        (table((("a", "9"),)), "Abbildung 1"),
        (table(columns=(*COLUMNS[:1], Column(head="Gamma"))), "Abbildung 1"),
        (table(groups=("x", "x", "y")), "Abbildung 1"),
    ],
    ids=["the same", "some rows", "a row more", "another number", "other columns", "other groups"],
)
def test_a_figures_data_are_where_a_table_has_all_their_rows(executed, data, place):
    shown = read_document(executed("## A", figure(data), table()), language="de").exhibits[0]
    assert shown.data_in == place
    assert shown.holds_its_data == (place == "Abbildung 1")
    assert shown.table == data


def test_rows_of_the_same_group_are_found(executed):
    grouped = table(groups=("x", "x", "y"))
    part = table(ROWS[:2], groups=("x", "x"))
    assert read_document(executed(figure(part), grouped), language="de").exhibits[0].data_in == "Tabelle A1"
