"""Who took part, and who is in the comparison group: one row a person and year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from wirkung.declared import DesignKind, Doubt, Group, LeftOut
from wirkung.io.assignment import check_assignment
from wirkung.io.doubts import check_no_answers, check_one_person, check_quantities, check_years
from wirkung.io.institutions import institution_problems
from wirkung.io.intake import Intake
from wirkung.io.label_doubts import check_labels
from wirkung.programme.design import kept_as
from wirkung.programme.model import Programme

OLDEST = 110  # years
_LONGEST_STAY = 20  # years, more than from a nursery to the end of school


def nobody() -> pd.DataFrame:
    """The list of a programme that is about money alone."""
    columns = dict.fromkeys(("person", "group", "course"), "str")
    return pd.DataFrame(columns=["person", "year", "group", "course", "entered"]).astype(
        columns | {"year": "int64", "entered": "datetime64[us]"}
    )


def required_columns(programme: Programme) -> tuple[str, ...]:
    """What the list of persons must say; the group only where there is more than one."""
    groups = () if programme.design.kind is DesignKind.ONE_GROUP else ("group",)
    characteristics = (characteristic.id for characteristic in programme.characteristics)
    return tuple(dict.fromkeys(("person", "year", *groups, *characteristics, *programme.design.columns)))


def numeric_columns(programme: Programme) -> tuple[str, ...]:
    """Which characteristics are numbers."""
    dates = _birth_dates(programme)
    return tuple(part.id for part in programme.characteristics if part.kind == "number" and part.id not in dates)


def convert_persons(intake: Intake, programme: Programme) -> pd.DataFrame:
    """Columns `person`, `year`, `group`, `course`, `entered`, `left` (if mapped), characteristics, design columns.

    A row a row of the file.
    """
    columns: dict[str, Any] = {
        "person": intake.text("person"),
        "year": intake.year(),
        "group": _group(intake),
        "course": optional_text(intake, "course"),
        "entered": optional_date(intake, "entered"),
    }
    if intake.has("left"):
        columns["left"] = intake.text("left")
    for characteristic in programme.characteristics:
        if characteristic.id in _birth_dates(programme):
            columns[characteristic.id] = _age(intake, characteristic.id, columns)
            continue
        if characteristic.kind == "number":
            columns[characteristic.id] = numbers = intake.number(characteristic.id)
            check_quantities(intake, characteristic.id, numbers)
            check_years(intake, characteristic, numbers)
            continue
        columns[characteristic.id] = labels = intake.label(characteristic.id)
        check_no_answers(intake, characteristic.id, labels)
        check_labels(intake, characteristic.id, labels)
        if characteristic.kind == "category":
            institution_problems(intake, characteristic, labels)
    _add_design(intake, programme, columns)
    frame = pd.DataFrame(columns)
    # In a school year of 2023 somebody may enter until July 2024.
    entered = frame["entered"] - pd.DateOffset(months=intake.period.first_month - 1)
    late = (entered.dt.year > frame["year"]) & (frame["year"] > 0)  # a year of 0 is none, and told
    intake.faults.rows("data.entry_after_year", "entered", late)
    # Some programs write 1 January 1900 where there is no date.
    early = (entered.dt.year < frame["year"] - _LONGEST_STAY) & (frame["year"] > 0)
    if not intake.accepts(Doubt.FAR_VALUES):
        intake.faults.rows("data.entry_long_before", "entered", early)
    return frame


def _add_design(intake: Intake, programme: Programme, columns: dict[str, Any]) -> None:
    """The columns that the design names, and whether any of them, or the courses, says «no answer» in words."""
    weights = programme.design.weights
    for name in programme.design.columns:
        columns[kept_as(name)] = intake.number(name) if name == weights else intake.label(name)
    characteristics = {each.id for each in programme.characteristics}
    compared = pd.Series(columns["group"] == Group.COMPARISON, dtype=bool)
    for name in dict.fromkeys(("course", *programme.design.columns)):
        if intake.has(name) and name not in (
            *characteristics,
            weights,
            programme.design.took_part,
            programme.design.starts,
        ):
            labels = columns[kept_as(name)]
            check_no_answers(intake, name, labels)
            check_labels(intake, name, labels, may_be_blank=compared)


def one_row_a_year(frame: pd.DataFrame, intake: Intake, programme: Programme) -> pd.DataFrame:
    """The first row of each person and year; being in both groups in one year is a problem.

    The same row twice and a second registration (another course) are counted; attendance keeps both courses.
    """
    frame = intake.without(frame, frame.duplicated(), LeftOut.SAME_ROW_TWICE)
    check_one_person(intake, frame, programme.characteristics)
    keys = ["person", "year"]
    both = frame.drop_duplicates([*keys, "group"]).duplicated(keys)
    intake.faults.rows("data.in_both_groups", "group", both)
    if programme.design.arms is not None:
        arm = programme.design.arms.column
        told = frame[frame[kept_as(arm)].notna()].drop_duplicates([*keys, kept_as(arm)]).duplicated(keys)
        intake.faults.rows("data.in_both_arms", arm, told.reindex(frame.index, fill_value=False))
    # Who registers twice has entered with the first registration.
    frame = frame.assign(entered=frame.groupby(keys)["entered"].transform("min"))
    # What one registration leaves blank, another of the same person may say.
    names = [characteristic.id for characteristic in programme.characteristics]
    if names and frame.duplicated(keys).any():
        frame[names] = frame[names].fillna(frame.groupby(keys)[names].transform("first"))
    frame = intake.without(frame, frame.duplicated(keys), LeftOut.SECOND_REGISTRATION)
    check_assignment(intake, frame, programme.design)
    return frame


def _birth_dates(programme: Programme) -> list[str]:
    return [] if programme.data.persons is None else programme.data.persons.birth_dates


def _age(intake: Intake, name: str, columns: Mapping[str, pd.Series[Any]]) -> pd.Series[float]:
    """Whole years at the start: on the day of entry, where that is not known on the first day of the period."""
    born = intake.date(name)
    first = pd.to_datetime(columns["year"].astype("str") + f"-{intake.period.first_month:02d}-01", errors="coerce")
    start = columns["entered"].fillna(first)
    before = (start.dt.month < born.dt.month) | ((start.dt.month == born.dt.month) & (start.dt.day < born.dt.day))
    age: pd.Series[float] = (start.dt.year - born.dt.year - before).astype("float64").where(born.notna())
    intake.faults.rows("data.not_a_birth_date", name, (age < 0) | (age > OLDEST), most=OLDEST)
    return age


def optional_text(intake: Intake, name: str) -> pd.Series[str]:
    """The column as text; missing everywhere where the programme file does not map it."""
    return intake.text(name) if intake.has(name) else pd.Series(pd.NA, index=intake.rows, dtype="str")


def optional_date(intake: Intake, name: str) -> pd.Series[pd.Timestamp]:
    """The column as days; missing everywhere where the programme file does not map it."""
    return intake.date(name) if intake.has(name) else pd.Series(pd.NaT, index=intake.rows, dtype="datetime64[us]")


def _group(intake: Intake) -> pd.Series[str]:
    if intake.has("group"):
        return intake.code("group", Group)
    return pd.Series(Group.PROGRAMME.value, index=intake.rows, dtype="str")
