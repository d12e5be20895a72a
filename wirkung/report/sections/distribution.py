"""How answers spread: one outline before and one area after on the whole scale, and the table behind it.

Answers of which only the order says something are told in bars by category (`charts/categories.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.categories import draw_categories, items_in_bars
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import drawable, hatched, not_shown
from wirkung.report.charts.rows import known, left_out, value_of, wrapped_to
from wirkung.report.charts.style import BAND, COMPARISON, INK, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import Part, Section, no_sentences, tables_after_figure
from wirkung.report.writing.cells import TableColumn, count_cell, value_cell
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import under_heading
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_table, subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL_HEIGHT = 1.45  # inches
TITLE_HEIGHT = 0.17  # inches a line
TITLE_WIDTH = 72  # small letters a line
MOST_PANELS = 5  # more indicators are in the table
FEWEST_RANGES = 2  # one range, the whole scale, has no shape
ROOM_ABOVE = 1.55  # times the highest range, for the words

Panel = Sequence[Item]


def distribution_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Shares of the same persons before and after in each range, one group of rows an indicator."""
    table = findings_table(
        answer.items,
        caption=say("caption.distribution", language, year=answer.year),
        head=say("column.range", language),
        columns=(
            TableColumn(say("column.before", language), value_cell(Role.BEFORE)),
            TableColumn(
                say("column.persons_before", language), count_cell(CountRole.BEFORE_IN_RANGE, of=Role.BEFORE)
            ),
            TableColumn(say("column.after", language), value_cell(Role.MAIN)),
            TableColumn(say("column.persons_after", language), count_cell(CountRole.AFTER_IN_RANGE)),
        ),
        notes=(say("note.distribution", language, smallest=answer.smallest_group),),
        language=language,
        units=False,
        naming=under_heading(language),
    )
    return (table,)


def figure_alone(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """The ranges are read from the picture, whose table stands behind it; the table where there is no picture.

    Answers in bars have a picture of their own, and its table has what is in it.
    """
    in_bars = items_in_bars(answer)
    parts: list[Part] = []
    for items, figure in (
        (tuple(item for item in answer.items if item not in in_bars), draw_distribution),
        (in_bars, draw_categories),
    ):
        if items:
            exhibits = tables_after_figure(replace(section, figure=figure), replace(answer, items=items), language)
            parts += exhibits[:1] if isinstance(exhibits[0], Drawing) else exhibits
    return tuple(parts)


def draw_distribution(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Shares before and after in ranges of the scale; None where no indicator has two ranges to show."""
    answer = drawable(answer, Role.BEFORE)
    panels = [panel for panel in _by_indicator(answer) if len(_told(panel)) >= FEWEST_RANGES]
    if not panels:
        return None
    numbers = Numbers(language)
    rows = panels[:MOST_PANELS]
    lines = [_title(panel, language).count("\n") + 1 for panel in rows]
    heights = [PANEL_HEIGHT + TITLE_HEIGHT * number for number in lines]

    def paint(picture: Figure) -> None:
        grid = picture.subplots(len(rows), 1, squeeze=False, height_ratios=heights)
        for axes, panel in zip(grid[:, 0], rows, strict=True):
            _panel(axes, panel, numbers)
        grid[-1, 0].set_xlabel(say("axis.distribution", language))
        left = left_out(len(rows), len(panels), language, code="figure.first_indicators")
        not_shown(picture, answer, language, before=left)

    return drawn(
        paint,
        height=sum(heights) + 0.2 + TITLE_HEIGHT,  # the title of the axis is a line more
        caption=say("figure.distribution", language, year=answer.year),
        alt=alternative(
            say("alt.distribution", language),
            [_most_grown(_told(panel)) for panel in panels],
            lambda finding: _line(finding, numbers),
            answer,
            language,
        ),
        data=data,
    )


def _by_indicator(answer: ReleasedAnswer) -> list[Panel]:
    ranges = groupby(answer.items, key=lambda item: subject_of(item).indicator)
    return [tuple(panel) for _, panel in ranges]


def _told(panel: Panel) -> list[Finding]:
    """The ranges that may be shown, with their shares."""
    findings = (item.finding for item in panel if isinstance(item, Released))
    return [
        each for each in findings if None not in (value_of(each.get(Role.MAIN)), value_of(each.get(Role.BEFORE)))
    ]


def _title(panel: Panel, language: Language) -> str:
    return wrapped_to(heading(subject_of(panel[0]), language), TITLE_WIDTH)


def _panel(axes: Axes, panel: Panel, numbers: Numbers) -> None:
    """The whole scale, also where a range of it is withheld: that one is hatched."""
    limits = [_limits(subject_of(item)) for item in panel]
    edges = [limits[0][0], *(high for _, high in limits)]
    told = {finding.subject.id: finding for finding in _told(panel)}
    findings = [told.get(subject_of(item).id) for item in panel]
    before, after = ([_height(finding, role) for finding in findings] for role in (Role.BEFORE, Role.MAIN))
    # Ranges that nobody chose may be all that is shown.
    highest = max(height for height in (*before, *after) if not math.isnan(height)) or 1.0
    _area(axes, after, edges)
    axes.stairs(before, edges, color=COMPARISON, linewidth=1.6, linestyle=(0, (4, 2)), zorder=3)
    for finding, (low, high) in zip(findings, limits, strict=True):
        if finding is None:
            hatched(axes, left=low, bottom=0, width=high - low, height=highest)
    axes.set_yticks([])
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0, ROOM_ABOVE * highest)
    axes.set_title(_title(panel, numbers.language), loc="left", fontsize=9.5, color=INK)
    _print_scale(axes, numbers)
    _name_outlines(axes, list(told.values()), highest, numbers)


def _area(axes: Axes, heights: Sequence[float], edges: Sequence[float]) -> None:
    """The answers afterwards: an area for ranges side by side that may be shown, none where one is withheld."""
    import seaborn as sns  # noqa: PLC0415 - loaded with the first figure

    for withheld, run in groupby(range(len(heights)), key=lambda place: math.isnan(heights[place])):
        places = list(run)
        ends = edges[places[0] : places[-1] + 2]
        if not withheld:
            sns.histplot(
                x=[(low + high) / 2 for low, high in pairwise(ends)],
                weights=[heights[place] for place in places],
                bins=ends,
                element="step",
                color=BAND,
                edgecolor=PROGRAMME,
                linewidth=1.6,
                alpha=1,
                zorder=1,
                ax=axes,
            )
    axes.set(xlabel="", ylabel="")


def _height(finding: Finding | None, role: Role) -> float:
    """The share per point of the scale, so that a wide range does not look like many persons."""
    if finding is None:
        return math.nan
    low, high = _limits(finding.subject)
    return known(finding, role)[1] / (high - low)


def _name_outlines(axes: Axes, findings: Sequence[Finding], highest: float, numbers: Numbers) -> None:
    """Each outline is named, with its share, in the range where it is most above the other."""
    lost = min(findings, key=_growth)
    grown = _most_grown([each for each in findings if each is not lost])
    for finding, role, name, colour in (
        (lost, Role.BEFORE, Role.BEFORE, COMPARISON),
        (grown, Role.MAIN, Role.AFTER, PROGRAMME),
    ):
        top = max(_height(finding, Role.BEFORE), _height(finding, Role.MAIN))
        axes.text(
            sum(_limits(finding.subject)) / 2,
            top + 0.05 * highest,
            f"{say(f'column.{name}', numbers.language)}\n{numbers.share(known(finding, role)[1])}",
            ha="center",
            va="bottom",
            fontsize=8.5,
            color=colour,
        )


def _print_scale(axes: Axes, numbers: Numbers) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 - loaded with the first figure

    axes.xaxis.set_major_locator(MaxNLocator(nbins=10, steps=[1, 2, 2.5, 5, 10]))

    def text(value: float, _place: int | None = None) -> str:
        return numbers.decimal(value, 0 if float(value).is_integer() else 1)

    axes.xaxis.set_major_formatter(FuncFormatter(text))


def _limits(subject: Subject) -> tuple[float, float]:
    if subject.low is None or subject.high is None:
        raise ValueError(f"finding {subject.id!r} has no range")
    return subject.low, subject.high


def _growth(finding: Finding) -> float:
    """By how much the share grew, per point of the scale."""
    return _height(finding, Role.MAIN) - _height(finding, Role.BEFORE)


def _most_grown(findings: Sequence[Finding]) -> Finding:
    """The range whose share grew most; where none did, the largest."""
    return max(findings, key=lambda each: (_gain(each), known(each, Role.MAIN)[1]))


def _gain(finding: Finding) -> float:
    """In persons, as a part of all, not rounded to where two equal shares differ."""
    return round(known(finding, Role.MAIN)[1] - known(finding, Role.BEFORE)[1], 9)


def _line(finding: Finding, numbers: Numbers) -> str:
    return say(
        "alt.distribution.line" if _gain(finding) > 0 else "alt.distribution.same",
        numbers.language,
        label=heading(finding.subject, numbers.language),
        range=label(finding.subject, numbers.language),
        before=numbers.share(known(finding, Role.BEFORE)[1]),
        after=numbers.share(known(finding, Role.MAIN)[1]),
    )


SECTION = Section(
    tables=distribution_table,
    sentences=no_sentences,
    figure=draw_distribution,
    naming=under_heading,
    exhibits=figure_alone,
)
