"""The Cox index of two shares that are shown in steps: made of what is shown, since the true one gives them back.

With one share known and the index to two decimals, the other share is known to the person.
"""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Quantity, Role, Verdict
from wirkung.estimate import Estimate
from wirkung.methods.comparison.mean_difference import baseline_verdict, cox_index_of_shares

_OF_SIZE = {Verdict.EQUIVALENT, Verdict.NEEDS_ADJUSTMENT, Verdict.NOT_EQUIVALENT}

Estimates = tuple[tuple[Role, Estimate], ...]


def is_of_odds(estimate: Estimate) -> bool:
    """Whether it is a Cox index."""
    return estimate.standardiser == "cox_index"


def of_shown_shares(estimates: Estimates, verdict: Verdict | None) -> tuple[Estimates, Verdict | None] | None:
    """The estimates with the index of the two shares as they are shown, and what its size means.

    Parameters
    ----------
    estimates
        As they are shown: the index as the main number, and the two shares it compares, in their order.
    verdict
        On the true index; only one on its size is changed.

    Returns
    -------
    None where one of the shares is not shown, or is nobody or everybody.
    """
    shares = [each.value for role, each in estimates if role is not Role.MAIN and each.quantity is Quantity.SHARE]
    if len(shares) != len(("ours", "theirs")) or not all(share is not None and 0 < share < 1 for share in shares):
        return None
    ours, theirs = (share or 0.0 for share in shares)
    index = cox_index_of_shares(ours, theirs)
    told = tuple(
        (role, replace(each, value=index, interval=None, standard_error=None) if role is Role.MAIN else each)
        for role, each in estimates
    )
    return told, baseline_verdict(index) if verdict in _OF_SIZE else verdict
