"""How far extreme scores move back to the middle without any programme."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Assumption, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.samples import cautions, complete

Side = Literal["below", "above"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedByScore:
    """What to expect of those selected by a cut-off: their mean before, and their gain without any effect."""

    mean_before: float
    gain_without_effect: float


def selected_by_score(
    *, mean: float, standard_deviation: float, correlation: float, cut_off: float, side: Side = "below"
) -> SelectedByScore:
    """What to expect, before any data, of persons selected because they scored below (or above) a cut-off.

    Parameters
    ----------
    mean, standard_deviation : in points of the scale; standard_deviation > 0
        Of all who could have been selected.
    correlation : -1 to 1
        Of the scores before and after among all who could have been selected, without programme.
    cut_off : in points of the scale
        Who scores below it (`side` "below") or above it ("above") is selected.
    side
        Which ones are selected.

    Returns
    -------
    SelectedByScore
        Figures for planning, no estimates: they rest on the numbers given and on no person.

    Raises
    ------
    ValueError
        A number is not finite or impossible, `side` is unknown, or nobody is to be expected beyond the cut-off.

    References
    ----------
    Davis (1976), The effect of regression to the mean in epidemiologic and clinical studies, American Journal
    of Epidemiology 104, 493-498. Barnett, van der Pols & Dobson (2005), Regression to the mean: what it is and
    how to deal with it, International Journal of Epidemiology 34, 215-220.

    Examples
    --------
    >>> found = selected_by_score(mean=50, standard_deviation=10, correlation=0.6, cut_off=45)
    >>> round(found.mean_before, 4), round(found.gain_without_effect, 4)
    (38.5892, 4.5643)
    """
    if side not in get_args(Side):
        raise ValueError(f"side must be one of {', '.join(get_args(Side))}, found {side!r}")
    _finite(mean=mean, standard_deviation=standard_deviation, cut_off=cut_off)
    if standard_deviation <= 0:
        raise ValueError(f"standard_deviation must be above 0, found {standard_deviation}")
    away = 1 - _checked_correlation(correlation)
    sign = 1 if side == "below" else -1
    place = sign * (cut_off - mean) / standard_deviation
    # Density over share, through logarithms: both are tiny where the cut-off is far out.
    logarithm = float(stats.norm.logpdf(place)) - float(stats.norm.logcdf(place))
    distance = standard_deviation * math.exp(logarithm)
    if not math.isfinite(distance):
        raise ValueError(
            f"cut_off must leave someone {side} it, found {cut_off} ({place:.0f} standard deviations)"
        )
    return SelectedByScore(mean_before=mean - sign * distance, gain_without_effect=sign * away * distance)


def change_without_effect(
    before: ArrayLike, *, population_mean: float, correlation: float, unit: Unit
) -> Estimate:
    """How far the selected persons would move on average without any programme, given where they started.

    Parameters
    ----------
    before : one-dimensional, in `unit`
        Scores before of those who were selected.
    population_mean : in `unit`
        Mean of all who could have been selected, from norms or an earlier year.
    correlation : -1 to 1
        Of the scores before and after among all who could have been selected, without programme.
    unit
        What the numbers are counted in.

    Returns
    -------
    Estimate
        A description: (1 - r)(μ - mean before), to be set beside the change that was measured. It has no
        interval: given the persons' scores it is as certain as μ and r are, which nobody here can say.
        Nobody observed: no value.

    Raises
    ------
    ValueError
        An impossible correlation, a mean that is not finite, more than one dimension, a missing or infinite
        number.

    References
    ----------
    Galton (1886), Regression towards mediocrity in hereditary stature, Journal of the Anthropological
    Institute 15, 246-263. Barnett, van der Pols & Dobson (2005), International Journal of Epidemiology 34,
    215-220.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> change_without_effect([36, 40, 44], population_mean=50, correlation=0.6, unit=points).value  # .4 · 10
    4.0
    """
    sample = complete("before", before)
    _finite(population_mean=population_mean)
    away = 1 - _checked_correlation(correlation)
    return Estimate(
        quantity=Quantity.EXPECTED_CHANGE,
        unit=unit,
        value=away * (population_mean - sample.mean) if sample.n else None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=sample.n),),
        source="Barnett, van der Pols & Dobson (2005), International Journal of Epidemiology 34, 215-220",
        assumptions=(Assumption.LINEAR_AND_NORMAL,),
        cautions=cautions(sample),
    )


def _finite(**numbers: float) -> None:
    for name, number in numbers.items():
        if not math.isfinite(number):
            raise ValueError(f"{name} must be a finite number, found {number}")


def _checked_correlation(correlation: float) -> float:
    if not -1 <= correlation <= 1:
        raise ValueError(f"correlation must lie between -1 and 1, found {correlation}")
    return correlation
