"""SPSS files: the words of labelled values, blanks for what the file itself calls missing."""

from __future__ import annotations

from pathlib import Path

from wirkung.errors import Place
from wirkung.io.child import read_in_child
from wirkung.io.limits import Limits

SUFFIXES = frozenset({".sav", ".zsav"})


def spss_rows(path: Path, place: Place, limits: Limits) -> list[list[str]]:
    """The names of the variables, then a row a case, as text (`wirkung.io.spss_reader.read_spss` says how).

    Raises
    ------
    DataError
        The file is damaged, none of SPSS, or takes too much memory or time.
    """
    answer = read_in_child("spss", place, limits, path=str(path), damaged="data.spss_damaged")
    rows: list[list[str]] = answer["rows"]
    return rows
