"""Three to five numbers that a reader should keep, each with how sure it is in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from wirkung.codes import Caution, CountRole
from wirkung.disclosure.release import Released
from wirkung.estimate import Count
from wirkung.finding import Finding
from wirkung.report.document.blocks import KeyFigure, KeyFigures, Paragraph
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
    numbers = Numbers(language)
    items = list(islice(_items(answers, numbers), MOST))
    groups = _groups(answers)
    if groups and len(items) < MOST and not _reached(answers, language):
        items.append(_counted(groups, numbers))
    return (KeyFigures(items=tuple(items)),) if items else ()


def whom_line(answers: Answers, language: Language) -> tuple[Paragraph, ...]:
    """In one line whom the programme reached of those it is meant for, and of how many the answer is.

    Nothing where the first is not known and the second stands among the numbers to keep.
    """
    numbers = Numbers(language)
    reached, groups = _reached(answers, language), _groups(answers)
    if not reached and sum(1 for _ in _items(answers, numbers)) < MOST:
        return ()
    said = [reached] if reached else []
    if groups:
        said.append(_analysed(groups, numbers))
    return (Paragraph(text=" ".join(said)),) if said else ()


def _reached(answers: Answers, language: Language) -> str:
    pages = ((question, page.reached) for question, page in on_first_page() if question in answers)
    said = (reached(answers[question], language) for question, reached in pages if reached is not None)
    return next(filter(None, said), "")


def _items(answers: Answers, numbers: Numbers) -> Iterator[KeyFigure]:
    answer_it = {answer.question for answer in answering(answers)}
    for question, page in on_first_page():
        if page.key is not None and question in answers and (question in answer_it or not page.answering):
            finding = page.key(answers[question], answers)
            if finding is not None:
                yield _key_figure(question, finding, numbers)


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


def _groups(answers: Answers) -> tuple[Count, ...]:
    """The persons that the first finding of the strongest question rests on: of both groups, or of one."""
    for answer in answering(answers):
        first = next(iter(answer.items), None)
        if not isinstance(first, Released):
            continue  # what is said of others would be taken for the answer
        counts = {count.role: count for count in first.finding.main.counts}
        groups = tuple(counts[role] for role in (CountRole.PROGRAMME, CountRole.COMPARISON) if role in counts)
        if len(groups) > 1:
            return groups
        return tuple(counts[role] for role in (CountRole.PAIRS, CountRole.BASE) if role in counts)[:1]
    return ()


def _said_of(groups: Sequence[Count]) -> str:
    """Which code says what they did: were compared, answered twice, or once."""
    if len(groups) > 1:
        return "groups"
    return "pairs" if groups[0].role is CountRole.PAIRS else "once"


def _analysed(groups: Sequence[Count], numbers: Numbers) -> str:
    programme, comparison = (numbers.count(count) for count in (groups[0], groups[-1]))
    return say(f"glance.persons.{_said_of(groups)}", numbers.language, programme=programme, comparison=comparison)


def _counted(groups: Sequence[Count], numbers: Numbers) -> KeyFigure:
    language = numbers.language
    programme, comparison = (numbers.count(count) for count in (groups[0], groups[-1]))
    together = _together(groups)
    return KeyFigure(
        value=numbers.persons(together),
        label=say(f"key.persons.{_said_of(groups)}", language, programme=programme, comparison=comparison),
        detail=say("key.no_interval" if together.at_most is None else "note.band", language),
    )


def _together(parts: Sequence[Count]) -> Count:
    """The sum of counts, a band where one of them is."""
    least = sum(count.number for count in parts)
    most = sum(count.number if count.at_most is None else count.at_most for count in parts)
    return Count(role=CountRole.BASE, number=least, at_most=most if most > least else None)
