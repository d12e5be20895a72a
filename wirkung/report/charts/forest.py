"""Differences between the groups with their intervals, against the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.rows import (
    MOST_ROWS,
    guide,
    height_for,
    known,
    label_rows,
    left_out,
    note_rows,
    print_ticks,
    shown,
    whisker,
    with_interval,
    wrapped_to,
)
from wirkung.report.charts.style import MUTED, PAPER, PROGRAMME
from wirkung.report.charts.words import alternative, tendency
from wirkung.report.document.blocks import Table
from wirkung.report.sections.robustness import CHOSEN, naming_with_chosen
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.naming import Naming, indicator_of, method_of, whole
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import subject_of
from wirkung.report.writing.words import say, technique

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


UNIT_WIDTH = 50  # small letters a line


def draw_forest(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Differences in the unit of the scale, or standardised where the scales differ; None for nothing to show."""
    findings = shown(answer, Role.MAIN)
    role = Role.MAIN if _one_scale(findings, language) else Role.STANDARDISED
    findings = shown(answer, role)
    if not findings:
        return None
    numbers = Numbers(language)
    kind = "raw" if role is Role.MAIN else "standardised"
    estimates = [known(finding, role)[0] for finding in findings]
    rows = findings[:MOST_ROWS]

    def paint(picture: Figure) -> None:
        _paint(picture, rows, role, numbers, naming=whole(language))
        not_shown(picture, answer, language, before=left_out(len(rows), len(findings), language))

    return drawn(
        paint,
        height=height_for([finding.subject.label for finding in rows]),
        name=f"comparison-{answer.year}",
        caption=say(f"figure.comparison.{kind}", language, year=answer.year),
        alt=alternative(
            tendency(say(f"alt.comparison.{kind}", language), estimates, language),
            findings,
            lambda finding: f"{finding.subject.label}: {_note(finding, role, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def draw_robustness(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The difference in the first indicator by every method, the chosen one marked; None for nothing to show."""
    if not answer.items:
        return None
    first = indicator_of(subject_of(answer.items[0]))
    answer = replace(answer, items=tuple(item for item in answer.items if indicator_of(subject_of(item)) == first))
    findings = shown(answer, Role.MAIN)
    if not findings:
        return None
    numbers, naming = Numbers(language), naming_with_chosen(answer, language)
    label = naming(findings[0].subject).group
    rows = len(answer.items)  # the table begins with them
    return drawn(
        lambda picture: _paint(picture, findings, Role.MAIN, numbers, naming=naming),
        height=height_for([naming(finding.subject).row for finding in findings]),
        name=f"robustness-{answer.year}",
        caption=say("figure.robustness", language, label=label, year=answer.year),
        alt=alternative(
            say("alt.robustness", language, label=label),
            findings,
            lambda finding: f"{naming(finding.subject).row}: {_note(finding, Role.MAIN, numbers)}",
            answer,
            language,
        ),
        data=replace(data, rows=data.rows[:rows], groups=data.groups[:rows]),
    )


def _one_scale(findings: Sequence[Finding], language: Language) -> bool:
    scales = {(each.subject.low, each.subject.high, unit_name(each.main.unit, language)) for each in findings}
    return len(scales) <= 1


def _paint(picture: Figure, findings: Sequence[Finding], role: Role, numbers: Numbers, *, naming: Naming) -> None:
    axes = picture.subplots()
    label_rows(axes, [naming(finding.subject).row for finding in findings])
    guide(axes, 0.0)  # no difference
    for row, finding in enumerate(findings):
        _mark(axes, finding, role, row)
    axes.margins(x=0.12)
    first = known(findings[0], role)[0]
    print_ticks(axes.xaxis, findings[0], numbers, estimate=first)
    axes.set_xlabel(
        say(
            "axis.comparison",
            numbers.language,
            unit=wrapped_to(
                _unit(first.standardiser, unit_name(first.unit, numbers.language), numbers.language), UNIT_WIDTH
            ),
        )
    )
    note_rows(
        axes,
        [_note(finding, role, numbers) for finding in findings],
        head=say("column.difference" if role is Role.MAIN else "column.effect_size", numbers.language),
    )


def _mark(axes: Axes, finding: Finding, role: Role, row: int) -> None:
    """A filled square; hollow and grey for a method that only checks the chosen one."""
    estimate, value = known(finding, role)
    only_checks = method_of(finding.subject) not in ("", CHOSEN)
    colour = MUTED if only_checks else PROGRAMME
    whisker(axes, estimate.interval, row, colour)
    axes.plot(
        value, row, "s", markersize=6.5, color=colour, markerfacecolor=PAPER if only_checks else colour, zorder=3
    )


def _unit(standardiser: str, symbol: str, language: Language) -> str:
    return technique(standardiser, language) if standardiser else symbol


def _note(finding: Finding, role: Role, numbers: Numbers) -> str:
    return with_interval(known(finding, role)[0], finding, numbers)
