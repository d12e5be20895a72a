"""Several answers of one person in one survey: which of them counts, or that somebody must say so."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import LeftOut, Several
from wirkung.io import values
from wirkung.io.dates import sortable
from wirkung.io.headings import SUBMITTED
from wirkung.io.intake import Intake


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
        where several are left, a problem asks for the rule.
    """
    submitted: pd.Series[str] | None = frame.get(SUBMITTED)
    frame = frame.drop(columns=SUBMITTED, errors="ignore")
    if submitted is None and rule is Several.SUBMITTED:
        intake.faults.source("data.submitted_unknown")
        return frame
    if rule in (None, Several.SUBMITTED) and submitted is not None:
        sent = submitted.notna()
        given_up = ~sent & sent.groupby([frame[key] for key in keys]).transform("any")
        if given_up.any():
            intake.faults.remark("data.not_submitted", "person", given_up)
        frame = intake.without(frame, given_up, LeftOut.NOT_SUBMITTED)
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
