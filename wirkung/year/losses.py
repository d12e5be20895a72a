"""Who was lost until the answers that are compared, in both groups, and whether so much loss is tolerable."""

from __future__ import annotations

from itertools import product

import numpy as np

from wirkung.codes import Verdict
from wirkung.declared import Group, Wave
from wirkung.methods.threats.attrition import Attrition, attrition, attrition_verdict, missing_verdict
from wirkung.programme.model import CohortStep, Indicator
from wirkung.year.data import YearData
from wirkung.year.enough import may_be
from wirkung.year.lost_clusters import clusters_verdict
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.reaching import not_comparable, who_reached
from wirkung.year.tracking.ways import ways_of

# Answers on an indicator in a wave: where none are named, those on the first indicator in its main wave.
Answers = tuple[Indicator, Wave]


def loss_until(data: YearData, at: Answers | None = None) -> Attrition | None:
    """Loss between the start and the answers, in both groups; None without groups or indicators."""
    if not data.programme.outcomes or not data.has_comparison:
        return None
    both = lost_until(data, Group.PROGRAMME, at), lost_until(data, Group.COMPARISON, at)
    return attrition(*_since_the_lot(data, *both))


def _since_the_lot(
    data: YearData, ours: tuple[Sample, Sample], theirs: tuple[Sample, Sample]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many were lost and how many assigned, of each group: with those who were drawn and are in no list."""
    listed = ours[0].size, theirs[0].size
    assigned = data.drawn or listed
    lost = ours[1].size + assigned[0] - listed[0], theirs[1].size + assigned[1] - listed[1]
    return lost, assigned


def loss_verdict(data: YearData, at: Answers | None = None) -> Verdict | None:
    """Whether loss is tolerable; UNDECIDED where numbers that may not be told could make it either.

    After a lottery by the boundary of What Works Clearinghouse, otherwise by the rule of five and twenty.
    Where nothing was asked, of steps: who is lost from sight before the first step that is compared.
    """
    found = _lost(data, at)
    if found is None:
        return None
    (lost, lost_there), (ours, theirs) = _since_the_lot(data, *found)
    here = may_be(lost, ours, smallest=data.programme.privacy.smallest_group)
    there = may_be(lost_there, theirs, smallest=data.programme.privacy.smallest_group)
    rule = attrition_verdict if data.programme.design.by_lot else missing_verdict
    verdicts = {rule(both, (ours, theirs)) for both in product(here, there)}
    return verdicts.pop() if len(verdicts) == 1 else Verdict.UNDECIDED


def _lost(data: YearData, at: Answers | None) -> tuple[tuple[Sample, Sample], tuple[Sample, Sample]] | None:
    if not data.has_comparison:
        return None
    if data.programme.outcomes:
        return lost_until(data, Group.PROGRAMME, at), lost_until(data, Group.COMPARISON, at)
    steps = sorted(data.programme.cohort, key=lambda step: step.side_effect)  # as they are compared
    compared = [step for step in steps if not_comparable(data, step) is None]
    tracking = data.programme.tracking
    # Nobody gets a level for not having looked: a list without an end says of nobody that they are still there.
    if not compared or (tracking.observed_until is None and tracking.lost is None):
        return None
    return _out_of_sight(data, compared[0], Group.PROGRAMME), _out_of_sight(data, compared[0], Group.COMPARISON)


def _out_of_sight(data: YearData, step: CohortStep, group: Group) -> tuple[Sample, Sample]:
    everybody = data.sample(PERSONS, group)
    return everybody, everybody.where(~np.isnat(ways_of(data, group).lost) & ~who_reached(data, step, group))


def lot_held(data: YearData) -> bool:
    """After a lottery with low loss a difference at the start is chance; the interval allows for it (WWC 5.0)."""
    return data.programme.design.by_lot and verdict_since_the_lot(data) is Verdict.LOW_ATTRITION


def verdict_since_the_lot(data: YearData, at: Answers | None = None) -> Verdict | None:
    """The verdict on the loss of persons; where whole clusters were drawn, the worse of it and that on theirs."""
    persons, clusters = loss_verdict(data, at), lost_clusters_verdict(data, at)
    if persons is None or clusters is None or Verdict.HIGH_ATTRITION not in (persons, clusters):
        return persons if clusters in (None, Verdict.LOW_ATTRITION) else clusters
    return Verdict.HIGH_ATTRITION


def lost_clusters_verdict(data: YearData, at: Answers | None = None) -> Verdict | None:
    """Whether the loss of whole courses or schools since the lot is tolerable; None unless such were drawn."""
    found = _lost(data, at) if data.programme.design.by_lot else None
    return None if found is None else clusters_verdict(data, (~found[0][1].chosen, ~found[1][1].chosen))


def lost_until(data: YearData, group: Group, at: Answers | None = None) -> tuple[Sample, Sample]:
    """Everybody of a group, and those of them without the answers."""
    first = data.programme.outcomes[0]
    indicator, wave = at or (first, data.main_wave(first))
    everybody = data.sample(PERSONS, group)
    return everybody, everybody.where(~data.answered(indicator.id, group, wave).chosen)
