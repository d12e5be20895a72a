"""Cohorts over the years at the same age: one line a step, with the interval of every year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown, told
from wirkung.report.charts.labels import apart
from wirkung.report.charts.rows import known, print_ticks, wrapped
from wirkung.report.charts.style import INK, LINE, PAPER, PROGRAMME
from wirkung.report.document.blocks import Table
from wirkung.report.sections.earlier import cohort_items, step_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT = 3.6  # inches
LABEL_HEIGHT = 0.105  # of the axis from 0 to 1, so that two labels of two lines do not touch
MOST_STEPS = 8  # the last ones; all are in the table
FEWEST_COHORTS = 2
FAINT = 0.35  # lines that only guide the eye

Lines = dict[str, list[Finding]]


def draw_earlier(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Shares by cohort for each step; None where no step can be shown for two cohorts."""
    lines = _lines(answer)
    if not lines:
        return None
    numbers = Numbers(language)

    def paint(picture: Figure) -> None:
        _paint(picture.subplots(), lines, answer.year, numbers)
        not_shown(picture, answer, language)

    return drawn(
        paint,
        height=HEIGHT,
        name=f"earlier-{answer.year}",
        caption=say("figure.earlier", language, year=answer.year),
        alt=told(
            say("alt.earlier", language),
            [_line(name, findings, numbers) for name, findings in lines.items()],
            answer,
            language,
        ),
        data=data,
    )


def _lines(answer: ReleasedAnswer) -> Lines:
    lines: Lines = {}
    for finding in findings_of(cohort_items(answer)):
        if finding.main.value is not None:
            lines.setdefault(step_name(finding.subject), []).append(finding)
    enough = {name: findings for name, findings in lines.items() if len(findings) >= FEWEST_COHORTS}
    return dict(list(enough.items())[-MOST_STEPS:])


def _paint(axes: Axes, lines: Lines, year: int, numbers: Numbers) -> None:
    for findings in lines.values():
        _step(axes, findings, year)
    years = sorted({_year(finding) for findings in lines.values() for finding in findings})
    last = years[-1]
    wanted = [known(findings[-1], Role.MAIN)[1] for findings in lines.values()]
    for (name, findings), place, value in zip(lines.items(), apart(wanted, LABEL_HEIGHT), wanted, strict=True):
        axes.plot(
            [_year(findings[-1]), last + 0.12, last + 0.17], [value, place, place], color=LINE, linewidth=0.8
        )
        said = numbers.estimate(findings[-1].main, findings[-1].subject)
        axes.text(last + 0.2, place, f"{wrapped(name)}: {said}", va="center", ha="left", fontsize=8.5, color=INK)
    axes.set_xlim(years[0] - 0.2, last + 0.2)
    axes.set_xticks(years, [str(each) for each in years])
    axes.set_ylim(0, 1.02)
    axes.grid(axis="y", color=LINE, alpha=FAINT, linewidth=0.6)
    print_ticks(axes.yaxis, _first(lines), numbers, estimate=_first(lines).main)
    axes.tick_params(axis="y", length=0, labelsize=8.5)


def _step(axes: Axes, findings: Sequence[Finding], year: int) -> None:
    """Neighbouring years are joined; where one is withheld between two, the line has a gap."""
    places = [_year(finding) for finding in findings]
    values = [known(finding, Role.MAIN)[1] for finding in findings]
    for start in range(len(places) - 1):
        if places[start + 1] - places[start] == 1:
            axes.plot(
                places[start : start + 2], values[start : start + 2], color=PROGRAMME, linewidth=1.2, zorder=2
            )
    for finding, place, value in zip(findings, places, values, strict=True):
        interval = finding.main.interval
        if interval is not None:
            axes.plot([place, place], [interval.low, interval.high], color=PROGRAMME, linewidth=1.6, zorder=2)
        face = PROGRAMME if place == year else PAPER
        axes.plot(place, value, "o", markersize=6, color=PROGRAMME, markerfacecolor=face, zorder=3)


def _first(lines: Lines) -> Finding:
    return next(iter(lines.values()))[0]


def _year(finding: Finding) -> int:
    return int(finding.subject.at or 0)


def _line(name: str, findings: Sequence[Finding], numbers: Numbers) -> str:
    values = ", ".join(f"{each.subject.label} {numbers.estimate(each.main, each.subject)}" for each in findings)
    return say("alt.line", numbers.language, label=name, values=values)
