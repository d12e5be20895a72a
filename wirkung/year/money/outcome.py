"""Who reached the outcome that counts, in the programme group and in the comparison group."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wirkung.codes import Caution
from wirkung.declared import Group
from wirkung.estimate import SHARE, Estimate
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.several_arms import level_of_each, one_of_several
from wirkung.methods.kernels.cluster_labels import labels_of
from wirkung.methods.kernels.intervals import share_difference
from wirkung.year.cautions import group_cautions
from wirkung.year.data import YearData
from wirkung.year.sample import PERSONS
from wirkung.year.tracking.reached import Reached
from wirkung.year.tracking.reaching import not_comparable, step_of, who_reached


def reached_outcome(data: YearData, step_id: str) -> Reached:
    """Whether each person of the programme group reached a step, shape (persons,)."""
    return who_reached(data, step_of(data, step_id))


def additional_share(data: YearData, step_id: str) -> Estimate | Caution:
    """How many more reached a step than in the comparison group, as a difference of shares; or why nobody knows.

    In both groups everybody counts who has the event, whatever happened in between: of the comparison group only
    the events are known. The interval is that of a difference of means, which the ratio to the costs needs, and
    takes the courses into account.
    """
    if not data.has_comparison:  # a programme file about costs alone has no steps either
        return Caution.OUTCOME_WITHOUT_COMPARISON
    step = step_of(data, step_id)
    unknown = not_comparable(data, step)
    if unknown is not None:
        return unknown
    groups = (Group.PROGRAMME, Group.COMPARISON)
    reached, others = (who_reached(data, step, group) for group in groups)
    courses = [data.courses(group) for group in groups]
    both = reached.astype(float), others.astype(float)
    level = level_of_each(data.compared_arms)
    if data.programme.design.blocks is None:
        of_means = mean_difference_clustered(*both, *courses, unit=SHARE, level=level)
    else:
        sizes = [each.size for each in both]
        of_means = adjusted_difference(
            np.concatenate(both),
            np.repeat([True, False], sizes),
            unit=SHARE,
            blocks=np.concatenate([data.blocks(group) for group in groups]),
            clusters=np.concatenate([labels_of(each, size) for each, size in zip(courses, sizes, strict=True)]),
            level=level,
        )
    of_means = one_of_several(of_means, data.compared_arms)
    of_shares = share_difference((int(reached.sum()), int(others.sum())), (reached.size, others.size))
    everybody = [data.sample(PERSONS, group) for group in groups]
    with_outcome = [sample.where(mask) for sample, mask in zip(everybody, (reached, others), strict=True)]
    return (
        replace(of_means, quantity=of_shares.quantity, counts=of_shares.counts)
        .with_cautions(Caution.LOST_COUNTED_AS_NOT_REACHED, *group_cautions(data))
        .resting_on(*(sample.population for sample in (*everybody, *with_outcome)))
    )
