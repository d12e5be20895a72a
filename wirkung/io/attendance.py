"""Who came for how many hours: one row a person and course."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import Doubt, LeftOut
from wirkung.io.doubts import check_hours, check_left_out, check_quantities, check_without_person
from wirkung.io.intake import Intake
from wirkung.io.label_doubts import check_filled_once
from wirkung.io.linking import of_known_persons, with_year
from wirkung.io.no_persons import no_persons
from wirkung.io.persons import optional_date, optional_text
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded
from wirkung.io.until import Until
from wirkung.programme.sources import Crosses, Source

HOURS = ("hours", "planned_hours")
_FEWEST_ROWS = 3  # of two one is as large as the other by chance
_FEWEST_PERSONS = 3
_NEARLY_ALL = 0.8
_ROUNDING = 1e-6


def required_columns(source: Source) -> tuple[str, ...]:
    """What the list must say; crosses give the hours, and the list of persons the course."""
    return ("person",) if source.crosses is not None else ("person", "course", "hours")


def convert_attendance(intake: Intake, crosses: Crosses | None, cut: Until | None = None) -> pd.DataFrame:
    """The columns `person`, `year` (if mapped), `course`, `date`, `hours` and `planned_hours`.

    A row a row of the file; with a `cut` dates after its day do not count.
    """
    frame = pd.DataFrame({"person": intake.text("person"), "course": optional_text(intake, "course")})
    if intake.has("year"):
        frame["year"] = intake.year()
    check_filled_once(intake, "course", frame["course"])
    if crosses is not None:
        return frame.assign(**counted_dates(intake, crosses, cut))
    frame["date"] = optional_date(intake, "date")
    for name in HOURS:
        missing = pd.Series(float("nan"), index=intake.rows)
        frame[name] = intake.number(name, clock=True) if intake.has(name) else missing
        intake.faults.rows("data.negative", name, frame[name] < 0)
        check_quantities(intake, name, frame[name].where(frame[name] >= 0))
        check_hours(intake, name, frame[name])
    return _without_sums(frame, intake)


def _without_sums(frame: pd.DataFrame, intake: Intake) -> pd.DataFrame:
    """The frame without rows that are called a sum where the course should be."""
    sums = no_persons(frame["course"], pd.Series(False, index=frame.index))
    if not sums.any() or intake.accepts(Doubt.NO_PERSON):
        return frame
    intake.faults.remark("data.totals_left_out", "course", sums)
    return intake.without(frame, sums, LeftOut.SUM_OR_NOTE)


def counted_dates(intake: Intake, crosses: Crosses, cut: Until | None = None) -> dict[str, pd.Series[float]]:
    """Hours attended and planned by crosses per date; dates themselves where nobody says how long one was.

    A date on which nobody was present did not take place, and it is told.
    """
    marks = intake.marks()
    if cut is not None:
        marks = marks[cut.crosses(intake, list(map(str, marks)))]
    present, absent = ({folded(mark) for mark in said} for said in (crosses.present, crosses.absent))
    there = marks.map(folded, na_action="ignore").isin(present)
    for name in map(str, marks):
        open_cells = marks[name][marks[name].notna() & ~there[name]]
        unknown = open_cells[~open_cells.map(folded).isin(absent)]
        intake.faults.cells("data.cross_unknown", name, unknown, present=quoted(crosses.present, shown=None))
    if marks.empty or not there.to_numpy().any():
        intake.faults.source("data.no_crosses", present=quoted(crosses.present, shown=None))
    held = there.loc[:, there.any()]
    silent = [intake.faults.heading(name) for name in map(str, marks) if name not in held]
    if silent:
        intake.faults.note("data.dates_without_crosses", values=quoted(silent))
    each = crosses.hours if crosses.hours is not None else 1.0
    planned = pd.Series(each * held.shape[1], index=intake.rows)
    return {"hours": held.sum(axis=1).astype("float64") * each, "planned_hours": planned}


def linked_attendance(
    frame: pd.DataFrame, persons: pd.DataFrame, intake: Intake, people: Intake, tolerance: int
) -> pd.DataFrame:
    """One row a person, year and course, hours added up.

    Rows with the same person, year and course are the sessions of a list that has one row a session: their
    hours are added, and so are their planned hours, which then are those of the session. Missing hours add
    nothing; a sum of nothing but missing hours is missing.
    """
    frame = of_known_persons(frame, persons, intake, people, tolerance=tolerance)
    frame = with_year(frame, persons, intake)
    check_without_person(intake)
    check_left_out(intake, LeftOut.UNKNOWN_PERSON, "person", of=len(intake.rows))
    if not intake.has("course"):
        courses = persons.set_index(["person", "year"])["course"]
        frame["course"] = courses.reindex(pd.MultiIndex.from_frame(frame[["person", "year"]])).to_numpy()
    _check_sums(frame, intake)
    more = frame["hours"] > frame["planned_hours"]
    if more.any():
        intake.faults.remark("data.more_than_planned", "hours", more)
    sums = frame.groupby(["person", "year", "course"], sort=False, dropna=False)[list(HOURS)].sum(min_count=1)
    return sums.reset_index()


def _check_sums(frame: pd.DataFrame, intake: Intake) -> None:
    """A problem where nearly every person's largest row is the sum of the others: hours would count twice."""
    if intake.accepts(Doubt.SUMS):
        return
    hours = frame["hours"].groupby([frame["person"], frame["year"]])
    total, largest, rows = (hours.transform(how) for how in ("sum", "max", "size"))
    several = (rows >= _FEWEST_ROWS) & (total > 0)
    like_sum = several & ((total - 2 * largest).abs() < _ROUNDING) & (frame["hours"] == largest)
    persons = frame[several][["person", "year"]].drop_duplicates()
    if like_sum.sum() >= max(_FEWEST_PERSONS, _NEARLY_ALL * len(persons)):
        intake.faults.rows("data.hours_like_sum", "hours", like_sum)
