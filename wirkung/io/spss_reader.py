"""SPSS files as rows of text, read in a process of its own: a damaged file can crash the C code that reads."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import pyreadstat

from wirkung.io.cells import cell_text
from wirkung.io.reader_problem import ReaderProblem


def read_spss(path: str, *, cells: int) -> dict[str, Any]:
    """The names of the variables, then a row a case.

    A variable whose values all have labels gives the labels («stimmt eher»), any other its numbers: single labels
    are those of the ends of a scale. System-missing and user-missing values are blank.
    """
    _, about = pyreadstat.read_sav(path, metadataonly=True)
    if (about.number_rows or 0) * (about.number_columns or 0) > cells:
        raise ReaderProblem("data.sheet_too_large", most=cells)
    columns, meta = pyreadstat.read_sav(path, output_format="dict")
    labels: Mapping[str, Mapping[Any, str]] = meta.variable_value_labels
    texts = {name: _texts(list(values), labels.get(name, {})) for name, values in columns.items()}
    return {"rows": [list(texts), *map(list, zip(*texts.values(), strict=True))]}


def _texts(values: list[Any], labels: Mapping[Any, str]) -> list[str]:
    there = [value for value in values if not _is_missing(value)]
    worded = bool(labels) and all(value in labels for value in there)
    return ["" if _is_missing(value) else (labels[value] if worded else _text(value)) for value in values]


def _text(value: Any) -> str:  # noqa: ANN401 - numbers, texts and dates, as the file has them
    return cell_text(value) if isinstance(value, str | int | float | bool | dt.date | dt.time) else str(value)


def _is_missing(value: Any) -> bool:  # noqa: ANN401 - as above
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))
