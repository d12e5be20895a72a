"""How far the result can be trusted as an effect: the level on a scale, the checks behind it, other scales."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wirkung.codes import Claim
from wirkung.evidence import CheckOutcome, EvidenceCheck, EvidenceLevel, EvidenceScale, ScaleLevel
from wirkung.finding import Licence
from wirkung.report.document.blocks import Column, Paragraph, Table
from wirkung.report.document.handed_over import PrintedEvidence
from wirkung.report.document.printed import MethodNote
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say, word

FILLED, EMPTY = "\u25cf", "\u25cb"  # a circle a level; the number stands beside them

_CHECKS = ("check", "outcome")
_COLUMNS = ("scale", "level", "meaning", "cost", "raise")


def evidence_tables(licence: Licence, language: Language) -> tuple[Table, ...]:
    """The level on the scale of the first page, what it means, what cost levels; then the checks behind it.

    Of several arms each has its row and its checks, where they do not all end alike.
    """
    arms = _unlike(licence)
    if not arms:
        table = _table((licence.evidence.on(EvidenceScale.MARYLAND),), "caption.evidence", language)
        return table, evidence_checks(licence.evidence, language)
    table = _table([each.on(EvidenceScale.MARYLAND) for each in arms.values()], "caption.evidence", language)
    checks = (
        replace(
            evidence_checks(each, language),
            caption=say("caption.checks.arm", language, arm=language.name("arm", arm)),
        )
        for arm, each in arms.items()
    )
    return _of_arms(table, arms, language), *checks


def _of_arms(table: Table, arms: Iterable[str], language: Language) -> Table:
    """A row for each arm, with its name."""
    names = [language.name("arm", arm) for arm in arms]
    return replace(
        table, rows=tuple((f"{row[0]}: {name}", *row[1:]) for name, row in zip(names, table.rows, strict=True))
    )


def _unlike(licence: Licence) -> dict[str, EvidenceLevel]:
    """The arms of the programme with the levels they reach, where their checks do not all end alike."""
    levels = [level for _, level in licence.arms]
    return dict(licence.arms) if any(level != levels[0] for level in levels) else {}


def further_scales(licence: Licence, language: Language) -> Table:
    """The same on the other scales, for those who ask for them; they stand at the end of the report."""
    scales = [each.scale for each in licence.evidence.scales if each.scale is not EvidenceScale.MARYLAND]
    arms = _unlike(licence)
    levels = [each.on(scale) for scale in scales for each in arms.values() or (licence.evidence,)]
    table = _table(levels, "caption.evidence.further", language)
    return _of_arms(table, [arm for _ in scales for arm in arms], language) if arms else table


def _table(levels: Sequence[ScaleLevel], caption: str, language: Language) -> Table:
    sources = list(dict.fromkeys(level.source for level in levels))
    cited = say("note.evidence.sources", language, sources="; ".join(sources))
    return Table(
        caption=say(caption, language),
        columns=tuple(Column(head=say(f"column.evidence.{each}", language), align="left") for each in _COLUMNS),
        rows=tuple(_row(level, language) for level in levels),
        notes=(say("note.evidence.cost", language), MethodNote(cited, "", tuple(sources))),
        detail=True,
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


def evidence_checks(evidence: EvidenceLevel, language: Language) -> Table:
    """The checks, those that ended alike beside each other, with icon and word."""
    ended = [(each, outcome) for outcome in CheckOutcome for each in evidence.checks if each.outcome is outcome]
    return Table(
        caption=say("caption.checks", language),
        columns=tuple(Column(head=say(f"column.checks.{each}", language), align="left") for each in _CHECKS),
        rows=tuple((word(each.check, language), word(outcome, language)) for each, outcome in ended),
        detail=True,
    )


def evidence_lines(licence: Licence, language: Language) -> tuple[Paragraph, ...]:
    """How far the answer can be trusted; of several arms that reach different levels a line each."""
    lines = {
        arm: _line(replace(licence, claim=each.claim, evidence=each), language)
        for arm, each in _unlike(licence).items()
    }
    if len({(line.text, line.mark) for line in lines.values()}) < 2:  # noqa: PLR2004 - all say the same
        return (_line(licence, language),)
    return tuple(
        replace(line, text=say("evidence.of_arm", language, arm=language.name("arm", arm), text=line.text))
        for arm, line in lines.items()
    )


def _line(licence: Licence, language: Language) -> Paragraph:
    """The level as icon and number, what it lets anyone say and what it means; its table names the scale."""
    level = licence.evidence.on(EvidenceScale.MARYLAND)
    text = say("evidence.line", language, claim=_claim(licence, language), meaning=_meaning(level, language))
    return Paragraph(text=text, tone="note", mark=evidence_mark(level, language))


def maryland_level(licence: Licence, language: Language) -> PrintedEvidence:
    """The level on the Maryland scale as a list of reports shows it."""
    level = licence.evidence.on(EvidenceScale.MARYLAND)
    return PrintedEvidence(
        level=level.level,
        highest=level.highest,
        mark=evidence_mark(level, language),
        text=_claim(licence, language),
    )


def _claim(licence: Licence, language: Language) -> str:
    """What a difference may be called; of none that was found it is not said that it is shown."""
    shown = licence.evidence.outcome(EvidenceCheck.RESULT) is CheckOutcome.PASSED
    if licence.claim is Claim.EFFECT and not shown:
        return say("evidence.claim.effect.not_shown", language)
    return say(f"evidence.claim.{licence.claim}", language)


def evidence_mark(level: ScaleLevel, language: Language) -> str:
    """A level as icon and words: «●●○○○ Aussagekraft: Stufe 2 von 5»."""
    icon = FILLED * level.level + EMPTY * (level.highest - level.level)
    return say("evidence.mark", language, icon=icon, level=_of_highest(level, language))
