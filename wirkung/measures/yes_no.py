"""Yes or no: who passed, who wants to go on. Shares of persons, their differences in percentage points.

Whoever knows that 27 of 40 said yes afterwards and 18 before, and reads an exact test of the same persons, knows
how many changed to yes and how many to no. So an interval that rests on these is given only where each of them is
large enough; else one that follows from the two shares, which is wider where people stay as they were.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, STANDARD_DEVIATIONS, Count, Estimate
from wirkung.measures import Levels, held_fast, told_of_many, weighted
from wirkung.measures.score import mean_differences_by_level, means_by_level, retold, tested_in_courses
from wirkung.methods.change.conventions import Convention
from wirkung.methods.change.distribution import ScoreRange
from wirkung.methods.change.paired_counts import PairedCounts, paired_counts
from wirkung.methods.change.paired_shares import share_change
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses
from wirkung.methods.comparison.clusters import difference_in_change_clustered, mean_change_clustered
from wirkung.methods.comparison.interaction import SubgroupTable
from wirkung.methods.comparison.mean_difference import cox_index, cox_index_of_shares
from wirkung.methods.comparison.sampling_weights import weighted_mean
from wirkung.methods.comparison.share_change_difference import difference_of_share_changes
from wirkung.methods.comparison.shares_in_courses import share_difference_clustered
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses
from wirkung.methods.kernels.counts import few
from wirkung.methods.kernels.intervals import share, share_difference
from wirkung.programme.model import Indicator
from wirkung.year.data import Scores
from wirkung.year.observed import Observations
from wirkung.year.sample import Sample

_WILSON = "Wilson (1927), Journal of the American Statistical Association 22, 209-212"


class YesNo:
    """Shares and their differences; standardised by the Cox index, never by standard deviations."""

    unit = SHARE
    averaged = False

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator

    def level(self, values: Scores) -> Estimate:
        """The share who said yes, with Wilson's interval; nobody: no value."""
        if not values.size:
            return _nobody()
        return _with_all(share(_yes(values), values.size))

    def change(self, group: Observations) -> Estimate:
        """How far the share moved: Tango's interval and McNemar's test; CR2 where they learned in courses."""
        return _change(group, level=0.95)

    def standardised_change(self, group: Observations) -> Estimate:
        """The Cox index of both shares; its usual interval holds for different persons, so that it has none."""
        return _by_odds((_yes(group.after), _yes(group.first)), group.after.size, _margins(group))

    def difference(self, programme: Observations, comparison: Observations, *, level: float = 0.95) -> Estimate:
        """Between the shares afterwards (Newcombe), or the changes of both groups (MOVER, in courses CR2).

        Within blocks, or adjusted where that is declared, by least squares on 0 and 1.
        """
        counts = _of_both(programme, comparison)
        held = weighted(programme, comparison, unit=SHARE, level=level)
        held = held or held_fast(programme, comparison, unit=SHARE, level=level)
        if held is not None:
            return replace(held, counts=counts)
        courses = programme.courses, comparison.courses
        in_courses = _learned_in_courses(programme) or _learned_in_courses(comparison)
        if programme.before is not None and comparison.before is not None:
            if in_courses:
                waves = (programme.before, programme.after, comparison.before, comparison.after)
                return replace(
                    difference_in_change_clustered(*waves, *courses, unit=SHARE, level=level), counts=counts
                )
            sizes = programme.after.size, comparison.after.size
            changes = (_change(group, level=level) for group in (programme, comparison))
            found = difference_of_share_changes(*changes, persons=sizes)
            return replace(found, counts=counts)
        if in_courses:
            found = share_difference_clustered(programme.after, comparison.after, *courses, level=level)
            return replace(found, counts=counts)
        if not (programme.after.size and comparison.after.size):
            return replace(_nobody(), quantity=Quantity.SHARE_DIFFERENCE, claim=Claim.ASSOCIATION, counts=counts)
        reached, total = _reached(programme.after, comparison.after)
        return replace(share_difference(reached, total, quantile="t", level=level), counts=counts)

    def of_group(self, group: Observations) -> Estimate:
        """The share afterwards, or its change; CR2 where they learned in courses."""
        if group.before is not None:
            return self.change(group)
        if group.weights is not None:
            found = weighted_mean(group.after, group.weights, group.courses, unit=SHARE, quantity=Quantity.SHARE)
            return told_of_many(found, group)
        return mean_in_courses(self.level(group.after), group.after, group.courses)

    def standardised_difference(
        self, difference: Estimate, programme: Observations, comparison: Observations, *, level: float = 0.95
    ) -> Estimate:
        """The Cox index afterwards; less the one before, without interval; so is that of an adjusted share."""
        counts = difference.counts
        if programme.before is None and (programme.held_fast or programme.weights is not None):
            return _adjusted_cox(difference, comparison)
        if programme.weights is not None:
            return replace(_adjusted_cox(difference, comparison), value=None, cautions=(Caution.NOT_WEIGHTED,))
        after = _cox(programme.at_last, comparison.at_last, counts, level=level)
        once = programme.before is None and comparison.before is None
        if once or after.value is None:
            return after
        value = after.value
        if programme.before is not None and comparison.before is not None:
            before = _cox(programme.at_first, comparison.at_first, counts)
            if before.value is None:
                return before  # it says why there is none
            value = after.value - before.value
        return replace(after, value=value, interval=None, standard_error=None)

    def baseline(self, programme: Observations, comparison: Observations) -> Estimate:
        """The Cox index."""
        return _cox(programme, comparison, _group_counts(*_reached(programme.after, comparison.after)))

    def distribution(self, group: Observations, *, smallest: int) -> tuple[ScoreRange, ...]:  # noqa: ARG002
        """None: the share is the distribution."""
        return ()

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
        """The share or its change at each level, and the Welch-James test on each person's -1, 0 or 1."""
        found = retold(means_by_level(group, levels, SHARE), (group,), (levels,), self.of_group)
        return tested_in_courses(found, (group,), (levels,))

    def differences_by_level(
        self, groups: tuple[Observations, Observations], levels: tuple[Levels, Levels]
    ) -> tuple[SubgroupTable, ...]:
        """The difference between the groups at each level, and the Welch-James test."""
        found = retold(mean_differences_by_level(groups, levels, SHARE), groups, levels, self.difference)
        return tested_in_courses(found, groups, levels)

    def parts(self, group: Observations) -> tuple[Sample, ...]:
        """Who said yes each time; where the interval rests on them, also who stayed and who changed."""
        after = group.after == 1
        if group.before is None:
            return (group.sample.those(after),)
        before = group.before == 1
        waves = group.sample.those(before), group.sample.those(after)
        large = _cells_are_large(paired_counts(group.before, group.after), group.smallest)
        if _learned_in_courses(group) or not large:
            return waves
        cells = (before & after, ~before & after, before & ~after, ~before & ~after)
        return (*waves, *(group.sample.those(cell) for cell in cells))


def _change(group: Observations, *, level: float) -> Estimate:
    counts = paired_counts(group.first, group.after)
    if group.weights is not None:
        moved, share = group.after - group.first, Quantity.SHARE_DIFFERENCE
        found = weighted_mean(moved, group.weights, group.courses, unit=SHARE, quantity=share, level=level)
        return told_of_many(replace(found, counts=_margins(group)), group)
    if _learned_in_courses(group):
        found = mean_change_clustered(group.first, group.after, group.courses, unit=SHARE, level=level)
        return replace(found, quantity=Quantity.SHARE_DIFFERENCE, counts=_margins(group))
    if _cells_are_large(counts, group.smallest):
        return replace(share_change(counts, level=level), counts=(*_margins(group), *counts.counts[1:]))
    return _from_both_shares(counts, _margins(group), level=level)


def _yes(values: Scores) -> int:
    return int((values == 1).sum())


def _reached(ours: Scores, theirs: Scores) -> tuple[tuple[int, int], tuple[int, int]]:
    return (_yes(ours), _yes(theirs)), (ours.size, theirs.size)


def _cells_are_large(counts: PairedCounts, smallest: int) -> bool:
    """Whether nobody or enough persons stayed at yes, at no, and changed to either."""
    cells = (counts.both_times, counts.only_after, counts.only_before, counts.neither_time)
    return not any(0 < cell < smallest for cell in cells)


def _margins(group: Observations) -> tuple[Count, ...]:
    """How many answered both times, and how many of them said yes each time."""
    total = group.after.size
    return (
        Count(role=CountRole.PAIRS, number=total),
        Count(role=CountRole.PROGRAMME_BEFORE, number=_yes(group.first), of=total),
        Count(role=CountRole.PROGRAMME_AFTER, number=_yes(group.after), of=total),
    )


def _group_counts(reached: tuple[int, int], total: tuple[int, int]) -> tuple[Count, ...]:
    return (
        Count(role=CountRole.PROGRAMME, number=total[0]),
        Count(role=CountRole.COMPARISON, number=total[1]),
        Count(role=CountRole.PROGRAMME_AFTER, number=reached[0], of=total[0]),
        Count(role=CountRole.COMPARISON_AFTER, number=reached[1], of=total[1]),
    )


def _of_both(programme: Observations, comparison: Observations) -> tuple[Count, ...]:
    found = _group_counts(*_reached(programme.after, comparison.after))
    if programme.before is None or comparison.before is None:
        return found
    before, total = _reached(programme.before, comparison.before)
    return (
        *found,
        Count(role=CountRole.PROGRAMME_BEFORE, number=before[0], of=total[0]),
        Count(role=CountRole.COMPARISON_BEFORE, number=before[1], of=total[1]),
    )


def _from_both_shares(counts: PairedCounts, margins: tuple[Count, ...], *, level: float) -> Estimate:
    """The change with an interval that needs the two shares alone: as if other persons had answered each time."""
    if not counts.total:
        return replace(share_change(counts), counts=margins)
    reached = counts.both_times + counts.only_after, counts.both_times + counts.only_before
    found = share_difference(reached, (counts.total, counts.total), quantile="t", level=level)
    return replace(found, claim=Claim.DESCRIPTION, counts=margins, cautions=counts.cautions)


def _learned_in_courses(group: Observations) -> bool:
    """Whether any two of them did; persons of their own are counted, not averaged."""
    if group.courses is None:
        return False
    named = [course for course in group.courses if course == course and course not in (None, "")]  # noqa: PLR0124
    return len(set(named)) < len(named)


def _cox(ours: Observations, theirs: Observations, counts: tuple[Count, ...], *, level: float = 0.95) -> Estimate:
    if not (ours.after.size and theirs.after.size):
        nobody = replace(_nobody(), quantity=Quantity.STANDARDISED_DIFFERENCE, unit=STANDARD_DEVIATIONS)
        return replace(nobody, claim=Claim.ASSOCIATION, counts=counts)
    found = cox_index_in_courses(ours.after, theirs.after, ours.courses, theirs.courses, level=level)
    return replace(found, counts=counts)


def _adjusted_cox(difference: Estimate, comparison: Observations) -> Estimate:
    """Of the share of the comparison group, and of that share with the adjusted or weighted difference added."""
    value = None
    if difference.value is not None and comparison.after.size:
        theirs = float(np.average(comparison.after, weights=comparison.weights))
        ours = theirs + difference.value
        if 0 < theirs < 1 and 0 < ours < 1:
            value = cox_index_of_shares(ours, theirs)
    return replace(
        difference,
        quantity=Quantity.STANDARDISED_DIFFERENCE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        interval=None,
        test=None,
        standard_error=None,
        standardiser="cox_index",
        convention="WWC 5.0",
        cautions=difference.cautions if value is not None else (Caution.NO_SPREAD,),
    )


def _by_odds(reached: tuple[int, int], total: int, counts: tuple[Count, ...]) -> Estimate:
    if not total:
        nobody = replace(_nobody(), quantity=Quantity.STANDARDISED_DIFFERENCE, unit=STANDARD_DEVIATIONS)
        return replace(nobody, counts=counts)
    found = cox_index(reached, (total, total))
    return replace(found, claim=Claim.DESCRIPTION, interval=None, standard_error=None, counts=counts)


def _with_all(level: Estimate) -> Estimate:
    """The share of one wave with the number of all who answered beside that of those who said yes."""
    whole = (Count(role=CountRole.BASE, number=each.of) for each in level.counts if each.of is not None)
    return replace(level, counts=(*whole, *level.counts))


def _nobody() -> Estimate:
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.REACHED, number=0, of=0),),
        source=_WILSON,
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=few(0),
    )


MEASURE = YesNo
