"""Several answers of one person in one survey: which of them counts, or that somebody must say so."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import LeftOut, Several
from wirkung.io import values
from wirkung.io.dates import sortable
from wirkung.io.headings import SUBMITTED
from wirkung.io.intake import Intake

_DAY = r"\d{4}-\d{2}-\d{2}"  # as `sortable` begins


def sent_off(intake: Intake) -> pd.Series[str]:
    """When each answer was sent off, so that text sorts by time; missing where it was not.

    A date that cannot be read still says that the answer was sent off.
    """
    return values.texts(intake.text(SUBMITTED), lambda cell: sortable(cell) or cell)


def one_answer(frame: pd.DataFrame, keys: list[str], intake: Intake, rule: Several | None) -> pd.DataFrame:
    """The answer of each person and survey that counts, without the column `submitted`.

    Parameters
    ----------
    frame
        Columns `keys`, the answers, and `submitted` (text, missing where an answer was not sent off), if known.
    keys
        What one answer is about: person, year and wave.
    rule
        Which answer counts. Without a rule: the only one that was sent off, or the only one that is different;
        where several are left, a problem asks for the rule. With `submitted` what was not sent off never counts;
        without a rule it does where somebody has no other answer, and that is told.
    """
    submitted: pd.Series[str] | None = frame.get(SUBMITTED)
    frame = frame.drop(columns=SUBMITTED, errors="ignore")
    if submitted is None and rule is Several.SUBMITTED:
        intake.faults.source("data.submitted_unknown")
        return frame
    if rule in (None, Several.SUBMITTED) and submitted is not None:
        frame = _submitted_ones(frame, submitted, keys, intake, rule)
    if rule is None:
        frame = intake.without(frame, frame.duplicated(), LeftOut.SAME_ROW_TWICE)
    if rule in (None, Several.STOP):
        intake.faults.rows("data.several_answers", "person", frame.duplicated(keys, keep=False))
        return frame.drop_duplicates(keys)
    if rule is Several.SUBMITTED and submitted is not None:
        frame = frame.loc[submitted.loc[frame.index].sort_values(kind="stable", na_position="first").index]
    again = frame.duplicated(keys) if rule is Several.FIRST else frame.duplicated(keys, keep="last")
    left = intake.without(frame, again, LeftOut.SECOND_ANSWER_IN_WAVE)
    return left.sort_index()


def _submitted_ones(
    frame: pd.DataFrame, submitted: pd.Series[str], keys: list[str], intake: Intake, rule: Several | None
) -> pd.DataFrame:
    """The answers that were sent off, without a rule also a person's only one; all others are told."""
    unsent = submitted.isna()
    if rule is Several.SUBMITTED and unsent.all() and not frame.empty:
        intake.faults.source("data.nothing_submitted", column=intake.faults.heading(SUBMITTED))
        return frame
    only = ~(~unsent).groupby([frame[key] for key in keys]).transform("any")
    given_up = unsent if rule is Several.SUBMITTED else unsent & ~only
    for code, which in (("data.not_submitted", given_up), ("data.not_submitted_used", unsent & ~given_up)):
        if which.any():
            intake.faults.remark(code, "person", which)
    frame = intake.without(frame, given_up, LeftOut.NOT_SUBMITTED)
    if rule is Several.SUBMITTED:
        unclear = frame.duplicated(keys, keep=False) & ~submitted[frame.index].str.match(_DAY)
        intake.faults.rows("data.submitted_when", SUBMITTED, unclear)
    return frame
