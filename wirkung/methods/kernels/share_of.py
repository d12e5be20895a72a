"""A share whose base may be nobody: a cell of a table of states has no value then, but is there."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate
from wirkung.methods.kernels.intervals import share


def share_of(
    number: int, base: int, *, level: float, empty: Caution, role: CountRole = CountRole.REACHED
) -> Estimate:
    """The share with its Wilson interval; of nobody no value, with the caution `empty`."""
    counts = (Count(role=role, number=number, of=base),)
    if base:
        return replace(share(number, base, level=level), counts=counts)
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=counts,
        source="Wilson (1927), Journal of the American Statistical Association 22, 209-212",
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=(empty,),
    )
