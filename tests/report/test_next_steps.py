"""What to decide next: which rule speaks, in which order, and that nothing is invented."""

from __future__ import annotations

import re

import pytest

from wirkung.catalogue import LANGUAGES, codes, translations
from wirkung.codes import Claim, Quantity, Verdict
from wirkung.declared import Assigned
from wirkung.evidence import Declared, Estimator, Measured
from wirkung.finding import Subject
from wirkung.methods.evidence.evidence import evidence_level
from wirkung.report.frame.next_steps import next_steps
from wirkung.report.writing.words import say

STAYING = re.compile(r"\b(?:bleiben|blieben|dabei|Abbrüche\w*|stay\w*|drop\w* out)\b")
LESS = Subject(indicator="Alpha", better=-1)
MORE = Subject(indicator="Alpha", better=1)
UP, DOWN, OPEN = (0.31, 0.21, 0.41), (-0.31, -0.41, -0.21), (0.05, -0.1, 0.2)


def steps(*answers, licence=None, language="de"):
    found = next_steps({answer.question: answer for answer in answers}, licence, language)
    return [item for block in found for item in block.items]


def changed(make, values, subject=MORE, **fields):
    return make.released("change", make.finding(make.estimate(*values), subject, **fields))


def compared(make, values, claim):
    main = make.estimate(*values, quantity=Quantity.MEAN_DIFFERENCE, claim=claim)
    return make.released("comparison", make.finding(main, MORE))


@pytest.mark.parametrize(
    ("values", "subject", "code"),
    [
        (UP, MORE, "wanted.description"),
        (DOWN, MORE, "unwanted"),
        (UP, LESS, "unwanted"),
        (DOWN, LESS, "wanted.description"),
        (OPEN, MORE, "not_distinguishable"),
        ((0.31,), MORE, "unknown"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_step_follows_from_the_interval_and_the_wanted_direction(make, values, subject, code, language):
    assert steps(changed(make, values, subject), language=language) == [say(f"next.{code}", language)]


@pytest.mark.parametrize("claim", Claim)
def test_the_claim_decides_what_a_wanted_result_leaves_to_decide(make, claim):
    assert steps(compared(make, UP, claim)) == [say(f"next.wanted.{claim}", "de")]


def test_a_change_is_a_description_whatever_it_claims(make):
    answer = make.released("change", make.finding(make.estimate(*UP, claim=Claim.EFFECT), MORE))

    assert steps(answer) == [say("next.wanted.description", "de")]


def test_the_comparison_speaks_before_the_change(make):
    assert steps(changed(make, UP), compared(make, OPEN, Claim.ASSOCIATION)) == [
        say("next.not_distinguishable", "de")
    ]


def test_of_whole_schools_more_of_them_are_asked_for(make):
    answers = {each.question: each for each in (compared(make, OPEN, Claim.EFFECT),)}
    (bullets,) = next_steps(answers, make.licence(assigned=Assigned.CLUSTERS), "de")
    assert bullets.items[0] == say("next.not_distinguishable.clusters", "de")


def test_a_result_too_small_to_matter_is_asked_about(make):
    answer = changed(make, UP, verdict=Verdict.NO_RELEVANT_CHANGE, target=0.5)

    assert steps(answer) == [say("next.too_small", "de")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_surely_too_small_asks_for_no_more_persons(make, language):
    answer = changed(make, OPEN, verdict=Verdict.NO_RELEVANT_CHANGE, target=0.5)

    assert steps(answer, language=language) == [say("next.none_that_matters", language)]


def test_a_withheld_result_asks_by_what_else_to_judge_and_holds_no_number(make):
    withheld = make.released("cohort", make.step("Alpha", 4, 9)).items
    answer = make.released("change", make.step("Alpha", 4, 9))

    assert answer.items == withheld
    assert steps(answer) == [say("next.withheld", "de")]


def goals(make, *verdicts):
    main = make.estimate(*UP)
    findings = [make.goal(f"Goal {number}", main, 0.2, verdict) for number, verdict in enumerate(verdicts, 1)]
    return make.released("goals", *findings)


def test_goals_are_named_by_how_they_ended_and_in_the_right_number(make):
    missed, open_, reached = Verdict.MISSED, Verdict.UNDECIDED, Verdict.REACHED

    assert steps(goals(make, missed, reached)) == ["Nachsteuern oder das Ziel ändern? Nicht erreicht: Goal 1."]
    assert steps(goals(make, missed, open_, missed)) == [
        "Nachsteuern oder die Ziele ändern? Nicht erreicht: Goal 1; Goal 3.",
        "Mit dem Urteil über dieses Ziel warten, bis es mehr Daten gibt? Noch nicht zu sagen: Goal 2.",
    ]
    assert steps(goals(make, reached)) == ["Soll das Ziel höher gesteckt werden? Es ist erreicht."]
    assert steps(goals(make, reached, reached), language="en") == [
        "Should the goals be set higher? All are reached.",
    ]


def test_all_reached_is_not_said_where_a_goal_is_withheld(make):
    findings = [make.goal("Goal 1", make.estimate(*UP), 0.2, Verdict.REACHED), make.step("Goal 2", 4, 9)]

    assert steps(make.released("goals", *findings)) == []


def test_doubts_come_before_goals_and_only_three_items_from_results(make):
    licence = make.licence()

    # Nothing is to go on as it is beside a goal that was missed.
    assert steps(*make.answers(), licence=licence) == [
        say("next.attrition", "de"),
        "Nachsteuern oder das Ziel ändern? Nicht erreicht: Goal C.",
        "Mit dem Urteil über dieses Ziel warten, bis es mehr Daten gibt? Noch nicht zu sagen: Goal B.",
        say("next.evidence", "de", how=say("evidence_raise.baseline", "de")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", [Verdict.MUCH_MISSING, Verdict.HIGH_ATTRITION])
def test_unanswered_questionnaires_ask_for_answers_and_not_for_staying(make, verdict, language):
    """Beside a completion goal that is met nobody is to ask how more might stay to the end."""
    completed = make.goal("80 complete", make.share(80, 100), 0.7, Verdict.REACHED, step="completed")
    answers = (make.released("threats", *make.loss(verdict)), make.released("goals", completed))

    asked = steps(*answers, language=language)

    assert asked == [say("next.attrition", language), say("next.goals.reached", language, number=1)]
    assert not any(STAYING.search(text) for text in asked)


def test_no_next_step_asks_for_staying():
    for language in LANGUAGES:
        sentences = translations("report", language)
        told = [sentences.gettext(code) for code in codes("report", language) if code.startswith("next.")]
        assert told
        assert not any(STAYING.search(text) for text in told)


def test_methods_that_disagree_count_for_the_first_indicator_only(make):
    first, second = make.methods()[:4], make.methods()[4:]

    assert steps(make.released("robustness", *first, *second)) == []
    assert steps(make.released("robustness", *second)) == [say("next.methods_disagree", "de")]


def test_subgroups_that_differ_are_named_once(make):
    (subgroups,) = (answer for answer in make.answers() if answer.question == "subgroups")

    assert steps(subgroups) == ["Braucht es verschiedene Angebote? Das Ergebnis unterscheidet sich nach: Trait A."]


def test_the_highest_level_of_evidence_asks_for_nothing(make):
    declared = Declared(
        randomised=True, comparison_group=True, chance_assignment=True, estimator=Estimator.DIFFERENCE
    )
    evidence = evidence_level(declared, Measured(attrition=Verdict.LOW_ATTRITION, desired_result=True))

    assert steps(licence=make.licence(evidence=evidence)) == []
    assert steps() == []


def test_where_methods_contradict_each_other_the_result_is_not_called_proved(make):
    result = compared(make, UP, Claim.EFFECT)
    disagree = make.released("robustness", *make.methods()[4:])

    assert steps(result) == [say("next.wanted.effect", "de")]
    assert steps(result, disagree) == [say("next.methods_disagree", "de")]
