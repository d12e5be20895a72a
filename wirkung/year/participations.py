"""Participations in courses of which only numbers are known, as the rows that disclosure control needs.

Of courses without a list of persons nobody knows who came. A number of them is protected all the same as one of
persons is: each participation is a row of its own, and so many rows of each course registered, came and completed.
Who completed came, and who came had registered, so that sums and differences of the numbers are those of the rows,
whoever they are. No row says anything of anybody, and no table of a study holds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.codes import FURTHER
from wirkung.io.spelling import folded
from wirkung.io.tables import Tables
from wirkung.io.total_parts import parts_in
from wirkung.programme.sensitive import TIMES_THE_SMALLEST, is_sensitive, is_special
from wirkung.year.data import YearData
from wirkung.year.levels import counted_together, shown_by_level
from wirkung.year.sample import PARTICIPATIONS, Mask, Sample

STATES = ("registered", "attended", "completed")


def participations(tables: Tables) -> pd.DataFrame:
    """One row a participation: `year`, and `registered`, `attended`, `completed` (bool), of all years.

    And by characteristic the category of those who came, None where it is not known: as many have it as the file
    says, whoever they are.
    """
    totals = tables.totals
    if totals is None:
        raise ValueError("participations are counted where the courses' totals are known")
    sizes = sizes_of(totals)
    rows = totals.loc[totals.index.repeat(sizes)]
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    place = np.arange(int(sizes.sum())) - first
    reached = {name: place < rows[name].fillna(0).to_numpy(dtype=float) for name in STATES}
    return pd.DataFrame({"year": rows["year"].to_numpy(), **reached, **_categories(rows, place)})


def _categories(rows: pd.DataFrame, place: NDArray[np.int64]) -> dict[str, NDArray[np.object_]]:
    """By characteristic the category of each place: the first so many have the first one, and so on."""
    found: dict[str, NDArray[np.object_]] = {}
    taken: dict[str, NDArray[np.float64]] = {}
    for characteristic, category, column in parts_in(rows):
        names = found.setdefault(characteristic, np.full(len(rows), None, dtype=object))
        before = taken.get(characteristic, np.zeros(len(rows)))
        taken[characteristic] = before + rows[column].to_numpy(dtype=float)
        names[(place >= before) & (place < taken[characteristic])] = category
    return found


def by_category(data: YearData, characteristic: str) -> tuple[NDArray[np.object_], Sample]:
    """The categories of who came in the year, as they may be shown, and whose they are.

    Small ones are counted together as in every table, and as there who gave no answer is a category too.
    """
    came = counted(data, "attended")
    names: NDArray[np.object_] = came.of(_of_year(data)[characteristic].to_numpy(dtype=object))
    names = np.where(pd.isna(names), "", names).astype(object)
    smallest = data.programme.privacy.smallest_group
    sensitive = is_sensitive([characteristic])
    needed = smallest * TIMES_THE_SMALLEST if sensitive else smallest
    counts = {str(name): [int((names == name).sum())] for name in np.unique(names.astype(str))}
    larger = {name: smallest * TIMES_THE_SMALLEST for name in counts if is_special(name)}
    together = counted_together(counts, needed, larger)
    names = np.array([FURTHER if name in together else name or None for name in names], dtype=object)
    (shown,) = shown_by_level([names], needed, larger)
    if sensitive and together:
        shown = np.full(names.size, None, dtype=object)
    known = ~pd.isna(shown)
    return shown[known], came.those(known)


def _of_year(data: YearData) -> pd.DataFrame:
    rows = participations(data.tables)
    return rows[(rows["year"] == data.year).to_numpy()]


def names_of(tables: Tables) -> Iterator[str]:
    """A name for each participation, in their order: the same in every run as long as its course has as many."""
    if tables.totals is None:
        return
    seen: Counter[str] = Counter()
    courses = zip(tables.totals["course"], tables.totals["year"], sizes_of(tables.totals), strict=True)
    for course, year, size in courses:
        name = f"{year} {folded(course)}"
        seen[name] += 1
        yield from (f"{name} {seen[name]} {place}" for place in range(size))


def sizes_of(totals: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many participations each course has: whoever registered, or came without."""
    return totals[list(STATES)].max(axis=1).fillna(0).to_numpy(dtype=np.int64)


def counted(data: YearData, state: str) -> Sample:
    """Those of the year who registered, came or completed; of a number that the file does not have, nobody."""
    rows = participations(data.tables)
    of_year = (rows["year"] == data.year).to_numpy()
    chosen: Mask = rows.loc[of_year, state].to_numpy(dtype=np.bool_)
    return Sample(PARTICIPATIONS, chosen, np.flatnonzero(of_year), len(rows))
