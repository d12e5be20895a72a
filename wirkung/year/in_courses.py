"""How sure a number can be where persons learned in courses: one place for every line of a report.

What a question tells of persons it tells through `share_of_sample` and `mean_of_sample`, which take the courses
into account. All answers go through `as_sure_as_courses_allow`: an interval of independent persons is not shown of
persons in courses, nor any of fewer persons than the main result needs.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from wirkung.codes import Assumption, Caution
from wirkung.estimate import Estimate
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses, without_interval
from wirkung.methods.kernels.clustered import FEWEST_PERSONS
from wirkung.year.assigned import clusters_of
from wirkung.year.data import Scores, YearData
from wirkung.year.sample import Mask, Sample


def share_of_sample(estimate: Estimate, whole: Sample, some: Sample) -> Estimate:
    """The share that `some` are of the `whole`, resting on both, with the interval that the courses leave."""
    reached = whole.of(some.chosen).astype(np.float64)
    return mean_of_sample(estimate, whole, reached).resting_on(whole.population, some.population)


def mean_of_sample(estimate: Estimate, whole: Sample, values: Scores) -> Estimate:
    """The mean of the values, shape (persons of the sample,), with the interval that the courses leave."""
    return mean_in_courses(estimate, values, whole.learned_in)


def of_all_by_definition(estimate: Estimate) -> Estimate:
    """The share that all are of all, who registered of the registered: there is nothing to be uncertain about."""
    spread = {Caution.NO_SPREAD, Caution.COURSES_AS_PERSONS, Caution.RARE_IN_COURSES}
    return replace(
        estimate, interval=None, cautions=tuple(each for each in estimate.cautions if each not in spread)
    )


def as_sure_as_courses_allow(data: YearData, estimate: Estimate) -> Estimate:
    """An estimate without the interval that takes persons to be independent, where they learned together.

    Parameters
    ----------
    data
        Programme and year.
    estimate
        With the populations it rests on.

    Returns
    -------
    Estimate
        The same where it has no interval, or one that knows the courses; where the design names none; and where no
        two of its persons share one. Otherwise without, with the caution `CLUSTERS_NOT_CONSIDERED`. Of fewer than
        six persons it has none under any design.
    """
    if estimate.interval is None or not estimate.populations:
        return estimate
    if max(each.size for each in estimate.populations) < FEWEST_PERSONS:
        return without_interval(estimate).with_cautions(Caution.FEW_PERSONS)
    alone = Assumption.PERSONS_INDEPENDENT in estimate.assumptions and data.programme.design.clusters is not None
    if not alone or not _share_courses(data, _members(data, estimate)):
        return estimate
    return without_interval(estimate).with_cautions(Caution.CLUSTERS_NOT_CONSIDERED)


def _members(data: YearData, estimate: Estimate) -> Mask:
    """Who is in any of its populations, of all persons of the study."""
    everybody = data.tables.persons["person"].nunique()
    packed = [np.frombuffer(each.members, dtype=np.uint8) for each in estimate.populations]
    return np.unpackbits(np.bitwise_or.reduce(packed), count=everybody).astype(np.bool_)


def _share_courses(data: YearData, members: Mask) -> bool:
    persons = data.tables.persons
    labels = clusters_of(data.programme.design, persons)
    if labels is None:
        return False
    places = pd.Index(persons["person"].unique()).get_indexer(pd.Index(persons["person"]))
    there = persons[["person", "year"]].assign(cluster=labels)[members[places]]  # without a label: alone
    return bool(there.groupby(["year", "cluster"])["person"].nunique().gt(1).any())
