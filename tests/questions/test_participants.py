"""Who took part, and how many of those whom the programme is meant for. All persons are invented."""

from __future__ import annotations

import pytest

from tests.questions.reach_office import write_office
from tests.questions.test_steps import in_words
from tests.raw import open_raw, repository_study
from wirkung.codes import FURTHER, Absence
from wirkung.disclosure.release import Withheld
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.report.writing.tables import subject_of


def numbers_of(answer, characteristic="area"):
    found = [each for each in answer.findings if each.subject.characteristic == characteristic]
    return {each.subject.category: (each.main.counts[0].number, each.target) for each in found}


def test_every_category_has_its_participants_and_its_target_group(tmp_path):
    answer = open_raw(write_office(tmp_path), year=2024).participants
    assert numbers_of(answer) == {"East": (0, 50), "North": (120, 1000), "South": (40, 600), "West": (60, 300)}
    # Ages 10 to 17 in turn in 220 persons: 27 times all eight, and four from 10 to 13.
    assert numbers_of(answer, "age") == {"10-12": (28 * 3, None), "13-15": (28 + 27 * 2, None), "16+": (54, None)}
    assert answer.findings[0].target == 2000
    assert all(each.main.interval is None for each in answer.findings)


def test_small_categories_are_taken_together_in_the_target_group_too(tmp_path):
    areas = {"North": 120, "South": 40, "West": 6, "East": 7}
    answer = open_raw(write_office(tmp_path, areas=areas), year=2024).participants
    assert numbers_of(answer) == {"North": (120, 1000), "South": (40, 600), FURTHER: (13, 350)}


@pytest.mark.parametrize("north", [90, 130])
def test_of_two_categories_both_have_a_line_whichever_is_larger(tmp_path, north):
    """Were only the larger told, that it is the larger would say beside a range how few have neither."""
    areas = {"North": north, "South": 220 - north}
    path = write_office(
        tmp_path, ("    target_by: {area: {North: 1000, South: 600, West: 300, East: 50}}\n", ""), areas=areas
    )
    assert numbers_of(open_raw(path, year=2024).participants) == {
        "North": (north, None),
        "South": (220 - north, None),
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Ort: Am wenigsten erreicht wurde «East» (0 % der Zielgruppe), am meisten «West» (20 %)."),
        ("en", "Area: ‘East’ was reached least (0% of the target group), ‘West’ most (20%)."),
    ],
)
def test_where_least_were_reached_is_said(tmp_path, language, words):
    study = open_raw(write_office(tmp_path), year=2024)
    assert words in in_words(study.study.participants, of=study, language=language).replace("\u202f", " ").replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        (
            {"North": 120, "South": 40, "West": 24, "East": 7},
            "«South» (6,7 % der Zielgruppe), am meisten «North» (12 %).",
        ),
        (
            {"North": 120, "South": 60, "West": 24, "East": 24},
            "«South» (10 % der Zielgruppe); die als «weitere» zusammengezählten erreichte das Programm zu 14 %.",
        ),
    ],
)
def test_where_some_are_counted_together_the_least_is_one_of_those_shown(tmp_path, areas, words):
    """One of them may have been reached less still."""
    path = write_office(tmp_path, ("reach:\n", "privacy: {smallest_group: 25}\nreach:\n"), areas=areas)
    study = open_raw(path, year=2024)
    told = in_words(study.study.participants, of=study, language="de")
    plain = told.replace("\u202f", " ").replace("\N{NO-BREAK SPACE}", " ")
    assert f"Ort: Am wenigsten erreicht wurde von den einzeln gezeigten {words}" in plain


def test_nothing_is_said_of_the_least_where_a_category_is_withheld_or_all_are_alike(tmp_path):
    alike = ("{North: 1000, South: 600, West: 300, East: 50}", "{North: 1000, South: 330, West: 500}")
    study = open_raw(write_office(tmp_path, alike), year=2024)
    assert "reached least" not in in_words(study.study.participants, of=study)
    few = write_office(tmp_path, areas={"North": 120, "South": 40, "West": 5})
    study = open_raw(few, year=2024)
    assert "reached least" not in in_words(study.study.participants, of=study)


def test_of_whom_few_came_has_a_line_with_the_mark_as_others_have(tmp_path):
    study = open_raw(write_office(tmp_path, areas={"North": 120, "South": 40, "West": 5}), year=2024)
    items = {subject_of(one).category: one for one in study.study.participants.items}
    assert isinstance(items["West"], Withheld)
    assert str(items["West"].subject) == str(subject_of(items["South"])).replace("South", "West")


def test_without_bands_a_number_is_its_mean(tmp_path):
    study = open_raw(write_office(tmp_path, (", bands: [10-12, 13-15, 16+]", "")), year=2024)
    (age,) = (each for each in study.participants.findings if each.subject.characteristic == "age")
    assert age.main.value == pytest.approx((27 * sum(range(10, 18)) + 10 + 11 + 12 + 13) / 220)


def test_beside_a_comparison_group_the_baseline_says_who_took_part():
    assert repository_study("nsw", 1978).participants.absent is Absence.NO_REACH


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            (("{area: {North: 1000, South: 600, West: 300, East: 50}}", "{}"), ("2000", "219")),
            "data.reach_too_small",
        ),
        ((("West: 300", "West: 59"),), "data.reach_too_small"),
        ((("West: 300, ", ""),), "data.reach_category"),
    ],
)
def test_more_participants_than_persons_or_a_category_without_number_stop_the_report(tmp_path, changes, code):
    with pytest.raises(DataError) as error:
        open_raw(write_office(tmp_path, *changes), year=2024)
    (problem,) = error.value.problems
    assert problem.code == code
    # How many took part is said by no error.
    assert not {"60", "220"} & set(problem.text("en").split())


def test_who_is_not_meant_has_the_number_zero(tmp_path):
    study = open_raw(write_office(tmp_path, ("West: 300", "West: 0")), year=2024)
    assert numbers_of(study.participants)["West"] == (60, 0)
    assert "West" in in_words(study.study.participants, of=study)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("target: 2000", "target: 1949"), "programme.reach.too_many"),
        (("    target: 2000\n", ""), "programme.reach.no_target"),
        (("target_by: {area:", "target_by: {areas:"), "programme.reach.characteristic.nearest"),
        (("target_by: {area: {North: 1000,", "target_by: {age: {10-13: 1000,"), "programme.reach.band.nearest"),
        (("[10-12, 13-15, 16+]", "[10-13, 13-15, 16+]"), "programme.bands.order"),
        (("[10-12, 13-15, 16+]", "[12-10]"), "programme.bands.order"),
        ((", kind: number, bands", ", bands"), "programme.bands.number"),
        (("North: 1000", "North: -1"), "programme.bound.ge"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(tmp_path, change, code):
    with pytest.raises(ProgrammeFileError) as error:
        open_raw(write_office(tmp_path, change), year=2024)
    assert code in {problem.code for problem in error.value.problems}


def test_a_mean_stands_with_its_persons_under_a_head_that_says_so(tmp_path):
    study = open_raw(write_office(tmp_path, (", bands: [10-12, 13-15, 16+]", "")), year=2024)
    text = in_words(study.study.participants, of=study)
    assert "or mean" in text
    assert "[Age] Mean 220 13.5 " in text
    assert "[In all] All who registered 220" in text


def test_others_that_are_everybody_say_nothing(tmp_path):
    areas = {"North": 8, "South": 8, "West": 8}
    changes = ("    target_by: {area: {North: 1000, South: 600, West: 300, East: 50}}\n", "")
    study = open_raw(write_office(tmp_path, changes, areas=areas), year=2024)
    lines = [each for each in study.study.participants.items if subject_of(each).characteristic == "area"]
    assert lines
    assert all(isinstance(each, Withheld) for each in lines)
    assert "24" not in in_words(study.study.participants, of=study).partition("[Age]")[0].partition("[Area]")[2]
