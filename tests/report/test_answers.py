"""What a report says on each question: sentences, tables, cautions, and nothing that was withheld."""

from __future__ import annotations

import re

import pytest

from wirkung.catalogue import LANGUAGES
from wirkung.codes import Absence, Caution, Verdict
from wirkung.finding import Subject
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Cautions, Paragraph, Table
from wirkung.report.frame.parts import answer_parts
from wirkung.report.sections import sections
from wirkung.report.writing.words import say

NB = "\u00a0"


def tables(parts):
    return [part for part in parts if isinstance(part, Table)]


def cautions(parts, lead="Vorbehalte"):
    told = (part.bullets for part in parts if isinstance(part, Cautions) and part.lead == lead)
    return next((bullets.items for bullets in told), ())


def answer_to(make, question):
    return next(answer for answer in make.answers() if answer.question is question)


def test_the_table_of_a_change(make):
    first, follow_up = tables(answer_parts(answer_to(make, "change"), "de"))

    assert [column.head.replace("\u00ad", "") for column in first.columns] == [
        "Indikator",
        "vorher",
        "nachher",
        "Veränderung",
        "95-%-Konfidenzintervall",
        "Bedeutung",
        "Effektstärke",
        "Personen",
    ]
    row = tuple(cell.replace(NB, " ") for cell in first.rows[0])
    assert row == ("Alpha (1 bis 5 Pkt)", "3,02", "3,33", "+0,31", "0,21 bis 0,41", "✓ bedeutsam", "+0,16", "217")
    assert follow_up.rows[0][1] == "+0,16"  # 0,31 / 2, rounded half up


def test_the_table_of_a_comparison_of_changes_says_so(make):
    (table,) = tables(answer_parts(answer_to(make, "comparison"), "en"))

    row = tuple(cell.replace(NB, " ") for cell in table.rows[0])
    assert row == ("Alpha (1 to 5 Pkt)", "+0.35", "+0.10", "+0.25", "0.12 to 0.38", "+0.13", "198 / 142")
    assert table.notes[0] == "Programme and comparison: change of the same persons from before to after."


def test_the_standardiser_and_the_rule_stand_below_the_baseline_table(make):
    (table,) = tables(answer_parts(answer_to(make, "baseline"), "de"))

    assert [row[4] for row in table.rows] == ["✓ gleich", "! zu beachten", "✗ nicht gleich", "[g]"]
    assert any("What Works Clearinghouse 5.0" in note for note in table.notes)
    assert any("Cox-Index (ohne Korrektur für kleine Gruppen)" in note for note in table.notes)


def test_goals_are_judged_in_icon_and_word(make):
    (table,) = tables(answer_parts(answer_to(make, "goals"), "de"))

    assert [row[-1] for row in table.rows] == ["✓ erreicht", "? noch nicht zu sagen", "✗ nicht erreicht"]
    assert [row[1].replace(NB, " ") for row in table.rows] == [
        "mindestens +0,20 Pkt",
        "mindestens 74 %",
        "mindestens 60 %",
    ]


def test_sums_and_unit_costs_are_two_tables(make):
    sums, units = tables(answer_parts(answer_to(make, "cost"), "de"))

    assert [row[0] for row in sums.rows] == ["Personal"]
    assert [tuple(cell.replace(NB, " ") for cell in row) for row in units.rows] == [
        ("Vollkosten je Person mit dem Ergebnis «Cost A»", "14,37 €", "entfällt", "104"),
        ("Vollkosten je Person mit dem Ergebnis «Cost B»", "941 €", "805 bis 1.116 €", "104"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["baseline", "cohort"])
def test_a_withheld_row_shows_its_mark_and_no_digit(make, question, language):
    parts = answer_parts(answer_to(make, question), language)
    (table,) = tables(parts)

    row = next(row for row in table.rows if row[0] in ("Trait D", "Step D"))
    assert set(row[1:]) == {{"de": "[g]", "en": "[c]"}[language]}
    assert not re.search(r"\d", "".join(row))
    assert any(note == say("note.withheld", language, mark=row[1]) for note in table.notes)
    (drawing,) = [part for part in parts if isinstance(part, Drawing)]
    assert drawing.block.data.rows == table.rows
    assert row[0] in drawing.block.alt.rpartition(":")[2]  # named as not shown, not drawn


def test_an_answer_of_withheld_findings_only_is_one_sentence(make):
    answer = make.released("cohort", make.step("Step A", 6, 348), make.step("Step B", 3, 6))

    (sentence,) = answer_parts(answer, "de")

    captions = say("caption.cohort", "de", year=2024)
    assert sentence == Paragraph(text=say("section.withheld", "de", captions=captions), tone="withheld")


@pytest.mark.parametrize("question", sorted(sections()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_absent_answer_is_one_paragraph_that_exporters_drop(make, question, language):
    (part,) = answer_parts(make.released(question, absent=Absence.NO_COSTS), language)

    assert isinstance(part, Paragraph)
    assert part.tone == "absent"


def test_each_caution_stands_once_and_names_whom_it_concerns_unless_all(make):
    parts = answer_parts(answer_to(make, "change"), "de")

    clusters, lost = cautions(parts)
    assert clusters.startswith("Die Personen lernten gemeinsam, in Kursen, Klassen oder Schulen.")
    assert "betrifft" not in clusters
    assert lost.endswith("Das betrifft: Beta.")


def test_a_value_that_cannot_be_had_is_said_so_and_explained(make):
    nobody = make.estimate(None, cautions=(Caution.NOBODY_REACHED,))
    answer = make.released("change", make.finding(nobody, Subject(indicator="Alpha")))

    parts = answer_parts(answer, "de")

    (table,) = tables(parts)
    assert table.rows[0][3] == "nicht bestimmbar"
    assert any(note.startswith("Nicht bestimmbar:") for note in table.notes)
    assert cautions(parts) == ("Niemand hat diesen Schritt erreicht.",)


def test_one_table_has_one_level_of_confidence(make):
    one = make.estimate(0.3, 0.2, 0.4)
    other = make.finding(make.estimate(0.3, 0.2, 0.4), Subject(indicator="Beta"))
    object.__setattr__(other.main.interval, "level", 0.9)

    with pytest.raises(ValueError, match="one level of confidence"):
        answer_parts(make.released("change", make.finding(one), other), "de")


def test_a_goal_without_verdict_is_a_mistake_of_the_program(make):
    goal = make.finding(make.estimate(0.3, 0.2, 0.4), target=0.2)

    with pytest.raises(ValueError, match="has no verdict"):
        answer_parts(make.released("goals", goal), "de")


def test_the_sentence_on_the_baseline_is_about_the_greatest_difference(make):
    answer = make.released(
        "baseline",
        make.alike("Small", 0.01, Verdict.EQUIVALENT),
        make.alike("Great", -0.04, Verdict.EQUIVALENT),
    )

    sentence = answer_parts(answer, "de")[0]

    assert sentence.text.startswith("Am weitesten auseinander liegen die Gruppen vor dem Programm bei «Great»")
