"""Who a number rests on, as a value: persons, and what was looked at in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Assumption, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate, Population

Mask = NDArray[np.bool_]
Entry = TypeVar("Entry", bound=np.generic)

# The variable of whoever is counted: any two counts can be subtracted.
PERSONS = "persons"
# Of whoever's hours of attendance are added up.
HOURS = "hours"
# Of whoever is counted in courses without a list of persons: one person may be several of them.
PARTICIPATIONS = "participations"


@dataclass(frozen=True, eq=False, slots=True)
class Sample:
    """Some of the persons of a group, chosen by a question; methods get what `of` gives and drop nobody.

    Parameters
    ----------
    variable
        What is looked at in them: «interest.before», «interest.change»; for the population.
    chosen : shape (persons of the group,)
        Which of them are in the sample.
    places : shape (persons of the group,)
        Where each of them stands among all persons of the study.
    everybody
        How many persons the study has, over all years and groups.
    courses : shape (persons of the group,)
        Where each of them learned; None where the design names no courses.
    """

    variable: str
    chosen: Mask
    places: NDArray[np.int64]
    everybody: int
    courses: NDArray[np.object_] | None = None

    @property
    def size(self) -> int:
        """How many persons are in it."""
        return int(self.chosen.sum())

    @property
    def left_out(self) -> int:
        """How many of the group are not."""
        return int(self.chosen.size - self.chosen.sum())

    @property
    def population(self) -> Population:
        """The sample as an estimate carries it."""
        bits = np.zeros(self.everybody, dtype=np.bool_)
        bits[self.places[self.chosen]] = True
        return Population(variable=self.variable, members=np.packbits(bits).tobytes(), size=int(bits.sum()))

    @property
    def learned_in(self) -> NDArray[np.object_] | None:
        """The course of each of them; None where the design names no courses."""
        return None if self.courses is None else self.of(self.courses)

    def of(self, values: NDArray[Entry]) -> NDArray[Entry]:
        """The values of those in the sample, from the values of the group (first axis: persons)."""
        return values[self.chosen]

    def where(self, chosen: Mask, variable: str | None = None) -> Sample:
        """Those of the sample who are also in `chosen` (persons of the group,)."""
        return replace(self, variable=variable or self.variable, chosen=self.chosen & chosen)

    def those(self, chosen: Mask) -> Sample:
        """Those of the sample whom `chosen` marks (persons of the sample,)."""
        marked = self.chosen.copy()
        marked[self.chosen] = chosen
        return replace(self, chosen=marked)

    def share_of(self, reached: Mask) -> tuple[Population, Population]:
        """Whom a share rests on: the sample, and those of it who `reached` something (persons of the sample,)."""
        return self.population, self.those(reached).population

    def called(self, variable: str) -> Sample:
        """The same persons, another variable."""
        return replace(self, variable=variable)


def pooled(samples: Sequence[Sample]) -> Sample:
    """The persons of several samples of one variable in a row; who is in two stands there twice, as one person."""
    courses = [sample.courses for sample in samples if sample.courses is not None]
    return Sample(
        samples[0].variable,
        np.concatenate([sample.chosen for sample in samples]),
        np.concatenate([sample.places for sample in samples]),
        samples[0].everybody,
        np.concatenate(courses) if len(courses) == len(samples) else None,
    )


def rests_on(estimate: Estimate, *samples: Sample) -> Estimate:
    """The estimate, saying whom it rests on, and that those of their groups who are left out are like them.

    For what speaks about whole groups though some of them did not answer; what speaks of the sample alone has
    only populations (`Estimate.resting_on`).
    """
    known = estimate.resting_on(*(sample.population for sample in samples))
    lost = any(sample.left_out for sample in samples)
    return known.with_assumptions(Assumption.MISSING_AT_RANDOM) if lost else known


def counted_share(part: Sample, whole: Sample) -> Estimate:
    """Which part of a sample another one is; counted, so that it has no interval."""
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=part.size / whole.size,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.REACHED, number=part.size, of=whole.size),),
        source="Count",
    ).resting_on(part.population, whole.population)
