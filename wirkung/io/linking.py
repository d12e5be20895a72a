"""Joining rows to the persons they are about."""

from __future__ import annotations

from itertools import chain, combinations

import pandas as pd

from wirkung.declared import IdDifference, LeftOut
from wirkung.io import values
from wirkung.io.intake import Intake
from wirkung.io.nearly import nearly_equal
from wirkung.io.quoted import Listed

# The ways in which two spellings of one id may differ, the fewest first.
DIFFERENCES = tuple(
    chain.from_iterable(combinations(IdDifference, number) for number in range(1, len(IdDifference) + 1))
)


def of_known_persons(
    frame: pd.DataFrame, persons: pd.DataFrame, intake: Intake, people: Intake, *, tolerance: int = 0
) -> pd.DataFrame:
    """The rows about somebody in the list of persons, in the row's year where the row has one.

    If no row is, or if some would be but for case, blanks or leading zeros (`people` is the list itself), the
    ids of the two files do not fit together, which is a problem. Where codes of the rest are within `tolerance` of
    exactly one in the list, the rows are that person's.
    """
    strangers = frame["person"][~values.is_in(frame["person"], persons["person"])]
    differences, number = _nearly_known(strangers, intake, people)
    if tolerance and not number:
        frame = _within_tolerance(frame, strangers, intake, people, tolerance)
    keys = ["person", "year"] if "year" in frame else ["person"]
    listed = persons[keys].drop_duplicates().assign(listed=1.0)
    found = frame[keys].merge(listed, how="left", on=keys)["listed"].notna()
    known = pd.Series(found.to_numpy(), index=frame.index)
    if number:
        facts = {"column": intake.faults.heading("person"), "number": number, "of": len(strangers)}
        intake.faults.source("data.ids_nearly", **facts, differences=Listed("id_difference", differences))
        intake.explained.add(LeftOut.UNKNOWN_PERSON)
    elif not known.any():
        intake.faults.source("data.nobody_known", column=intake.faults.heading("person"))
    return intake.without(frame, ~known, LeftOut.UNKNOWN_PERSON)


def _within_tolerance(
    frame: pd.DataFrame, strangers: pd.Series[str], intake: Intake, people: Intake, tolerance: int
) -> pd.DataFrame:
    """The frame with the listed person in rows whose code can be no other's; what was done is told and counted.

    A person who has an answer of the same wave already cannot have another one under a code spelt differently.
    """
    codes, listed = intake.compared_ids()[strangers.index], people.compared_ids()
    # Who did not consent is in no list any more, and nobody else may be taken for that person.
    found = nearly_equal(set(codes), {*listed, *people.not_to_be_matched}, tolerance)
    persons = dict(zip(listed, people.text("person"), strict=True))
    matched = codes.map(found.matched).map(persons)
    taken = codes[_again(frame, matched)]
    matched = matched.mask(codes.isin(taken))
    which = matched.reindex(frame.index).notna()
    open_codes = codes.isin({*found.ambiguous, *taken}).reindex(frame.index, fill_value=False)
    for code, rows in (("data.ids_within_tolerance", which), ("data.ids_ambiguous", open_codes)):
        if rows.any():
            intake.faults.remark(code, "person", rows, tolerance=tolerance)
    intake.nearly_matched = int(which.sum())
    return frame.assign(person=matched.reindex(frame.index).fillna(frame["person"]))


def _again(frame: pd.DataFrame, matched: pd.Series[str]) -> pd.Series[bool]:
    """In which of the matched rows somebody would answer once more in a wave."""
    if "wave" not in frame:
        return pd.Series(False, index=matched.index)
    keys = [name for name in ("person", "year", "wave") if name in frame]
    would_be = frame.loc[matched.index].assign(person=matched)
    there = frame.drop(matched.index)[keys].drop_duplicates().assign(there=1.0)
    found = would_be[keys].merge(there, how="left", on=keys)["there"].notna()
    return pd.Series(found.to_numpy(), index=matched.index) & matched.notna()


def _nearly_known(
    strangers: pd.Series[str], intake: Intake, people: Intake
) -> tuple[tuple[IdDifference, ...], int]:
    """In what rows with unknown ids differ from ids of the list, and how many rows that explains."""
    if strangers.empty:
        return (), 0
    found = {
        each: int(intake.ids_but_for(each, strangers.index).isin(people.ids_but_for(each)).sum())
        for each in DIFFERENCES
    }
    best = max(found, key=lambda differences: found[differences])  # of equal ones the first, which has fewest
    return best, found[best]


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
