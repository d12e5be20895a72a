"""Three to five numbers that a reader should keep, each with how sure it is in plain words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from wirkung.codes import Caution, CountRole, Quantity
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import Count, Estimate
from wirkung.finding import Finding
from wirkung.report.document.blocks import KeyFigure, KeyFigures, Paragraph
from wirkung.report.frame.answering import answering, first_of_each_arm
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.relevance import relevance_phrase
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

MOST = 5
# What is counted in full, unless a caution says that too few are there to say how uncertain it is.
COUNTED = frozenset(
    {Quantity.SHARE, Quantity.COUNT, Quantity.TOTAL_COST, Quantity.UNIT_COST, Quantity.PART_OF_PLANNED}
)
DECLINED = frozenset({Caution.TOO_FEW_CLUSTERS, Caution.FEW_PERSONS, Caution.NO_SPREAD})


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
                for each in _of_every_arm(finding, answers[question]):
                    yield _key_figure(question, each, numbers)


def _of_every_arm(finding: Finding, answer: ReleasedAnswer) -> tuple[Finding, ...]:
    """The same number of each arm of the programme, as far as it is known; of one programme it alone."""
    if not finding.subject.arm:
        return (finding,)
    about = replace(finding.subject, arm="").id
    same = (each for each in findings_of(answer.items) if replace(each.subject, arm="").id == about)
    return tuple(each for each in same if each.main.value is not None)


def _key_figure(question: str, finding: Finding, numbers: Numbers) -> KeyFigure:
    language = numbers.language
    return KeyFigure(
        value=numbers.estimate(finding.main, finding.subject, named=True),
        label=say(f"key.{question}", language, label=label(finding.subject, language)),
        detail="; ".join(filter(None, (_how_sure(finding, numbers), relevance_phrase(finding, language)))),
    )


def _how_sure(finding: Finding, numbers: Numbers) -> str:
    # Of this cohort it is known; what courses like these bring about stands in the question's own section.
    if counted := next(_reached_of(finding.main), None):
        number, of = map(numbers.whole, counted)
        return say("key.reached", numbers.language, number=number, of=of)
    if finding.main.interval is not None:
        return numbers.likely(finding.main, finding.subject)
    if Caution.UNCERTAINTY_NOT_SHOWN in finding.main.cautions:
        return say("key.not_shown", numbers.language)
    if not _is_counted(finding.main):
        return say("key.unknown", numbers.language)
    # What nobody paid is valued, and overheads are shares: money is not counted as persons are.
    money = finding.main.quantity in (Quantity.TOTAL_COST, Quantity.UNIT_COST)
    return say("key.money" if money else "key.no_interval", numbers.language)


def _reached_of(main: Estimate) -> Iterator[tuple[int, int]]:
    """How many of how many a share is; nothing of one that is weighted or of a curve: that is an estimate."""
    if main.quantity is not Quantity.SHARE or main.value is None:
        return
    for each in main.counts:
        counted = each.role is CountRole.REACHED and each.at_most is None
        if counted and each.of and math.isclose(main.value, each.number / each.of):
            yield each.number, each.of


def is_count(main: Estimate) -> bool:
    """Whether a share is that of so many persons among those who were there, and so no estimate of them."""
    return next(_reached_of(main), None) is not None


def _is_counted(main: Estimate) -> bool:
    """Whether nothing is uncertain about a number without interval; of too few nobody could say how much."""
    return main.quantity in COUNTED and not DECLINED.intersection(main.cautions)


def _groups(answers: Answers) -> tuple[Count, ...]:
    """The persons that the first finding of the strongest question rests on: of both groups, or of one."""
    for answer in answering(answers):
        first = first_of_each_arm(answer)
        if not first or not all(isinstance(item, Released) for item in first):
            continue  # what is said of others would be taken for the answer
        told = [{count.role: count for count in each.main.counts} for each in findings_of(first)]
        counts = told[0]
        if len(told) > 1:
            counts |= {CountRole.PROGRAMME: _together([each[CountRole.PROGRAMME] for each in told])}
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
