"""One released finding in a sentence.

The verb follows from the question, from what the estimate may claim and from the side of zero its interval
lies on. A change in one group is always described: the catalogue holds no other verb for it.
"""

from __future__ import annotations

from collections.abc import Callable

from wirkung.disclosure import Released
from wirkung.estimate import CountRole, Direction, Verdict
from wirkung.finding import Finding, Question
from wirkung.report.numbers import Numbers
from wirkung.report.words import say


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
    if finding.main.value is None:
        return say("sentence.no_value", language, label=finding.subject.label)
    sentence = _SENTENCES[question](finding, language)
    if question is Question.BASELINE:  # the rule judges the value, not its interval
        return sentence
    return " ".join((sentence, *_uncertainty(finding, language)))


def _change(finding: Finding, language: str) -> str:
    return _directional("sentence.change", finding, language)


def _comparison(finding: Finding, language: str) -> str:
    return _directional(f"sentence.comparison.{finding.main.quantity}.{finding.main.claim}", finding, language)


def _directional(stem: str, finding: Finding, language: str) -> str:
    numbers, main = Numbers(language), finding.main
    code = "sentence.unknown" if main.direction is Direction.UNKNOWN else f"{stem}.{main.direction}"
    return say(
        code,
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
    reached = next((count for count in finding.main.counts if count.role is CountRole.REACHED), None)
    if reached is None or reached.of is None:
        raise ValueError(f"cohort step {finding.subject.id!r} does not say how many reached it")
    return say(
        "sentence.cohort",
        language,
        label=finding.subject.label,
        count=reached.of,
        number=numbers.whole(reached.number),
        of=numbers.whole(reached.of),
        value=numbers.estimate(finding.main, finding.subject),
    )


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
    Question.COHORT: _cohort,
    Question.COST: _cost,
    Question.GOALS: _goals,
}
