"""How did the costs develop? Full cost and unit costs of every year, in the prices of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import Absence, Caution, CostSum, Reads, Role, UnitCost
from wirkung.declared import Group
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.io.years import years_with_data
from wirkung.methods.money.cost import total_cost
from wirkung.programme.money import Costs
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.participants import participants
from wirkung.year.money.prices import constant_cents
from wirkung.year.money.spending import Spending, no_costs, spending_of, spent
from wirkung.year.money.unit_costs import PerUnit, unit_costs

FULL = Subject(aspect=CostSum.FULL)


def answer_cost_years(data: YearData) -> Answer:
    """Full cost and unit costs by year, up to the year of the report, in prices of the price year.

    A year without entries in the ledger, or without a price level, stays in the row, without a number and with the
    reason: left out, it would look as if there had been no such year.
    """
    settings = data.programme.costs
    years = years_so_far(data)
    if settings is None or not data.is_over or not any(_has_ledger(year) for year in years):
        return Answer(question="cost_years", year=data.year, absent=no_costs(data))
    if len(years) == 1:
        return Answer(question="cost_years", year=data.year, absent=Absence.ONE_YEAR_OF_COSTS)
    found = [finding for year in years for finding in _of_year(year, settings)]
    order = list(dict.fromkeys(finding.subject.aspect for finding in found))
    findings = sorted(found, key=lambda finding: order.index(finding.subject.aspect))
    return Answer(
        question="cost_years",
        year=data.year,
        findings=tuple(findings),
        price_year=settings.price_year,
    )


def years_so_far(data: YearData) -> tuple[YearData, ...]:
    """The years with participants, up to that of the report; of a ledger alone, the years it covers."""
    persons = data.tables.persons
    years = persons.loc[persons["group"] == Group.PROGRAMME, "year"].unique().tolist()
    if data.programme.data.persons is None:
        years = years_with_data(data.tables)
    return tuple(replace(data, year=int(year)) for year in sorted(years) if year <= data.year)


def _has_ledger(data: YearData) -> bool:
    rows = data.rows_of_year(spent(data.tables.costs))
    return rows is not None and bool(rows["whole_year"].any())


def _of_year(data: YearData, settings: Costs) -> Iterator[Finding]:
    spending = spending_of(data)
    if spending is None:
        yield _finding(data, FULL, (_no_value(data, settings, Caution.NO_COSTS_IN_YEAR), None))
        return
    cents = constant_cents(spending.cents, data.year, settings)
    if cents is None:
        missing = _no_value(data, settings, Caution.PRICE_INDEX_MISSING)
        yield _finding(data, FULL, (missing, None))
        return
    total = _total(data, settings, cents)
    yield _finding(data, FULL, (total, None))
    offered = constant_cents(spending.of_offer, data.year, settings)
    for unit in _units(data, spending, cents if offered is None else offered):
        yield _finding(data, unit.subject, (unit.cost, unit.base))


def _units(data: YearData, spending: Spending, cents: int) -> Iterator[PerUnit]:
    """Those of every year; what one more course costs is a question about the next year only."""
    return (unit for unit in unit_costs(data, spending, cents) if unit.unit is not UnitCost.ONE_MORE_COURSE)


def _finding(data: YearData, measure: Subject, cost_and_base: tuple[Estimate, Estimate | None]) -> Finding:
    cost, base = cost_and_base
    bases = () if base is None else ((Role.BASE, base),)
    subject = Subject(step=measure.step, aspect=measure.aspect, cohort=data.year)
    return Finding(subject=subject, estimates=((Role.MAIN, cost), *bases))


def _no_value(data: YearData, settings: Costs, reason: Caution) -> Estimate:
    """Full cost of a year of which nothing can be said, and why."""
    return replace(_total(data, settings, 0), value=None, cautions=(reason,))


def _total(data: YearData, settings: Costs, cents: int) -> Estimate:
    persons = participants(data)
    total = total_cost([cents], currency=settings.currency, participants=persons.size)
    return total.resting_on(persons.population)


QUESTION = Question(answer=lambda asked: answer_cost_years(asked.data), compares=True, reads=Reads.COHORT)
