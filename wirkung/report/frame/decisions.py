"""The steering cycle closes: what was decided earlier, what became of it, and what this year's numbers are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wirkung.declared import DecisionState
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.finding import Decided, Subject
from wirkung.programme.parts import text_in
from wirkung.programme.steering import Decision
from wirkung.report.document.blocks import Block, Column, Paragraph, Table
from wirkung.report.sections import on_first_page, sections
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.sentences import finding_sentence
from wirkung.report.writing.tables import subject_of
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say, word

_COLUMNS = ("what", "by", "state", "became", "today")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided, beside the answers of a report."""

    decided: Decided
    answers: tuple[ReleasedAnswer, ...]


def decisions(decided: Decided, *answers: ReleasedAnswer) -> Decisions:
    """Earlier decisions beside this year's numbers; showing the result gives a section of a report.

    Parameters
    ----------
    decided
        What the programme file says was decided (`study.decided`).
    answers
        The answers after disclosure control, in any order.
    """
    return Decisions(decided, answers)


def decisions_blocks(shown: Decisions, language: Language) -> tuple[Block, ...]:
    """How many decisions were carried out, and a line for each; the paragraph «absent» where there were none."""
    decided = shown.decided
    if not decided.lines:
        return (Paragraph(text=say("decisions.absent", language), tone="absent"),)
    columns = (*_COLUMNS[:-1], *_COLUMNS[-1:] * any(each.about for each in decided.lines))
    return (
        Paragraph(text=_how_many(decided, language), tone="answer"),
        Table(
            caption=say("caption.decisions", language),
            columns=tuple(
                Column(head=say(f"column.decision.{each}", language, year=decided.year), align="left")
                for each in columns
            ),
            rows=tuple(_row(each, shown.answers, language)[: len(columns)] for each in decided.lines),
            notes=(say("note.decisions", language),),
        ),
    )


def _how_many(decided: Decided, language: Language) -> str:
    """How many there were, and how many of them are carried out, under way or not."""
    found = Counter(each.state for each in decided.lines)
    states = (say(f"decisions.{each}", language, number=found[each]) for each in DecisionState if found[each])
    return say("sentence.decisions", language, count=len(decided.lines), states=", ".join(states))


def _row(decision: Decision, answers: tuple[ReleasedAnswer, ...], language: Language) -> tuple[str, ...]:
    nothing = say("mark.not_applicable", language)
    return (
        text_in(decision.what, language),
        f"{text_in(decision.by, language)}, {day_name(decision.on, language)}",
        word(decision.state, language),
        nothing if decision.became is None else text_in(decision.became, language),
        " ".join(_today(decision, answers, language)) or nothing,
    )


def _today(decision: Decision, answers: tuple[ReleasedAnswer, ...], language: Language) -> Iterator[str]:
    """What this year's report says of each thing that a decision was about, in its own words."""
    for about in decision.about:
        yield from dict.fromkeys(_told(about, answers, language))


def _told(about: str, answers: tuple[ReleasedAnswer, ...], language: Language) -> Iterator[str]:
    """Of what several answers speak of, a goal tells it, else the first on the first page; of each arm."""
    given = {answer.question: answer for answer in answers}
    pages = [(question, given[question]) for question, _ in on_first_page() if question in given]
    for of_goal in (True, False):
        for question, answer in pages:
            found = [item for item in answer.items if _is_about(subject_of(item), about, of_goal=of_goal)]
            if found:
                yield from (_sentence(question, item, language) for item in found)
                return


def _is_about(subject: Subject, about: str, *, of_goal: bool) -> bool:
    """Whether it is about the thing of that name as a whole, in whichever arm."""
    return bool(subject.goal) is of_goal and replace(subject, arm="").id == about


def _sentence(question: str, item: Released | Withheld, language: Language) -> str:
    if isinstance(item, Withheld):
        return say("decisions.withheld", language, label=label(item.subject, language))
    return finding_sentence(item.finding, sections()[question].statement, language)
