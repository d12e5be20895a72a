"""Standardised differences in learning outcomes, put in words of schools: percentile ranks and months."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from scipy import stats

from wirkung.codes import Caution, Quantity
from wirkung.estimate import NUMBER, SHARE, Estimate, Interval, Unit

Measured = Literal["achievement", "interest", "attitude"]

# Education Endowment Foundation, Teaching and Learning Toolkit: up to which standardised difference, rounded to
# two decimals, so many months of progress are reported (0 months up to .01, 1 up to .09 and so on).
MONTHS_UP_TO = (0.01, 0.09, 0.18, 0.26, 0.35, 0.44, 0.52, 0.61, 0.69, 0.78, 0.87, 0.95, 1.0)
_TABLE_FROM = -0.01

_Conversion = Callable[[float], float | None]


def improvement_index(estimate: Estimate, *, measured: Measured) -> Estimate:
    """By how many percentile ranks an average person of the comparison group would have risen.

    Parameters
    ----------
    estimate
        A standardised difference between programme and comparison group (Hedges' g or the Cox index). A change
        within one group is refused: pupils gain in rank against others, not against their own past.
    measured
        What the scale measures; only `achievement` can be converted.

    Returns
    -------
    Estimate
        Φ(g) - .5 as a share (.0987 is 9.87 percentile points), with the limits of the interval converted alike.
        For interests and attitudes: no value, and the caution NOT_FOR_THIS_SCALE.

    Raises
    ------
    ValueError
        The estimate is no standardised difference of groups, or `measured` is unknown.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0: improvement index.

    Examples
    --------
    >>> from wirkung.methods.comparison.mean_difference import cox_index
    >>> g = cox_index((80, 50), (100, 100))  # .8401784
    >>> round(improvement_index(g, measured="achievement").value, 4)
    0.2996
    """
    return _converted(
        estimate,
        measured,
        conversion=lambda g: float(stats.norm.cdf(g)) - 0.5,
        quantity=Quantity.IMPROVEMENT_INDEX,
        unit=SHARE,
        source="What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0",
    )


def months_of_progress(estimate: Estimate, *, measured: Measured) -> Estimate:
    """To how many months of school the difference is equivalent, by the table of the EEF.

    Parameters
    ----------
    estimate
        A standardised difference between programme and comparison group, as for `improvement_index`.
    measured
        What the scale measures; only `achievement` can be converted.

    Returns
    -------
    Estimate
        Whole months. A value below -.01 or above 1 stands in no line of the table: no value, and the caution
        OUTSIDE_TABLE. A limit of the interval beyond the table has no bound. For interests and attitudes: no
        value, and the caution NOT_FOR_THIS_SCALE.

    Raises
    ------
    ValueError
        As for `improvement_index`.

    References
    ----------
    Education Endowment Foundation, Teaching and Learning Toolkit, technical appendix: months of progress.

    Examples
    --------
    >>> from wirkung.methods.comparison.mean_difference import cox_index
    >>> months_of_progress(cox_index((80, 50), (100, 100)), measured="achievement").value  # .84
    10.0
    """
    return _converted(
        estimate,
        measured,
        conversion=_months,
        quantity=Quantity.MONTHS_OF_PROGRESS,
        unit=NUMBER,
        source="Education Endowment Foundation, Teaching and Learning Toolkit, technical appendix",
    )


def _months(g: float) -> float | None:
    rounded = float(Decimal(repr(g)).quantize(Decimal("0.01"), ROUND_HALF_UP))
    if not _TABLE_FROM <= rounded <= MONTHS_UP_TO[-1]:
        return None
    return float(next(months for months, highest in enumerate(MONTHS_UP_TO) if rounded <= highest))


def _converted(
    estimate: Estimate, measured: Measured, *, conversion: _Conversion, quantity: Quantity, unit: Unit, source: str
) -> Estimate:
    if measured not in get_args(Measured):
        raise ValueError(f"measured must be one of {', '.join(get_args(Measured))}, found {measured!r}")
    if estimate.quantity is not Quantity.STANDARDISED_DIFFERENCE:
        raise ValueError(f"estimate must be a standardised difference of two groups, found {estimate.quantity}")
    refused = (Caution.NOT_FOR_THIS_SCALE,) if measured != "achievement" else ()
    value = None if estimate.value is None or refused else conversion(estimate.value)
    outside = (Caution.OUTSIDE_TABLE,) if value is None and estimate.value is not None and not refused else ()
    return replace(
        estimate,
        quantity=quantity,
        unit=unit,
        value=value,
        interval=None if value is None else _interval(estimate.interval, conversion),
        test=None,
        standard_error=None,
        source=source,
        cautions=(*estimate.cautions, *refused, *outside),
    )


def _interval(interval: Interval | None, conversion: _Conversion) -> Interval | None:
    """The limits converted; one that stands in no line of the table has no bound."""
    if interval is None:
        return None
    low, high = conversion(interval.low), conversion(interval.high)
    return replace(interval, low=-math.inf if low is None else low, high=math.inf if high is None else high)
