"""What was done to the numbers of a report and why, for the evaluator: never for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wirkung.codes import Role
from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.facts import Name
from wirkung.disclosure.protection import Decision, Protection, Shown, Why
from wirkung.disclosure.ranges import Band
from wirkung.disclosure.reader import Bound, Reader
from wirkung.disclosure.register.rows import Past
from wirkung.disclosure.release import NO_AMOUNTS, decide, settled
from wirkung.finding import Answer, Finding, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number that a report does not say exactly.

    Parameters
    ----------
    question, subject, role
        Which one.
    shown, why
        What was done to it, and why.
    ranges
        The ranges that stand instead of numbers of persons, in order.
    bounds
        Of each of its numbers of persons that is said nowhere: what a reader knows of it; None where that was not
        computed, in time or because it is a number of no persons. Empty where all its numbers are said elsewhere.
    by_earlier
        Whether it would be shown otherwise without the reports before.
    """

    question: str
    subject: Subject
    role: Role
    shown: Shown
    why: Why
    ranges: tuple[Band, ...]
    bounds: tuple[Bound | None, ...]
    by_earlier: bool

    def told(self, smallest_group: int) -> bool:
        """Whether a reader can rule out that a number of persons that is not said reaches the smallest group."""
        known = (each.most for each in self.bounds if each is not None and each.most is not None)
        return any(0 < most < smallest_group for most in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Every number of a report: how it is shown, and those that are not said exactly in full."""

    smallest_group: int
    shown: Mapping[Name, Shown] = field(repr=False)
    cells: tuple[Cell, ...] = field(repr=False)

    def of(self, shown: Shown) -> tuple[Cell, ...]:
        """The cells that are withheld, or said as a range."""
        return tuple(cell for cell in self.cells if cell.shown is shown)


def audit(
    answers: Sequence[Answer],
    *,
    smallest_group: int,
    past: Past | None = None,
    amounts: Amounts = NO_AMOUNTS,
    held: Sequence[tuple[str, Finding]] = (),
) -> Audit:
    """Decide anew how the answers are shown, and say why.

    Parameters
    ----------
    answers
        Of every question, as they were before release.
    smallest_group
        No group of 1 to `smallest_group` - 1 persons may be found.
    past
        What reports before this one have published: neither this one's own numbers nor later ones.
    amounts
        As for `release`.
    held
        By question the lines that are withheld since few persons' data have changed; not among the answers.

    Returns
    -------
    Audit
        With bounds for each withheld number of persons; they take a minute at most.
    """
    state, rows = settled(answers, smallest_group=smallest_group, past=past, amounts=amounts)
    decision, alone = state.decision(rows), _without_earlier(answers, smallest_group, past, amounts)
    bounds = _bounds(state)
    subjects = {(each.question, item.subject.id): item.subject for each in answers for item in each.findings}
    cells = tuple(
        Cell(
            question=fact.name[0],
            subject=subjects[fact.name[:2]],
            role=fact.name[2],
            shown=decision.shown[fact.name],
            why=why,
            ranges=tuple(sorted(decision.bands.get(fact.name, {}).values())),
            bounds=tuple(bounds[row] for row in sorted(fact.counts) if row in bounds) if fact.counts else (None,),
            by_earlier=alone is not None and _how(decision, fact.name) != _how(alone, fact.name),
        )
        for fact, why in zip(state.facts, state.why, strict=True)
        if why is not None
    )
    changed = tuple(_few_changed(held))
    names = {(each.question, each.subject.id, each.role): each.shown for each in changed}
    return Audit(smallest_group=smallest_group, shown={**decision.shown, **names}, cells=(*cells, *changed))


def _few_changed(held: Sequence[tuple[str, Finding]]) -> Iterator[Cell]:
    for question, finding in held:
        for role, _ in finding.estimates:
            yield Cell(
                question=question,
                subject=finding.subject,
                role=role,
                shown=Shown.WITHHELD,
                why=Why.FEW_CHANGED if role is Role.MAIN else Why.WITH_ITS_MAIN,
                ranges=(),
                bounds=(None,),
                by_earlier=True,
            )


def _without_earlier(
    answers: Sequence[Answer], smallest_group: int, past: Past | None, amounts: Amounts
) -> Decision | None:
    """What would be decided if nothing had been published before; None where that is so."""
    if past is None or not past.rows:
        return None
    return decide(answers, smallest_group=smallest_group, amounts=amounts)


def _how(decision: Decision, name: Name) -> tuple[Shown, Mapping[int, Band]]:
    return decision.shown[name], decision.bands.get(name, {})


def _bounds(state: Protection) -> dict[int, Bound | None]:
    """By row: what a reader knows of each number of persons that is nowhere said exactly."""
    known = state.known_numbers()
    reader = Reader(state.atoms, known)
    rows = {
        row
        for fact, why in zip(state.facts, state.why, strict=True)
        for row in fact.counts
        if why is not None and not (row in known and known[row][0] == known[row][1])
    }
    return {row: reader.bound(row) for row in sorted(rows)}
