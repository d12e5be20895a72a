"""How many courses were held and how many took part: numbers beside the year before, as bars and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wirkung.codes import CountRole, CourseTotal, Role, UnitKind
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.row_chart import Bar, Mark, Row, RowChart, axis_like, paint_rows
from wirkung.report.charts.rows import height_of, known, shown, value_of
from wirkung.report.charts.style import INK
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import Answers, FirstPage, Section
from wirkung.report.writing.cells import TableColumn, count_cell, value_cell
from wirkung.report.writing.labels import base_name, category_name, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import finding_sentence, unknown
from wirkung.report.writing.tables import Item, findings_of, findings_table, has_role, subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The way through the courses: each is a part of the one before.
STEPS = (CourseTotal.REGISTERED, CourseTotal.ATTENDED, CourseTotal.COMPLETED)


def totals_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Courses and hours, then who came, then what part that is; of what is withheld nothing."""
    found = {each.subject.aspect: each for each in findings_of(answer.items) if each.subject.aspect}
    told = tuple(_told(answer, found, Numbers(language)))
    return told or tuple(finding_sentence(each, total_statement, language) for each in list(found.values())[:1])


def _told(answer: ReleasedAnswer, found: Mapping[str, Finding], numbers: Numbers) -> Iterator[str]:
    """Each sentence of which all numbers are there."""
    came = found.get(CourseTotal.ATTENDED)
    sentences = {
        "courses": (CourseTotal.OFFERED, CourseTotal.HELD),
        "hours": (CourseTotal.HOURS,),
        "participations" if came is None else _counted_as(came): (CourseTotal.ATTENDED,),
        "attended": (CourseTotal.REGISTERED, CourseTotal.ATTENDED_SHARE),
        "completed": (CourseTotal.COMPLETED, CourseTotal.COMPLETED_SHARE),
        "utilisation": (CourseTotal.PLACES, CourseTotal.UTILISATION),
    }
    for code, totals in sentences.items():
        there = [found[total] for total in totals if total in found]
        if len(there) == len(totals):
            values = {
                total.value: numbers.estimate(each.main, each.subject, named=True)
                for total, each in zip(totals, there, strict=True)
            }
            yield say(f"sentence.totals.{code}", numbers.language, year=answer.year, **values)


def _counted_as(finding: Finding) -> str:
    """Whether persons are counted, or participations of which several can be one person's."""
    return "persons" if finding.main.unit.kind is UnitKind.PERSONS else "participations"


def total_statement(finding: Finding, language: Language) -> str:
    """One number with its name."""
    if finding.main.value is None:
        return unknown(finding, language)
    value = Numbers(language).estimate(finding.main, finding.subject, named=True)
    if finding.subject.aspect is CourseTotal.ATTENDED:
        return say(f"sentence.totals.{_counted_as(finding)}", language, attended=value)
    return say("sentence.total", language, label=label(finding.subject, language), value=value)


def totals_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every number, and that of the year before."""
    roles = ((Role.MAIN, "column.reach.number"), (Role.YEAR_BEFORE, "column.year_before"))
    units = {each.main.unit.kind for each in findings_of(answer.items)}
    note = "note.totals.persons" if UnitKind.PERSONS in units else "note.totals.participations"
    numbers = tuple(item for item in answer.items if not subject_of(item).characteristic)
    by_category = tuple(item for item in answer.items if subject_of(item).characteristic)
    return (
        findings_table(
            numbers,
            caption=say("caption.totals", language, year=answer.year),
            head=say("column.reach", language),
            columns=tuple(
                TableColumn(say(head, language), value_cell(role, named=True))
                for role, head in roles
                if role is Role.MAIN or has_role(answer.items, role)
            ),
            notes=(say(note, language),),
            language=language,
            units=False,
        ),
        *_who_came(by_category, answer.year, language, persons=UnitKind.PERSONS in units),
    )


def _who_came(items: Sequence[Item], year: int, language: Language, *, persons: bool) -> Iterator[Table]:
    """Of those who came, how many were of each category, where the file says so."""
    if not items:
        return
    counted = "column.persons" if persons else "column.totals.participations"
    yield findings_table(
        items,
        caption=say("caption.participants", language, year=year),
        head=say("column.characteristic", language),
        columns=(
            TableColumn(say(counted, language), count_cell(CountRole.REACHED)),
            TableColumn(say("column.totals.share", language), value_cell(Role.MAIN)),
        ),
        notes=(say("note.totals.by_category", language),),
        language=language,
        units=False,
        naming=_naming(language),
    )


def _naming(language: Language) -> Naming:
    def naming(subject: Subject) -> RowName:
        return RowName(base_name(subject, language), category_name(subject, language))

    return naming


def draw_totals(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A bar for registrations, participations and completions, with a mark where the year before was."""
    findings = [each for each in shown(answer, Role.MAIN) if each.subject.aspect in STEPS]
    if not findings:
        return None
    numbers = Numbers(language)
    chart = RowChart(
        rows=tuple(_row(each, numbers) for each in findings),
        axis=axis_like(findings[0].main, findings[0], numbers, low=0.0),
        head=say("head.totals", language),
    )

    def paint(picture: Figure) -> None:
        paint_rows(picture.subplots(), chart)
        not_shown(picture, answer, language)

    return drawn(
        paint,
        height=height_of(len(findings)),
        caption=say("figure.totals", language, year=answer.year),
        alt=alternative(
            say("alt.totals", language), findings, lambda each: _spoken(each, numbers), answer, language
        ),
        data=data,
    )


def _row(finding: Finding, numbers: Numbers) -> Row:
    before = value_of(finding.get(Role.YEAR_BEFORE))
    marks = () if before is None else (Mark(value=before, shape="D", colour=INK, filled=False),)
    bar = Bar(end=known(finding, Role.MAIN)[1])
    return Row(
        label=label(finding.subject, numbers.language), note=_note(finding, numbers), bars=(bar,), marks=marks
    )


def _note(finding: Finding, numbers: Numbers) -> str:
    """The number, and in brackets that of the year before."""
    value, before = numbers.estimate(finding.main, finding.subject), finding.get(Role.YEAR_BEFORE)
    if before is None or before.value is None:
        return value
    return f"{value} ({numbers.estimate(before, finding.subject)})"


def _spoken(finding: Finding, numbers: Numbers) -> str:
    return f"{label(finding.subject, numbers.language)} {_note(finding, numbers)}"


def _key(answer: ReleasedAnswer, answers: Answers) -> Finding | None:  # noqa: ARG001 - as all keys
    """How many took part, else how many registered."""
    found = {each.subject.aspect: each for each in findings_of(answer.items) if each.main.value is not None}
    return next((found[each] for each in (CourseTotal.ATTENDED, CourseTotal.REGISTERED) if each in found), None)


SECTION = Section(
    tables=totals_tables,
    statement=total_statement,
    sentences=totals_sentences,
    figure=draw_totals,
    drawn_from_first=True,
    first_page=FirstPage(rank=75, key=_key),
)
