"""One course less, as many, one more: what speaks for and against each, by stated rules, from released numbers.

Nothing is computed anew but places per course; the rules choose which released numbers are told where. They choose
no option: the order is always the same, and what weighs more is for those who decide.

1. money: what a course costs beside the fixed costs speaks for one less, and against one more
2. demand: a waiting list speaks against one less and for one more; free places speak against one more, and for one
   less where they are as many as a course has; against one less speaks that more had registered than places remain
3. result: not distinguishable from zero or unwanted, it speaks for one less and against one more; as wanted, the
   other way round
4. goals: that all were reached speaks for as many, a missed one against as many and against one more
5. money of third parties that ends speaks against as many and against one more
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from wirkung.codes import Direction, Quantity, Role, UnitCost, Verdict
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.estimate import PERSONS, Estimate
from wirkung.finding import Finding
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Block, Column, Paragraph, Table
from wirkung.report.frame.answering import answering
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, subject_of
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say, word

TWO = 2  # goals: «both», not «all two»


class CourseOption(StrEnum):
    """What can be decided on the number of courses."""

    LESS = "less"
    SAME = "same"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Options:
    """The answers of a report, of which options are made."""

    answers: tuple[ReleasedAnswer, ...]


@dataclass(frozen=True, slots=True)
class _Reason:
    """A sentence, and of which options it speaks for and against."""

    text: str
    speaks_for: tuple[CourseOption, ...] = ()
    against: tuple[CourseOption, ...] = ()


def options(*answers: ReleasedAnswer) -> Options:
    """What could be decided on the number of courses; showing the result gives a section of a report."""
    return Options(answers)


def options_blocks(shown: Options, language: Language) -> tuple[Block, ...]:
    """A line for each option; the paragraph «absent» where nobody knows what a course costs beside fixed costs."""
    course = _course(shown.answers)
    if course is None:
        return (Paragraph(text=say("options.absent", language), tone="absent"),)
    reasons = tuple(_reasons(shown.answers, course, Numbers(language)))
    columns = ("option", "for", "against")
    return (
        Table(
            caption=say("caption.options", language),
            columns=tuple(Column(head=say(f"column.options.{each}", language), align="left") for each in columns),
            rows=tuple(_row(option, reasons, language) for option in CourseOption),
            notes=(say("note.options", language),),
        ),
    )


def _row(option: CourseOption, reasons: tuple[_Reason, ...], language: Language) -> tuple[str, ...]:
    nothing = say("mark.not_applicable", language)
    speaks_for = " ".join(each.text for each in reasons if option in each.speaks_for)
    against = " ".join(each.text for each in reasons if option in each.against)
    return word(option, language), speaks_for or nothing, against or nothing


def _course(answers: tuple[ReleasedAnswer, ...]) -> Item | None:
    """What one more course costs; None where the ledger does not say it."""
    items = (item for answer in answers for item in answer.items)
    found = next((item for item in items if subject_of(item).aspect is UnitCost.ONE_MORE_COURSE), None)
    known = isinstance(found, Withheld) or (isinstance(found, Released) and found.finding.main.value is not None)
    return found if known else None


def _reasons(answers: tuple[ReleasedAnswer, ...], course: Item, numbers: Numbers) -> Iterator[_Reason]:
    if isinstance(course, Released):
        amount = numbers.estimate(course.finding.main, course.finding.subject)
        yield _Reason(say("options.saves", numbers.language, amount=amount), (CourseOption.LESS,))
        yield _Reason(say("options.costs", numbers.language, amount=amount), (), (CourseOption.MORE,))
    yield from _demand(answers, course, numbers)
    yield from _result(answers, numbers.language)
    yield from _goals(answers, numbers.language)
    yield from _endings(answers, numbers.language)


def _demand(answers: tuple[ReleasedAnswer, ...], course: Item, numbers: Numbers) -> Iterator[_Reason]:
    found = {each.subject.aspect: each for answer in answers for each in findings_of(answer.items)}
    waiting = _exact(found["reach.waiting"].main) if "reach.waiting" in found else None
    language = numbers.language
    if waiting:
        text = say("options.waiting", language, waiting=numbers.value(waiting, PERSONS, 0))
        yield _Reason(text, (CourseOption.MORE,), (CourseOption.LESS,))
    used = found.get("reach.utilisation")
    if used is None or used.target is None or used.main.value is None:
        return
    places, registered = round(used.target), round(used.main.value * used.target)
    free, per_course = places - registered, _places_of_one(course, places)
    values = {"places": numbers.whole(places), "registered": numbers.whole(registered)}
    if free > 0:
        spare = per_course is not None and free >= per_course
        text = say("options.free", language, free=numbers.whole(free), **values)
        yield _Reason(text, (CourseOption.LESS,) * spare, (CourseOption.MORE,))
    if per_course is not None and registered > places - per_course:
        left = numbers.whole(places - per_course)
        yield _Reason(say("options.too_few", language, left=left, **values), (), (CourseOption.LESS,))


def _places_of_one(course: Item, places: int) -> int | None:
    """How many places a course has on average; None where the number of courses is not told exactly."""
    base = course.finding.get(Role.BASE) if isinstance(course, Released) else None
    courses = None if base is None else _exact(base)
    return round(places / courses) if courses else None


def _exact(estimate: Estimate) -> float | None:
    """A number that is told exactly; None where it is a range or not known."""
    return None if any(count.at_most is not None for count in estimate.counts) else estimate.value


def _result(answers: tuple[ReleasedAnswer, ...], language: Language) -> Iterator[_Reason]:
    """The first result of the report, where it has a direction or none can be told."""
    first = next((answer.items[0] for answer in answering(_by_question(answers)) if answer.items), None)
    if not isinstance(first, Released) or first.finding.main.value is None:
        return
    standing = _standing(first.finding)
    if standing:
        subject = replace(first.finding.subject, further=False)
        text = say(f"options.result.{standing}", language, label=label(subject, language))
        ends = ((CourseOption.LESS,), (CourseOption.MORE,))
        yield _Reason(text, *(ends if standing != "wanted" else reversed(ends)))


def _standing(finding: Finding) -> str:
    main, better = finding.main, finding.subject.better
    if main.quantity in (Quantity.MEAN, Quantity.MEDIAN, Quantity.SHARE) or better == 0:
        return ""
    if main.direction is Direction.NOT_DISTINGUISHABLE:
        return "not_distinguishable"
    if main.direction not in (Direction.UP, Direction.DOWN):
        return ""
    if (main.direction is Direction.UP) is not (better > 0):
        return "unwanted"
    return "" if finding.verdict is Verdict.NO_RELEVANT_CHANGE else "wanted"


def _goals(answers: tuple[ReleasedAnswer, ...], language: Language) -> Iterator[_Reason]:
    items = [item for answer in answers for item in answer.items if subject_of(item).goal]
    goals = findings_of(items)
    missed = [label(each.subject, language) for each in goals if each.verdict is Verdict.MISSED]
    if missed:
        text = say("options.missed", language, labels="; ".join(missed))
        yield _Reason(text, (), (CourseOption.SAME, CourseOption.MORE))
    if goals and len(items) == sum(each.verdict is Verdict.REACHED for each in goals):
        yield _Reason(_all_reached(len(goals), language), (CourseOption.SAME,))


def _all_reached(number: int, language: Language) -> str:
    if number == TWO:
        return say("options.reached.both", language)
    return say("options.reached", language, count=number)


def _endings(answers: tuple[ReleasedAnswer, ...], language: Language) -> Iterator[_Reason]:
    for ending in sorted({one for answer in answers for one in answer.endings}, key=lambda one: one.until):
        text = say(
            "options.ends", language, name=text_in(ending.name, language), day=day_name(ending.until, language)
        )
        yield _Reason(text, (), (CourseOption.SAME, CourseOption.MORE))


def _by_question(answers: tuple[ReleasedAnswer, ...]) -> dict[str, ReleasedAnswer]:
    return {answer.question: answer for answer in answers}
