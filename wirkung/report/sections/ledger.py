"""The reconciliation: how the amounts of the ledger become full cost, to the cent."""

from __future__ import annotations

from wirkung.codes import Quantity, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, no_sentences
from wirkung.report.writing.bridge import bridge_notes
from wirkung.report.writing.cells import TableColumn, value_cell
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_table
from wirkung.report.writing.words import say


def ledger_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Rows read, every amount that was added or taken off, and full cost as the last line."""
    return (
        findings_table(
            answer.items,
            caption=say("caption.ledger", language, year=answer.year),
            head=say("column.ledger_line", language),
            columns=(TableColumn(say("column.amount", language), _amount),),
            notes=(*bridge_notes(answer.bridge, language), say("note.ledger", language)),
            language=language,
            units=False,
        ),
    )


def _amount(finding: Finding, numbers: Numbers) -> str:
    """An amount with its cents; the rows read are a count."""
    main = finding.main
    if main.quantity is Quantity.COUNT and main.value is not None:
        return numbers.whole(main.value)
    return value_cell(Role.MAIN)(finding, numbers)


SECTION = Section(
    tables=ledger_tables,
    sentences=no_sentences,
)
