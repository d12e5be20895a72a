"""What people answered: one row a person, year and wave, one column an item."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wirkung.declared import LeftOut, Several, Wave
from wirkung.io.answer_doubts import check_mixed_shares, check_never_no, check_shifted_codes, tell_far
from wirkung.io.doubts import (
    check_codes,
    check_left_out,
    check_marks,
    check_shares,
    check_without_person,
    tell_yes_no,
)
from wirkung.io.headings import SUBMITTED
from wirkung.io.intake import Intake
from wirkung.io.linking import of_known_persons, with_year
from wirkung.io.order_doubts import tell_sorted_alone, tell_words_turned
from wirkung.io.several import one_answer, sent_off
from wirkung.programme.model import Indicator, Programme
from wirkung.programme.sources import Source

KEYS = ["person", "year", "wave"]

# Kinds of indicator with single answers, and what is said where a cell has none of them.
NOTHING_BETWEEN = {"yes_no": "data.not_yes_no", "ordered": "data.not_an_answer"}


def items_of(programme: Programme, source: Source) -> tuple[str, ...]:
    """The items that a source has answers to, in the order of the indicators."""
    every = dict.fromkeys(item for indicator in programme.indicators for item in indicator.items)
    return tuple(item for item in every if item in source.columns or item in source.constants)


def convert_measurements(intake: Intake, items: Sequence[str]) -> pd.DataFrame:
    """The columns `person`, `year` (if mapped), `wave` and the items, one row a row of the file."""
    frame = pd.DataFrame({"person": intake.text("person"), "wave": intake.code("wave", Wave)})
    if intake.has("year"):
        frame["year"] = intake.year()
    if intake.has(SUBMITTED):
        frame[SUBMITTED] = sent_off(intake)
    for item in items:
        frame[item] = intake.number(item)
    tell_sorted_alone(intake, frame, items)
    return frame


def one_row_a_wave(
    frame: pd.DataFrame,
    persons: pd.DataFrame,
    intake: Intake,
    people: Intake,
    earlier: Sequence[pd.DataFrame],
    rule: Several | None = None,
    tolerance: int = 0,
) -> pd.DataFrame:
    """The row of each known person, year and wave that counts.

    A row also counts as a second answer if one of the `earlier` sources has the same person, year and wave
    and an item of this one. Sources about different items of a wave complete each other instead.
    """
    frame = of_known_persons(frame, persons, intake, people, tolerance=tolerance)
    frame = with_year(frame, persons, intake)
    if SUBMITTED in frame:
        intake.sent = frame[[*KEYS, SUBMITTED]]
    frame = one_answer(frame, KEYS, intake, rule)
    second = pd.Series(False, index=frame.index)
    for other in earlier:
        if set(other.columns) & set(frame.columns) - set(KEYS):
            answered = other[KEYS].assign(answered=1.0)
            found = frame[KEYS].merge(answered, how="left", on=KEYS)["answered"].notna()
            second |= pd.Series(found.to_numpy(), index=frame.index)
    frame = intake.without(frame, second, LeftOut.SECOND_ANSWER_IN_WAVE)
    check_without_person(intake)
    check_left_out(intake, LeftOut.UNKNOWN_PERSON, "person", of=len(intake.rows))
    return frame


def within_scale(frame: pd.DataFrame, programme: Programme, intake: Intake) -> pd.DataFrame:
    """The frame with answers outside the scale of their indicator set to missing, and counted."""
    frame = frame.copy()
    answers = 0
    for indicator in programme.indicators:
        items = frame.columns.intersection(indicator.items)
        for item in items.difference(indicator.reversed):
            tell_words_turned(intake, item, intake.meanings(item))
        if indicator.kind in NOTHING_BETWEEN:
            _check_answers(frame, indicator, list(items), intake)
            continue
        check_shifted_codes(intake, indicator, frame, list(items))
        if indicator.scale is None:
            for item in items:
                check_codes(intake, item, frame[item])
                check_shares(intake, item, indicator, frame[item])
                check_mixed_shares(intake, item, frame[item])
                tell_far(intake, item, frame[item])
                if indicator.kind == "count":
                    counted = (frame[item] >= 0) & (frame[item] % 1 == 0)
                    intake.faults.rows("data.not_a_count", item, frame[item].notna() & ~counted)
            continue
        answers += int(frame[items].notna().to_numpy().sum())
        for item in items:
            check_marks(intake, item, indicator.scale)
            tell_yes_no(intake, item, indicator.scale, frame[item])
            check_shares(intake, item, indicator, frame[item])
            outside = frame[item].notna() & ~frame[item].between(indicator.scale.low, indicator.scale.high)
            intake.set_missing[LeftOut.ANSWER_OUTSIDE_SCALE] += int(outside.sum())
            frame[item] = frame[item].mask(outside)
    check_left_out(intake, LeftOut.ANSWER_OUTSIDE_SCALE, "person", of=answers)
    return frame


def _check_answers(frame: pd.DataFrame, indicator: Indicator, items: Sequence[str], intake: Intake) -> None:
    """Whole numbers from the first to the last answer; anything else was no answer to the question."""
    limits = indicator.limits
    if limits is None:
        return
    facts = {} if indicator.kind == "yes_no" else {"low": f"{limits.low:g}", "high": f"{limits.high:g}"}
    answered = [name for name in frame.columns if name not in KEYS]
    for item in items:
        possible = frame[item].between(limits.low, limits.high) & (frame[item] % 1 == 0)
        intake.faults.rows(NOTHING_BETWEEN[indicator.kind], item, frame[item].notna() & ~possible, **facts)
        if indicator.kind == "yes_no":
            check_never_no(intake, frame, item, answered)


def merged(frames: Sequence[pd.DataFrame], items: Sequence[str]) -> pd.DataFrame:
    """All sources as one table, in which the items of one person, year and wave stand in one row."""
    stacked = pd.concat(frames, ignore_index=True)
    if stacked.duplicated(KEYS).any():
        # No two of these rows have the same item, so the first answer to an item is its only one.
        stacked = stacked.groupby(KEYS, sort=False)[list(items)].first().reset_index()
    return stacked[[*KEYS, *items]]


def report_unanswered(table: pd.DataFrame, frames: Sequence[pd.DataFrame], intakes: Sequence[Intake]) -> None:
    """A problem for each wave of a year that has rows but not one answer, told of the first source with it."""
    answered = table.drop(columns=KEYS).notna().any(axis=1)
    waves = table[["year", "wave"]].assign(rows=1, answered=answered)
    totals = waves.groupby(["year", "wave"], sort=False).sum().reset_index()
    for silent in totals[totals["answered"] == 0].to_dict("records"):
        of_wave = ((frame["year"] == silent["year"]) & (frame["wave"] == silent["wave"]) for frame in frames)
        intake = next(intake for intake, rows in zip(intakes, of_wave, strict=True) if rows.any())
        wave = intake.spelt("wave", str(silent["wave"]))
        intake.faults.source("data.wave_unanswered", wave=wave, year=silent["year"], count=silent["rows"])
