"""The results beside the first ones: a line each with its direction, and of many how many went which way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wirkung.catalogue import codes
from wirkung.codes import Caution, Direction, Quantity
from wirkung.disclosure.release import ReleasedAnswer, Withheld
from wirkung.finding import Subject
from wirkung.report.document.blocks import Bullets, Paragraph
from wirkung.report.frame.answering import answering
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page
from wirkung.report.writing.labels import base_name, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, subject_of
from wirkung.report.writing.words import say

MOST = 5  # lines that are read; of more results it is counted how many went which way
_LEVELS = (Quantity.MEAN, Quantity.MEDIAN, Quantity.SHARE)
_UNEQUAL = (Direction.UP, Direction.DOWN)


@dataclass(frozen=True, slots=True)
class _Result:
    """An item with the question that it answers, and which way it went, as a code of the catalogue."""

    question: str
    item: Item
    way: str


def further_results(answers: Answers, language: Language) -> tuple[Bullets | Paragraph, ...]:
    """What became of all else that was measured; nothing where the first results are all there is.

    Of each outcome and step the strongest question speaks, and no weaker one where that is withheld or undecided.

    Parameters
    ----------
    answers
        The released answers by question.
    language
        «de» or «en».
    """
    results = tuple(_further(answers))
    main = _declared(answers, results, language)
    if not results:
        return ()
    if len(results) > MOST:
        return (Paragraph(text=" ".join(filter(None, (main, _counted(results, language))))),)
    lead = " ".join(filter(None, (main, say("glance.further", language, count=len(results)))))
    return (Bullets(lead=lead, items=tuple(_line(each, language) for each in results)),)


def _further(answers: Answers) -> Iterator[_Result]:
    told = {_thing(subject_of(answer.items[0])) for answer in answering(answers) if answer.items}
    for question, page in on_first_page():
        if not page.answering or question not in answers:
            continue
        firsts = _first_of_each(answers[question], told)
        told |= firsts.keys()
        yield from (_Result(question, item, _way(item)) for items in firsts.values() for item in items)


def _first_of_each(answer: ReleasedAnswer, told: set[str]) -> Mapping[str, tuple[Item, ...]]:
    """By outcome or step, as far as it is not told yet, the first item of each arm; side effects stand apart."""
    found: dict[str, dict[str, Item]] = {}
    for item in answer.items:
        subject = subject_of(item)
        thing = _thing(subject)
        if thing and thing not in told and not subject.side_effect:
            found.setdefault(thing, {}).setdefault(subject.arm, item)
    return {thing: tuple(items.values()) for thing, items in found.items()}


def _thing(subject: Subject) -> str:
    """The outcome or step that an item is about, whatever is asked of it."""
    return subject.indicator or subject.step


def _declared(answers: Answers, results: Sequence[_Result], language: Language) -> str:
    """Which indicator the programme file declares the main outcome; empty where it does not."""
    subjects = [subject_of(item) for answer in answering(answers) for item in answer.items]
    main = next((subject for subject in subjects if subject.indicator and not subject.further), None)
    if main is None or not any(subject_of(each.item).further for each in results):
        return ""
    return say("glance.main", language, label=label(main, language))


def _way(item: Item) -> str:
    """Better, worse, no sure difference, not to be said, a level alone, or withheld."""
    if isinstance(item, Withheld):
        return "withheld"
    main = item.finding.main
    if main.value is None or (main.quantity not in _LEVELS and main.direction is Direction.UNKNOWN):
        return "unknown"
    if main.quantity in _LEVELS:
        return "level"
    # Of several results one alone may be chance: then it is no sure difference.
    if main.direction not in _UNEQUAL or Caution.SEVERAL_INDICATORS in main.cautions:
        return "equal"
    return "better" if (main.direction is Direction.UP) is (item.finding.subject.better >= 0) else "worse"


def _line(result: _Result, language: Language) -> str:
    item, way = result.item, result.way
    # A comparison that is withheld is told as that: how many got there may well stand in the report.
    own = f"glance.way.{way}.{result.question}"
    code = own if own in codes("report", language) else f"glance.way.{way}"
    return say(code, language, label=base_name(subject_of(item), language), value=_level(item, language))


def _level(item: Item, language: Language) -> str:
    """The number of a result that was measured afterwards alone; no other line has one."""
    if isinstance(item, Withheld) or item.finding.main.value is None:
        return ""
    return Numbers(language).estimate(item.finding.main, item.finding.subject, named=True)


def _counted(results: Sequence[_Result], language: Language) -> str:
    """«39 weitere Ergebnisse: 12 besser, 3 schlechter, 24 ohne sicheren Unterschied.»."""
    ways = Counter(each.way for each in results)
    order = ("better", "worse", "equal", "level", "unknown", "withheld")
    parts = (say(f"glance.ways.{way}", language, number=ways[way]) for way in order if ways[way])
    return say("glance.further.counted", language, number=len(results), parts=", ".join(parts))
