"""A scenario says so everywhere, keeps apart from what was observed, and shows its assumptions."""

from __future__ import annotations

import pytest

from tests.report import money_answers as money
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Caution
from wirkung.declared import Gainer
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Bullets, Cautions, Figure, KeyFigures, Paragraph, Table, Title
from wirkung.report.frame.parts import answer_parts
from wirkung.report.scenario import labelled

NB = "\u00a0"
LABEL = {"de": "Szenario", "en": "Scenario"}
SWINGS = ((-200.0, 2500.0), (400.0, 1700.0), (900.0, 1100.0))
SCENARIOS = {
    "benefits": money.benefits(),
    "a loss": money.benefits(-500.0, years=None, persons=None),
    "undetermined": money.benefits(None, reason=Caution.ADDITIONAL_OUTCOME_UNDETERMINED),
    "sensitivity": money.sensitivity(*SWINGS),
    "one swing": money.sensitivity((900.0, 1100.0), together=False),
}


def label_of(part):
    match part:
        case Drawing():
            return part.block.caption
        case Paragraph():
            return part.mark
        case Bullets() | Cautions():
            return part.lead
        case Table():
            return part.caption


def said(answer, language="de"):
    first = answer_parts(answer, language)[0]
    items = first.items if isinstance(first, Bullets) else (first.text,)
    return tuple(item.replace(NB, " ") for item in items)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", SCENARIOS.values(), ids=SCENARIOS)
def test_every_block_of_a_scenario_carries_its_label(answer, language):
    parts = answer_parts(answer, language)

    assert parts
    for part in parts:
        assert label_of(part).startswith(LABEL[language]), part
        if isinstance(part, Drawing):
            assert part.block.alt.startswith(LABEL[language])
            assert part.block.data.caption.startswith(LABEL[language])
            assert 'id="scenario"' in part.svg  # written inside the picture too


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_observed_carries_no_such_label(language):
    for answer in money.all_answers():
        if not answer.projected:
            for part in answer_parts(answer, language):
                assert LABEL[language] not in label_of(part)
                assert not (isinstance(part, Drawing) and 'id="scenario"' in part.svg)


@pytest.mark.parametrize("block", [Title(text="a", above="", below=""), KeyFigures(items=())])
def test_a_scenario_is_no_title_and_no_key_figure(block):
    with pytest.raises(TypeError, match=f"a scenario is never shown as {type(block).__name__}"):
        labelled(block, "de")


def test_a_block_of_a_figure_is_labelled_like_a_picture():
    data = Table(caption="Data", columns=(), rows=())
    figure = labelled(Figure(caption="Alpha", alt="Beta", data=data), "en")

    assert (figure.caption, figure.alt, figure.data.caption) == (
        "Scenario: Alpha",
        "Scenario: Beta",
        "Scenario: Data",
    )


def test_the_scenario_in_plain_words():
    assert said(money.benefits()) == (
        (
            "Der Nutzen wäre über alle Jahre um 65.539 € größer als die Kosten (auf das Jahr der Kosten "
            "abgezinst). Auf 1 € Kosten käme ein Nutzen von 1,66 €."
        ),
        "Nach 9 Jahren hätte der Nutzen die Kosten ausgeglichen.",
        "Den Nutzen hätten: Teilnehmende (1.000 €), Region (1.000 €).",
        "Für die Kommune selbst nennt die Programmbeschreibung keinen Nutzen.",
        "Es würde sich ab 42 Personen im Jahr rechnen, die das Ergebnis «Omega» zusätzlich erreichen.",
    )


def test_a_loss_is_called_one():
    sentences = said(money.benefits(-500.0, years=None, persons=None, gains=(Gainer.MUNICIPALITY,)))

    assert "um 500 € kleiner als die Kosten" in sentences[0]
    assert sentences[1] == "Im betrachteten Zeitraum würde der Nutzen die Kosten nicht ausgleichen."
    assert not any("keinen Nutzen" in each for each in sentences)


def test_without_a_number_of_outcomes_there_is_only_the_turning_point():
    sentences = said(money.benefits(None, reason=Caution.ADDITIONAL_OUTCOME_UNDETERMINED))

    assert sentences[0].startswith(
        "Ob sich das Programm rechnet, ist auch als Szenario nicht bestimmbar. Der Unter"
    )
    assert sentences[1:] == (
        "Es würde sich ab 42 Personen im Jahr rechnen, die das Ergebnis «Omega» zusätzlich erreichen.",
    )


def test_every_assumption_stands_in_a_table_with_its_range_and_source():
    results, assumptions = [part for part in answer_parts(money.benefits(), "de") if isinstance(part, Table)]

    assert [tuple(cell.replace(NB, " ") for cell in row) for row in assumptions.rows] == [
        ("Zinssatz im Jahr", "3,5 %", "1 % bis 5 %", "Rho (2023)"),
        (
            "Zusätzliche Personen mit dem Ergebnis «Omega»",
            "69 Personen",
            "39 bis 99",
            "Unterschied zur Vergleichsgruppe in diesem Bericht",
        ),
        ("Nutzen je Person und Jahr", "900 €", "400,50 € bis 1.500 €", "Sigma (2023)"),
        ("Dauer in Jahren", "10", "entfällt", "Sigma (2023)"),
    ]
    assert assumptions.groups == ("Für alle", "Für alle", "Pi", "Pi")
    assert results.groups == ("Ergebnis",) * 4 + ("Wer den Nutzen hat",) * 2
    assert [row[1].replace(NB, " ") for row in results.rows][:4] == [
        "65.539 €",
        "1,66",
        "nach 9 Jahren",
        "ab 42 Personen",
    ]
    assert (
        "Auch dass der Unterschied zur Vergleichsgruppe vom Programm kommt, ist hier nur angenommen. Sein "
        "Konfidenzintervall ist hier das einer Differenz von Mittelwerten und kann etwas anders sein als beim "
        "Vergleich der Schritte." in results.notes
    )


def test_the_assumption_on_which_most_hangs_and_those_that_would_turn_it():
    assert said(money.sensitivity(*SWINGS)) == (
        (
            "Am meisten hängt der Kapitalwert an dieser Annahme: Zinssatz im Jahr. Er läge zwischen −200 € und "
            "2.500 €, wenn nur sie anders wäre."
        ),
        "Diese Annahme allein könnte aus Gewinn Verlust machen oder umgekehrt: Zinssatz im Jahr.",
        (
            "Werden alle Annahmen zugleich innerhalb ihrer Spannen zufällig gezogen, läge der Kapitalwert in den "
            "mittleren 95 % der Fälle zwischen −300 € und 2.400 € und mit 92 % Wahrscheinlichkeit über null."
        ),
    )
    assert said(money.sensitivity((900.0, 1100.0)))[1].startswith("Keine der Annahmen allein würde")


def test_an_assumption_of_one_benefit_names_it():
    (table,) = [part for part in answer_parts(money.sensitivity(*SWINGS), "de") if isinstance(part, Table)]

    assert [row[0] for row in table.rows] == [
        "Zinssatz im Jahr",
        "Pi: Nutzen je Person und Jahr",
        "Zusätzliche Personen mit dem Ergebnis «Omega»",
    ]
    assert table.groups == ()
