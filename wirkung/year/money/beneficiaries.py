"""How many have an outcome that is worth something, and between which numbers that lies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wirkung.codes import Caution, CountRole, Direction, ScenarioInput
from wirkung.estimate import Count, Population
from wirkung.methods.kernels.intervals import share
from wirkung.year.data import YearData
from wirkung.year.money.outcome import additional_share, reached_outcome
from wirkung.year.money.participants import registered
from wirkung.year.sample import Sample
from wirkung.year.tracking.reaching import observable, step_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiaries:
    """So many persons with the outcome of a step, from `low` to `high`.

    `kind` is either all of them or those whom the programme added; `unknown` says why their number is not known,
    which is then given as 0.
    """

    step: str
    kind: ScenarioInput
    counts: tuple[Count, ...]
    populations: tuple[Population, ...]
    value: float = 0
    low: float = 0
    high: float = 0
    unknown: Caution | None = None


def beneficiaries_of(data: YearData, step_id: str, *, additional: bool) -> Beneficiaries | None:
    """Persons of the programme group with the outcome, or those of them whom the programme added.

    None where nobody is in the programme group. Added are those beyond the share of the comparison group; while
    their number cannot be told from zero there is none.
    """
    everybody = registered(data)
    if everybody.size == 0:
        return None
    return _added(data, step_id, everybody) if additional else _all(data, step_id, everybody)


def _all(data: YearData, step_id: str, everybody: Sample) -> Beneficiaries:
    if not observable(data, step_of(data, step_id)):
        return Beneficiaries(
            step=step_id,
            kind=ScenarioInput.PERSONS_ALL,
            counts=(Count(role=CountRole.BASE, number=everybody.size),),
            populations=(everybody.population,),
            unknown=Caution.NOT_YET_OBSERVABLE,
        )
    with_outcome = everybody.where(reached_outcome(data, step_id))
    number = with_outcome.size
    return Beneficiaries(
        step=step_id,
        kind=ScenarioInput.PERSONS_ALL,
        counts=share(number, everybody.size).counts,
        populations=(everybody.population, with_outcome.population),
        value=number,
        low=number,
        high=number,
    )


def _added(data: YearData, step_id: str, everybody: Sample) -> Beneficiaries:
    effect, kind = additional_share(data, step_id), ScenarioInput.PERSONS_ADDITIONAL
    if isinstance(effect, Caution):
        return Beneficiaries(
            step=step_id,
            kind=kind,
            counts=(Count(role=CountRole.BASE, number=everybody.size),),
            populations=(everybody.population,),
            unknown=effect,
        )
    found = Beneficiaries(step=step_id, kind=kind, counts=effect.counts, populations=effect.populations)
    if effect.value is None or effect.interval is None or effect.direction is not Direction.UP:
        return replace(found, unknown=Caution.ADDITIONAL_OUTCOME_UNDETERMINED)
    low, value, high = (
        share * everybody.size for share in (effect.interval.low, effect.value, effect.interval.high)
    )
    return replace(found, low=low, value=value, high=high)
