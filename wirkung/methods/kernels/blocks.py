"""Comparing within blocks, pairs or strata: a column with a mark for each of them but the first."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.samples import FloatArray


def block_codes(blocks: ArrayLike, persons: int) -> Codes:
    """The block of each person, shape (persons,), as 0, 1, … in the order of their first persons.

    Raises
    ------
    ValueError
        A person without a block, or another number of them.

    Examples
    --------
    >>> block_codes(["b", "a", "b"], 3).tolist()
    [0, 1, 0]
    """
    labels = np.asarray(blocks, dtype=object)
    if labels.shape != (persons,) or pd.isna(labels).any():
        raise ValueError(
            f"blocks must be one label for each of {persons} persons, found shape {labels.shape}, "
            f"{np.count_nonzero(pd.isna(labels))} missing"
        )
    return pd.factorize(labels)[0].astype(np.intp)


def block_marks(blocks: ArrayLike, persons: int) -> FloatArray:
    """Which block each person is in, shape (persons, blocks less one): 1 in its column, nowhere for the first.

    Raises
    ------
    ValueError
        As for `block_codes`.

    Examples
    --------
    >>> block_marks(["a", "b", "a", "c"], 4).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]
    """
    codes = block_codes(blocks, persons)
    return np.asarray(codes[:, None] == np.arange(1, codes.max(initial=0) + 1), dtype=np.float64)


def any_of_one_group(blocks: ArrayLike, in_programme: ArrayLike) -> bool:
    """Whether some block has persons of one group alone, who are then compared with nobody.

    Examples
    --------
    >>> any_of_one_group(["a", "b", "a"], [True, True, False])
    True
    """
    labels, programme = np.asarray(blocks, dtype=object), np.asarray(in_programme, dtype=np.bool_)
    return bool(set(labels[programme]) != set(labels[~programme]))
