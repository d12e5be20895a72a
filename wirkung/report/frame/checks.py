"""What the data check shows: problems, files, and counts by year, survey and question."""

from __future__ import annotations

from wirkung.finding import Columns, ColumnUse, CrossTable, FileColumns, Files, Minimisation, Problems
from wirkung.programme.parts import Text, text_in
from wirkung.report.document.blocks import Block, Bullets, Column, Paragraph, Table
from wirkung.report.frame.provenance import files_table
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

# Which enum the columns of each table are codes of.
CHECK_COLUMNS = {
    "persons": "group",
    "answers": "wave",
    "missing": "wave",
    "least": "wave",
    "mean": "wave",
    "greatest": "wave",
    "lowest": "wave",
    "highest": "wave",
    "straight": "wave",
    "events": "group",
    "resting": "group",
    "ids": "id_match",
}


def problems_blocks(found: Problems, language: Language) -> tuple[Block, ...]:
    """Every problem with its place and what to do, or that there is none, and what was decided in reading."""
    told = tuple(dict.fromkeys(remark.text(language) for remark in found.remarks))
    remarks = (Bullets(lead=say("check.remarks", language), items=told),) if told else ()
    if not found.problems:
        return (Paragraph(text=say("check.no_problems", language), tone="note"), *remarks)
    lead = say("check.problems", language, count=len(found.problems))
    return (Bullets(lead=lead, items=tuple(problem.text(language) for problem in found.problems)), *remarks)


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
                (_label(table, label, language), *(_cell(value, numbers, table) for value in values))
                for label, values in table.rows
            ),
        ),
    )


def columns_blocks(found: Columns, language: Language) -> tuple[Block, ...]:
    """A table for each file: its headings, and what each was mapped to."""
    if not found.files:
        return _nothing(language)
    heads = (say(f"check.columns.{head}", language) for head in ("heading", "use"))
    columns = tuple(Column(head=head, align="left") for head in heads)
    return tuple(
        Table(
            caption=say("check.columns.caption", language, file=_file(each)),
            columns=columns,
            rows=tuple((_heading(column, language), _use(column, language)) for column in each.columns),
        )
        for each in found.files
    )


def minimisation_blocks(found: Minimisation, language: Language) -> tuple[Block, ...]:
    """What to delete where it comes from, and what not to collect; or that there is nothing of the kind."""
    unused = tuple(
        f"{_file(each)}: {', '.join(_heading(column, language) for column in each.columns)}"
        for each in found.unused
    )
    withheld = tuple(text_in(label, language) for label in found.withheld)
    sensitive = tuple(text_in(label, language) for label in found.sensitive)
    lists = (("unused", unused), ("withheld", withheld), ("sensitive", sensitive), ("special", found.special))
    blocks = tuple(Bullets(lead=say(f"check.{code}", language), items=items) for code, items in lists if items)
    minimal = () if unused or withheld else (Paragraph(text=say("check.minimal", language), tone="note"),)
    return (*blocks, *minimal)


def _file(columns: FileColumns) -> str:
    return f"{columns.file} ({columns.sheet})" if columns.sheet else columns.file


def _heading(column: ColumnUse, language: Language) -> str:
    return column.heading or say("check.columns.not_told", language, place=column.place)


def _use(column: ColumnUse, language: Language) -> str:
    if column.names:
        return ", ".join(column.names)
    return say("check.columns.for_rows" if column.used else "check.columns.unused", language)


def _label(table: CrossTable, label: Text, language: Language) -> str:
    """What a row is called: kinds of events and sources are codes, all others are names already."""
    text = text_in(label, language)
    match table.code:
        case "events":
            return say(f"irregular.{text}", language)
        case "ids":
            return say(f"source_role.{text}", language)
        case _:
            return text


def _nothing(language: Language) -> tuple[Block, ...]:
    return (Paragraph(text=say("check.nothing", language), tone="absent"),)


def _cell(value: float | None, numbers: Numbers, table: CrossTable) -> str:
    if value is None:
        return say("mark.not_applicable", numbers.language)
    return numbers.share(value) if table.shares else numbers.decimal(value, table.decimals)
