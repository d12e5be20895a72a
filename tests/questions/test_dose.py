"""The main outcome by hours attended: a description under every design. All persons are invented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.questions.design_office import people, write_design
from tests.questions.test_steps import in_words
from tests.raw import open_raw
from wirkung.codes import Absence, Assumption, Caution, Claim, Quantity
from wirkung.disclosure.release import Released, Withheld
from wirkung.questions.dose import parts_of
from wirkung.report.sections import sections
from wirkung.report.writing.language import language_of

BY_LOT = "kind: randomised, assignment: lottery, estimate: difference"
CHOSEN = "kind: comparison, assignment: self_selected"
ATTENDANCE = """\
  attendance:
    file: hours.csv
    columns: {person: id, year: year, course: course, hours: hours, planned_hours: planned}
  events:
"""
BANDS = "[0-49, 50-74, 75+]"
# Of 90 participants in turn: 4, 10, 14.9 (74.5 per cent), 15 and 30 of 20 hours.
HOURS = (4, 10, 14.9, 15, 30)


def in_turn(number):
    return HOURS[number % len(HOURS)]


@pytest.fixture
def opened(tmp_path):
    def open_design(*changes, hours=in_turn, design=CHOSEN, bands=BANDS):
        ours = [each for each in people() if each["group"] == "programme"]
        path = write_design(
            tmp_path,
            design,
            people(),
            ("  events:\n", ATTENDANCE),
            ("cohort:\n", f"dose: {{bands: {bands}}}\ncohort:\n"),
            *changes,
        )
        rows = [
            f"{each['id']};2024;{each['course']};{hours(number)};20"
            for number, each in enumerate(ours)
            if hours(number) is not None
        ]
        (tmp_path / "hours.csv").write_text("\n".join(["id;year;course;hours;planned", *rows]), encoding="utf-8")
        return open_raw(path, year=2024)

    return open_design


def bands_of(study):
    return {each.subject.category: each.main.counts[0].number for each in study.dose.findings}


def changes_of(*shown):
    """The changes of those of the participants whose hours in turn are among these."""
    ours = [each for each in people() if each["group"] == "programme"]
    return np.array([each["after"] - each["before"] for n, each in enumerate(ours) if in_turn(n) in shown])


@pytest.mark.parametrize("design", [CHOSEN, BY_LOT])
def test_each_band_has_its_persons_their_mean_change_and_no_claim(opened, design):
    """74.5 per cent belong to 50-74, and who came for more than was planned attended all of it."""
    study = opened(design=design)
    assert bands_of(study) == {"0-49": 18, "50-74": 36, "75+": 36}
    for finding, shown in zip(study.dose.findings, [(4,), (10, 14.9), (15, 30)], strict=True):
        changes = changes_of(*shown)
        assert finding.main.quantity is Quantity.MEAN_CHANGE
        assert finding.main.value == pytest.approx(changes.mean())
        half = finding.main.interval.high - finding.main.value
        # t of 17 and of 35 degrees of freedom
        assert half == pytest.approx(
            {18: 2.1098, 36: 2.0301}[changes.size] * changes.std(ddof=1) / changes.size**0.5, rel=1e-4
        )
        assert finding.main.claim is Claim.DESCRIPTION
        assert Caution.DOSE_IS_NO_EFFECT in finding.main.cautions
        assert Assumption.MISSING_AT_RANDOM not in finding.main.assumptions


def test_an_effect_of_the_programme_makes_none_of_the_hours(opened):
    study = opened(design=BY_LOT)
    assert study.licence.claim is Claim.EFFECT
    released = [item.finding.main.claim for item in study.study.dose.items if isinstance(item, Released)]
    assert set(released) == {Claim.DESCRIPTION}


def test_small_bands_are_told_with_their_neighbours(opened):
    """Nine below half: they are told with those below three quarters."""
    study = opened(hours=lambda number: 4 if number < 9 else (12 if number < 30 else 20))
    assert bands_of(study) == {"0-74": 30, "75+": 60}


def test_who_is_not_known_is_a_line_of_its_own_and_few_of_them_are_told_with_the_least(opened):
    study = opened(hours=lambda number: None if number < 12 else in_turn(number))
    # Of the first twelve 3 had come for 4 hours, 3 + 2 for 10 and 14.9, 2 + 2 for 15 and 30.
    assert bands_of(study) == {"0-49": 18 - 3, "50-74": 36 - 5, "75+": 36 - 4, "": 12}
    assert study.dose.findings[-1].subject.aspect == "dose.unknown"


def test_few_who_are_not_known_are_told_with_those_who_came_least(opened):
    study = opened(hours=lambda number: None if number < 5 else in_turn(number))
    assert bands_of(study) == {"0-49": 17 + 5, "50-74": 34, "75+": 34}
    assert study.dose.findings[0].subject.aspect == "dose.first_or_unknown"
    assert "Under 50% of the planned hours, or not known" in in_words(study.study.dose, of=study, language="en")


def test_missing_hours_are_not_known_and_not_none(opened):
    study = opened(hours=lambda number: "" if number < 12 else 20 if number % 2 else 4)
    assert bands_of(study) == {"0-49": 39, "50+": 39, "": 12}


def test_one_band_alone_is_not_told(opened):
    study = opened(hours=lambda _: 20)
    assert study.dose.absent is Absence.TOO_FEW_FOR_DOSE


def test_without_the_key_nothing_is_told(tmp_path):
    study = open_raw(write_design(tmp_path, CHOSEN, people()), year=2024)
    assert study.dose.absent is Absence.NO_DOSE
    assert "vorher festgelegt" in in_words(study.study.dose, of=study, language="de")


def test_of_yes_and_no_the_level_is_told(opened):
    study = opened((", main: true}", "}"), ("measured: [after]}", "measured: [after], main: true}"))
    ours = [each for each in people() if each["group"] == "programme"]
    for finding, shown in zip(study.dose.findings, [(4,), (10, 14.9), (15, 30)], strict=True):
        passed = [each["passed"] for n, each in enumerate(ours) if in_turn(n) in shown]
        assert finding.main.quantity is Quantity.SHARE
        assert finding.main.value == pytest.approx(sum(passed) / len(passed))


def test_in_courses_no_interval_is_that_of_persons_of_their_own(opened):
    found = opened(design=f"{CHOSEN}, clusters: course").dose.findings[1].main
    assert Assumption.PERSONS_INDEPENDENT not in found.assumptions
    assert Assumption.CLUSTERS_INDEPENDENT in found.assumptions


def test_the_section_says_that_it_is_no_effect_before_any_number(opened):
    words = in_words(opened().study.dose, of=opened(), language="de")
    assert "keine Wirkung von mehr Stunden" in words
    assert words.index("keine Wirkung") < words.index("Unter 50")
    assert "Nach der Anwesenheit hat niemand gelost" in words
    assert "bewirkt" not in words


def test_a_share_of_hours_is_no_less_for_how_numbers_are_stored():
    """29 of 100 hours are 28.999999999999996 per cent by a computer."""
    share = np.repeat([0.29, 0.28], 10)
    first, second = parts_of(share, np.ones(20, dtype=bool), ["0-28", "29+"], 10)
    assert (first.who.sum(), second.who.sum()) == (10, 10)
    assert second.who[:10].all()


def test_the_table_has_a_row_for_each_band_and_speaks_of_no_categories(opened):
    study = opened()
    (table,) = sections()["dose"].tables(study.study.dose, language_of(study.programme, "de"))
    assert [row[0] for row in table.rows] == [
        "Unter 50\N{NO-BREAK SPACE}% der geplanten Stunden",
        "50 bis unter 75\N{NO-BREAK SPACE}% der geplanten Stunden",
        "75 bis 100\N{NO-BREAK SPACE}% der geplanten Stunden",
    ]
    assert [row[-1] for row in table.rows] == ["18", "36", "36"]
    assert not any("weitere" in note for note in table.notes)


def test_that_further_bands_are_not_shown_is_said(opened):
    study = opened()
    whole = study.study.dose
    first, *others = whole.items
    hidden = tuple(Withheld(subject=each.finding.subject) for each in others)
    words = in_words(replace(whole, items=(first, *hidden)), of=study, language="en")
    assert "Further bands are not shown, so that nobody can be recognised." in words
    assert "Further bands are not shown" not in in_words(whole, of=study, language="en")
