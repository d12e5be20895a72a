"""Whether groups make a transition equally fast, over the whole time: the log-rank test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from wirkung.estimate import Test
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.survival.durations import Durations, at_risk, event_table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Of G groups: transitions `observed` and `expected` (G), and the covariance of the former (G, G)."""

    observed: FloatArray
    expected: FloatArray
    covariance: FloatArray


def tally(found: Durations, codes: Codes, groups: int) -> Tally:
    """Sum over all times with a transition; each is a draw without replacement from those at risk then."""
    table = event_table(found)
    events, everybody = table.events[:, 0].astype(np.float64), table.at_risk.astype(np.float64)
    members = [found.rows(codes == group) for group in range(groups)]
    shares = np.stack([at_risk(rows, table.times) for rows in members], axis=1) / everybody[:, None]
    # With one person left there is nothing to draw.
    drawn = events * np.divide(everybody - events, everybody - 1, out=np.zeros(events.size), where=everybody > 1)
    return Tally(
        observed=np.array([np.count_nonzero(rows.happened) for rows in members], dtype=np.float64),
        expected=events @ shares,
        covariance=np.diag(drawn @ shares) - (shares * drawn[:, None]).T @ shares,
    )


def log_rank(found: Durations, codes: Codes, groups: int, *, strata: Codes | None = None) -> Test | None:
    """Whether groups make the transition equally fast, over the whole time.

    Parameters
    ----------
    found
        Everybody of all groups.
    codes : (n,), from 0 to `groups` - 1
        The group of each.
    groups
        How many there are.
    strata : (n,), from 0 on, or None
        Within which blocks persons are compared; what was seen and expected is added up over them.

    Returns
    -------
    Test or None
        χ², with one degree of freedom less than there are groups that can be compared. None where no transition
        says anything: there is none, or only one group was under observation whenever there was one.

    References
    ----------
    Mantel (1966), Evaluation of survival data and two new rank order statistics arising in its consideration,
    Cancer Chemotherapy Reports 50, 163-170; ties by the hypergeometric variance. In R: `survdiff`, with `strata`.

    Examples
    --------
    >>> from wirkung.methods.survival.durations import durations
    >>> test = log_rank(durations([1, 2, 3, 4], [1, 1, 1, 1]), np.array([0, 0, 1, 1]), 2)
    >>> round(test.statistic, 4), test.df  # first: 2 seen, 2/4 + 1/3 expected, variance 2·2/4² + 1·2/3²
    (2.8824, 1.0)
    """
    sums = tally(found if strata is None else found.apart(strata), codes, groups)
    df = int(np.linalg.matrix_rank(sums.covariance, hermitian=True))
    if not df:
        return None
    apart = sums.observed - sums.expected
    statistic = float(apart @ np.linalg.pinv(sums.covariance, hermitian=True) @ apart)
    name = "log-rank" if strata is None else "log-rank, within blocks"
    return Test(name=name, statistic=statistic, df=float(df), p=float(stats.chi2.sf(statistic, df)))
