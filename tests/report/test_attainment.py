"""What was measured beside what was aimed at: never the same number with «nicht erreicht» behind it."""

from dataclasses import replace

import pytest

from tests.released import released_alone
from wirkung.codes import Advice, Caution, Claim, CountRole, Quantity, Role, UnitKind, Verdict
from wirkung.estimate import PERSONS, SHARE, Count, Estimate, Interval, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.report.sections.goals import goals_sentences
from wirkung.report.writing.attainment import goal_target, measured_value
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers

EUROS = Unit(kind=UnitKind.MONEY, symbol="EUR")
GERMAN: Language = "de"


def goal(quantity, unit, value, target, *, counts=(), interval=None, verdict=Verdict.MISSED):
    main = Estimate(
        quantity=quantity,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=counts or (Count(role=CountRole.BASE, number=100),),
        source="counted",
        interval=interval,
    )
    return Finding(
        subject=Subject(goal="g", decimals=1, better=1),
        estimates=((Role.MAIN, main),),
        target=target,
        verdict=verdict,
    )


def told(finding):
    return measured_value(finding, Numbers(GERMAN)).replace("\u00a0", " "), goal_target(finding, GERMAN).replace(
        "\u00a0", " "
    )


def reached(number, of, *, at_most=None):
    return (Count(role=CountRole.REACHED, number=number, of=of, at_most=at_most),)


@pytest.mark.parametrize(
    ("finding", "value", "target"),
    [
        (goal(Quantity.TOTAL_COST, EUROS, 4280.01, 4280), "4.280,01 €", "4.280 €"),
        (goal(Quantity.TOTAL_COST, EUROS, 4280.0, 4280), "4.280 €", "4.280 €"),
        (goal(Quantity.TOTAL_COST, EUROS, 4285.0, 4280), "4.285 €", "4.280 €"),
        (goal(Quantity.TOTAL_COST, EUROS, 4281.0, 4280.5), "4.281 €", "4.280,50 €"),
        (goal(Quantity.UNIT_COST, EUROS, 428.3, 428), "etwas mehr als 428 €", "428 €"),
        (goal(Quantity.UNIT_COST, EUROS, 427.7, 428), "etwas weniger als 428 €", "428 €"),
        (
            goal(Quantity.SHARE, SHARE, 160 / 230, 0.70, counts=reached(160, 230)),
            "160 von 230, also 69,6 %",
            "70 %",
        ),
        (
            goal(Quantity.SHARE, SHARE, 0.697, 0.70, counts=reached(150, 230, at_most=159)),
            "150 bis 159 von 230, also etwas weniger als 70 %",
            "70 %",
        ),
        (goal(Quantity.SHARE, SHARE, 0.66, 0.705, counts=reached(66, 100)), "66 von 100, also 66 %", "70,5 %"),
    ],
)
def test_value_and_target_read_differently_where_they_differ(finding, value, target):
    assert told(finding) == (value, target)


def test_what_an_interval_decides_stays_as_it_is_printed_elsewhere():
    limits = Interval(low=0.6, high=0.8, level=0.95, method="Wilson")
    found = goal(Quantity.SHARE, SHARE, 0.697, 0.7, counts=reached(160, 230), interval=limits)
    assert told(found)[0] == "70 %"


def test_that_no_interval_is_shown_is_said_only_where_one_would_stand():
    """A median whose interval is held back is no caution beside a change that has its interval."""
    found = goal(Quantity.SHARE, SHARE, 0.66, 0.7, counts=reached(66, 100))
    hidden = found.main.with_cautions(Caution.UNCERTAINTY_NOT_SHOWN, Caution.FEW_PERSONS)
    beside = replace(found, estimates=((Role.MAIN, found.main), (Role.BEFORE, hidden)))
    assert beside.cautions == (Caution.FEW_PERSONS,)
    assert replace(found, estimates=((Role.MAIN, hidden),)).cautions == (
        Caution.UNCERTAINTY_NOT_SHOWN,
        Caution.FEW_PERSONS,
    )


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (1000, "mit rund 1.000 Personen mehr entschieden."),
        (1001, "auch mit zehnmal so vielen Personen nicht entschieden."),
    ],
)
def test_more_than_ten_times_as_many_persons_are_no_plan(needed, words):
    """A hundred were asked."""
    limits = Interval(low=0.6, high=0.8, level=0.95, method="Wilson")
    found = goal(Quantity.SHARE, SHARE, 0.69, 0.7, interval=limits, verdict=Verdict.UNDECIDED)
    more = replace(found.main, quantity=Quantity.COUNT, unit=PERSONS, value=float(needed), interval=None)
    found = replace(found, estimates=(*found.estimates, (Role.NEEDED, more)), advice=Advice.CANNOT_BE_SAID)
    answer = released_alone(Answer(question="goals", year=2024, findings=(found,)))
    assert words in goals_sentences(answer, GERMAN)[0].replace("\u00a0", " ")


def test_a_goal_that_is_asked_as_a_question_needs_no_full_stop():
    found = goal(Quantity.SHARE, SHARE, 0.66, 0.7)
    asked = replace(found, subject=replace(found.subject, goal="Mehr Freude?"))
    answer = released_alone(Answer(question="goals", year=2024, findings=(asked,)))
    assert goals_sentences(answer, GERMAN)[0].startswith("Ziel nicht erreicht: Mehr Freude? ")
