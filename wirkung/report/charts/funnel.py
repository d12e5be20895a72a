"""How many of a cohort got how far: a bar a step, on the whole way from nobody to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from wirkung.codes import Role, Verdict
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.rows import height_of, known, label_rows, note_rows, print_ticks, shown, whisker
from wirkung.report.charts.style import BAND, INK, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.sections.cohort import lost_before, reached, steps_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_funnel(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The share of all starters who reached each step; None for nothing to show."""
    steps = replace(answer, items=steps_of(answer))
    findings = shown(steps, Role.MAIN)
    if not findings:
        return None
    numbers = Numbers(language)
    return drawn(
        lambda picture: _paint(picture.subplots(), findings, numbers),
        height=height_of(len(findings)),
        name=f"cohort-{answer.year}",
        caption=say("figure.cohort", language, year=answer.year),
        alt=alternative(
            " ".join((*_most_lost(steps, numbers), say("alt.cohort", language))),
            findings,
            lambda finding: f"{finding.subject.label}: {_persons(finding, numbers)}",
            steps,
            language,
        ),
        data=data,
    )


def _paint(axes: Axes, findings: Sequence[Finding], numbers: Numbers) -> None:
    label_rows(axes, [finding.subject.label for finding in findings])
    for row, finding in enumerate(findings):
        estimate, value = known(finding, Role.MAIN)
        axes.barh(row, value, height=0.5, color=BAND, edgecolor=PROGRAMME, linewidth=1.2, zorder=1, clip_on=False)
        whisker(axes, estimate.interval, row, INK)
    axes.set_xlim(0, 1)
    print_ticks(axes.xaxis, findings[0], numbers, estimate=findings[0].main)
    notes = ["\n".join((_persons(finding, numbers), *_loss(finding, numbers))) for finding in findings]
    note_rows(axes, notes, head=say("head.cohort", numbers.language))


def _persons(finding: Finding, numbers: Numbers) -> str:
    return f"{numbers.estimate(finding.main, finding.subject)} ({numbers.whole(reached(finding)[0])})"


def _loss(finding: Finding, numbers: Numbers) -> tuple[str, ...]:
    """Where most are lost, how many."""
    count = lost_before(finding)
    if finding.verdict is not Verdict.MOST_LOST_HERE or count is None or count.of is None:
        return ()
    return (say("head.most_lost", numbers.language, number=numbers.whole(count.of - count.number)),)


def _most_lost(answer: ReleasedAnswer, numbers: Numbers) -> tuple[str, ...]:
    """Between which steps most are lost, as the first thing that the words for the picture say."""
    for before, item in pairwise(answer.items):
        for finding in shown(replace(answer, items=(item,)), Role.OF_PREVIOUS):
            count = lost_before(finding)
            if finding.verdict is Verdict.MOST_LOST_HERE and count is not None and count.of is not None:
                return (
                    say(
                        "alt.cohort.most_lost",
                        numbers.language,
                        before=subject_of(before).label,
                        label=finding.subject.label,
                        number=numbers.whole(count.of - count.number),
                        of=numbers.value(count.of, PERSONS, 0),
                    ),
                )
    return ()
