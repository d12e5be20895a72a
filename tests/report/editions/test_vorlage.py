"""What a Beschlussvorlage says is the report's own, or the programme file's; nothing is computed for it."""

from __future__ import annotations

import pytest

from tests.measures.once_office import COMPARISON, write_once
from tests.report.editions.test_office_template import FIELDS
from wirkung.codes import BudgetLine, CostSum, Role
from wirkung.programme.load import load_programme
from wirkung.report.document.blocks import Bullets, Paragraph, Title
from wirkung.report.document.reading import read_document
from wirkung.report.document.results import Printed, ResultLine, WrittenEstimate
from wirkung.report.editions.vorlage import Reported, vorlage_values
from wirkung.report.writing.words import say

FILES = ("evaluation.pdf", "evaluation.docx", "evaluation.brief.pdf", "evaluation.ipynb", "results.json")
SECTION = """\
recommendation:
  - {year: 2024, text: Fortführen, by: Leitung}
proposal:
  - year: 2024
    subject: Starke Eltern
    committees: [{body: Ausschuss, on: 2025-04-08, does: advises}, {body: Rat, on: 2025-05-12, does: decides}]
    product: 36500 Bildung
    task: mandatory
    basis: Paragraf 1
    following: [{year: 2025, expense: 91000, income: 12000}]
data:"""


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    path = write_once(tmp_path_factory.mktemp("once"), COMPARISON, ("data:", SECTION))
    return load_programme(path).programme


@pytest.fixture
def document(executed):
    """A report whose first page says three things, and what it does not show."""
    title = Title(text="T", above="", below="")
    first = (
        Paragraph(text="Das Ergebnis.", tone="answer"),
        Bullets(lead="Ziele:", items=("erreicht: Eins",)),
        Bullets(lead=say("lead.next", "de"), items=("Wie weiter?",)),
    )
    limit = Paragraph(text="Nicht die Ursache.", tone="limit")
    return read_document(executed(title, "## Auf einen Blick", *first, "## Grenzen", limit), language="de")


def line(aspect, role, printed, make) -> ResultLine:
    """A line of released results; withheld where nothing is printed."""
    estimate = make.estimate(1.0)
    return ResultLine.model_validate(
        {
            "id": f"cost/{aspect}/{role}",
            "question": "cost",
            "year": 2024,
            "projected": False,
            "about": {"aspect": str(aspect)},
            "group": "",
            "label": "",
            "role": role,
            "withheld": not printed,
            "estimate": WrittenEstimate(
                quantity=estimate.quantity,
                unit=estimate.unit,
                value=1.0,
                counts=estimate.counts,
                claim=estimate.claim,
                source="Count",
            )
            if printed
            else None,
            "printed": Printed(value=printed, interval="", target=""),
        }
    )


def values(document, programme, *results, year=2024):
    reported = Reported(document=document, results=results, year=year)
    return vorlage_values(reported, programme, FILES)


def test_the_offices_words_stand_in_their_fields(document, programme):
    found = values(document, programme)
    assert found["betreff"] == "Starke Eltern"
    assert found["beratungsfolge"] == "Ausschuss, 08.04.2025 (Beratung)\nRat, 12.05.2025 (Beschluss)"
    assert found["beschlussvorschlag"] == "Fortführen"
    assert found["produkt"] == "36500 Bildung"
    assert found["aufgabe"] == "Pflichtaufgabe (Paragraf 1)"
    assert found["folgejahre"].replace("\u00a0", " ") == "2025: Aufwand 91.000 €, Ertrag 12.000 €"
    assert found["anlagen"] == (
        "Kurzfassung der Evaluation (evaluation.brief.pdf)\nEvaluationsbericht (evaluation.pdf)"
    )


def test_the_facts_are_the_first_page_and_what_the_report_does_not_show(document, programme):
    expected = "Das Ergebnis.\nZiele:\n– erreicht: Eins\nNicht die Ursache."
    assert values(document, programme)["sachverhalt"] == expected


def test_amounts_are_those_that_the_report_prints(document, programme, make):
    found = values(
        document,
        programme,
        line(BudgetLine.EXPENSES, Role.MAIN, "70 €", make),
        line(BudgetLine.EXPENSES, Role.PLANNED, "80 €", make),
        line(CostSum.EXPENSE, Role.MAIN, "75 €", make),
        line(CostSum.FULL, Role.MAIN, "90 €", make),
        line(CostSum.OWN, Role.MAIN, "", make),
    )
    assert (found["ansatz"], found["aufwand"]) == ("80 €", "75 €")
    assert found["eigenanteil"] == "nicht ausgewiesen"
    assert found["ertrag"] == found["mittel_dritter"] == ""


def test_of_another_year_nothing_is_taken_from_the_programme_file(document, programme):
    found = values(document, programme, year=2023)
    empty = {field for field, value in found.items() if not value}
    assert {"betreff", "beratungsfolge", "beschlussvorschlag", "produkt", "aufgabe", "folgejahre"} <= empty


def test_the_example_template_has_a_place_for_every_field(document, programme):
    assert set(values(document, programme)) == set(FIELDS)
