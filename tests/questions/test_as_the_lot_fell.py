"""Not all kept to the lot: the report compares as it fell, speaks of the offer, and says who crossed over."""

from __future__ import annotations

import pytest

from tests.questions.design_office import people, write_design
from tests.raw import open_raw
from wirkung.codes import Caution
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme

BY_LOT = "kind: randomised, assignment: lottery"
CHOSEN = "kind: comparison, assignment: self_selected"
ATTENDANCE = (
    "  events:",
    """  attendance:
    file: hours.csv
    columns: {person: id, year: year, course: course, hours: hours}
  events:""",
)


def written(folder, design, *, crossed=12):
    """Of each group ninety: 72 with an offer came, and as many of the others as `crossed` says."""
    persons = people()
    others = [each["id"] for each in persons if each["group"] == "comparison"]
    came = {each["id"] for each in persons if each["group"] == "programme" and each["took"]} | set(
        others[:crossed]
    )
    for each in persons:
        each["took"] = int(each["id"] in came)
    rows = [f"{each['id']};2024;c;{10 * each['took']}" for each in persons]
    (folder / "hours.csv").write_text("\n".join(("id;year;course;hours", *rows)) + "\n", encoding="utf-8")
    return write_design(folder, design, persons, *(() if "took_part" in design else (ATTENDANCE,)))


def answers_of(path):
    study = open_raw(path, year=2024)
    return {answer.question: answer for answer in study.answers}


def said(answers, question="comparison"):
    crossing = {Caution.AS_THE_LOT_FELL, Caution.COMPARISON_GOT_PROGRAMME}
    return {caution for each in answers[question].findings for caution in each.main.cautions} & crossing


def shares(answers):
    found = {each.subject.aspect: each.main.value for each in answers["threats"].findings}
    return found.get("threat.not_taken_up"), found.get("threat.contamination")


def lines(answers):
    return {each.subject.aspect for each in answers["robustness"].findings}


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "seen in attendance"])
def test_both_directions_are_counted_and_said_where_it_matters(tmp_path, declared):
    answers = answers_of(written(tmp_path, f"{BY_LOT}, took_part: took" if declared else BY_LOT))
    for question in ("comparison", "steps"):
        assert said(answers, question) == {Caution.AS_THE_LOT_FELL, Caution.COMPARISON_GOT_PROGRAMME}
    assert shares(answers) == (18 / 90, 12 / 90)
    # What taking part did is told where the file declares who did.
    assert ("robustness.complier" in lines(answers)) is declared


def test_few_of_the_comparison_group_are_as_nobody(tmp_path):
    answers = answers_of(written(tmp_path, BY_LOT, crossed=9))
    assert said(answers) == set()
    assert shares(answers) == (18 / 90, None)


def test_what_is_declared_is_said_whoever_crossed(tmp_path):
    answers = answers_of(written(tmp_path, f"{BY_LOT}, took_part: took", crossed=9))
    assert said(answers) == {Caution.AS_THE_LOT_FELL}


def test_without_a_lot_nothing_was_offered_by_it(tmp_path):
    answers = answers_of(written(tmp_path, CHOSEN))
    assert said(answers) == {Caution.COMPARISON_GOT_PROGRAMME}
    assert shares(answers) == (None, 12 / 90)


@pytest.mark.parametrize(("design", "told"), [(BY_LOT, True), (CHOSEN, False)])
def test_the_check_asks_who_took_part(tmp_path, design, told):
    path = written(tmp_path, design)
    remarks = read_tables(load_programme(path).programme, tmp_path).remarks
    found = [each for each in remarks if each.code == "data.cross_overs"]
    assert [each.values["number"] for each in found] == ([12] if told else [])
    assert all("took_part" in each.text("de") for each in found)
