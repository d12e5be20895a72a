"""Figures on cohorts over the years: the same bytes, house colours, words from the result, nothing withheld."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.told import draw
from wirkung.finding import Subject
from wirkung.report.charts.labels import apart
from wirkung.report.charts.style import COLOURS
from wirkung.report.document.blocks import Column, Table
from wirkung.report.formats.svg import inline_svg

DATA = Table(caption="Data", columns=(Column(head="A"),), rows=())
DRAWN = [
    "cohort",
    "earlier",
    "retention",
    "states",
    "transitions",
    "timing",
]
WITH_WITHHELD = ["earlier", "retention", "states", "transitions"]


def drawn(tracked, question):
    answer = next(answer for answer in tracked.answers() if answer.question is question)
    return draw(answer, data=DATA, language=tracked.language)


@pytest.mark.parametrize("question", DRAWN)
def test_every_figure_is_the_same_twice_and_has_words(tracked, question):
    first, second = drawn(tracked, question), drawn(tracked, question)

    assert first.svg == second.svg
    assert first.block.alt
    assert first.block.caption
    assert ET.fromstring(first.svg).tag.endswith("svg")  # noqa: S314 - drawn a moment ago
    assert "<text" not in first.svg  # letters are paths: the same picture on every machine


@pytest.mark.parametrize("question", DRAWN)
def test_only_house_colours_are_used(german, question):
    """Dark mode replaces them by name; any other would stay."""
    used = set(re.findall(r"#[0-9a-f]{6}", drawn(german, question).svg.lower()))

    assert used <= set(COLOURS.values()) | {"#000000"}


@pytest.mark.parametrize("question", WITH_WITHHELD)
def test_hatching_survives_on_the_page(german, question):
    drawing = drawn(german, question)
    page = inline_svg(drawing.svg, label=drawing.block.alt, prefix="figure-1-", letters=set())

    assert ("<pattern" in drawing.svg) == (question != "earlier")  # there a note under the picture says it
    for pattern in re.findall(r"fill: url\(#(figure-1-[^)]+)\)", page):
        assert f'<pattern id="{pattern}"' in page


def test_the_words_for_the_funnel_begin_with_the_greatest_loss(german):
    assert drawn(german, "cohort").block.alt.replace("\u00a0", " ") == (
        "Von 262 Personen, die «Step B» erreicht hatten, kamen 158 nicht bis «Step C»; an keinem anderen Schritt "
        "gehen so viele verloren. Anteil aller, die begonnen haben, in Klammern Personen: Step A: 100 % (348); "
        "Step B: 75 % (262); Step C: 30 % (104)."
    )


def test_the_words_for_time_say_where_each_curve_ends(german):
    assert drawn(german, "timing").block.alt.replace("\u00a0", " ") == (
        "Anteil, der den Schritt getan hatte, in Klammern das Konfidenzintervall am Ende: "
        "Step A (Programm): nach 2 Jahren 50 % (45 bis 55 %); "
        "Step A (Vergleichsgruppe): nach 2 Jahren 27 % (22 bis 32 %)."
    )


def test_the_words_count_what_is_not_shown(german):
    assert drawn(german, "retention").block.alt.replace("\u00a0", " ") == (
        "Anteil aller, die begonnen haben, je Kohorte und Zeitpunkt: 2024: Befragung nachher 55 %; 2023: "
        "Befragung vorher 90 %, Befragung nachher 60 %, Nachbefragung 30 %. Ein Wert ist nicht "
        "gezeigt, um Personen zu schützen."
    )


@pytest.mark.parametrize("question", DRAWN)
def test_no_description_is_a_burden(tracked, question):
    assert len(drawn(tracked, question).block.alt) < 900


@pytest.mark.parametrize("question", DRAWN)
def test_where_everything_is_withheld_nothing_is_drawn(german, question):
    answer = next(each for each in german.answers() if each.question is question)
    subjects = [item.finding.subject if hasattr(item, "finding") else item.subject for item in answer.items]
    few = [german.make.finding(german.make.share(7, 100), subject) for subject in subjects]

    assert draw(german.make.released(question, *few), data=DATA, language="de") is None


def test_one_cohort_has_no_trend_and_one_point_no_course(german, make):
    alone = make.released("earlier", german.at_year("a", 2024, 40))
    point = make.released("timing", *german.curve("programme", ((3, 0, 200),)))

    assert draw(alone, data=DATA, language="de") is None
    assert draw(point, data=DATA, language="de") is None


@pytest.mark.parametrize("label", ["$x^2$ & <b>", "Ä" * 300, "日本 🎓", "--> <script>", "שלום עולם", "#panic()"])
def test_hostile_labels_are_drawn_as_they_are(make, label):
    """Where the font has no sign for a letter, the picture leaves it out; the words keep it."""
    findings = [
        make.finding(make.share(number, 100), Subject(cohort=label, months=12 * at, at=12.0 * at))
        for at, number in ((1, 80), (2, 60))
    ]

    drawing = draw(make.released("retention", *findings), data=DATA, language="de")

    assert label in drawing.block.alt
    ET.fromstring(drawing.svg)  # noqa: S314 - drawn a moment ago


@given(
    st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=9), st.floats(min_value=0.01, max_value=0.2)
)
def test_labels_keep_their_distance_and_their_order(wanted, height):
    places = apart(wanted, height)

    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for lower, upper in itertools.pairwise(order):
        assert places[upper] - places[lower] >= height - 1e-6
    # Together they stay where they wanted to be.
    assert sum(places) == pytest.approx(sum(wanted), abs=1e-6)
