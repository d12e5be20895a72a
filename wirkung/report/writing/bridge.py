"""How a ledger in other years than the programme's was read, in words."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.declared import Period
from wirkung.finding import Bridge
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say, word


def bridge_notes(bridge: Bridge | None, language: Language) -> Iterator[str]:
    """By date, by months, or both; nothing where the years are the same."""
    if bridge is None:
        return
    kinds = {"ledger": word(bridge.ledger, language), "programme": word(bridge.programme, language)}
    if bridge.dated:
        yield say("note.bridge.dated", language, **kinds)
    if bridge.divided:
        halves = bridge.ledger is Period.HALF_YEAR
        to = "halves" if halves else "calendar" if bridge.ledger.first_month == 1 else "school"
        yield say(f"note.bridge.{to}", language, **kinds)
