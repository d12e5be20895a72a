"""Typed columns of Parquet files and databases as text, each distinct value converted once.

Runs in the process that reads: what it gives are the same texts as cells of a sheet give. Whole numbers stay what
they are, since there is only one way to write them, and `wirkung.io.values` does so for each distinct one.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from wirkung.io.cells import cell_text
from wirkung.io.reader_problem import ReaderProblem

_LOOKED_AT = 10_000  # rows
_NO_TEXT = pa.dictionary(pa.int8(), pa.string())
# A moment with a time zone is a day only somewhere.
HERE = ZoneInfo("Europe/Berlin")


def is_cell(kind: pa.DataType) -> bool:
    """Whether values of a type fit into one cell: no lists, no columns within columns, no bytes."""
    if pa.types.is_dictionary(kind):
        return is_cell(kind.value_type)
    return not (pa.types.is_nested(kind) or _is_bytes(kind))


def as_text(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """The column as text, encoded by a dictionary unless most values differ; missing and NaN are missing.

    Whole numbers are handed on as they are.

    Raises
    ------
    ReaderProblem
        Its values are no single cells.
    """
    if not is_cell(column.type):
        raise ReaderProblem("data.column_no_cells", column=name)
    if pa.types.is_integer(column.type):
        return column
    if is_text(column.type) and mostly_differ(column):
        return column.cast(pa.string())
    encoded = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    chunks: list[pa.DictionaryArray] = []
    for chunk in encoded.chunks:
        # All chunks have the same words now, which are converted with the first.
        words = chunks[0].dictionary if chunks else _texts(chunk.dictionary)
        chunks.append(pa.DictionaryArray.from_arrays(chunk.indices.cast(_narrowest(len(words))), words))
    return pa.chunked_array(chunks, type=chunks[0].type if chunks else _NO_TEXT)


def is_text(kind: pa.DataType) -> bool:
    """Whether values of a type are texts, in whatever way they are stored."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def mostly_differ(column: pa.ChunkedArray) -> bool:
    """Whether of the first of many rows nearly each has its own text; a dictionary would be a second copy."""
    first = column.slice(0, _LOOKED_AT)
    return len(first) == _LOOKED_AT and pc.count_distinct(first).as_py() > _LOOKED_AT / 2


def _narrowest(words: int) -> pa.DataType:
    """The least type that holds the numbers of so many words."""
    return next(kind for kind in (pa.int8(), pa.int16(), pa.int32()) if words <= 2 ** (kind.bit_width - 1))


def filled(column: pa.ChunkedArray, most: int) -> list[str]:
    """The first cells of a column that are not blank, as text; none where values are no single cells."""
    if not is_cell(column.type):
        return []
    cells = _texts(column.drop_null().slice(0, most).combine_chunks())
    return [cell for cell in cells.to_pylist() if cell]


def _texts(values: pa.Array) -> pa.StringArray:
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _texts(values.dictionary_decode())
    if is_text(kind):
        return values.cast(pa.string())
    if pa.types.is_integer(kind):
        return values.cast(pa.string())
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        # The shortest number that is this value: 0.1 and not 0.10000000149011612.
        values = pc.cast(pc.cast(values.cast(pa.float32()), pa.string()), pa.float64())
    elif pa.types.is_timestamp(kind):
        values = values.cast(pa.timestamp("us", kind.tz), safe=False)
    return pa.array([value_text(value) for value in values.to_pylist()], pa.string())


def value_text(value: Any) -> str | None:  # noqa: ANN401 - whatever the type gives
    """One value as text; None where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        value = value.astimezone(HERE).replace(tzinfo=None)
    return cell_text(value)


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_binary_view(kind)
        or pa.types.is_fixed_size_binary(kind)
    )
