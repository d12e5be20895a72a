"""How far extreme scores move back to the middle without any programme."""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.samples import cautions, complete


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
    if not math.isfinite(population_mean):
        raise ValueError(f"population_mean must be a finite number, found {population_mean}")
    if not -1 <= correlation <= 1:
        raise ValueError(f"correlation must lie between -1 and 1, found {correlation}")
    return Estimate(
        quantity=Quantity.EXPECTED_CHANGE,
        unit=unit,
        value=(1 - correlation) * (population_mean - sample.mean) if sample.n else None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=sample.n),),
        source="Barnett, van der Pols & Dobson (2005), International Journal of Epidemiology 34, 215-220",
        assumptions=(Assumption.LINEAR_AND_NORMAL,),
        cautions=cautions(sample),
    )
