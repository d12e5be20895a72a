"""What each form of a programme cost, where the ledger says for which form its rows were paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from wirkung.codes import ArmCost, Role, UnitCost
from wirkung.declared import CostCategory
from wirkung.finding import Finding, Subject
from wirkung.methods.money.cost import total_cost
from wirkung.methods.money.ingredients import allocate
from wirkung.programme.money import Costs
from wirkung.year.data import YearData
from wirkung.year.money.participants import participants, registered
from wirkung.year.money.spending import Spending
from wirkung.year.money.unit_costs import unit_costs

_UNITS = {
    UnitCost.PARTICIPANT: ArmCost.PARTICIPANT,
    UnitCost.COMPLETED: ArmCost.COMPLETED,
    UnitCost.OUTCOME: ArmCost.OUTCOME,
    UnitCost.ADDITIONAL_OUTCOME: ArmCost.ADDITIONAL_OUTCOME,
}


def arm_costs(data: YearData, spending: Spending, settings: Costs) -> Iterator[Finding]:
    """What was paid for each arm alone, then what one unit cost there; nothing where no row says for which arm.

    A unit bears what was paid for its arm alone and that arm's part of what was paid for all, by the persons who
    registered in each. Evaluation is apart, as in the unit costs of the whole.
    """
    offer = spending.entries[spending.entries["category"] != CostCategory.EVALUATION]
    if len(data.arms) <= 1 or offer["arm"].isna().all():
        return
    sizes = {arm: Decimal(registered(data.of_arm(arm)).size) for arm in data.arms}
    common = allocate(int(offer.loc[offer["arm"].isna(), "cents"].sum()), sizes)
    for arm in data.arms:
        ours, alone = data.of_arm(arm), int(offer.loc[offer["arm"] == arm, "cents"].sum())
        persons = participants(ours)
        paid = total_cost([alone], currency=settings.currency, participants=persons.size)
        yield Finding(
            subject=Subject(aspect=ArmCost.ALONE, arm=arm),
            estimates=((Role.MAIN, paid.resting_on(persons.population)),),
        )
        for unit in unit_costs(ours, spending, alone + common[arm]):
            if unit.unit in _UNITS:
                bases = () if unit.base is None else ((Role.BASE, unit.base),)
                subject = replace(unit.subject, aspect=_UNITS[unit.unit], arm=arm)
                yield Finding(subject=subject, estimates=((Role.MAIN, unit.cost), *bases))
