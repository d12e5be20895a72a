"""The table behind the figure of how answers spread: ranges of the scale, before and after."""

from __future__ import annotations

from wirkung.codes import CountRole, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Table
from wirkung.report.section import Part, Section, figure_of, no_sentences, tables_after_figure
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import under_heading
from wirkung.report.writing.tables import TableColumn, count_cell, findings_table, value_cell
from wirkung.report.writing.words import say


def distribution_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Shares of the same persons before and after in each range, one group of rows an indicator."""
    table = findings_table(
        answer,
        answer.items,
        caption=say("caption.distribution", language, year=answer.year),
        head=say("column.range", language),
        columns=(
            TableColumn(say("column.before", language), value_cell(Role.BEFORE)),
            TableColumn(
                say("column.persons_before", language), count_cell(CountRole.BEFORE_IN_RANGE, of=Role.BEFORE)
            ),
            TableColumn(say("column.after", language), value_cell(Role.MAIN)),
            TableColumn(say("column.persons_after", language), count_cell(CountRole.AFTER_IN_RANGE)),
        ),
        notes=(say("note.distribution", language, smallest=answer.smallest_group),),
        language=language,
        units=False,
        naming=under_heading(language),
    )
    return (table,)


def figure_alone(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """The ranges are read from the picture, whose table stands behind it; the table where there is no picture."""
    exhibits = tables_after_figure(section, answer, language)
    return exhibits[:1] if exhibits and isinstance(exhibits[0], Drawing) else exhibits


SECTION = Section(
    tables=distribution_table,
    sentences=no_sentences,
    figure=figure_of("distribution", "draw_distribution"),
    naming=under_heading,
    exhibits=figure_alone,
)
