"""Results that nobody observed: always descriptions, always marked as a scenario."""

from __future__ import annotations

from wirkung.codes import Assumption, Caution, Claim, Quantity
from wirkung.estimate import Count, Estimate, Interval, Unit


def projected(
    quantity: Quantity,
    value: float | None,
    *,
    unit: Unit,
    counts: tuple[Count, ...],
    source: str,
    interval: Interval | None = None,
) -> Estimate:
    """An estimate that says of itself that it rests on assumptions."""
    return Estimate(
        quantity=quantity,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=counts,
        source=source,
        interval=interval,
        assumptions=(Assumption.COSTS_COMPLETE, Assumption.AS_ASSUMED),
        cautions=(Caution.SCENARIO,),
    )
