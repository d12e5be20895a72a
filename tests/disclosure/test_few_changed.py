"""A second report of a year after few persons' data have changed. All persons are invented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.disclosure.of_persons import mean, mean_of, population, share
from wirkung.codes import Absence, Claim, CountRole, Quantity, Ranges, Reads, Role, UnitKind
from wirkung.declared import Wave
from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.few_changed import decide_again, parts_read
from wirkung.disclosure.protection import Shown
from wirkung.disclosure.register.parts import of_indicator
from wirkung.disclosure.register.rows import Past, PastPart
from wirkung.estimate import Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.programme.model import Indicator, Programme

EVERYBODY = 120
WOMEN = range(60)
MEN = range(60, EVERYBODY)
PROGRAMME = Programme.model_validate(
    {
        "id": "toy",
        "title": "Spielzeug",
        "organisation": "Amt",
        "question": "Geht es?",
        "synthetic": True,
        "design": {"kind": "one_group", "assignment": "self_selected"},
        "data": {
            "persons": {"file": "persons.csv", "columns": {"person": "id", "year": "year", "gender": "gender"}}
        },
        "indicators": [
            {"id": "interest", "label": "Interesse", "items": ["a"], "scale": {"low": 1, "high": 5}},
            {"id": "courage", "label": "Mut", "items": ["b"], "scale": {"low": 1, "high": 5}},
        ],
        "characteristics": [
            {"id": "gender", "label": "Geschlecht"},
            {"id": "school", "label": "Schule", "kind": "institution"},
        ],
    }
)


def of_gender(gender, places):
    found = mean("interest", places)
    return replace(found, subject=replace(found.subject, characteristic="gender", category=gender))


def answers(women=WOMEN, everybody=range(EVERYBODY)):
    change = (mean("interest", everybody), mean("courage", everybody, "courage.change"))
    subgroups = (of_gender("f", women), of_gender("m", MEN))
    return (
        Answer(question="change", year=2024, findings=change, reads=Reads.NAMED),
        Answer(question="subgroups", year=2024, findings=subgroups, reads=Reads.NAMED),
        Answer(
            question="cohort",
            year=2024,
            findings=(share("job", range(40), everybody),),
            reads=Reads.COHORT,
            ranges=Ranges.OF_MEANS_AND_SHARES,
        ),
        Answer(question="cost", year=2024, findings=(cost(everybody),), reads=Reads.COHORT),
        Answer(question="lost", year=2024, absent=Absence.NO_LOSS),
        Answer(question="earlier", year=2024, absent=Absence.NO_EARLIER_COHORTS, reads=Reads.COHORT),
    )


def cost(places):
    estimate = Estimate(
        quantity=Quantity.TOTAL_COST,
        unit=Unit(kind=UnitKind.MONEY, symbol="EUR"),
        value=48_000.0,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=len(places)),),
        source="test",
    ).resting_on(population(places))
    return Finding(subject=Subject(aspect="full"), estimates=((Role.MAIN, estimate),))


def past(part, changed, rows=(range(EVERYBODY),), **more):
    marks = np.zeros(EVERYBODY, dtype=np.bool_)
    marks[list(changed)] = True
    bits = tuple(population(row).members for row in rows)
    return Past(
        rows=(), everybody=EVERYBODY, changed={}, parts={part: (PastPart(changed=marks, rows=bits),)}, **more
    )


def decided(earlier, asked=None):
    return decide_again(asked or answers(), PROGRAMME, past=earlier, amounts=Amounts())


def shown(again):
    """The lines that are shown, by question and subject."""
    return {name[:2] for name, how in again.decision.shown.items() if how is not Shown.WITHHELD}


ALL = {
    ("change", "interest"),
    ("change", "courage"),
    ("subgroups", "gender.interest.f"),
    ("subgroups", "gender.interest.m"),
    ("cohort", "job"),
    ("cost", "full"),
}


@pytest.mark.parametrize("changed", [range(0), range(60, 120), range(120)])
def test_where_nobody_or_enough_have_changed_in_every_number_nothing_is_held_back(changed):
    again = decided(past("answers.interest", changed))
    assert shown(again) == ALL
    assert again.held == ()
    assert again.answers == answers()


@pytest.mark.parametrize("changed", [[3], range(9), [*range(30), 61], [*range(50, 60), *range(60, 69)]])
def test_few_changed_answers_take_every_number_of_the_indicator_with_them(changed):
    """Few of all, or of one group only: the numbers of the other group go too."""
    again = decided(past("answers.interest", changed))
    assert shown(again) == {("change", "courage"), ("cohort", "job"), ("cost", "full")}
    assert {(question, each.subject.id) for question, each in again.held} == {
        ("change", "interest"),
        ("subgroups", "gender.interest.f"),
        ("subgroups", "gender.interest.m"),
    }
    assert again.decision.shown["change", "interest", Role.MAIN] is Shown.WITHHELD
    assert again.decision.remembered


def test_whoever_it_was_the_answers_are_the_same():
    one, other = (decided(past("answers.interest", [place])) for place in (3, 118))
    assert (one.answers, one.decision) == (other.answers, other.decision)


def test_lines_that_may_be_there_because_of_the_few_are_gone():
    again = decided(past("persons.gender", [3]))
    told = {each.question: each for each in again.answers}
    assert (told["subgroups"].findings, told["subgroups"].absent) == ((), Absence.FEW_CHANGED)
    assert told["change"] == answers()[0]
    # That nobody was lost, as earlier, might be said because of them; that there are no earlier cohorts not.
    assert told["lost"].absent is Absence.FEW_CHANGED
    assert told["earlier"].absent is Absence.NO_EARLIER_COHORTS


def test_of_one_who_is_gone_only_money_is_left_and_not_on_how_many_it_was_spent():
    again = decided(past("persons", [119]), answers(everybody=range(119)))
    assert shown(again) == {("cost", "full")}
    (full,) = next(each for each in again.answers if each.question == "cost").findings
    assert full.main.value == 48_000.0
    assert full.main.populations == ()
    assert [(each.number, each.at_most) for each in full.main.counts] == [(10, 999_999)]


def test_an_earlier_number_counts_though_today_there_is_none_like_it():
    earlier = past("answers.interest", range(60), rows=[range(51, EVERYBODY)])
    assert ("change", "interest") not in shown(decided(earlier))


def test_a_number_that_would_be_told_counts_though_there_was_none_like_it():
    asked = answers(women=range(50, 60))
    assert shown(decided(past("answers.interest", range(50)), asked)) >= {("change", "interest")}
    assert ("change", "interest") not in shown(decided(past("answers.interest", range(51)), asked))


def test_a_report_that_did_not_write_down_its_parts_leaves_money_only():
    earlier = Past(rows=(), everybody=EVERYBODY, changed={}, unknown=True)
    assert shown(decided(earlier)) == {("cost", "full")}


def test_without_earlier_reports_everything_is_as_it_was():
    assert shown(decided(None)) == ALL


@pytest.mark.parametrize(
    ("finding", "reads", "parts"),
    [
        (mean("interest", WOMEN), Reads.NAMED, {"answers.interest"}),
        (mean("", WOMEN), Reads.NAMED, {"answers.interest"}),  # by whom it rests on
        (of_gender("f", WOMEN), Reads.NAMED, {"answers.interest", "persons.gender", "persons.school"}),
        (of_gender("f", WOMEN), Reads.PERSONS, {"persons.gender", "persons.school"}),
        (share("job", WOMEN, MEN), Reads.COHORT, {"attendance", "events"}),
        *(
            (
                share("job", WOMEN, MEN),
                reads,
                {
                    "attendance",
                    "events",
                    "persons/left",
                    *("answers.interest", "answers.courage", "persons.gender", "persons.school"),
                },
            )
            for reads in (Reads.NAMED, Reads.EVERYTHING)
        ),
    ],
)
def test_what_a_line_depends_on(finding, reads, parts):
    answer = Answer(question="x", year=2024, findings=(finding,), reads=reads)
    listed = {"persons", "persons/group", "persons/course", "persons/entered"}
    assert parts_read(answer, finding, PROGRAMME) == listed | parts


def test_a_line_that_rests_on_no_persons_depends_on_nothing():
    estimate = mean_of(WOMEN).resting_on()
    finding = Finding(subject=Subject(aspect="rows"), estimates=((Role.MAIN, estimate),))
    answer = Answer(question="x", year=2024, findings=(finding,))
    assert parts_read(answer, finding, PROGRAMME) == frozenset()


def test_answers_to_a_pretest_decide_who_is_counted_in_all_that_have_it():
    """Few without it are set aside in both outcomes, and few without an outcome in the pre-test; not in others."""
    before = {"id": "test", "label": "Vortest", "items": ["c"], "measured": ["before"]}
    first, second = (
        each.model_copy(update={"pretest": "test", "measured": [Wave.AFTER]}) for each in PROGRAMME.indicators
    )
    other = first.model_copy(update={"id": "joy", "pretest": None})
    pretest = Indicator.model_validate(before)
    programme = PROGRAMME.model_copy(update={"indicators": [first, second, pretest, other]})
    answer = Answer(question="comparison", year=2024, findings=(mean("interest", WOMEN),), reads=Reads.NAMED)
    read = parts_read(answer, answer.findings[0], programme)
    assert {of_indicator(each) for each in ("interest", "courage", "test")} <= read
    assert of_indicator("joy") not in read
