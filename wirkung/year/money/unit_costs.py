"""What one of each cost: a place, a participant, an hour, a completed course, a person with the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from wirkung.codes import Caution, UnitCost, UnitKind
from wirkung.declared import Behaviour, CostCategory, Group
from wirkung.estimate import NUMBER, PERSONS, Estimate, Unit
from wirkung.finding import Subject
from wirkung.methods.money.cost import cost_base, unit_cost, unit_cost_of_share
from wirkung.methods.money.marginal_cost import marginal_cost
from wirkung.methods.money.sensible_unit import in_sensible_unit
from wirkung.programme.money import Costs
from wirkung.year.data import YearData
from wirkung.year.money.additional import per_additional_outcome
from wirkung.year.money.participants import (
    completed_participations,
    courses_held,
    held_hours,
    is_known,
    participants,
    places_of,
    registered,
)
from wirkung.year.money.spending import Spending
from wirkung.year.sample import HOURS as HOURS_OF_PERSONS
from wirkung.year.sample import Sample
from wirkung.year.tracking.reached import hours_by_person
from wirkung.year.tracking.reaching import observable
from wirkung.year.tracking.steps import funnel_steps, not_yet

HOURS = Unit(kind=UnitKind.HOURS)
PARTICIPATIONS = Unit(kind=UnitKind.PARTICIPATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PerUnit:
    """A cost per unit, the step it is about (empty for those on no step), and what it was divided by."""

    unit: UnitCost
    cost: Estimate
    base: Estimate | None = None
    step: str = ""

    @property
    def subject(self) -> Subject:
        """What a finding on it is about."""
        return Subject(step=self.step, aspect=self.unit)


def unit_costs(data: YearData, spending: Spending, cents: int) -> Iterator[PerUnit]:
    """All unit costs that the data allow, side by side, as they are told (`in_sensible_unit`).

    Parameters
    ----------
    data
        Programme and year.
    spending
        The year's spending, for what of it would be spent again on one more course.
    cents
        Full cost without evaluation (`Spending.of_offer`), in the prices that are asked for.
    """
    apart = () if spending.of_offer == spending.cents else (Caution.EVALUATION_APART,)
    for unit in _unit_costs(data, spending, cents):
        yield replace(unit, cost=in_sensible_unit(unit.cost).with_cautions(*apart))


def _unit_costs(data: YearData, spending: Spending, cents: int) -> Iterator[PerUnit]:
    settings = data.programme.costs
    everybody = registered(data)
    if settings is None or everybody.size == 0:
        return
    yield from _per_place(data, settings, cents, everybody)
    if data.tables.totals is not None:
        yield from _per_participation(data, settings, cents, everybody)
    else:
        yield from _per_attendance(data, settings, cents, everybody)
        yield from _per_outcome(data, settings, cents, everybody)
    yield from _per_course(data, settings, spending, cents)


def _per_place(data: YearData, settings: Costs, cents: int, everybody: Sample) -> Iterator[PerUnit]:
    known = places_of(data)
    if known is not None and known[0]:
        places, _ = known
        cost = unit_cost(cents, places, currency=settings.currency, persons=everybody.size)
        base = cost_base(places, unit=NUMBER, persons=everybody.size)
        yield PerUnit(
            unit=UnitCost.PLACE,
            cost=cost.resting_on(everybody.population),
            base=base.resting_on(everybody.population),
        )


def _per_attendance(data: YearData, settings: Costs, cents: int, everybody: Sample) -> Iterator[PerUnit]:
    if data.tables.attendance is None:
        return
    persons = participants(data)
    attended = hours_by_person(data)["hours"]  # of the comparison group too, for whom nothing was spent
    hours = float(attended[attended.index.isin(data.persons(Group.PROGRAMME)["person"])].sum())
    yield _by(UnitCost.PARTICIPANT, cents, persons.size, PERSONS, (persons, everybody), settings)
    if not data.programme.data.counts_dates:
        whose = (replace(persons, variable=HOURS_OF_PERSONS), everybody)
        yield _by(UnitCost.ATTENDED_HOUR, cents, hours, HOURS, whose, settings)
    completed = completed_participations(data)
    if completed is not None:
        number, behind = completed
        counted = PERSONS if number == behind.size else PARTICIPATIONS
        yield _by(UnitCost.COMPLETED, cents, number, counted, (behind, everybody), settings)


def _per_participation(data: YearData, settings: Costs, cents: int, everybody: Sample) -> Iterator[PerUnit]:
    """By what is known of courses without a list of persons; one person may have taken part in several."""
    came = participants(data)
    each_once = data.programme.data.totals is not None and data.programme.data.totals.each_once
    unit, per = (PERSONS, UnitCost.PARTICIPANT) if each_once else (PARTICIPATIONS, UnitCost.PARTICIPATION)
    if is_known(data, "attended"):
        yield _by(per, cents, came.size, unit, (came, everybody), settings)
    hours = held_hours(data)
    if hours is not None:
        yield _by(UnitCost.HELD_HOUR, cents, hours, HOURS, (came, everybody), settings)
    completed = completed_participations(data)
    if completed is not None:
        number, behind = completed
        yield _by(UnitCost.COMPLETED, cents, number, unit, (behind, everybody), settings)


def _by(
    per: UnitCost, cents: int, number: float, unit: Unit, behind: tuple[Sample, Sample], settings: Costs
) -> PerUnit:
    """Full cost by a number; `behind` are the persons from whom it comes, and those registered."""
    persons, everybody = (sample.size for sample in behind)
    populations = [sample.population for sample in behind]
    cost = unit_cost(cents, number, currency=settings.currency, persons=persons, registered=everybody)
    base = cost_base(number, unit=unit, persons=persons, registered=everybody)
    return PerUnit(unit=per, cost=cost.resting_on(*populations), base=base.resting_on(*populations))


def _per_outcome(data: YearData, settings: Costs, cents: int, everybody: Sample) -> Iterator[PerUnit]:
    outcome = next(index for index, step in enumerate(data.programme.way) if step.id == settings.outcome)
    step = funnel_steps(data)[outcome]
    (reached,) = step.of_starters.counts
    cost = unit_cost_of_share(cents, step.of_starters, currency=settings.currency)
    if not observable(data, data.programme.way[outcome]):
        unknown = not_yet(replace(cost, counts=step.of_starters.counts).resting_on(everybody.population))
        yield PerUnit(unit=UnitCost.OUTCOME, step=settings.outcome, cost=unknown)
        yield _additional(data, settings, cents)
        return
    base = cost_base(reached.number, unit=PERSONS, persons=reached.number, registered=everybody.size)
    # Beside the funnel the number also tells how many of the step before did not go on.
    beside = replace(cost, counts=(*cost.counts, *step.counts[1:]))
    yield PerUnit(
        unit=UnitCost.OUTCOME,
        step=settings.outcome,
        cost=beside.resting_on(*step.populations),
        base=base.resting_on(*step.of_starters.populations),
    )
    yield _additional(data, settings, cents)


def _additional(data: YearData, settings: Costs, cents: int) -> PerUnit:
    cost = per_additional_outcome(data, settings, cents)
    return PerUnit(unit=UnitCost.ADDITIONAL_OUTCOME, step=settings.outcome, cost=cost)


def _per_course(data: YearData, settings: Costs, spending: Spending, cents: int) -> Iterator[PerUnit]:
    """One more course: what the ledger calls variable, in the prices in which `cents` stand."""
    variable = spending.entries["behaviour"] == Behaviour.VARIABLE
    variable &= spending.entries["category"] != CostCategory.EVALUATION
    courses = courses_held(data)
    if variable.any() and courses:
        share = Fraction(int(spending.entries.loc[variable, "cents"].sum()), spending.of_offer or 1)
        persons = participants(data)
        cost = marginal_cost(round(share * cents), courses, currency=settings.currency, persons=persons.size)
        base = cost_base(courses, unit=NUMBER, persons=persons.size)
        yield PerUnit(
            unit=UnitCost.ONE_MORE_COURSE,
            cost=cost.resting_on(persons.population),
            base=base.resting_on(persons.population),
        )
