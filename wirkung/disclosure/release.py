"""Small groups are protected here, and nowhere else: all answers of a programme and year are released together.

Tables, figures and sentences accept only what this module has released, or a `Withheld` that is shown as its own
mark, never as 0 and never as a blank, and that does not say why.

A report leaks by pairs of answers, not by single ones: those who answered afterwards, less those who answered
both times, are a small group. So it is decided over all answers at once (`protection`) which numbers of persons
are said exactly, which as a range, and what is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wirkung.codes import Absence, Advice, Caution, Role, Undecided, UnitKind, Verdict
from wirkung.disclosure.alike import FEW
from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.atoms import atoms_of
from wirkung.disclosure.facts import Fact, Name, Rows, facts_of
from wirkung.disclosure.odds import is_of_odds, of_shown_shares
from wirkung.disclosure.ordered import correlation_of_few, ends_tell_of_few
from wirkung.disclosure.past import known_from
from wirkung.disclosure.protection import Decision, Known, Protection, Shown
from wirkung.disclosure.ranges import with_ranges
from wirkung.disclosure.register.rows import Past
from wirkung.disclosure.remedies import protect
from wirkung.disclosure.telling import test_tells
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Bridge, Ending, Finding, Subject, Together
from wirkung.year.share_steps import steps_for

Estimates = tuple[tuple[Role, Estimate], ...]

# What an interval decides, and what is made of one.
_JUDGED_BY_INTERVAL = {
    Verdict.REACHED,
    Verdict.MISSED,
    Verdict.RELEVANT,
    Verdict.BELOW_RELEVANCE,
    Verdict.NO_RELEVANT_CHANGE,
}
_BY_INTERVAL = {Role.PROBABILITY, Role.NEEDED}

_SEAL = object()
NO_AMOUNTS = Amounts()


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
    bridge: Bridge | None = None
    endings: tuple[Ending, ...] = ()
    projected: bool = False
    together: Together | None = None

    def __repr__(self) -> str:
        withheld = sum(isinstance(item, Withheld) for item in self.items)
        of = f"{self.question}, {self.year}: {len(self.items)} findings, {withheld} of them withheld"
        return f"<answer on {of}; show() it to read it>"


def release(
    answers: Iterable[Answer],
    *,
    smallest_group: int,
    past: Past | None = None,
    amounts: Amounts = NO_AMOUNTS,
) -> tuple[ReleasedAnswer, ...]:
    """All answers of a programme and year at once, as readers may see them.

    Parameters
    ----------
    answers
        Of every question, those that only a deep dive shows included: what one notebook shows must not depend on
        which others are run.
    smallest_group
        No group of 1 to `smallest_group` - 1 persons may be found.
    past
        What earlier reports have published, which readers know; its first persons are those of this study, in
        their order. None: nothing.
    amounts
        What each person has of things without bounds, of which one could have nearly all.
    """
    asked = tuple(answers)
    decision = decide(asked, smallest_group=smallest_group, past=past, amounts=amounts)
    return shown(asked, decision, smallest_group=smallest_group)


def decide(
    answers: Sequence[Answer], *, smallest_group: int, past: Past | None = None, amounts: Amounts = NO_AMOUNTS
) -> Decision:
    """How each number of the answers is to be shown, and why; for `shown`, the register and the audit."""
    rows = Rows()
    facts = facts_of(answers, rows, smallest_group, amounts)
    with_earlier = rows.copy()
    state = _protected(facts, with_earlier, smallest_group, past, amounts)
    decision = state.decision(with_earlier)
    if not state.known.bands and not state.known.values:
        return decision
    otherwise = _protected(facts, rows, smallest_group, None, amounts).decision(rows)
    same = (decision.shown, decision.bands) == (otherwise.shown, otherwise.bands)
    return replace(decision, remembered=not same)


def settled(
    answers: Sequence[Answer], *, smallest_group: int, past: Past | None = None, amounts: Amounts = NO_AMOUNTS
) -> tuple[Protection, Rows]:
    """The facts of the answers after everything was done to them, and the groups of persons they rest on."""
    rows = Rows()
    facts = facts_of(answers, rows, smallest_group, amounts)
    return _protected(facts, rows, smallest_group, past, amounts), rows


def _protected(
    facts: Sequence[Fact], rows: Rows, smallest_group: int, past: Past | None, amounts: Amounts
) -> Protection:
    """The facts after everything was done to them; the groups of earlier reports are added to `rows`."""
    known = Known() if past is None else known_from(past, rows)
    state = Protection(facts, atoms_of(rows.matrix()), smallest_group, known)
    protect(state, amounts, rows.bits)
    return state


def shown(answers: Sequence[Answer], decision: Decision, *, smallest_group: int) -> tuple[ReleasedAnswer, ...]:
    """The answers as it was decided to show them."""
    return tuple(
        ReleasedAnswer(
            question=answer.question,
            year=answer.year,
            items=tuple(_item(answer, finding, decision, smallest_group) for finding in answer.findings),
            absent=answer.absent,
            smallest_group=smallest_group,
            price_year=answer.price_year,
            bridge=answer.bridge,
            endings=answer.endings,
            projected=answer.projected,
            together=_large_enough(answer.together, smallest_group),
        )
        for answer in answers
    )


def _large_enough(together: Together | None, smallest_group: int) -> Together | None:
    return together if together is not None and together.persons >= smallest_group else None


def _item(answer: Answer, finding: Finding, decision: Decision, smallest_group: int) -> Released | Withheld:
    steps = steps_for(answer.ranges, smallest_group)
    names: Mapping[Role, Name] = {
        role: (answer.question, finding.subject.id, role) for role, _ in finding.estimates
    }
    kept = tuple(
        (role, _as_decided(estimate, names[role], decision, smallest_group, steps))
        for role, estimate in finding.estimates
        if decision.shown[names[role]] is not Shown.WITHHELD
    )
    if decision.shown[names[Role.MAIN]] is Shown.WITHHELD:
        return Withheld(finding.subject)
    verdict = finding.verdict
    if is_of_odds(finding.main) and decision.shown[names[Role.MAIN]] is Shown.AS_RANGE:
        told = of_shown_shares(kept, verdict)
        if told is None:
            return Withheld(finding.subject)
        kept, verdict = told
    withheld = tuple(role for role, name in names.items() if decision.shown[name] is Shown.WITHHELD)
    subject = _printed_coarsely(finding.subject, kept, smallest_group)
    known = replace(finding, subject=subject, estimates=kept, verdict=verdict)
    return Released(_judged_by_what_is_shown(known), withheld, _SEAL)


def _judged_by_what_is_shown(finding: Finding) -> Finding:
    """The finding without words that its interval gave, where that is not shown: they would narrow it down."""
    if Caution.UNCERTAINTY_NOT_SHOWN not in finding.main.cautions:
        return finding
    kept = tuple((role, _alone(each)) for role, each in finding.estimates if role not in _BY_INTERVAL)
    return replace(
        finding,
        estimates=kept,
        verdict=Verdict.UNDECIDED if finding.verdict in _JUDGED_BY_INTERVAL else finding.verdict,
        advice=finding.advice and Advice.CANNOT_BE_SAID,
        undecided=Undecided.NO_INTERVAL if finding.advice is not None else finding.undecided,
    )


def _alone(estimate: Estimate) -> Estimate:
    """Without the word that it would stand out if it were the only one, which a test says."""
    cautions = (each for each in estimate.cautions if each is not Caution.SEVERAL_INDICATORS)
    return replace(estimate, cautions=tuple(cautions))


def _printed_coarsely(subject: Subject, kept: Estimates, smallest_group: int) -> Subject:
    """The subject with one decimal for means over few persons: two would give the sum of their answers back."""
    few = any(_is_of_few(estimate, smallest_group) for _, estimate in kept)
    return replace(subject, decimals=min(subject.decimals, 1)) if few else subject


def _is_of_few(estimate: Estimate, smallest_group: int) -> bool:
    """Whether it is a mean, or made of means, over fewer than twice the smallest group; or a rank correlation."""
    means = estimate.unit.kind in {UnitKind.SCORE, UnitKind.STANDARD_DEVIATIONS}
    few = means and any(count.number < FEW * smallest_group for count in estimate.counts)
    return few or correlation_of_few(estimate, smallest_group)


def _as_decided(estimate: Estimate, name: Name, decision: Decision, smallest_group: int, steps: int) -> Estimate:
    """The estimate with ranges for the numbers that are not said; whom it rests on stays inside."""
    ranged = decision.shown[name] is Shown.AS_RANGE
    known = with_ranges(estimate, decision.bands[name], steps) if ranged else estimate
    if test_tells(estimate, smallest_group):
        known = replace(known, test=None)
    if name in decision.plain or _is_of_few(known, smallest_group) or ends_tell_of_few(estimate, smallest_group):
        known = _without_uncertainty(known)
    return _without_wholes(known).resting_on()


def _without_uncertainty(estimate: Estimate) -> Estimate:
    """The estimate without what gives the standard deviation back, saying so.

    The interval as well: of twelve answers from 1 to 5, mean and interval with one decimal leave one way only in
    one of seventy cases. It goes by the numbers that are shown, so that a missing interval tells no more of them.
    """
    plain = replace(estimate, standard_error=None, test=None)
    if estimate.interval is None or estimate.value is None:
        return plain
    return replace(plain, interval=None).with_cautions(Caution.UNCERTAINTY_NOT_SHOWN)


def _without_wholes(estimate: Estimate) -> Estimate:
    """Beside a mean no whole is said: who they are nobody said, so they were not looked at with the others."""
    if estimate.unit.kind is not UnitKind.SCORE or not estimate.populations:
        return estimate
    return replace(estimate, counts=tuple(replace(count, of=None) for count in estimate.counts))
