"""What the programme was not meant for: told and judged by itself, never the answer. Persons are invented."""

from __future__ import annotations

import pytest

from tests.measures.once_office import COMPARISON, LOTTERY, ONE_GROUP, write_once
from tests.questions.lottery_office import write_lottery
from tests.questions.test_main_outcome import first_page, three
from tests.questions.test_steps import in_words
from tests.raw import open_raw
from wirkung.codes import Absence, Caution, Claim
from wirkung.disclosure.release import Released, Withheld
from wirkung.errors import ProgrammeFileError
from wirkung.study.study import open_study

ASIDE = ("kind: yes_no}", "kind: yes_no, side_effect: true, better: lower}")
STEP = (
    "kind: event, event: passed}",
    "kind: event, event: passed, side_effect: true, better: lower}",
)
REPORTED = ("design:", "side_effects: [{text: Some skip sports, source: Course leaders}]\ndesign:")


def told(study, language="en"):
    answers = (study.study.side_effects, study.study.reported_side_effects)
    return in_words(*answers, of=study, language=language).replace("\N{NO-BREAK SPACE}", " ")


def test_it_repeats_the_comparison_with_the_claim_that_the_design_allows(tmp_path):
    for design, claim in ((LOTTERY, Claim.EFFECT), (COMPARISON, Claim.ASSOCIATION)):
        folder = tmp_path / claim
        folder.mkdir()
        study = open_raw(write_once(folder, design, ASIDE), year=2024)
        (finding,) = study.side_effects.findings
        compared = {each.subject.indicator: each.main for each in study.comparison.findings}
        assert finding.main == compared["passed"]
        assert finding.main.claim is claim
        assert ("These numbers do not show that the programme is the cause." in told(study)) is (
            claim is not Claim.EFFECT
        )


def test_where_only_a_side_effect_is_compared_the_lottery_still_licenses_an_effect(tmp_path):
    study = open_raw(write_lottery(tmp_path, STEP), year=2024)
    assert [each.main.claim for each in study.side_effects.findings] == [Claim.EFFECT]
    assert "These numbers do not show that the programme is the cause." not in told(study)


@pytest.mark.parametrize(
    ("better", "language", "words"),
    [
        ("lower", "de", "Diese Richtung ist ungewollt."),
        ("lower", "en", "This direction is unwanted."),
        ("higher", "de", "Diese Richtung ist gewollt."),
        ("higher", "en", "This direction is wanted."),
    ],
)
def test_its_direction_is_said_in_words(tmp_path, better, language, words):
    change = ("kind: yes_no}", f"kind: yes_no, side_effect: true, better: {better}}}")
    assert words in told(open_raw(write_once(tmp_path, LOTTERY, change), year=2024), language)


def test_without_a_clear_direction_a_side_effect_is_not_ruled_out(tmp_path):
    study = open_raw(write_lottery(tmp_path, STEP, passed=(250, 289)), year=2024)
    text = told(study)
    assert "That does not rule out a side effect." in text
    assert "wanted." not in text


def test_a_step_is_compared_and_is_no_step_of_the_way(tmp_path):
    other = ("kind: registered}", "kind: registered}\n  - {id: moved, label: Moved, kind: event, event: moved}")
    study = open_raw(
        write_lottery(tmp_path, other, STEP, ("passed: passed}}", "passed: passed, x: moved}}")), year=2024
    )
    (finding,) = study.side_effects.findings
    assert (finding.subject.step, finding.subject.better) == ("passed", -1)
    assert finding.main in [each.main for each in study.steps.findings]
    assert [each.subject.step for each in study.cohort.findings] == ["registered", "moved"]


def test_a_step_that_cannot_be_judged_yet_stays_and_says_so(tmp_path):
    later = ("observed_until: 2025-12-31", "observed_until: 2024-02-01")
    study = open_raw(write_lottery(tmp_path, STEP, later), year=2024)
    (finding,) = study.side_effects.findings
    assert finding.main.value is None
    assert Caution.NOT_YET_OBSERVABLE in finding.main.cautions


def test_of_one_group_the_level_is_told_where_it_was_measured_once(tmp_path):
    study = open_raw(write_once(tmp_path, ONE_GROUP, ASIDE), year=2024)
    text = told(study)
    assert "53 of 80" in text
    assert "nothing, only the level afterwards" in text
    assert "This direction" not in text


def test_it_is_no_test_among_the_others_and_never_answers_the_report(tmp_path):
    study = open_study(write_once(tmp_path, LOTTERY, ASIDE), year=2024)
    first, aside = (item.finding for item in study.comparison.items)
    assert (first.subject.indicator, aside.subject.side_effect) == ("points", True)
    assert not first.subject.further
    page = first_page(study, "en")
    assert "Course passed" not in page
    assert "possible side effect" in in_words(study.comparison, of=study)


def test_side_effects_are_no_tests_among_several(tmp_path):
    aside = ("id: liked, label: Liked,", "id: liked, label: Liked, side_effect: true, better: lower,")
    study = three(tmp_path, aside)
    (finding,) = study.side_effects.findings
    assert 0.05 / 2 < finding.main.test.p < 0.05  # beside others it would not stand out (test_main_outcome)
    assert Caution.SEVERAL_INDICATORS not in finding.main.cautions
    assert "Possible side effects are judged by themselves" in in_words(study.study.comparison, of=study)


def test_what_was_reported_stands_with_its_source_and_is_not_measured(tmp_path):
    study = open_raw(write_once(tmp_path, ONE_GROUP, REPORTED), year=2024)
    assert study.side_effects.absent is Absence.NO_SIDE_EFFECTS
    text = told(study)
    assert "Side effects were not measured." in text
    assert "Some skip sports Course leaders" in text
    assert "Reported, not measured" in text


def test_where_nothing_is_declared_the_limits_say_that_nobody_looked(tmp_path):
    words = "Whether the programme had side effects was not looked into."
    without = open_raw(write_once(tmp_path, ONE_GROUP), year=2024)
    assert words in in_words(without.study.limits, of=without)
    assert without.study.reported_side_effects.lines == ()
    for change in (ASIDE, REPORTED):
        study = open_raw(write_once(tmp_path, ONE_GROUP, change), year=2024)
        assert words not in in_words(study.study.limits, of=study)


GOAL = "goals: [{id: g, label: G, measure: MEASURE, of: passed, target: 0.1, by: 2025-12-31}]\ndesign:"
MORE = "side_effect: true, better: lower}"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((("event: passed}", "event: passed, side_effect: true}"),), "better"),
        ((("event: passed}", "event: passed, better: lower}"),), "step_better"),
        ((STEP, ("kind: registered}", f"kind: registered, {MORE}")), "alone"),
        ((("kind: registered}", f"kind: registered, {MORE}"),), "step"),
        ((STEP, ("kind: randomised, assignment: lottery", "kind: one_group, assignment: self_selected")), "step"),
        ((STEP, ("design:", GOAL.replace("MEASURE", "step_share"))), "goal"),
        ((STEP, ("design:", "costs: {outcome: passed}\ndesign:")), "outcome"),
    ],
)
def test_steps_that_can_be_no_side_effects_are_refused(tmp_path, change, code):
    with pytest.raises(ProgrammeFileError) as error:
        open_study(write_lottery(tmp_path, *change), year=2024)
    assert f"programme.side_effect.{code}" in {problem.code for problem in error.value.problems}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ((("kind: yes_no}", "kind: yes_no, side_effect: true, better: lower, main: true}"),), "main"),
        ((("kind: yes_no}", "kind: yes_no, side_effect: true}"),), "better"),
        ((ASIDE, ("decimals: 1}", f"decimals: 1, {MORE}")), "alone"),
    ],
)
def test_indicators_that_can_be_no_side_effects_are_refused(tmp_path, changes, code):
    with pytest.raises(ProgrammeFileError) as error:
        open_study(write_once(tmp_path, LOTTERY, *changes), year=2024)
    assert [problem.code for problem in error.value.problems] == [f"programme.side_effect.{code}"]


def test_a_goal_about_the_difference_has_its_ceiling(tmp_path):
    change = ("design:", GOAL.replace("MEASURE", "step_difference"))
    (goal,) = open_raw(write_lottery(tmp_path, STEP, change), year=2024).goals.findings
    assert goal.subject.better == -1


@pytest.mark.parametrize("passed", [(7, 150), (250, 4), (493, 150), (250, 150)])
def test_what_is_withheld_where_it_comes_from_is_withheld_here(tmp_path, passed):
    study = open_study(write_lottery(tmp_path, STEP, passed=passed), year=2024)
    (aside,), compared = study.side_effects.items, next(iter(study.steps.items), None)
    if compared is None:  # of the comparison group so few are in the list that they count as nobody
        assert aside.finding.main.value is None
    elif isinstance(aside, Released):
        assert aside.finding.main == compared.finding.main
    else:
        assert isinstance(compared, Withheld)
