"""Whether the comparison group got the programme too."""

from __future__ import annotations

from dataclasses import dataclass

from wirkung.codes import Caution
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
    contrast = share_difference(got, total, level=level, quantile="t")
    return Contamination(
        programme=share(got[0], total[0], level=level),
        comparison=share(got[1], total[1], level=level),
        contrast=contrast.with_cautions(Caution.COMPARISON_GOT_PROGRAMME) if got[1] else contrast,
    )
