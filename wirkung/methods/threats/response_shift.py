"""The yardstick itself may move: who has learned more may judge their own beginning more strictly."""

from __future__ import annotations

from wirkung.codes import Caution
from wirkung.estimate import Estimate


def asked_afterwards(estimate: Estimate, *, retrospective: bool) -> Estimate:
    """The estimate with the caution that belongs to a baseline which was asked only in hindsight.

    A retrospective baseline avoids that persons judge themselves by another yardstick before than after, but
    brings in memory and the wish to have improved. Nothing in the answers tells one from the other, so there is
    a caution and no correction.

    Parameters
    ----------
    estimate
        A change or a comparison of changes.
    retrospective
        Whether the instrument asks about «before» only afterwards, as the programme file declares.

    Returns
    -------
    Estimate
        With the caution RETROSPECTIVE_INSTRUMENT where it is so, otherwise the same.

    References
    ----------
    Howard (1980), Response-shift bias: a problem in evaluating interventions with pre/post self-reports,
    Evaluation Review 4, 93-106. Hill & Betz (2005), Revisiting the retrospective pretest, American Journal of
    Evaluation 26, 501-517.

    Examples
    --------
    >>> from wirkung.methods.kernels.intervals import share
    >>> asked_afterwards(share(30, 40), retrospective=True).cautions
    (<Caution.RETROSPECTIVE_INSTRUMENT: 'retrospective_instrument'>,)
    """
    return estimate.with_cautions(Caution.RETROSPECTIVE_INSTRUMENT) if retrospective else estimate
