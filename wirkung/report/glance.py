"""«Auf einen Blick»: the answer in a few sentences, the numbers to keep, the goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wirkung.disclosure import Released, ReleasedAnswer
from wirkung.finding import Finding, Licence, Question
from wirkung.report.blocks import Block, Bullets, KeyFigure, KeyFigures, Paragraph
from wirkung.report.compose.evidence import evidence_line
from wirkung.report.compose.relevance import relevance_sentence
from wirkung.report.compose.tables import findings_of
from wirkung.report.numbers import Numbers
from wirkung.report.sentences import finding_sentence
from wirkung.report.words import say

# The questions whose first finding answers the report's question, the strongest first.
ANSWERING = (Question.COMPARISON, Question.CHANGE)
# The questions that give a key figure, in the order of the page.
KEY_QUESTIONS = (Question.COMPARISON, Question.CHANGE, Question.COHORT, Question.COST)


@dataclass(frozen=True, slots=True)
class Glance:
    """The answers of a report, to be summed up on its first page."""

    answers: tuple[ReleasedAnswer, ...]
    licence: Licence | None = None


def glance(*answers: ReleasedAnswer, licence: Licence | None = None) -> Glance:
    """Sum up released answers; showing the result gives the first page of a report.

    Parameters
    ----------
    answers
        The answers after disclosure control, in any order.
    licence
        What the design allows to say; given, one line names the claim and the evidence level.
    """
    return Glance(answers, licence)


def glance_blocks(summary: Glance, language: str) -> tuple[Block, ...]:
    """Two sentences, the evidence level, up to four key figures, and the goals met or not."""
    by_question = {answer.question: answer for answer in summary.answers}
    figures = tuple(_key_figures(by_question, language))
    return (
        *_answering_sentences(by_question, language),
        *(() if summary.licence is None else (evidence_line(summary.licence, language),)),
        *((KeyFigures(items=figures),) if figures else ()),
        *_goals(by_question, language),
    )


def _answering_sentences(answers: dict[Question, ReleasedAnswer], language: str) -> Iterator[Paragraph]:
    for question in ANSWERING:
        first = _first(answers.get(question))
        if first is not None:
            sentences = (finding_sentence(question, first, language), relevance_sentence(first.finding, language))
            yield Paragraph(text=" ".join(filter(None, sentences)), tone="answer")


def _goals(answers: dict[Question, ReleasedAnswer], language: str) -> tuple[Bullets, ...]:
    answer = answers.get(Question.GOALS)
    released = () if answer is None else tuple(item for item in answer.items if isinstance(item, Released))
    if not released:
        return ()
    items = tuple(finding_sentence(Question.GOALS, item, language) for item in released)
    return (Bullets(lead=say("lead.goals", language), items=items),)


def _key_figures(answers: dict[Question, ReleasedAnswer], language: str) -> Iterator[KeyFigure]:
    for question in KEY_QUESTIONS:
        answer = answers.get(question)
        finding = None if answer is None else _key_finding(answer, answers.get(Question.GOALS))
        if finding is not None:
            yield _key_figure(question, finding, language)


def _key_finding(answer: ReleasedAnswer, goals: ReleasedAnswer | None) -> Finding | None:
    known = [finding for finding in findings_of(answer.items) if finding.main.value is not None]
    if not known:
        return None
    match answer.question:
        case Question.COHORT:
            return _step_with_goal(known, goals) or known[-1]
        case Question.COST:
            return next((finding for finding in known if finding.main.interval is not None), known[-1])
        case _:
            return known[0]


def _step_with_goal(steps: list[Finding], goals: ReleasedAnswer | None) -> Finding | None:
    """The step that a goal was set for is the one to keep in mind."""
    aimed_at = [] if goals is None else [goal.main.value for goal in findings_of(goals.items)]
    return next((step for step in steps if step.main.value in aimed_at), None)


def _key_figure(question: Question, finding: Finding, language: str) -> KeyFigure:
    numbers = Numbers(language)
    return KeyFigure(
        value=numbers.estimate(finding.main, finding.subject, named=True),
        label=say(f"key.{question}", language, label=finding.subject.label),
        detail=_how_sure(finding, numbers),
    )


def _how_sure(finding: Finding, numbers: Numbers) -> str:
    if finding.main.interval is None:
        return say("key.no_interval", numbers.language)
    return say(
        "key.interval",
        numbers.language,
        interval=numbers.interval(finding.main, finding.subject),
        level=numbers.level(finding.main.interval.level),
    )


def _first(answer: ReleasedAnswer | None) -> Released | None:
    """The first finding: programme files name the indicator that matters most first."""
    items = () if answer is None else answer.items
    return items[0] if items and isinstance(items[0], Released) else None
