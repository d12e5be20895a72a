"""Costs over the years, in the prices of one of them."""

from __future__ import annotations

from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, matrix_table
from wirkung.report.writing.naming import RowName, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, source_note
from wirkung.report.writing.words import say

# The full cost and what varies with it at most; the rest can be read in the table.
IN_SENTENCES = ("cost.full", "cost.per_participant", "cost.per_outcome")


def cost_years_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Full cost, cost per participant and per outcome, year by year."""
    numbers, findings = Numbers(language), findings_of(answer.items)
    measures = {measure: [each for each in findings if measure_of(each) == measure] for measure in IN_SENTENCES}
    return tuple(
        say(
            "sentence.cost_years",
            language,
            label=of_years[0].subject.group,
            price_year=answer.price_year,
            values=", ".join(_of_year(each, numbers) for each in of_years),
        )
        for of_years in measures.values()
        if of_years
    )


def measure_of(finding: Finding) -> str:
    """The first part of `cost.full.2024`."""
    return finding.subject.id.rpartition(".")[0]


def _of_year(finding: Finding, numbers: Numbers) -> str:
    value = (
        say("mark.no_value", numbers.language)
        if finding.main.value is None
        else numbers.estimate(finding.main, finding.subject)
    )
    return say("cell.of_year", numbers.language, year=finding.subject.label, value=value)


def cost_years_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """A row a measure and a column a year, each with its interval where it has one."""
    released = tuple(item for item in answer.items if isinstance(item, Released))
    return (
        matrix_table(
            answer,
            answer.items,
            Layout(
                head=say("column.measure", language),
                row=lambda subject: RowName("", subject.group),
                column=_year,
                cell=_cell,
                gap=say("note.cost_years.gap", language),
            ),
            caption=say("caption.cost_years", language, year=answer.year, price_year=answer.price_year),
            notes=(say("note.cost_years", language), *source_note(released, language)),
            language=language,
        ),
    )


def _year(subject: Subject) -> str:
    return subject.label


def _cell(finding: Finding, numbers: Numbers) -> str:
    main = finding.main
    if main.value is None:
        return say("mark.no_value", numbers.language)
    value = numbers.estimate(main, finding.subject)
    return value if main.interval is None else f"{value} ({numbers.interval(main, finding.subject)})"


SECTION = Section(
    tables=cost_years_tables,
    sentences=cost_years_sentences,
    figure=figure_of("cost_years", "draw_cost_years"),
    naming=naming_of_groups,
)
