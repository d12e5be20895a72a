"""Who came for how many hours: one row a person and course."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import LeftOut
from wirkung.io.doubts import check_left_out
from wirkung.io.intake import Intake
from wirkung.io.linking import of_known_persons, with_year

HOURS = ("hours", "planned_hours")


def convert_attendance(intake: Intake) -> pd.DataFrame:
    """The columns `person`, `year` (if mapped), `course`, `hours` and `planned_hours`, a row a row of the file."""
    frame = pd.DataFrame({"person": intake.text("person"), "course": intake.text("course")})
    if intake.has("year"):
        frame["year"] = intake.year()
    for name in HOURS:
        missing = pd.Series(float("nan"), index=intake.rows)
        frame[name] = intake.number(name) if intake.has(name) else missing
        intake.faults.rows("data.negative", name, frame[name] < 0)
    return frame


def linked_attendance(frame: pd.DataFrame, persons: pd.DataFrame, intake: Intake, people: Intake) -> pd.DataFrame:
    """One row a person, year and course, hours added up.

    Rows with the same person, year and course are the sessions of a list that has one row a session: their
    hours are added, and so are their planned hours, which then are those of the session. Missing hours add
    nothing; a sum of nothing but missing hours is missing.
    """
    frame = with_year(of_known_persons(frame, persons, intake, people), persons, intake)
    check_left_out(intake, LeftOut.UNKNOWN_PERSON, "person", of=len(intake.rows))
    sums = frame.groupby(["person", "year", "course"], sort=False, dropna=False)[list(HOURS)].sum(min_count=1)
    return sums.reset_index()
