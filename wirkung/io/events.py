"""What happened to people afterwards."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import LeftOut
from wirkung.io.intake import Intake
from wirkung.io.label_doubts import tell_near_values
from wirkung.io.linking import of_known_persons
from wirkung.io.persons import optional_date

# Of an event so many, and more than this share, on the day of entry: perhaps it was put in where none was known.
MANY_ON_ENTRY, MOST_ON_ENTRY = 10, 0.5


def convert_events(intake: Intake) -> pd.DataFrame:
    """The columns `person`, `event` and `date` (NaT where unknown).

    Rows whose event is blank or not in the value map are left out and counted: an office's list of events
    holds more than one programme asks for.
    """
    date = optional_date(intake, "date")
    frame = pd.DataFrame({"person": intake.text("person"), "event": intake.known_text("event"), "date": date})
    tell_near_values(intake, "event", frame["event"].isna())
    return intake.without(frame, frame["event"].isna(), LeftOut.OTHER_VALUE)


def linked_events(
    frame: pd.DataFrame, persons: pd.DataFrame, intake: Intake, people: Intake, tolerance: int
) -> pd.DataFrame:
    """The events of known persons, in the order of the file."""
    known = of_known_persons(frame, persons, intake, people, tolerance=tolerance)
    entered = known["person"].map(persons.groupby("person")["entered"].min())
    if (early := known["date"] < entered).any():
        intake.faults.remark("data.event_before_entry", "date", early)
    if (entry := _on_the_day(known, entered)).any():
        intake.faults.remark("data.event_on_entry", "date", entry)
    return known.reset_index(drop=True)


def _on_the_day(known: pd.DataFrame, entered: pd.Series) -> pd.Series:
    """Events on the day of entry, as most of their kind are."""
    same = known["date"] == entered
    of_kind = same.groupby(known["event"])
    return same & (of_kind.transform("sum") >= MANY_ON_ENTRY) & (of_kind.transform("mean") > MOST_ON_ENTRY)
