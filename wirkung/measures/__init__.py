"""The kinds of indicator: one file each, under the name that a programme file gives it as `kind`.

The listing of this folder is the list of the kinds. Questions ask the measure of an indicator and know no kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Assumption, Caution, Quantity
from wirkung.estimate import Estimate, Population, Unit
from wirkung.methods.change.conventions import Convention
from wirkung.methods.change.distribution import ScoreRange
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.interaction import SubgroupTable
from wirkung.methods.comparison.sampling_weights import tell_of_few, weighted_difference
from wirkung.methods.kernels.blocks import block_marks
from wirkung.methods.kernels.cluster_labels import labels_of
from wirkung.methods.kernels.table import difference_in
from wirkung.programme.model import Indicator
from wirkung.year.data import Scores
from wirkung.year.observed import Observations
from wirkung.year.sample import Sample, rests_on

Levels = Mapping[str, NDArray[np.object_]]


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

    def difference(self, programme: Observations, comparison: Observations, *, level: float = 0.95) -> Estimate:
        """How far the groups lie apart: in their change where both have a `before`, otherwise afterwards."""

    def of_group(self, group: Observations) -> Estimate:
        """What is told of one group, courses considered: its level, or its change where it has a `before`."""

    def standardised_difference(
        self, difference: Estimate, programme: Observations, comparison: Observations, *, level: float = 0.95
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


def weighted(ours: Observations, theirs: Observations, *, unit: Unit, level: float = 0.95) -> Estimate | None:
    """The difference between all for whom the persons stand; None where all had one chance to be chosen.

    Parameters
    ----------
    ours, theirs
        Programme and comparison group.
    unit
        Of their numbers.
    level : 0 < level < 1
        Confidence level.
    """
    if ours.weights is None or theirs.weights is None:
        return None
    twice = ours.before is not None and theirs.before is not None
    found = weighted_difference(
        ours.moved if twice else ours.after,
        theirs.moved if twice else theirs.after,
        (ours.weights, theirs.weights),
        (ours.courses, theirs.courses),
        blocks=(ours.blocks, theirs.blocks),
        covariates=(ours.known, theirs.known),
        unit=unit,
        quantity=Quantity.DIFFERENCE_IN_CHANGE if twice else difference_in(unit),
        level=level,
    )
    trends = (Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE) if twice else ()
    return told_of_many(found.with_assumptions(*trends), ours, theirs)


def told_of_many(estimate: Estimate, *groups: Observations) -> Estimate:
    """A weighted estimate; without a value where the weights of a group would tell what few of it have."""
    few = any(each.weights is not None and tell_of_few(each.weights, each.smallest) for each in groups)
    nothing = replace(estimate, value=None, interval=None, test=None, standard_error=None)
    return nothing.with_cautions(Caution.WEIGHTS_TELL_OF_FEW) if few else estimate


def resting(measure: Measure, estimate: Estimate, variable: str, *groups: Observations) -> Estimate:
    """The estimate with its `populations`; that those of the groups who are left out are like them is assumed."""
    known = rests_on(estimate, *(group.sample for group in groups))
    return known.resting_on(*populations(measure, variable, *groups))


def held_fast(ours: Observations, theirs: Observations, *, unit: Unit, level: float = 0.95) -> Estimate | None:
    """The difference within blocks or adjusted for what was known before; None where nothing is held fast.

    Parameters
    ----------
    ours, theirs
        Programme and comparison group.
    unit
        Of their numbers.
    level : 0 < level < 1
        Confidence level.
    """
    both = (ours, theirs)
    if not all(each.held_fast for each in both):
        return None
    twice = ours.before is not None and theirs.before is not None
    known, blocks = ([getattr(each, name) for each in both] for name in ("known", "blocks"))
    found = adjusted_difference(
        np.concatenate([each.moved if twice else each.after for each in both]),
        np.repeat([True, False], [each.sample.size for each in both]),
        None if known[0] is None else np.concatenate(known),
        unit=unit,
        blocks=None if blocks[0] is None else np.concatenate(blocks),
        clusters=np.concatenate([labels_of(each.courses, each.sample.size) for each in both]),
        level=level,
    )
    if not twice:
        return found
    changed = replace(found, quantity=Quantity.DIFFERENCE_IN_CHANGE)
    return changed.with_assumptions(Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE)


def columns_held_fast(groups: Sequence[Observations]) -> NDArray[np.float64] | None:
    """Of all persons of some groups, marks of their blocks and what is adjusted for; None where nothing is."""
    if not groups or not all(each.held_fast for each in groups):
        return None
    columns = [each.known for each in groups if each.known is not None]
    labels = [each.blocks for each in groups if each.blocks is not None]
    persons = sum(each.sample.size for each in groups)
    marks = [block_marks(np.concatenate(labels), persons)] if labels else []
    return np.column_stack([*([np.concatenate(columns)] if columns else []), *marks])
