"""What the log-rank test adds up: transitions seen and expected in each group, and their covariance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
