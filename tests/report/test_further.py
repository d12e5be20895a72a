"""Results beside the first ones: a line each with its direction, and of many how many went which way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wirkung.codes import Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count
from wirkung.finding import Subject
from wirkung.report.document.blocks import Bullets, Paragraph
from wirkung.report.frame.further import MOST, further_results

FURTHER = Subject(indicator="Beta", better=1, further=True)
FEW = (Count(role=CountRole.PAIRS, number=4),)


def told(*answers, language="de"):
    return further_results({answer.question: answer for answer in answers}, language)


def lines(*answers):
    (bullets,) = told(*answers)
    assert isinstance(bullets, Bullets)
    return list(bullets.items)


@pytest.fixture
def main(make):
    return make.changed(Subject(indicator="Alpha", better=1), 3.0, 3.3, 0.1)


@pytest.mark.parametrize(
    ("change", "half", "better", "caution", "way"),
    [
        (0.3, 0.1, 1, (), "nachher besser als vorher"),
        (-0.3, 0.1, 1, (), "nachher schlechter als vorher"),
        (-0.3, 0.1, -1, (), "nachher besser als vorher"),
        (0.3, 0.4, 1, (), "keine sichere Veränderung"),
        # Counted among several it may be chance: then it is not said to be better.
        (0.3, 0.1, 1, (Caution.SEVERAL_INDICATORS,), "keine sichere Veränderung"),
    ],
)
def test_a_line_says_which_way_it_went_as_far_as_that_is_sure(make, main, change, half, better, caution, way):
    other = make.changed(replace(FURTHER, better=better), 3.0, 3.0 + change, half, *caution)
    assert lines(make.released("change", main, other)) == [f"Beta: {way}"]


def test_what_has_no_interval_was_measured_once_or_is_withheld_has_no_direction(make, main):
    without = make.finding(make.estimate(0.3), FURTHER)
    withheld = make.finding(make.estimate(0.3, 0.2, 0.4, counts=FEW), replace(FURTHER, indicator="Gamma"))
    once = make.finding(
        make.estimate(3.5, 3.3, 3.7, quantity=Quantity.MEAN), Subject(indicator="Delta", further=True, better=1)
    )
    found = lines(make.released("change", main, without, withheld), make.released("afterwards", once))
    nothing = make.finding(
        make.estimate(None, cautions=(Caution.NO_SPREAD,)), replace(FURTHER, indicator="Epsilon")
    )
    assert lines(make.released("change", main, nothing)) == ["Epsilon: nicht zu sagen, in welche Richtung"]
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in found] == [
        "Beta: nicht zu sagen, in welche Richtung",
        "Gamma: die Veränderung ist nicht ausgewiesen, damit niemand erkennbar wird",
        "Delta: 3,50 Pkt, nur danach gemessen",
    ]


def test_a_change_says_nothing_where_the_comparison_is_withheld(make, main):
    """It would be a verdict taken from the weaker comparison."""
    shown = make.compared(Subject(indicator="Alpha", better=1), 0.2, 0.1, Claim.ASSOCIATION)
    few = make.finding(make.estimate(0.4, 0.3, 0.5, counts=FEW), FURTHER)
    change = make.changed(FURTHER, 3.0, 3.4, 0.1)
    assert lines(make.released("comparison", shown, few), make.released("change", main, change)) == [
        "Beta: der Vergleich ist nicht ausgewiesen, damit niemand erkennbar wird"
    ]


def test_side_effects_are_no_further_results(make, main):
    aside = make.changed(replace(FURTHER, further=False, side_effect=True), 3.0, 3.4, 0.1)
    assert told(make.released("change", main, aside)) == ()


def test_of_forty_the_main_one_is_named_and_the_others_are_counted_by_direction(make, main):
    ways = {0.3: 12, -0.3: 3, 0.01: 24}
    changes = [change for change, number in ways.items() for _ in range(number)]
    others = [
        make.changed(replace(FURTHER, indicator=f"i{n}"), 3.0, 3.0 + change, 0.1)
        for n, change in enumerate(changes)
    ]
    (said,) = told(make.released("change", main, *others))
    assert isinstance(said, Paragraph)
    assert said.text == (
        "Als Hauptergebnis festgelegt ist «Alpha». 39 weitere Ergebnisse stehen im Bericht: "
        "12 besser, 3 schlechter, 24 ohne sicheren Unterschied."
    )


def test_so_many_lines_and_no_more(make, main):
    others = [make.changed(replace(FURTHER, indicator=f"i{n}"), 3.0, 3.3, 0.1) for n in range(MOST + 1)]
    assert len(lines(make.released("change", main, *others[:MOST]))) == MOST
    assert isinstance(told(make.released("change", main, *others))[0], Paragraph)
