"""Of which cohorts an answer is: that of the year, or several that it takes together."""

from __future__ import annotations

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import listed, say


def caption_of(answer: ReleasedAnswer, language: Language, *, alone: str, together: str) -> str:
    """A caption that names the cohorts: the sentence of one code or the other."""
    if answer.together is None:
        return say(alone, language, year=answer.year)
    cohorts = answer.together.cohorts
    return say(
        together,
        language,
        count=len(cohorts),
        cohorts=cohorts_in_words(cohorts, language),
        persons=Numbers(language).value(answer.together.persons, PERSONS, 0),
    )


def cohorts_in_words(cohorts: tuple[int, ...], language: Language) -> str:
    """«2021, 2022 und 2023»."""
    return listed([str(each) for each in cohorts], language)


def together_notes(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Why several cohorts, and states, stand together; nothing where the answer is of one cohort alone."""
    return () if answer.together is None else (say("note.together", language),)
