"""A room in a temporary folder, and publications of invented persons."""

from __future__ import annotations

import numpy as np
import pytest

from wirkung.disclosure.keys import KeyRoom
from wirkung.disclosure.register.contents import Draft
from wirkung.disclosure.register.records import Entry
from wirkung.disclosure.register.room import Room
from wirkung.disclosure.register.rows import Row


@pytest.fixture
def room(tmp_path):
    return Room(folder=tmp_path / "memory", keys=KeyRoom(tmp_path / "memory" / "keys"))


@pytest.fixture
def names():
    """Ids of persons as the register has them, one for each letter."""
    return lambda letters: tuple(letter.encode() * 16 for letter in letters)


@pytest.fixture
def bits():
    """Some of a study's persons: `bits("abcd", "bd")`."""
    return lambda everybody, some: np.packbits([person in some for person in everybody]).tobytes()


@pytest.fixture
def draft(names, bits):
    """`draft("abcd", {"persons": "ab"}, programme=…, year=…, interest=[…])`."""

    def make(everybody, rows, *, programme="robots", year=2024, **answers):
        return Draft(
            programme=programme,
            year=year,
            persons=names(everybody),
            rows=tuple(Row(variable=name, members=bits(everybody, some)) for name, some in rows.items()),
            answers={f"{year}/{name}": np.array(marks, dtype=np.uint64) for name, marks in answers.items()},
        )

    return make


@pytest.fixture
def entry():
    def make(publication, *, programme="robots", year=2024):
        return Entry(
            publication=publication,
            programme=programme,
            year=year,
            when="2025-01-01T00:00:00+00:00",
            notebooks=("evaluation",),
            editions=("html",),
            rows=(),
        )

    return make
