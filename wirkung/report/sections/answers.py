"""One released answer as the parts of a report: sentences, figure, table, cautions, in this order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.finding import Question
from wirkung.report.charts.draw import draw, has_figure
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Block, Bullets, Paragraph, Table
from wirkung.report.sections.change import change_table
from wirkung.report.sections.comparison import baseline_table, comparison_table
from wirkung.report.sections.conventions import conventions_table, naming_of_conventions, no_sentences
from wirkung.report.sections.cost import cost_exhibits
from wirkung.report.sections.costing import MONEY_NAMINGS, MONEY_SENTENCES, MONEY_TABLES
from wirkung.report.sections.distribution import distribution_table, naming_of_ranges
from wirkung.report.sections.robustness import robustness_sentences, robustness_table
from wirkung.report.sections.subgroups import subgroups_sentences, subgroups_table
from wirkung.report.sections.threats import threats_sentences, threats_table
from wirkung.report.sections.tracking import NAMINGS, SENTENCES, TABLES
from wirkung.report.writing.cautions import caution_list
from wirkung.report.writing.naming import Naming, naming_of_methods, naming_of_threats, whole
from wirkung.report.writing.scenario import labelled
from wirkung.report.writing.sentences import finding_sentence
from wirkung.report.writing.words import say, word

Part = Block | Drawing
Tables = Callable[[ReleasedAnswer, str], tuple[Table, ...]]


def answer_parts(answer: ReleasedAnswer, language: str) -> tuple[Part, ...]:
    """Everything a report says on one question.

    Parameters
    ----------
    answer
        The answer after disclosure control.
    language
        «de» or «en».

    Returns
    -------
    Sentences, a figure where there is something to draw, tables, cautions. An absent answer is one paragraph
    of tone «absent», which exporters leave out together with its section.
    """
    if answer.absent is not None:
        return (Paragraph(text=word(answer.absent, language), tone="absent"),)
    exhibits = cost_exhibits if answer.question is Question.COST else _exhibits
    naming = _NAMINGS[answer.question](language) if answer.question in _NAMINGS else whole
    parts = (*_sentences(answer, language), *exhibits(answer, language), *caution_list(answer, language, naming))
    return tuple(labelled(part, language) for part in parts) if answer.projected else parts


def _exhibits(answer: ReleasedAnswer, language: str) -> tuple[Part, ...]:
    """A figure where there is something to draw, and the tables; a word where its numbers are withheld."""
    tables = _TABLES[answer.question](answer, language)
    if not tables:
        return ()
    # Of a change the first table is drawn: the second is the follow-up.
    drawn = tables[0] if answer.question in _DRAWN_FROM_FIRST else tables[-1]
    drawing = draw(answer, data=replace(drawn, notes=()), language=language)
    if answer.question is Question.DISTRIBUTION and drawing is not None:
        return (drawing,)  # its ranges are read from the picture; the table stands behind it
    if answer.question is Question.TIMING and drawing is not None:
        # So are the many points of curves; what must be known of them is said below the picture.
        reading = Bullets(lead=say("lead.curves", language), items=drawn.notes)
        return (drawing, reading, *(table for table in tables if table is not drawn))
    if drawing is not None:
        return (drawing, *tables)
    if has_figure(answer) and any(isinstance(item, Withheld) for item in answer.items):
        return (Paragraph(text=say("figure.none_shown", language), tone="note"), *tables)
    return tables


def _sentences(answer: ReleasedAnswer, language: str) -> tuple[Block, ...]:
    on_all = _ON_ALL.get(answer.question)
    sentences = (
        tuple(finding_sentence(answer.question, item, language) for item in _worded(answer))
        if on_all is None
        else on_all(answer, language)
    )
    if not sentences:
        return ()
    if len(sentences) == 1:
        return (Paragraph(text=sentences[0], tone="answer"),)
    return (Bullets(lead=say(f"lead.{answer.question}", language), items=sentences),)


def _worded(answer: ReleasedAnswer) -> tuple[Released, ...]:
    """The findings that get a sentence of their own."""
    released = tuple(item for item in answer.items if isinstance(item, Released))
    match answer.question:
        case Question.BASELINE:
            return _most_different(released)
        case _:
            return released


def _most_different(released: tuple[Released, ...]) -> tuple[Released, ...]:
    """The characteristic in which the groups differ most: if that one is harmless, all are."""
    known = [item for item in released if item.finding.main.value is not None and item.finding.verdict is not None]
    return tuple(sorted(known, key=lambda item: abs(item.finding.main.value or 0.0))[-1:])


# The questions whose sentences are about several findings at once.
_ON_ALL: dict[Question, Callable[[ReleasedAnswer, str], tuple[str, ...]]] = {
    Question.DISTRIBUTION: no_sentences,
    Question.ROBUSTNESS: robustness_sentences,
    Question.SUBGROUPS: subgroups_sentences,
    Question.THREATS: threats_sentences,
    Question.CONVENTIONS: no_sentences,
    **SENTENCES,
    **MONEY_SENTENCES,
}

# The questions whose rows bear the same name in several groups.
_NAMINGS: dict[Question, Callable[[str], Naming]] = {
    Question.DISTRIBUTION: lambda _language: naming_of_ranges,
    Question.ROBUSTNESS: naming_of_methods,
    Question.THREATS: naming_of_threats,
    Question.CONVENTIONS: naming_of_conventions,
    **NAMINGS,
    **MONEY_NAMINGS,
}

_DRAWN_FROM_FIRST = (Question.CHANGE, Question.EARLIER, Question.TIMING)

_TABLES: dict[Question, Tables] = {
    Question.CHANGE: change_table,
    Question.DISTRIBUTION: distribution_table,
    Question.BASELINE: baseline_table,
    Question.COMPARISON: comparison_table,
    Question.ROBUSTNESS: robustness_table,
    Question.SUBGROUPS: subgroups_table,
    Question.THREATS: threats_table,
    Question.CONVENTIONS: conventions_table,
    **TABLES,
    **MONEY_TABLES,
}
