"""The first page: the answer, the numbers to keep, the goals."""

from __future__ import annotations

from wirkung.finding import Question
from wirkung.report.blocks import Bullets, KeyFigures, Paragraph
from wirkung.report.glance import glance, glance_blocks

NB = "\u00a0"


def test_the_stronger_design_answers_first(make):
    blocks = glance_blocks(glance(*make.answers()), "de")

    answers = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert len(answers) == 2
    assert "Die Teilnahme hängt mit" in answers[0]
    assert "höher als vorher" in answers[1]


def test_key_figures_say_how_sure_they_are(make):
    blocks = glance_blocks(glance(*make.answers()), "de")

    (figures,) = [block for block in blocks if isinstance(block, KeyFigures)]
    said = [(item.value.replace(NB, " "), item.label, item.detail.replace(NB, " ")) for item in figures.items]
    assert said == [
        ("+0,25 Pkt", "Alpha: Unterschied zur Vergleichsgruppe", "verträglich mit den Daten: 0,12 bis 0,38"),
        ("+0,31 Pkt", "Alpha: Veränderung von vorher zu nachher", "verträglich mit den Daten: 0,21 bis 0,41"),
        ("75 %", "Anteil am Jahrgang: Step B", "verträglich mit den Daten: 70 bis 80 %"),  # the step with a goal
        ("941 €", "Cost B", "verträglich mit den Daten: 805 bis 1.116 €"),  # the cost that is uncertain
    ]


def test_goals_are_told_in_words(make):
    blocks = glance_blocks(glance(*make.answers()), "de")

    (goals,) = [block for block in blocks if isinstance(block, Bullets)]
    assert [item.split(":")[0] for item in goals.items] == [
        "Ziel erreicht",
        "Noch nicht zu sagen",
        "Ziel nicht erreicht",
    ]


def test_what_is_withheld_or_absent_is_no_key_figure(make):
    withheld = make.released(Question.COHORT, make.step("Step A", 6, 348))

    assert glance_blocks(glance(withheld), "de") == ()
