"""What was measured in persons of a group, and of both groups as the design says that they are compared."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from wirkung.declared import Group, MainEstimate, Wave
from wirkung.programme.model import Indicator
from wirkung.year.covariates import adjusted_for
from wirkung.year.data import Courses, Scores, YearData
from wirkung.year.sample import Mask, Sample


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
    weights : shape (persons of the sample,)
        For how many each of them stands; None where all had one chance to be chosen.
    smallest : persons
        No interval or test may rest on groups of fewer, as far as the numbers beside it tell them.
    """

    sample: Sample
    after: Scores
    before: Scores | None = None
    courses: Courses = None
    blocks: Courses = None
    known: Scores | None = None
    weights: Scores | None = None
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
            weights=None if self.weights is None else self.weights[chosen],
            smallest=self.smallest,
        )

    @property
    def moved(self) -> Scores:
        """How far each of them moved, or the number of the one wave."""
        return self.after if self.before is None else self.after - self.before

    @property
    def held_fast(self) -> bool:
        """Whether groups are compared within blocks, or adjusted for what was known."""
        return self.blocks is not None or self.known is not None

    @property
    def at_first(self) -> Observations:
        """The numbers before, as those of a single wave."""
        return replace(self, after=self.first, before=None)

    @property
    def at_last(self) -> Observations:
        """The numbers afterwards, likewise."""
        return replace(self, before=None)


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
    courses, blocks, weights = data.courses(group), data.blocks(group), data.weights(group)
    return Observations(
        sample=sample,
        before=numbers[0] if numbers[1:] else None,
        after=numbers[-1],
        courses=None if courses is None else sample.of(courses),
        blocks=None if blocks is None else sample.of(blocks),
        weights=None if weights is None else sample.of(weights),
        smallest=data.programme.privacy.smallest_group,
    )


def compared(data: YearData, indicator: Indicator, *, at: Wave | None = None) -> tuple[Observations, Observations]:
    """Both groups as the design says that they are compared: in which waves, within what, adjusted for what.

    Parameters
    ----------
    data, indicator
        Of a year; in what.
    at
        In place of the main wave; None for that.
    """
    waves = data.compared_waves(indicator)
    waves = waves if at is None else (*waves[:-1], at)
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
