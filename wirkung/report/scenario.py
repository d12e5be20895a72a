"""What nobody observed says so: every block of a projected answer is labelled a scenario."""

from __future__ import annotations

from dataclasses import replace

from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Block, Bullets, Cautions, Figure, KeyFigures, Paragraph, Table, Title
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say


def labelled(part: Block | Drawing, language: Language) -> Block | Drawing:
    """The part with «Szenario» where its reader meets it: mark, lead-in, caption, alternative text.

    Raises
    ------
    TypeError
        For a block that no projection may be shown as.
    """
    if isinstance(part, Drawing):
        return replace(part, block=_figure(part.block, language))
    match part:
        case Paragraph():
            return replace(part, mark=say("scenario.mark", language))
        case Bullets() | Cautions():
            return replace(part, lead=_labelled(part.lead, language))
        case Table():
            return _table(part, language)
        case Figure():
            return _figure(part, language)
        case Title() | KeyFigures():
            raise TypeError(f"a scenario is never shown as {type(part).__name__}")


def _table(table: Table, language: Language) -> Table:
    return replace(table, caption=_labelled(table.caption, language))


def _figure(figure: Figure, language: Language) -> Figure:
    return replace(
        figure,
        caption=_labelled(figure.caption, language),
        alt=_labelled(figure.alt, language),
        data=_table(figure.data, language),
    )


def _labelled(text: str, language: Language) -> str:
    return say("scenario.labelled", language, text=text)
