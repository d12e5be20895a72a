"""What the tests of the sample data share."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

MINT = Path(__file__).parents[2] / "data" / "mint"


@pytest.fixture
def generator(monkeypatch):
    """The generator's package can be imported, as it can beside its script."""
    monkeypatch.syspath_prepend(str(MINT))


@pytest.fixture(scope="session")
def csv_rows():
    """Read a file of the sample: heading and rows, blank lines left out."""

    def read(name: str, encoding: str) -> tuple[list[str], list[list[str]]]:
        text = (MINT / name).read_bytes().decode(encoding)
        rows = [row for row in csv.reader(text.splitlines(), delimiter=";") if row]
        return rows[0], rows[1:]

    return read


@pytest.fixture(scope="session")
def registrations(csv_rows):
    """Registrations as they are in the file."""
    return csv_rows("anmeldungen.csv", "cp1252")[1]


@pytest.fixture(scope="session")
def once(registrations):
    """Registrations without the rows entered twice."""
    return [list(row) for row in dict.fromkeys(tuple(row) for row in registrations)]


@pytest.fixture(scope="session")
def answers(csv_rows):
    """Answers as they are in the file."""
    return csv_rows("befragung.csv", "utf-8-sig")[1]
