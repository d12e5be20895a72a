"""Ways to the same outcome: what they cost, what they bring, and which are worth considering."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import Role, Standing
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import RoleCell, TableColumn, value_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import under_heading
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, findings_table, source_note
from wirkung.report.writing.words import say, word


def alternatives_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Which options are worth considering, which are not and why, and how sure that is."""
    stated = tuple(_standings(answer, language))
    return (*stated, say("sentence.alternatives.uncertain", language)) if stated else ()


def _standings(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    for standing in Standing:
        labels = [label(each.subject, language) for each in findings_of(answer.items) if each.standing is standing]
        if labels:
            yield say(f"sentence.alternatives.{standing}", language, labels="; ".join(labels))


def alternatives_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every option with cost, effect with interval, the price of the step up, and its standing."""
    items = answer.items
    return (
        findings_table(
            items,
            caption=say("caption.alternatives", language, price_year=answer.price_year),
            head=say("column.way", language),
            columns=(
                TableColumn(say("column.cost_per_person", language), value_cell(Role.MAIN)),
                TableColumn(say("column.additional_share", language), RoleCell(Role.EFFECT, _effect)),
                TableColumn(say("column.step_up", language), value_cell(Role.RATIO)),
                TableColumn(say("column.placing", language), _standing, "left"),
            ),
            notes=(say("note.alternatives", language), *source_note(items, language)),
            language=language,
            units=False,
            naming=under_heading(language),
        ),
    )


def _effect(finding: Finding, numbers: Numbers) -> str:
    """The difference of shares with its interval, as far as one is known."""
    effect = finding.get(Role.EFFECT)
    value = value_cell(Role.EFFECT)(finding, numbers)
    if effect is None or effect.interval is None:
        return value
    return f"{value} ({numbers.interval(effect, finding.subject)})"


def _standing(finding: Finding, numbers: Numbers) -> str:
    if finding.standing is None:
        return say("mark.not_applicable", numbers.language)
    return word(finding.standing, numbers.language)


SECTION = Section(
    tables=alternatives_tables,
    sentences=alternatives_sentences,
)
