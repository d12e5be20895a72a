"""Scores: a number on a scale, or any other that a mean says something about (points, hours, dollars)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wirkung.codes import Caution, Quantity, UnitKind
from wirkung.estimate import Estimate, Test, Unit
from wirkung.measures import Levels, columns_held_fast, held_fast, told_of_many, weighted
from wirkung.methods.change.conventions import Convention, change_conventions, difference_conventions
from wirkung.methods.change.distribution import ScoreRange, distribution
from wirkung.methods.comparison.beside_the_main_line import (
    mean_in_courses,
    standardised_change_clustered,
    without_interval,
)
from wirkung.methods.comparison.clusters import (
    difference_in_change_clustered,
    mean_change_clustered,
    mean_difference_clustered,
)
from wirkung.methods.comparison.interaction import SubgroupTable, in_courses, with_estimates
from wirkung.methods.comparison.interaction_in_courses import interaction_in_courses
from wirkung.methods.comparison.mean_difference import hedges_g
from wirkung.methods.comparison.mean_of_skewed import mean_of_skewed
from wirkung.methods.comparison.sampling_weights import weighted_mean
from wirkung.methods.comparison.standardised_difference import standardised_difference
from wirkung.methods.comparison.standardised_in_courses import hedges_g_in_courses
from wirkung.methods.comparison.subgroups import (
    subgroup_changes,
    subgroup_differences,
    subgroup_differences_in_change,
    subgroup_means,
)
from wirkung.methods.kernels.cluster_labels import arm
from wirkung.methods.kernels.clustered import FEWEST_PERSONS
from wirkung.methods.kernels.intervals import mean
from wirkung.programme.model import Indicator
from wirkung.year.data import Scores
from wirkung.year.observed import Observations
from wirkung.year.sample import Sample


class Score:
    """Means and their differences, in the unit of the indicator; standardised by standard deviations."""

    averaged = True
    skewed = False  # whether few persons may have many times what the others have

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator

    @property
    def unit(self) -> Unit:
        """Named by the indicator, whose programme file has the word for it."""
        return Unit(kind=UnitKind.SCORE, symbol=self.indicator.id)

    def level(self, values: Scores) -> Estimate:
        """The mean, with a t interval; Willink's where few may have most of it."""
        return mean_of_skewed(values, unit=self.unit) if self.skewed else mean(values, unit=self.unit)

    def change(self, group: Observations) -> Estimate:
        """The mean change, its interval chosen by whether the persons learned in courses."""
        if group.weights is not None:
            moved, quantity = group.after - group.first, Quantity.MEAN_CHANGE
            found = weighted_mean(moved, group.weights, group.courses, unit=self.unit, quantity=quantity)
            return told_of_many(found, group)
        return mean_change_clustered(group.first, group.after, group.courses, unit=self.unit)

    def standardised_change(self, group: Observations) -> Estimate:
        """In the mean of the standard deviations before and after, corrected for small groups (g_av)."""
        return standardised_change_clustered(group.first, group.after, group.courses)

    def difference(self, programme: Observations, comparison: Observations, *, level: float = 0.95) -> Estimate:
        """Between the mean changes, or between the means afterwards; within blocks and adjusted where declared."""
        adjusted = weighted(programme, comparison, unit=self.unit, level=level)
        adjusted = adjusted or held_fast(programme, comparison, unit=self.unit, level=level)
        if adjusted is not None:
            return adjusted
        courses = programme.courses, comparison.courses
        if programme.before is None or comparison.before is None:
            return mean_difference_clustered(
                programme.after, comparison.after, *courses, unit=self.unit, level=level
            )
        waves = programme.before, programme.after, comparison.before, comparison.after
        return difference_in_change_clustered(*waves, *courses, unit=self.unit, level=level)

    def of_group(self, group: Observations) -> Estimate:
        """The mean afterwards, or the mean of the changes."""
        values = group.moved
        if group.weights is not None:
            return told_of_many(weighted_mean(values, group.weights, group.courses, unit=self.unit), group)
        if self.skewed and group.before is None:
            return mean_of_skewed(values, group.courses, unit=self.unit)
        return mean_in_courses(mean(values, unit=self.unit), values, group.courses)

    def standardised_difference(
        self, difference: Estimate, programme: Observations, comparison: Observations, *, level: float = 0.95
    ) -> Estimate:
        """Hedges' g; where a change or courses call for another standard error, the difference by that spread."""
        both = (programme, comparison)
        plain = all(each.before is None and each.courses is None and not each.held_fast for each in both)
        plain = plain and programme.weights is None
        if plain:
            found = hedges_g(programme.after, comparison.after, level=level)
            return without_interval(found) if difference.interval is None else found
        return standardised_difference(difference, programme.after, comparison.after, level=level)

    def baseline(self, programme: Observations, comparison: Observations) -> Estimate:
        """Hedges' g."""
        return hedges_g_in_courses(programme.after, comparison.after, programme.courses, comparison.courses)

    def distribution(self, group: Observations, *, smallest: int) -> tuple[ScoreRange, ...]:
        """Ranges of the scale; none without a scale, whose ends nobody could know."""
        scale = self.indicator.scale
        if scale is None:
            return ()
        return distribution(group.first, group.after, lowest=scale.low, highest=scale.high, smallest=smallest)

    def conventions_of_change(self, group: Observations) -> tuple[Convention, ...]:
        """Divided by every usual standard deviation, plain and corrected; their intervals know no courses."""
        return _as_sure(change_conventions(group.first, group.after), group)

    def conventions_of_difference(
        self, programme: Observations, comparison: Observations
    ) -> tuple[Convention, ...]:
        """Divided by the spread of both groups, of the comparison group, by averaged variances."""
        return _as_sure(difference_conventions(programme.after, comparison.after), programme, comparison)

    def changes_by_level(self, group: Observations, levels: Levels) -> tuple[SubgroupTable, ...]:
        """Mean changes or means, and the Welch-James test; in courses CR2, and of few large numbers Willink's."""
        found = means_by_level(group, levels, self.unit)
        if self.skewed and group.before is None and group.courses is None:
            return as_told(found, retold(found, (group,), (levels,), self.of_group))
        return _in_courses(found, (group,), (levels,), self._level_of)

    def _level_of(self, group: Observations) -> Estimate:
        return self.change(group) if group.before is not None else self.of_group(group)

    def differences_by_level(
        self, groups: tuple[Observations, Observations], levels: tuple[Levels, Levels]
    ) -> tuple[SubgroupTable, ...]:
        """Differences of the means, or of the mean changes, and the Welch-James test; in courses CR2."""
        return _in_courses(mean_differences_by_level(groups, levels, self.unit), groups, levels, self.difference)

    def parts(self, group: Observations) -> tuple[Sample, ...]:  # noqa: ARG002
        """None: a mean tells of how many it is, and no more."""
        return ()


def means_by_level(group: Observations, levels: Levels, unit: Unit) -> tuple[SubgroupTable, ...]:
    """The mean change at every level, or the mean of what was measured once, and one test of all levels."""
    if group.before is None:
        return subgroup_means(group.after, subgroups=levels, unit=unit)
    return subgroup_changes(group.before, group.after, subgroups=levels, unit=unit)


def mean_differences_by_level(
    groups: tuple[Observations, Observations], levels: tuple[Levels, Levels], unit: Unit
) -> tuple[SubgroupTable, ...]:
    """Likewise how far two groups lie apart at every level."""
    ours, theirs = groups
    if ours.before is None or theirs.before is None:
        return subgroup_differences(ours.after, theirs.after, subgroups=levels, unit=unit)
    return subgroup_differences_in_change(
        ours.before, ours.after, theirs.before, theirs.after, subgroups=levels, unit=unit
    )


def _in_courses(
    tables: tuple[SubgroupTable, ...],
    groups: tuple[Observations, ...],
    levels: tuple[Levels, ...],
    tell: Callable[..., Estimate],
) -> tuple[SubgroupTable, ...]:
    """Tables of means as sure as courses allow: the intervals of `tell` and a test that knows the courses."""
    if all(group.courses is None and not group.held_fast for group in groups):
        return tables
    return tested_in_courses(as_told(tables, retold(tables, groups, levels, tell)), groups, levels)


def as_told(tables: tuple[SubgroupTable, ...], told: tuple[SubgroupTable, ...]) -> tuple[SubgroupTable, ...]:
    """The tables with the estimates of others and their own counts."""
    return tuple(
        replace(
            table,
            levels=tuple(
                replace(row, estimate=replace(known.estimate, counts=row.estimate.counts))
                for row, known in zip(table.levels, other.levels, strict=True)
            ),
        )
        for table, other in zip(tables, told, strict=True)
    )


def tested_in_courses(
    tables: tuple[SubgroupTable, ...], groups: tuple[Observations, ...], levels: tuple[Levels, ...]
) -> tuple[SubgroupTable, ...]:
    """The tables with a test that knows the courses, the blocks and what is adjusted for, where there are any."""
    held_fast_too = len(groups) > 1 and all(group.held_fast for group in groups)
    if all(group.courses is None for group in groups) and not held_fast_too:
        return tables

    def test_of(table: SubgroupTable) -> Test | None:
        """Of the levels that are large enough to be compared."""
        compared = [
            row.level for row in table.levels if Caution.SUBGROUP_NOT_COMPARED not in row.estimate.cautions
        ]
        cells = [_at(table.variable, level, groups, levels) for level in compared]
        arms = [tuple(arm(each.moved, each.courses, name=table.variable) for each in cell) for cell in cells]
        beside = columns_held_fast([each for cell in cells for each in cell]) if held_fast_too else None
        return interaction_in_courses(arms, beside)

    return in_courses(tables, test_of)


def _at(
    variable: str, level: str | None, groups: tuple[Observations, ...], levels: tuple[Levels, ...]
) -> tuple[Observations, ...]:
    return tuple(group.those(each[variable] == level) for group, each in zip(groups, levels, strict=True))


def retold(
    tables: tuple[SubgroupTable, ...],
    groups: tuple[Observations, ...],
    levels: tuple[Levels, ...],
    tell: Callable[..., Estimate],
) -> tuple[SubgroupTable, ...]:
    """Tables of means with what another kind tells of those of each group who have a level; the test stays."""

    def told_at(variable: str, level: str | None) -> Estimate:
        """What is told of a level."""
        return tell(*_at(variable, level, groups, levels))

    return tuple(with_estimates(table, told_at) for table in tables)


def _as_sure(conventions: tuple[Convention, ...], *groups: Observations) -> tuple[Convention, ...]:
    """Without intervals where the main line has none of independent persons: in courses, and of few."""
    if all(group.courses is None and group.after.size >= FEWEST_PERSONS for group in groups):
        return conventions
    return tuple(replace(each, estimate=without_interval(each.estimate)) for each in conventions)


MEASURE = Score
