"""`results.json`: the released results of one evaluation, for other programs to compute with."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from wirkung.report.document.results import Record, ResultLine

SCHEMA_VERSION: Literal["3.0"] = "3.0"


class GeneratedBy(Record):
    """The program that wrote the file."""

    name: str
    version: str


class ResultsFile(Record):
    """Which evaluation, and its results line by line."""

    schema_version: Literal["3.0"] = SCHEMA_VERSION
    programme: str
    title: str
    organisation: str
    year: int
    language: Literal["de", "en"]
    synthetic: bool
    until: dt.date | None = None  # the day after which nothing counts, of a preliminary report
    generated_by: GeneratedBy
    results: tuple[ResultLine, ...]
