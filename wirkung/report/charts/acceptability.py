"""The acceptability curve: how probable it is that it was worth its price, by the worth of an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.rows import known, shown, wrapped_to
from wirkung.report.charts.style import INK, MUTED, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.sections.acceptability import EVEN, worth_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 2.9  # inches
AXIS_WIDTH = 80  # characters a line
MOST_TICKS = 7  # amounts on the axis; with more, some are left out
ROOM = 0.13  # below none and above all, for the numbers
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def draw_acceptability(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The probability at every amount of the programme file; None for nothing to show."""
    findings = tuple(each for each in shown(answer, Role.MAIN) if each.subject.at is not None)
    if not findings:
        return None
    numbers = Numbers(language)
    return drawn(
        lambda picture: _paint(picture.subplots(), findings, numbers),
        height=HEIGHT,
        name=f"acceptability-{answer.year}",
        caption=say("figure.acceptability", language, year=answer.year),
        alt=alternative(
            say("alt.acceptability", language),
            findings,
            lambda finding: f"{worth_of(finding, numbers)}: {_probability(finding, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _paint(axes: Axes, findings: Sequence[Finding], numbers: Numbers) -> None:
    """Equal steps between the amounts: they are thresholds to read from, and grow by factors."""
    places = range(len(findings))
    values = [known(finding, Role.MAIN)[1] for finding in findings]
    axes.axhline(EVEN, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    axes.plot(places, values, color=MUTED, linewidth=1.0, zorder=1)
    axes.plot(places, values, "o", color=PROGRAMME, markersize=6.5, clip_on=False, zorder=2)
    said = ["", *(_probability(finding, numbers) for finding in findings)]
    for place, (text, value) in enumerate(zip(said[1:], values, strict=True)):
        if text != said[place]:
            _label(axes, text, (place, value))
    step = -(-len(findings) // MOST_TICKS)
    axes.set_xticks(places[::step], [worth_of(finding, numbers) for finding in findings[::step]])
    axes.set_yticks(QUARTERS, [numbers.share(share) for share in QUARTERS])
    axes.set_ylim(-ROOM, 1 + ROOM)
    axes.set_xlim(-0.4, len(findings) - 0.6)
    worth = say("axis.acceptability", numbers.language, outcome=findings[0].subject.group)
    axes.set_xlabel(wrapped_to(worth, AXIS_WIDTH))
    axes.set_title(say("head.acceptability", numbers.language), loc="left", fontsize=8.5, color=MUTED)


def _label(axes: Axes, text: str, at: tuple[float, float]) -> None:
    """The probability where the line does not run, which rises from the left: below low marks, above high ones."""
    low = at[1] < EVEN
    axes.annotate(
        text,
        at,
        xytext=(0, -7 if low else 7),
        textcoords="offset points",
        ha="center",
        va="top" if low else "bottom",
        fontsize=8.5,
        color=INK,
    )


def _probability(finding: Finding, numbers: Numbers) -> str:
    return numbers.estimate(finding.main, finding.subject)
