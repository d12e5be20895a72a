"""Were the goals met, and what follows? Read from estimate and interval, never from the point estimate alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wirkung.codes import Absence, Caution, Claim, CountRole, Quantity, Role
from wirkung.declared import GoalMeasure, Group, StepKind
from wirkung.estimate import NUMBER, PERSONS, SHARE, Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.evidence.advice import Steering, advice, advice_on_count, before_its_time
from wirkung.programme.model import Goal
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.tracking.clock import last_day
from wirkung.year.tracking.steps import funnel_steps

# The step of the Wirkungstreppe (Kurz & Kubek 2021, Kursbuch Wirkung) that a goal is on where the programme file
# does not say it: what people know and think is step 4, what they do afterwards step 5.
LEVEL_OF_INDICATOR = 4
LEVEL_OF_STEP = {
    StepKind.REGISTERED: 2,
    StepKind.ATTENDED: 2,
    StepKind.COMPLETED: 3,
    StepKind.ANSWERED: 3,
    StepKind.EVENT: 5,
}

_COUNT = "Count of persons who reached the step"


def answer_goals(data: YearData, answers: dict[str, Answer]) -> Answer:
    """Each goal against the finding it is about, lowest step of the Wirkungstreppe first.

    `answers` are by the measure of a goal. A goal without a finding stays, without a number.
    """
    goals = data.programme.goals
    if not goals:
        return Answer(question="goals", year=data.year, absent=Absence.NO_GOALS)
    findings = sorted((_finding(data, goal, answers) for goal in goals), key=lambda one: one.subject.at or 0.0)
    return Answer(question="goals", year=data.year, findings=tuple(findings))


def level_of(data: YearData, goal: Goal) -> int:
    """The step of the Wirkungstreppe that a goal is on, 1 to 7."""
    if goal.level is not None:
        return goal.level
    if not goal.measure.of_step:
        return LEVEL_OF_INDICATOR
    return next(LEVEL_OF_STEP[step.kind] for step in data.programme.cohort if step.id == goal.of)


def _finding(data: YearData, goal: Goal, answers: dict[str, Answer]) -> Finding:
    of_step = goal.measure.of_step
    measured = _measured(goal, answers[GoalMeasure.STEP_SHARE if of_step else goal.measure])
    # A goal for something that should become less («Fehlzeiten») is met by going below it.
    better = 1 if measured is None else measured.subject.better or 1
    main = _unmeasured(goal) if measured is None else _counted(goal, measured.main)
    steering = _steering(data, goal, None if measured is None else main, better)
    return Finding(
        subject=Subject(
            goal=goal.id,
            step=goal.of if of_step else "",
            indicator="" if of_step else goal.of,
            decimals=2 if measured is None else measured.subject.decimals,
            better=better,
            at=float(level_of(data, goal)),
        ),
        estimates=((Role.MAIN, main), *_further(steering)),
        verdict=steering.verdict,
        target=goal.target,
        advice=steering.advice,
        undecided=steering.why_not,
    )


def _steering(data: YearData, goal: Goal, main: Estimate | None, better: int) -> Steering:
    if main is not None and goal.measure.counted:
        steering = advice_on_count(main, goal.target, better=better)
    else:
        start = None if main is None else _start(data, goal)
        steering = advice(main, goal.target, better=better, start=start)
    return before_its_time(steering) if main is not None and _has_time_left(data, goal) else steering


def _has_time_left(data: YearData, goal: Goal) -> bool:
    """Whether the goal is due after the last day that is known, and its number can still grow until then.

    What happens after the courses is known up to the last day of the list of events; who came and stayed, up to
    the end of the year. A share of those who came does not grow with more of them.
    """
    if not goal.measure.of_step:
        return False
    if _kind_of_step(data, goal) is StepKind.EVENT:
        known = last_day(data)
        return known is not None and bool(np.datetime64(goal.by, "D") > known)
    return goal.measure is GoalMeasure.COUNT and goal.by.year > data.year


def _kind_of_step(data: YearData, goal: Goal) -> StepKind:
    return next(step.kind for step in data.programme.cohort if step.id == goal.of)


def _measured(goal: Goal, answer: Answer) -> Finding | None:
    """The finding that a goal is about; None where there is none."""
    about = "step" if goal.measure.of_step else "indicator"
    return next((each for each in answer.findings if getattr(each.subject, about) == goal.of), None)


def _counted(goal: Goal, share: Estimate) -> Estimate:
    """The share that was measured, or the number of persons of whom it is the share; both without interval."""
    if not goal.measure.counted:
        return share
    counted = replace(share, interval=None, standard_error=None, convention="", source=_COUNT)
    if goal.measure is GoalMeasure.COUNTED_SHARE or share.value is None:
        return counted
    return replace(counted, quantity=Quantity.COUNT, unit=PERSONS, value=float(share.counts[0].number))


def _start(data: YearData, goal: Goal) -> float | None:
    """Where a share stood the year before; None where nobody took part then, or where it grows with time anyway.

    What happens after the courses (an event) has had a year longer to happen to those of the year before.
    """
    before = replace(data, year=data.year - 1)
    no_start = not goal.measure.of_step or _kind_of_step(data, goal) is StepKind.EVENT
    if no_start or before.persons(Group.PROGRAMME).empty:
        return None
    steps = [step.id for step in data.programme.cohort]
    return funnel_steps(before)[steps.index(goal.of)].of_starters.value


def _further(steering: Steering) -> tuple[tuple[Role, Estimate], ...]:
    further = ((Role.PROBABILITY, steering.probability), (Role.NEEDED, steering.needed))
    return tuple((role, estimate) for role, estimate in further if estimate is not None)


def _unmeasured(goal: Goal) -> Estimate:
    """A goal of which nothing is known: its row says so, instead of being left out."""
    quantity = {
        GoalMeasure.CHANGE: (Quantity.MEAN_CHANGE, NUMBER),
        GoalMeasure.DIFFERENCE: (Quantity.MEAN_DIFFERENCE, NUMBER),
        GoalMeasure.COUNT: (Quantity.COUNT, PERSONS),
    }
    found, unit = quantity.get(goal.measure, (Quantity.SHARE, SHARE))
    return Estimate(
        quantity=found,
        unit=unit,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=0),),
        source="Hauck & Anderson (1986), Statistics in Medicine 5, 203-209",
        cautions=(Caution.GOAL_NOT_MEASURED,),
    )


QUESTION = Question(answer=lambda asked: answer_goals(asked.data, asked.for_goals()), missed=10.0)
