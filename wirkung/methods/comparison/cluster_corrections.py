"""What the What Works Clearinghouse corrects where persons learned in courses and a study did not allow for it."""

from __future__ import annotations

import math

from scipy import stats

from wirkung.estimate import Test
from wirkung.methods.kernels.counts import whole


def cluster_degrees_of_freedom(persons: int, cluster_size: float, correlation: float) -> float:
    """The degrees of freedom h of an effect size where both groups learned in courses.

    Parameters
    ----------
    persons : 3 or more
        Everybody in both groups together, N.
    cluster_size : 1 or more, at most N/2
        Persons per course, n.
    correlation : 0 to 1
        Intraclass correlation ρ.

    Returns
    -------
    float
        h = [(N-2) - 2(n-1)ρ]² / [(N-2)(1-ρ)² + n(N-2n)ρ² + 2(N-2n)ρ(1-ρ)]; N - 2 without correlation.

    Raises
    ------
    ValueError
        A number beyond its bounds.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E, equation E.21.
    Hedges (2007), Effect sizes in cluster-randomized designs, Journal of Educational and Behavioral Statistics 32,
    341-370.

    Examples
    --------
    >>> round(cluster_degrees_of_freedom(100, 5, 0.1), 2)
    94.4
    """
    total, size, rho = _checked(persons, cluster_size, correlation)
    rest = total - 2 * size
    below = (total - 2) * (1 - rho) ** 2 + size * rest * rho**2 + 2 * rest * rho * (1 - rho)
    return (total - 2 - 2 * (size - 1) * rho) ** 2 / below


def cluster_factors(persons: int, cluster_size: float, correlation: float) -> tuple[float, float]:
    """The factors γ of an effect size and η of its variance where both groups learned in courses.

    Parameters
    ----------
    persons, cluster_size, correlation
        As for `cluster_degrees_of_freedom`.

    Returns
    -------
    (γ, η)
        γ = 1 - 2(n-1)ρ/(N-2), under whose root g shrinks; η = 1 + (n-1)ρ, the design effect.

    Raises
    ------
    ValueError
        A number beyond its bounds.

    References
    ----------
    As for `cluster_degrees_of_freedom`.

    Examples
    --------
    >>> cluster_factors(102, 6, 0.1)  # 1 - 2 · 5 · .1/100 and 1 + 5 · .1
    (0.99, 1.5)
    """
    total, size, rho = _checked(persons, cluster_size, correlation)
    return 1 - 2 * (size - 1) * rho / (total - 2), 1 + (size - 1) * rho


def one_arm_degrees_of_freedom(persons: int, alone: int, cluster_size: float, correlation: float) -> float:
    """The degrees of freedom h of an effect size where only the programme group learned in courses.

    Parameters
    ----------
    persons, cluster_size, correlation
        As for `cluster_degrees_of_freedom`; a course has at most N - N_C persons.
    alone : 1 or more
        Persons of the comparison group, N_C, none of whom shares a course.

    Returns
    -------
    float
        h = [(N-2)(1-ρ) + (N_T-n)ρ]² / [(N-2)(1-ρ)² + (N_T-n)nρ² + 2(N_T-n)ρ(1-ρ)], N_T = N - N_C.

    Raises
    ------
    ValueError
        A number beyond its bounds.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E. Hedges & Citkowicz
    (2015), Estimating effect size when there is clustering in one treatment group, Behavior Research Methods 47,
    1295-1308.

    Examples
    --------
    >>> round(one_arm_degrees_of_freedom(100, 40, 5, 0.1), 2)
    95.4
    """
    total, single, size, rho = _checked_one_arm(persons, alone, cluster_size, correlation)
    rest = total - single - size
    above = (total - 2) * (1 - rho) + rest * rho
    below = (total - 2) * (1 - rho) ** 2 + rest * size * rho**2 + 2 * rest * rho * (1 - rho)
    return above**2 / below


def one_arm_factors(persons: int, alone: int, cluster_size: float, correlation: float) -> tuple[float, float]:
    """The factors γ of an effect size and η of its variance where only the programme group learned in courses.

    Parameters
    ----------
    persons, alone, cluster_size, correlation
        As for `one_arm_degrees_of_freedom`.

    Returns
    -------
    (γ, η)
        γ = 1 - (N_C+n-2)ρ/(N-2); η = 1 + (nN_C/N - 1)ρ.

    Raises
    ------
    ValueError
        A number beyond its bounds.

    References
    ----------
    As for `one_arm_degrees_of_freedom`.

    Examples
    --------
    >>> gamma, eta = one_arm_factors(100, 40, 5, 0.1)
    >>> round(gamma, 5), round(eta, 5)
    (0.95612, 1.1)
    """
    total, single, size, rho = _checked_one_arm(persons, alone, cluster_size, correlation)
    return 1 - (single + size - 2) * rho / (total - 2), 1 + (size * single / total - 1) * rho


def mismatch_corrected(t: float, persons: int, cluster_size: float, correlation: float) -> Test:
    """The test that a study would have found, had it allowed for its courses.

    Parameters
    ----------
    t
        Student's t of the study, with persons taken as independent.
    persons, cluster_size, correlation
        As for `cluster_degrees_of_freedom`.

    Returns
    -------
    Test
        t_A = t √{[(N-2) - 2(n-1)ρ] / [(N-2)(1 + (n-1)ρ)]} with h degrees of freedom.

    Raises
    ------
    ValueError
        A number beyond its bounds, or a t that is not finite.

    References
    ----------
    Hedges (2007), Correcting a significance test for clustering, Journal of Educational and Behavioral
    Statistics 32, 151-179. What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E.

    Examples
    --------
    >>> found = mismatch_corrected(2.4903, 400, 20, 0.2)
    >>> round(found.statistic, 4), round(found.p, 4)
    (1.1258, 0.2614)
    """
    if not math.isfinite(t):
        raise ValueError(f"t must be finite, found {t}")
    gamma, eta = cluster_factors(persons, cluster_size, correlation)
    statistic = t * math.sqrt(gamma / eta)
    df = cluster_degrees_of_freedom(persons, cluster_size, correlation)
    p = 2 * float(stats.t.sf(abs(statistic), df))
    return Test(name="t, corrected for clusters", statistic=statistic, df=df, p=p)


def _checked(
    persons: int, cluster_size: float, correlation: float, *, at_most: float | None = None
) -> tuple[int, float, float]:
    total = whole("persons", persons, least=3)
    most = total / 2 if at_most is None else at_most
    if not 1 <= cluster_size <= most:
        raise ValueError(f"cluster_size must lie between 1 and {most:g}, found {cluster_size}")
    if not 0 <= correlation <= 1:
        raise ValueError(f"correlation must lie between 0 and 1, found {correlation}")
    return total, cluster_size, correlation


def _checked_one_arm(
    persons: int, alone: int, cluster_size: float, correlation: float
) -> tuple[int, int, float, float]:
    single = whole("alone", alone, least=1)
    if single >= persons:
        raise ValueError(f"alone must be fewer than persons {persons}, found {single}")
    total, size, rho = _checked(persons, cluster_size, correlation, at_most=persons - single)
    return total, single, size, rho
