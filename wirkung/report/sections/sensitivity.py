"""On which assumptions the scenario hangs: one at a time, and all together by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from wirkung.codes import Role, ScenarioResult
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.row_chart import Bar, Guide, Row, RowChart, axis_like, paint_rows
from wirkung.report.charts.rows import height_of, known, left_out, shown
from wirkung.report.charts.scenario import stamp_scenario
from wirkung.report.charts.style import PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import TableColumn, value_cell
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, findings_table, source_note, subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOGETHER = ScenarioResult.DRAWN_TOGETHER
MOST = 8  # what hangs on less can be read in the table
STAMP_HEIGHT = 0.3  # inches


def swings_of(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The lines on one assumption at a time, the widest first."""
    return tuple(item for item in answer.items if subject_of(item).aspect is not TOGETHER)


def full_label(subject: Subject, language: Language) -> str:
    """An assumption after the benefit that it is about: «Steuern und Beiträge: Rückgang je Jahr»."""
    name = label(subject, language)
    return f"{heading(subject, language)}: {name}" if subject.benefit else name


def naming_of_assumptions(language: Language) -> Naming:
    """Of an assumption: itself, with what it is about."""
    return lambda subject: RowName("", full_label(subject, language))


def sensitivity_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """What it hangs on most, which assumption alone would turn it round, and what chance makes of all."""
    numbers = Numbers(language)
    swings = [each for each in findings_of(swings_of(answer)) if _both_ends(each)]
    together = (each for each in findings_of(answer.items) if each.subject.aspect is TOGETHER)
    return (
        *(_most(each, numbers) for each in swings[:1]),
        *((_turning(swings, language),) if swings else ()),
        *(sentence for each in together for sentence in _together(each, numbers)),
    )


def _both_ends(finding: Finding) -> tuple[float, ...]:
    """The net present value at the least and at the greatest value; empty where one is not known."""
    ends = [finding.get(role) for role in (Role.LOW, Role.HIGH)]
    values = [each.value for each in ends if each is not None and each.value is not None]
    return tuple(values) if len(values) == len(ends) else ()


def _most(finding: Finding, numbers: Numbers) -> str:
    low, high = (numbers.like(value, finding.main, finding.subject) for value in sorted(_both_ends(finding)))
    name = full_label(finding.subject, numbers.language)
    return say("sentence.sensitivity.most", numbers.language, label=name, low=low, high=high)


def _turning(swings: list[Finding], language: Language) -> str:
    turning = [
        full_label(each.subject, language) for each in swings if min(_both_ends(each)) < 0 < max(_both_ends(each))
    ]
    if not turning:
        return say("sentence.sensitivity.none_turns", language)
    return say("sentence.sensitivity.turning", language, count=len(turning), labels="; ".join(turning))


def _together(finding: Finding, numbers: Numbers) -> Iterator[str]:
    main, probability = finding.main, finding.get(Role.PROBABILITY)
    if main.interval is None or probability is None:
        return
    limits = (main.interval.low, main.interval.high)
    low, high = (numbers.like(limit, main, finding.subject) for limit in limits)
    yield say(
        "sentence.sensitivity.together",
        numbers.language,
        level=numbers.level(main.interval.level),
        low=low,
        high=high,
        probability=numbers.estimate(probability, finding.subject),
    )


def draw_tornado(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The net present value from the least to the greatest value of each assumption; None for nothing to show."""
    answer, numbers = replace(answer, items=swings_of(answer)), Numbers(language)
    findings = shown(answer, Role.MAIN, Role.LOW, Role.HIGH)
    if not findings:
        return None
    first, rows = findings[0], findings[:MOST]
    base = numbers.estimate(first.main, first.subject)
    key = f"{say('axis.sensitivity', language)} {left_out(len(rows), len(findings), language)}".rstrip()
    chart = RowChart(
        rows=tuple(_swing(finding, numbers) for finding in rows),
        axis=axis_like(first.main, first, numbers, room=0.06),
        guides=(Guide(at=0.0), Guide(at=known(first, Role.MAIN)[1], strong=True, text=base)),
        head=say("head.sensitivity", language),
    )

    def paint(picture: Figure) -> None:
        stamp_scenario(picture, language)
        paint_rows(picture.subplots(), chart)
        not_shown(picture, answer, language, before=key)

    return drawn(
        paint,
        height=height_of(len(rows)) + STAMP_HEIGHT,
        caption=say("figure.sensitivity", language, year=answer.year),
        alt=alternative(
            say("alt.sensitivity", language, value=base),
            findings,
            lambda finding: f"{full_label(finding.subject, language)}: {_ends(finding, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _swing(finding: Finding, numbers: Numbers) -> Row:
    """From the net present value at the assumed value to that at the least, light, and at the greatest, dark."""
    base, low, high = (known(finding, role)[1] for role in (Role.MAIN, Role.LOW, Role.HIGH))
    bars = (Bar(start=base, end=low), Bar(start=base, end=high, face=PROGRAMME))
    return Row(label=full_label(finding.subject, numbers.language), note=_ends(finding, numbers), bars=bars)


def _ends(finding: Finding, numbers: Numbers) -> str:
    low, high = (known(finding, role)[0] for role in (Role.LOW, Role.HIGH))
    return f"{numbers.estimate(low, finding.subject)} / {numbers.estimate(high, finding.subject)}"


def sensitivity_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The net present value at the least and at the greatest value of every assumption; nothing without any."""
    items = swings_of(answer)
    if not items:
        return ()
    table = findings_table(
        items,
        caption=say("caption.sensitivity", language, year=answer.year),
        head=say("column.assumption", language),
        columns=(
            TableColumn(say("column.at_low", language), value_cell(Role.LOW)),
            TableColumn(say("column.at_high", language), value_cell(Role.HIGH)),
        ),
        notes=(*_note(items, language), *source_note(items, language)),
        language=language,
        units=False,
        naming=naming_of_assumptions(language),
    )
    return (replace(table, groups=()),)


def _note(items: tuple[Item, ...], language: Language) -> tuple[str, ...]:
    first = next((item.finding for item in items if isinstance(item, Released)), None)
    if first is None or first.main.value is None:
        return ()
    value = Numbers(language).estimate(first.main, first.subject)
    return (say("note.sensitivity", language, value=value),)


SECTION = Section(
    tables=sensitivity_tables,
    sentences=sensitivity_sentences,
    figure=draw_tornado,
    naming=naming_of_assumptions,
)
