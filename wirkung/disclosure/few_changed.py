"""A second report of a year whose data have changed for few persons: what depends on these data is withheld.

If only the cells were withheld that the few are in, their pattern would tell to which groups they belong. So of
each part of persons' data (an indicator with all its waves, the list of persons, attendance, events) all numbers
go, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wirkung.codes import Quantity, Reads, Role
from wirkung.declared import StepKind
from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.facts import Name
from wirkung.disclosure.protection import Decision, Shown, Why
from wirkung.disclosure.register.parts import (
    ATTENDANCE,
    COLUMNS,
    EVENTS,
    LIST,
    of_characteristic,
    of_column,
    of_indicator,
)
from wirkung.disclosure.register.rows import Past
from wirkung.disclosure.release import decide
from wirkung.estimate import Count
from wirkung.finding import Answer, Finding
from wirkung.programme.model import Programme

# Money says the same whoever came; only how many it was spent on is not told.
_MONEY = {Quantity.TOTAL_COST, Quantity.LEDGER_LINE}
_ANY_NUMBER = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """The answers of a study beside earlier reports of the same year, and how each number is shown.

    `held` are the lines that are withheld since few persons' data have changed, by question and subject; `left`
    are the answers without them.
    """

    answers: tuple[Answer, ...]
    left: tuple[Answer, ...]
    decision: Decision
    held: frozenset[tuple[str, str]]


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
    smallest = programme.privacy.smallest_group
    few = _few(past, {}, smallest) if past is not None else frozenset()
    while True:
        told, held = _without(answers, programme, few)
        left = tuple(each for answer in told for each in _left(answer, held))
        decision = decide(left, smallest_group=smallest, past=past, amounts=amounts)
        more = frozenset() if past is None else _few(past, rows_by_part(told, programme, decision), smallest)
        if more <= few:
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


def _few(past: Past, today: Mapping[str, set[bytes]], smallest: int) -> frozenset[str]:
    """The parts of which a number was or would be told over persons of whom 1 to smallest - 1 have changed."""
    if past.unknown:
        return frozenset({LIST})
    return frozenset(
        name
        for name, earlier in past.parts.items()
        for each in earlier
        if each.changed.any()
        and any(0 < _in_common(row, each.changed) < smallest for row in (*each.rows, *today.get(name, ())))
    )


def _in_common(members: bytes, changed: np.typing.NDArray[np.bool_]) -> int:
    bits = np.unpackbits(np.frombuffer(members, dtype=np.uint8), count=changed.size)
    return int(np.count_nonzero(bits[changed]))


# What a line depends on.


def parts_read(answer: Answer, finding: Finding, programme: Programme) -> frozenset[str]:
    """The parts of persons' data that a line can depend on; none where it rests on no persons."""
    if not any(estimate.populations for _, estimate in finding.estimates):
        return frozenset()
    listed = {LIST, *map(of_column, COLUMNS)}
    indicators, characteristics = _named(finding, programme)
    everything = answer.reads is Reads.EVERYTHING or (
        answer.reads is Reads.NAMED and not indicators and not characteristics
    )
    if everything:
        return frozenset({*listed, ATTENDANCE, EVENTS, *_all(programme)})
    named = {*map(of_characteristic, _with_institutions(characteristics, programme))}
    match answer.reads:
        case Reads.PERSONS:
            return frozenset(listed | named)
        case Reads.COHORT:
            return frozenset(listed | named | {ATTENDANCE, EVENTS} | set(_of_cohort(programme)))
        case _:
            return frozenset(listed | named | {*map(of_indicator, indicators)})


def _all(programme: Programme) -> Iterator[str]:
    yield from (of_indicator(each.id) for each in programme.indicators)
    yield from (of_characteristic(each.id) for each in programme.characteristics)


def _named(finding: Finding, programme: Programme) -> tuple[set[str], set[str]]:
    """The indicators and the characteristics that a line names, itself or in whom it rests on."""
    populations = (each for _, estimate in finding.estimates for each in estimate.populations)
    names = {each.variable.partition(".")[0] for each in populations}
    names |= {finding.subject.indicator, finding.subject.characteristic}
    return (
        names & {each.id for each in programme.indicators},
        names & {each.id for each in programme.characteristics},
    )


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


def _without(
    answers: Sequence[Answer], programme: Programme, few: frozenset[str]
) -> tuple[tuple[Answer, ...], frozenset[tuple[str, str]]]:
    """The answers with sums of money that do not say on how many they were spent, and the lines to withhold."""
    if not few:
        return tuple(answers), frozenset()
    told: list[Answer] = []
    held: set[tuple[str, str]] = set()
    for answer in answers:
        touched = [bool(parts_read(answer, each, programme) & few) for each in answer.findings]
        findings = [
            _money_alone(each, programme.privacy.smallest_group) if read and _is_money(each) else each
            for each, read in zip(answer.findings, touched, strict=True)
        ]
        changed = zip(findings, touched, strict=True)
        held.update((answer.question, each.subject.id) for each, read in changed if read and not _is_money(each))
        told.append(replace(answer, findings=tuple(findings), together=None if any(touched) else answer.together))
    return tuple(told), frozenset(held)


def _is_money(finding: Finding) -> bool:
    return all(each.quantity in _MONEY for _, each in finding.estimates)


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


def _left(answer: Answer, held: frozenset[tuple[str, str]]) -> Iterator[Answer]:
    """The answer with the lines that are not held back, if there is one."""
    findings = tuple(each for each in answer.findings if (answer.question, each.subject.id) not in held)
    if findings or not answer.findings:
        yield replace(answer, findings=findings)


def _with_held(decision: Decision, answers: Sequence[Answer], held: frozenset[tuple[str, str]]) -> Decision:
    names: list[Name] = [
        (answer.question, finding.subject.id, role)
        for answer in answers
        for finding in answer.findings
        if (answer.question, finding.subject.id) in held
        for role, _ in finding.estimates
    ]
    if not names:
        return decision
    why = {name: Why.FEW_CHANGED if name[2] is Role.MAIN else Why.WITH_ITS_MAIN for name in names}
    return replace(
        decision,
        shown={**decision.shown, **dict.fromkeys(names, Shown.WITHHELD)},
        why={**decision.why, **why},
        remembered=True,
    )
