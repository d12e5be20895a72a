"""The result that every weighted comparison has, whatever its formula."""

from __future__ import annotations

from wirkung.codes import Assumption, Caution, Claim
from wirkung.estimate import Estimate, Unit
from wirkung.methods.kernels.student import Uncertainty
from wirkung.methods.kernels.table import Table, difference_in


def weighted_estimate(
    rows: Table,
    value: float | None,
    known: Uncertainty,
    unit: Unit,
    convention: str,
    cautions: tuple[Caution, ...],
    *,
    source: str,
) -> Estimate:
    """An association that holds as far as everything that matters was measured."""
    return Estimate(
        quantity=difference_in(unit),
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=rows.counts,
        source=source,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=convention,
        assumptions=(*rows.assumptions, Assumption.NO_UNMEASURED_DIFFERENCE),
        cautions=cautions,
    )
