"""What would give wrong numbers without a word: each is a problem that says what to do about it."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import Doubt, LeftOut
from wirkung.io.codes import codes_far_away
from wirkung.io.intake import Intake
from wirkung.io.quoted import quoted, quoted_counts
from wirkung.programme.model import Characteristic, Scale

FEWEST_LEFT_OUT = 5  # fewer rows are counted and named, and stop nothing


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


def check_codes(intake: Intake, name: str, answers: pd.Series[float]) -> None:
    """A problem where no scale says what is possible and a usual code for «no answer» lies far from the rest."""
    if not intake.accepts(Doubt.FAR_VALUES):
        far = codes_far_away(answers)
        counts = quoted_counts({f"{code:g}": int(count) for code, count in far.value_counts().items()})
        intake.faults.rows("data.codes_like_missing", name, far.notna(), values=counts, key=name)


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
