"""The model behind the projection: every assumption with its range and source, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wirkung.codes import Caution, ScenarioInput, UnitKind
from wirkung.estimate import PERSONS, SHARE, Count, Population, Unit
from wirkung.finding import Subject
from wirkung.methods.money.benefits import Benefit, net_present_value, total_by_year, yearly_benefits
from wirkung.methods.money.sensitivity import Assumed
from wirkung.programme.money import AssumedAmount, AssumedShare, Costs
from wirkung.programme.money import Benefit as Declared
from wirkung.programme.parts import Text
from wirkung.year.data import YearData
from wirkung.year.money.beneficiaries import Beneficiaries, beneficiaries_of
from wirkung.year.money.prices import constant_cents
from wirkung.year.money.spending import spending_of

RATE = Subject(aspect=ScenarioInput.RATE)
# What a factor is where the programme file does not name it: everything counts, nothing is lost.
NEUTRAL = {
    ScenarioInput.DEADWEIGHT: 0.0,
    ScenarioInput.ATTRIBUTION: 1.0,
    ScenarioInput.DISPLACEMENT: 0.0,
    ScenarioInput.DROP_OFF: 0.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One assumption: what it is about, in what unit, its range, and where the programme file has it from.

    The name by which it is varied is the id of its subject. What this report counted itself has no source.
    """

    assumed: Assumed
    subject: Subject
    unit: Unit
    source: Text | None

    @property
    def varies(self) -> bool:
        """Whether the programme file or the data leave room for other values."""
        return self.assumed.low < self.assumed.high


@dataclass(frozen=True, eq=False)
class Model:
    """Costs and benefits as a function of the assumptions.

    cents
        Full cost of the year in prices of the price year.
    persons
        How many have the outcome of each benefit, by the subject of that assumption.
    """

    data: YearData
    settings: Costs
    cents: int
    rate: AssumedShare
    persons: Mapping[Subject, Beneficiaries]

    @property
    def declared(self) -> Sequence[Declared]:
        """The benefits that the programme file names."""
        return self.data.programme.benefits

    @property
    def undetermined(self) -> Caution | None:
        """Why the number of outcomes that the programme added is not known; None where it is."""
        return next((one.unknown for one in self.persons.values() if one.unknown is not None), None)

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every cell on which the number of outcomes rests, each once."""
        return tuple(dict.fromkeys(count for one in self.persons.values() for count in one.counts))

    @property
    def populations(self) -> tuple[Population, ...]:
        """Everybody on whom the number of outcomes rests, each group once."""
        return tuple(dict.fromkeys(found for one in self.persons.values() for found in one.populations))

    def base(self) -> dict[str, float]:
        """Every assumption at its own value."""
        return {one.assumed.name: one.assumed.value for one in self.parameters()}

    def parameters(self) -> Iterator[Parameter]:
        """The discount rate, the persons, and what each benefit assumes, in this order."""
        yield _parameter(RATE, self.rate, SHARE)
        for subject, one in self.persons.items():
            assumed = Assumed(name=subject.id, low=one.low, value=one.value, high=one.high)
            yield Parameter(assumed=assumed, subject=subject, unit=PERSONS, source=None)
        for benefit in self.declared:
            yield from self._of_benefit(benefit)

    def benefits(self, values: Mapping[str, float]) -> list[Benefit]:
        """The benefits under these assumptions."""
        return [
            Benefit(
                name=one.id,
                gains=one.gains,
                value_cents=Decimal(str(values[_of(one, ScenarioInput.VALUE).id])) * 100,
                persons=values[persons_with(one).id],
                years=one.years,
                first_year=one.first_year,
                **{factor: values.get(_of(one, factor).id, neutral) for factor, neutral in NEUTRAL.items()},
            )
            for one in self.declared
        ]

    def worth(self, values: Mapping[str, float]) -> Decimal:
        """Net present value in cents under these assumptions."""
        flows = [yearly_benefits(benefit) for benefit in self.benefits(values)]
        return net_present_value(total_by_year([[-self.cents], *flows]), rate=values[RATE.id])

    def _of_benefit(self, benefit: Declared) -> Iterator[Parameter]:
        money = Unit(kind=UnitKind.MONEY, symbol=self.settings.currency)
        yield _parameter(_of(benefit, ScenarioInput.VALUE), benefit.value, money)
        for factor in NEUTRAL:
            assumed = getattr(benefit, factor)
            if assumed is not None:
                yield _parameter(_of(benefit, factor), assumed, SHARE)

    def terms(self) -> Iterator[tuple[Subject, int, Text]]:
        """What of a benefit is a plain number of years: when it begins and how long it lasts."""
        for benefit in self.declared:
            for what, years in (
                (ScenarioInput.FIRST_YEAR, benefit.first_year),
                (ScenarioInput.YEARS, benefit.years),
            ):
                yield Subject(benefit=benefit.id, aspect=what, decimals=0), years, benefit.value.source


def persons_with(benefit: Declared) -> Subject:
    """The assumption of how many have the outcome: all of them, or those that the programme added."""
    added = benefit.deadweight is None
    kind = ScenarioInput.PERSONS_ADDITIONAL if added else ScenarioInput.PERSONS_ALL
    return Subject(step=benefit.step, aspect=kind, decimals=0)


def _of(benefit: Declared, what: ScenarioInput) -> Subject:
    return Subject(benefit=benefit.id, aspect=what)


def _parameter(subject: Subject, assumed: AssumedShare | AssumedAmount, unit: Unit) -> Parameter:
    low = assumed.value if assumed.low is None else assumed.low
    high = assumed.value if assumed.high is None else assumed.high
    return Parameter(
        assumed=Assumed(name=subject.id, low=low, value=assumed.value, high=high),
        subject=subject,
        unit=unit,
        source=assumed.source,
    )


def model_of(data: YearData) -> Model | None:
    """The model of the year; None where costs, their prices or the discount rate are not known, or nobody came."""
    spending, settings = spending_of(data), data.programme.costs
    cents = None if spending is None or settings is None else constant_cents(spending.cents, data.year, settings)
    if settings is None or not cents or settings.discount_rate is None:
        return None
    persons = {
        persons_with(one): beneficiaries_of(data, one.step, additional=one.deadweight is None)
        for one in data.programme.benefits
    }
    known = {subject: one for subject, one in persons.items() if one is not None}
    return Model(data, settings, cents, settings.discount_rate, known) if len(known) == len(persons) else None
