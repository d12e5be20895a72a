"""The model behind the projection: every assumption with its range and source, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wirkung.codes import Caution, UnitKind
from wirkung.estimate import PERSONS, SHARE, Count, Unit
from wirkung.finding import Subject
from wirkung.methods.money.benefits import Benefit, net_present_value, total_by_year, yearly_benefits
from wirkung.methods.money.sensitivity import Assumed
from wirkung.programme.money import AssumedAmount, AssumedShare, Costs
from wirkung.programme.money import Benefit as Declared
from wirkung.programme.parts import text_in
from wirkung.year.data import YearData
from wirkung.year.money.beneficiaries import Beneficiaries, beneficiaries_of
from wirkung.year.money.prices import constant_cents
from wirkung.year.money.spending import spending_of

RATE = "rate"
FACTORS = ("deadweight", "attribution", "displacement", "drop_off")
# What a factor is where the programme file does not name it: everything counts, nothing is lost.
NEUTRAL = {"deadweight": 0.0, "attribution": 1.0, "displacement": 0.0, "drop_off": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One assumption as the report shows it: under whose name, in what unit, from where, and its range."""

    assumed: Assumed
    subject: Subject
    unit: Unit
    source: str

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
        How many have the outcome of each benefit, by the name of the parameter.
    """

    data: YearData
    settings: Costs
    cents: int
    rate: AssumedShare
    persons: Mapping[str, Beneficiaries]

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

    def base(self) -> dict[str, float]:
        """Every assumption at its own value."""
        return {one.assumed.name: one.assumed.value for one in self.parameters()}

    def parameters(self) -> Iterator[Parameter]:
        """The discount rate, the persons, and what each benefit assumes, in this order."""
        general = self.data.own_subject("assumption.general").label
        label = self.data.own_subject("assumption.rate").label
        yield self._parameter(RATE, self.rate, Subject(id=RATE, label=label, group=general), SHARE)
        for name, one in self.persons.items():
            subject = Subject(id=name, label=one.label, group=general, decimals=0)
            yield Parameter(assumed=one.assumed(name), subject=subject, unit=PERSONS, source=one.source)
        for benefit in self.declared:
            yield from self._of_benefit(benefit)

    def benefits(self, values: Mapping[str, float]) -> list[Benefit]:
        """The benefits under these assumptions."""
        return [
            Benefit(
                name=one.id,
                gains=one.gains,
                value_cents=Decimal(str(values[f"{one.id}.value"])) * 100,
                persons=values[persons_name(one)],
                years=one.years,
                first_year=one.first_year,
                **{factor: values.get(f"{one.id}.{factor}", NEUTRAL[factor]) for factor in FACTORS},
            )
            for one in self.declared
        ]

    def worth(self, values: Mapping[str, float]) -> Decimal:
        """Net present value in cents under these assumptions."""
        flows = [yearly_benefits(benefit) for benefit in self.benefits(values)]
        return net_present_value(total_by_year([[-self.cents], *flows]), rate=values[RATE])

    def _of_benefit(self, benefit: Declared) -> Iterator[Parameter]:
        money = Unit(kind=UnitKind.MONEY, symbol=self.settings.currency)
        given = [("value", benefit.value, money)]
        given += [(factor, getattr(benefit, factor), SHARE) for factor in FACTORS]
        for name, assumed, unit in given:
            if assumed is not None:
                subject = self._subject(benefit, name)
                yield self._parameter(subject.id, assumed, subject, unit)

    def _subject(self, benefit: Declared, name: str) -> Subject:
        label = self.data.own_subject(f"assumption.{name}").label
        return Subject(id=f"{benefit.id}.{name}", label=label, group=text_in(benefit.label, self.data.language))

    def _parameter(
        self, name: str, assumed: AssumedShare | AssumedAmount, subject: Subject, unit: Unit
    ) -> Parameter:
        low = assumed.value if assumed.low is None else assumed.low
        high = assumed.value if assumed.high is None else assumed.high
        return Parameter(
            assumed=Assumed(name=name, low=low, value=assumed.value, high=high),
            subject=subject,
            unit=unit,
            source=text_in(assumed.source, self.data.language),
        )

    def terms(self) -> Iterator[tuple[Subject, int, str]]:
        """What of a benefit is a plain number of years: when it begins and how long it lasts."""
        for benefit in self.declared:
            for name, years in (("first_year", benefit.first_year), ("years", benefit.years)):
                subject = self._subject(benefit, name)
                yield subject, years, text_in(benefit.value.source, self.data.language)


def persons_name(benefit: Declared) -> str:
    """The parameter that says how many have the outcome: all of them, or those that the programme added."""
    return f"persons.{'additional' if benefit.deadweight is None else 'all'}.{benefit.step}"


def model_of(data: YearData) -> Model | None:
    """The model of the year; None where costs, their prices or the discount rate are not known, or nobody came."""
    spending, settings = spending_of(data), data.programme.costs
    cents = None if spending is None or settings is None else constant_cents(spending.cents, data.year, settings)
    if settings is None or not cents or settings.discount_rate is None:
        return None
    persons = {
        persons_name(one): beneficiaries_of(data, one.step, additional=one.deadweight is None)
        for one in data.programme.benefits
    }
    if any(one is None for one in persons.values()):
        return None
    known = {name: one for name, one in persons.items() if one is not None}
    return Model(data, settings, cents, settings.discount_rate, known)
