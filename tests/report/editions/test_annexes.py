"""Annexes say what the office answers, and set released payments beside its funding plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.measures.once_office import ONE_GROUP, write_once
from tests.report.editions.test_vorlage import line
from tests.report.six.offices import costs_only
from wirkung.codes import BudgetLine, CostSum, Role
from wirkung.declared import Standard
from wirkung.programme.load import load_programme
from wirkung.report.document.blocks import Paragraph, Title
from wirkung.report.document.document import Exhibit
from wirkung.report.document.reading import read_document
from wirkung.report.editions.annexes import standards_annex, use_of_funds_annex
from wirkung.report.editions.vorlage import Reported
from wirkung.report.formats.pdf import report_pdf
from wirkung.study.study import open_study

DECLARED = """\
standards:
  - year: 2024
    by: Leitung
    on: 2025-03-04
    answers:
      - {standard: N1, met: met, why: Schulen waren beteiligt}
      - {standard: G5, met: partly}
      - {standard: F2, met: not_applicable}
use_of_funds:
  - year: 2024
    grant: Bescheid vom 12.02.2024
    by: Kasse
    account: [Zehn Kurse fanden statt.]
    payments:
      - {label: Personal, planned: 100.10, categories: [staff]}
      - {label: Räume und Reisen, planned: 50, categories: [rooms, travel]}
      - {label: Druck, planned: 5, categories: [evaluation]}
    receipts:
      - {label: Land, planned: 100, received: 90.5}
      - {label: Eigene Mittel, planned: 55.10, received: 60}
data:"""


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    path = write_once(tmp_path_factory.mktemp("once"), ONE_GROUP, ("data:", DECLARED))
    return load_programme(path).programme


@pytest.fixture
def document(executed):
    answer = Paragraph(text="Das Ergebnis.", tone="answer")
    title = Title(text="T", above="Amt", below="Evaluation 2024")
    return read_document(executed(title, "## Auf einen Blick", answer), language="de")


def amount(aspect, cents, make):
    """A released amount of the budget; withheld where there is none."""
    told = line(aspect, Role.MAIN, "" if cents is None else "x", make)
    if told.estimate is None:
        return told
    return told.model_copy(update={"estimate": replace(told.estimate, value=cents / 100)})


def tables(annex):
    found = [each.table for part in annex.sections for each in part.content if isinstance(each, Exhibit)]
    return [[tuple(cell.replace("\u00a0", " ") for cell in row) for row in each.rows] for each in found]


def texts(annex):
    paragraphs = (each for part in annex.sections for each in part.content if isinstance(each, Paragraph))
    return [each.text.replace("\u00a0", " ") for each in paragraphs]


def test_every_standard_has_an_answer_and_what_nobody_said_is_not_checked(document, programme):
    annex = standards_annex(Reported(document=document, results=(), year=2024), programme)
    (rows,) = tables(annex)
    assert len(rows) == len(Standard) == 25
    assert rows[0] == (
        "N1 Identifizierung der Beteiligten und Betroffenen",
        "erfüllt",
        "Schulen waren beteiligt",
    )
    assert {row[1] for row in rows[1:8]} == {"nicht geprüft"}
    assert annex.front[0].mark == "Stand des Berichts"  # who releases that does not read the annex
    who, counted = texts(annex)
    assert who == "Geantwortet hat: Leitung, 04.03.2025."
    assert counted == ("Von 25 Standards: 1 erfüllt, 1 teilweise erfüllt, 1 nicht anwendbar, 22 nicht geprüft.")


def test_of_another_year_there_is_no_annex(document, programme):
    reported = Reported(document=document, results=(), year=2023)
    assert standards_annex(reported, programme) is None
    assert use_of_funds_annex(reported, programme) is None


def test_payments_are_those_of_the_report_to_the_cent_and_none_is_left_out(document, programme, make):
    paid = {
        BudgetLine.STAFF: 9_999,
        BudgetLine.ROOMS: 3_001,
        BudgetLine.TRAVEL: 2_000,
        BudgetLine.MATERIAL: 150,
        BudgetLine.OVERHEAD: 70_000,  # booked within the administration: nobody is paid
        BudgetLine.EXPENSES: 85_150,
    }
    results = tuple(amount(aspect, cents, make) for aspect, cents in paid.items())
    annex = use_of_funds_annex(Reported(document=document, results=results, year=2024), programme)
    payments, receipts = tables(annex)
    assert payments == [
        ("Personal", "100,10 €", "99,99 €", "−0,11 €"),
        ("Räume und Reisen", "50,00 €", "50,01 €", "0,01 €"),
        ("Druck", "5,00 €", "–", "–"),
        ("Material (nicht im Finanzierungsplan)", "0,00 €", "1,50 €", "1,50 €"),
        ("Ausgaben zusammen", "155,10 €", "151,50 €", "−3,60 €"),
    ]
    assert receipts[-1] == ("Einnahmen zusammen", "155,10 €", "150,50 €", "−4,60 €")
    assert texts(annex) == [
        "Bescheid vom 12.02.2024",
        "Den Nachweis führt: Kasse.",
        "Zehn Kurse fanden statt.",
        "Das Ergebnis.",
        "Es wurden 1,00 € mehr ausgegeben, als eingingen.",
    ]


def test_what_is_withheld_is_in_no_sum(document, programme, make):
    results = (amount(BudgetLine.STAFF, None, make), amount(BudgetLine.ROOMS, 3_001, make))
    annex = use_of_funds_annex(Reported(document=document, results=results, year=2024), programme)
    payments, _ = tables(annex)
    assert payments[0][2] == payments[-1][2] == "–"
    assert payments[1][2] == "30,01 €"
    assert texts(annex)[-1].startswith("Einnahmen und Ausgaben lassen sich nicht vergleichen")


def test_without_any_payment_in_the_report_nothing_is_called_zero(document, programme):
    payments, _ = tables(use_of_funds_annex(Reported(document=document, results=(), year=2024), programme))
    assert {row[2] for row in payments} == {"–"}


@pytest.mark.parametrize("annex", [standards_annex, use_of_funds_annex])
def test_it_is_tagged_for_screen_readers(annex, document, programme, tagged):
    read = tagged(report_pdf(annex(Reported(document=document, results=(), year=2024), programme)))
    with read.pdf.open_metadata() as metadata:
        assert (metadata["pdfuaid:part"], metadata["pdfaid:conformance"]) == ("1", "A")
    assert len(read.tags("Table")) == len(
        tables(annex(Reported(document=document, results=(), year=2024), programme))
    )


def test_a_ledger_without_plan_and_income_names_its_payments_where_a_grant_is_accounted_for(tmp_path):
    """The lines that are paid come to what the report says was paid out."""
    path = costs_only(tmp_path)
    funds = DECLARED[DECLARED.index("use_of_funds") : DECLARED.index("data:")]
    path.write_text(path.read_text(encoding="utf-8") + funds, encoding="utf-8")
    found = {
        each.finding.subject.aspect: each.finding.main.value for each in open_study(path, year=2024).cost.items
    }
    lines = [value for aspect, value in found.items() if aspect in set(BudgetLine) - {BudgetLine.EXPENSES}]
    assert sum(lines) == found[BudgetLine.EXPENSES] == found[CostSum.PAID] == 55_620
