"""How far the declared design, and what the data say about it, let the report go.

What the data say is taken from groups that are large enough (`wirkung.year.enough`): the level tells nothing that
the numbers of the report do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from wirkung.codes import Caution, Claim, Direction, Verdict
from wirkung.declared import Assigned, Assignment, DesignKind, Group, MainEstimate, Wave
from wirkung.evidence import MOST_CONTAMINATION, Declared, Estimator, Measured
from wirkung.finding import Answer, Finding, Licence
from wirkung.methods.evidence.evidence import capped, evidence_level
from wirkung.year.data import YearData
from wirkung.year.enough import may_be, rests_on_enough
from wirkung.year.losses import verdict_since_the_lot
from wirkung.year.sample import PERSONS
from wirkung.year.taking_part import comparison_attending, comparison_got_programme, offer_drawn

_ESTIMATORS = {
    MainEstimate.DIFFERENCE: Estimator.DIFFERENCE,
    MainEstimate.CHANGE_DIFFERENCE: Estimator.DIFFERENCE_IN_CHANGE,
    MainEstimate.ADJUSTED: Estimator.ADJUSTED_DIFFERENCE,
}


def licence_of(
    data: YearData, comparison: Answer, steps: Answer, baseline: Answer, change: Answer, *, measured: bool = True
) -> Licence:
    """The evidence level of this programme and year, and the claim that follows from it.

    Parameters
    ----------
    data
        Programme and year.
    comparison, steps, baseline, change
        The answers so far, whatever they claim: their claims are set from what comes back.
    measured
        Whether the checks of the data count. Where data have changed for few persons since an earlier report they
        do not: a level or word that is another one now would tell what the few have.
    """
    design = data.programme.design
    compared = (comparison, steps) if _compares(data) else ()
    main = next((answer for answer in compared if answer.findings), change)
    estimator = _estimator(data, main, compared=main in compared)
    found = _measured(data, main, baseline) if measured else Measured()
    level = evidence_level(_declared(data, estimator), found)
    return Licence(
        kind=design.kind,
        assignment=design.assignment,
        note=design.note,
        claim=level.claim,
        evidence=level,
        of_persons=data.programme.data.persons is not None,
        assigned=design.assigned,
        offered=offer_drawn(data),
        crossed=comparison_got_programme(data),
        staggered=design.starts is not None,
        clusters=_clusters(data) if measured else None,
    )


def of_several_arms(licences: Mapping[str, Licence]) -> Licence:
    """The licence of a programme of several arms: of each arm its own, of all together that of the weakest."""
    weakest = min(licences.values(), key=lambda each: (each.claim.rank, each.evidence.scales[0].level))
    return replace(weakest, arms=tuple((arm, each.evidence) for arm, each in licences.items()))


def capped_answer(answer: Answer, licence: Licence) -> Answer:
    """The answer with every estimate that compares groups under the claim that the design licenses.

    What the lot no longer bears, since too many were lost until then, is no effect then.
    """

    def under_licence(finding: Finding) -> Finding:
        claim = licence.claim_of(finding.subject.arm)
        if Caution.LOST_UNTIL_FOLLOW_UP in finding.cautions:
            claim = min(claim, Claim.ASSOCIATION, key=lambda each: each.rank)
        return replace(finding, estimates=tuple((role, capped(each, claim)) for role, each in finding.estimates))

    findings = map(under_licence, answer.findings)
    return replace(answer, findings=tuple(findings))


def _declared(data: YearData, estimator: Estimator | None) -> Declared:
    design = data.programme.design
    return Declared(
        randomised=design.kind is DesignKind.RANDOMISED,
        comparison_group=_compares(data),
        chance_assignment=design.assignment is Assignment.LOTTERY,
        estimator=estimator,
        logic_model=data.programme.logic_model is not None,
        follow_up=_followed_up(data),
    )


def _estimator(data: YearData, main: Answer, *, compared: bool) -> Estimator | None:
    if not main.findings:
        return None
    first = main.findings[0].subject
    if not compared:
        return None if first.further or first.side_effect else Estimator.BEFORE_AFTER
    # Steps are known afterwards only.
    return _ESTIMATORS[data.main_estimate(data.programme.outcomes[0])] if first.indicator else Estimator.DIFFERENCE


def _compares(data: YearData) -> bool:
    """Whether there is a comparison group that may be told of."""
    return data.sample(PERSONS, Group.COMPARISON).size >= _smallest(data)


def _clusters(data: YearData) -> tuple[int, int] | None:
    """How many courses or schools of each group are in the list, where whole ones were assigned."""
    courses = [data.courses(group) for group in Group]
    if data.programme.design.assigned is not Assigned.CLUSTERS or data.arm or not _compares(data):
        return None
    ours, theirs = (0 if each is None else len({*each[pd.notna(each)]}) for each in courses)
    return ours, theirs


def _followed_up(data: YearData) -> bool:
    """Whether all who are compared were asked again later; of a comparison group, who had not started by then."""
    indicators = data.programme.outcomes
    if not indicators:
        return False
    groups = tuple(Group) if _compares(data) else (Group.PROGRAMME,)
    asked = [data.answered(indicators[0].id, group, Wave.FOLLOW_UP) for group in groups]
    later = data.starts_later(Group.COMPARISON)
    if later is not None and len(asked) > 1:
        asked[1] = asked[1].where(~later)
    return all(each.size >= _smallest(data) for each in asked)


def _smallest(data: YearData) -> int:
    return data.programme.privacy.smallest_group


def _measured(data: YearData, main: Answer, baseline: Answer) -> Measured:
    first = next(iter(main.findings), None)
    loss = verdict_since_the_lot(data)
    return Measured(
        baseline=_baseline_verdicts(data, baseline),
        attrition=loss if loss in (Verdict.LOW_ATTRITION, Verdict.HIGH_ATTRITION) else None,
        contamination=_contamination(data),
        clusters=(_courses(data, Group.PROGRAMME), _courses(data, Group.COMPARISON)),
        unclustered=data.has_comparison and data.comparison_unclustered,
        desired_result=None if first is None else _desired(first, _smallest(data)),
    )


def _desired(main: Finding, smallest: int) -> bool | None:
    """Whether the result is in the direction hoped for.

    None where it rests on so few that it may not be told, or where nothing says how sure it is.
    """
    if not rests_on_enough(main.main, smallest=smallest) or main.main.direction is Direction.UNKNOWN:
        return None
    return main.main.direction is (Direction.UP if main.subject.better >= 0 else Direction.DOWN)


def _baseline_verdicts(data: YearData, baseline: Answer) -> tuple[Verdict, ...]:
    """The verdict on the main indicator at the start: What Works Clearinghouse asks for the outcome's baseline.

    Of what was measured afterwards alone it is that of its pre-test. Then the characteristics that are judged.
    """
    main = data.programme.outcomes[0].id if data.programme.outcomes else None
    enough = [each for each in baseline.findings if rests_on_enough(each.main, smallest=_smallest(data))]
    own = [each for each in enough if main and (each.subject.pretest_of or each.subject.indicator) == main]
    judged = [*own, *(each for each in enough if each.subject.characteristic)]
    verdicts = tuple(each.verdict for each in judged if each.verdict is not None)
    # Characteristics alone do not show that the outcome began alike; that they tell the groups apart does.
    return verdicts if own or not main or Verdict.NOT_EQUIVALENT in verdicts else ()


def _contamination(data: YearData) -> float | None:
    """The share of the comparison group that attended; nobody and a few are told as one, by their largest number.

    None where that number would be too many of so small a group: nobody knows that it is, and nothing is failed.
    Where it is known when each began, nobody of the comparison group had before `after`: else it is not read.
    """
    found = comparison_attending(data)
    if found is None:
        return None if data.programme.design.starts is None else 0.0
    everybody, attending = (each.size for each in found)
    smallest = _smallest(data)
    if attending >= smallest:
        return max(may_be(attending, everybody, smallest=smallest)) / everybody
    most = min(smallest - 1, everybody) / everybody
    return most if most <= MOST_CONTAMINATION else None


def _courses(data: YearData, group: Group) -> int | None:
    """In how many courses a group learnt; 1 where too few to be told of were in any but the largest."""
    courses = data.courses(group)
    if courses is None:
        return None
    sizes = Counter(course for course in courses if isinstance(course, str) and course)
    if sizes.total() < _smallest(data):
        return None
    outside = sizes.total() - max(sizes.values())
    return len(sizes) if outside >= _smallest(data) else 1
