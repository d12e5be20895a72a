"""Would it pay off? A scenario from costs and assumed benefits, with every assumption beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from wirkung.codes import Absence, Assumption, Caution, Claim, Quantity, Role, ScenarioInput, ScenarioResult
from wirkung.declared import Gainer
from wirkung.estimate import NUMBER, PERSONS, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.money.scenario import Scenario, scenario, smallest_number
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.scenario import RATE, Model, model_of

SOURCE = "Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition"
# Up to how many persons the turning point is looked for: more than any municipality has in a year's cohort.
MOST_PERSONS = 1_000_000
ENOUGH = {
    ScenarioInput.PERSONS_ADDITIONAL: ScenarioResult.ENOUGH_ADDITIONAL,
    ScenarioInput.PERSONS_ALL: ScenarioResult.ENOUGH_OF_ALL,
}


def answer_benefits(data: YearData) -> Answer:
    """Net present value, ratio, break-even year, who gains, from how many outcomes on it pays, every assumption.

    Nothing of it was observed, so that every number is a scenario. While the number of additional outcomes cannot
    be told from zero there is no value to project; from how many on it would pay can still be said.
    """
    if not data.programme.benefits:
        return Answer(question="benefits", year=data.year, absent=Absence.NO_BENEFITS)
    model = model_of(data)
    if model is None:
        return Answer(question="benefits", year=data.year, absent=Absence.NO_SCENARIO)
    assumptions = sorted(_assumptions(model), key=_place_of(model))
    findings = (*_results(model), *_turning_points(model), *assumptions)
    return Answer(
        question="benefits",
        year=data.year,
        findings=tuple(resting_on_persons(model, finding) for finding in findings),
        price_year=model.settings.price_year,
        projected=True,
    )


def scenario_of(model: Model) -> Scenario:
    """The scenario at the assumed values."""
    base = model.base()
    return scenario(
        [model.cents],
        model.benefits(base),
        rate=base[RATE.id],
        currency=model.settings.currency,
        counts=model.counts,
    )


def resting_on_persons(model: Model, finding: Finding) -> Finding:
    """The finding, every number of it resting on those whose outcomes the scenario counts."""
    estimates = tuple((role, estimate.resting_on(*model.populations)) for role, estimate in finding.estimates)
    return replace(finding, estimates=estimates)


def _results(model: Model) -> Iterator[Finding]:
    found = scenario_of(model)
    results = (
        (ScenarioResult.NET_PRESENT_VALUE, found.net_present_value, 2),
        (ScenarioResult.RATIO, found.benefit_cost_ratio, 2),
        (ScenarioResult.BREAK_EVEN, found.break_even_year, 0),
    )
    for result, estimate, decimals in results:
        subject = Subject(aspect=result, decimals=decimals)
        yield Finding(subject=subject, estimates=((Role.MAIN, _known(model, estimate)),))
    for gain in found.gains:
        subject = Subject(aspect=Gainer(gain.gains))
        yield Finding(subject=subject, estimates=((Role.MAIN, _known(model, gain.present_value)),))


def _known(model: Model, estimate: Estimate) -> Estimate:
    """The estimate, without its number where nobody knows how many outcomes the programme added."""
    reason = model.undetermined
    return estimate if reason is None else replace(estimate, value=None).with_cautions(reason)


def _turning_points(model: Model) -> Iterator[Finding]:
    base = model.base()
    for subject, persons in model.persons.items():
        number = smallest_number(partial(_worth_of, model, base, subject.id), most=MOST_PERSONS)
        estimate = _assumed(model, None if number is None else float(number), PERSONS)
        never = () if number is not None else (Caution.NEVER_PAYS_BACK,)
        main = replace(estimate, quantity=Quantity.PERSONS_AT_TURNING_POINT).with_cautions(*never)
        enough = Subject(step=persons.step, aspect=ENOUGH[persons.kind], decimals=0)
        yield Finding(subject=enough, estimates=((Role.MAIN, main),))


def _worth_of(model: Model, base: Mapping[str, float], name: str, persons: int) -> Decimal:
    return model.worth({**base, name: persons})


def _assumptions(model: Model) -> Iterator[Finding]:
    unknown = [subject for subject, persons in model.persons.items() if persons.unknown is not None]
    for one in model.parameters():
        if one.subject in unknown:
            continue
        values = [(Role.MAIN, one.assumed.value)]
        if one.varies:
            values += [(Role.LOW, one.assumed.low), (Role.HIGH, one.assumed.high)]
        estimates = tuple((role, _assumed(model, value, one.unit)) for role, value in values)
        yield Finding(subject=one.subject, estimates=estimates, source=one.source)
    for subject, years, source in model.terms():
        main = _assumed(model, float(years), NUMBER)
        yield Finding(subject=subject, estimates=((Role.MAIN, main),), source=source)


def _place_of(model: Model) -> Callable[[Finding], int]:
    """What is assumed of one benefit stands together, after what is assumed for all."""
    order = ["", *(benefit.id for benefit in model.declared)]
    return lambda finding: order.index(finding.subject.benefit)


def _assumed(model: Model, value: float | None, unit: Unit) -> Estimate:
    """A number that was put in, not found."""
    return Estimate(
        quantity=Quantity.ASSUMED_VALUE,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=model.counts,
        source=SOURCE,
        assumptions=(Assumption.AS_ASSUMED,),
        cautions=(Caution.SCENARIO,),
    )


QUESTION = Question(answer=lambda asked: answer_benefits(asked.data), limits=True)
