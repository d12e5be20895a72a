"""The kinds of indicator: one file each, under the name that a programme file gives it as `kind`.

The listing of this folder is the list of the kinds. Questions ask the measure of an indicator and know no kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Assumption, Quantity
from wirkung.declared import Group, MainEstimate, Wave
from wirkung.estimate import Estimate, Population, Unit
from wirkung.methods.change.conventions import Convention
from wirkung.methods.change.distribution import ScoreRange
from wirkung.methods.comparison.adjusted_difference import Beside, adjusted_between
from wirkung.methods.comparison.interaction import SubgroupTable
from wirkung.programme.model import Indicator
from wirkung.year.covariates import adjusted_for
from wirkung.year.data import Courses, Scores, YearData
from wirkung.year.sample import Mask, Sample, rests_on

Levels = Mapping[str, NDArray[np.object_]]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Observations:
    """What was measured in a sample of one group: no number is missing.

    Parameters
    ----------
    sample
        Whose numbers these are.
    after : shape (persons of the sample,)
        Afterwards; for the number of one wave alone, whenever it was.
    before : shape (persons of the sample,)
        Of the same persons; None where only one wave was asked for.
    courses : shape (persons of the sample,)
        The course, class or school of each of them; None where the design names none.
    blocks : shape (persons of the sample,)
        Within which of them the groups are compared; None where the design names none.
    known : shape (persons of the sample, columns)
        For what a difference is adjusted; None where the design declares no such main result.
    smallest : persons
        No interval or test may rest on groups of fewer, as far as the numbers beside it tell them.
    """

    sample: Sample
    after: Scores
    before: Scores | None = None
    courses: Courses = None
    blocks: Courses = None
    known: Scores | None = None
    smallest: int = 1

    @property
    def first(self) -> Scores:
        """The numbers before.

        Raises
        ------
        ValueError
            For observations of a single wave.
        """
        if self.before is None:
            raise ValueError(f"{self.sample.variable} was observed once, its change cannot be told")
        return self.before

    def those(self, chosen: Mask) -> Observations:
        """Of those whom `chosen` marks (persons of the sample,)."""
        return Observations(
            sample=self.sample.those(chosen),
            after=self.after[chosen],
            before=None if self.before is None else self.before[chosen],
            courses=None if self.courses is None else self.courses[chosen],
            blocks=None if self.blocks is None else self.blocks[chosen],
            known=None if self.known is None else self.known[chosen],
            smallest=self.smallest,
        )

    @property
    def moved(self) -> Scores:
        """How far each of them moved, or the number of the one wave."""
        return self.after if self.before is None else self.after - self.before

    @property
    def beside(self) -> Beside | None:
        """What is held fast when groups are compared; None for nothing."""
        if self.blocks is None and self.known is None:
            return None
        return Beside(blocks=self.blocks, covariates=self.known)

    @property
    def at_first(self) -> Observations:
        """The numbers before, as those of a single wave."""
        return replace(self, after=self.first, before=None)

    @property
    def at_last(self) -> Observations:
        """The numbers afterwards, likewise."""
        return replace(self, before=None)


class Measure(Protocol):
    """How indicators of one kind are counted and compared; made for one indicator.

    Estimates come without population and without the assumption that those left out are like the others: both are
    for the question to add, which chose the sample (`resting`).
    """

    averaged: bool  # whether its numbers are means, so that other methods of means hold for them

    def __init__(self, indicator: Indicator) -> None: ...

    @property
    def unit(self) -> Unit:
        """In what its numbers are counted."""

    def level(self, values: Scores) -> Estimate:
        """How high the numbers of some persons are, be they in courses or not: shape (persons,)."""

    def change(self, group: Observations) -> Estimate:
        """How far the same persons moved from before to after."""

    def standardised_change(self, group: Observations) -> Estimate:
        """The same in a unit that can be compared between indicators."""

    def difference(self, programme: Observations, comparison: Observations) -> Estimate:
        """How far the groups lie apart: in their change where both have a `before`, otherwise afterwards."""

    def of_group(self, group: Observations) -> Estimate:
        """What is told of one group, courses considered: its level, or its change where it has a `before`."""

    def standardised_difference(
        self, difference: Estimate, programme: Observations, comparison: Observations
    ) -> Estimate:
        """The same, which was estimated as `difference`, in a unit that can be compared between indicators."""

    def baseline(self, programme: Observations, comparison: Observations) -> Estimate:
        """How far the groups lie apart in the one wave of both, in standard deviations; courses considered."""

    def distribution(self, group: Observations, *, smallest: int) -> tuple[ScoreRange, ...]:
        """Shares of the persons in ranges or categories, each with `smallest` at least; none without."""

    def conventions_of_change(self, group: Observations) -> tuple[Convention, ...]:
        """The standardised change as other tools print it; none where there are no such conventions."""

    def conventions_of_difference(
        self, programme: Observations, comparison: Observations
    ) -> tuple[Convention, ...]:
        """The standardised difference as other tools print it; none where there are no such conventions."""

    def changes_by_level(self, group: Observations, levels: Levels) -> tuple[SubgroupTable, ...]:
        """`of_group` for every level of each characteristic, with a test of whether it is the same for all."""

    def differences_by_level(
        self, groups: tuple[Observations, Observations], levels: tuple[Levels, Levels]
    ) -> tuple[SubgroupTable, ...]:
        """The difference of programme and comparison group, likewise."""

    def parts(self, group: Observations) -> tuple[Sample, ...]:
        """Persons of the group whose number its level, change or difference tells beside that of all of them."""


@cache
def measures() -> dict[str, type[Measure]]:
    """Every kind of indicator by its name."""
    names = (module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").MEASURE for name in names}


def measure_of(indicator: Indicator) -> Measure:
    """The measure of an indicator, by the kind that its programme file gives."""
    return measures()[indicator.kind](indicator)


def populations(measure: Measure, variable: str, *groups: Observations) -> tuple[Population, ...]:
    """All whom an estimate of a measure rests on: the groups, and the parts whose number it tells as well.

    Parameters
    ----------
    measure
        By which it was estimated.
    variable
        What was looked at: «interest.change».
    groups
        In whom.
    """
    parts = (part for group in groups for part in measure.parts(group))
    return tuple(each.population for each in (*(group.sample.called(variable) for group in groups), *parts))


def resting(measure: Measure, estimate: Estimate, variable: str, *groups: Observations) -> Estimate:
    """The estimate with its `populations`; that those of the groups who are left out are like them is assumed."""
    known = rests_on(estimate, *(group.sample for group in groups))
    return known.resting_on(*populations(measure, variable, *groups))


def observations(
    data: YearData, indicator: Indicator, group: Group, *waves: Wave, among: Mask | None = None
) -> Observations:
    """The numbers of all persons of a group who have one in each of the waves.

    Parameters
    ----------
    data
        Programme and year.
    indicator, group
        Of what, and of whom.
    waves
        One: its numbers are `after`. Two: first `before`, then `after`.
    among : shape (persons of the group,)
        Who is looked at; None for all.
    """
    main = data.main_wave(indicator)
    # Whenever the main wave was, its numbers are those «after»: two of before, after and change give the third.
    names = "+".join(Wave.AFTER if wave is main is not Wave.BEFORE else wave for wave in waves)
    sample = data.answered(indicator.id, group, *waves, variable=names)
    sample = sample if among is None else sample.where(among)
    numbers = [sample.of(data.wave_scores(indicator.id, group, wave)) for wave in waves]
    courses, blocks = data.courses(group), data.blocks(group)
    return Observations(
        sample=sample,
        before=numbers[0] if numbers[1:] else None,
        after=numbers[-1],
        courses=None if courses is None else sample.of(courses),
        blocks=None if blocks is None else sample.of(blocks),
        smallest=data.programme.privacy.smallest_group,
    )


def compared(data: YearData, indicator: Indicator) -> tuple[Observations, Observations]:
    """Both groups as the design says that they are compared: in which waves, within what, adjusted for what."""
    waves = data.compared_waves(indicator)
    if data.main_estimate(indicator) is not MainEstimate.ADJUSTED:
        ours, theirs = (observations(data, indicator, group, *waves) for group in Group)
        return ours, theirs

    def adjusted(group: Group, table: Scores) -> Observations:
        """Of those of a group of whom everything is known that is needed."""
        found = observations(data, indicator, group, *waves, among=np.asarray(~np.isnan(table).any(axis=1)))
        return replace(found, known=found.sample.of(table))

    ours, theirs = (adjusted(*each) for each in zip(Group, adjusted_for(data, indicator), strict=True))
    return ours, theirs


def results_of(data: YearData, indicator: Indicator, group: Group) -> Observations:
    """What is told of a group as the result on an indicator: as it is compared, or alone how far it changed."""
    if data.has_comparison:
        return dict(zip(Group, compared(data, indicator), strict=True))[group]
    return observations(data, indicator, group, *data.waves(indicator))


def adjusted_difference(
    ours: Observations, theirs: Observations, *, unit: Unit, once: Quantity
) -> Estimate | None:
    """The difference within blocks or adjusted for what was known before; None where nothing is held fast.

    Parameters
    ----------
    ours, theirs
        Programme and comparison group.
    unit
        Of their numbers.
    once
        What the difference is called where they are of one wave.
    """
    if ours.beside is None or theirs.beside is None:
        return None
    twice = ours.before is not None and theirs.before is not None
    found = adjusted_between(
        ours.moved if twice else ours.after,
        theirs.moved if twice else theirs.after,
        (ours.beside, theirs.beside),
        (ours.courses, theirs.courses),
        unit=unit,
        quantity=Quantity.DIFFERENCE_IN_CHANGE if twice else once,
    )
    trends = (Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE) if twice else ()
    return found.with_assumptions(*trends)


def with_pretest(
    data: YearData, indicator: Indicator, pretest: Indicator, group: Group
) -> tuple[Observations, Observations]:
    """The numbers afterwards and those of the pre-test, of the same persons of a group: all who have both."""
    main = data.main_wave(indicator)
    answered, known = data.answered(indicator.id, group, main), data.answered(pretest.id, group, Wave.BEFORE)
    return (
        observations(data, indicator, group, main, among=known.chosen),
        observations(data, pretest, group, Wave.BEFORE, among=answered.chosen),
    )
