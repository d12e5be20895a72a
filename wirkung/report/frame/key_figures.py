"""Three to five numbers that a reader should keep, each with how sure it is in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from wirkung.codes import CountRole
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import KeyFigure, KeyFigures
from wirkung.report.frame.next_steps import ANSWERING
from wirkung.report.sections.cohort import steps_of
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.relevance import relevance_phrase
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

# The questions that give a key figure, in the order of the page.
KEY_QUESTIONS = ("comparison", "change", "cohort", "cost")
MOST = 5

Answers = Mapping[str, ReleasedAnswer]


def key_figures(answers: Answers, language: Language) -> tuple[KeyFigures, ...]:
    """One figure a question, then on how many persons the answer rests; nothing where nothing may be shown."""
    items = tuple(islice(_items(answers, Numbers(language)), MOST))
    return (KeyFigures(items=items),) if items else ()


def _items(answers: Answers, numbers: Numbers) -> Iterator[KeyFigure]:
    for question in KEY_QUESTIONS:
        answer = answers.get(question)
        finding = None if answer is None else _key_finding(answer, answers.get("goals"))
        if finding is not None:
            yield _key_figure(question, finding, numbers)
    yield from _persons(answers, numbers)


def _key_finding(answer: ReleasedAnswer, goals: ReleasedAnswer | None) -> Finding | None:
    known = [finding for finding in findings_of(answer.items) if finding.main.value is not None]
    if not known:
        return None
    match answer.question:
        case "cohort":
            steps = [each for each in findings_of(steps_of(answer)) if each.main.value is not None]
            return _step_with_goal(steps, goals) or next(reversed(steps), None)
        case "cost":
            return next((finding for finding in known if finding.main.interval is not None), known[-1])
        case _:
            return known[0]


def _step_with_goal(steps: list[Finding], goals: ReleasedAnswer | None) -> Finding | None:
    """The step that a goal was set for is the one to keep in mind."""
    aimed_at = set() if goals is None else {goal.subject.step for goal in findings_of(goals.items)}
    return next((step for step in steps if step.subject.step in aimed_at), None)


def _key_figure(question: str, finding: Finding, numbers: Numbers) -> KeyFigure:
    language = numbers.language
    sure = (
        say("key.no_interval", language)
        if finding.main.interval is None
        else numbers.likely(finding.main, finding.subject)
    )
    return KeyFigure(
        value=numbers.estimate(finding.main, finding.subject, named=True),
        label=say(f"key.{question}", language, label=label(finding.subject, language)),
        detail="; ".join(filter(None, (sure, relevance_phrase(finding, language)))),
    )


def _persons(answers: Answers, numbers: Numbers) -> Iterator[KeyFigure]:
    """How many persons the first finding of the strongest question rests on."""
    for question in ANSWERING:
        answer = answers.get(question)
        finding = next(iter(findings_of(answer.items)), None) if answer is not None else None
        if finding is None:
            continue
        counts = {count.role: count.number for count in finding.main.counts}
        parts = (counts.get(CountRole.PROGRAMME), counts.get(CountRole.COMPARISON))
        if None not in parts:
            yield _counted("groups", [number or 0 for number in parts], numbers)
        elif CountRole.PAIRS in counts:
            yield _counted("pairs", [counts[CountRole.PAIRS]], numbers)
        return


def _counted(code: str, parts: list[int], numbers: Numbers) -> KeyFigure:
    total, language = sum(parts), numbers.language
    programme, comparison = (numbers.whole(number) for number in (parts[0], parts[-1]))
    return KeyFigure(
        value=say("unit.persons", language, number=numbers.whole(total), count=total),
        label=say(f"key.persons.{code}", language, programme=programme, comparison=comparison),
        detail=say("key.no_interval", language),
    )
