"""The one door to pyfixest: least squares with fixed effects and clustered variance."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.methods.kernels.samples import FloatArray


def fixed_effects(
    outcome: FloatArray,
    regressors: Mapping[str, FloatArray],
    effects: Mapping[str, NDArray[np.intp]],
    codes: NDArray[np.intp] | None,
) -> tuple[FloatArray, FloatArray] | None:
    """Coefficients (k) and clustered covariance (k, k) of the regressors beside the fixed effects.

    Without `codes` the first of the effects is the cluster, and is not counted and sorted a second time.

    The covariance carries G/(G - 1). None where the effects leave no regressor over.
    """
    import pyfixest  # noqa: PLC0415 - takes a second to load, and most evaluations have no use for it

    own = {} if codes is None else {"cluster": codes}
    frame = pd.DataFrame({"outcome": outcome, **regressors, **effects, **own}, copy=False)
    formula = f"outcome ~ {' + '.join(regressors)} | {' + '.join(effects)}"
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):  # its t of a perfect fit
        # pyfixest 0.60 calls pandas 3 in ways that pandas 4 will drop; that is for its authors to change.
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        try:
            fitted = pyfixest.feols(
                formula,
                frame,
                vcov={"CRV1": next(iter(own or effects))},
                ssc=pyfixest.ssc(k_adj=False, G_adj=True),
                fixef_rm="none",
            )
        except ValueError as error:
            if "collinear" not in str(error):
                raise
            return None
        found = fitted.coef()
        covariance = np.asarray(fitted._vcov, dtype=np.float64)  # noqa: SLF001 - no public name for the matrix
    return found.loc[list(regressors)].to_numpy(dtype=np.float64), covariance
