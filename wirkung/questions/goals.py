"""Were the goals met, and what follows? Read from estimate and interval, never from the point estimate alone."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Absence, Caution, Claim, CountRole, Quantity, Role
from wirkung.declared import Group, StepKind
from wirkung.estimate import NUMBER, SHARE, Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.evidence.advice import Steering, advice
from wirkung.programme.model import Goal
from wirkung.questions import Question
from wirkung.year.data import YearData
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
    if goal.measure != "step_share":
        return LEVEL_OF_INDICATOR
    return next(LEVEL_OF_STEP[step.kind] for step in data.programme.cohort if step.id == goal.of)


def _finding(data: YearData, goal: Goal, answers: dict[str, Answer]) -> Finding:
    measured = _measured(goal, answers[goal.measure])
    # A goal for something that should become less («Fehlzeiten») is met by going below it.
    better = 1 if measured is None else measured.subject.better or 1
    main = _unmeasured(goal) if measured is None else measured.main
    start = None if measured is None else _start(data, goal)
    steering = advice(None if measured is None else main, goal.target, better=better, start=start)
    return Finding(
        subject=Subject(
            goal=goal.id,
            step=goal.of if goal.measure == "step_share" else "",
            indicator="" if goal.measure == "step_share" else goal.of,
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


def _measured(goal: Goal, answer: Answer) -> Finding | None:
    """The finding that a goal is about; None where there is none."""
    about = "step" if goal.measure == "step_share" else "indicator"
    return next((each for each in answer.findings if getattr(each.subject, about) == goal.of), None)


def _start(data: YearData, goal: Goal) -> float | None:
    """Where a share stood the year before; None where nobody took part then, or where it grows with time anyway.

    What happens after the courses (an event) has had a year longer to happen to those of the year before.
    """
    kinds = {step.id: step.kind for step in data.programme.cohort}
    before = replace(data, year=data.year - 1)
    if goal.measure != "step_share" or kinds[goal.of] is StepKind.EVENT or before.persons(Group.PROGRAMME).empty:
        return None
    return funnel_steps(before)[list(kinds).index(goal.of)].of_starters.value


def _further(steering: Steering) -> tuple[tuple[Role, Estimate], ...]:
    further = ((Role.PROBABILITY, steering.probability), (Role.NEEDED, steering.needed))
    return tuple((role, estimate) for role, estimate in further if estimate is not None)


def _unmeasured(goal: Goal) -> Estimate:
    """A goal of which nothing is known: its row says so, instead of being left out."""
    is_share = goal.measure == "step_share"
    quantity = {"change": Quantity.MEAN_CHANGE, "difference": Quantity.MEAN_DIFFERENCE}
    return Estimate(
        quantity=quantity.get(goal.measure, Quantity.SHARE),
        unit=SHARE if is_share else NUMBER,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=0),),
        source="Hauck & Anderson (1986), Statistics in Medicine 5, 203-209",
        cautions=(Caution.GOAL_NOT_MEASURED,),
    )


QUESTION = Question(answer=lambda asked: answer_goals(asked.data, asked.for_goals()), missed=10.0)
