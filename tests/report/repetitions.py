"""What a finished report says twice: figure and table of the same numbers side by side, a caution too often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from wirkung.catalogue import message
from wirkung.codes import Caution
from wirkung.report.document.blocks import NUMBER, Bullets, Figure, KeyFigures, Paragraph, Table
from wirkung.report.document.document import Content, Document, Exhibit, Section
from wirkung.report.writing.words import word

FEWEST_NUMBERS = 2  # a figure of one number is a sentence, and stands beside many


def repeating_tables(document: Document) -> list[tuple[str, str]]:
    """Figure and table in view beside it that has all numbers of the figure in the same arrangement."""
    return [
        (figure.label, table.label)
        for section in _all(document.sections)
        for figure in _shown(section, Figure)
        for table in _shown(section, Table)
        if _repeats(table.table, figure.table)
    ]


def repeated_cautions(document: Document) -> list[tuple[str, int, int]]:
    """Cautions of the main text that stand more than once outside the list of limits, or twice in it."""
    content = [each for section in _all(document.sections) for each in section.content]
    lead = message("report", "lead.cautions", document.language)
    lists = [each for each in content if isinstance(each, Bullets) and each.lead == lead]
    limits = lists[-1:]  # it stands at the end, after those of the questions
    listed, elsewhere = (
        _plain(" ".join(text for each in those for text in _texts(each)))
        for those in (limits, [each for each in content if all(each is not one for one in limits)])
    )
    told = (_plain(word(caution, document.language)) for caution in Caution)
    counted = ((text, elsewhere.count(text), listed.count(text)) for text in told)
    return [each for each in counted if max(each[1:]) > 1]


def _all(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _shown(section: Section, kind: type[Figure] | type[Table]) -> list[Exhibit]:
    """Figures or tables that stand where they are shown; not those in the annex or folded behind a figure."""
    exhibits = [each for each in section.content if isinstance(each, Exhibit)]
    return [each for each in exhibits if isinstance(each.block, kind) and not each.apart]


def _repeats(table: Table, data: Table) -> bool:
    """Whether rows of the table have all numbers of the data, row by row; or its columns, where it is turned."""
    wanted = _rows(data)
    if sum(map(len, wanted)) < FEWEST_NUMBERS:
        return False
    return any(all(_in_one(row, lines) for row in wanted) for lines in (_rows(table), _columns(table)))


def _in_one(row: Counter[str], lines: list[Counter[str]]) -> bool:
    return any(row <= line for line in lines)


def _rows(table: Table) -> list[Counter[str]]:
    rows = (Counter(NUMBER.findall(" ".join(row[1:]))) for row in table.rows)
    return [row for row in rows if row]


def _columns(table: Table) -> list[Counter[str]]:
    columns = zip(*(row[1:] for row in table.rows), strict=True)
    return [Counter(NUMBER.findall(" ".join(column))) for column in columns]


def _texts(each: Content) -> tuple[str, ...]:
    match each:
        case Paragraph(text=text):
            return (text,)
        case Bullets(items=items):
            return items
        case KeyFigures(items=items):
            return tuple(item.detail for item in items)
        case Exhibit(notes=notes):
            return notes
        case _:
            return ()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).rstrip(".")
