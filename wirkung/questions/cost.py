"""What did it cost: full cost by ingredient and by who paid, and what one of each thing cost that it brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wirkung.codes import CostSum, Reads, Role
from wirkung.declared import CostCategory, Funding
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Ending, Finding, Subject
from wirkung.io.bridge import bridge_of
from wirkung.methods.money.cost import total_cost
from wirkung.methods.money.ledger import ledger_line
from wirkung.programme.money import Costs
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.arm_costs import arm_costs
from wirkung.year.money.budget import budget_of
from wirkung.year.money.participants import participants
from wirkung.year.money.spending import Spending, no_costs, spending_of
from wirkung.year.money.unit_costs import unit_costs


def answer_cost(data: YearData) -> Answer:
    """Cost by ingredient, what was paid and by whom, full cost, that per unit and arm, in prices of the year."""
    spending, settings = spending_of(data), data.programme.costs
    if spending is None or settings is None:
        return Answer(question="cost", year=data.year, absent=no_costs(data))
    findings = (
        *_budget(data, settings),
        *_composition(data, spending, settings),
        *_unit_costs(data, spending),
        *arm_costs(data, spending, settings),
    )
    bridge = bridge_of(data.programme, data.tables.costs)
    return Answer(
        question="cost",
        year=data.year,
        findings=findings,
        price_year=data.year,
        bridge=bridge,
        endings=tuple(Ending(name=fund.name, until=fund.until) for fund in settings.funds),
    )


def _composition(data: YearData, spending: Spending, settings: Costs) -> Iterator[Finding]:
    persons = participants(data)

    def total(of: CostCategory | CostSum, cents: Iterable[int]) -> Finding:
        estimate = total_cost(cents, currency=settings.currency, participants=persons.size)
        return Finding(
            subject=Subject(aspect=of), estimates=((Role.MAIN, estimate.resting_on(persons.population)),)
        )

    entries, expense, calculated = spending.entries["cents"], spending.expense, spending.calculated["cents"]
    for category in CostCategory:
        of_category = entries[spending.entries["category"] == category]
        if not of_category.empty:
            yield total(category, of_category)
    third = expense["funding"] == Funding.THIRD_PARTY
    told_apart = not expense.empty and (spending.paid_out != spending.cents or bool(third.any()))
    if told_apart:
        yield total(CostSum.PAID, [spending.paid_out])
        yield total(CostSum.EXPENSE, expense["cents"])
    if third.any():
        if not third.all():
            yield total(CostSum.OWN, expense.loc[~third, "cents"])
        yield total(CostSum.THIRD_PARTY, expense.loc[third, "cents"])
    if told_apart and not calculated.empty:
        yield total(CostSum.CALCULATED, calculated)
    yield total(CostSum.FULL, entries)


def _budget(data: YearData, settings: Costs) -> Iterator[Finding]:
    """What was planned, spent and came in, the difference, and the year before, as the ledger has it."""
    persons = participants(data)

    def amount(cents: int) -> Estimate:
        line = ledger_line(cents, currency=settings.currency, participants=persons.size)
        return line.resting_on(persons.population)

    for line in budget_of(data):
        deviation = None if line.planned is None else line.actual - line.planned
        others = ((Role.PLANNED, line.planned), (Role.DEVIATION, deviation), (Role.YEAR_BEFORE, line.before))
        further = tuple((role, amount(cents)) for role, cents in others if cents is not None)
        yield Finding(subject=Subject(aspect=line.line), estimates=((Role.MAIN, amount(line.actual)), *further))


def _unit_costs(data: YearData, spending: Spending) -> Iterator[Finding]:
    for unit in unit_costs(data, spending, spending.of_offer):
        bases = () if unit.base is None else ((Role.BASE, unit.base),)
        yield Finding(subject=unit.subject, estimates=((Role.MAIN, unit.cost), *bases))


QUESTION = Question(
    answer=lambda asked: answer_cost(asked.data),
    compares=True,
    limits=True,
    goals=("cost",),
    missed=5.0,
    reads=Reads.COHORT,
)
