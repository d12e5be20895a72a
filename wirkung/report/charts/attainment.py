"""Goals along the Wirkungstreppe: the measured value with its interval against the target, a panel for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Quantity, UnitKind, Verdict
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.rows import guide, left_out, print_ticks, value_of, whisker, with_interval, wrapped_to
from wirkung.report.charts.style import BAND, COMPARISON, INK, MUTED, PAPER, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.sections.goals import goal_target
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 8  # goals in the picture; the table has them all
PANEL_HEIGHT = 1.05  # inches
LINE_HEIGHT = 0.17  # inches for every further line of a title
FRAME = 0.15  # inches
TITLE_WIDTH = 84  # characters a line
LEFT_PART = 0.25
MARGIN = 0.12  # of the span of an axis without bounds of its own

# Shape and filling say the verdict as well as the colour does.
MARKERS = {Verdict.REACHED: ("o", PROGRAMME, PROGRAMME), Verdict.MISSED: ("X", COMPARISON, COMPARISON)}
UNDECIDED = ("D", PAPER, INK)


def draw_attainment(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Every goal in the order of the steps; None where none has been measured."""
    findings = findings_of(answer.items)
    if not any(value_of(finding.main) is not None for finding in findings):
        return None
    numbers = Numbers(language)
    rows = findings[:MOST]

    def paint(picture: Figure) -> None:
        _paint(picture, rows, numbers)
        not_shown(picture, answer, language, before=left_out(len(rows), len(findings), language))

    return drawn(
        paint,
        height=sum(map(_height, rows)) + FRAME,
        name=f"goals-{answer.year}",
        caption=say("figure.goals", language, year=answer.year),
        alt=alternative(
            say("alt.goals", language), findings, lambda finding: _line(finding, numbers), answer, language
        ),
        data=data,
    )


def _line(finding: Finding, numbers: Numbers) -> str:
    return say(
        "alt.goals.line",
        numbers.language,
        label=finding.subject.label,
        target=goal_target(finding, numbers.language),
        value=_measured(finding, numbers),
        verdict=_verdict(finding, numbers).lstrip("✓✗?! "),
    )


def _measured(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("mark.no_value", numbers.language)
    return with_interval(finding.main, finding, numbers)


def _verdict(finding: Finding, numbers: Numbers) -> str:
    return "" if finding.verdict is None else word(finding.verdict, numbers.language)


def _paint(picture: Figure, findings: Sequence[Finding], numbers: Numbers) -> None:
    heights = [_height(finding) for finding in findings]
    panels = picture.subplots(len(findings), 1, squeeze=False, height_ratios=heights).flat
    before = ""
    for axes, finding in zip(panels, findings, strict=True):
        group = finding.subject.group
        _titled(axes, finding, step="" if group == before else group)
        before = group
        _panel(axes, finding, numbers)


def _height(finding: Finding) -> float:
    """Inches for a panel: a long goal or step takes more lines."""
    titles = (finding.subject.label, finding.subject.group)
    return PANEL_HEIGHT + LINE_HEIGHT * sum(wrapped_to(title, TITLE_WIDTH).count("\n") for title in titles)


def _titled(axes: Axes, finding: Finding, *, step: str) -> None:
    """The goal above its axis, and above that the step of the Wirkungstreppe where it begins."""
    label = wrapped_to(finding.subject.label, TITLE_WIDTH)
    axes.set_title(label, loc="left", fontsize=9.5, color=INK, pad=6)
    if step:
        axes.annotate(
            wrapped_to(step, TITLE_WIDTH),
            (0, 1),
            xycoords="axes fraction",
            xytext=(0, 20 + 12 * label.count("\n")),
            textcoords="offset points",
            fontsize=8.5,
            color=MUTED,
            annotation_clip=False,
        )


def _panel(axes: Axes, finding: Finding, numbers: Numbers) -> None:
    axes.set_yticks([])
    axes.set_ylim(0.5, -0.5)
    low, high = _limits(finding)
    axes.set_xlim(low, high)
    target = finding.target
    if target is not None:
        _aim(axes, finding, target, numbers)
    value = finding.main.value
    if value is not None:
        shape, face, edge = MARKERS.get(finding.verdict, UNDECIDED) if finding.verdict else UNDECIDED
        whisker(axes, finding.main.interval, 0, edge)
        axes.plot(
            value, 0, shape, markersize=7.5, markerfacecolor=face, markeredgecolor=edge, clip_on=False, zorder=4
        )
    print_ticks(axes.xaxis, finding, numbers, estimate=finding.main)
    note = "\n".join(filter(None, (_measured(finding, numbers), _verdict(finding, numbers))))
    axes.text(1.03, 0.5, note, transform=axes.transAxes, va="center", ha="left", fontsize=9, color=INK)


def _aim(axes: Axes, finding: Finding, target: float, numbers: Numbers) -> None:
    """The target as a line, and shaded the side on which it is met."""
    low, high = axes.get_xlim()
    far = high if finding.subject.better >= 0 else low
    axes.axvspan(min(target, far), max(target, far), color=BAND, linewidth=0, zorder=0)
    guide(axes, target, dashed=True)
    left = target - low < LEFT_PART * (high - low)  # no room for the words before the line
    axes.annotate(
        say("axis.goals.target", numbers.language, target=goal_target(finding, numbers.language)),
        (target, 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(3 if left else -3, -2),
        textcoords="offset points",
        ha="left" if left else "right",
        va="top",
        fontsize=8,
        color=MUTED,
    )


def _limits(finding: Finding) -> tuple[float, float]:
    """From none to all for a share; otherwise zero, the target and the interval with some room."""
    main = finding.main
    if main.unit.kind is UnitKind.SHARE and main.quantity is Quantity.SHARE:
        return 0.0, 1.0
    marks = [0.0, *_known(finding.target), *_known(main.value), *_ends(main)]
    room = MARGIN * (max(marks) - min(marks)) or 1.0
    return min(marks) - room, max(marks) + room


def _known(value: float | None) -> tuple[float, ...]:
    return () if value is None else (value,)


def _ends(estimate: Estimate) -> tuple[float, ...]:
    interval = estimate.interval
    return () if interval is None else (interval.low, interval.high)
