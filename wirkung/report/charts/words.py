"""Alternative texts: what a figure shows, written from the findings that are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from wirkung.codes import Direction
from wirkung.disclosure.release import ReleasedAnswer, Withheld
from wirkung.estimate import Estimate
from wirkung.finding import Finding, Subject
from wirkung.report.writing.labels import base_name, heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say

NAMED = 6  # more are in the table; a longer text is a burden to those who hear it
LONGEST = 600  # letters, as nobody can skim what is read aloud
MORE_LENGTH = 50  # letters of the pointer to the table
LABEL_LENGTH = 80  # letters; the table has the whole label


def alternative(
    lead: str,
    findings: Sequence[Finding],
    line: Callable[[Finding], str],
    answer: ReleasedAnswer,
    language: Language,
) -> str:
    """The lead, a line for each of the first findings as far as they can be listened to, and what is not shown."""
    hidden = _not_shown(answer, language)
    room = LONGEST - MORE_LENGTH - len(lead) - sum(map(len, hidden))
    told = [_shortened(line(finding), finding.subject, language) for finding in findings[:NAMED]]
    lines = as_many_as_fit(told, room)
    rest = len(findings) - len(lines)
    more = (say("alt.more", language, count=rest),) if rest > 0 else ()
    return " ".join((lead, f"{'; '.join(lines)}.", *more, *hidden))


def tendency(lead: str, estimates: Sequence[Estimate], language: Language) -> str:
    """The lead of an alternative text; where not every finding is named, how many lie on which side of zero."""
    if len(estimates) <= NAMED:
        return lead
    found = Counter(estimate.direction for estimate in estimates)
    told = found[Direction.UP] + found[Direction.DOWN]
    counts = {"up": found[Direction.UP], "down": found[Direction.DOWN], "open": len(estimates) - told}
    return f"{say('alt.directions', language, of=len(estimates), **counts)} {lead}"


def as_many_as_fit(lines: Sequence[str], room: int) -> list[str]:
    """The first lines that fit, at least one."""
    lengths = accumulate(len(each) + len("; ") for each in lines)
    return [
        each
        for place, (each, length) in enumerate(zip(lines, lengths, strict=True))
        if length <= room or not place
    ]


def _shortened(text: str, subject: Subject, language: Language) -> str:
    """The text with long names cut."""
    for name in (label(subject, language), heading(subject, language), base_name(subject, language)):
        text = text.replace(name, _short(name)) if name else text
    return text


def _short(name: str) -> str:
    return name if len(name) <= LABEL_LENGTH else f"{name[: LABEL_LENGTH - 1].rstrip()}…"


def _not_shown(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """What is withheld: its labels, or how many where they are too many to be listened to."""
    subjects = [item.subject for item in answer.items if isinstance(item, Withheld)]
    labels = [
        ": ".join(filter(None, (heading(subject, language), label(subject, language)))) for subject in subjects
    ]
    if not labels:
        return ()
    if len("; ".join(labels)) > 2 * LABEL_LENGTH:
        return (say("alt.hidden", language, count=len(labels)),)
    return (say("alt.withheld", language, labels="; ".join(labels)),)
