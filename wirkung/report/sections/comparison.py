"""How do participants compare with the comparison group?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Quantity, Role, UnitKind
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.forest import difference_note, forest
from wirkung.report.charts.hidden import drawable, not_shown
from wirkung.report.charts.row_chart import paint_rows
from wirkung.report.charts.rows import MOST_ROWS, height_for, known, left_out, shown
from wirkung.report.charts.words import alternative, tendency
from wirkung.report.charts.yes_no import draw_both_groups
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section, first_known
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.relevance import relevance_column, relevance_note
from wirkung.report.writing.sentences import directed, measured, of_hundred
from wirkung.report.writing.tables import (
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    ordered_note,
    outcome_note,
    source_note,
    standardiser_note,
)
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def comparison_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Both groups, their difference with interval, effect size and persons."""
    items = answer.items
    of_changes = any(compares_changes(finding) for finding in findings_of(items))
    kind = "changes" if of_changes else "values"
    return (
        findings_table(
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
                *outcome_note(items, language),
                *ordered_note(items, language),
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
COMPARED = (
    Quantity.MEAN_DIFFERENCE,
    Quantity.DIFFERENCE_IN_CHANGE,
    Quantity.SHARE_DIFFERENCE,
    Quantity.CLIFFS_DELTA,
)


def comparison_statement(finding: Finding, language: Language) -> str:
    """The difference of the groups; the verb follows from what it may claim and from its direction."""
    main = finding.main
    if main.quantity not in COMPARED:
        return measured(finding, language)
    if main.quantity is Quantity.CLIFFS_DELTA:
        what = say(f"sentence.ordered.{'changes' if compares_changes(finding) else 'values'}", language)
        code = f"sentence.comparison.{main.quantity}.{main.claim}.{main.direction}"
        return directed(code, finding, language, what=what)
    of_shares = main.unit.kind is UnitKind.SHARE
    if not of_shares:
        return directed(f"sentence.comparison.{main.quantity}.{main.claim}.{main.direction}", finding, language)
    of_changes = main.quantity is Quantity.DIFFERENCE_IN_CHANGE
    what = "share_difference_in_change" if of_changes else Quantity.SHARE_DIFFERENCE
    roles = {"ours": Role.PROGRAMME, "theirs": Role.COMPARISON}
    hundred = "" if of_changes else of_hundred("groups", finding, language, **roles)
    code = f"sentence.comparison.{what}.{main.claim}.{main.direction}"
    return directed(code, finding, language, hundred=hundred)


def compares_changes(finding: Finding) -> bool:
    """Whether the groups are compared in how far each person moved."""
    ours = finding.get(Role.PROGRAMME)
    ordered = ours is not None and ours.quantity is Quantity.RANK_BISERIAL
    return ordered or finding.main.quantity is Quantity.DIFFERENCE_IN_CHANGE


def draw_comparison(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Differences in the unit of the scale, or standardised where the scales differ; None for nothing to show."""
    role = Role.MAIN if _one_scale(shown(answer, Role.MAIN), language) else Role.STANDARDISED
    answer = drawable(answer, role)
    findings = shown(answer, role)
    if not findings:
        return None
    numbers, rows = Numbers(language), findings[:MOST_ROWS]
    names = [label(finding.subject, language) for finding in rows]
    kind = "raw" if role is Role.MAIN else "standardised"
    lead = tendency(say(f"alt.comparison.{kind}", language), [known(each, role)[0] for each in findings], language)

    def paint(picture: Figure) -> None:
        paint_rows(picture.subplots(), forest(rows, role, numbers, names=names))
        not_shown(picture, answer, language, before=left_out(len(rows), len(findings), language))

    return drawn(
        paint,
        height=height_for(names),
        caption=say(f"figure.comparison.{kind}", language, year=answer.year),
        alt=alternative(
            lead,
            findings,
            lambda finding: f"{label(finding.subject, language)}: {difference_note(finding, role, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _one_scale(findings: Sequence[Finding], language: Language) -> bool:
    scales = {(each.subject.low, each.subject.high, unit_name(each.main.unit, language)) for each in findings}
    return len(scales) <= 1


SECTION = Section(
    tables=comparison_table,
    bars=draw_both_groups,
    statement=comparison_statement,
    figure=draw_comparison,
    first_page=FirstPage(rank=10, answering=True, key=first_known),
)
