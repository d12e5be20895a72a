"""Whether what was found makes the first result look better or worse than it is; silent where nothing tells."""

from __future__ import annotations

from wirkung.disclosure.release import Released
from wirkung.finding import Licence
from wirkung.report.frame.answering import answering
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say


def likely_bias(answers: Answers, licence: Licence, language: Language) -> str:
    """In which direction the first result is likely to be off, and why; empty where nothing tells.

    Parameters
    ----------
    answers
        The released answers by question; sections say what of theirs bears on the first result (`FirstPage.bias`).
    licence
        How people came into the programme.
    language
        «de» or «en».
    """
    items = next((each.items for each in answering(answers) if each.items), ())
    first = items[0] if items else None
    if not isinstance(first, Released) or first.finding.main.value is None:
        return ""
    # Of several forms of a programme each would need its own sentence.
    if first.finding.subject.arm or not first.finding.subject.indicator:
        return ""
    reasons = {
        reason: way
        for question, page in on_first_page()
        if page.bias is not None and question in answers
        for reason, way in page.bias(answers[question], first.finding, licence.assignment)
    }
    sure = {reason: way for reason, way in reasons.items() if way != "perhaps"}
    reasons = sure or reasons
    if not reasons:
        return ""
    ways = set(reasons.values())
    way = ways.pop() if len(ways) == 1 else "both"
    why = " ".join(say(f"bias.{reason}", language) for reason in reasons)
    return f"{why} {say(f'bias.way.{way}', language)}"
