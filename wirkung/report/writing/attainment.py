"""What is said of a goal: its target, what was measured beside it, and whether it is met."""

from __future__ import annotations

import math
from collections.abc import Iterator

from wirkung.codes import Caution, Quantity, Role, Undecided, Verdict
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.report.document.printed import PrintedNumber
from wirkung.report.writing.cells import value_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import DIFFERENCES, Numbers
from wirkung.report.writing.sentences import finding_sentence, verdict_of
from wirkung.report.writing.words import say

_SAME = 1e-9


def goal_sentence(finding: Finding, language: Language) -> str:
    """Whether a goal was reached and by what, with how sure it is; that it was not measured, where nothing is."""
    return finding_sentence(finding, goal_statement, language)


def goal_statement(finding: Finding, language: Language) -> str:
    """Whether a goal was reached, and by what; that it was not measured, where nothing is known."""
    numbers, main, name = Numbers(language), finding.main, label(finding.subject, language)
    if main.value is None:
        return _ended_once(say("sentence.goals.unmeasured", language, label=name), name)
    told = say(
        _how(finding),
        language,
        label=name,
        value=measured_value(finding, numbers),
        target=goal_target(finding, language),
    )
    return _ended_once(told, name)


def _ended_once(told: str, name: str) -> str:
    """Goals that are asked as questions need no full stop as well."""
    return told.replace(f"{name}.", name, 1) if name.endswith(("?", "!", ".")) else told


def _how(finding: Finding) -> str:
    """Which sentence: of what cannot be judged yet, of what was counted, or of what was measured."""
    if finding.undecided in (Undecided.NO_INTERVAL, Undecided.NOT_YET_DUE):
        return "sentence.goals.so_far"  # without an interval nothing reaches beyond the target
    if finding.undecided is Undecided.SOME_SILENT:
        return "sentence.goals.undecided.counted"
    verdict = verdict_of(finding)
    return f"sentence.goals.{verdict}.counted" if is_counted(finding) else f"sentence.goals.{verdict}"


def goal_target(finding: Finding, language: Language) -> str:
    """The target of a goal, printed like the estimate it is compared with, and never rounded."""
    if finding.target is None:
        raise ValueError(f"goal {finding.subject.id!r} has no target")
    return printed_target(finding.target, finding, Numbers(language))


def printed_target(target: float, finding: Finding, numbers: Numbers) -> str:
    """A target beside the main estimate of a finding, with the digits that it was given with."""
    main, subject = finding.main, finding.subject
    printed = numbers.like(target, main, subject, named=True)
    whole = isinstance(printed, PrintedNumber) and math.isclose(printed.value, target, abs_tol=_SAME)
    if whole or main.quantity in DIFFERENCES:
        return printed
    return numbers.given(target, main.unit, subject.decimals)


def measured_value(finding: Finding, numbers: Numbers) -> str:
    """What was measured; a share that was counted with its persons, since 69.6 per cent do not reach 70."""
    found, main = told_apart(value_cell(Role.MAIN, named=True)(finding, numbers), finding, numbers), finding.main
    cell = next((count for count in main.counts if count.of is not None), None)
    is_counted = main.value is not None and main.interval is None and main.quantity is Quantity.SHARE
    if cell is None or cell.of is None or not is_counted:
        return found
    of = say("count.of", numbers.language, number=numbers.count(cell), of=numbers.whole(cell.of))
    told = say("value.counted", numbers.language, counted=of, share=found)
    return found.within(told) if isinstance(found, PrintedNumber) else told


def told_apart(found: str, finding: Finding, numbers: Numbers) -> str:
    """A number that reads like the target and decides without an interval: with more digits, or on which side.

    More digits only of sums, which stand in the ledger with their cents, and of shares of which the persons are
    told; of anything else they would give persons away, while the verdict says the side already.
    """
    main, target = finding.main, finding.target
    decides = finding.verdict in (Verdict.REACHED, Verdict.MISSED) and main.interval is None
    if not decides or target is None or main.value is None or math.isclose(main.value, target, abs_tol=_SAME):
        return found
    aim = printed_target(target, finding, numbers)
    if found != aim:
        return found
    exact = next((each for each in _with_more_digits(main, main.value, numbers) if each != aim), None)
    if exact is not None:
        return exact
    side = say(f"value.{'above' if main.value > target else 'below'}", numbers.language, number=found)
    return found.within(side) if isinstance(found, PrintedNumber) else side


def _with_more_digits(main: Estimate, value: float, numbers: Numbers) -> Iterator[str]:
    if main.quantity is Quantity.TOTAL_COST:
        yield numbers.money(value, main.unit.symbol, cents=True)
    counted = [count for count in main.counts if count.of is not None]
    if main.quantity is Quantity.SHARE and counted and all(count.at_most is None for count in counted):
        yield from (numbers.given(round(value, places), main.unit, 0) for places in (3, 4))  # tenths of a per cent


def is_counted(finding: Finding) -> bool:
    """Whether the verdict rests on what was counted in full, and so on no interval."""
    judged = finding.verdict in (Verdict.REACHED, Verdict.MISSED)
    return judged and finding.main.interval is None and not not_shown_how_sure(finding)


def is_counted_answers(finding: Finding) -> bool:
    """Whether answers of these participants were counted, so that those who gave none matter."""
    counted = is_counted(finding) and bool(finding.subject.indicator)
    return counted or finding.undecided is Undecided.SOME_SILENT


def not_shown_how_sure(finding: Finding) -> bool:
    """Whether how sure the number is stays hidden, so that nobody can be recognised."""
    return Caution.UNCERTAINTY_NOT_SHOWN in finding.main.cautions
