"""What the design allows to say. Nothing else in the package makes a result an effect."""

from __future__ import annotations

from wirkung.estimate import Assumption, Claim, Estimate


def licensed_claim(*, randomised: bool, comparison_group: bool, chance_assignment: bool) -> Claim:
    """The strongest claim that a declared design licenses.

    Parameters
    ----------
    randomised
        The programme file declares a randomised design.
    comparison_group
        There is a group without the programme.
    chance_assignment
        A lottery decided who got in.

    Returns
    -------
    Claim
        EFFECT if all three hold; ASSOCIATION if there is a comparison group; otherwise DESCRIPTION.
        Declarations that contradict each other earn the weaker claim.

    References
    ----------
    Sherman et al. (1997), Preventing Crime: What works, what doesn't, what's promising (the Maryland
    Scientific Methods Scale), of which this is the first cut: level 5, levels 2 to 4, level 1.

    Examples
    --------
    >>> licensed_claim(randomised=False, comparison_group=True, chance_assignment=False)
    <Claim.ASSOCIATION: 'association'>
    """
    if not comparison_group:
        return Claim.DESCRIPTION
    return Claim.EFFECT if randomised and chance_assignment else Claim.ASSOCIATION


def capped(estimate: Estimate, claim: Claim) -> Estimate:
    """The estimate under the claim that its design licenses.

    Parameters
    ----------
    estimate
        A result of any method. What compares no groups is a description, and stays one under every design.
    claim
        From `licensed_claim`. For groups compared before the programme give `Claim.DESCRIPTION`: what was
        there before is no effect, whatever the design.

    Returns
    -------
    Estimate
        A comparison of groups takes the claim, up or down; as an effect it names what random assignment asks
        for. Whether there is an effect is for the interval to say.

    References
    ----------
    Rubin (1974), Estimating causal effects of treatments in randomized and nonrandomized studies, Journal of
    Educational Psychology 66, 688-701.
    """
    if estimate.claim is Claim.DESCRIPTION:
        return estimate
    licensed = estimate.claiming(claim)
    if claim is not Claim.EFFECT:
        return licensed
    return licensed.with_assumptions(Assumption.RANDOM_ASSIGNMENT, Assumption.NO_INTERFERENCE)
