"""Were the goals met? Read from estimate and interval, never from the point estimate alone."""

from __future__ import annotations

from wirkung.finding import Absence, Answer, Finding, Question, Role, Subject
from wirkung.methods.attainment import attainment
from wirkung.programme.model import Goal, text_in
from wirkung.study.data import YearData

SOURCES = {"change": Question.CHANGE, "difference": Question.COMPARISON, "step_share": Question.COHORT}


def answer_goals(data: YearData, answers: dict[Question, Answer]) -> Answer:
    """Each goal against the finding it is about; `answers` are those on change, comparison and cohort."""
    findings = [finding for goal in data.programme.goals if (finding := _finding(data, goal, answers)) is not None]
    if not findings:
        return Answer(question=Question.GOALS, year=data.year, absent=Absence.NO_GOALS)
    return Answer(question=Question.GOALS, year=data.year, findings=tuple(findings))


def _finding(data: YearData, goal: Goal, answers: dict[Question, Answer]) -> Finding | None:
    measured = {finding.subject.id: finding for finding in answers[SOURCES[goal.measure]].findings}.get(goal.of)
    if measured is None:
        return None
    # A goal for something that should become less («Fehlzeiten») is met by going below it.
    better = measured.subject.better or 1
    return Finding(
        subject=Subject(
            id=goal.id, label=text_in(goal.label, data.language), decimals=measured.subject.decimals, better=better
        ),
        estimates=((Role.MAIN, measured.main),),
        verdict=attainment(measured.main, goal.target, better=better),
        target=goal.target,
    )
