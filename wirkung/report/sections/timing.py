"""How long it took until a step: curves of both groups, their difference, and what else goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Direction, Role
from wirkung.declared import Group
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Interval
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.curves import MARGIN, PANEL_HEIGHT, Curve, CurvePoint, Panel, paint_curves
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown, told
from wirkung.report.charts.rows import known, print_ticks, with_interval
from wirkung.report.document.blocks import Table
from wirkung.report.section import Part, Section, tables_after_figure
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import heading, label, step_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import share_cell
from wirkung.report.writing.naming import Naming, RowName, in_front, under_heading
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import cause
from wirkung.report.writing.tables import (
    Item,
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    source_note,
    subject_of,
)
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DIFFERENCE = "timing.difference"
# What the rows of each table are.
HEADS = {"timing": "time", DIFFERENCE: "step", "timing.ratios": "characteristic"}
SMALLEST_P = 0.001  # smaller ones are all printed as smaller
MOST_PANELS = 4  # the last steps; all are in the table
FEWEST_POINTS = 2

Curves = dict[Group, list[Finding]]


def _is_point(item: Item) -> bool:
    return subject_of(item).group_of is not None


def _curve_of(item: Item) -> tuple[str, Group | None]:
    return subject_of(item).step, subject_of(item).group_of


def _points_of(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The points, each curve in order of time: an answer names first what would be missed most."""
    items = [item for item in answer.items if _is_point(item)]
    place = {curve: number for number, curve in enumerate(dict.fromkeys(map(_curve_of, items)))}
    return tuple(sorted(items, key=lambda item: (place[_curve_of(item)], subject_of(item).months or 0)))


def _is_difference(item: Item) -> bool:
    return subject_of(item).aspect == DIFFERENCE


def timing_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each step how many had made it in the end, and what the difference of the groups says."""
    differences = {step_name(each.subject, language): each for each in _differences(answer)}
    steps: dict[str, list[str]] = {}
    for step, curves in _curves_of(answer, language).items():
        steps[step] = list(_reached(curves, language))
    for step, finding in differences.items():
        steps.setdefault(step, []).append(difference_sentence(finding, language))
    return tuple(
        say("sentence.timing", language, label=step, said=" ".join(said)) for step, said in steps.items() if said
    )


def _differences(answer: ReleasedAnswer) -> tuple[Finding, ...]:
    return findings_of(filter(_is_difference, answer.items))


def _curves_of(answer: ReleasedAnswer, language: Language) -> dict[str, Curves]:
    """The points that may be shown, in order of time: by the name of the step, and in it by group."""
    steps: dict[str, Curves] = {}
    for finding in findings_of(_points_of(answer)):
        group = finding.subject.group_of
        if group is not None and finding.main.value is not None:
            curves = steps.setdefault(step_name(finding.subject, language), {})
            curves.setdefault(group, []).append(finding)
    return steps


def _reached(curves: Curves, language: Language) -> Iterator[str]:
    """The share at the latest time that is shown for both groups, if anybody had made the step by then.

    Else that of the participants alone: a beginning that both share says nothing.
    """
    numbers = Numbers(language)
    own, others = ({_months(each): each for each in curves.get(group, [])} for group in Group)
    both = {at for at in own.keys() & others.keys() if own[at].main.value or others[at].main.value}
    times = both or own.keys()
    if not times:
        return
    end = max(times)
    said = {"when": in_front(label(own[end].subject, language)), "value": share_cell(own[end], numbers)}
    if both:
        yield say("sentence.timing.both", language, **said, comparison=share_cell(others[end], numbers))
    else:
        yield say("sentence.timing.reached", language, **said)


def _months(point: Finding) -> int:
    return point.subject.months or 0


def difference_sentence(finding: Finding, language: Language) -> str:
    """Earlier, later or neither, with the verb that the claim allows and with how sure it is."""
    main, numbers = finding.main, Numbers(language)
    if main.value is None or main.interval is None:
        return say("sentence.timing.unknown", language)
    shown = main.interval if main.direction is not Direction.DOWN else _turned(main.interval)
    said = say(
        f"sentence.timing.{main.claim}.{main.direction}",
        language,
        size=numbers.size(main, finding.subject),
        value=numbers.estimate(main, finding.subject, named=True),
        **cause(finding, language),
    )
    interval = numbers.interval(replace(main, interval=shown), finding.subject)
    level = numbers.level(shown.level)
    return f"{said} {say('sentence.uncertain', language, interval=interval, level=level)}"


def _turned(interval: Interval) -> Interval:
    """The interval of how much earlier, where the sentence says «earlier» in place of a minus."""
    return replace(interval, low=-interval.high, high=-interval.low)


def naming_of_times(language: Language) -> Naming:
    """Of a point: its curve, which stands for all its points; of a difference: that it is one."""

    def naming(subject: Subject) -> RowName:
        group, row = under_heading(language)(subject)[:2]
        return RowName("", row if subject.group_of is None else group, f"{group}: {row}")

    return naming


def timing_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The curves; the difference of the groups where there are two; the ratios where covariates were asked for."""
    return (*_curve_table(answer, language), *_difference_table(answer, language), *_ratio_table(answer, language))


def _curve_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = _points_of(answer)
    columns = (
        TableColumn(say("column.share_reached", language), value_cell(Role.MAIN)),
        TableColumn(interval_head(items, language), interval_cell()),
        TableColumn(say("column.persons_reached", language), count_cell(CountRole.REACHED)),
        TableColumn(say("column.at_risk", language), count_cell(CountRole.AT_RISK)),
    )
    notes = (
        say("note.timing.grid", language),
        say("note.timing.censored", language),
        say("note.timing.ends", language),
    )
    return _table(replace(answer, items=items), "timing", columns, notes, under_heading(language), language)


def _difference_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(filter(_is_difference, answer.items))
    columns = (
        TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME)),
        TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON)),
        TableColumn(say("column.difference", language), value_cell(Role.MAIN)),
        TableColumn(interval_head(items, language), interval_cell()),
        TableColumn(say("column.p", language), _p_cell),
    )
    notes = (say("note.timing.difference", language),)
    return _table(replace(answer, items=items), DIFFERENCE, columns, notes, _by_difference(language), language)


def _by_difference(language: Language) -> Naming:
    return lambda subject: RowName(label(subject, language), heading(subject, language))


def _ratio_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(item for item in answer.items if not _is_point(item) and not _is_difference(item))
    columns = (
        TableColumn(say("column.ratio", language), value_cell(Role.MAIN)),
        TableColumn(interval_head(items, language), interval_cell()),
        TableColumn(say("column.p", language), _p_cell),
    )
    notes = (say("note.timing.ratios", language),)
    return _table(replace(answer, items=items), "timing.ratios", columns, notes, under_heading(language), language)


def _table(
    part: ReleasedAnswer,
    code: str,
    columns: Sequence[TableColumn],
    notes: tuple[str, ...],
    naming: Naming,
    language: Language,
) -> tuple[Table, ...]:
    """A part of the answer as a table, with the caption of this code; none where the part is empty."""
    if not part.items:
        return ()
    table = findings_table(
        part.items,
        caption=say(f"caption.{code}", language, year=part.year),
        head=say(f"column.{HEADS[code]}", language),
        columns=columns,
        notes=(*notes, *in_one(interval_note(part.items, language), source_note(part.items, language))),
        language=language,
        units=False,
        naming=naming,
    )
    return (table,)


def _p_cell(finding: Finding, numbers: Numbers) -> str:
    """The p-value of the test that goes with the interval; beside a band of persons there is none to be seen."""
    test = finding.main.test
    if test is None:
        withheld = any(count.at_most is not None for count in finding.main.counts)
        return say(f"mark.{'withheld' if withheld else 'not_applicable'}", numbers.language)
    if test.p < SMALLEST_P:
        return say("test.p_below", numbers.language, p=numbers.decimal(SMALLEST_P, 3))
    return say("test.p", numbers.language, p=numbers.decimal(test.p, 3))


def draw_timing(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A panel for each of the last steps with the curves of the groups; None where nothing can be shown."""
    steps = _drawable(answer, language)
    if not steps:
        return None
    points = replace(answer, items=_points_of(answer))
    numbers = Numbers(language)
    panels = [_panel(step, curves, numbers) for step, curves in steps.items()]
    first = next(iter(next(iter(steps.values())).values()))[0]

    def paint(picture: Figure) -> None:
        axes = picture.subplots(len(panels), 1, squeeze=False)[:, 0]
        words = {"time": say("axis.timing", language), "observed": say("head.at_risk", language)}
        paint_curves(tuple(zip(axes, panels, strict=True)), **words)
        for each in axes:
            print_ticks(each.yaxis, first, numbers, estimate=first.main)
        not_shown(picture, points, language)

    return drawn(
        paint,
        height=PANEL_HEIGHT * len(panels) + MARGIN,
        caption=say("figure.timing", language, year=answer.year),
        alt=told(say("alt.timing", language), list(_lines(steps, numbers)), points, language),
        data=data,
    )


def _drawable(answer: ReleasedAnswer, language: Language) -> dict[str, Curves]:
    """The last steps, each with the curves that have a course; a single point stands in the table."""
    steps = {
        step: {group: points for group, points in curves.items() if len(points) >= FEWEST_POINTS}
        for step, curves in _curves_of(answer, language).items()
    }
    return dict([(step, curves) for step, curves in steps.items() if curves][-MOST_PANELS:])


def _panel(step: str, curves: Curves, numbers: Numbers) -> Panel:
    return Panel(
        title=step,
        curves=tuple(
            Curve(
                name=say(f"curve.{group}", numbers.language),
                points=tuple(_point(each, numbers) for each in points),
                last=numbers.estimate(points[-1].main, points[-1].subject),
                compared=group is Group.COMPARISON,
            )
            for group, points in curves.items()
        ),
    )


def _point(finding: Finding, numbers: Numbers) -> CurvePoint:
    main, share = known(finding, Role.MAIN)
    limits = (share, share) if main.interval is None else (main.interval.low, main.interval.high)
    observed = next(count for count in main.counts if count.role is CountRole.AT_RISK)
    return CurvePoint(
        time=float(_months(finding)), share=share, low=limits[0], high=limits[1], observed=numbers.count(observed)
    )


def _lines(steps: dict[str, Curves], numbers: Numbers) -> Iterator[str]:
    for step, curves in steps.items():
        for group, points in curves.items():
            last = points[-1]
            value = with_interval(last.main, last, numbers)
            yield say(
                "alt.line",
                numbers.language,
                label=f"{step} ({say(f'curve.{group}', numbers.language)})",
                values=f"{label(last.subject, numbers.language)} {value}",
            )


def points_behind_figure(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """The many points of curves stand behind the picture; what must be known of them is said below it."""
    tables = section.tables(answer, language)
    drawing = section.drawing(answer, tables[0], language) if tables else None
    if drawing is None:
        return tables_after_figure(section, answer, language)
    with_notes = replace(drawing.block, data=tables[0])
    return (replace(drawing, block=with_notes), *tables[1:])


SECTION = Section(
    tables=timing_tables,
    sentences=timing_sentences,
    figure=draw_timing,
    naming=naming_of_times,
    exhibits=points_behind_figure,
)
