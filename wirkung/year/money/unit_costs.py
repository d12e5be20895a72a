"""What one of each cost: a place, a participant, an hour, a completed course, a person with the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from wirkung.codes import UnitKind
from wirkung.declared import Behaviour, Group
from wirkung.estimate import NUMBER, PERSONS, Estimate, Unit
from wirkung.methods.money.cost import cost_base, unit_cost, unit_cost_of_share
from wirkung.methods.money.marginal_cost import marginal_cost
from wirkung.programme.money import Costs
from wirkung.year.data import YearData
from wirkung.year.money.additional import per_additional_outcome
from wirkung.year.money.participants import completed_participations, courses_held, participants
from wirkung.year.money.spending import Spending
from wirkung.year.tracking.reached import hours_by_person
from wirkung.year.tracking.steps import funnel_steps

HOURS = Unit(kind=UnitKind.HOURS)
PARTICIPATIONS = Unit(kind=UnitKind.PARTICIPATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCost:
    """A cost per unit and what it was divided by; a marginal cost has no base."""

    subject_id: str
    cost: Estimate
    base: Estimate | None = None


def unit_costs(data: YearData, spending: Spending, cents: int) -> Iterator[UnitCost]:
    """All unit costs that the data allow, side by side.

    Parameters
    ----------
    data
        Programme and year.
    spending
        The year's spending, for what of it would be spent again on one more course.
    cents
        Full cost in the prices that are asked for.
    """
    settings = data.programme.costs
    registered = len(data.persons(Group.PROGRAMME))
    if settings is None or registered == 0:
        return
    yield from _per_place(data, settings, cents, registered)
    yield from _per_attendance(data, settings, cents, registered)
    yield from _per_outcome(data, settings, cents, registered)
    yield from _per_course(data, settings, spending, cents)


def _per_place(data: YearData, settings: Costs, cents: int, registered: int) -> Iterator[UnitCost]:
    places = next((one.number for one in settings.places if one.year == data.year), None)
    if places is not None:
        yield UnitCost(
            subject_id="cost.per_place",
            cost=unit_cost(cents, places, currency=settings.currency, persons=registered),
            base=cost_base(places, unit=NUMBER, persons=registered),
        )


def _per_attendance(data: YearData, settings: Costs, cents: int, registered: int) -> Iterator[UnitCost]:
    if data.tables.attendance is None:
        return
    persons = len(participants(data))
    hours = float(hours_by_person(data)["hours"].sum())
    yield _by("cost.per_participant", cents, persons, PERSONS, (persons, registered), settings)
    yield _by("cost.per_attended_hour", cents, hours, HOURS, (persons, registered), settings)
    completed = completed_participations(data)
    if completed is not None:
        behind = (completed["person"].nunique(), registered)
        yield _by("cost.per_completed", cents, len(completed), PARTICIPATIONS, behind, settings)


def _by(
    subject_id: str, cents: int, number: float, unit: Unit, behind: tuple[int, int], settings: Costs
) -> UnitCost:
    """Full cost by a number; `behind` are the persons from whom it comes, and of how many registered."""
    persons, registered = behind
    return UnitCost(
        subject_id=subject_id,
        cost=unit_cost(cents, number, currency=settings.currency, persons=persons, registered=registered),
        base=cost_base(number, unit=unit, persons=persons, registered=registered),
    )


def _per_outcome(data: YearData, settings: Costs, cents: int, registered: int) -> Iterator[UnitCost]:
    outcome = next(index for index, step in enumerate(data.programme.cohort) if step.id == settings.outcome)
    step = funnel_steps(data)[outcome]
    (reached,) = step.of_starters.counts
    cost = unit_cost_of_share(cents, reached.number, registered, currency=settings.currency)
    # Beside the funnel the number also tells how many of the step before did not go on.
    yield UnitCost(
        subject_id="cost.per_outcome",
        cost=replace(cost, counts=(*cost.counts, *step.of_previous.counts)),
        base=cost_base(reached.number, unit=PERSONS, persons=reached.number, registered=registered),
    )
    yield UnitCost(subject_id="cost.per_additional_outcome", cost=per_additional_outcome(data, settings, cents))


def _per_course(data: YearData, settings: Costs, spending: Spending, cents: int) -> Iterator[UnitCost]:
    """One more course: what the ledger calls variable, in the prices in which `cents` stand."""
    variable = spending.entries["behaviour"] == Behaviour.VARIABLE
    courses = courses_held(data)
    if variable.any() and courses:
        share = Fraction(int(spending.entries.loc[variable, "cents"].sum()), spending.cents or 1)
        persons = len(participants(data))
        yield UnitCost(
            subject_id="cost.marginal_course",
            cost=marginal_cost(round(share * cents), courses, currency=settings.currency, persons=persons),
            base=cost_base(courses, unit=NUMBER, persons=persons),
        )
