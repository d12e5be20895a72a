"""Who of a cohort is still there, period by period."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import Estimate
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.share_of import share_of
from wirkung.methods.kernels.whole_numbers import Integers, Truths, coded, same_length, truths


def retention(
    present: ArrayLike, *, cohort: ArrayLike, observable: ArrayLike, level: float = 0.95
) -> tuple[tuple[Estimate | None, ...], ...]:
    """Which part of all who started in a cohort was there in each period.

    Parameters
    ----------
    present : persons × periods, of True and False
        Whether a person was there in a period, counted from its own entry. Who missed one and came back is
        counted again: retention may rise.
    cohort : codes from 0, one a person
        The cohort in which a person started.
    observable : cohorts × periods, of True and False
        Whether the period has come for the cohort; periods in the future are no loss.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    tuple (cohorts) of tuple (periods) of Estimate or None
        Descriptions; the base is all starters of the cohort in every period. None where the period lies in the
        future of the cohort. A cohort that nobody started in has estimates without a value.

    Raises
    ------
    ValueError
        No tables of True and False, lengths or numbers of periods that differ, a cohort outside the range,
        somebody present in the future, an impossible level.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> present = [[True, False], [True, True], [True, False]]
    >>> old, young = retention(present, cohort=[0, 0, 1], observable=[[True, True], [True, False]])
    >>> [each.value for each in old], young[0].value, young[1]
    ([1.0, 0.5], 1.0, None)
    """
    level = checked_level(level)
    table = truths("present", present, axes="persons × periods")
    known = truths("observable", observable, axes="cohorts × periods")
    of_person = coded("cohort", cohort, below=len(known))
    same_length(present=table, cohort=of_person)
    if table.shape[1] != known.shape[1]:
        found = f"{table.shape[1]} and {known.shape[1]}"
        raise ValueError(f"present and observable must have the same number of periods, found {found}")
    starters = np.bincount(of_person, minlength=len(known))
    stayed = np.zeros(known.shape, dtype=np.int64)
    for period, there in enumerate(table.T):
        stayed[:, period] = np.bincount(of_person[there], minlength=len(known))
    _check_future(stayed, known)
    return tuple(
        tuple(
            share_of(int(number), int(base), level=level, empty=Caution.NOBODY_IN_STATE) if has_come else None
            for number, has_come in zip(row, come, strict=True)
        )
        for row, base, come in zip(stayed, starters, known, strict=True)
    )


def _check_future(stayed: Integers, known: Truths) -> None:
    wrong = np.argwhere((stayed > 0) & ~known)
    if len(wrong):
        cohort, period = wrong[0]
        found = f"{stayed[cohort, period]} of cohort {cohort} in period {period}"
        raise ValueError(f"nobody may be present where a period is not observable, found {found}")
