"""Whether the numbers of a target group fit to the persons of a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from wirkung.declared import Group
from wirkung.errors import Place, Problem
from wirkung.io.quoted import SHOWN, Quoted
from wirkung.io.tables import Tables
from wirkung.programme.model import Programme


def reach_problems(programme: Programme, tables: Tables, year: int, name: str) -> Iterator[Problem]:
    """More participants than there are persons, in all or in a category, and categories without a number.

    How many participants there are is not said: an error is read where a report is.
    """
    persons = tables.persons[(tables.persons["year"] == year) & (tables.persons["group"] == Group.PROGRAMME)]
    for position, entry in enumerate(programme.reach):
        if entry.year != year:
            continue
        key = f"reach[{position + 1}]"
        if entry.target is not None and len(persons) > entry.target:
            place = Place(file=name, key=f"{key}.target")
            yield Problem(
                code="data.reach_too_small", place=place, values={"target": entry.target, "label": str(year)}
            )
        categories = {each.id for each in programme.characteristics if each.kind == "category"}
        for characteristic, numbers in entry.target_by.items():
            if characteristic in categories:  # bands of a number are known to fit, and who is in none is «others»
                place = Place(file=name, key=f"{key}.target_by.{characteristic}")
                smallest = programme.privacy.smallest_group
                yield from _of_categories(persons[characteristic], numbers, place, smallest)


def _of_categories(
    column: pd.Series, numbers: Mapping[str, int], place: Place, smallest: int
) -> Iterator[Problem]:
    there = column.dropna().value_counts()
    unknown = there[~there.index.isin(list(numbers))]
    if not unknown.empty:
        frequent = [str(level) for level in unknown.index[unknown >= smallest]]
        values = Quoted(tuple(frequent[:SHOWN]), more=len(unknown) > len(frequent[:SHOWN]))
        yield Problem(code="data.reach_category", place=place, values={"values": values})
    for level, number in there.items():
        target = numbers.get(str(level), 0)
        if 0 < target < number:
            values_of = {"target": target, "label": str(level)}
            yield Problem(code="data.reach_too_small", place=place, values=values_of)
