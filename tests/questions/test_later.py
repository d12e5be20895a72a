"""The comparison of both groups at the follow-up, by the estimate of the main result. All persons are invented."""

from __future__ import annotations

import numpy as np
import pytest

from tests.questions.design_office import people, write_design
from tests.raw import open_raw
from wirkung.codes import Absence, Caution, Claim, Role, Verdict

CHOSEN = "kind: comparison, assignment: self_selected"
BY_LOT = "kind: randomised, assignment: lottery"
SAME_ANSWERS = ("points: points, passed: passed}", "points: points, passed: passed}\n      accept: [same_answers]")
FOLLOW_UP_IS_MAIN = (
    ("main: true}", "main: true, measured: [before, follow_up]}"),
    ("measured: [after]", "measured: [follow_up]"),
)
# The main result and the same at the follow-up.
SAME = (Role.MAIN, Role.STANDARDISED, Role.PROGRAMME, Role.COMPARISON)


def everybody(_each, _number):
    return True


def unequal(each, number):
    """Not every third of the programme group, and not every sixth of the others."""
    return number % (3 if each["group"] == "programme" else 6) > 0


def followed(asked=everybody):
    """The usual persons; who is asked at the follow-up answers as right after the programme."""
    return [
        each | ({"follow_up": each["after"], "passed_later": each["passed"]} if asked(each, number) else {})
        for number, each in enumerate(people())
    ]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    def open_design(design, persons, *changes):
        folder = tmp_path_factory.mktemp("later")
        return open_raw(write_design(folder, design, persons, SAME_ANSWERS, *changes), year=2024)

    return open_design


def differences(study, indicator="points"):
    return [
        each for each in study.later.findings if not each.subject.aspect and each.subject.indicator == indicator
    ]


def lines(study, name):
    return [each for each in study.later.findings if each.subject.aspect == f"later.{name}"]


@pytest.mark.parametrize(
    "design",
    [
        CHOSEN,
        f"{BY_LOT}, estimate: difference, blocks: pair, assigned: clusters, clusters: school",
        f"{BY_LOT}, estimate: adjusted, assigned: clusters, clusters: school, covariates: [age]",
        f"{CHOSEN}, clusters: course, weights: stands_for",
        f"{BY_LOT}, estimate: difference, arms: {{column: form, labels: {{short: Short, long: Long}}}}",
    ],
    ids=["changes", "blocks_and_schools", "adjusted", "weights", "arms"],
)
def test_the_same_answers_at_the_follow_up_give_the_main_result(opened, design):
    """By the same estimate, with the same clusters, blocks, covariates and weights, in each arm."""
    arms = [("of: points, target", "of: points, arm: short, target")] if "arms" in design else []
    study = opened(design, followed(), *arms)
    main = [each for each in study.comparison.findings if each.subject.indicator == "points"]
    later = differences(study)
    assert len(main) == len(later) == (2 if "arms" in design else 1)
    for before, now in zip(main, later, strict=True):
        assert now.subject.arm == before.subject.arm
        assert now.get(Role.AFTER).value == before.main.value
        for role in SAME:
            was, found = before.get(role), now.get(role)
            assert (found.value, found.interval, found.counts, found.convention) == (
                *(was.value, was.interval, was.counts, was.convention),
            )


def test_who_answered_then_is_compared_and_who_is_missing_is_counted(opened):
    """Of 90 in each group 30 and 12 do not answer then."""
    persons = [each | ({"follow_up": each["follow_up"] + 3 * (n % 5)} if "follow_up" in each else {})
               for n, each in enumerate(followed(unequal))]  # fmt: skip
    there = [each for each in persons if "follow_up" in each]
    ours, theirs = (
        np.array([each["follow_up"] for each in there if each["group"] == group])
        for group in ("programme", "comparison")
    )
    study = opened(BY_LOT, persons)
    (found,) = differences(study)
    assert found.main.value == pytest.approx(ours.mean() - theirs.mean())
    assert [count.number for count in found.main.counts] == [ours.size, theirs.size] == [60, 78]
    shares = [lines(study, f"loss.{name}")[0].main.value for name in ("programme", "comparison", "difference")]
    assert shares == pytest.approx([30 / 90, 12 / 90, 18 / 90])


def test_too_much_loss_after_a_lottery_leaves_an_association(opened):
    """20 points more in one group, 23 per cent in all: beyond the boundary of 5; right after, nobody was lost."""
    study = opened(BY_LOT, followed(unequal))
    (found,) = differences(study)
    (loss,) = lines(study, "loss.difference")
    assert study.licence.claim is Claim.EFFECT
    assert study.comparison.findings[0].main.claim is Claim.EFFECT
    assert (found.main.claim, loss.verdict) == (Claim.ASSOCIATION, Verdict.HIGH_ATTRITION)
    assert Caution.LOST_UNTIL_FOLLOW_UP in found.main.cautions
    assert {each.main.claim for name in ("lee_lower", "lee_upper") for each in lines(study, name)} == {
        Claim.ASSOCIATION
    }


def test_equal_loss_after_a_lottery_leaves_the_effect_and_its_bounds(opened):
    """Every fifth of each group is missing: both of Lee's bounds are the difference that was observed."""
    study = opened(BY_LOT, followed(lambda _, number: number % 5 > 0))
    (found,) = differences(study)
    bounds = [lines(study, name)[0].main for name in ("lee_lower", "lee_upper")]
    assert found.main.claim is Claim.EFFECT
    assert Caution.LOST_UNTIL_FOLLOW_UP not in found.main.cautions
    assert [each.value for each in bounds] == pytest.approx([found.main.value] * 2)


def test_without_a_lottery_loss_is_judged_by_the_rule_of_five_and_twenty(opened):
    study = opened(CHOSEN, followed(lambda _, number: number % 4 > 0))
    (found,) = differences(study)
    (loss,) = lines(study, "loss.difference")
    assert loss.verdict is Verdict.MUCH_MISSING
    assert loss.main.claim is Claim.DESCRIPTION
    assert Caution.MUCH_MISSING_AT_FOLLOW_UP in found.main.cautions
    assert not lines(study, "lee_lower")  # Lee's bounds are those of a lottery


@pytest.mark.parametrize(
    ("asked", "changes"),
    [
        (lambda each, _: each["group"] == "programme", ()),
        (lambda each, number: each["group"] == "programme" or number < 24, ()),
        (everybody, FOLLOW_UP_IS_MAIN),
    ],
    ids=["programme_alone", "nine_of_the_others", "follow_up_is_main"],
)
def test_without_both_groups_after_the_main_result_nothing_is_compared(opened, asked, changes):
    study = opened(CHOSEN, followed(asked), *changes)
    assert (study.later.absent, study.later.findings) == (Absence.NO_FOLLOW_UP_OF_BOTH, ())


def test_who_starts_by_the_follow_up_is_compared_by_the_line_of_starts_alone(opened):
    persons = [
        each | {"began": "after" if each["group"] == "programme" else "follow_up" if number % 2 else ""}
        for number, each in enumerate(followed())
    ]
    study = opened(f"{CHOSEN}, starts: began", persons)
    assert study.later.absent is Absence.NO_FOLLOW_UP_OF_BOTH


@pytest.mark.parametrize("kind", ["yes_no", "ordered, scale: {low: 0, high: 1}"])
def test_answers_of_other_kinds_are_compared_then_too(opened, kind):
    study = opened(BY_LOT, followed(), ("kind: yes_no", f"kind: {kind}"))
    (found,) = differences(study, "passed")
    (main,) = (each.main for each in study.comparison.findings if each.subject.indicator == "passed")
    assert (found.main.quantity, found.main.value) == (main.quantity, main.value)
    assert found.main.interval == main.interval
