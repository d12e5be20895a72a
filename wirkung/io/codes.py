"""Numbers that are probably no answers: 9, 99, -9, -99 far from all others, where no scale is given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

USUAL_CODES = (
    -999.0,
    -99.0,
    -98.0,
    -97.0,
    -9.0,
    -8.0,
    -7.0,
    -2.0,
    -1.0,
    8.0,
    9.0,
    77.0,
    88.0,
    97.0,
    98.0,
    99.0,
    777.0,
    888.0,
    999.0,
)
# 8 and 9 are ages and hours as others are.
QUANTITY_CODES = tuple(code for code in USUAL_CODES if code not in (8.0, 9.0))
FEWEST_OTHERS = 5  # of fewer nobody can say what is far away


def codes_far_away(answers: pd.Series[float], codes: Sequence[float] = USUAL_CODES) -> pd.Series[float]:
    """The answers that are usual codes for «no answer» and lie far from the others.

    Far means: at least as far beyond the least or greatest of the other answers as these lie apart.

    Examples
    --------
    >>> codes_far_away(pd.Series([1.0, 5.0, 3.0, 4.0, 2.0, 9.0, -99.0])).tolist()
    [9.0, -99.0]
    >>> codes_far_away(pd.Series([80.0, 99.0, 120.0, 90.0, 85.0, 101.0])).tolist()
    []
    """
    usual = answers.isin(codes)
    others = answers[~usual].dropna()
    if len(others) < FEWEST_OTHERS or not usual.any():
        return answers[np.zeros(len(answers), dtype=bool)]
    low, high = float(others.min()), float(others.max())
    apart = max(high - low, 1.0)
    return answers[usual & ((answers >= high + apart) | (answers <= low - apart))]
