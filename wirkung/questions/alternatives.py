"""Which way to the same outcome is worth considering: its own years, other programmes, doing nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wirkung.codes import Absence, Assumption, Caution, Claim, CountRole, Quantity, Role, UnitKind, Way
from wirkung.estimate import SHARE, Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.money.alternatives import Option, Placed, frontier
from wirkung.methods.money.cost import unit_cost
from wirkung.methods.money.sensible_unit import in_sensible_unit
from wirkung.programme.money import Alternative, Costs
from wirkung.programme.parts import Text
from wirkung.questions import Question
from wirkung.questions.cost_years import years_so_far
from wirkung.year.data import YearData
from wirkung.year.money.additional import SOURCE
from wirkung.year.money.outcome import additional_share
from wirkung.year.money.participants import registered
from wirkung.year.money.prices import constant_cents
from wirkung.year.money.spending import no_costs, spending_of

# No option of a programme file has an empty name.
NOTHING = ""
# Doing nothing and one way more is no choice between programmes.
FEWEST_OPTIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way to the outcome: exact cents and effect per person, and both as estimates; who published them."""

    subject: Subject
    cents: Decimal
    effect: Estimate
    cost: Estimate
    source: Text | None = None

    @property
    def option(self) -> Option:
        return Option(name=self.subject.id, cost=self.cents / 100, effect=self.effect.value or 0.0)


def answer_alternatives(data: YearData) -> Answer:
    """Every option with cost and effect per person in constant prices, its standing, and the price of the step up.

    The years of the programme itself count as options. Options whose effect or prices are not known are left out:
    there is nothing to place them by.
    """
    settings = data.programme.costs
    if settings is None or not data.is_over:
        return Answer(question="alternatives", year=data.year, absent=no_costs(data))
    years = (way for year in years_so_far(data) if (way := _of_year(year, settings)) is not None)
    others = (way for one in settings.alternatives if (way := _of_other(one, settings)) is not None)
    ways = (*years, *others)
    if len(ways) < FEWEST_OPTIONS:
        return Answer(question="alternatives", year=data.year, absent=Absence.NO_ALTERNATIVES)
    placed = frontier([Option(name=NOTHING, cost=0, effect=0), *(way.option for way in ways)])[1:]
    findings = tuple(_finding(way, place) for way, place in zip(ways, placed, strict=True))
    return Answer(question="alternatives", year=data.year, findings=findings, price_year=settings.price_year)


def _of_year(data: YearData, settings: Costs) -> _Way | None:
    spending, effect = spending_of(data), additional_share(data, settings.outcome)
    cents = None if spending is None else constant_cents(spending.of_offer, data.year, settings)
    if cents is None or isinstance(effect, Caution) or effect.value is None:
        return None
    everybody = registered(data)
    cost = unit_cost(cents, everybody.size, currency=settings.currency, persons=everybody.size)
    return _Way(
        subject=Subject(cohort=data.year, aspect=Way.OWN_YEARS),
        cents=Decimal(cents) / everybody.size,
        effect=effect,
        cost=in_sensible_unit(cost).resting_on(everybody.population),
    )


def _of_other(other: Alternative, settings: Costs) -> _Way | None:
    cents = constant_cents(round(Decimal(str(other.cost)) * 100), other.year, settings)
    if cents is None:
        return None
    return _Way(
        subject=Subject(alternative=other.id, aspect=Way.OTHERS),
        cents=Decimal(cents),
        effect=_published_effect(other),
        cost=unit_cost(cents, 1, currency=settings.currency, persons=other.persons),
        source=other.source,
    )


def _published_effect(other: Alternative) -> Estimate:
    """What somebody else published: an association, since nobody here can judge its design."""
    return Estimate(
        quantity=Quantity.SHARE_DIFFERENCE,
        unit=SHARE,
        value=other.effect,
        claim=Claim.ASSOCIATION,
        counts=(Count(role=CountRole.BASE, number=other.persons),),
        source=SOURCE,
        standard_error=other.effect_error,
        assumptions=(Assumption.AS_ASSUMED,),
    )


def _finding(way: _Way, placed: Placed) -> Finding:
    estimates: list[tuple[Role, Estimate]] = [(Role.MAIN, way.cost), (Role.EFFECT, way.effect)]
    if placed.ratio is not None:
        estimates.append((Role.RATIO, _ratio(way, placed.ratio)))
    return Finding(subject=way.subject, estimates=tuple(estimates), standing=placed.standing, source=way.source)


def _ratio(way: _Way, ratio: float) -> Estimate:
    """What one more outcome costs on the way from the next cheaper option on the frontier."""
    found = Estimate(
        quantity=Quantity.COST_OF_ADDITIONAL_OUTCOME,
        unit=Unit(kind=UnitKind.MONEY, symbol=way.cost.unit.symbol),
        value=ratio,
        claim=way.effect.claim,
        counts=way.effect.counts,
        source=SOURCE,
        assumptions=way.effect.assumptions,
        cautions=way.effect.cautions,
        populations=way.effect.populations,
    )
    return in_sensible_unit(found)


QUESTION = Question(answer=lambda asked: answer_alternatives(asked.data), compares=True)
