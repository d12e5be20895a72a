"""Large text files (CSV) that are as plain as most exports: only the mapped columns, by Arrow's reader.

Without quotation marks and single carriage returns every line is a row and every separator ends a
cell, whoever reads it. A file that is not so is read row by row, where what is odd in it is told.
"""

from __future__ import annotations

import codecs
import hmac
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from wirkung.errors import Place
from wirkung.io.delimited import separator_of
from wirkung.io.headings import SEARCHED_ROWS, Head, find_head
from wirkung.io.limits import MEGABYTE
from wirkung.io.wanted import headings_named, wanted_columns
from wirkung.programme.sources import Source

# What is looked at of all columns, for headings and for what makes persons recognisable.
FIRST_ROWS = 10_000
_BLOCK = 4 * MEGABYTE
_TEXTS = pa.string()
_REPEATED = pa.dictionary(pa.int32(), pa.string())
_MOST_DIFFER = 0.5


class PlainText(NamedTuple):
    """The first rows of a file with all their cells, and the mapped columns of all rows below the headings."""

    first_rows: list[tuple[str, ...]]
    cells: pd.DataFrame
    separator: str
    fingerprint: str


def plain_text(path: Path, source: Source, key: bytes | None) -> PlainText | None:
    """The mapped columns of a plain file in UTF-8; None where it is not so plain, or lacks a heading.

    Parameters
    ----------
    path
        A file that may be read (`wirkung.io.files.checked_file`).
    source
        Says which headings are wanted.
    key
        For the fingerprint; None for none.
    """
    if source.encoding not in (None, "utf-8", "utf-8-sig"):
        return None
    fingerprint = _looked_through(path, key)
    lines = _first_rows(path) if fingerprint is not None else []
    headings = headings_named(source)
    separator = source.separator or separator_of("\n".join(lines[:SEARCHED_ROWS]), headings)
    rows = [tuple(line.split(separator)) for line in lines]
    head = find_head(rows, headings)
    if fingerprint is None or head is None or head.depth > 1 or head.problems(headings, Place()):
        return None
    try:
        columns = _columns(path, separator, head, wanted_columns(head, source), rows[head.first_row :])
    except (pa.ArrowInvalid, pa.ArrowKeyError):  # rows of another length, bytes that are no UTF-8
        return None
    length = len(next(iter(columns.values())))
    index = pd.RangeIndex(head.first_row + 1, head.first_row + 1 + length)
    cells = pd.DataFrame(columns, copy=False).set_axis(index, axis="index")
    return PlainText(rows, cells, separator, fingerprint)


def _looked_through(path: Path, key: bytes | None) -> str | None:
    """The fingerprint, «» without a key; None where something in the file is not plain."""
    digest = None if key is None else hmac.new(key, digestmod="sha256")
    with path.open("rb") as file:
        # Whole lines, so that nothing odd is cut in two.
        while part := file.read(_BLOCK) + file.readline(_BLOCK):
            if digest is not None:
                digest.update(part)
            if _is_odd(part):
                return None
    return "" if digest is None else digest.hexdigest()


def _is_odd(lines: bytes) -> bool:
    """Whether there is something that readers understand in different ways; a blank line is a row to all."""
    if b'"' in lines or b"\0" in lines:
        return True
    return b"\r" in lines and lines.count(b"\r") != lines.count(b"\r\n")


def _first_rows(path: Path) -> list[str]:
    with path.open("rb") as file:
        raw = b"".join(itertools.islice(file, FIRST_ROWS))
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return []
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def _columns(
    path: Path, separator: str, head: Head, wanted: Mapping[str, int], first: Sequence[Sequence[str]]
) -> dict[str, pd.Series[str]]:
    """The columns below the headings: every different text once and for each row a small number.

    Ids and the like, of which most differ, are smaller and read quicker as they are.
    """
    names = [str(at) for at in range(head.width)]
    kept = [names[at] for at in dict.fromkeys(wanted.values())]
    kinds = {names[at]: _TEXTS if _mostly_differ(first, at) else _REPEATED for at in wanted.values()}
    table = csv.read_csv(
        path,
        read_options=csv.ReadOptions(skip_rows=head.first_row, column_names=names, block_size=_BLOCK),
        parse_options=csv.ParseOptions(delimiter=separator, quote_char=False, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(include_columns=kept, column_types=kinds, strings_can_be_null=False),
    ).unify_dictionaries()
    return {
        name: pd.Series(table.column(names[at]), dtype=pd.ArrowDtype(kinds[names[at]]), copy=False)
        for name, at in wanted.items()
    }


def _mostly_differ(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row)]
    return len({*cells}) > _MOST_DIFFER * len(cells)
