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
    """The findings on several indicators; a result that chance explains once all are counted says so (Holm)."""
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


def relevance_of(estimate: Estimate, indicator: Indicator) -> Verdict | None:
    """Whether the estimate matters in everyday life; None where the programme file does not say from when on."""
    smallest = indicator.smallest_relevant_change
    return None if smallest is None else relevance(estimate, smallest).verdict
