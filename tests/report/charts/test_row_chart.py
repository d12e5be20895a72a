"""The row chart: what is described is what is painted, in any axes, for any question."""

from __future__ import annotations

import math

import pytest
from matplotlib.figure import Figure

from wirkung.estimate import Interval
from wirkung.report.charts.row_chart import Bar, Guide, Mark, Row, RowChart, ValueAxis, paint_panels, paint_rows

INTERVAL = Interval(low=1.0, high=3.0, level=0.95, method="t")


def plain(value, step):
    return f"{value:.{0 if step >= 1 else 1}f}"


def painted(*rows, axis=None, **further):
    axes = Figure().subplots()
    paint_rows(axes, RowChart(rows=rows, axis=axis or ValueAxis(ticks=plain), **further))
    return axes


def words(axes):
    return [text.get_text() for text in axes.texts if text.get_text()]


def test_rows_go_down_with_labels_left_and_notes_right():
    axes = painted(Row(label="First", note="1"), Row(label="Second", note="2"), head="Change")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["First", "Second"]
    assert axes.get_ylim() == (1.5, -0.5)
    assert words(axes) == ["Change", "1", "2"]


def test_a_mark_stands_at_its_value_with_its_interval():
    axes = painted(Row(marks=(Mark(value=2.0, interval=INTERVAL, below=0.25, name="after"),)))
    assert [list(line.get_xdata()) for line in axes.lines] == [[1.0, 3.0], [1.0, 1.0], [3.0, 3.0], [2.0]]
    assert list(axes.lines[-1].get_ydata()) == [0.25]
    assert "after" in words(axes)


def test_a_mark_without_shape_is_its_interval_alone():
    axes = painted(Row(marks=(Mark(value=2.0, interval=INTERVAL, shape=""),)))
    assert [len(line.get_xdata()) for line in axes.lines] == [2, 2, 2]


def test_an_interval_without_bound_is_an_arrow():
    open_above = Interval(low=1.0, high=math.inf, level=0.95, method="t")
    axes = painted(Row(marks=(Mark(value=2.0, interval=open_above),)))
    assert len(axes.lines) == 2  # the end that there is, and the mark
    assert len(axes.texts) == 3  # the arrow, beside head and note


def test_bars_links_and_the_line_over_the_total():
    rows = (Row(bars=(Bar(end=2.0),), link=2.0), Row(bars=(Bar(start=2.0, end=3.0, dashed=True),)), Row())
    axes = painted(*rows, total=True)
    assert [(bar.get_x(), bar.get_width()) for bar in axes.patches] == [(0.0, 2.0), (2.0, 1.0)]
    assert list(axes.lines[-1].get_ydata()) == [1.5, 1.5]


@pytest.mark.parametrize(("at", "side"), [(1.0, "left"), (9.0, "right")])
def test_words_beside_a_guide_stand_where_there_is_room(at, side):
    axes = painted(
        Row(),
        axis=ValueAxis(ticks=plain, low=0.0, high=10.0),
        guides=(Guide(at=at, dashed=True, text="Target", beside=True),),
    )
    (target,) = [text for text in axes.texts if text.get_text() == "Target"]
    assert target.get_horizontalalignment() == side
    assert axes.get_xlim() == (0.0, 10.0)


def test_panels_have_titles_and_axes_of_their_own():
    picture = Figure()
    charts = [
        RowChart(rows=(Row(),), axis=ValueAxis(ticks=plain, low=0, high=high), title=title, above="Step 4")
        for title, high in (("One", 1), ("Two", 20))
    ]
    paint_panels(picture, charts, [1.0, 2.0])
    assert [axes.get_title(loc="left") for axes in picture.axes] == ["One", "Two"]
    assert [axes.get_xlim()[1] for axes in picture.axes] == [1, 20]
    assert all("Step 4" in words(axes) for axes in picture.axes)
