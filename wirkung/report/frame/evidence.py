"""How far the result can be trusted as an effect: levels on three scales, and the checks behind them."""

from __future__ import annotations

from collections.abc import Iterable

from wirkung.evidence import CheckOutcome, EvidenceCheck, EvidenceLevel, EvidenceScale, ScaleLevel
from wirkung.finding import Licence
from wirkung.report.document.blocks import Bullets, Column, Paragraph, Table
from wirkung.report.document.handed_over import PrintedEvidence
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say, word

FILLED, EMPTY = "\u25cf", "\u25cb"  # a circle a level; the number stands beside them

_COLUMNS = ("scale", "level", "meaning", "cost", "raise")


def evidence_table(evidence: EvidenceLevel, language: Language) -> Table:
    """One row a scale: the level, what it means, what cost levels, what would raise it."""
    sources = "; ".join(level.source for level in evidence.scales)
    return Table(
        caption=say("caption.evidence", language),
        columns=tuple(Column(head=say(f"column.evidence.{each}", language), align="left") for each in _COLUMNS),
        rows=tuple(_row(level, language) for level in evidence.scales),
        notes=(say("note.evidence.cost", language), say("note.evidence.sources", language, sources=sources)),
    )


def _row(level: ScaleLevel, language: Language) -> tuple[str, ...]:
    cost = _sentences("evidence_missing", level.cost, language)
    rising = _sentences("evidence_raise", level.raised_by, language)
    top = "mark.highest_level" if level.level == level.highest else "mark.nothing_lost"
    return (
        word(level.scale, language),
        _of_highest(level, language),
        _meaning(level, language),
        cost or say("mark.nothing_lost", language),
        rising or say(top, language),
    )


def _sentences(family: str, checks: Iterable[EvidenceCheck], language: Language) -> str:
    return " ".join(say(f"{family}.{check}", language) for check in checks)


def _of_highest(level: ScaleLevel, language: Language) -> str:
    return say("evidence.level", language, level=level.level, highest=level.highest)


def _meaning(level: ScaleLevel, language: Language) -> str:
    return say(f"evidence_level.{level.scale}.{level.level}", language)


def evidence_checks(evidence: EvidenceLevel, language: Language) -> Bullets:
    """The checks by how they ended, with icon and word."""
    ended = {
        outcome: "; ".join(word(each.check, language) for each in evidence.checks if each.outcome is outcome)
        for outcome in CheckOutcome
    }
    items = tuple(
        say("evidence.checks", language, outcome=word(outcome, language), checks=checks)
        for outcome, checks in ended.items()
        if checks
    )
    return Bullets(lead=say("lead.checks", language), items=items)


def evidence_line(licence: Licence, language: Language) -> Paragraph:
    """The level on the Maryland scale as icon and number, then what it lets anyone say and what it means."""
    level = licence.evidence.on(EvidenceScale.MARYLAND)
    text = say(
        "evidence.line",
        language,
        claim=say(f"evidence.claim.{licence.claim}", language),
        scale=word(level.scale, language),
        meaning=_meaning(level, language),
    )
    return Paragraph(text=text, tone="note", mark=evidence_mark(level, language))


def maryland_level(licence: Licence, language: Language) -> PrintedEvidence:
    """The level on the Maryland scale as a list of reports shows it."""
    level = licence.evidence.on(EvidenceScale.MARYLAND)
    return PrintedEvidence(
        level=level.level,
        highest=level.highest,
        mark=evidence_mark(level, language),
        text=say(f"evidence.claim.{licence.claim}", language),
    )


def evidence_mark(level: ScaleLevel, language: Language) -> str:
    """A level as icon and words: «●●○○○ Aussagekraft: Stufe 2 von 5»."""
    icon = FILLED * level.level + EMPTY * (level.highest - level.level)
    return say("evidence.mark", language, icon=icon, level=_of_highest(level, language))
