"""Small groups are protected here, and nowhere else.

Tables, figures and sentences accept only what this module has released, or a `Withheld` that is shown as its
own mark, never as 0 and never as a blank.

First rules: no count, and no complement of a count, from 1 to below the smallest group; no base below it.
A count of nobody and a count of everybody are shown (350 of 350 registered says nothing about a person).
Where categories add up to everybody, a withheld one must not follow from the others: the smallest of the
others is withheld with it, until those withheld together reach the smallest group. In a matrix that holds for
every row and every column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from wirkung.estimate import Count, CountRole
from wirkung.finding import Absence, Answer, Finding, Question, Subject


class Reason(StrEnum):
    """Why a finding is not shown."""

    FEW_PERSONS = "few_persons"
    FEW_OTHERS = "few_others"
    FOLLOWS_FROM_OTHERS = "follows_from_others"


_SEAL = object()


@dataclass(frozen=True, slots=True)
class Released:
    """A finding that may be shown. Only a `Ledger` makes one."""

    finding: Finding
    seal: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only Ledger.release() makes a Released finding")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A finding that may not be shown, and why; it holds no number."""

    subject: Subject
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedAnswer:
    """An answer as a reader may see it; `smallest_group` is the threshold that was used."""

    question: Question
    year: int
    items: tuple[Released | Withheld, ...]
    absent: Absence | None
    smallest_group: int
    price_year: int | None = None
    projected: bool = False


class Ledger:
    """What one report has released and withheld, in order. One ledger serves one report."""

    def __init__(self, smallest_group: int) -> None:
        self.smallest_group = smallest_group
        self.entries: list[Released | Withheld] = []

    def release(self, answer: Answer) -> ReleasedAnswer:
        """Check every count of every finding; what is unsafe comes back as `Withheld`."""
        reasons = {finding.subject.id: self._unsafe_finding(finding) for finding in answer.findings}
        # What is hidden in a row may give something back in its column: until nothing more follows.
        while further := self._following(answer.findings, reasons):
            reasons |= further
        items = tuple(_decided(finding, reasons[finding.subject.id]) for finding in answer.findings)
        self.entries.extend(items)
        return ReleasedAnswer(
            question=answer.question,
            year=answer.year,
            items=items,
            absent=answer.absent,
            smallest_group=self.smallest_group,
            price_year=answer.price_year,
            projected=answer.projected,
        )

    def _unsafe_finding(self, finding: Finding) -> Reason | None:
        reasons = (self._unsafe(count) for _, estimate in finding.estimates for count in estimate.counts)
        return next((reason for reason in reasons if reason is not None), None)

    def _following(
        self, findings: Sequence[Finding], reasons: dict[str, Reason | None]
    ) -> dict[str, Reason | None]:
        """Reasons for what follows from the others in any whole; empty where nothing does."""
        further: dict[str, Reason | None] = {}
        for whole in dict.fromkeys(chain.from_iterable(finding.subject.part_of for finding in findings)):
            parts = [finding for finding in findings if whole in finding.subject.part_of]
            further |= self._hide_what_follows(parts, {**reasons, **further})
        return further

    def _hide_what_follows(
        self, parts: list[Finding], reasons: dict[str, Reason | None]
    ) -> dict[str, Reason | None]:
        """Reasons for the parts of one whole, so that no withheld part is the rest of the others."""
        hidden = [part for part in parts if reasons[part.subject.id] is not None]
        shown = sorted((part for part in parts if part not in hidden), key=_smallest_count)
        further: dict[str, Reason | None] = {}
        while shown and self._too_few_together(hidden):
            hidden.append(shown.pop(0))
            further[hidden[-1].subject.id] = Reason.FOLLOWS_FROM_OTHERS
        return further

    def _too_few_together(self, hidden: list[Finding]) -> bool:
        totals: dict[CountRole, int] = {}
        for finding in hidden:
            for role, number in _numbers(finding).items():
                totals[role] = totals.get(role, 0) + number
        return any(0 < total < self.smallest_group for total in totals.values())

    def _unsafe(self, count: Count) -> Reason | None:
        if 0 < count.number < self.smallest_group:
            return Reason.FEW_PERSONS
        if count.of is None:
            return None
        if 0 < count.of < self.smallest_group:
            return Reason.FEW_PERSONS
        if 0 < count.of - count.number < self.smallest_group:
            return Reason.FEW_OTHERS
        return None


def _decided(finding: Finding, reason: Reason | None) -> Released | Withheld:
    return Released(finding, _SEAL) if reason is None else Withheld(finding.subject, reason)


def _numbers(finding: Finding) -> dict[CountRole, int]:
    """Each cell of a finding once, whichever of its estimates names it."""
    return {count.role: count.number for _, estimate in finding.estimates for count in estimate.counts}


def _smallest_count(finding: Finding) -> int:
    return min(_numbers(finding).values())
