"""One sample for all numbers on an indicator: single answers of a few persons are set aside.

265 answers afterwards beside 258 pairs give the seven others away, and on a scale their answers. Rounding is no
help: one added person is recovered from two means with two decimals at n = 100 in 99.95 per cent of cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from wirkung.declared import Group, Wave
from wirkung.io.tables import Tables
from wirkung.programme.model import Indicator
from wirkung.year.data import YearData
from wirkung.year.sample import Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """How many single answers of a group are not used for an indicator, and in which wave and year."""

    indicator: str
    year: int
    group: Group
    wave: Wave
    persons: int


def one_sample(data: YearData, smallest_group: int) -> tuple[Tables, tuple[SetAside, ...]]:
    """The tables without the single answers of a few, and what was set aside.

    Parameters
    ----------
    data
        Programme and year; earlier years are treated alike, since their cohorts stand in the same report.
    smallest_group
        Answers of 1 to `smallest_group` - 1 persons of a group, as `single_answers` finds them, are set aside. Who
        has no other answer in that wave counts as one who did not answer, in every question.
    """
    tables, found = data.tables, list[SetAside]()
    if tables.measurements is None:
        return tables, ()
    years = sorted(int(year) for year in tables.persons["year"].unique() if year <= data.year)
    while further := [
        each
        for year in years
        for indicator in data.programme.indicators
        for each in _of_indicator(YearData(data.programme, tables, year), indicator, smallest_group)
    ]:
        for aside, indicator, persons in further:
            tables = _without(tables, aside, indicator, persons)
            found.append(aside)
    return tables, tuple(found)


def single_answers(answered: Mask, smallest_group: int) -> Mask:
    """Which answers are set aside, shape (persons, waves), from who answered in which of the waves.

    After without before and before without after, so that all numbers rest on the pairs (before is the pre-test
    where an indicator has one); the follow-up without
    before, and without after, so that who is followed up is among the pairs: each where they are 1 to
    `smallest_group` - 1 persons.

    Examples
    --------
    Of 30 persons one answered afterwards only:

    >>> answered = np.array([[True, True, False]] * 29 + [[False, True, False]])
    >>> single_answers(answered, 10).sum(axis=0).tolist()
    [0, 1, 0]
    """
    left = answered.copy()
    while True:
        before, after, later = left.T
        cases = (
            (1, after & ~before),
            (0, before & ~after),
            (2, later & ~before),
            (2, later & before & ~after),
        )
        few = next(((wave, who) for wave, who in cases if 0 < who.sum() < smallest_group), None)
        if few is None:
            return np.asarray(answered & ~left, dtype=np.bool_)
        left[few[1], few[0]] = False


def _of_indicator(
    data: YearData, indicator: Indicator, smallest_group: int
) -> Iterator[tuple[SetAside, Indicator, pd.Index]]:
    pretest = data.pretest_of(indicator)
    for group in Group:
        scores = data.scores(indicator.id, group)[list(Wave)]
        answered = scores.notna().to_numpy(copy=True)
        if pretest is not None:
            answered[:, 0] = ~np.isnan(data.wave_scores(pretest.id, group, Wave.BEFORE))
        aside = single_answers(answered, smallest_group)
        for place, wave in enumerate(Wave):
            persons = scores.index[aside[:, place]]
            of = pretest if pretest is not None and wave is Wave.BEFORE else indicator
            if len(persons):
                yield (
                    SetAside(indicator=of.id, year=data.year, group=group, wave=wave, persons=len(persons)),
                    of,
                    persons,
                )


def _without(tables: Tables, aside: SetAside, indicator: Indicator, persons: pd.Index) -> Tables:
    """The tables without what those persons answered to the items of the indicator in that wave."""
    assert tables.measurements is not None  # noqa: S101 - looked at before
    rows = tables.measurements.copy()
    theirs = (rows["year"] == aside.year) & (rows["wave"] == aside.wave) & rows["person"].isin(persons)
    rows.loc[theirs, indicator.items] = np.nan
    return replace(tables, measurements=rows)
