"""Costs over the years, in the prices of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wirkung.codes import CostSum, Role, UnitCost
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown, told
from wirkung.report.charts.rows import shown, with_interval
from wirkung.report.charts.years import InYear, Measure, height_of_measures, paint_measures
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, matrix_table
from wirkung.report.writing.naming import RowName, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, source_note, subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The full cost and what varies with it at most; the rest can be read in the table.
IN_SENTENCES = (CostSum.FULL, UnitCost.PARTICIPANT, UnitCost.PARTICIPATION, UnitCost.OUTCOME)


class CostYears(StrEnum):
    """What is told over the years beside the costs."""

    PARTICIPANTS = "participants"


def cost_years_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Full cost, cost per participant and per outcome, year by year."""
    numbers, findings = Numbers(language), findings_of(answer.items)
    measures = ([each for each in findings if each.subject.aspect is measure] for measure in IN_SENTENCES)
    return tuple(
        say(
            "sentence.cost_years",
            language,
            label=heading(of_years[0].subject, language),
            price_year=answer.price_year,
            values=", ".join(_of_year(each, numbers) for each in of_years),
        )
        for of_years in measures
        if of_years
    )


def _of_year(finding: Finding, numbers: Numbers) -> str:
    year = label(finding.subject, numbers.language)
    return say("cell.of_year", numbers.language, year=year, value=_value(finding, numbers))


def _value(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("mark.no_value", numbers.language)
    return numbers.estimate(finding.main, finding.subject)


def _with_participants(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The persons that cost per participant was divided by, year by year as released, before all costs."""
    ours = (item for item in answer.items if subject_of(item).aspect is UnitCost.PARTICIPANT)
    return (*(persons for item in ours for persons in _participants(item)), *answer.items)


def _participants(item: Item) -> Iterator[Item]:
    subject = replace(subject_of(item), aspect=CostYears.PARTICIPANTS, decimals=0)
    if isinstance(item, Withheld) or Role.BASE in item.withheld:
        yield Withheld(subject)
    elif (base := item.finding.get(Role.BASE)) is not None:
        yield replace(item, finding=Finding(subject=subject, estimates=((Role.MAIN, base),)), withheld=())


def _form(items: Sequence[Item]) -> str:
    """Of a caption, which names participants where they are among the measures."""
    return ".participants" if any(subject_of(item).aspect is CostYears.PARTICIPANTS for item in items) else ""


def draw_cost_years(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Every measure by year with its interval, where it has one; None for nothing to show."""
    items = _with_participants(answer)
    numbers, released = Numbers(language), findings_of(items)
    there = dict.fromkeys(each.subject.aspect for each in shown(replace(answer, items=items), Role.MAIN))
    panels = [[each for each in released if each.subject.aspect == measure] for measure in there]
    if not panels:
        return None
    measures = [_measure(panel, numbers) for panel in panels]

    def paint(picture: Figure) -> None:
        paint_measures(picture, measures)
        not_shown(picture, answer, language)

    return drawn(
        paint,
        height=height_of_measures(measures),
        caption=say(f"figure.cost_years{_form(items)}", language, year=answer.year, price_year=answer.price_year),
        alt=told(say("alt.cost_years", language), [_line(panel, numbers) for panel in panels], answer, language),
        data=data,
    )


def _measure(panel: Sequence[Finding], numbers: Numbers) -> Measure:
    years = (
        InYear(
            year=int(each.subject.cohort or 0),
            value=each.main.value,
            note=_value(each, numbers),
            interval=each.main.interval,
        )
        for each in panel
    )
    return Measure(title=heading(panel[0].subject, numbers.language), years=tuple(years))


def _line(panel: Sequence[Finding], numbers: Numbers) -> str:
    """One measure over the years."""
    values = (
        f"{label(each.subject, numbers.language)} {with_interval(each.main, each, numbers)}"
        for each in panel
        if each.main.value is not None
    )
    return f"{heading(panel[0].subject, numbers.language)}: {', '.join(values)}"


def cost_years_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """A row a measure and a column a year, each with its interval where it has one."""
    released = tuple(item for item in answer.items if isinstance(item, Released))
    items = _with_participants(answer)
    return (
        matrix_table(
            items,
            Layout(
                head=say("column.measure", language),
                row=lambda subject: RowName("", heading(subject, language)),
                column=lambda subject: label(subject, language),
                cell=_cell,
                gap=say("note.cost_years.gap", language),
            ),
            caption=say(
                f"caption.cost_years{_form(items)}", language, year=answer.year, price_year=answer.price_year
            ),
            notes=(say(_note(released), language), *source_note(released, language)),
            language=language,
        ),
    )


def _note(released: tuple[Released, ...]) -> str:
    """How to read intervals, where there are any, and earlier amounts."""
    intervals = any(each.finding.main.interval is not None for each in released)
    return "note.cost_years" if intervals else "note.cost_years.counted"


def _cell(finding: Finding, numbers: Numbers) -> str:
    main, value = finding.main, _value(finding, numbers)
    return value if main.interval is None else f"{value} ({numbers.interval(main, finding.subject)})"


SECTION = Section(
    tables=cost_years_tables,
    sentences=cost_years_sentences,
    figure=draw_cost_years,
    naming=naming_of_groups,
)
