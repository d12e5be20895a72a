"""Means over persons of whom (nearly) all have the same number: with their error they say how few have another.

Where 97 of 100 came to no lesson and three to one each, the mean is .03: at most three came. What lies between two
numbers is counted in steps (one visit, one answer of an item), so that a small sum of distances is one of few
persons, and a small sum of squares as well, which number of persons, mean and standard error give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group, Wave
from wirkung.disclosure.moments import tell_of_few
from wirkung.disclosure.register.rows import of_year
from wirkung.estimate import Population
from wirkung.measures import measure_of
from wirkung.programme.model import Indicator
from wirkung.year.data import YearData

Values = NDArray[np.float64]

# Of so many times the smallest group and more, mean and standard error do not tell what single persons answered:
# of 12 answers from 1 to 5 the two with two decimals leave one way only (11 times 1, once 5 is 1.33 and 0.33).
FEW = 2
# Of so many possible answers: from how many times the smallest group on. Of four and 30 persons, mean and standard
# error with two decimals gave in 5 of 60 random studies the exact number of a few who gave an answer, and in 40
# between which numbers below ten it lies; of 60 persons in none, and in 8. Of five and 25 in 3 and in 25; of five
# and 40 in none and in 5.
_FEW_OF = ((3, 8), (4, 6), (5, 4), (7, 3))
_DIGITS = 9
# Beside the change, one level gives the other.
_WAVES = [wave.value for wave in Wave]
_WITH = {**dict.fromkeys(_WAVES, _WAVES), "change": ["change"], "change.follow_up": ["change.follow_up"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What persons told of an indicator.

    Parameters
    ----------
    columns : shape (persons of the study,) each
        By what it is of it («before», «change»); NaN where it is not known.
    ends
        Beyond these no answer lies; none for a change.
    step
        How far apart two numbers of a person are at least.
    """

    columns: Mapping[str, Values] = field(repr=False)
    ends: tuple[float, ...]
    step: float

    @property
    def answers(self) -> int:
        """How many different answers a person can give; of numbers without an upper end, how many lie between."""
        least, most = self.ends if len(self.ends) > 1 else self._least_and_most
        return round((most - least) / self.step) + 1

    @property
    def least(self) -> float:
        """The least answer; of numbers without an upper end the least that is known."""
        return self.ends[0] if len(self.ends) > 1 else self._least_and_most[0]

    def of(self, what: str, population: Population) -> Values:
        """What the persons told who told anything."""
        column = self.columns[what]
        members = np.frombuffer(population.members, dtype=np.uint8)
        there = np.unpackbits(members, count=column.size).astype(np.bool_)
        return column[there & ~np.isnan(column)]

    @property
    def _least_and_most(self) -> tuple[float, float]:
        known = [column for what, column in self.columns.items() if not what.startswith("change")]
        values = np.concatenate([column[~np.isnan(column)] for column in known])
        return (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Alike:
    """What persons told of each indicator that is averaged, by its name in a year («2024/interest»)."""

    of: Mapping[str, Told] = field(default_factory=dict, repr=False)

    def says_who_answered_what(self, year: int, population: Population, smallest: int) -> bool:
        """Whether there are so few persons and answers that mean and standard error say how many gave each."""
        told = self._told(year, population)
        if told is None:
            return False
        answers = told.answers
        if population.size < smallest * next((times for most, times in _FEW_OF if answers <= most), FEW):
            return True
        return any(_spread_tells(each, told, smallest, population) for each in _looked_at(population))

    def nearly(self, year: int, population: Population, smallest: int) -> bool:
        """Whether the persons have the same number: all, or all but 1 to `smallest` - 1."""
        told = self._told(year, population)
        if told is None:
            return False
        return any(_nearly(each, told, smallest, population) for each in _looked_at(population))

    def _told(self, year: int, population: Population) -> Told | None:
        return self.of.get(of_year(population.variable.partition(".")[0], year))


def _looked_at(population: Population) -> list[str]:
    return _WITH.get(population.variable.partition(".")[2], [*_WAVES, "change"])


def _nearly(what: str, told: Told, smallest: int, population: Population) -> bool:
    ends = () if what.startswith("change") else told.ends
    return few_apart(told.of(what, population), ends, told.step, smallest)


def _spread_tells(what: str, told: Told, smallest: int, population: Population) -> bool:
    """Whether mean and standard deviation of the persons say how few gave some answers."""
    least, answers = told.least, told.answers
    if what.startswith("change"):
        least, answers = -(answers - 1) * told.step, 2 * answers - 1
    return tell_of_few(told.of(what, population), least, told.step, answers, smallest)


def few_apart(values: Values, ends: tuple[float, ...], step: float, smallest: int) -> bool:
    """Whether a mean of the values, and its standard error where there is one, says that few are unlike the rest.

    Nobody is few as well: the start and a change to 5.0 say of each person what it answered afterwards, though the
    mean afterwards is missing.

    Parameters
    ----------
    values : shape (persons,)
        Of the persons; none is missing.
    ends
        Beyond these nothing lies. A single one is that of numbers without an upper end, such as visits and money:
        those who have something at all are then at least the smallest group.
    step : > 0
        How far apart two values are at least.
    smallest
        The smallest group that may be shown.

    Examples
    --------
    >>> few_apart(np.array([0.0] * 97 + [1, 1, 1]), (0,), 1, 10), few_apart(np.arange(100.0), (0,), 1, 10)
    (True, False)
    >>> few_apart(np.full(60, 4.0), (1, 5), 1, 10)
    True
    """
    if not values.size:
        return False
    if any(float(np.abs(values - end).sum()) / step < smallest for end in ends):
        return True
    if values.size < FEW * smallest:
        return values.size >= smallest and float(np.ptp(values)) < step / 2
    usual = float(np.partition(values, values.size // 2)[values.size // 2])
    unbounded = len(ends) == 1 and int((values != ends[0]).sum()) < smallest
    steps = np.round((values - usual) / step, _DIGITS)
    return unbounded or float(np.square(steps).sum()) < smallest


def alike_in(data: YearData) -> Alike:
    """What was told in a programme and year of every indicator that is averaged."""
    everybody = pd.Index(data.tables.persons["person"].unique())
    return Alike(
        {
            of_year(each.id, data.year): Told(
                columns=dict(_columns(data, each, everybody)), ends=_ends(each), step=1 / len(each.items)
            )
            for each in data.programme.indicators
            if measure_of(each).averaged
        }
    )


def _ends(indicator: Indicator) -> tuple[float, ...]:
    scale = indicator.limits
    return (0.0,) if scale is None else (scale.low, scale.high)


def _columns(data: YearData, indicator: Indicator, everybody: pd.Index) -> Iterator[tuple[str, Values]]:
    """Each wave of an indicator, its change, and that up to the follow-up, in the order of `everybody`."""
    scores = pd.concat([data.scores(indicator.id, group) for group in Group]).reindex(everybody)
    columns = {wave: scores[wave].to_numpy(dtype=float) for wave in Wave}
    yield "change.follow_up", columns[Wave.FOLLOW_UP] - columns[Wave.BEFORE]
    columns[Wave.AFTER] = columns[data.main_wave(indicator)]  # as `observations` calls the main wave
    yield "change", columns[Wave.AFTER] - columns[Wave.BEFORE]
    yield from ((wave.value, column) for wave, column in columns.items())
