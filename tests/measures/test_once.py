"""Measured once: a level or a difference between groups, and nowhere a word on a change or on few persons."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tests.measures.once_office import COMPARISON, LOTTERY, ONE_GROUP, write_once
from tests.raw import open_raw
from wirkung.codes import Absence, Caution, Claim, Quantity, Role
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.estimate import Unit, UnitKind
from wirkung.evidence import EvidenceScale
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses
from wirkung.methods.kernels.intervals import mean
from wirkung.methods.kernels.wilson import wilson, wilson_limits
from wirkung.report.document.blocks import Paragraph
from wirkung.report.formats.plain import plain
from wirkung.report.frame.frame import limits_blocks
from wirkung.report.section import of_each_finding
from wirkung.report.sections import sections
from wirkung.report.writing.cautions import caution_list
from wirkung.report.writing.language import language_of
from wirkung.report.writing.naming import whole
from wirkung.study.study import Study, open_study


def said(study: Study, question: str) -> str:
    """What a section says without its figure, which costs time, as text."""
    language, section, answer = language_of(study.programme, "de"), sections()[question], getattr(study, question)
    tell = partial(of_each_finding, section) if section.sentences is None else section.sentences
    tables = plain((*section.tables(answer, language), *caution_list(answer, language, whole(language))), language)
    return " ".join((*tell(answer, language), tables)).replace("\n", " ").replace("\u00a0", " ")


def test_levels_are_told_and_no_change(tmp_path):
    study = open_study(write_once(tmp_path), year=2024)
    assert study.change.absent is Absence.MEASURED_ONCE
    passed, points = (item.finding.main for item in study.afterwards.items)
    assert (passed.value, passed.interval) == (53 / 80, wilson(53, 80, 0.95))
    spread = math.sqrt(80 * 8.25 / 79)  # of 8 to 17, eight times each
    assert points.value == 12.5
    assert points.interval.high == pytest.approx(12.5 + 1.9904502 * spread / math.sqrt(80))
    text = said(study, "afterwards")
    assert "auf 53 von 80 Personen zu, also auf 66" in text
    assert "nach dem Programm im Mittel 12,5 Punkte" in text
    assert study.licence.evidence.on(EvidenceScale.MARYLAND).level == 0


@pytest.mark.parametrize(("design", "claim"), [(COMPARISON, Claim.ASSOCIATION), (LOTTERY, Claim.EFFECT)])
def test_the_difference_between_the_groups_is_the_result(tmp_path, design, claim):
    study = open_study(write_once(tmp_path, design), year=2024)
    passed, points = (item.finding for item in study.comparison.items)
    t = stats.t.ppf(0.975, 79)
    (low, _), (_, high) = wilson_limits(53 / 80, 80, t), wilson_limits(30 / 80, 80, t)
    reach = math.hypot(53 / 80 - low, high - 30 / 80)  # Newcombe's method 10, with t
    assert passed.main.quantity is Quantity.SHARE_DIFFERENCE
    assert passed.main.interval.low == pytest.approx(23 / 80 - reach)
    assert (points.main.value, points.main.interval.method) == (pytest.approx(3.0), "Welch t")
    assert {passed.main.claim, points.main.claim} == {claim}
    cautions = {each for answer in study.answers for item in answer.items for _, each in item.finding.estimates}
    known = {caution for estimate in cautions for caution in estimate.cautions}
    assert not known & {Caution.FEW_PERSONS, Caution.NO_COMPARISON_GROUP, Caution.NOTHING_TO_COMPARE}
    assert (Caution.START_NOT_MEASURED in known) is (design == COMPARISON)
    assert study.robustness.absent is Absence.NO_OTHER_METHODS
    (limit, *_) = limits_blocks(study.limits, language_of(study.programme, "de"))
    assert isinstance(limit, Paragraph)
    assert "Ohne Vergleichsgruppe" not in limit.text


def test_without_a_lot_two_groups_measured_once_stay_on_the_first_step(tmp_path):
    study = open_study(write_once(tmp_path, COMPARISON), year=2024)
    assert study.licence.evidence.on(EvidenceScale.MARYLAND).level == 1


def test_subgroups_of_one_group_have_their_own_level(tmp_path):
    study = open_study(write_once(tmp_path), year=2024)
    rows = [item.finding.main for item in study.subgroups.items]
    assert [(row.value, row.counts[0].number) for row in rows] == [(26 / 40, 40), (27 / 40, 40)]
    assert {row.quantity for row in rows} == {Quantity.SHARE}


@pytest.mark.parametrize("design", [ONE_GROUP, COMPARISON, LOTTERY])
def test_no_section_speaks_of_before_and_after(tmp_path, design):
    study = open_study(write_once(tmp_path, design), year=2024)
    texts = [said(study, answer.question) for answer in study.answers if answer.absent is None]
    assert texts
    assert not [text for text in texts if "von vorher zu nachher" in text or "wenigen Personen" in text]


def test_few_who_said_yes_are_not_told(tmp_path):
    path = write_once(tmp_path)
    answers = path.with_name("answers.csv")
    lines = answers.read_text(encoding="utf-8").splitlines()
    few = [
        ";".join((who, year, str(int(n < 4)), points))
        for n, line in enumerate(lines[1:])
        for who, year, _, points in [line.split(";")]
    ]
    answers.write_text("\n".join([lines[0], *few]) + "\n", encoding="utf-8")
    study = open_study(path, year=2024)
    assert "4 von 80" not in said(study, "afterwards")
    assert " 5 %" not in said(study, "afterwards")


def test_who_is_silent_is_told(tmp_path):
    path = write_once(tmp_path)
    answers = path.with_name("answers.csv")
    lines = answers.read_text(encoding="utf-8").splitlines()
    answers.write_text("\n".join(lines[:51]) + "\n", encoding="utf-8")  # 50 of 80
    level = open_raw(path, year=2024).afterwards.findings[0].main
    assert Caution.MANY_SILENT in level.cautions


def test_waves_in_a_column_are_before_and_after_unless_the_file_says_otherwise(tmp_path):
    by_column = (
        ("passed: passed, points: points}", "passed: passed, points: points, wave: wave}"),
        ("      constants: {wave: after}\n", ""),
    )
    path = write_once(tmp_path, ONE_GROUP, *by_column)
    answers = path.with_name("answers.csv")
    lines = answers.read_text(encoding="utf-8").splitlines()
    both = ["p0;2024;;9;before", *(f"{line};after" for line in lines[1:])]
    answers.write_text("\n".join([f"{lines[0]};wave", *both]) + "\n", encoding="utf-8")
    with pytest.raises(DataError) as found:
        open_study(path, year=2024)
    (problem,) = found.value.problems
    assert (problem.code, problem.values["indicator"]) == ("data.indicator_without_wave", "passed")
    text = path.read_text(encoding="utf-8").replace("kind: yes_no", "kind: yes_no, measured: [after]")
    path.write_text(text, encoding="utf-8")
    study = open_raw(path, year=2024)
    assert [finding.subject.indicator for finding in study.afterwards.findings] == ["passed"]
    assert [finding.subject.indicator for finding in study.change.findings] == ["points"]


def test_the_follow_up_is_the_result_where_the_file_says_so(tmp_path):
    path = write_once(
        tmp_path,
        COMPARISON,
        ("passed: passed, points: points}", "passed: passed, points: points, wave: wave}"),
        ("      constants: {wave: after}\n", ""),
        ("decimals: 1", "decimals: 1, measured: [before, follow_up]"),
        ("kind: yes_no", "kind: yes_no, measured: [follow_up]"),
    )
    answers = path.with_name("answers.csv")
    lines = answers.read_text(encoding="utf-8").splitlines()
    rows = [line.split(";") for line in lines[1:]]
    by_wave = [
        f"{who};{year};{passed};{float(points) + gain * (who[0] == 'p')};{wave}"
        for who, year, passed, points in rows
        for wave, gain in (("before", 0), ("after", 1), ("follow_up", 2))
    ]
    answers.write_text("\n".join([f"{lines[0]};wave", *by_wave]) + "\n", encoding="utf-8")
    study = open_raw(path, year=2024)
    (change,) = study.change.findings
    assert (change.main.value, change.get(Role.FOLLOW_UP)) == (2.0, None)
    assert Caution.FOLLOW_UP_IS_MAIN in change.main.cautions
    assert [finding.main.value for finding in study.comparison.findings] == [pytest.approx(23 / 80), 2.0]
    assert {each.variable for each in change.main.populations} == {"points.change"}


def test_courses_count_as_one_another_in_a_level():
    """Of equally large courses CR2 is Student's t of their means: 4, 6, 8, 10 have mean 7 and error 1.29099."""
    values = np.array([3.0, 5, 5, 7, 7, 9, 9, 11])
    plain = mean(values, unit=Unit(kind=UnitKind.SCORE))
    found = mean_in_courses(plain, values, np.repeat(list("abcd"), 2))
    assert found.interval is not None
    assert found.standard_error == pytest.approx(1.2909944)
    assert found.interval.high == pytest.approx(7 + 3.1824463 * 1.2909944)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("kind: yes_no", "kind: yes_no, measured: [before]"), "programme.measured"),
        (("kind: yes_no", "kind: yes_no, measured: [after, follow_up]"), "programme.measured"),
        (
            ("kind: yes_no", "kind: yes_no, measured: [after]"),
            "programme.goal.measured_once",
        ),
    ],
)
def test_what_cannot_be_measured_like_that_is_told(tmp_path: Path, change: tuple[str, str], code: str):
    goal = "{id: up, label: Up, measure: change, of: passed, target: 0.1, by: 2024-12-31}"
    with_goal = ("characteristics:", f"goals:\n  - {goal}\ncharacteristics:")
    path = write_once(tmp_path, ONE_GROUP, change, with_goal)
    with pytest.raises(ProgrammeFileError) as found:
        open_study(path, year=2024)
    assert code in {problem.code for problem in found.value.problems}
