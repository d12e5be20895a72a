"""Schools, Kitas and providers are protected as persons are: none is shown, and no category that stands for one.

Where a municipality has one school, its result is that of the school. So a category of any characteristic is
counted with «others» where it rests on fewer than three institutions, or on one above all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd

from wirkung.declared import Group
from wirkung.disclosure.merging import named
from wirkung.programme.design import kept_as
from wirkung.year.data import YearData

FEWEST_INSTITUTIONS = 3
# Of this share and more the others could say what is theirs, and have the rest: the (1, k) rule with k = 75.
LARGEST_SHARE = 0.75


def categories_of_few_institutions(data: YearData) -> dict[str, frozenset[str]]:
    """The categories that are counted together, by characteristic; empty where no institutions are declared.

    Parameters
    ----------
    data
        Programme and year. A group of persons that rests on few institutions as a whole is not looked at: its
        report is one on them, whatever is said of its parts.
    """
    characteristics = data.programme.characteristics
    # Whoever was assigned by school is told apart by it, as by a characteristic that names schools; a course is
    # no institution.
    assigned = [kept_as(name) for name in data.programme.design.places if name != "course"]
    declared = [entry.id for entry in characteristics if entry.kind == "institution"]
    categories = [entry.id for entry in characteristics if entry.kind == "category"]
    tables = [
        (persons, name)
        for name in dict.fromkeys((*declared, *assigned))
        for group in Group
        if rests_on_enough((persons := data.persons(group))[name].value_counts().tolist())
    ]
    found = {
        name: of_few_institutions([pd.crosstab(named(persons[name]), persons[of]) for persons, of in tables])
        for name in categories
    }
    return {name: levels for name, levels in found.items() if levels}


def without_institutions(data: YearData) -> YearData:
    """The data of a programme that has no such characteristic, so that no question can ask for it."""
    shown = [entry for entry in data.programme.characteristics if entry.kind != "institution"]
    return replace(data, programme=data.programme.model_copy(update={"characteristics": shown}))


def of_few_institutions(tables: list[pd.DataFrame]) -> frozenset[str]:
    """Which categories are counted together, so that each that is left and all others together rest on enough.

    Parameters
    ----------
    tables : each (categories, institutions), persons
        Of every group of persons for which the categories are shown.

    Examples
    --------
    In the village there is one school; with the small town, the next smallest, the others have four:

    >>> schools = {"a": [9, 0, 0], "b": [0, 20, 0], "c": [0, 20, 0], "d": [0, 20, 0], "e": [0, 0, 50]}
    >>> table = pd.DataFrame(schools | {"f": [0, 0, 50], "g": [0, 0, 50]}, index=["village", "town", "city"])
    >>> sorted(of_few_institutions([table]))
    ['town', 'village']
    """
    sizes: Counter[str] = Counter()
    for table in tables:
        sizes.update(dict(zip(map(str, table.index), table.sum(axis=1).tolist(), strict=True)))
    together = {level for level in sizes if not _enough_everywhere(tables, {level})}
    for level in sorted(set(sizes) - together, key=lambda level: (sizes[level], level)):
        if _enough_everywhere(tables, together):
            break
        together.add(level)
    return frozenset(together)


def rests_on_enough(persons: list[int]) -> bool:
    """Whether so many institutions have persons, and none too many of them; `persons` by institution.

    Examples
    --------
    >>> rests_on_enough([30, 5, 5]), rests_on_enough([31, 5, 4]), rests_on_enough([20, 20])
    (True, False, False)
    """
    there = [number for number in persons if number > 0]
    return len(there) >= FEWEST_INSTITUTIONS and max(there) <= LARGEST_SHARE * sum(there)


def _enough_everywhere(tables: list[pd.DataFrame], levels: set[str]) -> bool:
    """Whether the persons of these categories together rest on enough in every table where there are any."""
    sums = [np.asarray(table.loc[table.index.isin(levels)].sum(axis=0), dtype=np.int64) for table in tables]
    return all(rests_on_enough(each.tolist()) for each in sums if each.any())
