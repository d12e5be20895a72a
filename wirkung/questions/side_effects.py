"""What changed that the programme was not meant for? What other questions found, told once more by itself."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Absence, Claim, CountRole, Quantity, Reads, Role
from wirkung.declared import Group
from wirkung.estimate import SHARE, Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.programme.model import CohortStep
from wirkung.questions import Asked, Question
from wirkung.year.data import YearData
from wirkung.year.sample import PERSONS
from wirkung.year.tracking.reaching import not_comparable


def answer_side_effects(asked: Asked) -> Answer:
    """Each declared side effect with the main number of the strongest question that has one; nothing is computed.

    A step that cannot be compared yet stays, and says so.
    """
    programme = asked.data.programme
    found = _found(asked)
    told = [found.get(each.id) for each in programme.outcomes if each.side_effect]
    told += [found.get(step.id) or _unknown(asked.data, step) for step in programme.cohort if step.side_effect]
    findings = tuple(each for each in told if each is not None)
    absent = None if findings else Absence.NO_SIDE_EFFECTS
    return Answer(question="side_effects", year=asked.data.year, findings=findings, absent=absent)


def _found(asked: Asked) -> dict[str, Finding]:
    """The finding on each side effect by its id, from the first question that has one."""
    found: dict[str, Finding] = {}
    for answer in asked.for_side_effects():
        for finding in answer.findings:
            subject = finding.subject
            if subject.side_effect:
                told = Finding(
                    subject=replace(subject, side_effect=False),  # by itself it needs no mark among others
                    estimates=((Role.MAIN, finding.main),),
                    held_back=finding.held_back,
                )
                found.setdefault(subject.indicator or subject.step, told)
    return found


def _unknown(data: YearData, step: CohortStep) -> Finding:
    """A step that nobody can compare in this year, with the reason."""
    why = not_comparable(data, step)
    everybody = data.sample(PERSONS, Group.PROGRAMME)
    main = Estimate(
        quantity=Quantity.SHARE_DIFFERENCE,
        unit=SHARE,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=everybody.size),),
        source="Count",
        cautions=() if why is None else (why,),
    )
    return Finding(subject=Subject(step=step.id), estimates=((Role.MAIN, main.resting_on(everybody.population)),))


QUESTION = Question(answer=answer_side_effects, missed=20.0, reads=Reads.NAMED)
