"""Answers of which only the order says something: grades, single items. Medians, and how clearly one lies above.

Nobody knows that from 1 to 2 is as far as from 4 to 5, so that nothing is averaged: the same persons are compared
by the matched-pairs rank-biserial correlation, two groups by Cliff's delta, within blocks where these were drawn.
Where they learned in courses, the interval comes from leaving out one course after the other; within blocks, CR2.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wirkung.codes import Assumption, Caution
from wirkung.estimate import NUMBER, Estimate
from wirkung.measures import Levels
from wirkung.measures.score import mean_differences_by_level, means_by_level, retold, tested_in_courses
from wirkung.methods.change.conventions import Convention
from wirkung.methods.change.distribution import ScoreRange, categories
from wirkung.methods.change.ordinal import median
from wirkung.methods.change.ordinal_clustered import cliffs_delta_clustered, rank_biserial_clustered
from wirkung.methods.comparison.beside_the_main_line import without_interval
from wirkung.methods.comparison.interaction import SubgroupTable
from wirkung.methods.comparison.ordered_within_blocks import cliffs_delta_within_blocks
from wirkung.methods.comparison.standardised_in_courses import hedges_g_in_courses
from wirkung.methods.kernels.cluster_labels import labels_of
from wirkung.programme.model import Indicator
from wirkung.year.data import Scores
from wirkung.year.observed import Observations
from wirkung.year.sample import Sample


class Ordered:
    """Medians, rank-biserial correlation and Cliff's delta, which are standardised themselves."""

    unit = NUMBER
    averaged = False

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator

    def level(self, values: Scores) -> Estimate:
        """The median, with an interval from the order of the answers."""
        return median(values)

    def change(self, group: Observations) -> Estimate:
        """How clearly the same persons' answers moved up rather than down.

        Without an interval where few moved up, down or not at all: beside the correlation it says how many did.
        """
        found = rank_biserial_clustered(group.first, group.after, group.courses)
        in_courses = Assumption.CLUSTERS_INDEPENDENT in found.assumptions  # of whom nobody knows the courses
        if found.interval is None or in_courses or _moves_are_large(group):
            return found
        plain = replace(found, interval=None, standard_error=None, test=None)
        return plain.with_cautions(Caution.UNCERTAINTY_NOT_SHOWN)

    def standardised_change(self, group: Observations) -> Estimate:
        """The same: it lies between -1 and 1 for every indicator."""
        return replace(self.change(group), standardiser="rank_biserial")

    def difference(self, programme: Observations, comparison: Observations, *, level: float = 0.95) -> Estimate:
        """How much oftener a participant lies above a person of the comparison group than below.

        By the steps that each person moved, where both groups have a `before`; within blocks where the design
        names them.
        """
        courses, both = (programme.courses, comparison.courses), (programme, comparison)
        if programme.blocks is None or comparison.blocks is None:
            return cliffs_delta_clustered(programme.moved, comparison.moved, *courses, level=level)
        return cliffs_delta_within_blocks(
            np.concatenate([each.moved for each in both]),
            np.repeat([True, False], [each.sample.size for each in both]),
            np.concatenate([programme.blocks, comparison.blocks]),
            clusters=np.concatenate([labels_of(each.courses, each.sample.size) for each in both]),
            level=level,
        )

    def of_group(self, group: Observations) -> Estimate:
        """The median, without an interval where there are courses, or how clearly the group moved."""
        if group.before is not None:
            return self.change(group)
        level = self.level(group.after)  # whose interval is that of independent persons
        return level if group.courses is None else without_interval(level)

    def standardised_difference(
        self,
        difference: Estimate,
        programme: Observations,  # noqa: ARG002 - as all measures
        comparison: Observations,  # noqa: ARG002
        *,
        level: float = 0.95,  # noqa: ARG002
    ) -> Estimate:
        """The same: it lies between -1 and 1 for every indicator."""
        return replace(difference, standardiser="cliffs_delta", convention="")

    def baseline(self, programme: Observations, comparison: Observations) -> Estimate:
        """Hedges' g of the answers as numbers, which is what the rules on baselines are made for."""
        return hedges_g_in_courses(programme.after, comparison.after, programme.courses, comparison.courses)

    def distribution(self, group: Observations, *, smallest: int) -> tuple[ScoreRange, ...]:
        """The categories, those with few persons put together with their neighbours."""
        scale = self.indicator.limits
        if scale is None:
            return ()
        return categories(group.first, group.after, lowest=scale.low, highest=scale.high, smallest=smallest)

    def conventions_of_change(self, group: Observations) -> tuple[Convention, ...]:  # noqa: ARG002
        """None: there is no standard deviation to divide by."""
        return ()

    def conventions_of_difference(
        self,
        programme: Observations,  # noqa: ARG002
        comparison: Observations,  # noqa: ARG002
    ) -> tuple[Convention, ...]:
        """None, likewise."""
        return ()

    def changes_by_level(self, group: Observations, levels: Levels) -> tuple[SubgroupTable, ...]:
        """`of_group` at each level, and the Welch-James test of the answers as numbers."""
        found = retold(means_by_level(group, levels, self.unit), (group,), (levels,), self.of_group)
        return tested_in_courses(found, (group,), (levels,))

    def differences_by_level(
        self, groups: tuple[Observations, Observations], levels: tuple[Levels, Levels]
    ) -> tuple[SubgroupTable, ...]:
        """Cliff's delta at each level, and the Welch-James test of the answers as numbers."""
        found = retold(mean_differences_by_level(groups, levels, self.unit), groups, levels, self.difference)
        return tested_in_courses(found, groups, levels)

    def parts(self, group: Observations) -> tuple[Sample, ...]:  # noqa: ARG002
        """None: a rank correlation tells of how many it is, and no more."""
        return ()


def _moves_are_large(group: Observations) -> bool:
    """Whether nobody or enough persons moved up, moved down and stayed."""
    steps = group.after - group.first
    moves = (int((steps > 0).sum()), int((steps < 0).sum()), int((steps == 0).sum()))
    return not any(0 < number < group.smallest for number in moves)


MEASURE = Ordered
