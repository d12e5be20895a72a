"""Findings on groups of invented persons, for tests of what may be shown together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wirkung.codes import Claim, CountRole, Quantity, Role, UnitKind
from wirkung.estimate import SHARE, Count, Estimate, Population, Unit
from wirkung.finding import Finding, Subject

EVERYBODY = 400


def population(places: Sequence[int], variable: str = "persons") -> Population:
    """The persons at some places."""
    there = np.asarray(places, dtype=int)
    marks = np.zeros(max(EVERYBODY, int(there.max(initial=0))) + 1, dtype=bool)
    marks[there] = True
    return Population(variable=variable, members=np.packbits(marks).tobytes(), size=int(marks.sum()))


def share(name: str, part: Sequence[int], whole: Sequence[int], **subject: object) -> Finding:
    """How many of the whole are in the part."""
    estimate = Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=len(part) / len(whole),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.REACHED, number=len(part), of=len(whole)),),
        source="test",
    ).resting_on(population(whole), population(part))
    return Finding(subject=Subject(step=name, **subject), estimates=((Role.MAIN, estimate),))


def mean(name: str, places: Sequence[int], variable: str = "interest.change", **more: object) -> Finding:
    """A mean over persons, of an indicator from 1 to 5."""
    subject = Subject(indicator=name, low=1.0, high=5.0)
    return Finding(subject=subject, estimates=((Role.MAIN, mean_of(places, variable, **more)),))


def mean_of(places: Sequence[int], variable: str = "interest.change", value: float = 0.3) -> Estimate:
    """The estimate of a mean."""
    return Estimate(
        quantity=Quantity.MEAN_CHANGE,
        unit=Unit(kind=UnitKind.SCORE, symbol="interest"),
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=len(places)),),
        source="test",
        standard_error=0.1,
    ).resting_on(population(places, variable))
