"""Courses of which only numbers are known: one row a course and year, no persons."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import Doubt
from wirkung.io import values
from wirkung.io.intake import Intake
from wirkung.io.spelling import folded
from wirkung.io.sum_rows import check_sums
from wirkung.io.total_parts import columns_of_categories, counts_by_category
from wirkung.programme.sources import Source

COUNTS = ("registered", "attended", "completed", "places")
NUMBERS = (*COUNTS, "hours")
# In one course; more is a year in the wrong column, or a decimal sign that was read as thousands.
LARGEST = 2_000
MOST_HOURS = 24 * 366
# Whoever is in the second number is in the first.
NESTED = (("registered", "attended"), ("attended", "completed"))
# Fewer rows can be the sum of the others by chance.
FEWEST_OTHERS = 2


def convert_totals(intake: Intake, source: Source) -> pd.DataFrame | None:
    """The table as `Tables.totals` describes it; None where a row is in doubt."""
    course = intake.text("course")
    intake.faults.rows("data.course_blank", "course", course.isna())
    frame = pd.DataFrame({"course": course.fillna(""), "year": intake.year()})
    for name in NUMBERS:
        frame[name] = _numbers(intake, name)
    if intake.faults.problems:
        return None
    if source.attended_by:
        frame = frame.assign(**counts_by_category(intake, source, frame["attended"]))
    check_sums(intake, (*NUMBERS, *columns_of_categories(source)))
    _check_nested(intake, frame)
    _check_twice(intake, frame)
    _check_like_sums(intake, frame)
    intake.rows_used = len(frame)
    return None if intake.faults.problems else frame.reset_index(drop=True)


def _numbers(intake: Intake, name: str) -> pd.Series[float]:
    """One column: counts are whole numbers from 0 on, and a blank cell may be 0 or forgotten."""
    if not intake.has(name):
        return pd.Series(float("nan"), index=intake.rows)
    numbers = intake.number(name)
    intake.faults.rows("data.total_blank", name, intake.blank(name), key=name)
    intake.faults.rows("data.total_negative", name, numbers < 0)
    if name in COUNTS:
        share = intake.per_cent(name) | (numbers.notna() & (numbers % 1 != 0))
        intake.faults.rows("data.total_fraction", name, share)
    most = MOST_HOURS if name == "hours" else LARGEST
    intake.faults.rows("data.total_large", name, numbers > most, most=most)
    return numbers


def _check_nested(intake: Intake, frame: pd.DataFrame) -> None:
    """Nobody completes a course without having come; whoever comes has registered, unless courses are open."""
    for whole, part in NESTED:
        code = "data.total_walk_ins" if whole == "registered" else "data.total_more_than_all"
        if whole == "registered" and intake.accepts(Doubt.WALK_INS):
            continue
        more = frame[part] > frame[whole]
        intake.faults.rows(code, part, more, whole=intake.faults.heading(whole))


def _check_twice(intake: Intake, frame: pd.DataFrame) -> None:
    """One course twice in a year: two courses with one name, or one that would count twice."""
    if not intake.accepts(Doubt.SAME_ID):
        name = values.texts(frame["course"], folded)
        twice = pd.DataFrame({"course": name, "year": frame["year"]}).duplicated()
        intake.faults.rows("data.course_twice", "course", twice)


def _check_like_sums(intake: Intake, frame: pd.DataFrame) -> None:
    """A row that is the sum of all others of its year without being called so."""
    if intake.accepts(Doubt.NO_PERSON):
        return
    numbers = frame[[name for name in NUMBERS if intake.has(name)]].fillna(0)
    others = numbers.groupby(frame["year"]).transform("sum") - numbers
    enough = frame.groupby("year")["course"].transform("size") > FEWEST_OTHERS
    same = (others - numbers).abs().max(axis=1) < 1e-6  # noqa: PLR2004 - sums of hours are floats
    intake.faults.rows("data.course_like_sum", "course", enough & same & numbers.any(axis=1))
