"""What the data check shows: problems, files, and counts by year, survey and question."""

from __future__ import annotations

from wirkung.finding import CrossTable, Files, Problems
from wirkung.report.document.blocks import Block, Bullets, Column, Paragraph, Table
from wirkung.report.frame.provenance import files_table
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

# Which enum the columns of each table are codes of.
CHECK_COLUMNS = {"persons": "group", "answers": "wave", "missing": "wave", "events": "group"}


def problems_blocks(found: Problems, language: Language) -> tuple[Block, ...]:
    """Every problem with its place and what to do, or that there is none."""
    if not found.problems:
        return (Paragraph(text=say("check.no_problems", language), tone="note"),)
    lead = say("check.problems", language, count=len(found.problems))
    return (Bullets(lead=lead, items=tuple(problem.text(language) for problem in found.problems)),)


def files_blocks(files: Files, language: Language) -> tuple[Block, ...]:
    """What became of each file; nothing where none could be read."""
    return (files_table(files.accounts, language),) if files.accounts else _nothing(language)


def cross_table_blocks(table: CrossTable, language: Language) -> tuple[Block, ...]:
    """Counts or shares under their heads; nothing where there is nothing to count."""
    if not table.rows:
        return _nothing(language)
    numbers = Numbers(language)
    heads = (say(f"{CHECK_COLUMNS[table.code]}.{column}", language) for column in table.columns)
    return (
        Table(
            caption=say(f"check.{table.code}.caption", language),
            columns=(
                Column(head=say(f"check.{table.code}.head", language), align="left"),
                *(Column(head=head) for head in heads),
            ),
            rows=tuple(
                (_label(table, label, language), *(_cell(value, numbers, shares=table.shares) for value in values))
                for label, values in table.rows
            ),
        ),
    )


def _label(table: CrossTable, label: str, language: Language) -> str:
    """What a row is called: years and questions are names already, kinds of events are codes."""
    return say(f"irregular.{label}", language) if table.code == "events" else label


def _nothing(language: Language) -> tuple[Block, ...]:
    return (Paragraph(text=say("check.nothing", language), tone="absent"),)


def _cell(value: float | None, numbers: Numbers, *, shares: bool) -> str:
    if value is None:
        return say("mark.not_applicable", numbers.language)
    return numbers.share(value) if shares else numbers.whole(value)
