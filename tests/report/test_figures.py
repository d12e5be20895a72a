"""Figures: the same bytes every time, words written from the result, nothing that was withheld."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET

import pytest
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from tests.report.conftest import INTEREST
from tests.report.told import draw
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Absence, Caution, UnitKind
from wirkung.errors import RunError
from wirkung.estimate import Unit
from wirkung.finding import Subject
from wirkung.report.charts import canvas
from wirkung.report.charts.rows import wrapped
from wirkung.report.charts.style import COLOURS
from wirkung.report.document.blocks import Column, Table
from wirkung.report.sections import sections

DATA = Table(caption="Data", columns=(Column(head="A"),), rows=())
NUMBER = re.compile(r"^[−+]?\d{1,3}(?!\d)")  # no year
DRAWN = [
    "change",
    "distribution",
    "baseline",
    "comparison",
    "robustness",
    "cohort",
    "cost",
]


def drawn(make, question, language="de"):
    answer = next(answer for answer in make.answers() if answer.question is question)
    return draw(answer, data=DATA, language=language)


def has_unit(axis):
    """Whether its numbers have one, by its title or themselves; words and years need none."""
    ticks = [text for tick in axis.get_ticklabels() if NUMBER.search(text := tick.get_text())]
    return bool(axis.get_label_text()) or all("%" in text for text in ticks)


@pytest.mark.parametrize("question", DRAWN)
def test_two_runs_give_the_same_bytes(make, question):
    first, second = drawn(make, question), drawn(make, question)

    assert first.svg == second.svg


@pytest.mark.parametrize("question", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_words_and_a_picture_with_units(make, question, language, monkeypatch):
    pictures, keep = [], canvas.keep_drawable
    monkeypatch.setattr(canvas, "keep_drawable", lambda picture: (keep(picture), pictures.append(picture)))
    drawing = drawn(make, question, language)

    (picture,) = pictures
    assert has_unit(picture.axes[-1].xaxis)  # of panels below each other the last names it for all
    assert has_unit(picture.axes[-1].yaxis)

    assert drawing.block.alt
    assert drawing.block.caption
    assert ET.fromstring(drawing.svg).tag.endswith("svg")  # noqa: S314 - drawn a moment ago
    assert "<text" not in drawing.svg  # letters are paths: the same picture on every machine
    assert "<dc:date" not in drawing.svg


@pytest.mark.parametrize("question", DRAWN)
def test_only_house_colours_are_used(make, question):
    """Dark mode replaces them by name; any other would stay."""
    used = set(re.findall(r"#[0-9a-f]{6}", drawn(make, question).svg.lower()))

    assert used <= set(COLOURS.values()) | {"#000000"}


def test_the_alternative_text_says_what_the_figure_shows(make):
    assert drawn(make, "change").block.alt.replace("\u00a0", " ") == (
        "Stand der Teilnehmenden vor und nach dem Programm: Alpha vorher 3,02, nachher 3,33, "
        "Veränderung +0,31 (0,21 bis 0,41); "
        "Beta vorher 9,8, nachher 9,9, Veränderung +0,1 (−0,3 bis 0,5)."
    )
    assert drawn(make, "cohort", "en").block.alt.replace("\u00a0", " ") == (
        "Share of all who started, persons in brackets: Step A: 100% (348); Step B: 75% (262); Step C: 30% (104). "
        "Not shown to protect persons: Step D."
    )


def test_a_long_alternative_text_ends_with_a_pointer_to_the_table(make):
    steps = [make.step(f"Step {number}", 348 - number * 20, 348) for number in range(1, 10)]

    alt = draw(make.released("cohort", *steps), data=DATA, language="de").block.alt

    assert alt.endswith("Step 6: 66\u00a0% (228). 3 weitere Zeilen stehen in der Datentabelle.")


def test_differing_scales_are_compared_by_effect_size(make):
    assert "Effektstärke" in drawn(make, "comparison").block.caption
    assert "+0,13" in drawn(make, "comparison").block.alt  # 0,25 / 2


def test_methods_are_drawn_for_the_first_indicator_in_its_own_unit(make):
    drawing = drawn(make, "robustness")

    assert drawing.block.caption == "Alpha: Unterschied zur Vergleichsgruppe nach verschiedenen Verfahren, 2024"
    assert drawing.block.alt.replace("\u00a0", " ") == (
        "Alpha: Unterschied zur Vergleichsgruppe je Verfahren, in Klammern das Konfidenzintervall: "
        "Nach dem Untersuchungsplan: Unterschied der Veränderungen: +0,25 (0,12 bis 0,38); "
        "Nur die Werte nachher, ohne Ausgangswert: +0,40 (0,20 bis 0,60); "
        "Mit dem Ausgangswert als Kontrollgröße (ANCOVA): +0,30 (0,18 bis 0,42)."
    )
    assert f"stroke: {COLOURS['muted']}" in drawing.svg  # what only checks is grey


def test_nothing_to_draw_is_no_figure(make):
    nobody = make.estimate(None, cautions=(Caution.NOBODY_REACHED,))
    answer = make.released("change", make.finding(nobody, Subject(indicator="A")))

    assert draw(answer, data=DATA, language="de") is None
    assert drawn(make, "threats") is None


@pytest.mark.parametrize("question", sorted(sections()))
def test_an_absent_answer_has_no_figure(make, question):
    """For example where there is no comparison group."""
    answer = make.released(question, absent=Absence.NO_COMPARISON_GROUP)

    assert draw(answer, data=DATA, language="de") is None


@pytest.mark.parametrize(
    "label",
    ["$x^2$ & <b>", "Ä" * 300, "\\frac{1}", "日本 🎓", "=HYPERLINK(1)", "--> <script>", "שלום עולם", "#panic()"],
)
def test_hostile_labels_are_drawn_as_they_are(make, label):
    """Where the font has no sign for a letter, the picture leaves it out; the words keep it."""
    step = make.step(label, 100, 348)
    drawing = draw(make.released("cohort", step), data=DATA, language="de")

    assert label[:79] in drawing.block.alt
    ET.fromstring(drawing.svg)  # noqa: S314 - drawn a moment ago


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "de",
            (
                "Die Abbildung zu «Jahrgang» konnte nicht gezeichnet werden (ValueError: cohort step 'Step' does "
                "not say how many of how many reached it). Ohne sie wird kein Bericht veröffentlicht. Das muss "
                "nicht an den Eingaben liegen; bitte diese Meldung den Entwickelnden schicken."
            ),
        ),
        (
            "en",
            (
                "The figure for «Cohort» could not be drawn (ValueError: cohort step 'Step' does "
                "not say how many of how many reached it). No report is published without it. This need not come "
                "from your input; please send this message to the developers."
            ),
        ),
    ],
)
def test_a_figure_that_fails_stops_the_report_and_is_named(make, language, sentence):
    step = make.step("Step", 100, 348)
    object.__setattr__(step.main, "counts", (step.main.counts[0].__class__(role="base", number=100),))

    with pytest.raises(RunError) as stopped:
        draw(make.released("cohort", step), data=DATA, language=language)

    assert str(stopped.value) == sentence
    assert isinstance(stopped.value.__cause__, ValueError)


def test_what_matplotlib_only_cautions_about_stops_the_report_too(make, monkeypatch):
    """An axis without room, for example, is drawn with a warning and cannot be read."""

    def cautious(_picture):
        warnings.warn("constrained_layout not applied", UserWarning, stacklevel=1)

    monkeypatch.setattr(canvas, "keep_drawable", cautious)

    with pytest.raises(RunError, match=r"Veränderung.*UserWarning: constrained_layout not applied"):
        drawn(make, "change")


def test_a_figure_is_laid_out_and_drawn_once(make, monkeypatch):
    laid_out, painted = [], []
    execute, draw_figure = ConstrainedLayoutEngine.execute, Figure.draw
    monkeypatch.setattr(ConstrainedLayoutEngine, "execute", lambda *given: laid_out.append(1) or execute(*given))
    monkeypatch.setattr(Figure, "draw", lambda *given: painted.append(1) or draw_figure(*given))

    drawn(make, "change")

    assert (len(laid_out), len(painted)) == (1, 1)


def test_a_figure_stands_on_paper_of_its_own(make):
    """A notebook may be dark; on a page the colour has a name and follows."""
    assert 'style="fill: #ffffff"' in drawn(make, "change").svg.partition("axes")[0]


def test_long_labels_are_cut_to_three_lines():
    assert wrapped("word " * 60).count("\n") == 2
    assert wrapped("word " * 60).endswith("…")


def test_an_unbounded_scale_is_drawn_from_its_data(make):
    dollars = Unit(kind=UnitKind.SCORE, symbol="Dlr")
    subject = Subject(indicator="Alpha", decimals=0)
    finding = make.changed(subject, 1532.0, 6349.0, 600.0)
    for _, estimate in finding.estimates:
        object.__setattr__(estimate, "unit", dollars)

    alt = draw(make.released("change", finding), data=DATA, language="de").block.alt

    assert "vorher 1.532, nachher 6.349" in alt


def test_ranges_that_nobody_chose_are_drawn_where_they_are_all_that_is_shown(make):
    findings = make.ranges(INTEREST)
    for finding in findings:
        for _, estimate in finding.estimates:
            object.__setattr__(estimate, "value", 0.0)

    assert draw(make.released("distribution", *findings), data=DATA, language="de") is not None
