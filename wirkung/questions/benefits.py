"""Would it pay off? A scenario from costs and assumed benefits, with every assumption beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from wirkung.codes import Absence, Assumption, Caution, Claim, Quantity, Role
from wirkung.estimate import NUMBER, PERSONS, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.money.scenario import Scenario, scenario, smallest_number
from wirkung.programme.parts import text_in
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.outcome import step_of
from wirkung.year.money.scenario import Model, Parameter, model_of

SOURCE = "Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition"
# Up to how many persons the turning point is looked for: more than any municipality has in a year's cohort.
MOST_PERSONS = 1_000_000


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
    findings = (*_results(model), *_turning_points(model), *_by_group(_assumptions(model)))
    return Answer(
        question="benefits",
        year=data.year,
        findings=findings,
        price_year=model.settings.price_year,
        projected=True,
    )


def scenario_of(model: Model) -> Scenario:
    """The scenario at the assumed values."""
    base = model.base()
    return scenario(
        [model.cents],
        model.benefits(base),
        rate=base["rate"],
        currency=model.settings.currency,
        counts=model.counts,
    )


def _results(model: Model) -> Iterator[Finding]:
    found, data = scenario_of(model), model.data
    for name, estimate in (
        ("npv", found.net_present_value),
        ("ratio", found.benefit_cost_ratio),
        ("break_even", found.break_even_year),
    ):
        decimals = 0 if name == "break_even" else 2
        subject = replace(data.own_subject(f"benefits.{name}"), decimals=decimals)
        yield Finding(subject=subject, estimates=((Role.MAIN, _known(model, estimate)),))
    group = data.own_subject("benefits.gains").label
    for gain in found.gains:
        subject = replace(data.own_subject(f"benefits.gain.{gain.gains}"), group=group)
        yield Finding(subject=subject, estimates=((Role.MAIN, _known(model, gain.present_value)),))


def _known(model: Model, estimate: Estimate) -> Estimate:
    """The estimate, without its number where nobody knows how many outcomes the programme added."""
    reason = model.undetermined
    return estimate if reason is None else replace(estimate, value=None).with_cautions(reason)


def _turning_points(model: Model) -> Iterator[Finding]:
    base = model.base()
    for name in model.persons:
        number = smallest_number(partial(_worth_of, model, base, name), most=MOST_PERSONS)
        step, kind = name.rpartition(".")[2], name.split(".")[1]
        label = text_in(step_of(model.data, step).label, model.data.language)
        subject = model.data.own_subject(f"benefits.turning_point_{kind}", outcome=label)
        estimate = _assumed(model, None if number is None else float(number), PERSONS, SOURCE)
        estimate = replace(estimate, quantity=Quantity.PERSONS_AT_TURNING_POINT)
        never = () if number is not None else (Caution.NEVER_PAYS_BACK,)
        yield Finding(
            subject=replace(subject, id=f"benefits.turning_point.{kind}.{step}", decimals=0, group=label),
            estimates=((Role.MAIN, estimate.with_cautions(*never)),),
        )


def _worth_of(model: Model, base: Mapping[str, float], name: str, persons: int) -> Decimal:
    return model.worth({**base, name: persons})


def _assumptions(model: Model) -> Iterator[Finding]:
    for one in model.parameters():
        if _is_unknown(model, one):
            continue
        values = [(Role.MAIN, one.assumed.value)]
        if one.varies:
            values += [(Role.LOW, one.assumed.low), (Role.HIGH, one.assumed.high)]
        estimates = tuple((role, _assumed(model, value, one.unit, one.source)) for role, value in values)
        yield Finding(subject=_named(one.subject), estimates=estimates)
    for subject, years, source in model.terms():
        estimate = _assumed(model, float(years), NUMBER, source)
        yield Finding(subject=replace(_named(subject), decimals=0), estimates=((Role.MAIN, estimate),))


def _by_group(findings: Iterator[Finding]) -> list[Finding]:
    """What is assumed of one benefit stands together."""
    found = list(findings)
    groups = list(dict.fromkeys(finding.subject.group for finding in found))
    return sorted(found, key=lambda finding: groups.index(finding.subject.group))


def _is_unknown(model: Model, one: Parameter) -> bool:
    persons = model.persons.get(one.assumed.name)
    return persons is not None and persons.unknown is not None


def _named(subject: Subject) -> Subject:
    return replace(subject, id=f"assumption.{subject.id}")


def _assumed(model: Model, value: float | None, unit: Unit, source: str) -> Estimate:
    """A number that was put in, not found."""
    return Estimate(
        quantity=Quantity.ASSUMED_VALUE,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=model.counts,
        source=source,
        assumptions=(Assumption.AS_ASSUMED,),
        cautions=(Caution.SCENARIO,),
    )


QUESTION = Question(answer=lambda asked: answer_benefits(asked.data), limits=True)
