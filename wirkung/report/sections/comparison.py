"""How do participants compare with the comparison group?"""

from __future__ import annotations

from wirkung.codes import CountRole, Quantity, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.relevance import relevance_column, relevance_note
from wirkung.report.writing.sentences import directed, measured
from wirkung.report.writing.tables import (
    TableColumn,
    count_cell,
    estimates_of,
    findings_table,
    in_one,
    interval_cell,
    interval_head,
    interval_note,
    source_note,
    standardiser_note,
    value_cell,
)
from wirkung.report.writing.words import say


def comparison_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Both groups, their difference with interval, effect size and persons."""
    items = answer.items
    of_changes = any(each.quantity is Quantity.DIFFERENCE_IN_CHANGE for each in estimates_of(items, Role.MAIN))
    kind = "changes" if of_changes else "values"
    return (
        findings_table(
            answer,
            items,
            caption=say(f"caption.comparison.{kind}", language, year=answer.year),
            head=say("column.indicator", language),
            columns=(
                TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME, signed=of_changes)),
                TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON, signed=of_changes)),
                TableColumn(say("column.difference", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                *relevance_column(items, language),
                TableColumn(say("column.effect_size", language), value_cell(Role.STANDARDISED)),
                TableColumn(
                    say("column.persons_by_group", language), count_cell(CountRole.PROGRAMME, CountRole.COMPARISON)
                ),
            ),
            notes=(
                say(f"note.comparison.{kind}", language),
                *relevance_note(items, language),
                *in_one(
                    standardiser_note(items, Role.STANDARDISED, language),
                    interval_note(items, language),
                    source_note(items, language),
                ),
            ),
            language=language,
        ),
    )


# The quantities that compare two groups, for which there are sentences by claim and direction.
COMPARED = (Quantity.MEAN_DIFFERENCE, Quantity.DIFFERENCE_IN_CHANGE, Quantity.SHARE_DIFFERENCE)


def comparison_statement(finding: Finding, language: Language) -> str:
    """The difference of the groups; the verb follows from what it may claim and from its direction."""
    main = finding.main
    if main.quantity not in COMPARED:
        return measured(finding, language)
    return directed(f"sentence.comparison.{main.quantity}.{main.claim}.{main.direction}", finding, language)


SECTION = Section(
    tables=comparison_table,
    statement=comparison_statement,
    figure=figure_of("forest", "draw_forest"),
)
