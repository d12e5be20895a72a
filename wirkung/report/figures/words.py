"""Alternative texts: what a figure shows, written from the findings that are in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wirkung.disclosure import ReleasedAnswer, Withheld
from wirkung.finding import Finding
from wirkung.report.words import say

NAMED = 6  # more are in the table; a longer text is a burden to those who hear it


def alternative(
    lead: str, findings: Sequence[Finding], line: Callable[[Finding], str], answer: ReleasedAnswer, language: str
) -> str:
    """The lead, one line for each of the first findings, and what is not shown."""
    lines = "; ".join(line(finding) for finding in findings[:NAMED])
    rest = len(findings) - NAMED
    more = (say("alt.more", language, count=rest),) if rest > 0 else ()
    return " ".join((lead, f"{lines}.", *more, *_not_shown(answer, language)))


def _not_shown(answer: ReleasedAnswer, language: str) -> tuple[str, ...]:
    labels = "; ".join(item.subject.label for item in answer.items if isinstance(item, Withheld))
    return (say("alt.withheld", language, labels=labels),) if labels else ()
