"""The persons themselves, to judge what an attacker claims: who is in a group, from the data files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tests.attack.meaning.schema import Group, Literal
from wirkung.declared import Group as Arm
from wirkung.declared import Wave
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme
from wirkung.questions.lost import _baseline, _lost
from wirkung.year.assigned import arms_of
from wirkung.year.characteristics import _banded
from wirkung.year.data import YearData
from wirkung.year.tracking.reached import answered
from wirkung.year.tracking.reaching import step_of, who_reached
from wirkung.year.tracking.spans import Spans, group_ways, spans
from wirkung.year.tracking.steps import counted
from wirkung.year.tracking.track import Tracked, track
from wirkung.year.tracking.ways import ways_of

Bits = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class Truth:
    """Who is in which group of one state of the data; persons of all years in the order of their file.

    Their ids are made anew at every reading, so only their order is the same in two states.
    """

    def __init__(self, programme: Path) -> None:
        self.loaded = load_programme(programme)
        self.tables = read_tables(self.loaded.programme, self.loaded.path.parent)
        self.order = pd.Index(self.tables.persons["person"].unique())
        self._years: dict[int, YearData] = {}
        self._found: dict[Literal | tuple[Literal, str], Bits] = {}

    def year(self, year: int) -> YearData:
        """The data of one year."""
        if year not in self._years:
            self._years[year] = YearData(self.loaded.programme, self.tables, year)
        return self._years[year]

    def members(self, group: Group) -> Bits:
        """Who is in a group."""
        ((_, _, arm),) = (literal for literal in group if literal[0] == "in")
        found = np.ones(len(self.order), dtype=bool)
        for literal in group:
            found &= self._members(literal, Arm(arm))
        return found

    def _members(self, literal: Literal, arm: Arm) -> Bits:
        key = (literal, arm.value)
        if key not in self._found:
            here = self._there(self.year(literal[1]), arm, literal)
            ids = self.year(literal[1]).persons(arm)["person"].to_numpy()
            self._found[key] = np.asarray(self.order.isin(ids[np.asarray(here, dtype=bool)]))
        return self._found[key]

    def numbers(self, variable: Literal, year: int, arm: str) -> Numbers:
        """A variable of everybody, NaN where it is not known or the person is of another group."""
        data, group = self.year(year), Arm(arm)
        match variable:
            case "level", of, wave:
                values = data.wave_scores(of, group, Wave(wave))
            case "change", of, before, after:
                values = data.wave_scores(of, group, Wave(after)) - data.wave_scores(of, group, Wave(before))
            case "number", of:
                values = data.persons(group)[of].to_numpy(dtype=float)
        found = np.full(len(self.order), np.nan)
        found[self.order.get_indexer(pd.Index(data.persons(group)["person"]))] = values
        return found

    def _there(self, data: YearData, arm: Arm, literal: Literal) -> Bits:
        name, _, *rest = literal
        members: Callable[..., Bits] = getattr(self, "_there_" if name == "there" else f"_{name}")
        return members(data, arm, *rest)

    def _in(self, data: YearData, arm: Arm, _arm: str) -> Bits:
        return np.full(len(data.persons(arm)), arm.value == _arm)

    def _arm(self, data: YearData, arm: Arm, of: str) -> Bits:
        found = arms_of(self.loaded.programme.design, data.persons(arm))
        return np.zeros(len(data.persons(arm)), bool) if found is None else np.asarray(found == of)

    def _score(self, data: YearData, arm: Arm, of: str, wave: str) -> Bits:
        return ~np.isnan(data.wave_scores(of, arm, Wave(wave)))

    def _either(self, data: YearData, arm: Arm, of: str) -> Bits:
        return self._score(data, arm, of, "before") | self._score(data, arm, of, "after")

    def _silent(self, data: YearData, arm: Arm, of: str, wave: str = "after") -> Bits:
        return ~self._score(data, arm, of, wave)

    def _answered(self, data: YearData, arm: Arm, wave: str) -> Bits:
        return answered(data, Wave(wave), arm)

    def _quit(self, data: YearData, arm: Arm) -> Bits:
        return data.persons(arm)["left"].notna().to_numpy(dtype=bool)

    def _quit_for(self, data: YearData, arm: Arm, reason: str) -> Bits:
        return (data.persons(arm)["left"] == reason).to_numpy(dtype=bool)

    def _told(self, data: YearData, arm: Arm, of: str) -> pd.Series:
        """A characteristic of everybody, a number by its bands where it has any."""
        column: pd.Series = data.persons(arm)[of]
        bands = next((each.bands for each in self.loaded.programme.characteristics if each.id == of), ())
        if not bands:
            return column
        numbers = column.astype(object).where(column.notna(), None).to_numpy()
        return pd.Series(_banded(numbers, bands), column.index)

    def _known(self, data: YearData, arm: Arm, of: str) -> Bits:
        column = self._told(data, arm, of)
        return (column.notna() & (column.astype(str) != "")).to_numpy(dtype=bool)

    def _unknown(self, data: YearData, arm: Arm, of: str) -> Bits:
        return ~self._known(data, arm, of)

    def _is(self, data: YearData, arm: Arm, of: str, value: str) -> Bits:
        return (self._told(data, arm, of).astype(str) == value).to_numpy(dtype=bool)

    def _rest(self, data: YearData, arm: Arm, of: str, others: frozenset[str]) -> Bits:
        return self._known(data, arm, of) & ~self._listed(data, arm, of, others)

    def _other(self, data: YearData, arm: Arm, of: str, others: frozenset[str]) -> Bits:
        return ~self._listed(data, arm, of, others)

    def _listed(self, data: YearData, arm: Arm, of: str, values: frozenset[str]) -> Bits:
        return self._told(data, arm, of).astype(str).isin(values).to_numpy(dtype=bool)

    def _complete(self, data: YearData, arm: Arm) -> Bits:
        known = (self._known(data, arm, each.id) for each in self.loaded.programme.characteristics)
        return np.asarray(np.logical_and.reduce([np.ones(len(data.persons(arm)), dtype=bool), *known]))

    def _upto(self, data: YearData, arm: Arm, step: str) -> Bits:
        return counted(self.loaded.programme.cohort, ways_of(data, arm).reached)[:, self._place(step)]

    def _place(self, step: str) -> int:
        return [each.id for each in self.loaded.programme.cohort].index(step)

    def _step(self, data: YearData, arm: Arm, step: str) -> Bits:
        return who_reached(data, step_of(data, step), arm)

    def _age(self, data: YearData, arm: Arm, step: str, months: int) -> Bits:
        from wirkung.questions.earlier import _by_age  # noqa: PLC0415 - only where it is needed

        by = _by_age(data, ways_of(data, arm), months)
        return counted(self.loaded.programme.cohort, by)[:, self._place(step)]

    def _there_(self, data: YearData, arm: Arm) -> Bits:
        rows = data.rows_of_year(data.tables.attendance)
        some: Iterable[str] = [] if rows is None else rows.loc[rows["hours"] > 0, "person"]
        return data.persons(arm)["person"].isin(some).to_numpy(dtype=bool)

    def _dose(self, data: YearData, arm: Arm, low: int, above: int, unknown: bool) -> Bits:
        """Whose share of all hours lies in a band, by the rows of the list themselves."""
        rows = data.rows_of_year(data.tables.attendance)
        assert rows is not None  # only said where hours are recorded
        percent = {}
        for person, theirs in rows.groupby("person"):
            hours, planned = theirs["hours"].sum(skipna=False), theirs["planned_hours"].sum(skipna=False)
            percent[person] = np.minimum(100.0, 100 * hours / planned)  # NaN where hours are missing
        found = data.persons(arm)["person"].map(percent).to_numpy(dtype=float)
        inside = (found >= low - 1e-9) & (found < above - 1e-9)
        return np.asarray(inside | np.isnan(found)) if unknown else np.asarray(inside)

    def _participant(self, data: YearData, arm: Arm) -> Bits:
        return (
            self._there_(data, arm)
            if data.tables.attendance is not None
            else np.ones(len(data.persons(arm)), bool)
        )

    def _twice_there(self, data: YearData, arm: Arm) -> Bits:
        rows = data.rows_of_year(data.tables.attendance)
        assert rows is not None  # only said where hours are recorded
        number = rows[rows["hours"] > 0].groupby("person").size()
        return data.persons(arm)["person"].isin(number.index[number > 1]).to_numpy(dtype=bool)

    def _lost(self, data: YearData, arm: Arm) -> Bits:
        return _lost(data, ways_of(data, arm))

    def _kept(self, data: YearData, arm: Arm) -> Bits:
        return ~self._lost(data, arm)

    def _based(self, data: YearData, arm: Arm) -> Bits:
        return np.asarray(~np.isnan(_baseline(data, self._lost(data, arm))).any(axis=1))

    def _gone(self, data: YearData, arm: Arm, step: str) -> Bits:
        return self._lost(data, arm) & ~self._upto(data, arm, step)

    def _not_gone(self, data: YearData, arm: Arm, step: str) -> Bits:
        return ~self._gone(data, arm, step)

    def _state(self, data: YearData, arm: Arm, months: int, states: tuple[str, ...]) -> Bits:
        tracked = track(data)
        if not isinstance(tracked, Tracked):
            return np.zeros(len(data.persons(arm)), bool)
        period = months // self.loaded.programme.tracking.period.months
        names = self._states()
        return np.isin(tracked.codes[:, period], [names.index(each) for each in states])

    def _states(self) -> list[str]:
        from wirkung.year.tracking.groups import all_states  # noqa: PLC0415 - only where it is needed

        return [str(each) for each in all_states(self.loaded.programme)]

    def _spans_of(self, data: YearData, arm: Arm, step: str) -> Spans:
        return spans(data, arm, group_ways(data)[arm], self._place(step))

    def _of_spans(self, data: YearData, arm: Arm, step: str, chosen: Callable[[Spans], Bits]) -> Bits:
        found = self._spans_of(data, arm, step)
        return np.asarray(found.sample.those(chosen(found)).chosen)

    def _spans(self, data: YearData, arm: Arm, step: str) -> Bits:
        return self._of_spans(data, arm, step, lambda found: np.ones(found.months.size, bool))

    def _curve(self, data: YearData, arm: Arm, step: str, months: int | str) -> Bits:
        last = np.inf if isinstance(months, str) else months  # «ever»
        return self._of_spans(data, arm, step, lambda found: found.reached & (found.months <= last))

    def _risk(self, data: YearData, arm: Arm, step: str, months: int) -> Bits:
        return self._of_spans(data, arm, step, lambda found: found.months >= months)

    def _left(self, data: YearData, arm: Arm, step: str, months: int) -> Bits:
        return (
            self._spans(data, arm, step)
            & ~self._curve(data, arm, step, months)
            & ~self._risk(data, arm, step, months)
        )

    def _ceiling(self, data: YearData, arm: Arm, of: str, wave: str, _end: int) -> Bits:
        high = next(each.scale.high for each in self.loaded.programme.indicators if each.id == of and each.scale)
        return data.wave_scores(of, arm, Wave(wave)) >= high - 1e-9

    def _value(self, data: YearData, arm: Arm, of: str, wave: str, value: float) -> Bits:
        return np.isclose(data.wave_scores(of, arm, Wave(wave)), value)

    def _range(self, data: YearData, arm: Arm, of: str, wave: str, label: str) -> Bits:
        low, high = (float(each.replace(",", ".")) for each in re.findall(r"\d+(?:,\d+)?", label)[:2])
        scores = data.wave_scores(of, arm, Wave(wave))
        return (scores >= low) & ((scores < high) if "unter" in label else (scores <= high))
