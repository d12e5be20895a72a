"""Were the groups alike beforehand?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from wirkung.codes import Assumption, Caution, Role, Verdict
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.legend import LEGEND, Key, legend
from wirkung.report.charts.row_chart import Guide, Mark, Row, RowChart, ValueAxis, paint_rows
from wirkung.report.charts.rows import height_for, known, left_out, shown, ticks_like
from wirkung.report.charts.style import COMPARISON, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import TableColumn, value_cell, verdict_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import verdict_of
from wirkung.report.writing.tables import findings_of, findings_table, in_one, source_note, standardiser_note
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, baseline equivalence.
EQUIVALENT_TO = 0.05
ADJUST_TO = 0.25

MOST = 16  # the largest; all are in the table

MARKERS: dict[Verdict | None, Literal["o", "D", "X"]] = {
    Verdict.EQUIVALENT: "o",
    Verdict.NEEDS_ADJUSTMENT: "D",
    Verdict.NOT_EQUIVALENT: "X",
}


def baseline_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Both groups before the programme, their standardised difference and what the rule says of it."""
    items = answer.items
    return (
        findings_table(
            items,
            caption=say("caption.baseline", language, year=answer.year),
            head=say("column.characteristic", language),
            columns=(
                TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME)),
                TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON)),
                TableColumn(say("column.standardised_difference", language), value_cell(Role.MAIN)),
                TableColumn(say("column.verdict", language), _verdict, "left"),
            ),
            notes=(
                say("note.baseline", language),
                *((say("note.baseline.by_lot", language),) if any(map(_by_lot, findings_of(items))) else ()),
                *in_one(standardiser_note(items, Role.MAIN, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def _by_lot(finding: Finding) -> bool:
    """Whether a lot made the groups and few were lost: a difference is chance then, and needs no adjustment."""
    random = Assumption.RANDOM_ASSIGNMENT in finding.main.assumptions
    return random and finding.verdict not in (None, Verdict.EQUIVALENT)


def _verdict(finding: Finding, numbers: Numbers) -> str:
    if _described(finding):
        return say("baseline.described", numbers.language)
    return say("baseline.by_lot", numbers.language) if _by_lot(finding) else verdict_cell(finding, numbers)


def _described(finding: Finding) -> bool:
    """Whether it is a characteristic in which the groups need not be alike."""
    return bool(finding.subject.characteristic) and finding.verdict is None and finding.main.value is not None


def baseline_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """What tells the groups apart, or how far apart is what has to be alike; then what is only described."""
    findings = findings_of(answer.items)
    wholly = dict.fromkeys(
        say("sentence.baseline.wholly", language, label=_name(each.subject, language))
        for each in findings
        if Caution.GROUPS_SEPARATED in each.main.cautions
        or (each.main.value is None and each.verdict is Verdict.NOT_EQUIVALENT)
    )
    if wholly:
        return tuple(wholly)
    # The rule judges the value, not its interval.
    judged = [each for each in findings if each.main.value is not None and each.verdict is not None]
    most = sorted(judged, key=_size_of)[-1:]
    return (
        *(baseline_statement(finding, language) for finding in most),
        *_only_described([each for each in findings if _described(each)], language),
    )


def _only_described(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """The largest of the differences that are not judged: of many, one is large by chance."""
    if findings:
        most = max(findings, key=_size_of)
        yield say(
            "sentence.baseline.described",
            language,
            label=label(most.subject, language),
            value=Numbers(language).estimate(most.main, most.subject),
            count=len({each.subject.characteristic for each in findings}),
        )


def _size_of(finding: Finding) -> float:
    return abs(finding.main.value or 0.0)


def _name(subject: Subject, language: Language) -> str:
    """Of a category its characteristic: all of its categories tell the groups apart."""
    return label(replace(subject, category="", part_of=()) if subject.category else subject, language)


def baseline_statement(finding: Finding, language: Language) -> str:
    """How much the groups differ in a characteristic, and what the rule says of it."""
    return say(
        "sentence.baseline.by_lot" if _by_lot(finding) else f"sentence.baseline.{verdict_of(finding)}",
        language,
        label=label(finding.subject, language),
        value=Numbers(language).estimate(finding.main, finding.subject),
    )


def draw_baseline(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Every standardised difference before the programme, the first outcome's on top; None for nothing to show."""
    findings = _first_outcome_then_largest(shown(answer, Role.MAIN))
    if not findings:
        return None
    numbers = Numbers(language)
    rows = findings[:MOST]

    def paint(picture: Figure) -> None:
        axes = picture.subplots()
        paint_rows(axes, _love_plot(rows, numbers))
        legend(picture, tuple(dict.fromkeys(map(_key, rows))))
        left = left_out(len(rows), len(findings), language, code="figure.largest_rows")
        not_shown(picture, answer, language, before=left)

    def _key(finding: Finding) -> Key:
        judged = finding.verdict if finding.verdict in MARKERS else None
        name = say(f"legend.baseline.{judged or 'described'}", language)
        return Key(name=name, mark=replace(_difference(finding), value=0.0))  # of one look they are one

    return drawn(
        paint,
        height=height_for([label(finding.subject, language) for finding in rows]) + LEGEND,
        caption=say("figure.baseline", language, year=answer.year),
        alt=alternative(
            say("alt.baseline", language),
            findings,
            lambda finding: f"{label(finding.subject, language)}: {_told(finding, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _first_outcome_then_largest(findings: Sequence[Finding]) -> list[Finding]:
    """The start or pre-test of the first outcome says most about a comparison; then by size."""
    first = next((each for each in findings if each.subject.indicator), None)
    return sorted(findings, key=lambda each: (each is not first, -_size_of(each)))


def _love_plot(findings: Sequence[Finding], numbers: Numbers) -> RowChart:
    """Each difference with its sign, against the marks of the rule on both sides."""
    language, largest = numbers.language, max(map(_size_of, findings))
    end = max(0.3, 1.1 * largest)
    limits = (
        Guide(at=sign * each, dashed=True, text=numbers.decimal(sign * each, 2) if each == ADJUST_TO else "")
        for each in (EQUIVALENT_TO, ADJUST_TO)
        for sign in (-1, 1)
    )
    return RowChart(
        rows=tuple(
            Row(label=label(each.subject, language), note=_value(each, numbers), marks=(_difference(each),))
            for each in findings
        ),
        axis=ValueAxis(
            ticks=ticks_like(findings[0].main, findings[0], numbers),
            title=say("axis.baseline", language),
            low=-end,
            high=end,
        ),
        guides=(Guide(at=0.0), *limits),
        head=say("head.baseline", language),
    )


def _difference(finding: Finding) -> Mark:
    """Its shape is the rule's word, hollow where the rule does not judge."""
    return Mark(
        value=known(finding, Role.MAIN)[1],
        shape=MARKERS.get(finding.verdict, "o"),
        colour=COMPARISON if finding.verdict is Verdict.NOT_EQUIVALENT else PROGRAMME,
        filled=finding.verdict in MARKERS,
    )


def _value(finding: Finding, numbers: Numbers) -> str:
    return numbers.estimate(finding.main, finding.subject)


def _told(finding: Finding, numbers: Numbers) -> str:
    """A difference, and which of the marks it is beyond, as the picture shows it."""
    _, value = known(finding, Role.MAIN)
    passed = [limit for limit in (EQUIVALENT_TO, ADJUST_TO) if abs(value) > limit]
    limit = numbers.decimal(passed[-1], 2) if passed else ""
    above = say("alt.baseline.above", numbers.language, limit=limit) if passed else ""
    return f"{_value(finding, numbers)}{above}"


SECTION = Section(
    tables=baseline_table,
    statement=baseline_statement,
    sentences=baseline_sentences,
    figure=draw_baseline,
)
