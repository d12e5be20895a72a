"""Times since entry and states of a cohort in words: «nach 18 Monaten», «A oder B», «A bis C»."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from wirkung.catalogue import LOCALES
from wirkung.declared import StateKind
from wirkung.finding import State
from wirkung.report.writing.language import Language, known_name
from wirkung.report.writing.numbers import NO_BREAK
from wirkung.report.writing.words import say

YEAR = 12


def day_name(day: dt.date, language: Language) -> str:
    """A day, as one word: «31.12.2025», «Dec 31, 2025»."""
    return format_date(day, locale=LOCALES[language]).replace(" ", NO_BREAK)


def time_name(months: int, language: Language) -> str:
    """«beim Einstieg», «nach 1 Jahr», «nach 18 Monaten»."""
    if months == 0:
        return say("subject.tracking.start", language)
    if months % YEAR == 0:
        return say("subject.tracking.years", language, count=months // YEAR)
    return say("subject.tracking.months", language, count=months)


def states_name(states: tuple[State, ...], language: Language) -> str:
    """A state's own name, «A oder B» of two steps, «A bis C» of more; other ends and the lost by one word."""
    if len(states) == 1:
        return _name(states[0], language)
    if states[0].kind is StateKind.END:
        return say(f"subject.tracking.{'elsewhere_or_lost' if with_lost(states) else 'elsewhere'}", language)
    either = len(states) == len(("first", "last"))
    first, last = (_name(state, language) for state in (states[0], states[-1]))
    return say(f"subject.tracking.{'either' if either else 'from_to'}", language, first=first, last=last)


def with_lost(states: tuple[State, ...]) -> bool:
    """Whether those lost from sight are among them."""
    return any(state.kind is StateKind.LOST for state in states)


def _name(state: State, language: Language) -> str:
    if not state.id:
        return say(f"subject.tracking.{state.kind}", language)
    return known_name(state.kind, state.id, language) or state.id
