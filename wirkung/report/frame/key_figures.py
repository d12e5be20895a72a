"""Three to five numbers that a reader should keep, each with how sure it is in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from wirkung.codes import Caution, CountRole
from wirkung.disclosure.release import Released
from wirkung.estimate import Count
from wirkung.finding import Finding
from wirkung.report.document.blocks import KeyFigure, KeyFigures
from wirkung.report.frame.answering import answering
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.relevance import relevance_phrase
from wirkung.report.writing.words import say

MOST = 5


def key_figures(answers: Answers, language: Language) -> tuple[KeyFigures, ...]:
    """One figure a question, then on how many persons the answer rests; nothing where nothing may be shown."""
    items = tuple(islice(_items(answers, Numbers(language)), MOST))
    return (KeyFigures(items=items),) if items else ()


def _items(answers: Answers, numbers: Numbers) -> Iterator[KeyFigure]:
    answer_it = {answer.question for answer in answering(answers)}
    for question, page in on_first_page():
        if page.key is not None and question in answers and (question in answer_it or not page.answering):
            finding = page.key(answers[question], answers)
            if finding is not None:
                yield _key_figure(question, finding, numbers)
    yield from _persons(answers, numbers)


def _key_figure(question: str, finding: Finding, numbers: Numbers) -> KeyFigure:
    language = numbers.language
    return KeyFigure(
        value=numbers.estimate(finding.main, finding.subject, named=True),
        label=say(f"key.{question}", language, label=label(finding.subject, language)),
        detail="; ".join(filter(None, (_how_sure(finding, numbers), relevance_phrase(finding, language)))),
    )


def _how_sure(finding: Finding, numbers: Numbers) -> str:
    if finding.main.interval is not None:
        return numbers.likely(finding.main, finding.subject)
    not_shown = Caution.UNCERTAINTY_NOT_SHOWN in finding.main.cautions
    return say("key.not_shown" if not_shown else "key.no_interval", numbers.language)


def _persons(answers: Answers, numbers: Numbers) -> Iterator[KeyFigure]:
    """How many persons the first finding of the strongest question rests on."""
    for answer in answering(answers):
        first = next(iter(answer.items), None)
        if not isinstance(first, Released):
            continue  # what is said of others would be taken for the answer
        counts = {count.role: count for count in first.finding.main.counts}
        groups = [counts[role] for role in (CountRole.PROGRAMME, CountRole.COMPARISON) if role in counts]
        if len(groups) > 1:
            yield _counted("groups", groups, numbers)
        elif CountRole.PAIRS in counts:
            yield _counted("pairs", [counts[CountRole.PAIRS]], numbers)
        elif CountRole.BASE in counts:
            yield _counted("once", [counts[CountRole.BASE]], numbers)
        return


def _counted(code: str, parts: Sequence[Count], numbers: Numbers) -> KeyFigure:
    language = numbers.language
    programme, comparison = (numbers.count(count) for count in (parts[0], parts[-1]))
    together = _together(parts)
    return KeyFigure(
        value=numbers.persons(together),
        label=say(f"key.persons.{code}", language, programme=programme, comparison=comparison),
        detail=say("key.no_interval" if together.at_most is None else "note.band", language),
    )


def _together(parts: Sequence[Count]) -> Count:
    """The sum of counts, a band where one of them is."""
    least = sum(count.number for count in parts)
    most = sum(count.number if count.at_most is None else count.at_most for count in parts)
    return Count(role=CountRole.BASE, number=least, at_most=most if most > least else None)
