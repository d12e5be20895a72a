"""The mapped columns of a Parquet file, read in a process of its own: its lengths may be lies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wirkung.io.reader_problem import ReaderProblem
from wirkung.io.typed_answer import SAMPLED_ROWS, is_wanted, typed_answer
from wirkung.io.typed_text import as_text, is_cell, is_text, mostly_differ

MOST_COLUMNS = 10_000


def read_parquet(path: str, wanted: Collection[str], *, dates: bool, cells: int, unpacked: int) -> dict[str, Any]:
    """What `typed_answer` gives of a file.

    Parameters
    ----------
    path
        The file.
    wanted, dates
        Which columns are read (`is_wanted`).
    cells
        The most rows times columns that are read.
    unpacked
        The most bytes that these columns may take, unpacked.
    """
    file = pq.ParquetFile(path)
    kinds = file.schema_arrow
    if len(kinds) > MOST_COLUMNS:
        raise ReaderProblem("data.many_columns", number=len(kinds), most=MOST_COLUMNS)
    # A name that stands there twice is told by who asked; which of them is meant cannot be said.
    places = [at for at, name in enumerate(kinds.names) if is_wanted(name, wanted, dates=dates)]
    places = [at for at in places if kinds.names.count(kinds.names[at]) == 1]
    for at in places:
        if not is_cell(kinds.field(at).type):
            raise ReaderProblem("data.column_no_cells", column=kinds.names[at])
    names = {at: kinds.names[at] for at in places}
    _check_size(file, names.values(), cells, unpacked)
    sample = _sample(file)
    columns = _columns(path, names, sample)
    return typed_answer(kinds.names, sample, columns)


def _columns(path: str, names: Mapping[int, str], sample: pa.Table) -> dict[int, pa.ChunkedArray]:
    """The columns by their places: those that are small as they are read together, the others one by one.

    A text that is in many rows is read once, with a number in each row.
    """
    kinds = {at: sample.schema.field(at).type for at in names}
    repeated = [names[at] for at, kind in kinds.items() if is_text(kind) and not mostly_differ(sample.column(at))]
    file = pq.ParquetFile(path, read_dictionary=repeated)
    together = [name for at, name in names.items() if pa.types.is_integer(kinds[at]) or name in repeated]
    read = file.read(columns=together)
    return {
        at: as_text((read if name in together else file.read(columns=[name])).column(name), name)
        for at, name in names.items()
    }


def _check_size(file: pq.ParquetFile, names: Collection[str], cells: int, unpacked: int) -> None:
    """A problem where what the file says of itself is too large, before anything is unpacked."""
    about = file.metadata
    if about.num_rows * max(1, len(names)) > cells:
        raise ReaderProblem("data.table_too_large", most=cells)
    size = 0
    for at in range(about.num_row_groups):
        group = about.row_group(at)
        parts = (group.column(number) for number in range(group.num_columns))
        size += sum(part.total_uncompressed_size for part in parts if part.path_in_schema in names)
    if size > unpacked:
        raise ReaderProblem("data.unpacked_too_large", size=size // 1_000_000, most=unpacked // 1_000_000)


def _sample(file: pq.ParquetFile) -> pa.Table:
    """The first rows of all columns; those that do not fit into cells are blank."""
    kinds = file.schema_arrow
    flat = {name for name, kind in zip(kinds.names, kinds.types, strict=True) if is_cell(kind)}
    flat = {name for name in flat if kinds.names.count(name) == 1}
    first = next(file.iter_batches(batch_size=SAMPLED_ROWS, columns=sorted(flat)), None)
    nothing = pa.chunked_array([], pa.string())
    columns = [
        pa.chunked_array([first.column(name)]) if first is not None and name in flat else nothing
        for name in kinds.names
    ]
    length = max(map(len, columns), default=0)
    even = [
        column if len(column) == length else pa.chunked_array([pa.nulls(length, pa.string())])
        for column in columns
    ]
    return pa.Table.from_arrays(even, names=kinds.names)
