"""What the office recommends: its own words with its role and the day, marked as such."""

from __future__ import annotations

from wirkung.finding import Recommended
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Block, Bullets, Paragraph
from wirkung.report.writing.language import Language
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say


def recommendation_blocks(recommended: Recommended, language: Language) -> tuple[Block, ...]:
    """The recommendation, its reasons and who recommends; the paragraph «absent» where there is none."""
    found = recommended.recommendation
    if found is None:
        return (Paragraph(text=say("recommendation.absent", language), tone="absent"),)
    role = text_in(found.by, language)
    by = role if found.on is None else f"{role}, {day_name(found.on, language)}"
    reasons = tuple(text_in(each, language) for each in found.reasons)
    return (
        Paragraph(text=text_in(found.text, language), mark=say("recommendation.by", language, by=by)),
        *((Bullets(lead=say("lead.recommendation", language), items=reasons),) if reasons else ()),
        Paragraph(text=say("note.recommendation", language), tone="note"),
    )
