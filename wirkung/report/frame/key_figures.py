"""Three to five numbers that a reader should keep, each with how sure it is in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from wirkung.codes import CountRole
from wirkung.finding import Finding
from wirkung.report.document.blocks import KeyFigure, KeyFigures
from wirkung.report.frame.answering import answering
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.relevance import relevance_phrase
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

MOST = 5


def key_figures(answers: Answers, language: Language) -> tuple[KeyFigures, ...]:
    """One figure a question, then on how many persons the answer rests; nothing where nothing may be shown."""
    items = tuple(islice(_items(answers, Numbers(language)), MOST))
    return (KeyFigures(items=items),) if items else ()


def _items(answers: Answers, numbers: Numbers) -> Iterator[KeyFigure]:
    for question, page in on_first_page():
        if page.key is not None and question in answers:
            finding = page.key(answers[question], answers)
            if finding is not None:
                yield _key_figure(question, finding, numbers)
    yield from _persons(answers, numbers)


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
    for answer in answering(answers):
        finding = next(iter(findings_of(answer.items)), None)
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
