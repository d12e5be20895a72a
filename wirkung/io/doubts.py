"""What would give wrong numbers without a word: each is a problem that says what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from wirkung.declared import Doubt, LeftOut
from wirkung.io import values
from wirkung.io.codes import QUANTITY_CODES, USUAL_CODES, codes_far_away
from wirkung.io.intake import Intake
from wirkung.io.no_answers import NO_ANSWERS
from wirkung.io.quoted import quoted, quoted_counts
from wirkung.io.spelling import folded
from wirkung.io.units import minutes
from wirkung.programme.model import Characteristic, Indicator, Scale
from wirkung.programme.parts import text_in

FEWEST_LEFT_OUT = 5  # fewer rows are counted and named, and stop nothing
_OF_AGE = re.compile(r"\b(alter|age|lebensalter)\b|alter$")
_OLDEST = 120.0  # years
_YEARS = (1900.0, 2100.0)
_MINUTES_OF_DAY = 24 * 60
_MOSTLY = 0.5
_QUARTERS_IN_MINUTES = (15, 30, 45)  # behind a point: «1.30» for an hour and a half
_PER_CENT = re.compile(r"%|prozent|per ?cent")


def check_without_person(intake: Intake) -> None:
    """A problem where more than the allowed share of rows says nothing of whose they are."""
    check_left_out(intake, LeftOut.NO_PERSON, "person", of=len(intake.rows) + intake.left_out[LeftOut.NO_PERSON])


def check_left_out(intake: Intake, reason: LeftOut, name: str, *, of: int) -> None:
    """A problem where more than the allowed share of rows (or answers) was left out for a reason."""
    number, allowed = intake.left_out[reason] + intake.set_missing[reason], intake.most_left_out
    if reason not in intake.explained and number > max(allowed * of, FEWEST_LEFT_OUT - 1):
        facts = {"number": number, "of": of, "share": round(100 * allowed), "column": intake.faults.heading(name)}
        intake.faults.source(f"data.many_left_out.{reason}", **facts)


def check_marks(intake: Intake, name: str, scale: Scale) -> None:
    """A problem where a number that means «no answer» everywhere in the file is a possible answer here."""
    given = intake.marks_among(name, scale.low, scale.high)
    if given and not intake.accepts(Doubt.CODES_IN_SCALE):
        facts = {"column": intake.faults.heading(name), "low": f"{scale.low:g}", "high": f"{scale.high:g}"}
        intake.faults.source("data.mark_in_scale", values=quoted(given), **facts)


def tell_yes_no(intake: Intake, name: str, scale: Scale, answers: pd.Series[float]) -> None:
    """A remark where a scale from 0 to 1 holds nothing but 0 and 1: «0.66 points» are 66 per cent."""
    answered = answers.notna()
    if (scale.low, scale.high) == (0.0, 1.0) and answered.any() and answers[answered].isin((0, 1)).all():
        intake.faults.remark("data.like_yes_no", name, answered)


def check_quantities(intake: Intake, name: str, numbers: pd.Series[float]) -> None:
    """The same for ages, hours and the like, in which 8 and 9 are numbers as others are."""
    check_codes(intake, name, numbers, QUANTITY_CODES)


def check_hours(intake: Intake, name: str, hours: pd.Series[float]) -> None:
    """A problem where hours are minutes by their heading, or parts of a day as sheets store «1:30»."""
    if not intake.has(name) or intake.accepts(Doubt.OTHER_UNIT):
        return
    if words := minutes(intake.faults.heading(name)):
        intake.faults.source("data.minutes", words=words)
    intake.faults.rows("data.hours_per_cent", name, intake.per_cent(name))
    given = hours[hours > 0]
    after_point = (given * 100 % 100).round(6)
    part = after_point[after_point > 0]
    if len(part) >= FEWEST_LEFT_OUT and part.isin(_QUARTERS_IN_MINUTES).all():
        intake.faults.rows("data.minutes_after_point", name, hours.index.to_series().isin(part.index))
    in_minutes = (given * _MINUTES_OF_DAY % 1).round(3).isin((0, 1)) & ~(given * 100 % 1).round(6).isin((0, 1))
    if len(given) >= FEWEST_LEFT_OUT and given.max() < 1 and in_minutes.mean() > _MOSTLY:
        intake.faults.rows("data.hours_of_a_day", name, hours > 0)


def check_codes(
    intake: Intake, name: str, answers: pd.Series[float], codes: Sequence[float] = USUAL_CODES
) -> None:
    """A problem where no scale says what is possible and a usual code for «no answer» lies far from the rest."""
    if not intake.accepts(Doubt.FAR_VALUES):
        far = codes_far_away(answers, codes)
        counts = quoted_counts({f"{code:g}": int(count) for code, count in far.value_counts().items()})
        intake.faults.rows("data.codes_like_missing", name, far.notna(), values=counts, key=name)


def check_no_answers(intake: Intake, name: str, labels: pd.Series[str]) -> None:
    """A problem where words that mean «no answer» would be a category of their own."""
    if intake.accepts(Doubt.MARKS_AS_LABELS) or intake.maps(name):
        return
    found = labels[values.texts(labels, lambda cell: cell if folded(cell) in NO_ANSWERS else None).notna()]
    counts = quoted_counts({str(label): int(count) for label, count in found.value_counts().items()})
    intake.faults.rows("data.marks_as_labels", name, found.notna(), values=counts)


def check_years(intake: Intake, characteristic: Characteristic, numbers: pd.Series[float]) -> None:
    """A problem where an age is a year: in a column of ages, or beside numbers as small as ages."""
    years = numbers.between(*_YEARS) & (numbers % 1 == 0)
    others = numbers[~years].dropna()
    heading = intake.faults.heading(characteristic.id)
    named = any(_OF_AGE.search(folded(text)) for text in (characteristic.id, heading))
    mixed = not others.empty and others.between(0, _OLDEST).all()
    if years.any() and (named or mixed) and not intake.accepts(Doubt.FAR_VALUES):
        intake.faults.rows("data.years_as_ages", characteristic.id, years)


def check_shares(intake: Intake, name: str, indicator: Indicator, answers: pd.Series[float]) -> None:
    """A problem where per cent are asked for and numbers between 0 and 1 may be shares: 0.45 for 45 %."""
    scale = indicator.scale
    of_hundred = scale is not None and (scale.low, scale.high) == (0.0, 100.0)
    in_per_cent = any(_PER_CENT.search(folded(text_in(indicator.unit, language))) for language in ("de", "en"))
    if (of_hundred or in_per_cent) and not intake.accepts(Doubt.MIXED_PER_CENT):
        intake.faults.rows("data.shares_as_per_cent", name, answers.between(0, 1, inclusive="neither"))


def check_one_person(intake: Intake, frame: pd.DataFrame, characteristics: list[Characteristic]) -> None:
    """A problem where rows of one id and year differ in what a person has only one of."""
    if intake.accepts(Doubt.SAME_ID):
        return
    same = frame.groupby(["person", "year"])
    for entry in characteristics:
        if entry.kind == "number":  # between two registrations somebody may have had a birthday
            differ = same[entry.id].transform("max") - same[entry.id].transform("min") > 1
        else:
            differ = same[entry.id].transform("nunique") > 1
        intake.faults.rows("data.one_id_two_persons", entry.id, differ, person=intake.faults.heading("person"))
