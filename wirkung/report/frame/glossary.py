"""The words of a report that not everybody knows, each with a plain explanation; only those that occur."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wirkung.report.document.blocks import Paragraph
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say

BETWEEN_STEMS = "|"


class Term(StrEnum):
    """The terms that a glossary can explain."""

    ATTRITION = "attrition"
    BASELINE = "baseline"
    CAUTION = "caution"
    COHORT = "cohort"
    COMPARISON_GROUP = "comparison_group"
    EFFECT_SIZE = "effect_size"
    ESTIMATE = "estimate"
    EVIDENCE_LEVEL = "evidence_level"
    FOLLOW_UP = "follow_up"
    FULL_COST = "full_cost"
    INDICATOR = "indicator"
    INTERVAL = "interval"
    MARYLAND = "maryland"
    PARTICIPANT = "participant"
    PERCENTAGE_POINT = "percentage_point"
    RELEVANCE = "relevance"
    ROBUSTNESS = "robustness"
    SMALLEST_GROUP = "smallest_group"
    STANDARDISED_DIFFERENCE = "standardised_difference"
    STEPS = "steps"
    TARGET = "target"
    WITHHELD = "withheld"


# Terms that mean something else where the report has this sentence.
OTHERWISE = {
    "caution.as_the_lot_fell": (Term.PARTICIPANT, Term.COMPARISON_GROUP),
    "caution.comparison_got_programme": (Term.COMPARISON_GROUP,),
    "assignment.staggered": (Term.PARTICIPANT, Term.COMPARISON_GROUP),
}


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary of a text; `show` fills in what it has shown so far."""

    text: str = ""


def glossary() -> Glossary:
    """Explain the terms of a report; showing the result last gives the glossary of all that was shown before."""
    return Glossary()


def glossary_blocks(of: Glossary, language: Language) -> tuple[Paragraph, ...]:
    """One paragraph a term that occurs in the text, by alphabet; one that says so where none does."""
    text = " ".join(of.text.split())  # plain text is broken into lines
    found = [term for term in Term if any(stem in text for stem in _stems(term, language))]
    entries = sorted((say(f"glossary.{term}.term", language), term) for term in found)
    if not entries:
        return (Paragraph(text=say("glossary.none", language), tone="absent"),)
    return tuple(Paragraph(text=_explained(term, text, language), mark=name) for name, term in entries)


def _explained(term: Term, text: str, language: Language) -> str:
    """Who is meant by participants and by the comparison group depends on whether everybody kept to the design."""
    for code, changed in OTHERWISE.items():
        if term in changed and " ".join(say(code, language).split()) in text:
            return say(f"glossary.{term}.{code.rpartition('.')[2]}", language)
    return say(f"glossary.{term}.text", language)


def _stems(term: Term, language: Language) -> list[str]:
    """Parts of words, since German nouns have many forms."""
    return say(f"glossary.{term}.words", language).split(BETWEEN_STEMS)
