"""On which assumptions does the scenario hang? One at a time, and all together by chance."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import Absence, Role, ScenarioResult
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.money.sensitivity import monte_carlo, one_way
from wirkung.questions import SEED, Question
from wirkung.questions.benefits import resting_on_persons, scenario_of
from wirkung.year.data import YearData
from wirkung.year.money.scenario import Model, Parameter, model_of

DRAWS = 2_000


def answer_sensitivity(data: YearData) -> Answer:
    """Net present value at the least and the greatest value of each assumption, widest first; then by chance."""
    if not data.programme.benefits:
        return Answer(question="sensitivity", year=data.year, absent=Absence.NO_BENEFITS)
    model = model_of(data)
    if model is None:
        return Answer(question="sensitivity", year=data.year, absent=Absence.NO_SCENARIO)
    if model.undetermined is not None:
        return Answer(question="sensitivity", year=data.year, absent=Absence.NO_ADDITIONAL_OUTCOME)
    varied = tuple(one for one in model.parameters() if one.varies)
    if not varied:
        return Answer(question="sensitivity", year=data.year, absent=Absence.NO_RANGES)
    findings = (*_one_way(model, varied), _together(model))
    return Answer(
        question="sensitivity",
        year=data.year,
        findings=tuple(resting_on_persons(model, finding) for finding in findings),
        price_year=model.settings.price_year,
        projected=True,
    )


def _one_way(model: Model, varied: tuple[Parameter, ...]) -> Iterator[Finding]:
    base, by_name = model.base(), {one.assumed.name: one for one in varied}
    at_base = scenario_of(model).net_present_value
    swings = one_way(
        lambda values: model.worth({**base, **values}),
        [one.assumed for one in varied],
        currency=model.settings.currency,
        counts=model.counts,
    )
    for swing in swings:
        yield Finding(
            subject=by_name[swing.assumed.name].subject,
            estimates=((Role.MAIN, at_base), (Role.LOW, swing.at_low), (Role.HIGH, swing.at_high)),
        )


def _together(model: Model) -> Finding:
    found = monte_carlo(
        model.worth,
        [one.assumed for one in model.parameters()],
        currency=model.settings.currency,
        counts=model.counts,
        seed=SEED,
        draws=DRAWS,
    )
    estimates: tuple[tuple[Role, Estimate], ...] = (
        (Role.MAIN, found.net_present_value),
        (Role.PROBABILITY, found.above_zero),
    )
    return Finding(subject=Subject(aspect=ScenarioResult.DRAWN_TOGETHER), estimates=estimates)


QUESTION = Question(answer=lambda asked: answer_sensitivity(asked.data), draws=True, missed=0.3)
