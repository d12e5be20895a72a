"""Was it worth its price? How probable that is, depending on what an outcome is worth to whoever pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wirkung.codes import Claim, Role, UnitKind
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import Unit
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    Item,
    TableColumn,
    findings_of,
    findings_table,
    source_note,
    subject_of,
    value_cell,
)
from wirkung.report.writing.words import say

EVEN = 0.5


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
        outcome=finding.subject.group,
        worth=worth_of(finding, numbers),
        probability=numbers.estimate(finding.main, finding.subject),
    )


def worth_of(finding: Finding, numbers: Numbers) -> str:
    """What an outcome is worth in this line, as an amount."""
    worth, net_benefit = finding.subject.at, finding.get(Role.EFFECT)
    if worth is None or net_benefit is None:
        return finding.subject.label
    return numbers.given(worth, Unit(kind=UnitKind.MONEY, symbol=net_benefit.unit.symbol), 0)


def acceptability_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every amount with what would be left per person, and how probable it is that it is above zero."""
    items = answer.items
    table = findings_table(
        answer,
        items,
        caption=say("caption.acceptability", language, year=answer.year),
        head=say("column.worth", language, outcome=_outcome(items)),
        columns=(
            TableColumn(say("column.net_benefit", language), _net_benefit),
            TableColumn(say("column.probability", language), value_cell(Role.MAIN)),
        ),
        notes=(say("note.acceptability", language), *source_note(items, language)),
        language=language,
        units=False,
    )
    return (
        replace(table, rows=tuple(_with_amount(*row, language) for row in zip(items, table.rows, strict=True))),
    )


def _with_amount(item: Item, row: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """A row that begins with its amount as amounts are printed."""
    return (worth_of(item.finding, Numbers(language)), *row[1:]) if isinstance(item, Released) else row


def _outcome(items: Sequence[Item]) -> str:
    return next((subject_of(item).group for item in items), "")


def _net_benefit(finding: Finding, numbers: Numbers) -> str:
    """What is left of the benefit per person once the cost is paid, with its interval."""
    value, estimate = value_cell(Role.EFFECT)(finding, numbers), finding.get(Role.EFFECT)
    if estimate is None or estimate.interval is None:
        return value
    return f"{value} ({numbers.interval(estimate, finding.subject)})"


SECTION = Section(
    tables=acceptability_tables,
    sentences=acceptability_sentences,
    figure=figure_of("acceptability", "draw_acceptability"),
)
