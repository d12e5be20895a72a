"""Who was still there: cohorts in rows, points of time in columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.heat import Field, height_of_heat, paint_heat
from wirkung.report.charts.hidden import note_below, told, withheld_subjects
from wirkung.report.charts.rows import known, shown
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, base_of, matrix_table, share_cell
from wirkung.report.writing.naming import RowName, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, in_one, interval_note, source_note, subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_COHORTS = 12  # in the picture, the latest; all are in the table


def retention_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Which part was there at the last point: of the cohort of the year, or from which to which cohort."""
    last = _at_last_point(answer)
    own = [finding for finding in last if finding.subject.cohort == answer.year]
    return tuple(_sentences(own[0], language)) if own else tuple(_range(last, language))


def _at_last_point(answer: ReleasedAnswer) -> list[Finding]:
    known = [finding for finding in findings_of(answer.items) if finding.main.value is not None]
    own = [finding for finding in known if finding.subject.cohort == answer.year] or known
    end = max((finding.subject.at or 0.0 for finding in own), default=0.0)
    return [finding for finding in known if (finding.subject.at or 0.0) == end]


def _sentences(finding: Finding, language: Language) -> Iterator[str]:
    numbers, main = Numbers(language), finding.main
    starters = base_of(finding)
    if starters is None or main.interval is None:
        return
    yield say(
        f"sentence.retention{_answered(finding)}",
        language,
        cohort=heading(finding.subject, language),
        point=label(finding.subject, language),
        value=numbers.estimate(main, finding.subject),
        of=numbers.value(starters, PERSONS, 0),
        interval=numbers.interval(main, finding.subject),
        level=numbers.level(main.interval.level),
    )


def _range(findings: list[Finding], language: Language) -> Iterator[str]:
    if not findings:
        return
    numbers = Numbers(language)
    ordered = sorted(findings, key=lambda finding: finding.main.value or 0.0)
    low, high = (numbers.estimate(each.main, each.subject) for each in (ordered[0], ordered[-1]))
    between = low if low == high else say("interval.between", language, low=low, high=high)
    code = f"sentence.retention.range{_answered(ordered[0])}"
    yield say(code, language, point=label(ordered[0].subject, language), value=between)


def _answered(finding: Finding) -> str:
    """The form of a sentence on a survey: who did not answer it may have stayed to the end."""
    return "" if finding.subject.wave is None else ".answered"


def _asked(answer: ReleasedAnswer) -> str:
    """The form of a caption where some points are surveys."""
    return "" if all(subject_of(item).wave is None for item in answer.items) else ".answered"


def retention_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Cohorts by time: the share of all who started, with its interval."""
    return (
        matrix_table(
            answer.items,
            Layout(
                head=say("column.cohort", language),
                row=lambda subject: RowName("", heading(subject, language)),
                column=lambda subject: label(subject, language),
                cell=share_cell,
                gap=say("note.not_yet", language),
                base=say("column.starters", language),
            ),
            caption=say(f"caption.retention{_asked(answer)}", language, year=answer.year),
            notes=(
                say(f"note.retention{_asked(answer)}", language),
                *in_one(interval_note(answer.items, language), source_note(answer.items, language)),
            ),
            language=language,
        ),
    )


def draw_retention(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A field for each cohort and point, with its number in it; None where nothing can be shown."""
    findings = shown(answer, Role.MAIN)
    if not findings:
        return None
    numbers = Numbers(language)
    fields = [_field(item, numbers) for item in answer.items]
    cohorts = tuple(dict.fromkeys(field.row for field in fields))[-MOST_COHORTS:]
    points = dict.fromkeys(label(subject_of(item), language) for item in sorted(answer.items, key=_time))

    def paint(picture: Figure) -> None:
        drawable = (field for field in fields if field.row in cohorts)
        paint_heat(picture.subplots(), cohorts, tuple(points), drawable)
        if withheld_subjects(answer):
            note_below(picture, say("figure.hatched", language))

    return drawn(
        paint,
        height=height_of_heat(len(cohorts)),
        caption=say(f"figure.retention{_asked(answer)}", language, year=answer.year),
        alt=told(
            say("alt.retention", language),
            [_line(cohort, findings, numbers) for cohort in reversed(cohorts)],
            answer,
            language,
        ),
        data=data,
    )


def _time(item: Item) -> float:
    return subject_of(item).at or 0.0


def _field(item: Item, numbers: Numbers) -> Field:
    subject, language = subject_of(item), numbers.language
    row, column = heading(subject, language), label(subject, language)
    match item:
        case Released(finding) if finding.main.value is not None:
            return Field(
                row=row,
                column=column,
                share=finding.main.value,
                text=numbers.estimate(finding.main, subject),
                below="" if finding.main.interval is None else numbers.interval(finding.main, subject),
            )
        case _:
            return Field(row=row, column=column, share=None, text=say("mark.withheld", language))


def _line(cohort: str, findings: tuple[Finding, ...], numbers: Numbers) -> str:
    own = (finding for finding in findings if heading(finding.subject, numbers.language) == cohort)
    values = ", ".join(f"{label(each.subject, numbers.language)} {_value(each, numbers)}" for each in own)
    return say("alt.line", numbers.language, label=cohort, values=values)


def _value(finding: Finding, numbers: Numbers) -> str:
    return numbers.estimate(known(finding, Role.MAIN)[0], finding.subject)


SECTION = Section(
    tables=retention_table,
    sentences=retention_sentences,
    figure=draw_retention,
    naming=naming_of_groups,
)
