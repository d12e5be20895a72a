"""Was it worth it? The probability that the programme is worth its cost, at every price of an outcome."""

from __future__ import annotations

from wirkung.codes import Absence, Caution, Role
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.money.acceptability import acceptability, net_benefit
from wirkung.programme.parts import text_in
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.additional import compared_with_others
from wirkung.year.money.outcome import step_of
from wirkung.year.money.spending import spending_of


def answer_acceptability(data: YearData) -> Answer:
    """One finding a threshold of the programme file, in prices of the year; `at` is the threshold.

    Beside the probability stands what would be left per person (the effect), with its interval.
    """
    spending, settings = spending_of(data), data.programme.costs
    if spending is None or settings is None:
        return Answer(question="acceptability", year=data.year, absent=Absence.NO_COSTS)
    compared = compared_with_others(data, settings, spending.cents)
    if isinstance(compared, Caution) or not compared.gain_error:
        return Answer(question="acceptability", year=data.year, absent=Absence.NO_ADDITIONAL_OUTCOME)
    outcome = text_in(step_of(data, settings.outcome).label, data.language)
    thresholds = sorted(set(settings.thresholds))
    findings = tuple(
        Finding(
            subject=Subject(
                id=f"acceptability.{worth:g}", label=f"{worth:g} {settings.currency}", group=outcome, at=worth
            ),
            estimates=((Role.MAIN, estimate), (Role.EFFECT, net_benefit(compared, worth))),
        )
        for worth, estimate in zip(thresholds, acceptability(compared, thresholds), strict=True)
    )
    return Answer(question="acceptability", year=data.year, findings=findings, price_year=data.year)


QUESTION = Question(answer=lambda asked: answer_acceptability(asked.data), compares=True)
