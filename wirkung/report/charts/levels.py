"""Levels of indicators on their scales: a panel for each scale, since each has an axis of its own."""

from __future__ import annotations

from collections.abc import Sequence

from wirkung.codes import Role
from wirkung.finding import Finding
from wirkung.report.charts.row_chart import Row, RowChart, ValueAxis
from wirkung.report.charts.rows import ticks_like
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.numbers import Numbers

MOST_PANELS = 4
ROOM = 0.02  # of a scale, beyond its ends

ScaleKey = tuple[float | None, float | None, str]


def by_scale(findings: Sequence[Finding], language: Language) -> list[list[Finding]]:
    """The findings of each scale and unit, in order."""
    panels: dict[ScaleKey, list[Finding]] = {}
    for finding in findings:
        key = (finding.subject.low, finding.subject.high, unit_name(finding.main.unit, language))
        panels.setdefault(key, []).append(finding)
    return list(panels.values())


def level_panel(findings: Sequence[Finding], rows: Sequence[Row], numbers: Numbers, *, head: str) -> RowChart:
    """Rows on the whole scale of the findings, which is the same for all; `head` stands above their notes.

    The axis prints its numbers as levels: a share in per cent, though the main number may be a difference.
    """
    first = findings[0]
    level = first.get(Role.AFTER) or first.main
    low, high = first.subject.low, first.subject.high
    room = 0.0 if low is None or high is None else ROOM * (high - low)
    return RowChart(
        rows=tuple(rows),
        axis=ValueAxis(
            ticks=ticks_like(level, first, numbers),
            title=unit_name(first.main.unit, numbers.language),
            low=None if low is None or high is None else low - room,
            high=None if low is None or high is None else high + room,
        ),
        head=head,
    )
