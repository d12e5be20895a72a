"""Every goal on an axis of its own: what was measured, and from where on the goal is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from wirkung.codes import Quantity, UnitKind, Verdict
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.row_chart import TITLE_WIDTH, Guide, Mark, Row, RowChart, axis_like, paint_panels
from wirkung.report.charts.rows import left_out, unit_of_ticks, value_of, with_interval, wrapped_to
from wirkung.report.charts.style import COMPARISON, INK, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.writing.attainment import goal_target, measured_value
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say, word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 8  # goals in the picture; the table has them all
PANEL_HEIGHT = 1.05  # inches
LINE_HEIGHT = 0.17  # inches for every further line of a title
FRAME = 0.15  # inches
MARGIN = 0.12  # of the span of an axis without bounds of its own


def draw_attainment(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Every goal in the order of the steps, on an axis of its own; None where none has been measured."""
    findings = findings_of(answer.items)
    if not any(value_of(finding.main) is not None for finding in findings):
        return None
    numbers = Numbers(language)
    rows = findings[:MOST]
    heights = [_height(finding, language) for finding in rows]

    def paint(picture: Figure) -> None:
        paint_panels(picture, list(_panels(rows, numbers)), heights)
        not_shown(picture, answer, language, before=left_out(len(rows), len(findings), language))

    return drawn(
        paint,
        height=sum(heights) + FRAME,
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
        label=label(finding.subject, numbers.language),
        target=goal_target(finding, numbers.language),
        value=_measured(finding, numbers),
        verdict=_verdict(finding, numbers).lstrip("✓✗?! "),
    )


def _measured(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("mark.no_value", numbers.language)
    return (
        with_interval(finding.main, finding, numbers)
        if finding.main.interval
        else measured_value(finding, numbers)
    )


def _verdict(finding: Finding, numbers: Numbers) -> str:
    return "" if finding.verdict is None else word(finding.verdict, numbers.language)


def _height(finding: Finding, language: Language) -> float:
    """Inches for a panel: a long goal or step takes more lines, a unit one."""
    titles = (label(finding.subject, language), heading(finding.subject, language))
    more = sum(wrapped_to(title, TITLE_WIDTH).count("\n") for title in titles)
    return PANEL_HEIGHT + LINE_HEIGHT * (more + bool(unit_of_ticks(finding.main, language)))


def _panels(findings: Sequence[Finding], numbers: Numbers) -> Iterator[RowChart]:
    """A panel a goal; the step of the Wirkungstreppe stands above the first goal on it."""
    steps = [heading(finding.subject, numbers.language) for finding in findings]
    for finding, (before, step) in zip(findings, pairwise(("", *steps)), strict=True):
        yield _panel(finding, "" if step == before else step, numbers)


def _panel(finding: Finding, step: str, numbers: Numbers) -> RowChart:
    low, high = _limits(finding)
    note = "\n".join(filter(None, (_measured(finding, numbers), _verdict(finding, numbers))))
    target = finding.target
    return RowChart(
        rows=(Row(note=note, marks=_marks(finding)),),
        axis=axis_like(finding.main, finding, numbers, low=low, high=high),
        guides=() if target is None else (_aim(target, finding, numbers),),
        title=label(finding.subject, numbers.language),
        above=step,
        shaded=None if target is None else _met(target, low, high, finding.subject.better),
    )


def _marks(finding: Finding) -> tuple[Mark, ...]:
    """Shape and filling say the verdict as well as the colour does."""
    value, interval = finding.main.value, finding.main.interval
    if value is None:
        return ()
    match finding.verdict:
        case Verdict.REACHED:
            return (Mark(value=value, interval=interval, colour=PROGRAMME, large=True),)
        case Verdict.MISSED:
            return (Mark(value=value, interval=interval, shape="X", colour=COMPARISON, large=True),)
        case _:
            return (Mark(value=value, interval=interval, shape="D", colour=INK, filled=False, large=True),)


def _aim(target: float, finding: Finding, numbers: Numbers) -> Guide:
    words = say("axis.goals.target", numbers.language, target=goal_target(finding, numbers.language))
    return Guide(at=target, dashed=True, text=words, beside=True)


def _met(target: float, low: float, high: float, better: int) -> tuple[float, float]:
    """From where to where a goal is met."""
    far = high if better >= 0 else low
    return min(target, far), max(target, far)


def _limits(finding: Finding) -> tuple[float, float]:
    """From none to all for a share; otherwise zero, the target and the interval with some room."""
    main = finding.main
    if main.unit.kind is UnitKind.SHARE and main.quantity is Quantity.SHARE:
        return 0.0, 1.0
    marks = [0.0, *_known(finding.target), *_known(main.value), *_interval_ends(main)]
    room = MARGIN * (max(marks) - min(marks)) or 1.0
    return min(marks) - room, max(marks) + room


def _known(value: float | None) -> tuple[float, ...]:
    return () if value is None else (value,)


def _interval_ends(estimate: Estimate) -> tuple[float, ...]:
    interval = estimate.interval
    return () if interval is None else (interval.low, interval.high)
