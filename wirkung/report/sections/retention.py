"""Who was still there: cohorts in rows, points of time in columns."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, base_of, matrix_table, share_cell
from wirkung.report.writing.naming import RowName, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, in_one, interval_note, source_note, subject_of
from wirkung.report.writing.words import say


def retention_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Which part was there at the last point: of the cohort of the year, or from which to which cohort."""
    last = _at_last_point(answer)
    own = [finding for finding in last if finding.subject.group == str(answer.year)]
    return tuple(_sentences(own[0], language)) if own else tuple(_range(last, language))


def _at_last_point(answer: ReleasedAnswer) -> list[Finding]:
    known = [finding for finding in findings_of(answer.items) if finding.main.value is not None]
    own = [finding for finding in known if finding.subject.group == str(answer.year)] or known
    end = max((finding.subject.at or 0.0 for finding in own), default=0.0)
    return [finding for finding in known if (finding.subject.at or 0.0) == end]


def _sentences(finding: Finding, language: Language) -> Iterator[str]:
    numbers, main = Numbers(language), finding.main
    starters = base_of(finding)
    if starters is None or main.interval is None:
        return
    yield say(
        "sentence.retention",
        language,
        cohort=finding.subject.group,
        point=finding.subject.label,
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
    yield say("sentence.retention.range", language, point=ordered[0].subject.label, value=between)


def retention_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Cohorts by time: the share of all who started, with its interval."""
    return (
        matrix_table(
            answer,
            answer.items,
            Layout(
                head=say("column.cohort", language),
                row=lambda subject: RowName("", subject.group),
                column=lambda subject: subject.label,
                cell=share_cell,
                gap=say("note.not_yet", language),
                base=say("column.starters", language),
            ),
            caption=say("caption.retention", language, year=answer.year),
            notes=(
                say("note.retention", language),
                *in_one(interval_note(answer.items, language), source_note(answer.items, language)),
            ),
            language=language,
        ),
    )


def points_in_order(answer: ReleasedAnswer) -> list[Subject]:
    """The points of time of the table, earliest first, one subject each."""
    points: dict[str, Subject] = {}
    for item in sorted(answer.items, key=_time):
        points.setdefault(subject_of(item).label, subject_of(item))
    return list(points.values())


def _time(item: Item) -> float:
    return subject_of(item).at or 0.0


SECTION = Section(
    tables=retention_table,
    sentences=retention_sentences,
    figure=figure_of("heat", "draw_retention"),
    naming=naming_of_groups,
)
