"""What one more person with the outcome cost, compared with the comparison group; or why that cannot be said."""

from __future__ import annotations

from decimal import Decimal

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.money.additional_outcome import CostAndEffect, cost_of_additional_outcome
from wirkung.programme.money import Costs
from wirkung.year.data import YearData
from wirkung.year.money.outcome import additional_share
from wirkung.year.money.participants import registered

SOURCE = "Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition"


def per_additional_outcome(data: YearData, settings: Costs, cents: int) -> Estimate:
    """Full cost over the outcomes that there are more of than in the comparison group, under the claim of those.

    What the comparison group had instead is taken to have cost nothing beyond what schools offer everybody.
    """
    compared = compared_with_others(data, settings, cents)
    if isinstance(compared, Caution):
        return _unknown(data, settings, compared)
    return cost_of_additional_outcome(compared).resting_on(*compared.effect.populations)


def compared_with_others(data: YearData, settings: Costs, cents: int) -> CostAndEffect | Caution:
    """Cost per registered person and the difference in the outcome; or why there is none."""
    effect = additional_share(data, settings.outcome)
    if isinstance(effect, Caution):
        return effect
    per_person = Decimal(cents) / registered(data).size
    return CostAndEffect(cost_cents=per_person, effect=effect, currency=settings.currency)


def _unknown(data: YearData, settings: Costs, reason: Caution) -> Estimate:
    everybody = registered(data)
    return Estimate(
        quantity=Quantity.COST_OF_ADDITIONAL_OUTCOME,
        unit=Unit(kind=UnitKind.MONEY, symbol=settings.currency),
        value=None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=everybody.size),),
        source=SOURCE,
        assumptions=(Assumption.COSTS_COMPLETE,),
        cautions=(reason,),
        populations=(everybody.population,),
    )
