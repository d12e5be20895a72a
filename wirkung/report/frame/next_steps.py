"""What to decide next, derived from what was found; never more than the released results say.

The rules, in the order of the page; of the first four at most three items are shown, of the fifth always:

1. the result: withheld, unknown, not distinguishable from zero, in the unwanted direction, too small to matter,
   or as wanted, and then by the claim that the design licenses
2. doubts about it: other methods disagree about the first indicator, too many were lost
3. the goals: those missed, those that cannot be told yet, or all of them reached
4. subgroups that differ
5. the evidence: what would raise the level on the Maryland scale
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from wirkung.codes import Caution, Claim, Direction, Verdict
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.evidence import EvidenceScale
from wirkung.finding import Finding, Licence
from wirkung.report.document.blocks import Bullets
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import naming_of_subgroups
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

# The questions whose first finding answers the report's question, the strongest first.
ANSWERING = ("comparison", "change")
FROM_RESULTS = 3  # more would not be decided at one meeting

Answers = Mapping[str, ReleasedAnswer]


def next_steps(answers: Answers, licence: Licence | None, language: Language) -> tuple[Bullets, ...]:
    """The decisions that follow from the results, as questions with their reason; nothing where none follows.

    Parameters
    ----------
    answers
        The released answers by question; a question without an answer gives no step.
    licence
        What the design allows to say; given, the last step says what would let the next report say more.
    language
        «de» or «en».
    """
    rules = (_on_result, _on_doubts, _on_goals, _on_subgroups)
    found = (step for rule in rules for step in rule(answers, language))
    items = (*islice(found, FROM_RESULTS), *_on_evidence(licence, language))
    return (Bullets(lead=say("lead.next", language), items=items),) if items else ()


def _on_result(answers: Answers, language: Language) -> Iterator[str]:
    for question in ANSWERING:
        answer = answers.get(question)
        if answer is None or not answer.items:
            continue
        first = answer.items[0]
        code = "withheld" if isinstance(first, Withheld) else _result(question, first.finding)
        yield say(f"next.{code}", language)
        return


def _result(question: str, finding: Finding) -> str:
    """Where the first result lies: undecided, unwanted, too small, or as wanted."""
    main = finding.main
    if main.direction in (Direction.UNKNOWN, Direction.NOT_DISTINGUISHABLE):
        return main.direction.value
    if (main.direction is Direction.UP) != (finding.subject.better >= 0):
        return "unwanted"
    if finding.verdict is Verdict.NO_RELEVANT_CHANGE:
        return "too_small"
    # A change in one group is a description, whatever else the design licenses.
    return f"wanted.{Claim.DESCRIPTION if question == 'change' else main.claim}"


def _on_goals(answers: Answers, language: Language) -> Iterator[str]:
    answer = answers.get("goals")
    items = () if answer is None else answer.items
    goals = findings_of(items)
    for verdict in (Verdict.MISSED, Verdict.UNDECIDED):
        labels = [label(goal.subject, language) for goal in goals if goal.verdict is verdict]
        if labels:
            yield say(f"next.goals.{verdict}", language, count=len(labels), labels="; ".join(labels))
    if items and all(isinstance(item, Released) and item.finding.verdict is Verdict.REACHED for item in items):
        yield say("next.goals.reached", language, count=len(items))


def _on_doubts(answers: Answers, language: Language) -> Iterator[str]:
    methods = _findings(answers, "robustness")
    first = [each for each in methods if each.subject.indicator == methods[0].subject.indicator]
    if any(Caution.ESTIMATORS_DISAGREE in each.main.cautions for each in first):
        yield say("next.methods_disagree", language)
    if any(each.verdict is Verdict.HIGH_ATTRITION for each in _findings(answers, "threats")):
        yield say("next.attrition", language)


def _on_subgroups(answers: Answers, language: Language) -> Iterator[str]:
    naming = naming_of_subgroups(language)
    groups = (each for each in _findings(answers, "subgroups") if each.verdict is Verdict.SUBGROUPS_DIFFER)
    labels = dict.fromkeys(naming(each.subject).group for each in groups)
    if labels:
        yield say("next.subgroups", language, labels="; ".join(labels))


def _findings(answers: Answers, question: str) -> tuple[Finding, ...]:
    answer = answers.get(question)
    return () if answer is None else findings_of(answer.items)


def _on_evidence(licence: Licence | None, language: Language) -> Iterator[str]:
    raised_by = () if licence is None else licence.evidence.on(EvidenceScale.MARYLAND).raised_by
    if raised_by:
        how = " ".join(say(f"evidence_raise.{check}", language) for check in raised_by)
        yield say("next.evidence", language, how=how)
