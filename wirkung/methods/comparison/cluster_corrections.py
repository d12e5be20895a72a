"""What an effect size and its variance lose where both groups learned in courses (WWC)."""

from __future__ import annotations

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


def _checked(persons: int, cluster_size: float, correlation: float) -> tuple[int, float, float]:
    total = whole("persons", persons, least=3)
    if not 1 <= cluster_size <= total / 2:
        raise ValueError(f"cluster_size must lie between 1 and {total / 2:g}, found {cluster_size}")
    if not 0 <= correlation <= 1:
        raise ValueError(f"correlation must lie between 0 and 1, found {correlation}")
    return total, cluster_size, correlation
