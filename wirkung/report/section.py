"""How one question is told: its sentences, figure, tables and cautions, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wirkung.codes import Absence
from wirkung.declared import Assignment
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.errors import Problem, RunError
from wirkung.finding import Finding
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.printed import as_printed
from wirkung.report.document.blocks import Block, Bullets, Paragraph, Table
from wirkung.report.scenario import labelled
from wirkung.report.writing.cautions import caution_list
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, whole
from wirkung.report.writing.sentences import finding_sentence, measured
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say, word

MOST_SENTENCES = 8  # on results of one question

Part = Block | Drawing
Answers = Mapping[str, ReleasedAnswer]  # by question
Sentences = Callable[[ReleasedAnswer, Language], tuple[str, ...]]
Tables = Callable[[ReleasedAnswer, Language], tuple[Table, ...]]
Figure = Callable[..., Drawing | None]
Exhibits = Callable[["Section", ReleasedAnswer, Language], tuple[Part, ...]]


def tables_after_figure(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """A figure where there is something to draw, then all tables; a word where its numbers are withheld."""
    tables = section.tables(answer, language)
    if not tables:
        return ()
    data = tables[0 if section.drawn_from_first else -1]
    bars = None if section.bars is None else replace(section, figure=section.bars).drawing(answer, data, language)
    drawings = tuple(each for each in (section.drawing(answer, data, language), bars) if each is not None)
    if drawings:
        return (*drawings, *tables)
    if section.figure is not None and any(isinstance(item, Withheld) or item.withheld for item in answer.items):
        return (Paragraph(text=say("figure.none_shown", language), tone="note"), *tables)
    return tables


def _without_tables_of_marks(parts: Sequence[Part], language: Language) -> tuple[Part, ...]:
    """One sentence instead of every table in which nothing may be shown; it is all where nothing else is."""
    mark, gap = (say(f"mark.{each}", language) for each in ("withheld", "gap"))
    empty = [part for part in parts if isinstance(part, Table) and _cells(part) - {gap} == {mark}]
    if not empty:
        return tuple(parts)
    captions = "; ".join(table.caption for table in empty)
    sentence = Paragraph(text=say("section.withheld", language, captions=captions), tone="withheld")
    kept = [part for part in parts if part not in empty]
    return (sentence, *kept) if any(isinstance(part, Table | Drawing) for part in kept) else (sentence,)


def _cells(table: Table) -> set[str]:
    return {cell for row in table.rows for cell in row[1:]}


def of_each_finding(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """A sentence for every released finding, with how sure it is; of many, of the first, which are the main ones.

    The others are counted: each has its row in the table.
    """
    released = [item.finding for item in answer.items if isinstance(item, Released)]
    many = len(released) > MOST_SENTENCES + 1  # to count one is no shorter than to tell it
    told = released[:MOST_SENTENCES] if many else released
    counted = (say("section.further", language, number=len(released) - len(told)),) if many else ()
    return (*(finding_sentence(finding, section.statement, language) for finding in told), *counted)


def no_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:  # noqa: ARG001 - as all sentences
    """Nothing: the table says it all."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """What a question gives to the first page of a report.

    Parameters
    ----------
    rank
        Its place among the questions there, the least first; gaps leave room for further ones.
    answering
        Whether its first finding answers the question of the report.
    key
        Which finding is one of the numbers to keep; it may look at the other answers.
    reached
        Whom the programme reached of those it is meant for, in one sentence; empty where that is not known.
    spent
        What it cost, who bore that, and what a person cost, in short sentences; empty where that is not known.
    overview
        What stands there in whole, after the numbers to keep.
    next_steps
        What follows from it for the next decision, as questions with their reason.
    bias
        Of the first result and how people came into the programme: each reason why it is off, with the way it
        looks («better» or «worse» than it is, «depends»; «perhaps» better, said where nothing surer is known).
    """

    rank: int
    answering: bool = False
    key: Callable[[ReleasedAnswer, Answers], Finding | None] | None = None
    reached: Callable[[ReleasedAnswer, Language], str] | None = None
    spent: Callable[[ReleasedAnswer, Language], str] | None = None
    overview: Callable[[ReleasedAnswer, Language], tuple[Block, ...]] | None = None
    next_steps: Callable[[ReleasedAnswer, Language], Iterator[str]] | None = None
    bias: Callable[[ReleasedAnswer, Finding, Assignment], Iterator[tuple[str, str]]] | None = None


def first_known(answer: ReleasedAnswer, answers: Answers) -> Finding | None:  # noqa: ARG001 - as all keys
    """The first finding that has a value, and is no side effect."""
    meant = (each for each in findings_of(answer.items) if not each.subject.side_effect)
    return next((each for each in meant if each.main.value is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a file of `report.sections` says about its question.

    Parameters
    ----------
    tables
        Of a released answer; none where there is nothing to show.
    statement
        What one finding says, without how sure it is.
    sentences
        Of the whole answer; None for a sentence of each finding.
    figure
        Draws the answer; takes its numbers as a table for those who cannot see it. None for a question without.
    bars
        Draws by category what can be: who said yes, who said no. None for a question without.
    drawn_from_first
        Whether the figure shows the first of several tables, not the last.
    naming
        Takes labels apart into group and row, where rows of several groups bear the same name.
    detailed
        Whether only few readers need its tables: they stand in the annex, what they say in sentences.
    exhibits
        How figure and tables are arranged.
    first_page
        What it gives to the first page of a report; None for nothing.
    """

    tables: Tables
    statement: Callable[[Finding, Language], str] = measured
    sentences: Sentences | None = None
    figure: Figure | None = None
    bars: Figure | None = None
    drawn_from_first: bool = False
    naming: Callable[[Language], Naming] = whole
    detailed: bool = False
    exhibits: Exhibits = tables_after_figure
    first_page: FirstPage | None = None

    def parts(self, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
        """Everything a report says on the question.

        An absent answer is one paragraph of tone «absent», which exporters leave out together with its section;
        what was there in an earlier report and may not be told any more stays.
        """
        if answer.absent is not None:
            text = word(answer.absent, language)
            return (Paragraph(text=text, tone="limit" if answer.absent is Absence.FEW_CHANGED else "absent"),)
        parts = (
            *self._told(answer, language),
            *_without_tables_of_marks(self.exhibits(self, answer, language), language),
            *caution_list(answer, language, self.naming(language)),
        )
        if self.detailed:
            parts = tuple(replace(part, detail=True) if isinstance(part, Table) else part for part in parts)
        return tuple(labelled(part, language) for part in parts) if answer.projected else parts

    def _told(self, answer: ReleasedAnswer, language: Language) -> tuple[Block, ...]:
        sentences = (
            of_each_finding(self, answer, language) if self.sentences is None else self.sentences(answer, language)
        )
        if not sentences:
            return ()
        if len(sentences) == 1:
            return (Paragraph(text=sentences[0], tone="answer"),)
        return (Bullets(lead=say(f"lead.{answer.question}", language), items=sentences),)

    def drawing(self, answer: ReleasedAnswer, data: Table, language: Language) -> Drawing | None:
        """The figure; None where there is none, or where everything is withheld.

        Raises
        ------
        RunError
            For whatever went wrong while drawing: the report is not published without one of its figures.
        """
        if self.figure is None:
            return None
        try:
            return self.figure(as_printed(answer, language), data=replace(data, notes=()), language=language)
        except Exception as error:
            name = say(f"question.{answer.question}", language)
            values = {"figure": name, "kind": type(error).__name__, "reason": str(error)}
            raise RunError([Problem(code="report.figure_failed", values=values)], language=language) from error
