"""Was it worth it? The probability that the programme is worth its cost, at every price of an outcome."""

from __future__ import annotations

from wirkung.codes import Absence, Caution, Role
from wirkung.finding import Amount, Answer, Finding, Subject
from wirkung.methods.money.acceptability import acceptability, net_benefit
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.additional import compared_with_others
from wirkung.year.money.spending import no_costs, spending_of


def answer_acceptability(data: YearData) -> Answer:
    """One finding a threshold of the programme file, in prices of the year.

    Beside the probability stands what would be left per person (the effect), with its interval.
    """
    spending, settings = spending_of(data), data.programme.costs
    if spending is None or settings is None:
        return Answer(question="acceptability", year=data.year, absent=no_costs(data))
    compared = compared_with_others(data, settings, spending.of_offer)
    if isinstance(compared, Caution) or not compared.gain_error:
        return Answer(question="acceptability", year=data.year, absent=Absence.NO_ADDITIONAL_OUTCOME)
    thresholds = sorted(set(settings.thresholds))
    populations = compared.effect.populations
    findings = tuple(
        Finding(
            subject=Subject(step=settings.outcome, amount=Amount(worth, settings.currency)),
            estimates=(
                (Role.MAIN, probability.resting_on(*populations)),
                (Role.EFFECT, net_benefit(compared, worth).resting_on(*populations)),
            ),
        )
        for worth, probability in zip(thresholds, acceptability(compared, thresholds), strict=True)
    )
    return Answer(question="acceptability", year=data.year, findings=findings, price_year=data.year)


QUESTION = Question(answer=lambda asked: answer_acceptability(asked.data), compares=True, missed=0.3)
