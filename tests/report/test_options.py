"""One course less, as many, one more: each rule puts its number where it belongs, or none where none is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from wirkung.codes import Claim, CountRole, Quantity, Role, UnitCost, UnitKind, Verdict
from wirkung.estimate import NUMBER, PERSONS, SHARE, Count, Estimate, Unit
from wirkung.finding import Ending, Finding, Subject
from wirkung.report.frame.options import CourseOption, options
from wirkung.report.frame.parts import parts_of

EUROS = Unit(kind=UnitKind.MONEY, symbol="EUR")
LESS, SAME, MORE = range(len(CourseOption))
FOR, AGAINST = 1, 2
ALPHA = Subject(indicator="alpha", better=1)


def known(value, quantity, unit, number=344):
    counts = (Count(role=CountRole.BASE, number=number),)
    return Estimate(
        quantity=quantity, unit=unit, value=value, claim=Claim.DESCRIPTION, counts=counts, source="Count"
    )


def course(number=344):
    estimates = (
        (Role.MAIN, known(3550.0, Quantity.UNIT_COST, EUROS, number)),
        (Role.BASE, known(14.0, Quantity.COUNT, NUMBER, number)),
    )
    return Finding(subject=Subject(aspect=UnitCost.ONE_MORE_COURSE), estimates=estimates)


def places(registered, of):
    main = known(registered / of, Quantity.PART_OF_PLANNED, SHARE)
    return Finding(subject=Subject(aspect="reach.utilisation"), estimates=((Role.MAIN, main),), target=float(of))


def waiting(number):
    main = known(float(number), Quantity.COUNT, PERSONS, number)
    return Finding(subject=Subject(aspect="reach.waiting"), estimates=((Role.MAIN, main),))


@pytest.fixture
def told(make):
    """The three lines of what is released of some findings by question."""

    def lines(endings=(), **findings):
        answers = [make.released(question, *each) for question, each in findings.items()]
        answers = [replace(each, endings=endings) if each.question == "cost" else each for each in answers]
        (table,) = parts_of(options(*answers), "en")
        return [[cell.replace("\u00a0", " ") for cell in row] for row in table.rows]

    return lines


def test_money_speaks_for_less_and_against_more(told):
    rows = told(cost=[course()])
    assert rows == [
        ["One course less", "One course less saves €3,550; the fixed costs remain.", "not applicable"],
        ["As many courses", "not applicable", "not applicable"],
        ["One course more", "not applicable", "One course more costs €3,550 in addition."],
    ]


def test_a_waiting_list_and_too_few_places_speak_against_less(told):
    rows = told(cost=[course()], reach=[places(344, 360), waiting(22)])
    assert "On the waiting list: 22 persons." in rows[MORE][FOR]
    assert rows[LESS][AGAINST] == (
        "On the waiting list: 22 persons. "
        f"With one course less there would be about {360 - round(360 / 14)} places; 344 had registered."
    )
    assert "Of 360 places 16 remained free (344 registered)." in rows[MORE][AGAINST]
    assert "remained free" not in rows[LESS][FOR]  # fewer than a course has


def test_as_many_free_places_as_a_course_has_speak_for_less(told):
    rows = told(cost=[course()], reach=[places(360 - round(360 / 14), 360), waiting(0)])
    assert "Of 360 places 26 remained free" in rows[LESS][FOR]
    assert rows[LESS][AGAINST] == "not applicable"
    assert rows[MORE][FOR] == "not applicable"


@pytest.mark.parametrize(
    ("value", "low", "high", "words", "more"),
    [
        (0.4, 0.2, 0.6, "the result goes in the wanted direction.", FOR),
        (-0.4, -0.6, -0.2, "the result goes in the unwanted direction.", AGAINST),
        (0.1, -0.1, 0.3, "the result cannot be distinguished from zero.", AGAINST),
    ],
)
def test_the_main_result_speaks_by_its_interval(told, make, value, low, high, words, more):
    rows = told(cost=[course()], change=[make.finding(make.estimate(value, low, high), ALPHA)])
    assert f"alpha: {words}" in rows[MORE][more]
    assert f"alpha: {words}" in rows[LESS][FOR if more == AGAINST else AGAINST]
    assert words not in "".join(rows[SAME])


def test_what_is_too_small_to_matter_or_has_no_direction_speaks_for_nothing(told, make):
    small = make.finding(make.estimate(0.4, 0.2, 0.6), ALPHA, verdict=Verdict.NO_RELEVANT_CHANGE, target=1.0)
    for finding in (small, make.finding(make.estimate(0.4), ALPHA)):
        assert "the result" not in str(told(cost=[course()], change=[finding]))


def test_goals_and_money_that_ends_speak_about_going_on(told, make):
    reached = make.goal("alpha", make.estimate(0.4, 0.2, 0.6), 0.1, Verdict.REACHED)
    missed = make.goal("beta", make.estimate(0.4, 0.2, 0.6), 0.9, Verdict.MISSED)
    ending = Ending(name="State grant", until=dt.date(2026, 7, 31))
    assert told(cost=[course()], goals=[reached])[SAME][FOR] == "The goal was reached."
    assert told(cost=[course()], goals=[reached, reached])[SAME][FOR] == "Both goals were reached."
    rows = told(endings=(ending,), cost=[course()], goals=[reached, missed])
    assert rows[SAME] == ["As many courses", "not applicable", "Missed: beta. State grant ends on 31 Jul 2026."]
    assert rows[MORE][AGAINST].endswith(rows[SAME][AGAINST])


def test_an_amount_that_is_withheld_is_not_told_here(told):
    rows = told(cost=[course(number=4)], reach=[places(344, 360), waiting(22)])
    assert "3,550" not in str(rows)
    assert "22 persons" in rows[MORE][FOR]


def test_without_the_cost_of_a_course_there_is_no_section(make):
    (only,) = parts_of(options(make.released("reach", waiting(22))), "en")
    assert only.tone == "absent"
