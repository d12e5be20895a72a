"""What an edition for everybody says: the released findings of a report in plain words, with the same numbers.

It is written where the results are, and handed over beside the first page; the edition itself is made when the
report is released. Sentences are short because they say one thing each, not because they were cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirkung.catalogue import codes
from wirkung.codes import (
    Caution,
    Claim,
    CostSum,
    CountRole,
    Direction,
    Quantity,
    Role,
    UnitCost,
    UnitKind,
    Verdict,
)
from wirkung.declared import Assignment
from wirkung.disclosure.release import ReleasedAnswer, Withheld
from wirkung.finding import Finding, Licence
from wirkung.report.document.handed_over import PlainPart
from wirkung.report.frame.answering import answering, nothing_measured
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page, sections
from wirkung.report.writing.attainment import measured_value
from wirkung.report.writing.labels import base_name, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import RANK_MEASURES, Numbers
from wirkung.report.writing.sentences import of_hundred, scale_bounds, told_limits
from wirkung.report.writing.tables import Item, findings_of, subject_of
from wirkung.report.writing.words import say

MOST = 6  # results or goals; more are counted
SHARES = ("shares_apart", "share_change")
LEVELS = frozenset({Quantity.MEAN, Quantity.MEDIAN, Quantity.SHARE})
JUDGED = frozenset({Verdict.REACHED, Verdict.MISSED, Verdict.UNDECIDED})


def citizens_parts(
    answers: tuple[ReleasedAnswer, ...], licence: Licence | None, language: Language
) -> tuple[PlainPart, ...]:
    """Who took part, what came of it, how sure that is, goals, cost and what is not known; only what there is.

    Parameters
    ----------
    answers
        Released together, as on the first page of the report.
    licence
        What the design allows to say.
    language
        «de» or «en».
    """
    by_question = {answer.question: answer for answer in answers}
    found = tuple(_results(by_question))
    persons = licence is not None and licence.of_persons
    of_persons = persons and any(not isinstance(item, Withheld) for _, item in found)
    parts = (
        PlainPart(heading=say("citizens.whom", language), texts=tuple(_whom(by_question, language))),
        _listed("result", list(_told(by_question, found, language, persons=persons)), language),
        PlainPart(
            heading=say("citizens.sure", language),
            texts=tuple(_sure(by_question, licence, language)) if licence is not None and of_persons else (),
        ),
        _listed("goals", list(_goals(by_question, language)), language),
        PlainPart(heading=say("citizens.cost", language), texts=tuple(_cost(by_question, language))),
        PlainPart(heading=say("citizens.unknown", language), texts=tuple(_not_known(of_persons, language))),
    )
    return tuple(part for part in parts if part.texts or part.items)


def _told(
    answers: Answers, found: Sequence[tuple[str, Item]], language: Language, *, persons: bool
) -> Iterator[str]:
    if persons and nothing_measured(answers):
        yield say("citizens.nothing_measured", language)
    yield from (_result(question, item, language) for question, item in found)


def _listed(kind: str, said: list[str], language: Language) -> PlainPart:
    """The first of a list, and how many more the report has; a single one needs no list."""
    left_out = len(said) - MOST
    more = (say("citizens.more", language, count=left_out),) if left_out > 0 else ()
    heading = say(f"citizens.{kind}", language)
    if len(said) == 1:
        return PlainPart(heading=heading, texts=(said[0],))
    return PlainPart(heading=heading, items=(*said[:MOST], *more))


def _whom(answers: Answers, language: Language) -> Iterator[str]:
    """How many the programme reached of how many, and on whose answers the first result rests."""
    numbers = Numbers(language)
    covered = next((each for each in _all(answers) if each.subject.aspect == "reach.coverage"), None)
    if covered is not None and covered.target is not None and covered.main.value is not None:
        number, target = round(covered.main.value * covered.target), covered.target
        yield say("citizens.reached", language, number=numbers.whole(number), target=numbers.whole(target))
    first = next((item for _, item in _results(answers)), None)
    if first is None or isinstance(first, Withheld) or first.finding.subject.arm:
        return  # of several arms each rests on others
    counts = {count.role: numbers.persons(count) for count in first.finding.main.counts}
    ours, theirs = counts.get(CountRole.PROGRAMME), counts.get(CountRole.COMPARISON)
    if ours and theirs:
        yield say("citizens.groups", language, programme=ours, comparison=theirs)
        for caution in (Caution.AS_THE_LOT_FELL, Caution.COMPARISON_GOT_PROGRAMME):
            if caution in first.finding.main.cautions:
                yield say(f"citizens.{caution}", language)
    elif CountRole.PAIRS in counts:
        yield say("citizens.pairs", language, pairs=counts[CountRole.PAIRS])


def _results(answers: Answers) -> Iterator[tuple[str, Item]]:
    """The strongest finding on each outcome, main outcomes first; withheld only where none may be shown."""
    found: dict[tuple[str, str], tuple[str, Item]] = {}
    told: set[str] = set()  # by an earlier answer, of every arm
    for answer in answering(answers):
        new = [item for item in answer.items if _outcome(item) not in told]
        for item in new:
            found[_outcome(item), subject_of(item).arm] = (answer.question, item)
        told |= {_outcome(item) for item in new if not isinstance(item, Withheld)}

    def place(pair: tuple[str, Item]) -> int:
        subject = subject_of(pair[1])
        return 2 if subject.side_effect else int(subject.further)

    return iter(sorted(found.values(), key=place))


def _outcome(item: Item) -> str:
    subject = subject_of(item)
    return subject.indicator or subject.id


def _result(question: str, item: Item, language: Language) -> str:
    """One outcome in two to four short sentences."""
    if isinstance(item, Withheld):
        own = f"citizens.withheld.{question}"
        code = own if own in codes("report", language) else "citizens.withheld"
        return say(code, language, label=base_name(item.subject, language) or label(item.subject, language))
    finding, numbers = item.finding, Numbers(language)
    kind, main = _kind(finding), finding.main
    hundred = _hundred(kind, finding, language)
    if main.value is None or not kind or (kind in SHARES and not hundred):
        return sections()[question].statement(finding, language)
    name, size = base_name(finding.subject, language), numbers.size(main, finding.subject)
    value = numbers.estimate(main, finding.subject, named=True)
    values = {"label": name, "size": size, "value": value, "scale": _scale(finding, numbers)}
    if kind == "level":
        return say("citizens.level", language, **values)
    if main.direction in (Direction.UP, Direction.DOWN):
        code = _how(kind, finding)
        said = say(f"citizens.{kind}.{code}", language, **values, hundred=hundred)
        return " ".join((said, *_judged(finding, said, kind, numbers)))
    if main.direction is Direction.NOT_DISTINGUISHABLE:
        return say(f"citizens.{kind}.none", language, **values, hundred=hundred)
    hidden = Caution.UNCERTAINTY_NOT_SHOWN in main.cautions
    return say(f"citizens.{'not_shown' if hidden else 'unsure'}", language, **values, hundred=hundred)


def _kind(finding: Finding) -> str:
    """Which sentences fit: by what was compared with what; none of ours for anything else."""
    quantity = finding.main.quantity
    roles = {role for role, _ in finding.estimates}
    groups, waves = {Role.PROGRAMME, Role.COMPARISON} <= roles, {Role.BEFORE, Role.AFTER} <= roles
    if quantity in RANK_MEASURES:
        return "ranks_apart" if quantity is Quantity.CLIFFS_DELTA else "ranks"
    if quantity is Quantity.DIFFERENCE_IN_CHANGE:
        return "development"
    if quantity in (Quantity.MEAN_DIFFERENCE, Quantity.SHARE_DIFFERENCE) and groups:
        return "shares_apart" if finding.main.unit.kind is UnitKind.SHARE else "difference"
    if quantity in (Quantity.MEAN_CHANGE, Quantity.SHARE_DIFFERENCE) and waves:
        return "share_change" if finding.main.unit.kind is UnitKind.SHARE else "change"
    return "level" if quantity in LEVELS else ""


def _hundred(kind: str, finding: Finding, language: Language) -> str:
    if kind == "shares_apart":
        return of_hundred("groups", finding, language, ours=Role.PROGRAMME, theirs=Role.COMPARISON)
    if kind == "share_change":
        return of_hundred("before_after", finding, language, before=Role.BEFORE, after=Role.AFTER)
    return ""


def _how(kind: str, finding: Finding) -> str:
    """In words of better and worse where only these make sense and one of both is wanted; of up and down else."""
    up, better = finding.main.direction is Direction.UP, finding.subject.better
    if kind not in ("development", "ranks", "ranks_apart") or better == 0:
        return "up" if up else "down"
    return "better" if up is (better > 0) else "worse"


def _judged(finding: Finding, said: str, kind: str, numbers: Numbers) -> Iterator[str]:
    """Whether that is wanted, where it was not said; between which limits it lies; whether it matters."""
    main, better, language = finding.main, finding.subject.better, numbers.language
    up = main.direction is Direction.UP
    if kind not in ("development", "ranks", "ranks_apart") and better and not (up and better > 0):
        yield say(f"citizens.{'better' if up is (better > 0) else 'worse'}", language)
    if main.interval is not None and main.unit.kind is not UnitKind.SHARE and main.quantity not in RANK_MEASURES:
        yield say("citizens.likely", language, likely=told_limits(numbers.likely, finding, said))
    if finding.verdict is Verdict.NO_RELEVANT_CHANGE:
        yield say("citizens.too_small", language)


def _scale(finding: Finding, numbers: Numbers) -> str:
    """«auf einer Skala von 1 bis 5»; empty where there is none."""
    bounds = scale_bounds(finding, numbers)
    return "" if bounds is None else say("citizens.scale", numbers.language, low=bounds[0], high=bounds[1])


def _sure(answers: Answers, licence: Licence, language: Language) -> Iterator[str]:
    """What the design allows to say; of several arms no more than of the weakest."""
    claim = min((licence.claim, *(each.claim for _, each in licence.arms)), key=lambda each: each.rank)
    lottery = licence.assignment is Assignment.LOTTERY and claim is Claim.ASSOCIATION
    yield say("citizens.sure.association.lottery" if lottery else f"citizens.sure.{claim}", language)
    doubt = say("next.methods_disagree", language)
    pages = ((question, page.next_steps) for question, page in on_first_page() if question in answers)
    if any(doubt in steps(answers[question], language) for question, steps in pages if steps is not None):
        yield say("citizens.methods_disagree", language)
    yield say("citizens.sure.all", language)


def _goals(answers: Answers, language: Language) -> Iterator[str]:
    """Each goal once: reached, missed or open, and what was measured."""
    told: set[str] = set()
    for finding in _all(answers):
        subject = finding.subject
        if not subject.goal or subject.goal in told or finding.verdict not in JUDGED or finding.target is None:
            continue
        told.add(subject.goal)
        known, ranks = finding.main.value is not None, finding.main.quantity in RANK_MEASURES
        value = measured_value(finding, Numbers(language)) if known and not ranks else ""
        code = finding.verdict if known else "unmeasured"
        said = say(f"citizens.goal.{code}", language, label=label(subject, language))
        yield f"{said} {say('citizens.goal.value', language, value=value)}" if value else said


def _cost(answers: Answers, language: Language) -> Iterator[str]:
    """What it cost in all and for each person, and who bore it."""
    numbers = Numbers(language)
    found = {each.subject.aspect: each for each in reversed(tuple(_all(answers))) if each.main.value is not None}
    aspects = (CostSum.FULL, UnitCost.PARTICIPANT, CostSum.OWN, CostSum.THIRD_PARTY, CostSum.CALCULATED)
    full, each, own, third, unpaid = (
        numbers.estimate(found[aspect].main, found[aspect].subject) if aspect in found else ""
        for aspect in aspects
    )
    year = next((answer.year for answer in answers.values()), None)
    if full:
        yield say("citizens.cost.full", language, year=year, full=full)
    if full and unpaid and found[CostSum.CALCULATED].main.value:
        yield say("citizens.cost.unpaid", language, unpaid=unpaid)
    persons = [count for count in found[aspects[1]].main.counts if count.role is CountRole.BASE] if each else []
    if persons:
        yield say("citizens.cost.each", language, value=each, persons=numbers.persons(persons[0]))
    if own and third:
        yield say("citizens.cost.funding", language, own=own, third=third)


def _not_known(of_persons: bool, language: Language) -> Iterator[str]:
    if of_persons:
        yield say("citizens.not_all_measured", language)
    yield say("citizens.protection", language)


def _all(answers: Answers) -> Iterator[Finding]:
    for answer in answers.values():
        if not answer.projected:
            yield from findings_of(answer.items)
