"""Where a cohort stands over time, and along which ways it got there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import note_below, told, withheld_subjects
from wirkung.report.charts.rows import known, shown
from wirkung.report.charts.stacks import HEIGHT, Stack, paint_stacks, states_with_looks
from wirkung.report.document.blocks import Table
from wirkung.report.sections.states import states_sentences
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_states(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A column of states for each time; None where nothing can be shown, or nothing but the entry."""
    findings = shown(answer, Role.MAIN)
    if not any(finding.subject.at for finding in findings):
        return None
    numbers = Numbers(language)
    stacks = _stacks(answer, findings)
    states = states_with_looks({subject_of(item).label: subject_of(item).better for item in answer.items})

    def paint(picture: Figure) -> None:
        paint_stacks(picture.subplots(), stacks, states, numbers)
        _say_hatched(picture, answer, language)

    return drawn(
        paint,
        height=HEIGHT,
        name=f"states-{answer.year}",
        caption=say("figure.states", language, year=answer.year),
        alt=told(
            " ".join(states_sentences(answer, language)),
            [_column(stack, numbers) for stack in reversed(stacks)],
            answer,
            language,
        ),
        data=data,
    )


def _stacks(answer: ReleasedAnswer, findings: Sequence[Finding]) -> list[Stack]:
    parts: dict[str, dict[str, float]] = {subject_of(item).group: {} for item in answer.items}
    for finding in findings:
        parts[finding.subject.group][finding.subject.label] = known(finding, Role.MAIN)[1]
    return [Stack(when=when, parts=shares) for when, shares in parts.items()]


def _column(stack: Stack, numbers: Numbers) -> str:
    values = ", ".join(f"{label} {numbers.share(share)}" for label, share in stack.parts.items() if share > 0)
    return say("alt.line", numbers.language, label=stack.when, values=values)


def _say_hatched(picture: Figure, answer: ReleasedAnswer, language: Language) -> None:
    if withheld_subjects(answer):
        note_below(picture, say("figure.hatched", language))
