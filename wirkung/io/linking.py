"""Joining rows to the persons they are about."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import LeftOut
from wirkung.io.intake import Intake


def of_known_persons(frame: pd.DataFrame, persons: pd.DataFrame, intake: Intake) -> pd.DataFrame:
    """The rows about somebody in the list of persons, in the row's year where the row has one.

    If no row is, the ids of the two files do not fit together, which is a problem.
    """
    keys = ["person", "year"] if "year" in frame else ["person"]
    listed = persons[keys].drop_duplicates().assign(listed=1.0)
    found = frame[keys].merge(listed, how="left", on=keys)["listed"].notna()
    known = pd.Series(found.to_numpy(), index=frame.index)
    if not known.any():
        intake.faults.source("data.nobody_known", column=intake.faults.heading("person"))
    return intake.without(frame, ~known, LeftOut.UNKNOWN_PERSON)


def with_year(frame: pd.DataFrame, persons: pd.DataFrame, intake: Intake) -> pd.DataFrame:
    """The frame with `year`, taken from the persons where the file has none.

    A problem where somebody is in the list for several years: then the file itself must say which it means.
    """
    if "year" in frame:
        return frame
    years = persons.drop_duplicates(["person", "year"])
    several = set(years.loc[years.duplicated("person"), "person"]) & set(frame["person"])
    if several:
        intake.faults.source("data.year_needed", count=len(several))
    first = years.drop_duplicates("person").set_index("person")["year"]
    return frame.assign(year=frame["person"].map(first).astype("int64"))
