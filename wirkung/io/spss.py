"""SPSS files: the words of labelled values, blanks for what the file itself calls missing.

The reader is C code that a damaged file can crash, so it runs in a process of its own: its crash is one finding.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wirkung.errors import DataError, Place, Problem
from wirkung.io.spreadsheet import cell_text

SUFFIXES = frozenset({".sav", ".zsav"})
LONGEST = 120  # seconds


def spss_rows(path: Path, place: Place) -> list[list[str]]:
    """The names of the variables, then a row a case, as text.

    A variable whose values all have labels gives the labels («stimmt eher»), any other its numbers: single labels
    are those of the ends of a scale. System-missing and user-missing values are blank.

    Raises
    ------
    DataError
        The file is damaged or none of SPSS.
    """
    # A process of ours, our own module, and a path that the programme file names.
    command = [sys.executable, "-m", "wirkung.io.spss", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=True)  # noqa: S603 - see above
        rows: list[list[str]] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise DataError([Problem(code="data.spss_damaged", place=place)]) from None
    return rows


def read(path: str) -> list[list[str]]:
    """What `spss_rows` gives, in this process."""
    import pyreadstat  # noqa: PLC0415 - only the process that reads needs it

    columns, meta = pyreadstat.read_sav(path, output_format="dict")
    labels: Mapping[str, Mapping[Any, str]] = meta.variable_value_labels
    texts = {name: _texts(list(values), labels.get(name, {})) for name, values in columns.items()}
    return [list(texts), *map(list, zip(*texts.values(), strict=True))]


def _texts(values: list[Any], labels: Mapping[Any, str]) -> list[str]:
    there = [value for value in values if not _is_missing(value)]
    worded = bool(labels) and all(value in labels for value in there)
    return ["" if _is_missing(value) else (labels[value] if worded else _text(value)) for value in values]


def _text(value: Any) -> str:  # noqa: ANN401 - numbers, texts and dates, as the file has them
    return cell_text(value) if isinstance(value, str | int | float | bool | dt.date | dt.time) else str(value)


def _is_missing(value: Any) -> bool:  # noqa: ANN401 - as above
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read(sys.argv[1])))
