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

from wirkung.io.spelling import folded
from wirkung.io.tables import Tables
from wirkung.year.data import YearData
from wirkung.year.sample import PARTICIPATIONS, Mask, Sample

STATES = ("registered", "attended", "completed")


def participations(tables: Tables) -> pd.DataFrame:
    """One row a participation: `year`, and `registered`, `attended`, `completed` (bool), of all years."""
    totals = tables.totals
    if totals is None:
        raise ValueError("participations are counted where the courses' totals are known")
    sizes = sizes_of(totals)
    rows = totals.loc[totals.index.repeat(sizes)]
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    place = np.arange(int(sizes.sum())) - first
    reached = {name: place < rows[name].fillna(0).to_numpy(dtype=float) for name in STATES}
    return pd.DataFrame({"year": rows["year"].to_numpy(), **reached})


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
