"""What did it cost: the ledger by ingredient, and the cost of one participant, hour and outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from wirkung.estimate import PERSONS, Estimate, Unit, UnitKind
from wirkung.finding import Absence, Answer, Finding, Question, Role, Subject
from wirkung.io.tables import CostCategory, Group
from wirkung.methods.cost import cost_base, total_cost, unit_cost, unit_cost_of_share
from wirkung.programme.model import Costs, text_in
from wirkung.study.cohort import funnel_steps, hours_by_person
from wirkung.study.data import YearData

# Nobody pays for these; they stand on lines of their own (Levin and McEwan, ingredients method).
NOT_PAID = (CostCategory.VOLUNTEERS, CostCategory.IN_KIND)

HOURS = Unit(kind=UnitKind.HOURS)


def answer_cost(data: YearData) -> Answer:
    """Cost by ingredient, what was paid, full cost, and full cost per participant, hour and outcome."""
    ledger = data.rows_of_year(data.tables.costs)
    settings = data.programme.costs
    if ledger is None or settings is None or ledger.empty:
        return Answer(question=Question.COST, year=data.year, absent=Absence.NO_COSTS)
    findings = (*_composition(data, ledger, settings), *_unit_costs(data, ledger, settings))
    return Answer(question=Question.COST, year=data.year, findings=findings, price_year=settings.price_year)


def _composition(data: YearData, ledger: pd.DataFrame, settings: Costs) -> Iterator[Finding]:
    participants = len(_participants(data))

    def total(subject_id: str, rows: pd.DataFrame) -> Finding:
        estimate = total_cost(rows["cents"], currency=settings.currency, participants=participants)
        return Finding(subject=_subject(data, subject_id, settings), estimates=((Role.MAIN, estimate),))

    for category in CostCategory:
        rows = ledger[ledger["category"] == category]
        if not rows.empty:
            yield total(f"cost.{category}", rows)
    paid = ledger[~ledger["category"].isin(NOT_PAID)]
    if 0 < len(paid) < len(ledger):
        yield total("cost.paid", paid)
    yield total("cost.full", ledger)


def _unit_costs(data: YearData, ledger: pd.DataFrame, settings: Costs) -> Iterator[Finding]:
    cents = int(ledger["cents"].sum())
    registered = len(data.persons(Group.PROGRAMME))
    if registered == 0:
        return
    if data.tables.attendance is not None:
        participants = len(_participants(data))
        hours = float(hours_by_person(data)["hours"].sum())
        behind = Behind(persons=participants, registered=registered)
        yield _per(data, "cost.per_participant", _by(cents, participants, PERSONS, behind, settings), settings)
        yield _per(data, "cost.per_attended_hour", _by(cents, hours, HOURS, behind, settings), settings)
    outcome = next(index for index, step in enumerate(data.programme.cohort) if step.id == settings.outcome)
    (reached,) = funnel_steps(data)[outcome].of_starters.counts
    per_outcome = unit_cost_of_share(cents, reached.number, registered, currency=settings.currency)
    base = cost_base(reached.number, unit=PERSONS, persons=reached.number, registered=registered)
    yield _per(data, "cost.per_outcome", (per_outcome, base), settings)


class Behind(NamedTuple):
    """The persons whose participants or hours a cost is divided by, and of how many registered."""

    persons: int
    registered: int


def _by(cents: int, number: float, unit: Unit, behind: Behind, settings: Costs) -> tuple[Estimate, Estimate]:
    who = behind._asdict()
    return unit_cost(cents, number, currency=settings.currency, **who), cost_base(number, unit=unit, **who)


def _per(data: YearData, subject_id: str, cost_and_base: tuple[Estimate, Estimate], settings: Costs) -> Finding:
    cost, base = cost_and_base
    return Finding(subject=_subject(data, subject_id, settings), estimates=((Role.MAIN, cost), (Role.BASE, base)))


def _subject(data: YearData, subject_id: str, settings: Costs) -> Subject:
    outcome = next(step for step in data.programme.cohort if step.id == settings.outcome)
    return data.own_subject(subject_id, outcome=text_in(outcome.label, data.language))


def _participants(data: YearData) -> pd.Series:
    """Persons of the programme group who attended at least one hour; all of them where nobody kept the hours."""
    persons = data.persons(Group.PROGRAMME)["person"]
    if data.tables.attendance is None:
        return persons
    hours = hours_by_person(data)
    return persons[persons.isin(hours.index[hours["hours"] > 0])]
