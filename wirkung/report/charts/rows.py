"""What figures with one row a finding share: labels on the left, numbers on the right, intervals between."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from babel.numbers import get_currency_symbol

from wirkung.catalogue import LOCALES
from wirkung.codes import Role, UnitKind
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import Estimate, Interval
from wirkung.finding import Finding
from wirkung.report.charts.style import INK, LINE, MUTED
from wirkung.report.charts.wrapping import fitted
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.numbers import RANK_MEASURES, Numbers, in_points
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

LABEL_WIDTH = 26  # small letters a line
LABEL_LINES = 3
ROW_HEIGHT = 0.5  # inches
# Of one line, two and three; a picture of single lines need not be as tall.
ROW_HEIGHTS = (0.3, 0.38, ROW_HEIGHT)
ONE_ROW = 0.36  # a single line needs the room of what is said beside it
MOST_ROWS = 12  # a picture of more fills its page and shows no shape; the table has them all
FRAME_HEIGHT = 0.75  # inches for axis and margins
BOTH = 2  # limits of an interval
MOST_TICKS, FEWEST_TICKS = 6, 2
TICKS = ((4, MOST_TICKS), (6, 4), (7, 3))  # by the letters of the longest number


def shown(answer: ReleasedAnswer, *roles: Role) -> tuple[Finding, ...]:
    """The released findings that have a value in every one of the roles."""
    released = (item.finding for item in answer.items if isinstance(item, Released))
    return tuple(finding for finding in released if all(value_of(finding.get(role)) is not None for role in roles))


def value_of(estimate: Estimate | None) -> float | None:
    """The value, None where there is no estimate or none with a value."""
    return None if estimate is None else estimate.value


def known(finding: Finding, role: Role) -> tuple[Estimate, float]:
    """The estimate in a role and its value; ValueError where there is none, so that no mark is drawn for it."""
    estimate = finding.get(role)
    if estimate is None or estimate.value is None:
        raise ValueError(f"finding {finding.subject.id!r} has no value as {role}")
    return estimate, estimate.value


def height_of(rows: int, panels: int = 1) -> float:
    """Height in inches of a figure with so many rows and panels."""
    return ROW_HEIGHT * rows + FRAME_HEIGHT * panels


def height_for(labels: Sequence[str]) -> float:
    """Height in inches of a figure with one row for each label, as tall as the longest needs."""
    lines = max(wrapped(label).count("\n") for label in labels)
    return max(ROW_HEIGHTS[lines] * len(labels), ONE_ROW) + FRAME_HEIGHT


def left_out(number: int, of: int, language: Language, *, code: str = "figure.first_rows") -> str:
    """That a picture shows only so many of the rows; empty where it shows all."""
    return say(code, language, number=number, of=of) if number < of else ""


def label_rows(axes: Axes, labels: Sequence[str]) -> None:
    """Put the labels on the left, the first on top, wrapped and cut to three lines."""
    axes.set_yticks(range(len(labels)), [wrapped(label) for label in labels])
    axes.set_ylim(len(labels) - 0.5, -0.5)


def wrapped(label: str) -> str:
    """A label of at most three short lines; the whole text stands in the table."""
    return wrapped_to(label, LABEL_WIDTH)


def wrapped_to(label: str, width: int) -> str:
    """A label of at most three lines, each as wide as so many small letters."""
    return fitted(label, width, LABEL_LINES)


def note_rows(axes: Axes, notes: Sequence[str], *, head: str) -> None:
    """Write a number beside each row, right of the plot, under a small head."""
    across = axes.get_yaxis_transform()
    axes.text(1.03, -0.5, head, transform=across, va="bottom", ha="left", fontsize=8, color=MUTED)
    for row, note in enumerate(notes):
        axes.text(1.03, row, note, transform=across, va="center", ha="left", color=INK, fontsize=9)


def with_interval(estimate: Estimate, finding: Finding, numbers: Numbers, *, gap: str = " ") -> str:
    """An estimate and, in brackets, its interval: «+0,31 (0,21 bis 0,40)»."""
    value = numbers.estimate(estimate, finding.subject, named=estimate.quantity in RANK_MEASURES)
    if estimate.interval is None:
        return value
    return f"{value}{gap}({numbers.interval(estimate, finding.subject)})"


def whisker(axes: Axes, interval: Interval | None, row: float, colour: str) -> None:
    """The interval as a line with small ends; where it has no bound, an arrow to the edge of the picture."""
    if interval is None:
        return
    limits = [limit for limit in (interval.low, interval.high) if math.isfinite(limit)]
    if len(limits) == BOTH:
        axes.plot(limits, [row, row], color=colour, linewidth=1.6, solid_capstyle="butt", zorder=2)
    for limit in limits:
        axes.plot([limit, limit], [row - 0.07, row + 0.07], color=colour, linewidth=1.6, zorder=2)
        for end, bound in ((0.0, interval.low), (1.0, interval.high)):
            if math.isinf(bound):
                _arrow(axes, limit, end, row, colour)


def _arrow(axes: Axes, start: float, end: float, row: float, colour: str) -> None:
    """From a value to the left (0) or the right (1) edge of the axes."""
    axes.annotate(
        "",
        xy=(end, row),
        xycoords=axes.get_yaxis_transform(),
        xytext=(start, row),
        textcoords="data",
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0},
        zorder=2,
    )


def guide(axes: Axes, at: float, *, dashed: bool = False) -> None:
    """A quiet vertical line to compare with."""
    axes.axvline(
        at, color=MUTED if dashed else LINE, linewidth=0.9, linestyle=(0, (4, 3)) if dashed else "-", zorder=0
    )


def ticks_like(estimate: Estimate, finding: Finding, numbers: Numbers) -> Callable[[float, float], str]:
    """Prints a value of an axis as the estimate is, with no more decimals than the step between two needs.

    Percentage points without their name, which is longer than the place between two ticks.
    """

    def text(value: float, step: float) -> str:
        if in_points(estimate):
            return numbers.decimal(100 * value, _decimals(100 * step))
        if estimate.unit.kind is UnitKind.SHARE:
            return numbers.like(value, estimate, finding.subject)
        if estimate.unit.kind is UnitKind.MONEY:
            return numbers.decimal(value, 0)
        return numbers.decimal(value, _decimals(step))

    return text


def unit_of_ticks(estimate: Estimate, language: Language) -> str:
    """What the numbers of an axis count, for its title; empty for shares, which say per cent themselves."""
    kind = estimate.unit.kind
    if in_points(estimate):
        return say("unit.percentage_points", language, number="", count=2).strip()
    match kind:
        case UnitKind.SHARE:
            return ""
        case UnitKind.MONEY:
            return get_currency_symbol(estimate.unit.symbol, locale=LOCALES[language])
        case UnitKind.SCORE:
            return unit_name(estimate.unit, language)
        case _:
            return say(f"unit.{kind.value}", language, number="", count=2).strip()


def print_ticks(axis: Axis, finding: Finding, numbers: Numbers, *, estimate: Estimate) -> None:
    """Print the numbers of an axis as an estimate is printed."""
    print_axis(axis, ticks_like(estimate, finding, numbers))


def print_axis(axis: Axis, ticks: Callable[[float, float], str]) -> None:
    """Print the numbers of an axis, as many as have room; `ticks` prints a value, given the step between two."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 - loaded with the first figure

    def text(value: float, _place: int | None = None) -> str:
        places = axis.get_majorticklocs()
        return ticks(value, float(abs(places[1] - places[0])) if len(places) > 1 else 1.0)

    longest = max(len(text(float(limit))) for limit in axis.get_view_interval())
    most = _most_ticks(longest) if axis is axis.axes.xaxis else MOST_TICKS
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(text))


def _most_ticks(letters: int) -> int:
    """How many numbers stand beside each other under the narrowest plot: fewer, the longer they are."""
    return next((most for length, most in TICKS if letters <= length), FEWEST_TICKS)


def _decimals(step: float) -> int:
    """How many decimals tell two neighbouring ticks apart: 0.25 needs two, 0.5 one, 20 none."""
    return next((places for places in range(4) if math.isclose(round(step, places), step, rel_tol=1e-6)), 4)
