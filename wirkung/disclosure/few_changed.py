"""A second report of a year whose data have changed for few persons: what depends on these data is withheld.

If only the cells were withheld that the few are in, their pattern would tell to which groups they belong. So of
each part of persons' data (an indicator with all its waves, the list of persons, attendance, events) all numbers
go, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wirkung.codes import Absence, Reads
from wirkung.declared import StepKind
from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.facts import Name
from wirkung.disclosure.protection import Decision, Shown
from wirkung.disclosure.register.parts import (
    ATTENDANCE,
    EVENTS,
    LEFT,
    LIST,
    listed_columns,
    of_characteristic,
    of_column,
    of_indicator,
)
from wirkung.disclosure.register.rows import Past
from wirkung.disclosure.release import decide
from wirkung.disclosure.telling import OF_MONEY
from wirkung.estimate import Count
from wirkung.finding import Answer, Finding
from wirkung.programme.model import Programme

# Money says the same whoever came; only how many it was spent on is not told.
_ANY_NUMBER = 999_999

# That a question has no answer may be said because of what few persons did.
_BY_PERSONS = {
    Absence.NO_LOSS,
    Absence.NOBODY_LEFT,
    Absence.NO_DATED_EVENTS,
    Absence.NOT_YET_OBSERVED,
    Absence.TOO_FEW_FOR_TRANSITIONS,
    Absence.TOO_FEW_FOR_STATES,
    Absence.TOO_FEW_FOR_DISTRIBUTION,
    Absence.TOO_FEW_FOR_DOSE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """The answers of a study beside earlier reports of the same year, and how each number is shown.

    `held` are the lines that are withheld since few persons' data have changed, by question; `left` are the
    answers without them. Of `answers` some are gone as well: which lines there are may depend on the few.
    """

    answers: tuple[Answer, ...]
    left: tuple[Answer, ...]
    decision: Decision
    held: tuple[tuple[str, Finding], ...]


def decide_again(answers: Sequence[Answer], programme: Programme, *, past: Past | None, amounts: Amounts) -> Rerun:
    """`release.decide`, after every number on data that have changed for few persons was withheld.

    Parameters
    ----------
    answers
        Of every question.
    programme
        Says which lines depend on what.
    past
        What earlier reports have published. None: nothing.
    amounts
        As for `release`.
    """
    smallest, few = programme.privacy.smallest_group, frozenset[str]()
    while True:
        held = tuple(_held(answers, programme, few))
        told = tuple(_told(each, programme, few) for each in answers)
        left = tuple(each for answer in told for each in _left(answer, programme, few))
        more = few if past is None else _few(past, left, programme, amounts)
        if more <= few:
            decision = decide(left, smallest_group=smallest, past=past, amounts=amounts)
            return Rerun(answers=told, left=left, decision=_with_held(decision, told, held), held=held)
        few |= more


def rows_by_part(answers: Sequence[Answer], programme: Programme, decision: Decision) -> dict[str, set[bytes]]:
    """By part of persons' data: the persons of each number that is shown and depends on it, by their bits."""
    found: dict[str, set[bytes]] = {}
    for answer in answers:
        for finding in answer.findings:
            parts = parts_read(answer, finding, programme)
            for role, estimate in finding.estimates:
                if decision.shown.get((answer.question, finding.subject.id, role)) in (None, Shown.WITHHELD):
                    continue
                for part in parts:
                    found.setdefault(part, set()).update(each.members for each in estimate.populations)
    return found


def _few(past: Past, answers: Sequence[Answer], programme: Programme, amounts: Amounts) -> frozenset[str]:
    """The parts of which a number was or would be told over persons of whom 1 to smallest - 1 have changed.

    Would be: if there were no earlier report. What is withheld beside one tells of the few as well.
    """
    if past.unknown:
        return frozenset({LIST})
    smallest = programme.privacy.smallest_group
    changed = {name: [each for each in earlier if each.changed.any()] for name, earlier in past.parts.items()}
    if not any(changed.values()):
        return frozenset()
    alone = decide(answers, smallest_group=smallest, amounts=amounts)
    today = rows_by_part(answers, programme, alone)
    return frozenset(
        name
        for name, earlier in changed.items()
        for each in earlier
        if any(0 < _in_common(row, each.changed) < smallest for row in (*each.rows, *today.get(name, ())))
    )


def _in_common(members: bytes, changed: np.typing.NDArray[np.bool_]) -> int:
    bits = np.unpackbits(np.frombuffer(members, dtype=np.uint8), count=changed.size)
    return int(np.count_nonzero(bits[changed]))


# What a line depends on.


def parts_read(answer: Answer, finding: Finding, programme: Programme) -> frozenset[str]:
    """The parts of persons' data that a line can depend on; none where it rests on no persons."""
    if not any(estimate.populations for _, estimate in finding.estimates):
        return frozenset()
    return _parts(answer.reads, *_named(finding, programme), programme)


def _parts(reads: Reads, indicators: set[str], characteristics: set[str], programme: Programme) -> frozenset[str]:
    listed = {LIST, *map(of_column, listed_columns(programme)), *map(of_characteristic, _by_design(programme))}
    if reads is Reads.EVERYTHING or (reads is Reads.NAMED and not indicators and not characteristics):
        return frozenset({*listed, of_column(LEFT), ATTENDANCE, EVENTS, *_all(programme)})
    named = {*map(of_characteristic, _with_institutions(characteristics, programme))}
    match reads:
        case Reads.PERSONS:
            return frozenset(listed | named)
        case Reads.COHORT:
            return frozenset(listed | named | {ATTENDANCE, EVENTS} | set(_of_cohort(programme)))
        case _:
            return frozenset(listed | named | {*map(of_indicator, indicators)})


def _by_design(programme: Programme) -> Iterator[str]:
    """The characteristics on which any comparison can depend: what it is adjusted for."""
    yield from programme.design.covariates


def _all(programme: Programme) -> Iterator[str]:
    yield from (of_indicator(each.id) for each in programme.indicators)
    yield from (of_characteristic(each.id) for each in programme.characteristics)


def _named(finding: Finding, programme: Programme) -> tuple[set[str], set[str]]:
    """The indicators and the characteristics that a line names, itself or in whom it rests on."""
    populations = (each for _, estimate in finding.estimates for each in estimate.populations)
    names = {each.variable.partition(".")[0] for each in populations}
    names |= {finding.subject.indicator, finding.subject.characteristic}
    return (
        _with_pretests(names, programme),
        names & {each.id for each in programme.characteristics},
    )


def _with_pretests(names: set[str], programme: Programme) -> set[str]:
    """Indicators of the names, with pre-tests and all that share one: answers to either decide who is counted."""
    tested = {each.id: each.pretest or each.id for each in programme.indicators}
    named = {test for name, test in tested.items() if name in names}
    return {name for name, test in tested.items() if test in named}


def _with_institutions(names: set[str], programme: Programme) -> set[str]:
    """The institutions decide as well which categories of a characteristic are counted together."""
    institutions = {each.id for each in programme.characteristics if each.kind == "institution"}
    return names | institutions if names else names


def _of_cohort(programme: Programme) -> Iterator[str]:
    """What says how far somebody came, beside hours and events."""
    tracking = programme.tracking
    if tracking.silent_wave is not None or any(each.kind is StepKind.ANSWERED for each in programme.cohort):
        yield from map(of_indicator, (each.id for each in programme.indicators))
    indicators = {each.id for each in programme.indicators}
    for name in tracking.covariates:
        yield of_indicator(name) if name in indicators else of_characteristic(name)
    if tracking.cohorts in {each.id for each in programme.characteristics}:
        yield from map(of_characteristic, _with_institutions({tracking.cohorts}, programme))


# What is withheld.


def _is_held(answer: Answer, finding: Finding, programme: Programme, few: frozenset[str]) -> bool:
    return bool(parts_read(answer, finding, programme) & few) and not _is_money(finding)


def _held(answers: Sequence[Answer], programme: Programme, few: frozenset[str]) -> Iterator[tuple[str, Finding]]:
    for answer in answers:
        held = (each for each in answer.findings if _is_held(answer, each, programme, few))
        yield from ((answer.question, each) for each in held)


def _told(answer: Answer, programme: Programme, few: frozenset[str]) -> Answer:
    """The answer without lines that may be there because of the few; its money says nothing of persons."""
    read = {each.subject.id for each in answer.findings if parts_read(answer, each, programme) & few}
    if answer.absent in _BY_PERSONS and _parts(answer.reads, set(), set(), programme) & few:
        return replace(answer, absent=Absence.FEW_CHANGED)
    if not read:
        return answer
    findings = tuple(
        _money_alone(each, programme.privacy.smallest_group)
        if each.subject.id in read and _is_money(each)
        else each
        for each in answer.findings
        if each.subject.id not in read or _is_money(each) or _is_always_there(answer, each)
    )
    absent = None if findings else Absence.FEW_CHANGED
    return replace(answer, findings=findings, absent=absent, together=None)


def _is_always_there(answer: Answer, finding: Finding) -> bool:
    """Whether there is such a line whoever took part; which categories or states there are depends on persons."""
    return answer.reads is Reads.NAMED and not finding.subject.characteristic


def _is_money(finding: Finding) -> bool:
    return all(each.quantity in OF_MONEY for _, each in finding.estimates)


def _money_alone(finding: Finding, smallest: int) -> Finding:
    estimates = (
        (
            role,
            replace(
                each,
                counts=tuple(Count(role=c.role, number=smallest, at_most=_ANY_NUMBER) for c in each.counts),
                populations=(),
            ),
        )
        for role, each in finding.estimates
    )
    return replace(finding, estimates=tuple(estimates))


def _left(answer: Answer, programme: Programme, few: frozenset[str]) -> Iterator[Answer]:
    """The answer with the lines that are not held back, if there is one."""
    findings = tuple(each for each in answer.findings if not _is_held(answer, each, programme, few))
    if findings or not answer.findings:
        yield replace(answer, findings=findings)


def _with_held(decision: Decision, answers: Sequence[Answer], held: Sequence[tuple[str, Finding]]) -> Decision:
    if not held:
        return decision
    lines = {(question, each.subject.id) for question, each in held}
    names: list[Name] = [
        (answer.question, finding.subject.id, role)
        for answer in answers
        for finding in answer.findings
        if (answer.question, finding.subject.id) in lines
        for role, _ in finding.estimates
    ]
    return replace(
        decision,
        shown={**decision.shown, **dict.fromkeys(names, Shown.WITHHELD)},
        remembered=True,
    )
