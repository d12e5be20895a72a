"""Answers that can be read and probably mean something else: shifted codes, never a no, shares among per cent."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wirkung.declared import Doubt
from wirkung.io.intake import Intake
from wirkung.io.quoted import quoted
from wirkung.programme.model import Indicator

_FEWEST_OUTSIDE = 2  # answers; one is a slip of the pen
_LONGEST_CODED = 10  # steps; nobody codes a longer scale by hand
_FEWEST_BLANK, _SHARE_BLANK = 3, 0.2
_FEWEST_NUMBERS = 10
_FAR = 10.0  # times the next smaller answer: a point that was forgotten, a date, an amount in cents
_MOST_FAR = 0.1  # of the answers
_FEWEST_SHARES, _SHARE_SHARES = 3, 0.1
_HUNDRED = 100.0
_EXACT = 1e-6


def check_shifted_codes(intake: Intake, indicator: Indicator, frame: pd.DataFrame, items: Sequence[str]) -> None:
    """A problem where codes seem to begin at 0 and the scale at 1, or the other way round, in any wave.

    All answers outside are one step below the first, and nobody gave the last; or one above, and nobody gave 0.
    """
    scale = indicator.scale
    if scale is None or not items or intake.accepts(Doubt.SHIFTED_CODES):
        return
    if scale.low not in (0, 1) or scale.high % 1 or not 1 < scale.high - scale.low <= _LONGEST_CODED:
        return
    beyond, unused = (0.0, scale.high) if scale.low == 1 else (scale.high + 1, scale.low)
    for _, answers in frame[list(items)].groupby(frame["wave"]):
        outside = answers.notna() & ~((answers >= scale.low) & (answers <= scale.high))
        there = answers == beyond
        if there.sum().sum() < _FEWEST_OUTSIDE or (outside & ~there).any(axis=None):
            continue
        if (answers == unused).any(axis=None) or (answers % 1 > 0).any(axis=None):
            continue
        everywhere = frame[list(items)] == beyond
        shifted = [item for item in items if everywhere[item].any()]
        facts = {
            "columns": quoted(map(intake.faults.heading, shifted)), "number": int(everywhere.sum().sum()),
            "beyond": f"{beyond:g}", "unused": f"{unused:g}", "low": f"{scale.low:g}", "high": f"{scale.high:g}",
            "key": shifted[0],
        }  # fmt: skip
        intake.faults.source("data.codes_shifted", **facts)
        return


def check_never_no(intake: Intake, frame: pd.DataFrame, item: str, items: Sequence[str]) -> None:
    """A problem where a question of yes and no has «yes» and blank cells only: a list of crosses, perhaps."""
    answers = frame[item]
    if intake.accepts(Doubt.ONLY_YES) or not (answers.dropna() == 1).all():
        return
    asked = answers.notna().groupby(frame["wave"]).transform("any")
    others = [name for name in items if name != item]
    took_part = frame[others].notna().any(axis=1) if others else pd.Series(True, index=frame.index)
    blank = answers.isna() & asked & took_part
    if blank.sum() >= max(_FEWEST_BLANK, _SHARE_BLANK * asked.sum()):
        intake.faults.rows("data.never_no", item, blank, key=item)


def tell_far(intake: Intake, item: str, answers: pd.Series[float]) -> None:
    """A remark where very few answers without a scale are many times as large as all others."""
    ranked = answers[answers > 0].sort_values()
    if len(ranked) < _FEWEST_NUMBERS or intake.accepts(Doubt.FAR_VALUES):
        return
    leaps = ranked[ranked >= _FAR * ranked.shift()]
    if not leaps.empty and (far := answers >= leaps.iloc[0]).sum() <= max(1, _MOST_FAR * len(ranked)):
        intake.faults.remark("data.far_value", item, far, key=item)


def check_mixed_shares(intake: Intake, item: str, answers: pd.Series[float]) -> None:
    """A problem where some answers look like shares of what others give in per cent: 0.25 beside 25.

    A sheet shows 0.25 as «25 %», and a cell beside it holds 25. Quarters and halves may be hours.
    """
    small = answers[answers.between(0, 1, inclusive="neither")]
    others = answers[answers >= 1]
    if intake.accepts(Doubt.MIXED_PER_CENT) or others.empty or (others % 1 > 0).any():
        return
    if len(small) < max(_FEWEST_SHARES, _SHARE_SHARES * len(others)) or (small * 4 % 1 == 0).all():
        return
    as_others = small * _HUNDRED
    whole = ((as_others - as_others.round()).abs() < _EXACT).all()
    if whole and as_others.between(others.min() / 2, others.max() * 2).all():
        intake.faults.rows("data.some_shares", item, answers.index.to_series().isin(small.index))
