"""What did it cost: full cost by ingredient and by who paid, and what one of each thing cost that it brought."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from wirkung.codes import Absence, Role
from wirkung.declared import CostCategory, Funding
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.money.cost import total_cost
from wirkung.programme.money import Costs
from wirkung.programme.parts import text_in
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.outcome import step_of
from wirkung.year.money.participants import participants
from wirkung.year.money.spending import Spending, spending_of
from wirkung.year.money.unit_costs import unit_costs


def answer_cost(data: YearData) -> Answer:
    """Cost by ingredient, what was paid and by whom, full cost, and full cost per unit, in prices of the year."""
    spending, settings = spending_of(data), data.programme.costs
    if spending is None or settings is None:
        return Answer(question="cost", year=data.year, absent=Absence.NO_COSTS)
    findings = (*_composition(data, spending, settings), *_unit_costs(data, spending, settings))
    return Answer(question="cost", year=data.year, findings=findings, price_year=data.year)


def _composition(data: YearData, spending: Spending, settings: Costs) -> Iterator[Finding]:
    persons = len(participants(data))

    def total(subject_id: str, entries: pd.DataFrame) -> Finding:
        estimate = total_cost(entries["cents"], currency=settings.currency, participants=persons)
        return Finding(subject=data.own_subject(subject_id), estimates=((Role.MAIN, estimate),))

    entries, paid = spending.entries, spending.paid
    for category in CostCategory:
        of_category = entries[entries["category"] == category]
        if not of_category.empty:
            yield total(f"cost.{category}", of_category)
    if 0 < len(paid) < len(entries):
        yield total("cost.paid", paid)
    third = paid["funding"] == Funding.THIRD_PARTY
    if third.any():
        if not third.all():
            yield total("cost.own", paid[~third])
        yield total("cost.third_party", paid[third])
    yield total("cost.full", entries)


def _unit_costs(data: YearData, spending: Spending, settings: Costs) -> Iterator[Finding]:
    for unit in unit_costs(data, spending, spending.cents):
        bases = () if unit.base is None else ((Role.BASE, unit.base),)
        yield Finding(
            subject=unit_subject(data, unit.subject_id, settings), estimates=((Role.MAIN, unit.cost), *bases)
        )


def unit_subject(data: YearData, subject_id: str, settings: Costs) -> Subject:
    """A unit cost as a subject; those on the outcome name it."""
    outcome = step_of(data, settings.outcome)
    return data.own_subject(subject_id, outcome=text_in(outcome.label, data.language))


QUESTION = Question(answer=lambda asked: answer_cost(asked.data), compares=True, limits=True)
