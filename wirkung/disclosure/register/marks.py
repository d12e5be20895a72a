"""Keyed marks: by which the register knows a person again, and notices that an answer is another one."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import IdDifference, Wave
from wirkung.disclosure.keys import Keys, Purpose
from wirkung.disclosure.register.contents import ID_BYTES, Marks
from wirkung.disclosure.register.rows import of_year
from wirkung.io.pseudonyms import Pseudonyms
from wirkung.io.spelling import tidy
from wirkung.io.tables import Tables
from wirkung.programme.model import Programme
from wirkung.year.participations import names_of

_MARK_BYTES = 8
# More persons than this whose ids are one but for case, blanks and leading zeros are never looked for.
_MOST_ALIKE = 100


def persons_of(tables: Tables) -> list[str]:
    """The persons of a study in its order, by their pseudonyms: those of populations; or its participations."""
    return tables.persons["person"].unique().tolist() if tables.totals is None else list(names_of(tables))


def keyed_persons(tables: Tables, keys: Keys) -> tuple[bytes, ...]:
    """Under which ids the register knows the persons of a study, in the order of `persons_of`.

    They depend on the ids alone, so that a programme file which ignores other differences between them, or another
    programme, leads to the same persons. Where two persons of a study would have one id, the second gets another.
    """
    persons = persons_of(tables)
    names, seen = {}, Counter[str]()
    for person in sorted(persons):
        alike = person if tables.totals is not None else tables.alike[person]
        names[person] = _numbered(alike, seen[alike])
        seen[alike] += 1
    key = keys.sub_key(Purpose.PERSONS)
    return tuple(_keyed(key, names[person]) for person in persons)


def ids_of(person: str, keys: Keys) -> Iterator[bytes]:
    """Under which ids the register may know somebody, by the id as the office writes it."""
    differences = tuple(IdDifference)
    (alike,) = Pseudonyms(differences, keys.sub_key(Purpose.PSEUDONYMS)).of(pd.Series([tidy(person)], dtype="str"))
    key = keys.sub_key(Purpose.PERSONS)
    yield from (_keyed(key, _numbered(alike, number)) for number in range(_MOST_ALIKE))


def answers_of(programme: Programme, tables: Tables, year: int, keys: Keys) -> dict[str, Marks]:
    """By indicator and numeric characteristic of a year: a mark of each person's answers, 0 for who is not in it.

    The mark of one person's answers says nothing of another's who answered the same.
    """
    persons = pd.Index(persons_of(tables))
    of_the_year = tables.persons[tables.persons["year"] == year]
    there = np.zeros(len(persons), dtype=np.bool_)
    there[persons.get_indexer(pd.Index(of_the_year["person"]))] = True
    key = keys.sub_key(Purpose.ANSWERS)
    return {
        of_year(name, year): _marks(key, name, persons, values, there)
        for name, values in _values(programme, tables, year, persons)
    }


def _values(
    programme: Programme, tables: Tables, year: int, persons: pd.Index[str]
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """What is looked at in every person: (persons, numbers), NaN where nothing was said."""
    of_the_year = tables.persons[tables.persons["year"] == year]
    places = persons.get_indexer(pd.Index(of_the_year["person"]))
    for part in programme.characteristics:
        if part.kind == "number":
            values = np.full((len(persons), 1), np.nan)
            values[places, 0] = of_the_year[part.id].to_numpy(dtype=float)
            yield part.id, values
    if tables.measurements is None:
        return
    rows = tables.measurements[tables.measurements["year"] == year]
    who = persons.get_indexer(pd.Index(rows["person"]))
    wave = pd.Index(list(Wave)).get_indexer(pd.Index(rows["wave"]))
    for indicator in programme.indicators:
        items = sorted(indicator.items)
        answers = np.full((len(persons), len(Wave), len(items)), np.nan)
        answers[who, wave] = rows[items].to_numpy(dtype=float)
        yield indicator.id, answers.reshape(len(persons), -1)


def _marks(
    key: bytes, name: str, persons: pd.Index[str], values: NDArray[np.float64], there: NDArray[np.bool_]
) -> Marks:
    plain = np.where(np.isnan(values), np.nan, values + 0.0)  # one way to write what is missing, and zero
    rows = np.ascontiguousarray(plain, dtype="<f8")
    marks = np.zeros(len(persons), dtype=np.uint64)
    for place in np.flatnonzero(there).tolist():
        said = b"\0".join((name.encode(), persons[place].encode(), rows[place].tobytes()))
        mark = hmac.digest(key, said, "sha256")[:_MARK_BYTES]
        marks[place] = int.from_bytes(mark, "little") or 1
    return marks


def _numbered(name: str, number: int) -> str:
    return f"{name}#{number}" if number else name


def _keyed(key: bytes, name: str) -> bytes:
    return hmac.digest(key, name.encode(), "sha256")[:ID_BYTES]
