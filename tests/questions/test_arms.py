"""Several arms of a programme: each against the comparison group, with intervals that hold together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.questions.design_office import people, write_design
from tests.raw import open_raw
from wirkung.codes import Caution, Claim
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.evidence import EvidenceScale
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme

LABELS = "arms: {column: form, labels: {short: Short course, long: Long course}}"
BY_LOT = f"kind: randomised, assignment: lottery, {LABELS}"
GOAL = ("of: points, target: 2", "of: points, arm: long, target: 2")


@pytest.fixture(scope="module")
def drawn():
    """Persons drawn one by one into two arms of 90, 90 and 180."""
    persons = people(schools=24, seed=3)
    for each in persons:
        each["after"] += 5.0 if each["form"] == "long" else 0.0
    return persons


@pytest.fixture(scope="module")
def study(drawn, tmp_path_factory):
    return open_raw(write_design(tmp_path_factory.mktemp("arms"), BY_LOT, drawn, GOAL), year=2024)


def answer(study, question):
    return getattr(study, question)


def of(study, arm, indicator="points"):
    findings = answer(study, "comparison").findings
    return next(each for each in findings if (each.subject.indicator, each.subject.arm) == (indicator, arm))


def after(persons, form):
    return [each["after"] for each in persons if each["form"] == form]


def test_each_arm_is_compared_with_the_whole_comparison_group(study, drawn):
    for arm in ("short", "long"):
        found = of(study, arm).main
        assert found.value == pytest.approx(np.mean(after(drawn, arm)) - np.mean(after(drawn, "")))
        assert [count.number for count in found.counts] == [90, 180]


def test_the_intervals_hold_together_and_are_little_wider_than_dunnetts(study, drawn):
    arms, control = [after(drawn, arm) for arm in ("short", "long")], after(drawn, "")
    dunnett = stats.dunnett(*arms, control=control, rng=np.random.default_rng(1)).confidence_interval(0.95)
    for place, arm in enumerate(("short", "long")):
        interval = of(study, arm).main.interval
        alone = stats.ttest_ind(arms[place], control, equal_var=False).confidence_interval(np.sqrt(0.95))
        assert (interval.low, interval.high) == pytest.approx(alone)
        assert interval.level == 0.95
        width = interval.high - interval.low
        assert width == pytest.approx(
            dunnett.high[place] - dunnett.low[place], rel=0.08
        )  # Welch has own variances


def test_p_counts_both_tests(study, drawn):
    alone = stats.ttest_ind(after(drawn, "short"), after(drawn, ""), equal_var=False).pvalue
    assert of(study, "short").main.test.p == pytest.approx(1 - (1 - alone) ** 2)
    assert Caution.SEVERAL_ARMS in of(study, "short").main.cautions


def test_shares_steps_and_other_methods_are_told_by_arm(study):
    assert of(study, "long", indicator="passed").main.interval.level == 0.95
    for question in ("steps", "baseline", "robustness"):
        assert {each.subject.arm for each in answer(study, question).findings} == {"short", "long"}
    about = [(each.subject.indicator, each.subject.arm) for each in answer(study, "comparison").findings]
    assert about == [(one, arm) for one in ("points", "passed") for arm in ("short", "long")]


def test_the_goal_is_that_of_its_arm(study):
    (goal,) = (each for each in answer(study, "goals").findings if each.subject.goal == "gap")
    assert goal.main.value == of(study, "long").main.value


def test_each_arm_has_the_claim_that_it_earns(tmp_path, drawn):
    """The short course began elsewhere, so that nothing of it is an effect."""
    persons = [each | {"before": each["before"] + 9 * (each["form"] == "short")} for each in drawn]
    design = f"kind: comparison, assignment: self_selected, {LABELS}"
    study = open_raw(write_design(tmp_path, design, persons, GOAL), year=2024)
    levels = {arm: each.on(EvidenceScale.MARYLAND).level for arm, each in study.licence.arms}
    assert levels["short"] < levels["long"]
    assert study.licence.evidence == dict(study.licence.arms)["short"]


def test_a_lot_gives_every_arm_an_effect(study):
    assert {each.main.claim for each in answer(study, "comparison").findings} == {Claim.EFFECT}
    assert study.licence.weaker == ()


def test_who_was_drawn_is_told_by_arm(tmp_path, drawn):
    """15 of 195 are in no list, of the long course 30 of 120: too many more than of the others."""
    rows = ", ".join(
        f"{{year: 2024, arm: {arm}, programme: {number}, comparison: 195}}"
        for arm, number in (("short", 100), ("long", 120))
    )
    study = open_raw(write_design(tmp_path, f"{BY_LOT}, randomised: [{rows}]", drawn, GOAL), year=2024)
    assert study.licence.weaker == ("long",)


def test_a_single_arm_of_the_year_is_compared_as_one_programme(tmp_path, drawn):
    persons = [each for each in drawn if each["form"] != "short"]
    with pytest.raises(DataError) as failed:
        open_raw(write_design(tmp_path, BY_LOT, persons, GOAL), year=2024)
    (problem,) = failed.value.problems
    assert (problem.code, problem.values["arm"]) == ("data.arm_of_nobody", "short")


def test_whoever_is_in_no_arm_in_an_unknown_one_or_in_the_comparison_group_is_told_at_once(tmp_path, drawn):
    persons = [dict(each) for each in drawn]
    persons[0]["form"], persons[1]["form"] = "", "medium"
    other = next(each for each in persons if each["group"] == "comparison")
    other["form"] = "long"
    programme = load_programme(write_design(tmp_path, BY_LOT, persons, GOAL))
    with pytest.raises(DataError) as failed:
        read_tables(programme.programme, tmp_path)
    assert [each.code for each in failed.value.problems] == [
        "data.arm_blank",
        "data.arm_unknown",
        "data.arm_in_comparison",
    ]


def test_a_school_that_was_drawn_is_in_one_arm(tmp_path, drawn):
    design = f"{BY_LOT}, assigned: clusters, clusters: school"
    persons = [dict(each) for each in drawn]
    persons[0]["form"] = "long"
    programme = load_programme(write_design(tmp_path, design, persons, GOAL))
    with pytest.raises(DataError) as failed:
        read_tables(programme.programme, tmp_path)
    (problem,) = failed.value.problems
    assert (problem.code, problem.values["column"], problem.values["count"]) == (
        "data.cluster_in_both_arms",
        "school",
        15,
    )


@pytest.mark.parametrize(
    ("design", "changes", "codes"),
    [
        (BY_LOT, (), ["programme.goal.arm_missing"]),
        (BY_LOT, (("of: points, target", "of: points, arm: lang, target"),), ["programme.goal.arm_unknown"]),
        (
            BY_LOT.replace(", long: Long course", ""),
            (),
            ["programme.design.one_arm", "programme.goal.arm_missing"],
        ),
        (BY_LOT.replace("Long", "Short"), (GOAL,), ["programme.design.arm_twice"]),
        (
            BY_LOT.replace("long:", "short:"),
            (GOAL,),
            ["programme.design.one_arm", "programme.goal.arm_unknown", "programme.yaml.key_twice"],
        ),
        (
            f"{BY_LOT}, randomised: [{{year: 2024, programme: 400, comparison: 400}}]",
            (GOAL,),
            ["programme.design.drawn_arm_missing"],
        ),
        (
            "kind: one_group, assignment: self_selected",
            (GOAL,),
            ["programme.goal.arm_unused", "programme.goal.no_comparison"],
        ),
    ],
)
def test_arms_that_cannot_be_told_apart_are_told(tmp_path, drawn, design, changes, codes):
    with pytest.raises(ProgrammeFileError) as failed:
        load_programme(write_design(tmp_path, design, drawn[:4], *changes))
    assert sorted({each.code.removesuffix(".nearest") for each in failed.value.problems}) == sorted(codes)
