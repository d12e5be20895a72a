"""One indicator is declared the main outcome: it leads, and only the others count each other."""

from __future__ import annotations

import pytest

from tests.measures.once_office import LOTTERY, ONE_GROUP, write_once
from tests.raw import open_raw
from wirkung.codes import Caution
from wirkung.errors import ProgrammeFileError
from wirkung.evidence import EvidenceScale
from wirkung.report.formats.plain import plain
from wirkung.report.frame.glance import glance, glance_blocks
from wirkung.report.sections import sections
from wirkung.report.writing.language import language_of
from wirkung.study.study import open_study

MAIN = ("decimals: 1}", "decimals: 1, main: true}")
# 53 of 80 and 30 of 80 passed, so p is far below .05; another question is answered at random.
NOISE = (
    "characteristics:",
    (
        "  - {id: liked, label: Liked, items: [liked], scale: {low: 0, high: 9}}\n"
        "  - {id: other, label: Other, items: [other], scale: {low: 0, high: 9}}\ncharacteristics:"
    ),
)


def first_page(study, name="de"):
    language = language_of(study.programme, name)
    return plain(glance_blocks(glance(*study.answers, licence=study.licence), language), language).replace(
        "\u00a0", " "
    )


def test_the_main_outcome_comes_first_whereever_the_file_has_it(tmp_path):
    study = open_study(write_once(tmp_path, ONE_GROUP, MAIN), year=2024)
    assert [item.finding.subject.indicator for item in study.afterwards.items] == ["points", "passed"]
    assert [item.finding.subject.further for item in study.afterwards.items] == [False, True]


@pytest.mark.parametrize(
    ("language", "said", "marked"),
    [
        ("de", "Als Hauptergebnis festgelegt ist «Test».", "Course passed (weiteres Ergebnis)"),
        ("en", "‘Test’ was declared the main outcome.", "Course passed (further outcome)"),
    ],
)
def test_the_first_page_says_which_it_is_and_the_table_marks_the_others(tmp_path, language, said, marked):
    study = open_study(write_once(tmp_path, LOTTERY, MAIN), year=2024)
    assert said in " ".join(first_page(study, language).split())
    spoken = language_of(study.programme, language)
    table = " ".join(plain(sections()["comparison"].tables(study.comparison, spoken), spoken).split())
    assert marked in table
    assert said in table
    assert "Holm" in table


def test_without_a_declared_one_nothing_is_marked(tmp_path):
    study = open_study(write_once(tmp_path, LOTTERY), year=2024)
    assert "Hauptergebnis" not in first_page(study)
    assert not [item for item in study.comparison.items if item.finding.subject.further]


def three(tmp_path, *changes):
    """Beside passed and points, far apart, one question that stands out by itself only, and one of chance."""
    path = write_once(
        tmp_path, LOTTERY, NOISE, ("points: points}", "points: points, liked: liked, other: other}"), *changes
    )
    answers = path.with_name("answers.csv")
    head, *lines = answers.read_text(encoding="utf-8").splitlines()
    told = [
        f"{line};{4 + at % 2 * 2 + (at < 80) * (at % 4 == 0) * 1.3:g};{4 + at % 2 * 2}"
        for at, line in enumerate(lines)
    ]
    answers.write_text("\n".join([f"{head};liked;other", *told]) + "\n", encoding="utf-8")
    return open_raw(path, year=2024)


def test_the_main_outcome_is_no_test_among_several(tmp_path):
    (tmp_path / "all").mkdir()
    (tmp_path / "main").mkdir()
    alone = {each.subject.indicator: each.main for each in three(tmp_path / "all").comparison.findings}
    declared = three(tmp_path / "main", ("id: liked, label: Liked,", "id: liked, label: Liked, main: true,"))
    found = {each.subject.indicator: each.main for each in declared.comparison.findings}
    assert 0.05 / 2 < alone["liked"].test.p < 0.05
    assert Caution.SEVERAL_INDICATORS in alone["liked"].cautions
    assert Caution.SEVERAL_INDICATORS not in found["liked"].cautions


def test_a_further_outcome_does_not_answer_the_question_of_the_report(tmp_path):
    both = (
        ("passed: passed, points: points}", "passed: passed, points: points, wave: wave}"),
        ("      constants: {wave: after}\n", ""),
        ("kind: yes_no", "kind: yes_no, measured: [after], main: true"),
    )
    path = write_once(tmp_path, ONE_GROUP, *both)
    answers = path.with_name("answers.csv")
    head, *lines = answers.read_text(encoding="utf-8").splitlines()
    rows = [line.split(";") for line in lines]
    told = [f"{who};{year};;{float(points) - 2 + n % 3};before" for n, (who, year, _, points) in enumerate(rows)]
    told += [f"{line};after" for line in lines]
    answers.write_text("\n".join([f"{head};wave", *told]) + "\n", encoding="utf-8")
    study = open_study(path, year=2024)
    assert study.change.items[0].finding.subject.further
    page = " ".join(first_page(study).split())
    assert "Course passed" in page
    assert page.count("Test") == 1
    assert "Ein weiteres Ergebnis: - Test: nachher besser als vorher" in page
    assert study.licence.evidence.on(EvidenceScale.MARYLAND).level == 0


def test_two_main_outcomes_are_refused(tmp_path):
    with pytest.raises(ProgrammeFileError) as found:
        open_study(write_once(tmp_path, ONE_GROUP, MAIN, ("kind: yes_no", "kind: yes_no, main: true")), year=2024)
    (problem,) = found.value.problems
    assert (problem.code, problem.values["first"]) == ("programme.indicator.main", "passed")
