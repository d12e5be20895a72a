"""Labels of persons, periods and clusters as numbers, and how many clusters an interval takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from wirkung.codes import Caution
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.regression import FEWEST_DEGREES

# Cameron & Miller (2015), A practitioner's guide to cluster-robust inference, Journal of Human Resources 50,
# 317-372: depending on the case «few» is below 20 to below 50; with CR1 and t(G - 1) 30 is the middle way.
FEWEST_CLUSTERS = 30


def coded(name: str, labels: ArrayLike, kept: NDArray[np.bool_], *, ordered: bool = False) -> Codes:
    """Labels of the kept rows as 0, 1, …; `ordered` by size, else as they come, which is quicker."""
    found = np.asarray(labels)
    if found.shape != kept.shape:
        raise ValueError(f"{name} must have one entry per row ({kept.size}), found shape {found.shape}")
    codes, _ = pd.factorize(found[kept], sort=ordered)
    missing = int(np.count_nonzero(codes < 0))
    if missing:
        raise ValueError(f"{name} must be given in every row, found {missing} without")
    return np.asarray(codes, dtype=np.intp)


def too_few(sides: Sequence[int], clusters: int, *, named: bool) -> Caution | None:
    """Why so many clusters (`named`) or persons, on each side and in all, give no interval; None where they do."""
    if named and (clusters < FEWEST_CLUSTERS or min(sides) <= FEWEST_DEGREES):
        return Caution.TOO_FEW_CLUSTERS
    return Caution.FEW_PERSONS if min(sides) <= FEWEST_DEGREES else None
