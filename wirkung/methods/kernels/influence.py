"""How sure a weighted number is where persons learned in courses, from the influence of each person on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wirkung.codes import Caution
from wirkung.methods.kernels.cluster_labels import Arm, Codes, arm, coded, shared
from wirkung.methods.kernels.clustered import declines, difference_of
from wirkung.methods.kernels.cr2 import Robust
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.table import Table

# A course with nearly all the weight of its group has all of it.
_ALL = 1 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Influence:
    """One group: its persons and their courses, the `weights` and the `influence` of each on the number."""

    arm: Arm
    weights: FloatArray
    influence: FloatArray


def why_not(groups: Sequence[Influence]) -> tuple[Caution, ...]:
    """Why a weighted number of these groups has no interval: the rule of all, or a course of both groups."""
    arms = [each.arm for each in groups]
    if len(arms) > 1 and shared(*arms):
        return (Caution.CLUSTERS_NOT_CONSIDERED,)
    return declines(*arms)


def of_influences(rows: Table, influence: FloatArray, weights: FloatArray) -> Robust | tuple[Caution, ...]:
    """Variance of a difference from the influences of both groups, by course where there are any, or why none.

    Persons on their own have the plain sum of squares and as many degrees of freedom as one likes.
    """
    if rows.codes is None or int(rows.codes.max()) + 1 == rows.codes.size:
        return Robust(value=0.0, variance=float(np.square(influence).sum()), df=math.inf)
    labels = rows.labels
    groups = [
        Influence(
            arm=arm(influence[who], labels[who], name="influence"),
            weights=weights[who],
            influence=influence[who],
        )
        for who in (rows.programme, ~rows.programme)
    ]
    if reasons := why_not(groups):
        return reasons
    found = in_courses(groups)
    return (Caution.TOO_FEW_CLUSTERS,) if math.isnan(found.df) else found


def named(found: Robust) -> str:
    """What a method's name says of courses: nothing where persons are on their own."""
    return "" if math.isinf(found.df) else ", by course"


def in_courses(groups: Sequence[Influence]) -> Robust:
    """Variance and degrees of freedom of the sum of all influences, course by course.

    As CR2 of a mean, with the share of the weights that a course has in the place of that of its persons; two
    groups as in `methods.kernels.clustered`. For the influences Lunceford & Davidian (2004), Statistics in
    Medicine 23, 2937-2960; Pustejovsky & Tipton (2018), Journal of Business & Economic Statistics 36, 672-683.
    """
    parts = [_of_group(each) for each in groups]
    if len(parts) == 1:
        return parts[0]
    worth = [float(each.weights.sum() ** 2 / np.square(each.weights).sum()) for each in groups]
    return difference_of(parts[0], parts[1], (worth[0], worth[1]))


def taken_up_by_blocks(clusters: Codes, blocks: Codes) -> tuple[FloatArray, float]:
    """How far influences within blocks are to be stretched, shape (n,), and how many degrees of freedom are left.

    A block's own rate takes up the share of a cluster that the cluster has of the block: of two equal schools
    half, so that their influences tell half of the variance. As in CR2, the squares are divided by one less that
    share (Bell & McCaffrey 2002, Survey Methodology 28, 169-181); a block within one cluster takes up nothing.
    Each block and the difference of the groups cost one degree of freedom, where each cluster is in one block.

    Parameters
    ----------
    clusters, blocks : (n,), from 0 without gaps

    Examples
    --------
    >>> stretch, df = taken_up_by_blocks(np.array([0, 0, 1, 1, 2, 3]), np.array([0, 0, 0, 0, 1, 1]))
    >>> np.square(stretch).round(10).tolist(), df  # four clusters, two blocks, one difference
    ([2.0, 2.0, 2.0, 2.0, 2.0, 2.0], 1.0)
    """
    both = np.unique(np.column_stack([clusters, blocks]), axis=0, return_inverse=True, return_counts=True)
    pairs, place, persons = both[0], both[1].reshape(-1), both[2]
    share = (persons / np.bincount(blocks)[pairs[:, 1]])[place]
    stretch = np.where(share < _ALL, 1 / np.sqrt(np.where(share < _ALL, 1 - share, 1.0)), 1.0)
    nested = pairs.shape[0] == np.unique(clusters).size
    df = float(pairs.shape[0] - np.unique(blocks).size - 1) if nested else math.inf
    return stretch, df


def _of_group(group: Influence) -> Robust:
    codes = coded(group.arm.labels)
    share = np.bincount(codes, weights=group.weights) / group.weights.sum()
    sums = np.bincount(codes, weights=group.influence)
    if share.max() > _ALL:  # nothing beside it to vary from
        return Robust(value=0.0, variance=math.nan, df=math.nan)
    ratio = share**2 / (1 - share)
    square = float(np.sum(share**2) + np.sum(ratio) ** 2 - np.sum(ratio**2))
    return Robust(value=0.0, variance=float(np.sum(sums**2 / (1 - share))), df=1 / square)
