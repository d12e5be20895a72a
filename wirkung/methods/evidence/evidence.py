"""What the design allows to say, and how far the data bear it out. Nothing else makes a result an effect.

Each level asks for what the levels below it ask for, and for the checks of its own line in `_RULES`; a check
passes thus:

================= =============================================================================================
logic_model       the programme file says how the programme is meant to work
outcome           an outcome was measured
comparison_group  there is a group without the programme
lot               declared as randomised, with a comparison group, by lottery
controls          the estimator allows for earlier differences, or a lot made the groups (WWG)
baseline          every |g| that is judged <= .05, or <= .25 and the estimator adjusts for it, and no
                  characteristic tells the groups apart; not applicable after a lot with low attrition (WWC 5.0)
clusters          two courses or schools at least in each group that has any (WWC 5.0, confounding factors); not
                  measured where nobody knows from which the comparison group comes
attrition         overall and differential loss within the boundary of WWC 5.0; only applicable after a lot, as
                  that is what the boundary is made for
contamination     at most a tenth of the comparison group got the programme (ours); if not measured, the
                  assumption «no interference» stands in for it
result            the interval lies wholly on the wanted side of zero
follow_up, replication, scaled   as declared
================= =============================================================================================

What applies and was not measured counts as not passed (but for contamination): nobody gets a level for not
having looked.
"""

from __future__ import annotations

from wirkung.codes import Assumption, Claim
from wirkung.estimate import Estimate
from wirkung.evidence import (
    CheckOutcome,
    CheckResult,
    Declared,
    Estimator,
    EvidenceCheck,
    EvidenceLevel,
    EvidenceScale,
    Measured,
    ScaleLevel,
)
from wirkung.methods.evidence.evidence_checks import outcomes

_Check = EvidenceCheck


# What Works Centre for Local Economic Growth (WWG, 2016), Guide to scoring evidence using the Maryland Scientific
# Methods Scale, after Sherman et al. (1997). Puttick & Ludlow (2013), Standards of Evidence, Nesta. Landespräven-
# tionsrat Niedersachsen (2011), Grüne Liste Prävention: Bewertungskriterien.
_RULES = {
    EvidenceScale.MARYLAND: (
        (_Check.OUTCOME,),  # 1: before/after or cross-section, without controls
        (_Check.COMPARISON_GROUP, _Check.CONTROLS),  # 2: with controls
        (_Check.BASELINE, _Check.CLUSTERS),  # 3: groups shown to be comparable
        (_Check.LOT, _Check.ATTRITION),  # 4: as good as random among those analysed
        (_Check.CONTAMINATION,),  # 5: randomised, and it held
    ),
    EvidenceScale.NESTA: (
        (_Check.LOGIC_MODEL,),  # 1: account of impact
        (_Check.OUTCOME, _Check.RESULT),  # 2: correlation, a positive change is measured
        (  # 3: causation, by a control or comparison group
            *(_Check.COMPARISON_GROUP, _Check.CONTROLS, _Check.BASELINE),
            *(_Check.CLUSTERS, _Check.CONTAMINATION),
        ),
        (_Check.REPLICATION,),  # 4: independent replication
        (_Check.SCALED,),  # 5: scaled
    ),
    EvidenceScale.GRUENE_LISTE: (
        (_Check.LOGIC_MODEL,),  # 1: theoretisch gut begründet
        (  # 2: wahrscheinlich
            *(_Check.OUTCOME, _Check.RESULT, _Check.COMPARISON_GROUP),
            *(_Check.CONTROLS, _Check.BASELINE, _Check.CLUSTERS),
        ),
        (_Check.LOT, _Check.ATTRITION, _Check.CONTAMINATION, _Check.FOLLOW_UP),  # 3: nachgewiesen
    ),
}
_SOURCES = {
    EvidenceScale.MARYLAND: "What Works Centre for Local Economic Growth (2016); Sherman et al. (1997)",
    EvidenceScale.NESTA: "Puttick & Ludlow (2013), Standards of Evidence, Nesta",
    EvidenceScale.GRUENE_LISTE: "Landespräventionsrat Niedersachsen (2011), Grüne Liste Prävention",
}
_MEASURED = frozenset({_Check.BASELINE, _Check.CLUSTERS, _Check.ATTRITION, _Check.CONTAMINATION, _Check.RESULT})
# Where the Maryland scale speaks of an experiment that held.
_LEVEL_OF_AN_EFFECT = 5


def evidence_level(declared: Declared, measured: Measured) -> EvidenceLevel:
    """How far the declared design and what the data say about it let anyone trust the result.

    Parameters
    ----------
    declared
        The design, as the programme file has it, and the estimator of the main result.
    measured
        The checks of the design in the data.

    Returns
    -------
    EvidenceLevel
        Every check, the level on three scales with what cost a level and what would raise it, and the claim:
        EFFECT only on level 5 of the Maryland scale; otherwise at most ASSOCIATION; a description where the
        estimator compares no groups. A further failed check never raises a level or the claim.

    References
    ----------
    The rules and their sources stand at the top of this module.

    Examples
    --------
    >>> from wirkung.codes import Verdict
    >>> declared = Declared(
    ...     randomised=True, comparison_group=True, chance_assignment=True, estimator=Estimator.DIFFERENCE
    ... )
    >>> measured = Measured(attrition=Verdict.HIGH_ATTRITION, baseline=(Verdict.EQUIVALENT,))
    >>> level = evidence_level(declared, measured)
    >>> level.claim, level.on(EvidenceScale.MARYLAND).level, level.on(EvidenceScale.MARYLAND).cost
    (<Claim.ASSOCIATION: 'association'>, 3, (<EvidenceCheck.ATTRITION: 'attrition'>,))
    """
    ends = outcomes(declared, measured)
    passed = frozenset(check for check, outcome in ends.items() if _satisfied(check, outcome))
    scales = tuple(_on(scale, passed) for scale in EvidenceScale)
    return EvidenceLevel(
        claim=_claim(declared, scales[0].level),
        checks=tuple(CheckResult(check=check, outcome=outcome) for check, outcome in ends.items()),
        scales=scales,
    )


def _claim(declared: Declared, maryland: int) -> Claim:
    if declared.estimator in (None, Estimator.BEFORE_AFTER):
        return Claim.DESCRIPTION
    licensed = licensed_claim(
        randomised=declared.randomised,
        comparison_group=declared.comparison_group,
        chance_assignment=declared.chance_assignment,
    )
    held = maryland >= _LEVEL_OF_AN_EFFECT
    return licensed if held else min(licensed, Claim.ASSOCIATION, key=lambda claim: claim.rank)


def _on(scale: EvidenceScale, passed: frozenset[EvidenceCheck]) -> ScaleLevel:
    rules = _RULES[scale]
    level, by_design = _reached(rules, passed), _reached(rules, passed | _MEASURED)
    lost = [check for rule in rules[level:by_design] for check in rule]
    following = rules[level] if level < len(rules) else ()
    return ScaleLevel(
        scale=scale,
        level=level,
        highest=len(rules),
        design_level=by_design,
        cost=tuple(check for check in lost if check not in passed),
        raised_by=tuple(check for check in following if check not in passed),
        source=_SOURCES[scale],
    )


def _reached(rules: tuple[tuple[EvidenceCheck, ...], ...], passed: frozenset[EvidenceCheck]) -> int:
    return next((level for level, rule in enumerate(rules) if not passed.issuperset(rule)), len(rules))


def _satisfied(check: EvidenceCheck, outcome: CheckOutcome) -> bool:
    if outcome is CheckOutcome.NOT_MEASURED:
        return check is _Check.CONTAMINATION
    return outcome is not CheckOutcome.FAILED


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
    Sherman et al. (1997), Preventing Crime: What works, what doesn't, what's promising. What the data say
    about the design may weaken the claim: `evidence_level`.

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
        From `evidence_level`, or from `licensed_claim`, which knows no data. For groups compared before the
        programme give `Claim.DESCRIPTION`: what was there before is no effect, whatever the design.

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
