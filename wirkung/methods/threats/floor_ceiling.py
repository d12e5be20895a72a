"""How many persons are at an end of the scale, where it can no longer show how low or high they are."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.samples import Sample, cautions, checked_level, complete, complete_pairs
from wirkung.methods.kernels.table import BoolArray

# Beyond this share of persons at one end a scale has a floor or ceiling effect: Terwee et al. (2007), Quality
# criteria were proposed for measurement properties of health status questionnaires, Journal of Clinical
# Epidemiology 60, 34-42, after McHorney & Tarlov (1995).
MANY_ABOVE = 0.15

_SOURCE = "Terwee et al. (2007), Journal of Clinical Epidemiology 60, 34-42"
_AT = {
    "floor": (CountRole.AT_FLOOR, Caution.MANY_AT_FLOOR),
    "ceiling": (CountRole.AT_CEILING, Caution.MANY_AT_CEILING),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleEnds:
    """The shares of persons at either end of the scale, before and after; each may carry its caution."""

    floor_before: Estimate
    ceiling_before: Estimate
    floor_after: Estimate
    ceiling_after: Estimate


def at_end(scores: ArrayLike, end: float) -> BoolArray:
    """Who is at an end of the scale, up to rounding of means of items.

    Parameters
    ----------
    scores : one-dimensional, in points of the scale
        One number per person.
    end : in points of the scale
        The end.

    Returns
    -------
    array of True and False, one per person

    Raises
    ------
    ValueError
        More than one dimension, a missing or infinite number.

    Examples
    --------
    >>> at_end([1, 5, 0.1 + 0.2 + 4.7], 5).tolist()
    [False, True, True]
    """
    sample = complete("scores", scores)
    return np.asarray(np.abs(sample.values - end) <= sample.rounding)


def scale_ends(
    before: ArrayLike, after: ArrayLike, *, lowest: float, highest: float, level: float = 0.95
) -> ScaleEnds:
    """How many persons are at the lowest or highest possible score, before and after.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in points of the scale
        The same person at the same position.
    lowest, highest : in points of the scale; lowest < highest
        The ends of the scale, not of the data.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    ScaleEnds
        Four descriptions; one above 15 % carries MANY_AT_FLOOR or MANY_AT_CEILING. No pair: no values.

    Raises
    ------
    ValueError
        Scores outside the scale, impossible ends; lengths differ, more than one dimension, a missing or infinite
        number, an impossible level.

    References
    ----------
    Terwee et al. (2007), Journal of Clinical Epidemiology 60, 34-42. McHorney & Tarlov (1995),
    Individual-patient monitoring in clinical practice, Quality of Life Research 4, 293-307.

    Examples
    --------
    >>> found = scale_ends([1, 2, 3, 5], [1, 4, 5, 5], lowest=1, highest=5)
    >>> found.floor_before.value, found.ceiling_after.value
    (0.25, 0.5)
    """
    pairs, level = complete_pairs(before, after), checked_level(level)
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        raise ValueError(f"lowest must be below highest, found {lowest} and {highest}")
    waves = {"before": pairs.before, "after": pairs.after}
    found = {}
    for wave, sample in waves.items():
        _check_inside(wave, sample, lowest, highest)
        for end, place in (("floor", lowest), ("ceiling", highest)):
            number = int(np.count_nonzero(at_end(sample.values, place)))
            found[f"{end}_{wave}"] = _share(number, sample, end, level)
    return ScaleEnds(**found)


def _check_inside(wave: str, sample: Sample, lowest: float, highest: float) -> None:
    outside = sample.values[
        (sample.values < lowest - sample.rounding) | (sample.values > highest + sample.rounding)
    ]
    if outside.size:
        raise ValueError(
            f"{wave} must lie between {lowest} and {highest}, found {outside[0]} "
            f"({outside.size} of {sample.n} in all)"
        )


def _share(number: int, sample: Sample, end: str, level: float) -> Estimate:
    role, caution = _AT[end]
    count = Count(role=role, number=number, of=sample.n)
    if not sample.n:
        return Estimate(
            quantity=Quantity.SHARE,
            unit=SHARE,
            value=None,
            claim=Claim.DESCRIPTION,
            counts=(count,),
            source=_SOURCE,
            cautions=cautions(sample),
        )
    found = replace(share(number, sample.n, level=level), counts=(count,), source=_SOURCE)
    return found.with_cautions(caution) if number / sample.n > MANY_ABOVE else found
