"""How many have an outcome that is worth something, and between which numbers that lies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wirkung.codes import Caution, CountRole, Direction
from wirkung.declared import Group
from wirkung.estimate import Count
from wirkung.methods.kernels.intervals import share
from wirkung.methods.money.sensitivity import Assumed
from wirkung.programme.parts import text_in
from wirkung.year.data import YearData
from wirkung.year.money.outcome import additional_share, reached_outcome, step_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiaries:
    """So many persons, from `low` to `high`; `unknown` says why there is no number, which is then 0."""

    label: str
    value: float
    low: float
    high: float
    counts: tuple[Count, ...]
    source: str
    unknown: Caution | None = None

    def assumed(self, name: str) -> Assumed:
        """As an assumption of the scenario."""
        return Assumed(name=name, low=self.low, value=self.value, high=self.high)


def beneficiaries_of(data: YearData, step_id: str, *, additional: bool) -> Beneficiaries | None:
    """Persons of the programme group with the outcome, or those of them whom the programme added.

    None where nobody is in the programme group. Added are those beyond the share of the comparison group; while
    their number cannot be told from zero there is none.
    """
    registered = len(data.persons(Group.PROGRAMME))
    if registered == 0:
        return None
    label = text_in(step_of(data, step_id).label, data.language)
    return _added(data, step_id, label, registered) if additional else _all(data, step_id, label)


def _all(data: YearData, step_id: str, label: str) -> Beneficiaries:
    found = reached_outcome(data, step_id)
    number = int(found.sum())
    return Beneficiaries(
        label=data.own_subject("assumption.persons_all", outcome=label).label,
        value=number,
        low=number,
        high=number,
        counts=share(number, len(found)).counts,
        source=data.own_subject("assumption.source_counted").label,
    )


def _added(data: YearData, step_id: str, label: str, registered: int) -> Beneficiaries:
    effect = additional_share(data, step_id)
    found = Beneficiaries(
        label=data.own_subject("assumption.persons_additional", outcome=label).label,
        value=0,
        low=0,
        high=0,
        counts=(Count(role=CountRole.BASE, number=registered),) if isinstance(effect, Caution) else effect.counts,
        source=data.own_subject("assumption.source_compared").label,
    )
    if isinstance(effect, Caution):
        return replace(found, unknown=effect)
    if effect.value is None or effect.interval is None or effect.direction is not Direction.UP:
        return replace(found, unknown=Caution.ADDITIONAL_OUTCOME_UNDETERMINED)
    low, value, high = (share * registered for share in (effect.interval.low, effect.value, effect.interval.high))
    return replace(found, low=low, value=value, high=high)
