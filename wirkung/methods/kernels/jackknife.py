"""The variance of any number by leaving out one course after the other.

Lipsitz, Dear & Zhao (1994), Jackknife estimators of variance for parameter estimates from estimating equations
with applications to clustered survival data, Biometrics 50, 842-846.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.table import BoolArray

SOURCE = "Lipsitz, Dear & Zhao (1994), Biometrics 50, 842-846"


def jackknife_variance(codes: Codes, value_of: Callable[[BoolArray], float | None]) -> float | None:
    """(G - 1)/G times the squared deviations of the values without each of G clusters; None where one is unknown.

    Parameters
    ----------
    codes : persons, 0 ... G - 1 without gaps
    value_of
        The number among the persons who are marked, shape (persons,).

    Examples
    --------
    Of a mean with one person a cluster it is the usual variance, s²/n:

    >>> values = np.array([1.0, 2.0, 6.0])
    >>> round(jackknife_variance(np.arange(3), lambda kept: float(values[kept].mean())), 10)  # 7/3
    2.3333333333
    """
    clusters = int(codes.max()) + 1
    found = [value_of(codes != each) for each in range(clusters)]
    known = np.array([each for each in found if each is not None])
    if known.size < clusters:
        return None
    return float((clusters - 1) / clusters * np.square(known - known.mean()).sum())
