"""What to decide next, derived from what was found; never more than the released results say.

The rules, in the order of the page; of the first two at most three items are shown, the last always:

1. the result: withheld, unknown, not distinguishable from zero, in the unwanted direction, too small to matter,
   or as wanted, and then by the claim that the design licenses; a difference that is neither sure nor large
   enough to matter asks for no more persons
   (where other methods contradict it nothing of this is said: the doubt comes first; where a goal was missed, not
   that it might go on as it is; and that it is withheld only where nothing else answers)
2. what the sections say follows from their answers, in their order on the first page: doubts about the result, the
   goals that were missed or cannot be told yet, subgroups that differ
3. the evidence: what would raise the level on the Maryland scale, or that something is to be measured at all
   (nothing of this where the answer is withheld: what was found of the design says nothing about the next report)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from wirkung.codes import Caution, Claim, Direction, Quantity, Verdict
from wirkung.declared import Assigned
from wirkung.disclosure.release import Withheld
from wirkung.evidence import EvidenceScale
from wirkung.finding import Finding, Licence
from wirkung.report.document.blocks import Bullets
from wirkung.report.frame.answering import answering, first_of_each_arm, nothing_measured, nothing_shown
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page
from wirkung.report.writing.language import Language
from wirkung.report.writing.tables import findings_of, subject_of
from wirkung.report.writing.words import say

FROM_RESULTS = 3  # more would not be decided at one meeting


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
    doubts = tuple(_on_questions(answers, language))
    results = () if say("next.methods_disagree", language) in doubts else _on_result(answers, licence, language)
    found = chain(results, doubts)
    items = (*islice(found, FROM_RESULTS), *_on_evidence(answers, licence, language))
    return (Bullets(lead=say("lead.next", language), items=items),) if items else ()


def _on_result(answers: Answers, licence: Licence | None, language: Language) -> Iterator[str]:
    items = next((first_of_each_arm(answer) for answer in answering(answers) if answer.items), ())
    codes = {
        subject_of(item).arm: "withheld" if isinstance(item, Withheld) else _result(item.finding) for item in items
    }
    if _missed(answers):  # nothing is to go on as it is beside a missed goal
        codes = {arm: code for arm, code in codes.items() if not code.startswith("wanted")}
    if _others_shown(answers):
        codes = {arm: code for arm, code in codes.items() if code != "withheld"}
    if licence is not None and licence.assigned is Assigned.CLUSTERS:
        codes = {arm: _OF_CLUSTERS.get(code, code) for arm, code in codes.items()}
    if len(set(codes.values())) == 1:
        yield say(f"next.{next(iter(codes.values()))}", language)
        return
    for arm, code in codes.items():
        name = language.name("arm", arm)
        yield say("evidence.of_arm", language, arm=name, text=say(f"next.{code}", language))


# Where whole courses or schools were assigned, their number decides how sure a difference is.
_OF_CLUSTERS = {"not_distinguishable": "not_distinguishable.clusters"}


def _missed(answers: Answers) -> bool:
    """Whether a goal was missed."""
    found = (finding for answer in answers.values() for finding in findings_of(answer.items))
    return any(finding.verdict is Verdict.MISSED for finding in found)


def _others_shown(answers: Answers) -> bool:
    """Whether the first page tells another result than the first, which then is not all that can be judged by."""
    return any(not isinstance(answer.items[0], Withheld) for answer in answering(answers) if answer.items)


def _on_questions(answers: Answers, language: Language) -> Iterator[str]:
    for question, page in on_first_page():
        if page.next_steps is not None and question in answers:
            yield from page.next_steps(answers[question], language)


def _result(finding: Finding) -> str:
    """Where the first result lies: a level alone, undecided, unwanted, too small, or as wanted."""
    main = finding.main
    if main.quantity in (Quantity.MEAN, Quantity.MEDIAN, Quantity.SHARE):
        return "level.pretest" if Caution.ANOTHER_MEASURE_BEFORE in main.cautions else "level"
    if main.direction is Direction.NOT_DISTINGUISHABLE and finding.verdict is Verdict.NO_RELEVANT_CHANGE:
        return "none_that_matters"  # more persons would only say so more surely
    if main.direction in (Direction.UNKNOWN, Direction.NOT_DISTINGUISHABLE):
        return main.direction.value
    if (main.direction is Direction.UP) != (finding.subject.better >= 0):
        return "unwanted"
    if finding.verdict is Verdict.NO_RELEVANT_CHANGE:
        return "too_small"
    # A change in one group is a description, whatever else the design licenses.
    in_one_group = main.quantity is Quantity.MEAN_CHANGE
    return f"wanted.{Claim.DESCRIPTION if in_one_group else main.claim}"


def _on_evidence(answers: Answers, licence: Licence | None, language: Language) -> Iterator[str]:
    if licence is None or not licence.of_persons or nothing_shown(answers):
        return
    if nothing_measured(answers):
        yield say("next.nothing_measured", language)
        return
    raised_by = licence.evidence.on(EvidenceScale.MARYLAND).raised_by
    if raised_by:
        how = " ".join(say(f"evidence_raise.{check}", language) for check in raised_by)
        yield say("next.evidence", language, how=how)
