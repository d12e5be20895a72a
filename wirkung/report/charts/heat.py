"""Who was still there: cohorts in rows, points of time in columns, the darker the more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import hatched, note_below, told, withheld_subjects
from wirkung.report.charts.rows import known, shown, wrapped
from wirkung.report.charts.style import INK, LINE, MUTED, PAPER, PROGRAMME
from wirkung.report.document.blocks import Table
from wirkung.report.sections.retention import points_in_order
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT = 0.52  # inches
FRAME_HEIGHT = 0.7
LIGHTEST, DARKEST = 0.04, 0.45  # of the house blue: dark letters stay readable on every cell
MOST_COHORTS = 12  # the latest; all are in the table


def draw_retention(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A cell for each cohort and point, with its number in it; None where nothing can be shown."""
    findings = shown(answer, Role.MAIN)
    if not findings:
        return None
    numbers = Numbers(language)
    cohorts = tuple(dict.fromkeys(subject_of(item).group for item in answer.items))[-MOST_COHORTS:]
    points = [subject.label for subject in points_in_order(answer)]

    def paint(picture: Figure) -> None:
        axes = picture.subplots()
        _grid(axes, cohorts, points)
        for item in answer.items:
            subject = subject_of(item)
            if subject.group in cohorts:
                _cell(axes, item, points.index(subject.label), cohorts.index(subject.group), numbers)
        if withheld_subjects(answer):
            note_below(picture, say("figure.hatched", language))

    return drawn(
        paint,
        height=ROW_HEIGHT * len(cohorts) + FRAME_HEIGHT,
        name=f"retention-{answer.year}",
        caption=say("figure.retention", language, year=answer.year),
        alt=told(
            say("alt.retention", language),
            [_line(cohort, findings, numbers) for cohort in reversed(cohorts)],
            answer,
            language,
        ),
        data=data,
    )


def _grid(axes: Axes, cohorts: tuple[str, ...], points: list[str]) -> None:
    axes.set_xlim(-0.5, len(points) - 0.5)
    axes.set_ylim(len(cohorts) - 0.5, -0.5)
    axes.set_xticks(range(len(points)), [wrapped(point) for point in points])
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", colors=INK)
    axes.set_yticks(range(len(cohorts)), [wrapped(cohort) for cohort in cohorts])
    axes.spines[:].set_visible(False)


def _cell(axes: Axes, item: Item, place: int, row: int, numbers: Numbers) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - loaded with the first figure

    corner = (place - 0.48, row - 0.46)
    match item:
        case Released(finding) if finding.main.value is not None:
            shade = LIGHTEST + (DARKEST - LIGHTEST) * finding.main.value
            axes.add_patch(Rectangle(corner, 0.96, 0.92, facecolor=PROGRAMME, alpha=shade, linewidth=0))
            axes.add_patch(Rectangle(corner, 0.96, 0.92, fill=False, edgecolor=LINE, linewidth=0.8))
            _text(axes, finding, place, row, numbers)
        case _:
            hatched(axes, left=corner[0], bottom=corner[1], width=0.96, height=0.92)
            mark = say("mark.withheld", numbers.language)
            box = {"facecolor": PAPER, "edgecolor": "none", "pad": 2.0}
            axes.text(place, row, mark, ha="center", va="center", fontsize=9, color=MUTED, bbox=box)


def _text(axes: Axes, finding: Finding, place: int, row: int, numbers: Numbers) -> None:
    value = numbers.estimate(finding.main, finding.subject)
    if finding.main.interval is None:
        axes.text(place, row, value, ha="center", va="center", fontsize=10.5, color=INK)
        return
    interval = numbers.interval(finding.main, finding.subject)
    axes.text(place, row - 0.14, value, ha="center", va="center", fontsize=10.5, color=INK)
    axes.text(place, row + 0.24, interval, ha="center", va="center", fontsize=7.5, color=INK)


def _line(cohort: str, findings: tuple[Finding, ...], numbers: Numbers) -> str:
    own = (finding for finding in findings if finding.subject.group == cohort)
    values = ", ".join(f"{each.subject.label} {_value(each, numbers)}" for each in own)
    return say("alt.line", numbers.language, label=cohort, values=values)


def _value(finding: Finding, numbers: Numbers) -> str:
    return numbers.estimate(known(finding, Role.MAIN)[0], finding.subject)
