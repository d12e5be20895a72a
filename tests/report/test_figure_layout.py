"""Many rows, one row, hostile labels: every word in the picture, none over another."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from tests.report.told import draw
from wirkung.codes import Claim, UnitKind, Verdict
from wirkung.estimate import Interval, Unit
from wirkung.finding import Subject
from wirkung.report.charts import canvas
from wirkung.report.document.blocks import Column, Table

DATA = Table(caption="Data", columns=(Column(head="A"),), rows=())
HOSTILE = (
    "Interesse an Technik und Naturwissenschaften",
    "$x^2$ & <b>",
    "Ä" * 300,
    "W" * 300,
    "日本 🎓",
    "שלום עולם: Test",
    "=HYPERLINK(1)",
    "word " * 60,
    "<script>alert(1)</script>",
    "\\frac{1} #panic()",
)
A4_TEXT = 9.7  # inches from margin to margin


def subject(label):
    return Subject(indicator=label, low=1.0, high=5.0, better=1)


def changes(make, labels):
    return make.released("change", *(make.changed(subject(label), 3.0, 3.3, 0.1) for label in labels))


def distributions(make, labels):
    ranges = itertools.chain.from_iterable(make.ranges(subject(f"{label} {n}")) for n, label in enumerate(labels))
    return make.released("distribution", *ranges)


def baselines(make, labels):
    found = (make.alike(label, 0.02 * n, Verdict.EQUIVALENT) for n, label in enumerate(labels))
    return make.released("baseline", *found)


def comparisons(make, labels):
    return make.released(
        "comparison",
        *(make.compared(subject(label), 0.2, 0.1, Claim.ASSOCIATION) for label in labels),
    )


def robustness(make, labels):
    methods = ("chosen", "after", "ancova")
    found = itertools.product(labels, methods)
    return make.released(
        "robustness", *(make.by_method(subject(label), method, 0.2, 0.1) for label, method in found)
    )


def cohorts(make, labels):
    return make.released("cohort", *(make.step(label, 300 - n, 348) for n, label in enumerate(labels)))


def costs(make, labels):
    found = (make.cost(label, 1e6 + n, 0.9e6, 1.3e6) for n, label in enumerate(labels))
    return make.released("cost", *found)


OWN = (changes, distributions, baselines, comparisons, robustness, cohorts, costs)
LIMITED = (changes, distributions, baselines, comparisons, costs)


def can_be_listened_to(alt):
    """Short, and yet with numbers."""
    return len(alt) <= 600 and sum(letter.isdigit() for letter in alt) >= 2


@pytest.mark.parametrize("answer_of", OWN)
@pytest.mark.parametrize("labels", [HOSTILE, [f"Indicator {n}" for n in range(40)]], ids=["hostile", "forty"])
def test_words_stay_short_enough_to_be_listened_to(make, answer_of, labels):
    """In English; the German ones are looked at below, where their pictures are."""
    assert can_be_listened_to(draw(answer_of(make, labels), data=DATA, language="en").block.alt)


@pytest.fixture
def pictures(monkeypatch):
    """The figures as matplotlib holds them, in the order in which they are drawn."""
    seen = []
    keep = canvas.keep_drawable

    def kept(picture):
        keep(picture)
        seen.append(picture)

    monkeypatch.setattr(canvas, "keep_drawable", kept)
    return seen


def texts_of(picture):
    """Every visible text and its place, in inches."""
    picture.set_dpi(200)  # as the PNG; at fewer dots letters are set wider
    FigureCanvasAgg(picture).draw()
    beyond = {label for axes in picture.axes for label in _beyond(axes.xaxis) + _beyond(axes.yaxis)}
    found = [text for text in picture.findobj(Text) if text.get_text().strip() and text not in beyond]
    boxes = [(text.get_text(), text.get_window_extent()) for text in found]
    return [(text, [edge / picture.dpi for edge in box.extents]) for text, box in boxes]


def _beyond(axis):
    """The labels of ticks outside the axis, which are not drawn."""
    low, high = sorted(axis.get_view_interval())
    return [tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high]


def unreadable(picture):
    """Texts that leave the picture, and pairs of texts that cover each other by more than a hair."""
    texts = texts_of(picture)
    width, height = picture.get_size_inches()
    hair = 0.02
    outside = [
        text
        for text, (left, bottom, right, top) in texts
        if left < -hair or bottom < -hair or right > width + hair or top > height + hair
    ]
    covered = [
        (first, second)
        for (first, a), (second, b) in itertools.combinations(texts, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > hair and min(a[3], b[3]) - max(a[1], b[1]) > hair
    ]
    return outside, covered


@pytest.mark.parametrize("answer_of", OWN)
@pytest.mark.parametrize(
    "labels",
    [HOSTILE, ("Alpha",), tuple(f"Indicator {n}" for n in range(40)), ("Ä" * 300,) * 3],
    ids=["hostile", "one", "forty", "wide"],
)
def test_every_word_is_in_the_picture_and_none_covers_another(make, pictures, answer_of, labels):
    alt = draw(answer_of(make, labels), data=DATA, language="de").block.alt

    assert can_be_listened_to(alt)
    assert unreadable(pictures[-1]) == ([], [])


@pytest.mark.parametrize("answer_of", LIMITED)
def test_forty_rows_fit_a_page_and_the_rest_is_said(make, pictures, answer_of):
    drawing = draw(answer_of(make, [f"Indicator {n}" for n in range(40)]), data=DATA, language="en")
    words = " ".join(text for text, _ in texts_of(pictures[-1]))

    assert pictures[-1].get_size_inches()[1] <= A4_TEXT
    assert "all are in the table" in words.replace("\n", " ")
    assert "more rows are in the data table." in drawing.block.alt


def test_many_scales_fit_a_page_too(make, pictures):
    scales = [replace(subject(f"Indicator {n}"), high=5.0 + n) for n in range(40)]
    answer = make.released("change", *(make.changed(each, 3.0, 3.3, 0.1) for each in scales))

    draw(answer, data=DATA, language="de")

    assert len(pictures[-1].axes) == 4
    assert "Gezeigt: die ersten 4 von 40 Zeilen" in texts_of(pictures[-1])[-1][0]


def test_values_at_the_ends_of_a_scale_stay_readable(make, pictures):
    answer = make.released("change", make.changed(subject("Alpha"), 1.0, 5.0, 0.0))

    draw(answer, data=DATA, language="de")

    assert unreadable(pictures[-1]) == ([], [])


def test_a_long_unit_stays_in_the_picture(make, pictures):
    change = make.changed(subject("Alpha"), 3.0, 3.3, 0.1)
    for _, estimate in change.estimates:
        object.__setattr__(estimate, "unit", Unit(kind=UnitKind.SCORE, symbol="W" * 300))

    draw(make.released("change", change), data=DATA, language="de")

    assert unreadable(pictures[-1]) == ([], [])


def test_an_interval_without_bound_is_an_arrow(make, pictures):
    """No line that looks bounded, and not nothing either."""
    finding = make.cost("Cost A", 940.5, 805.2, 1116.3)
    interval = Interval(low=805.2, high=float("inf"), level=0.95, method="Wilson, inverted")
    object.__setattr__(finding.main, "interval", interval)

    draw(make.released("cost", finding), data=DATA, language="de")

    arrows = [text for text in pictures[-1].axes[0].texts if getattr(text, "arrow_patch", None) is not None]
    assert [text.xy for text in arrows] == [(1.0, 0)]
    assert arrows[0].get_position()[0] == 805  # as printed


def test_a_withheld_range_is_hatched_on_the_whole_scale(make, pictures):
    """A scale from 1 to 5 that ended at 4 would say that nobody can answer 5."""
    draw(distributions(make, ["Alpha"]), data=DATA, language="de")
    axes = pictures[-1].axes[0]
    hatched = [patch for patch in axes.patches if patch.get_hatch()]

    assert axes.get_xlim() == (1, 5)
    assert [(patch.get_x(), patch.get_width()) for patch in hatched] == [(4, 1)]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80))
def test_no_label_stops_a_figure(make, label):
    """Warnings of matplotlib are errors here as in a run."""
    for answer_of in (changes, distributions):
        assert draw(answer_of(make, [label]), data=DATA, language="de") is not None
