"""Was it worth its price? How probable that is, depending on what an outcome is worth to whoever pays."""

from __future__ import annotations

from collections.abc import Sequence

from wirkung.codes import Claim, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.rows import known, shown
from wirkung.report.charts.thresholds import EVEN, HEIGHT, Threshold, paint_thresholds
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import RoleCell, TableColumn, value_cell
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, findings_table, source_note, subject_of
from wirkung.report.writing.words import say


def acceptability_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """The last amount at which it was rather not worth its price, the first at which it rather was."""
    findings = findings_of(answer.items)
    numbers = Numbers(language)
    said = tuple(_sentence(finding, numbers) for finding in _around_even(findings))
    caused = all(finding.main.claim is Claim.EFFECT for finding in findings)
    return (*said, say("sentence.money.not_caused", language)) if said and not caused else said


def _around_even(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    known = [finding for finding in findings if finding.main.value is not None]
    rather_not = [finding for finding in known if (finding.main.value or 0.0) < EVEN]
    rather = [finding for finding in known if finding not in rather_not]
    return (*rather_not[-1:], *rather[:1])


def _sentence(finding: Finding, numbers: Numbers) -> str:
    return say(
        "sentence.acceptability",
        numbers.language,
        outcome=heading(finding.subject, numbers.language),
        worth=label(finding.subject, numbers.language),
        probability=numbers.estimate(finding.main, finding.subject),
    )


def draw_acceptability(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The probability at every amount of the programme file; None for nothing to show."""
    findings, numbers = shown(answer, Role.MAIN), Numbers(language)
    if not findings:
        return None
    thresholds = [
        Threshold(
            name=label(finding.subject, language),
            probability=known(finding, Role.MAIN)[1],
            note=numbers.estimate(finding.main, finding.subject),
        )
        for finding in findings
    ]
    axis = say("axis.acceptability", language, outcome=heading(findings[0].subject, language))
    head = say("head.acceptability", language)
    return drawn(
        lambda picture: paint_thresholds(picture.subplots(), thresholds, axis=axis, head=head, numbers=numbers),
        height=HEIGHT,
        caption=say("figure.acceptability", language, year=answer.year),
        alt=alternative(
            say("alt.acceptability", language),
            findings,
            lambda finding: (
                f"{label(finding.subject, language)}: {numbers.estimate(finding.main, finding.subject)}"
            ),
            answer,
            language,
        ),
        data=data,
    )


def acceptability_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every amount with what would be left per person, and how probable it is that it is above zero."""
    items = answer.items
    outcome = next((heading(subject_of(item), language) for item in items), "")
    return (
        findings_table(
            items,
            caption=say("caption.acceptability", language, year=answer.year),
            head=say("column.worth", language, outcome=outcome),
            columns=(
                TableColumn(say("column.net_benefit", language), RoleCell(Role.EFFECT, _net_benefit)),
                TableColumn(say("column.probability", language), value_cell(Role.MAIN)),
            ),
            notes=(say("note.acceptability", language), *source_note(items, language)),
            language=language,
            units=False,
        ),
    )


def _net_benefit(finding: Finding, numbers: Numbers) -> str:
    """What is left of the benefit per person once the cost is paid, with its interval."""
    value, estimate = value_cell(Role.EFFECT)(finding, numbers), finding.get(Role.EFFECT)
    if estimate is None or estimate.interval is None:
        return value
    return f"{value} ({numbers.interval(estimate, finding.subject)})"


SECTION = Section(
    tables=acceptability_tables,
    sentences=acceptability_sentences,
    figure=draw_acceptability,
)
