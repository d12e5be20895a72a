"""Goals: verdict, advice, what would be needed, and the step of the Wirkungstreppe."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from scipy.special import betainc

from tests.raw import open_raw
from wirkung.codes import Advice, Caution, Quantity, Role, Undecided, UnitKind, Verdict
from wirkung.declared import GoalMeasure
from wirkung.estimate import NUMBER, SHARE, Unit
from wirkung.programme.model import Indicator
from wirkung.questions.goals import _better, _unmeasured
from wirkung.report.sections.goals import goal_statement
from wirkung.report.writing.labels import heading
from wirkung.report.writing.language import language_of

STAY = "of: completed, target: 0.5, by: 2024-12-31}"


def by_id(answer):
    return {finding.subject.id: finding for finding in answer.findings}


def test_advice_follows_from_the_interval(study):
    found = by_id(study.goals)
    assert {key: (finding.verdict, finding.advice) for key, finding in found.items()} == {
        "up": (Verdict.REACHED, Advice.KEEP),
        "gap": (Verdict.MISSED, Advice.RETHINK),
        "stay": (Verdict.UNDECIDED, Advice.CANNOT_BE_SAID),  # 12 of 20, aimed at half
    }
    assert found["stay"].undecided is Undecided.INTERVAL_TOO_WIDE
    assert found["up"].undecided is None


def test_an_undecided_goal_says_how_probable_it_is_and_how_many_persons_would_decide(study):
    stay = by_id(study.goals)["stay"]
    # Jeffreys: Beta(12.5, 8.5) above one half is Beta(8.5, 12.5) below it
    assert stay.get(Role.PROBABILITY).value == pytest.approx(betainc(8.5, 12.5, 0.5))
    needed = stay.get(Role.NEEDED)
    assert needed.quantity is Quantity.COUNT
    # Wilson leaves out 1/2 from n > 1.959964² · 0.25/0.1² = 96.04 persons on: 97 less the 20 there are,
    # rounded up as one plans
    assert needed.value == 80


def test_a_goal_names_what_it_is_about(study):
    about = {key: (each.subject.indicator, each.subject.step) for key, each in by_id(study.goals).items()}
    assert about == {"up": ("interest", ""), "gap": ("interest", ""), "stay": ("", "completed")}


def test_goals_stand_along_the_wirkungstreppe(study):
    assert [(finding.subject.id, finding.subject.at) for finding in study.goals.findings] == [
        ("stay", 3.0),  # completed
        ("up", 4.0),
        ("gap", 4.0),
    ]


def test_the_programme_file_can_say_the_step_and_the_logic_model_names_it(changed):
    study = changed(
        (STAY, STAY.replace("}", ", level: 5}")),
        ("design: {", "logic_model: {steps: [{step: 5, text: They choose}]}\ndesign: {"),
    )
    goal, german = by_id(study.goals)["stay"].subject, language_of(study.data.programme, "de")
    assert (goal.at, heading(goal, german)) == (5.0, "Stufe 5: They choose")
    assert heading(by_id(study.goals)["up"].subject, german) == "Stufe 4"
    assert study.goals.findings[-1].subject.id == "stay"


def test_a_goal_without_a_measurement_stays_and_says_that_nothing_can_be_said(changed, tmp_path):
    changed()
    persons = (tmp_path / "persons.csv").read_text(encoding="utf-8").splitlines()
    alone = [line for line in persons if not line.startswith("q")]
    (tmp_path / "persons.csv").write_text("\n".join(alone) + "\n", encoding="utf-8")
    for name in ("answers.csv",):
        kept = [line for line in (tmp_path / name).read_text(encoding="utf-8").splitlines() if line[0] != "q"]
        (tmp_path / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    study = open_raw(tmp_path / "robots.yaml", year=2024)
    gap = by_id(study.goals)["gap"]
    assert (gap.main.value, gap.verdict, gap.advice) == (None, Verdict.UNDECIDED, Advice.CANNOT_BE_SAID)
    assert gap.undecided is Undecided.NO_DATA
    assert gap.main.cautions == (Caution.GOAL_NOT_MEASURED,)
    assert gap.target == 9


def test_a_share_that_rose_since_the_year_before_is_on_the_way(changed, tmp_path):
    changed((STAY, STAY.replace("0.5", "0.7")))
    more = [f"r{n};2023;programme;k0;A" for n in range(1, 21)]
    with (tmp_path / "persons.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join(more) + "\n")
    study = open_raw(tmp_path / "robots.yaml", year=2024)  # 12 of 20 after 0 of 20
    stay = by_id(study.goals)["stay"]
    assert (stay.verdict, stay.advice) == (Verdict.UNDECIDED, Advice.ON_THE_WAY)


@pytest.mark.parametrize(
    ("measure", "target", "value", "verdict"),
    [
        ("counted_share", 0.5, 12 / 20, Verdict.REACHED),  # as a share that the programme reaches: not to be said
        ("counted_share", 0.61, 12 / 20, Verdict.MISSED),
        ("count", 12, 12, Verdict.REACHED),
        ("count", 300, 12, Verdict.MISSED),
    ],
)
def test_what_was_counted_in_full_is_met_or_not(changed, measure, target, value, verdict):
    old = f"measure: step_share, {STAY}"
    study = changed((old, f"measure: {measure}, of: completed, target: {target}, by: 2024-12-31}}"))
    found = by_id(study.goals)["stay"]
    assert (found.main.value, found.main.interval, found.verdict) == (pytest.approx(value), None, verdict)
    assert found.advice is (Advice.KEEP if verdict is Verdict.REACHED else Advice.RETHINK)
    assert found.main.quantity is (Quantity.COUNT if measure == "count" else Quantity.SHARE)
    assert found.get(Role.NEEDED) is None


@pytest.mark.parametrize(
    ("target", "verdict", "why"),
    [(300, Verdict.UNDECIDED, Undecided.NOT_YET_DUE), (12, Verdict.REACHED, None)],
)
def test_a_number_of_persons_that_has_time_left_can_be_met_but_not_missed(changed, target, verdict, why):
    old = f"measure: step_share, {STAY}"
    study = changed((old, f"measure: count, of: completed, target: {target}, by: 2026-12-31}}"))
    found = by_id(study.goals)["stay"]
    assert (found.verdict, found.undecided) == (verdict, why)


def test_a_goal_that_cannot_be_said_yet_never_speaks_of_an_interval(changed):
    old = f"measure: step_share, {STAY}"
    study = changed((old, "measure: count, of: completed, target: 300, by: 2026-12-31}"))
    said = goal_statement(by_id(study.goals)["stay"], language_of(study.data.programme, "en"))
    assert said == "Cannot be said yet: Stay. So far: 12\N{NO-BREAK SPACE}persons."


@pytest.mark.parametrize(
    ("kind", "measure", "expected"),
    [
        ("kind: yes_no", "change", (Quantity.SHARE_DIFFERENCE, SHARE)),
        ("kind: ordered, scale: {low: 1, high: 6}, better: lower", "difference", (Quantity.CLIFFS_DELTA, NUMBER)),
        (
            "scale: {low: 1, high: 5}, better: lower",
            "level",
            (Quantity.MEAN, Unit(kind=UnitKind.SCORE, symbol="x")),
        ),
    ],
)
def test_what_was_not_measured_has_the_unit_and_the_direction_of_its_indicator(study, kind, measure, expected):
    indicator = Indicator.model_validate(yaml.safe_load(f"{{id: x, label: X, items: [x], {kind}}}"))
    goal = study.data.programme.goals[0].model_copy(update={"of": "x", "measure": GoalMeasure(measure)})
    programme = study.data.programme.model_copy(update={"indicators": (indicator,)})
    found = _unmeasured(replace(study.data, programme=programme), goal)
    assert (found.value, found.quantity, found.unit) == (None, *expected)
    assert _better(replace(study.data, programme=programme), goal, None) == (-1 if "lower" in kind else 1)
