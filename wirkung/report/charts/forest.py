"""Differences with their intervals, against the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.row_chart import Guide, Mark, Row, RowChart, ValueAxis, paint_rows
from wirkung.report.charts.rows import height_for, known, shown, ticks_like, with_interval
from wirkung.report.charts.style import MUTED, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.sections.robustness import CHOSEN, naming_with_chosen
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.naming import indicator_of, method_of
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import subject_of
from wirkung.report.writing.words import say, technique


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
    only_checks = [method_of(finding.subject) not in ("", CHOSEN) for finding in findings]
    names = [naming(finding.subject).row for finding in findings]
    chart = forest(findings, Role.MAIN, numbers, names=names, only_checks=only_checks)
    return drawn(
        lambda picture: paint_rows(picture.subplots(), chart),
        height=height_for(names),
        name=f"robustness-{answer.year}",
        caption=say("figure.robustness", language, label=label, year=answer.year),
        alt=alternative(
            say("alt.robustness", language, label=label),
            findings,
            lambda finding: f"{naming(finding.subject).row}: {difference_note(finding, Role.MAIN, numbers)}",
            answer,
            language,
        ),
        data=replace(data, rows=data.rows[:rows], groups=data.groups[:rows]),
    )


def forest(
    findings: Sequence[Finding],
    role: Role,
    numbers: Numbers,
    *,
    names: Sequence[str],
    only_checks: Sequence[bool] = (),
) -> RowChart:
    """Differences in rows, as filled squares with their intervals.

    Parameters
    ----------
    findings
        From the top down; each has a value in the role, all in one unit.
    role
        Which estimate is drawn.
    names
        The label of each row.
    only_checks
        Which rows only check the result: hollow and grey. None of them where it is empty.
    """
    first, language = known(findings[0], role)[0], numbers.language
    unit = technique(first.standardiser, language) if first.standardiser else unit_name(first.unit, language)
    checks = only_checks or [False] * len(findings)
    return RowChart(
        rows=tuple(
            Row(
                label=name,
                note=difference_note(finding, role, numbers),
                marks=(_mark(finding, role, checks=each),),
            )
            for finding, name, each in zip(findings, names, checks, strict=True)
        ),
        axis=ValueAxis(
            ticks=ticks_like(first, findings[0], numbers),
            title=say("axis.comparison", language, unit=unit),
            room=0.12,
        ),
        guides=(Guide(at=0.0),),  # no difference
        head=say("column.difference" if role is Role.MAIN else "column.effect_size", language),
    )


def _mark(finding: Finding, role: Role, *, checks: bool) -> Mark:
    estimate, value = known(finding, role)
    colour = MUTED if checks else PROGRAMME
    return Mark(value=value, interval=estimate.interval, shape="s", colour=colour, filled=not checks)


def difference_note(finding: Finding, role: Role, numbers: Numbers) -> str:
    """A difference and its interval, as they stand beside a row."""
    return with_interval(known(finding, role)[0], finding, numbers)
