"""Whether the comparison group got the programme too, and how much that thins the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wirkung.codes import Assumption, Caution, Claim, UnitKind
from wirkung.estimate import Estimate
from wirkung.methods.kernels.intervals import share, share_difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Contamination:
    """Shares that got the programme in each group, and the contrast between them: 1 where nothing is thinned."""

    programme: Estimate
    comparison: Estimate
    contrast: Estimate


def contamination(got: tuple[int, int], total: tuple[int, int], *, level: float = 0.95) -> Contamination:
    """Who got the programme in each group, and what contrast between the groups is left.

    Parameters
    ----------
    got, total : (programme, comparison), persons
        Who got the programme in truth, and who belongs to the group; 0 <= got <= total, total > 0.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Contamination
        Shares (descriptions) and their difference (an association). Anybody in the comparison group:
        COMPARISON_GOT_PROGRAMME on the contrast.

    Raises
    ------
    ValueError
        The counts are impossible, or the level.

    References
    ----------
    Bloom (1984), Accounting for no-shows in experimental evaluation designs, Evaluation Review 8, 225-246.

    Examples
    --------
    >>> round(contamination((45, 5), (50, 50)).contrast.value, 10)
    0.8
    """
    contrast = share_difference(got, total, level=level)
    return Contamination(
        programme=share(got[0], total[0], level=level),
        comparison=share(got[1], total[1], level=level),
        contrast=contrast.with_cautions(Caution.COMPARISON_GOT_PROGRAMME) if got[1] else contrast,
    )


def undiluted(difference: Estimate, contrast: Estimate) -> Estimate:
    """What the difference between the groups would be had all of one and none of the other got the programme.

    Parameters
    ----------
    difference
        A difference between the groups as they were formed, by any method, not of shares.
    contrast
        From `contamination`, of the same groups.

    Returns
    -------
    Estimate
        The difference, its interval and standard error over the contrast, which counts as known; with persons
        at hand `compliance` allows for its uncertainty too. A contrast that is not above zero by its interval:
        no value.

    Raises
    ------
    ValueError
        The difference is one of shares, which the scaling may carry beyond 1, or does not compare groups.

    References
    ----------
    Bloom (1984), Evaluation Review 8, 225-246.

    Examples
    --------
    >>> from wirkung.estimate import Unit
    >>> from wirkung.methods.comparison.mean_difference import mean_difference
    >>> points, groups = Unit(kind=UnitKind.SCORE), contamination((40, 10), (50, 50))
    >>> round(undiluted(mean_difference([5, 6, 7], [2, 3, 4], unit=points), groups.contrast).value, 10)  # 3/.6
    5.0
    """
    if difference.unit.kind is UnitKind.SHARE or difference.claim is Claim.DESCRIPTION:
        raise ValueError(f"difference must compare groups and not be one of shares, found {difference.quantity}")
    scale, interval = contrast.value, difference.interval
    counts = (*difference.counts, *contrast.counts)
    told = replace(
        difference.with_assumptions(Assumption.OFFER_WORKS_BY_TAKING_PART, Assumption.PROGRAMME_NEVER_DRIVES_AWAY),
        counts=counts,
        source="Bloom (1984), Evaluation Review 8, 225-246",
        convention=f"{difference.convention}, over the contrast".removeprefix(", "),
        test=None,
        cautions=tuple(dict.fromkeys((*difference.cautions, *contrast.cautions))),
    )
    if difference.value is None or scale is None or contrast.interval is None or contrast.interval.low <= 0:
        why = told.cautions if difference.value is None else (*told.cautions, Caution.WEAK_INSTRUMENT)
        return replace(told, value=None, interval=None, standard_error=None, cautions=why)
    return replace(
        told,
        value=difference.value / scale,
        interval=interval and replace(interval, low=interval.low / scale, high=interval.high / scale),
        standard_error=difference.standard_error and difference.standard_error / scale,
    )
