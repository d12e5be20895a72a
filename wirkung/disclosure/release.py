"""Small groups are protected here, and nowhere else.

Tables, figures and sentences accept only what this module has released, or a `Withheld` that is shown as its
own mark, never as 0 and never as a blank.

First rules: no count, and no complement of a count, from 1 to below the smallest group; no base below it.
A count of nobody and a count of everybody are shown (350 of 350 registered says nothing about a person).
Where categories add up to everybody, a withheld one must not follow from the others: the smallest of the
others is withheld with it, until those withheld together reach the smallest group.

In a matrix that holds for every row and every column, and for their totals: a total that would be withheld as one
of all totals takes its row or column with it. Then everything is withheld that is needed so that no withheld cell
can be worked out from what is shown, and each may as well hold the smallest group or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

import numpy as np

from wirkung.codes import Absence, CountRole, Role
from wirkung.disclosure.hidden_cells import cells_to_hide
from wirkung.estimate import Count
from wirkung.finding import Answer, Finding, Subject, Together

Cell = Mapping[CountRole, int]


_SEAL = object()


class _Reason(StrEnum):
    """Why a finding is not shown; readers are not told."""

    FEW_PERSONS = "few_persons"
    FEW_OTHERS = "few_others"
    FOLLOWS_FROM_OTHERS = "follows_from_others"


@dataclass(frozen=True, slots=True)
class Released:
    """A finding that may be shown. Only `release` makes one.

    `withheld` are the roles that the finding has and that may not be shown: `finding` is without them. The main
    estimate is never among them.
    """

    finding: Finding
    withheld: tuple[Role, ...] = ()
    seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only release() makes a Released finding")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A finding that may not be shown. It holds no number, and does not say why: that would be a number too."""

    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReleasedAnswer:
    """An answer as a reader may see it; `smallest_group` is the threshold that was used."""

    question: str
    year: int
    items: tuple[Released | Withheld, ...]
    absent: Absence | None
    smallest_group: int
    price_year: int | None = None
    projected: bool = False
    together: Together | None = None

    def __repr__(self) -> str:
        withheld = sum(isinstance(item, Withheld) for item in self.items)
        of = f"{self.question}, {self.year}: {len(self.items)} findings, {withheld} of them withheld"
        return f"<answer on {of}; show() it to read it>"


def release(answers: Iterable[Answer], *, smallest_group: int) -> tuple[ReleasedAnswer, ...]:
    """All answers of a programme and year at once, as readers may see them.

    Parameters
    ----------
    answers
        Of every question, those that only a deep dive shows included: what one notebook shows must not depend on
        which others are run.
    smallest_group
        No group of 1 to `smallest_group` - 1 persons may be found.
    """
    ledger = _Ledger(smallest_group)
    return tuple(ledger.release(answer) for answer in answers)


class _Ledger:
    """The rules, answer by answer."""

    def __init__(self, smallest_group: int) -> None:
        self.smallest_group = smallest_group

    def release(self, answer: Answer) -> ReleasedAnswer:
        """Check every count of every finding; what is unsafe comes back as `Withheld`."""
        reasons = {finding.subject.id: self._unsafe_finding(finding) for finding in answer.findings}
        for table in _tables(answer.findings):
            reasons |= self._in_hidden_totals(table, reasons)
        # What is hidden in a row may give something back in its column: until nothing more follows.
        while further := self._following(answer.findings, reasons) or self._worked_out(answer.findings, reasons):
            reasons |= further
        items = tuple(_decided(finding, reasons[finding.subject.id]) for finding in answer.findings)
        return ReleasedAnswer(
            question=answer.question,
            year=answer.year,
            items=items,
            absent=answer.absent,
            smallest_group=self.smallest_group,
            price_year=answer.price_year,
            projected=answer.projected,
            together=self._large_enough(answer.together),
        )

    def _large_enough(self, together: Together | None) -> Together | None:
        return together if together is not None and together.persons >= self.smallest_group else None

    def _unsafe_finding(self, finding: Finding) -> _Reason | None:
        reasons = (self._unsafe(count) for _, estimate in finding.estimates for count in estimate.counts)
        return next((reason for reason in reasons if reason is not None), None)

    def _following(
        self, findings: Sequence[Finding], reasons: dict[str, _Reason | None]
    ) -> dict[str, _Reason | None]:
        """Reasons for what follows from the others in any whole; empty where nothing does."""
        further: dict[str, _Reason | None] = {}
        for whole in dict.fromkeys(chain.from_iterable(finding.subject.part_of for finding in findings)):
            parts = [finding for finding in findings if whole in finding.subject.part_of]
            further |= self._hide_what_follows(parts, {**reasons, **further})
        return further

    def _hide_what_follows(
        self, parts: list[Finding], reasons: dict[str, _Reason | None]
    ) -> dict[str, _Reason | None]:
        """Reasons for the parts of one whole, so that no withheld part is the rest of the others."""
        hidden = {part.subject.id for part in parts if reasons[part.subject.id] is not None}
        cells = {part.subject.id: _numbers(part) for part in parts}
        return dict.fromkeys(self._too_easily_found(cells, hidden), _Reason.FOLLOWS_FROM_OTHERS)

    def _too_easily_found(self, cells: Mapping[str, Cell], hidden: set[str]) -> list[str]:
        """Which further parts of a whole to hide, smallest first, until the hidden ones are enough together.

        Nobody is not worth hiding: it adds no person to those in whose number the hidden ones are lost.
        """
        some = [name for name in cells if name not in hidden and any(cells[name].values())]
        shown = sorted(some, key=lambda name: (min(cells[name].values()), name))
        further: list[str] = []
        while shown and self._too_few([cells[name] for name in (*hidden, *further)]):
            further.append(shown.pop(0))
        return further

    def _too_few(self, cells: Iterable[Cell]) -> bool:
        totals = _sum(cells)
        return any(0 < total < self.smallest_group for total in totals.values())

    def _in_hidden_totals(self, table: Table, reasons: Mapping[str, _Reason | None]) -> dict[str, _Reason | None]:
        """Reasons for all cells of a row or column whose total may not be known."""
        hidden = {whole for axis in table.axes for whole in self._hidden_totals(axis, table)}
        inside = (cell for whole in hidden for cell in table.wholes[whole] if reasons[cell] is None)
        return dict.fromkeys(inside, _Reason.FOLLOWS_FROM_OTHERS)

    def _hidden_totals(self, axis: Sequence[str], table: Table) -> set[str]:
        """The totals of rows (or of columns) that are withheld where they are the parts of one whole."""
        totals = {whole: _sum(table.cells[cell] for cell in table.wholes[whole]) for whole in axis}
        everybody = _sum(totals.values())
        hidden = {
            whole
            for whole, cell in totals.items()
            if any(self._unsafe(Count(role=role, number=cell[role], of=everybody[role])) for role in cell)
        }
        return hidden | set(self._too_easily_found(totals, hidden))

    def _worked_out(
        self, findings: Sequence[Finding], reasons: Mapping[str, _Reason | None]
    ) -> dict[str, _Reason | None]:
        """Reasons for the cells of matrices without which a withheld one could be worked out."""
        further: dict[str, _Reason | None] = {}
        for table in _tables(findings):
            hidden = np.array([reasons[name] is not None for name in table.cells])
            secret = {whole for axis in table.axes for whole in self._hidden_totals(axis, table)}
            known = [table.cells, *(cells for whole, cells in table.wholes.items() if whole not in secret)]
            members = np.array([[name in cells for name in table.cells] for cells in known], dtype=float)
            for role in _sum(table.cells.values()):
                values = [cell.get(role, 0) for cell in table.cells.values()]
                hidden |= cells_to_hide(values, members, hidden, smallest=self.smallest_group)
            together = (name for name, away in zip(table.cells, hidden, strict=True) if away)
            further |= dict.fromkeys(
                (name for name in together if reasons[name] is None), _Reason.FOLLOWS_FROM_OTHERS
            )
        return further

    def _unsafe(self, count: Count) -> _Reason | None:
        if 0 < count.number < self.smallest_group:
            return _Reason.FEW_PERSONS
        if count.of is None:
            return None
        if 0 < count.of < self.smallest_group:
            return _Reason.FEW_PERSONS
        if 0 < count.of - count.number < self.smallest_group:
            return _Reason.FEW_OTHERS
        return None


def _decided(finding: Finding, reason: _Reason | None) -> Released | Withheld:
    return Withheld(finding.subject) if reason is not None else Released(_without_populations(finding), seal=_SEAL)


def _without_populations(finding: Finding) -> Finding:
    """Whom a number rests on stays inside."""
    estimates = tuple((role, estimate.resting_on()) for role, estimate in finding.estimates)
    return replace(finding, estimates=estimates)


def _numbers(finding: Finding) -> dict[CountRole, int]:
    """Each cell of a finding once, whichever of its estimates names it."""
    return {count.role: count.number for _, estimate in finding.estimates for count in estimate.counts}


def _sum(cells: Iterable[Cell]) -> dict[CountRole, int]:
    """The numbers of all cells added up, role by role."""
    totals: dict[CountRole, int] = {}
    for cell in cells:
        for role, number in cell.items():
            totals[role] = totals.get(role, 0) + number
    return totals


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix: its cells by id, the wholes (rows, columns) with their cells, and which wholes make up an axis."""

    cells: Mapping[str, Cell]
    wholes: Mapping[str, tuple[str, ...]]
    axes: tuple[tuple[str, ...], ...]


def _tables(findings: Sequence[Finding]) -> list[Table]:
    """The matrices among the findings: parts of several wholes each, joined by the wholes they share."""
    cells = [finding for finding in findings if len(finding.subject.part_of) > 1]
    found: list[Table] = []
    while cells:
        wholes = set(cells[0].subject.part_of)
        while more := {w for c in cells if wholes & set(c.subject.part_of) for w in c.subject.part_of} - wholes:
            wholes |= more
        found.append(_table([cell for cell in cells if wholes & set(cell.subject.part_of)]))
        cells = [cell for cell in cells if not wholes & set(cell.subject.part_of)]
    return found


def _table(cells: Sequence[Finding]) -> Table:
    wholes: dict[str, list[str]] = {}
    for cell in cells:
        for whole in cell.subject.part_of:
            wholes.setdefault(whole, []).append(cell.subject.id)
    return Table(
        cells={cell.subject.id: _numbers(cell) for cell in cells},
        wholes={whole: tuple(parts) for whole, parts in wholes.items()},
        axes=tuple(
            tuple(dict.fromkeys(axis)) for axis in zip(*(cell.subject.part_of for cell in cells), strict=True)
        ),
    )
