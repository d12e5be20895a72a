"""Each kind of attack by a small study of its own, made so that the numbers of earlier reports gave persons away.

No person in them exists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import pytest

from tests.attack.attacker import attack
from tests.attack.published import Published, publish, with_a_register
from tests.measures.pretest_office import LOTTERY, write_pretest

YEAR = 2024
WAVES = ("before", "after", "follow_up")
Answers = dict[str, dict[str, int]]


def _answers(number: int) -> Answers:
    """So many persons who answered before and afterwards."""
    return {f"P{n:02d}": {"before": 1 + n % 4, "after": 2 + n * 3 % 4} for n in range(number)}


def _write(
    folder: Path, answers: Answers, groups: Iterable[str] | None = None, **characteristics: Iterable[str]
) -> Path:
    """A programme with one question, in a folder of its own; with `groups` a lottery has made them."""
    folder.mkdir(parents=True)
    columns = {"person": "id", "year": "year"}
    of_persons = {**columns, **({} if groups is None else {"group": "group"})}
    design = {"kind": "one_group", "assignment": "self_selected"}
    if groups is not None:
        design = {"kind": "randomised", "assignment": "lottery"}
    persons = pd.DataFrame({"id": list(answers), "year": YEAR, **{k: list(v) for k, v in characteristics.items()}})
    persons = persons if groups is None else persons.assign(group=list(groups))
    rows = [(one, YEAR, wave, told) for one, theirs in answers.items() for wave, told in theirs.items()]
    table = pd.DataFrame(rows, columns=["id", "year", "wave", "q1"])
    persons.to_csv(folder / "persons.csv", sep=";", index=False)
    table.to_csv(folder / "answers.csv", sep=";", index=False)
    programme = {
        "id": "invented",
        "title": "Erfundenes Programm",
        "organisation": "Erfundenes Amt",
        "question": "Ändert sich etwas?",
        "synthetic": True,
        "data_source": "Ausgedacht; keine Person hat es gegeben.",
        "design": design,
        "data": {
            "persons": {
                "file": "persons.csv",
                "columns": {**of_persons, **{name: name for name in characteristics}},
            },
            "measurements": [{"file": "answers.csv", "columns": {**columns, "wave": "wave", "q1": "q1"}}],
        },
        "indicators": [{"id": "i0", "label": "Interesse", "items": ["q1"], "scale": {"low": 1, "high": 5}}],
        "characteristics": [{"id": name, "label": name.capitalize()} for name in characteristics],
    }
    path = folder / "programme.yaml"
    path.write_text(json.dumps(programme, ensure_ascii=False), encoding="utf-8")
    return path


def one_person_without_baseline(folder: Path) -> Path:
    """Who is compared after a lottery, and who told in pairs: one person more, whose answer the means give."""
    return _write(folder, {**_answers(80), "P80": {"after": 5}}, ["programme", "comparison"] * 40 + ["programme"])


def follow_up_of_six(folder: Path) -> Path:
    answers = _answers(40)
    for number in range(6):
        answers[f"P{number:02d}"]["follow_up"] = 5
    return _write(folder, answers)


def nine_and_nine(folder: Path) -> Path:
    towns = ["Au"] * 9 + ["Berg"] * 9 + ["Cham"] * 40
    return _write(folder, _answers(58), town=towns)


def moments_of_twelve(folder: Path) -> Path:
    """Eleven answered 1, and one 5; mean and standard error allow nothing else."""
    answers = {one: {"before": 1, "after": theirs["after"]} for one, theirs in _answers(12).items()}
    answers["P00"]["before"] = 5
    return _write(folder, answers)


Study = Callable[[Path], Path]
STUDIES = (
    one_person_without_baseline,
    follow_up_of_six,
    nine_and_nine,
    moments_of_twelve,
)


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.__name__)
def test_a_report_gives_nobody_away(study: Study, tmp_path: Path) -> None:
    with with_a_register(tmp_path):
        report = publish(study(tmp_path / "data"), YEAR)
    assert attack([report], [], smallest=10, questions={"i0": 1}) == ()


def test_twelve_persons_have_no_standard_error(tmp_path: Path) -> None:
    with with_a_register(tmp_path):
        report = publish(moments_of_twelve(tmp_path / "data"), YEAR)
    assert [each for each in _errors(report) if each is not None] == []


def _errors(report: Published) -> list[float | None]:
    return [line["estimate"]["standard_error"] for line in report.lines if line["estimate"] is not None]


def test_a_report_of_which_nothing_may_be_shown_is_one_of_words(tmp_path: Path) -> None:
    """Nine persons: no line has a number, and none is said to be of few."""
    with with_a_register(tmp_path):
        report = publish(_write(tmp_path / "data", _answers(9)), YEAR, text=True)
    assert report.rows == report.withheld > 0
    assert [line for line in report.lines if line["estimate"] is not None] == []
    assert "Interesse: Das Ergebnis ist nicht ausgewiesen, damit niemand erkennbar wird." in report.text
    assert "Das heißt nicht, dass\ndie Gruppe klein ist." in report.text


def test_one_more_questionnaire_gives_nobody_away(tmp_path: Path) -> None:
    answers = _answers(40)
    fewer = {one: {"before": theirs["before"]} if one == "P00" else theirs for one, theirs in answers.items()}
    with with_a_register(tmp_path):
        now = publish(_write(tmp_path / "now", fewer), YEAR)
        later = publish(_write(tmp_path / "later", answers), YEAR)
    assert attack([now], [later], smallest=10, questions={"i0": 1}) == ()


def test_the_main_result_is_shown_beside_a_small_follow_up(tmp_path: Path) -> None:
    with with_a_register(tmp_path):
        report = publish(follow_up_of_six(tmp_path / "data"), YEAR)
    shown = {line["role"] for line in report.lines if line["question"] == "change" and line["estimate"]}
    assert "main" in shown
    assert "follow_up" not in shown


@pytest.mark.parametrize(("without_pretest", "without_answer"), [(3, 0), (0, 4), (12, 2)])
def test_the_adjusted_difference_gives_nobody_away(
    tmp_path: Path, without_pretest: int, without_answer: int
) -> None:
    """Few have no pre-test, or no answer afterwards: means of persons with and without them are their answers."""
    (tmp_path / "data").mkdir()
    programme = write_pretest(
        tmp_path / "data", LOTTERY, without_pretest=without_pretest, without_answer=without_answer
    )
    with with_a_register(tmp_path):
        report = publish(programme, YEAR)
    lines = {line["about"].get("aspect") for line in report.lines if line["estimate"]}
    assert "robustness.pretest" in lines
    assert attack([report], [], smallest=10, questions={"maths": 1, "reading": 1}) == ()
