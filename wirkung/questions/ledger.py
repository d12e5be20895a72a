"""How do the amounts in the ledger become full cost? Line by line, to the cent."""

from __future__ import annotations

from wirkung.codes import LedgerLine, Reads, Role
from wirkung.estimate import NUMBER
from wirkung.finding import Answer, Finding, Subject
from wirkung.io.bridge import bridge_of
from wirkung.methods.money.cost import cost_base
from wirkung.methods.money.ledger import ledger_line
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.participants import participants
from wirkung.year.money.spending import no_costs, spending_of


def answer_ledger(data: YearData) -> Answer:
    """Rows read, the amounts as they stand there, what was added and taken off, and full cost as their sum."""
    spending, settings = spending_of(data), data.programme.costs
    if spending is None or settings is None:
        return Answer(question="ledger", year=data.year, absent=no_costs(data))
    persons = participants(data)
    rows = cost_base(spending.rows, unit=NUMBER, persons=persons.size).resting_on(persons.population)
    findings = [Finding(subject=Subject(aspect=LedgerLine.ROWS), estimates=((Role.MAIN, rows),))]
    for line, cents in spending.lines.items():
        estimate = ledger_line(cents, currency=settings.currency, participants=persons.size)
        main = estimate.resting_on(persons.population)
        findings.append(Finding(subject=Subject(aspect=line), estimates=((Role.MAIN, main),)))
    return Answer(
        question="ledger",
        year=data.year,
        findings=tuple(findings),
        price_year=data.year,
        bridge=bridge_of(data.programme, data.tables.costs),
    )


QUESTION = Question(answer=lambda asked: answer_ledger(asked.data), reads=Reads.COHORT)
