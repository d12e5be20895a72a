"""How results on indicators are judged: as one of several tests, and by what matters in everyday life."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Role, Verdict
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.methods.change.relevance import relevance
from wirkung.methods.comparison.multiplicity import several_tests
from wirkung.programme.model import Indicator


def among_several(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings on several indicators; a result that chance explains once all are counted says so (Holm).

    Where the programme file declares a main outcome, it was one question from the beginning: the further ones are
    counted among themselves. Each side effect is judged by itself: to overlook one is worse than to look at one
    again that was chance (Analysis of Safety Data of Drug Trials, Springer 2019, chapter 4,
    doi 10.1007/978-3-030-05804-3_4).
    """
    meant = tuple(finding for finding in findings if not finding.subject.side_effect)
    further = tuple(finding for finding in meant if finding.subject.further)
    family = further or meant
    adjusted = dict(zip((finding.subject.id for finding in family), _adjusted(family), strict=True))
    return tuple(adjusted.get(finding.subject.id, finding) for finding in findings)


def _adjusted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    if not findings:
        return ()
    adjusted = several_tests([finding.main for finding in findings])
    return tuple(
        replace(
            finding,
            estimates=tuple(
                (role, result.estimate if role is Role.MAIN else each) for role, each in finding.estimates
            ),
        )
        for finding, result in zip(findings, adjusted, strict=True)
    )


def relevance_of(estimate: Estimate, indicator: Indicator, *, alpha: float = 0.05) -> Verdict | None:
    """Whether the estimate matters in everyday life; None where the programme file does not say from when on."""
    smallest = indicator.smallest_relevant_change
    return None if smallest is None else relevance(estimate, smallest, alpha=alpha).verdict
