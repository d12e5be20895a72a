"""Two tools, two numbers: every usual standardised effect of the same data, and why each one differs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import ConventionReason
from wirkung.estimate import Estimate, Interval
from wirkung.methods.change.convention_columns import GROUP_CONVENTIONS, in_groups
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.comparison.mean_difference import hedges_g
from wirkung.methods.kernels.samples import checked_level, complete, complete_pairs
from wirkung.methods.kernels.standardisers import DIVISORS, Moments, Standardiser, exact_correction, moments

_WHY = ConventionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """One number that a tool prints: its name, the estimate, and why it is what it is.

    `call` is the call of R's effectsize that prints it; empty where none does.
    """

    name: str
    estimate: Estimate
    reasons: tuple[ConventionReason, ...]
    call: str = ""


# What the families of standardised changes divide by, in the order of the table.
_FAMILIES = {
    "z": _WHY.SPREAD_OF_CHANGES,
    "av": _WHY.MEAN_OF_BOTH_SPREADS,
    "average_variance": _WHY.MEAN_OF_BOTH_VARIANCES,
    "rm": _WHY.CORRELATION_TAKEN_OUT,
    "becker": _WHY.SPREAD_BEFORE,
}
_PLAIN: tuple[Standardiser, ...] = ("d_z", "d_av", "d_average_variance", "d_rm", "d_becker")
_CORRECTED: tuple[Standardiser, ...] = ("g_z", "g_av", "g_average_variance", "g_rm", "g_becker")
_CALLS = {"d_z": "cohens_d(after, before, paired = TRUE)", "g_z": "hedges_g(after, before, paired = TRUE)"}
# effectsize's own function for repeated measures; the first one is what it prints unasked.
_REPEATED: dict[Standardiser, str] = {
    "g_rm": "repeated_measures_d(after, before)",
    "g_average_variance": 'repeated_measures_d(after, before, method = "av")',
    "g_z": 'repeated_measures_d(after, before, method = "z")',
    "g_becker": 'repeated_measures_d(after, before, method = "b")',
}


def change_conventions(before: ArrayLike, after: ArrayLike, *, level: float = 0.95) -> tuple[Convention, ...]:
    """Every usual standardised change of the same persons, side by side.

    Parameters
    ----------
    before, after : one-dimensional, of one length
        The same person at the same position.
    level : 0 < level < 1
        Confidence level of the intervals.

    Returns
    -------
    tuple of Convention
        d_z, d_av, d_average_variance, d_rm and d_becker, each plain, with the exact and with the approximate
        correction for small groups (`1 - 3/(4m - 1)`, m = n - 1); then what R's effectsize prints: for the same
        values its function for repeated measures has other intervals. Descriptions, as of `standardised_change`.

    Raises
    ------
    ValueError
        As for `standardised_change`.

    References
    ----------
    Lakens (2013), Frontiers in Psychology 4, 863. Ben-Shachar, Lüdecke & Makowski (2020), effectsize: Estimation
    of effect size indices and standardized parameters, Journal of Open Source Software 5, 2815.

    Examples
    --------
    >>> table = change_conventions([9, 6, 7, 8, 7, 9, 8, 8, 8, 7], [9, 7, 8, 9, 8, 9, 9, 10, 9, 9])
    >>> [(row.name, round(row.estimate.value, 3)) for row in table if row.name in ("d_z", "d_av", "d_rm")]
    [('d_z', 1.5), ('d_av', 1.129), ('d_rm', 1.111)]
    """
    rows = []
    for plain, corrected in zip(_PLAIN, _CORRECTED, strict=True):
        divided_by = _FAMILIES[plain[2:]]
        d, g = (standardised_change(before, after, standardiser=each, level=level) for each in (plain, corrected))
        rows += [
            Convention(name=plain, estimate=d, reasons=(divided_by,), call=_CALLS.get(plain, "")),
            Convention(
                name=corrected,
                estimate=g,
                reasons=(divided_by, _WHY.EXACT_CORRECTION),
                call=_CALLS.get(corrected, ""),
            ),
            Convention(
                name=f"{corrected}_approximate",
                estimate=_approximate(d, corrected),
                reasons=(divided_by, _WHY.APPROXIMATE_CORRECTION),
            ),
        ]
    return (*rows, *_repeated(before, after, level))


def difference_conventions(
    programme: ArrayLike, comparison: ArrayLike, *, level: float = 0.95
) -> tuple[Convention, ...]:
    """Every usual standardised difference of the same two groups, side by side.

    Parameters
    ----------
    programme, comparison : one-dimensional
        One number per person.
    level : 0 < level < 1
        Confidence level of the intervals.

    Returns
    -------
    tuple of Convention
        Hedges' g by the What Works Clearinghouse, then what R's effectsize prints: Cohen's d and Hedges' g with
        pooled and with averaged variances, Glass' Δ plain and corrected, with noncentral t intervals.
        Associations. Fewer than two persons in a group, or no spread to divide by: no value.

    Raises
    ------
    ValueError
        As for `mean_difference`.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E. Glass (1976), Primary,
    secondary, and meta-analysis of research, Educational Researcher 5, 3-8. Ben-Shachar, Lüdecke & Makowski
    (2020), Journal of Open Source Software 5, 2815.

    Examples
    --------
    >>> table = difference_conventions([5, 6, 7], [4, 5, 6])
    >>> [(row.name, round(row.estimate.value, 3)) for row in table][:3]
    [('wwc_g', 0.8), ('cohens_d', 1.0), ('hedges_g', 0.798)]
    """
    ours, theirs = complete("programme", programme), complete("comparison", comparison)
    level = checked_level(level)
    wwc = Convention(
        name="wwc_g",
        estimate=hedges_g(programme, comparison, level=level),
        reasons=(_WHY.POOLED_SPREAD, _WHY.APPROXIMATE_CORRECTION),
    )
    return (
        wwc,
        *(
            Convention(
                name=kind.name,
                estimate=in_groups(kind, ours, theirs, level),
                reasons=kind.reasons,
                call=kind.call,
            )
            for kind in GROUP_CONVENTIONS
        ),
    )


def _approximate(plain: Estimate, standardiser: Standardiser) -> Estimate:
    """Corrected by 1 - 3/(4m - 1) with m = n - 1, as many programs do."""
    named = replace(plain, standardiser=standardiser, convention="approximate correction")
    if plain.value is None:
        return named
    factor = 1 - 3 / (4 * (plain.counts[0].number - 1) - 1)
    error = None if plain.standard_error is None else plain.standard_error * factor
    return replace(
        named, value=plain.value * factor, standard_error=error, interval=_scaled(plain.interval, factor)
    )


def _repeated(before: ArrayLike, after: ArrayLike, level: float) -> list[Convention]:
    """What effectsize's function for repeated measures prints: our corrected values, its intervals."""
    pairs, rows = complete_pairs(before, after), []
    for standardiser, call in _REPEATED.items():
        ours, family = standardised_change(before, after, standardiser=standardiser, level=level), standardiser[2:]
        if ours.interval is not None:
            error, interval = _effectsize(family, moments(pairs), level)
            ours = replace(ours, standard_error=error, interval=interval)
        rows.append(
            Convention(
                name=f"effectsize_{family}",
                estimate=ours,
                reasons=(_FAMILIES[family], _WHY.EXACT_CORRECTION, _WHY.OTHER_INTERVAL),
                call=call,
            )
        )
    return rows


def _effectsize(family: str, found: Moments, level: float) -> tuple[float, Interval]:
    """Standard error and interval of `repeated_measures_d`: normal around d, then all of it times J(n - 1)."""
    d, n = found.change / DIVISORS[family](found), found.n
    factor = exact_correction(n - 1)
    error = math.sqrt(_EFFECTSIZE_VARIANCES[family](d, found)) * factor
    reach = float(stats.norm.ppf((1 + level) / 2)) * error
    return error, Interval(
        low=d * factor - reach, high=d * factor + reach, level=level, method="normal, as in effectsize"
    )


def _unlike(found: Moments) -> float:
    return 2 * (1 - found.correlation)


# The variance of d in effectsize's `repeated_measures_d`, by family.
_EFFECTSIZE_VARIANCES: dict[str, Callable[[float, Moments], float]] = {
    "rm": lambda d, found: (1 + d**2 / 2) / found.n * _unlike(found),
    "average_variance": lambda _, found: found.of_change / found.n / DIVISORS["average_variance"](found) ** 2,
    "z": lambda d, found: (1 + d**2 / 2) / found.n,
    "becker": lambda d, found: (_unlike(found) + d**2 / 2) / found.n,
}


def _scaled(interval: Interval | None, factor: float) -> Interval | None:
    if interval is None:
        return None
    return replace(interval, low=interval.low * factor, high=interval.high * factor)
