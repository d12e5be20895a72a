"""A report «so far»: what was known on a day. Later rows go; a finding says what to do where no row says its day.

What the programme file plans stands in for a day that nobody wrote down: entry by `tracking.starts`, the answers
of a wave by the end of the course or the months until the follow-up. What happens all through a course cannot be
divided that way: a source without days stops the report while a course is going on, unless the files are of that
very day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from wirkung.declared import LeftOut, SourceRole, Wave
from wirkung.errors import DataError, Place, Problem
from wirkung.io.dates import date
from wirkung.io.headings import SUBMITTED
from wirkung.io.intake import Intake
from wirkung.programme.model import Programme

# Which column of ours says the day of a row; what a survey program calls the time of sending is found by itself.
DAY = {SourceRole.EVENTS: "date", SourceRole.ATTENDANCE: "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """The last day that counts, and the programme whose plan stands in for days that are not written down."""

    day: dt.date
    programme: Programme

    @property
    def as_read(self) -> bool:
        """Whether the files are of that very day, so that nothing later can be in them."""
        return self.programme.evaluation.data_as_of == self.day

    def check(self, name: str, year: int | None) -> None:
        """Refuse a day of which the files cannot tell, that is yet to come or lies before the year; DataError."""
        known, today = self.programme.evaluation.data_as_of, dt.datetime.now().astimezone().date()
        values = {"until": self.day.isoformat(), "today": today.isoformat()}
        problems = []
        if self.day > today:
            problems.append(Problem(code="data.until.in_future", place=Place(file=name), values=values))
        if known is not None and known < self.day:
            place = Place(file=name, key="evaluation.data_as_of")
            values = {**values, "known": known.isoformat()}
            problems.append(Problem(code="data.until.not_known", place=place, values=values))
        if year is not None and self.programme.last_day_of(year - 1) >= self.day:
            problems.append(
                Problem(code="data.until.before_year", place=Place(file=name), values={**values, "year": year})
            )
        if problems:
            raise DataError(problems)

    def dated(self, role: SourceRole, frame: pd.DataFrame, intake: Intake) -> pd.DataFrame:
        """The rows without those that say a later day; of events and dated attendance each must say one."""
        if role is SourceRole.MEASUREMENTS:
            sent = _days(frame[SUBMITTED]) if SUBMITTED in frame else pd.Series(pd.NaT, index=frame.index)
            return intake.without(frame, sent > self._day, LeftOut.AFTER_CUT_OFF)
        if role is SourceRole.TOTALS:
            return self._of_year(frame, intake)
        if role not in DAY or "date" not in frame:
            return frame
        name = DAY[role]
        if not intake.has(name):
            if role is SourceRole.EVENTS:
                self._stop(intake, role)
            return frame
        if not self.as_read:
            intake.faults.rows("data.until.row", name, frame[name].isna(), until=self.day.isoformat())
        return intake.without(frame, frame[name] > self._day, LeftOut.AFTER_CUT_OFF)

    def crosses(self, intake: Intake, headings: list[str]) -> list[str]:
        """The columns of an attendance list without those of later days; each must say its day."""
        days = {each: date(intake.faults.heading(each)) for each in headings}
        if not self.as_read:
            for each in (each for each, day in days.items() if day is None):
                intake.faults.source(
                    "data.until.cross", column=intake.faults.heading(each), until=self.day.isoformat()
                )
        return [each for each, day in days.items() if day is None or pd.Timestamp(day) <= self._day]

    def linked(
        self, role: SourceRole, frame: pd.DataFrame, persons: pd.DataFrame, intake: Intake, *, crosses: bool
    ) -> pd.DataFrame:
        """The rows of those who had entered by then, and of waves that were due."""
        start = self._entered(persons)
        if role is SourceRole.PERSONS:
            if "left" in frame and (frame["left"].notna() & self._going_on(start)).any():
                self._stop(intake, role)
            return intake.without(frame, start > self._day, LeftOut.AFTER_CUT_OFF)
        if role is SourceRole.EVENTS:
            there = frame["person"].isin(persons.loc[start <= self._day, "person"])
            return intake.without(frame, ~there, LeftOut.AFTER_CUT_OFF)
        starts = start.set_axis(pd.MultiIndex.from_frame(persons[["person", "year"]]))
        own = starts.reindex(pd.MultiIndex.from_frame(frame[["person", "year"]])).set_axis(frame.index)
        if role is SourceRole.ATTENDANCE:
            if not (crosses or intake.has(DAY[role])) and self._going_on(own).any():
                self._stop(intake, role)
            late = own > self._day
            intake.left_out[LeftOut.AFTER_CUT_OFF] += int(late.sum())
            intake.rows_used -= int(late.sum())  # a row here is a sum of several
            return frame[~late]
        later = own > self._day
        if not self.as_read:
            later |= ~self._said(frame, intake) & (self._due(frame["wave"], own) > self._day)
        return intake.without(frame, later, LeftOut.AFTER_CUT_OFF)

    def _of_year(self, frame: pd.DataFrame, intake: Intake) -> pd.DataFrame:
        """Sums of courses by year without years that begin later; a year that is not over cannot be divided."""
        begins = frame["year"].map(lambda year: self.programme.last_day_of(int(year) - 1) >= self.day).astype(bool)
        if (~begins & ~self._over_by_year(frame)).any():
            self._stop(intake, SourceRole.TOTALS)
        return intake.without(frame, begins, LeftOut.AFTER_CUT_OFF)

    def ledger(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The ledger of the years that were over: what a part of a year costs is the cost of nothing."""
        return frame[self._over_by_year(frame)].reset_index(drop=True)

    def _over_by_year(self, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["year"].map(lambda year: self.programme.last_day_of(int(year)) <= self.day).astype(bool)

    @property
    def _day(self) -> pd.Timestamp:
        return pd.Timestamp(self.day)

    def _stop(self, intake: Intake, role: SourceRole) -> None:
        if not self.as_read:
            intake.faults.source(f"data.until.{role}", until=self.day.isoformat())

    def _entered(self, persons: pd.DataFrame) -> pd.Series[pd.Timestamp]:
        planned = pd.to_datetime(persons["year"].map(lambda year: self.programme.entry_of(int(year))))
        return persons["entered"].fillna(planned)

    def _going_on(self, start: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
        """Who had entered, and whose course was not over."""
        return (start <= self._day) & (_over(start, self.programme.tracking.course_months) > self._day)

    def _due(self, waves: pd.Series[str], start: pd.Series[pd.Timestamp]) -> pd.Series[pd.Timestamp]:
        tracking = self.programme.tracking
        due = start.where(waves == Wave.BEFORE, _over(start, tracking.course_months))
        return due.where(waves != Wave.FOLLOW_UP, _over(start, tracking.follow_up_months))

    def _said(self, frame: pd.DataFrame, intake: Intake) -> pd.Series[bool]:
        """Of which rows it is known when they were sent off."""
        if intake.sent is None:
            return pd.Series(False, index=frame.index)
        return _days(intake.sent[SUBMITTED].reindex(frame.index)).notna()


def _over(start: pd.Series[pd.Timestamp], months: int) -> pd.Series[pd.Timestamp]:
    """The last day of so many months from each day."""
    return start + pd.DateOffset(months=months) - pd.Timedelta(days=1)


def _days(sent: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    return pd.to_datetime(sent.astype("object").str[:10], format="%Y-%m-%d", errors="coerce")
