"""Differences with their intervals, against the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence

from wirkung.codes import Role
from wirkung.finding import Finding
from wirkung.report.charts.row_chart import Guide, Mark, Row, RowChart, ValueAxis
from wirkung.report.charts.rows import known, ticks_like, with_interval
from wirkung.report.charts.style import MUTED, PROGRAMME
from wirkung.report.writing.language import unit_name
from wirkung.report.writing.numbers import Numbers, in_points
from wirkung.report.writing.words import say, technique


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
    unnamed = "axis.comparison.points" if in_points(first) else "axis.comparison.shares"
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
            title=say("axis.comparison", language, unit=unit) if unit else say(unnamed, language),
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
