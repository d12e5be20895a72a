"""Whom a method compares, of both groups, and what it is given of them: apart, or as one list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from wirkung.declared import Group, Wave
from wirkung.methods.kernels.blocks import block_marks
from wirkung.programme.model import Indicator
from wirkung.year.covariates import baseline_columns
from wirkung.year.data import Courses, Scores, YearData
from wirkung.year.observed import Observations, compared, observations, with_pretest
from wirkung.year.sample import Mask

Columns = NDArray[np.float64]


class Who(Enum):
    """Whom a method compares: everybody who has what it needs."""

    AFTER = auto()  # an answer afterwards
    LATER = auto()  # one at the follow-up
    TWICE = auto()  # one before and one afterwards
    KNOWN = auto()  # both, and every characteristic
    CHOSEN = auto()  # what the declared main result needs
    DRAWN = auto()  # the same, where it is known of everybody who took part
    PRETEST = auto()  # an answer afterwards, and the pre-test
    STARTS = auto()  # an answer before, afterwards and later


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Starts:
    """Of everybody in one list: the number at the follow-up, and who starts between `after` and then."""

    numbers: Scores
    later: Mask

    def those(self, chosen: Mask) -> Starts:
        """Of those whom `chosen` marks (persons,)."""
        return Starts(numbers=self.numbers[chosen], later=self.later[chosen])


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Groups:
    """Both groups, as methods take them: apart, or as one list with the programme group first.

    Parameters
    ----------
    ours, theirs
        Who is compared, of the programme and of the comparison group.
    known : shape (persons, columns)
        The pre-test, or characteristics as numbers; no columns where the method asks for none.
    before : groups
        The pre-test of both groups; empty where the method asks for none.
    unlisted : (programme, comparison), persons
        Who was drawn and is not in the list.
    took_part : of each group, shape (persons,)
        Who took part, whatever the lot said; None where nobody asks.
    starts : Starts
        What was measured later, and who had started by then; None where nobody asks.
    """

    ours: Observations
    theirs: Observations
    known: Columns
    before: tuple[Observations, ...] = ()
    unlisted: tuple[int, int] = (0, 0)
    took_part: tuple[Mask, Mask] | None = None
    starts: Starts | None = None

    @property
    def after(self) -> tuple[Scores, Scores]:
        """The numbers afterwards, of each group."""
        return self.ours.after, self.theirs.after

    @property
    def rows(self) -> tuple[Scores, Mask, Columns]:
        """Everybody in one list: the number afterwards, whether in the programme, and what was known before."""
        in_programme = np.repeat([True, False], [self.ours.sample.size, self.theirs.sample.size])
        firsts = [each.before for each in (self.ours, self.theirs) if each.before is not None]
        before = [np.concatenate(firsts)] if firsts else []
        return np.concatenate(self.after), in_programme, np.column_stack([*before, self.known])

    @property
    def rows_in_blocks(self) -> tuple[Scores, Mask, Columns]:
        """Likewise, with a mark for every block among what was known before, where the design names blocks."""
        outcome, in_programme, known = self.rows
        return outcome, in_programme, np.column_stack([known, self.block_marks])

    @property
    def block_marks(self) -> Columns:
        """A mark for every block but the first, shape (persons, blocks less one); no columns without blocks."""
        persons = self.ours.sample.size + self.theirs.sample.size
        return np.empty((persons, 0)) if self.blocks is None else block_marks(self.blocks, persons)

    @property
    def blocks(self) -> Courses:
        """The block of everybody in one list; None where the design names none."""
        if self.ours.blocks is None or self.theirs.blocks is None:
            return None
        return np.concatenate([self.ours.blocks, self.theirs.blocks])

    @property
    def clusters(self) -> Courses:
        """The course of everybody in one list; None where the design names no courses."""
        if self.ours.courses is None or self.theirs.courses is None:
            return None
        return np.concatenate([self.ours.courses, self.theirs.courses])

    @property
    def lost(self) -> tuple[int, int]:
        """How many of each group are not compared."""
        return self.ours.sample.left_out + self.unlisted[0], self.theirs.sample.left_out + self.unlisted[1]

    def among(self, kept: tuple[Mask, Mask]) -> Groups:
        """Those whom `kept` marks: of each group, shape (persons of the group,)."""
        ours, theirs = (group.sample.of(mask) for group, mask in zip((self.ours, self.theirs), kept, strict=True))
        before = (each.those(mask) for each, mask in zip(self.before, (ours, theirs), strict=False))
        return replace(
            self,
            ours=self.ours.those(ours),
            theirs=self.theirs.those(theirs),
            known=self.known[np.concatenate([ours, theirs])],
            before=tuple(before),
            starts=None if self.starts is None else self.starts.those(np.concatenate([ours, theirs])),
            took_part=None if self.took_part is None else (self.took_part[0][ours], self.took_part[1][theirs]),
        )


def groups_of(data: YearData, indicator: Indicator, who: Who) -> Groups | None:
    """Both groups, those who have what a method needs; None where nobody can have it."""
    match who:
        case Who.PRETEST:
            pretest = data.pretest_of(indicator)
            return None if pretest is None else _with_pretest(data, indicator, pretest)
        case Who.CHOSEN:
            return _as_chosen(data, indicator)
        case Who.DRAWN:
            return _with_who_took_part(data, indicator)
        case Who.STARTS:
            return _with_starts(data, indicator)
    once = {Who.AFTER: (data.main_wave(indicator),), Who.LATER: (Wave.FOLLOW_UP,)}
    waves = once.get(who, data.waves(indicator))
    tables = _characteristics(data, who)
    both = [
        observations(data, indicator, group, *waves, among=np.asarray(~np.isnan(table).any(axis=1)))
        for group, table in zip(Group, tables, strict=True)
    ]
    known = [group.sample.of(table) for group, table in zip(both, tables, strict=True)]
    listed = len(data.persons(Group.PROGRAMME)), len(data.persons(Group.COMPARISON))
    drawn = data.drawn or listed
    return Groups(
        ours=both[0],
        theirs=both[1],
        known=np.concatenate(known),
        unlisted=(drawn[0] - listed[0], drawn[1] - listed[1]),
    )


def _as_chosen(data: YearData, indicator: Indicator) -> Groups:
    """Whom the declared main result compares, with what it is adjusted for."""
    ours, theirs = compared(data, indicator)
    known = [np.empty((each.sample.size, 0)) if each.known is None else each.known for each in (ours, theirs)]
    return Groups(ours=ours, theirs=theirs, known=np.concatenate(known))


def _with_who_took_part(data: YearData, indicator: Indicator) -> Groups | None:
    here, there = data.took_part(Group.PROGRAMME), data.took_part(Group.COMPARISON)
    if here is None or there is None:
        return None
    groups = _as_chosen(data, indicator)
    return replace(groups, took_part=(groups.ours.sample.of(here), groups.theirs.sample.of(there)))


def _with_starts(data: YearData, indicator: Indicator) -> Groups | None:
    """Who answered three times; None where few start at once, later or never, which the numbers would tell."""
    later = [marks for group in Group if (marks := data.starts_later(group)) is not None]
    if not later:
        return None
    both = [
        observations(data, indicator, group, Wave.BEFORE, Wave.AFTER, among=found.chosen)
        for group in Group
        for found in [data.answered(indicator.id, group, *Wave)]
    ]
    last = [
        each.sample.of(data.wave_scores(indicator.id, group, Wave.FOLLOW_UP))
        for group, each in zip(Group, both, strict=True)
    ]
    starts = [each.sample.of(marks) for each, marks in zip(both, later, strict=True)]
    sizes = both[0].sample.size, int(starts[1].sum()), int((~starts[1]).sum())
    if min(sizes) < data.programme.privacy.smallest_group:
        return None
    return Groups(
        ours=both[0],
        theirs=both[1],
        known=np.empty((sum(map(len, last)), 0)),
        starts=Starts(numbers=np.concatenate(last), later=np.concatenate(starts)),
    )


def _with_pretest(data: YearData, indicator: Indicator, pretest: Indicator) -> Groups:
    (ours, ours_before), (theirs, theirs_before) = (
        with_pretest(data, indicator, pretest, group) for group in Group
    )
    before = (ours_before, theirs_before)
    known = np.concatenate([each.after for each in before])[:, None]
    return Groups(ours=ours, theirs=theirs, known=known, before=before)


def _characteristics(data: YearData, who: Who) -> list[Columns]:
    """What was known of everybody at the start, of each group; no columns where that is not asked for."""
    names = [entry.id for entry in data.programme.characteristics] if who is Who.KNOWN else []
    columns = baseline_columns(data, tuple(Group), names)
    nothing = np.empty((len(data.persons()), 0))
    table = np.column_stack([nothing, *(column.values for column in columns)])
    return np.split(table, [len(data.persons(Group.PROGRAMME))])
