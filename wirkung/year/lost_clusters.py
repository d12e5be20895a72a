"""Whole courses, classes or schools that were drawn and of which nobody is there afterwards."""

from __future__ import annotations

from itertools import product

import numpy as np

from wirkung.codes import Verdict
from wirkung.declared import Assigned, Group
from wirkung.methods.threats.attrition import attrition_verdict
from wirkung.year.data import YearData
from wirkung.year.sample import Mask


def clusters_verdict(data: YearData, answered: tuple[Mask, Mask]) -> Verdict | None:
    """Whether the loss of whole clusters is tolerable, by the boundary that holds for single persons.

    A cluster is lost where the file says that it was drawn and it is in no list, or where nobody of it answered.
    Of fewer than the smallest group nobody is told that none of them answered: such a cluster may be lost or not.

    Parameters
    ----------
    data
        Of a year.
    answered : (programme, comparison), shape (persons of the group,)
        Who is there afterwards.

    Returns
    -------
    Verdict or None
        LOW_ATTRITION or HIGH_ATTRITION; UNDECIDED where that depends on clusters of which it may not be told; None
        unless whole clusters were drawn.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, on cluster-level attrition: the
    boundary of Table II.1, with clusters in place of persons.
    """
    if data.programme.design.assigned is not Assigned.CLUSTERS or not data.has_comparison:
        return None
    known = [_lost(data, group, there) for group, there in zip(Group, answered, strict=True)]
    drawn = tuple(number for number, _ in known)
    verdicts = {
        attrition_verdict((ours, theirs), (drawn[0], drawn[1]))
        for ours, theirs in product(*(sorted(lost) for _, lost in known))
    }
    return verdicts.pop() if len(verdicts) == 1 else Verdict.UNDECIDED


def _lost(data: YearData, group: Group, there: Mask) -> tuple[int, set[int]]:
    """How many clusters of a group were drawn, and how many may be lost: one number where it may be told."""
    labels = data.courses(group)
    if labels is None:
        return 1, {0}
    names = set(labels)
    drawn = data.drawn_clusters(group) or len(names)
    gone = [int(np.count_nonzero(labels == name)) for name in names if not there[labels == name].any()]
    unlisted, smallest = drawn - len(names), data.programme.privacy.smallest_group
    return drawn, {unlisted + sum(each >= smallest for each in gone), unlisted + len(gone)}
