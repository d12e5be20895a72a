"""What the process that reads a Parquet file or a database hands over: facts as JSON, then columns as Arrow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pyarrow as pa

from wirkung.io.dates import date
from wirkung.io.spelling import folded, is_submitted, tidy
from wirkung.io.typed_text import filled

SAMPLED_ROWS, SAMPLED_CELLS = 10_000, 1_000


def is_wanted(heading: str, wanted: Collection[str], *, dates: bool) -> bool:
    """Whether a column is among those that are read, upper and lower case being the same.

    Parameters
    ----------
    heading
        Of the column.
    wanted
        What the programme file names, folded.
    dates
        Whether every column is read whose heading is a date.
    """
    return folded(heading) in wanted or is_submitted(heading) or (dates and date(tidy(heading)) is not None)


def typed_answer(names: Sequence[str], sample: pa.Table, columns: Mapping[int, pa.ChunkedArray]) -> dict[str, Any]:
    """Headings, a sample of every column, and the wanted columns by their place.

    Parameters
    ----------
    names
        Of all columns.
    sample
        Their first rows.
    columns
        Those that are read, whole, as `as_text` gives them.
    """
    return {
        "names": list(names),
        "samples": [filled(column, SAMPLED_CELLS) for column in sample.columns],
        "table": pa.table({str(place): column for place, column in columns.items()}),
    }
