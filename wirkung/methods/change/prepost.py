"""How the same persons changed from before to after: in units of the scale, and in standard deviations."""

from __future__ import annotations

from typing import get_args

from numpy.typing import ArrayLike

from wirkung.codes import Claim, CountRole, Quantity
from wirkung.estimate import STANDARD_DEVIATIONS, Count, Estimate, Interval, Unit
from wirkung.methods.kernels.samples import T_ASSUMPTIONS, cautions, checked_level, complete_pairs
from wirkung.methods.kernels.samples import standard_error as standard_error_of_mean
from wirkung.methods.kernels.standardisers import (
    DIVISORS,
    Moments,
    Standardiser,
    exact_correction,
    moments,
    noncentral_interval,
    normal_interval,
    standard_error,
)
from wirkung.methods.kernels.student import UNKNOWN, student

# The exact correction J(n - 1) is 0 for two pairs; from three on every standardised change is defined.
FEWEST_PAIRS = 3

_SOURCES = {
    "z": "Lakens (2013), Frontiers in Psychology 4, 863; Steiger & Fouladi (1997)",
    "av": "Lakens (2013), Frontiers in Psychology 4, 863; Bonett (2008)",
    "average_variance": "Bonett (2008), Psychological Methods 13, 99-109",
    "rm": "Lakens (2013), Frontiers in Psychology 4, 863; Bonett (2008)",
    "becker": "Becker (1988), British Journal of Mathematical and Statistical Psychology 41, 257-278",
}
_METHODS = {
    "av": "normal, large-sample variance",
    "average_variance": "normal, variance by Bonett",
    "rm": "normal, large-sample variance",
    "becker": "normal, variance by Becker",
}


def mean_change(before: ArrayLike, after: ArrayLike, *, unit: Unit, level: float = 0.95) -> Estimate:
    """How far the same persons moved on average, after minus before.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in `unit`
        The same person at the same position.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of the paired t interval.

    Returns
    -------
    Estimate
        A description: whether the programme made the change is not for this comparison to say.
        One pair, or the same change for everybody: the value without an interval. No pair: no value.

    Raises
    ------
    ValueError
        Lengths differ, a missing number, more than one dimension, an infinite number, an impossible level.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6, 1-25.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> mean_change([1, 2, 3], [2, 4, 6], unit=Unit(kind=UnitKind.SCORE)).value
    2.0
    """
    change, level = complete_pairs(before, after).change, checked_level(level)
    value = change.mean if change.n else None
    known = UNKNOWN
    if value is not None and change.varies:
        error = standard_error_of_mean(change)
        known = student(value, error, change.n - 1, level=level, method="paired t")
    return Estimate(
        quantity=Quantity.MEAN_CHANGE,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=change.n),),
        source="Student (1908), Biometrika 6, 1-25",
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        assumptions=T_ASSUMPTIONS,
        cautions=cautions(change, constant=change.constant),
    )


def standardised_change(
    before: ArrayLike, after: ArrayLike, *, standardiser: Standardiser = "g_av", level: float = 0.95
) -> Estimate:
    """How far the same persons moved, in standard deviations named by `standardiser`.

    Parameters
    ----------
    before, after : one-dimensional, of one length
        The same person at the same position.
    standardiser
        What the mean change is divided by: `d_z` the standard deviation of the changes; `d_av` the mean of both
        standard deviations; `d_average_variance` the root of the mean of both variances; `d_rm` the standard
        deviation of the changes over √(2(1 - r)); `d_becker` the standard deviation before. With `g_` instead
        of `d_` the small-sample bias is taken out by the exact factor J(n - 1).
    level : 0 < level < 1
        Confidence level. `d_z` and `g_z` have the noncentral t interval (for `g_z` both limits times J), the
        others a normal one; its variance holds in large samples and for nearly normal measurements, for
        `becker` moreover only where both waves spread alike.

    Returns
    -------
    Estimate
        A description. Fewer than three pairs, or a divisor of zero: no value. Where a wave, or the change, is
        the same for everybody and the value still exists: no interval.

    Raises
    ------
    ValueError
        An unknown standardiser, lengths that differ, a missing number, more than one dimension, an infinite
        number, an impossible level.

    References
    ----------
    Lakens (2013), Calculating and reporting effect sizes to facilitate cumulative science, Frontiers in
    Psychology 4, 863. Becker (1988), Synthesizing standardized mean-change measures, British Journal of
    Mathematical and Statistical Psychology 41, 257-278. Bonett (2008), Confidence intervals for standardized
    linear contrasts of means, Psychological Methods 13, 99-109. In R: metafor's `SMCC` is `g_z`, its `SMCR`
    `g_becker`; statpsych's `ci.stdmean.ps` gives `d_average_variance`.

    Examples
    --------
    >>> before, after = [9, 6, 7, 8, 7, 9, 8, 8, 8, 7], [9, 7, 8, 9, 8, 9, 9, 10, 9, 9]
    >>> round(standardised_change(before, after, standardiser="d_av").value, 4)
    1.1287
    """
    if standardiser not in get_args(Standardiser):
        known = ", ".join(get_args(Standardiser))
        raise ValueError(f"standardiser must be one of {known}, found {standardiser!r}")
    pairs, level = complete_pairs(before, after), checked_level(level)
    value, error, interval = None, None, None
    if pairs.change.n >= FEWEST_PAIRS:
        value, error, interval = _standardised(standardiser, moments(pairs), level)
    lacking = pairs.change.n >= FEWEST_PAIRS and interval is None
    return Estimate(
        quantity=Quantity.STANDARDISED_CHANGE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=pairs.change.n),),
        source=_SOURCES[standardiser[2:]],
        interval=interval,
        standard_error=error,
        standardiser=standardiser,
        convention="J(n - 1), exact" if standardiser.startswith("g_") else "",
        assumptions=T_ASSUMPTIONS,
        cautions=cautions(pairs.change, constant=lacking),
    )


def _standardised(
    standardiser: Standardiser, found: Moments, level: float
) -> tuple[float | None, float | None, Interval | None]:
    """Value, standard error and interval; what cannot be had is None."""
    correction, family = standardiser[0], standardiser[2:]
    factor = exact_correction(found.n - 1) if correction == "g" else 1.0
    divisor = DIVISORS[family](found)
    if divisor == 0:
        return None, None, None
    value = found.change / divisor * factor
    all_vary = found.of_change > 0 and (family == "z" or (found.before > 0 and found.after > 0))
    if not all_vary:
        return value, None, None
    error = standard_error(family, value, found)
    if family == "z":
        return value, error, noncentral_interval(found, level=level, factor=factor)
    return value, error, normal_interval(value, error, level=level, method=_METHODS[family])
