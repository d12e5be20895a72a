"""One released finding in a sentence.

The verb follows from the question, from what the estimate may claim and from the side of zero its interval
lies on. A change in one group is always described: the catalogue holds no other verb for it.
"""

from __future__ import annotations

from collections.abc import Callable

from wirkung.codes import CountRole, Direction, Quantity, Verdict
from wirkung.disclosure.release import Released
from wirkung.estimate import PERSONS
from wirkung.finding import Finding, Question
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

# The quantities that compare two groups, for which there are sentences by claim and direction.
COMPARED = (Quantity.MEAN_DIFFERENCE, Quantity.DIFFERENCE_IN_CHANGE, Quantity.SHARE_DIFFERENCE)


def finding_sentence(question: Question, released: Released, language: str) -> str:
    """What a finding says, with how sure it is.

    Parameters
    ----------
    question
        The question the finding answers; decides the kind of sentence.
    released
        A finding that disclosure control has released.
    language
        «de» or «en».

    Returns
    -------
    One to two sentences that begin with the finding's subject.
    """
    finding = released.finding
    statement = finding_statement(question, released, language)
    if finding.main.value is None or question is Question.BASELINE:  # the rule judges the value, not its interval
        return statement
    return " ".join((statement, *_uncertainty(finding, language)))


def finding_statement(question: Question, released: Released, language: str) -> str:
    """What a finding says, without how sure it is: one sentence, or two where a goal is judged."""
    finding = released.finding
    if finding.main.value is None:
        code = "sentence.goals.unmeasured" if question is Question.GOALS else "sentence.no_value"
        return say(code, language, label=finding.subject.label)
    return _SENTENCES[question](finding, language)


def _change(finding: Finding, language: str) -> str:
    return _directed(f"sentence.change.{finding.main.direction}", finding, language)


def _comparison(finding: Finding, language: str) -> str:
    main = finding.main
    if main.quantity not in COMPARED:
        return _measured(finding, language)
    return _directed(f"sentence.comparison.{main.quantity}.{main.claim}.{main.direction}", finding, language)


def _measured(finding: Finding, language: str) -> str:
    """The number alone, for what is no difference of two groups or is judged together with others."""
    value = Numbers(language).estimate(finding.main, finding.subject, named=True)
    return say("sentence.measured", language, label=finding.subject.label, value=value)


def _directed(code: str, finding: Finding, language: str) -> str:
    numbers, main = Numbers(language), finding.main
    return say(
        "sentence.unknown" if main.direction is Direction.UNKNOWN else code,
        language,
        label=finding.subject.label,
        size=numbers.size(main, finding.subject),
        value=numbers.estimate(main, finding.subject, named=True),
    )


def _baseline(finding: Finding, language: str) -> str:
    return say(
        f"sentence.baseline.{_verdict(finding)}",
        language,
        label=finding.subject.label,
        value=Numbers(language).estimate(finding.main, finding.subject),
    )


def _cohort(finding: Finding, language: str) -> str:
    numbers = Numbers(language)
    number, starters = reached(finding)
    return say(
        "sentence.cohort",
        language,
        label=finding.subject.label,
        count=number,
        number=numbers.whole(number),
        of=numbers.value(starters, PERSONS, 0),
        value=numbers.estimate(finding.main, finding.subject),
    )


def reached(finding: Finding) -> tuple[int, int]:
    """How many persons reached a step of a cohort, and how many started."""
    counts = [(each.number, each.of) for each in finding.main.counts if each.role is CountRole.REACHED]
    if len(counts) != 1 or counts[0][1] is None:
        raise ValueError(f"cohort step {finding.subject.id!r} does not say how many of how many reached it")
    return counts[0][0], counts[0][1]


def _cost(finding: Finding, language: str) -> str:
    value = Numbers(language).estimate(finding.main, finding.subject, named=True)
    return say("sentence.cost", language, label=finding.subject.label, value=value)


def _goals(finding: Finding, language: str) -> str:
    numbers, main = Numbers(language), finding.main
    return say(
        f"sentence.goals.{_verdict(finding)}",
        language,
        label=finding.subject.label,
        value=numbers.estimate(main, finding.subject, named=True),
        target=goal_target(finding, language),
    )


def goal_target(finding: Finding, language: str) -> str:
    """The target of a goal, printed like the estimate it is compared with."""
    if finding.target is None:
        raise ValueError(f"goal {finding.subject.id!r} has no target")
    return Numbers(language).like(finding.target, finding.main, finding.subject, named=True)


def _verdict(finding: Finding) -> Verdict:
    if finding.verdict is None:
        raise ValueError(f"finding {finding.subject.id!r} has no verdict")
    return finding.verdict


def _uncertainty(finding: Finding, language: str) -> tuple[str, ...]:
    if finding.main.interval is None:
        return ()
    numbers = Numbers(language)
    interval = numbers.interval(finding.main, finding.subject)
    return (
        say("sentence.uncertain", language, interval=interval, level=numbers.level(finding.main.interval.level)),
    )


_SENTENCES: dict[Question, Callable[[Finding, str], str]] = {
    Question.CHANGE: _change,
    Question.BASELINE: _baseline,
    Question.COMPARISON: _comparison,
    **dict.fromkeys((Question.ROBUSTNESS, Question.SUBGROUPS, Question.THREATS, Question.CONVENTIONS), _measured),
    Question.COHORT: _cohort,
    Question.COST: _cost,
    Question.GOALS: _goals,
}
