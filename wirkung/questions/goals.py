"""Were the goals met, and what follows? Read from estimate and interval, never from the point estimate alone.

What was counted of this year in full has no interval and is met or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wirkung.codes import (
    Absence,
    Advice,
    Caution,
    Claim,
    CountRole,
    CourseTotal,
    Quantity,
    Reads,
    Role,
    Undecided,
    UnitCost,
    UnitKind,
    Verdict,
)
from wirkung.declared import GoalMeasure, Group, StepKind
from wirkung.estimate import NUMBER, PERSONS, SHARE, Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of
from wirkung.methods.evidence.advice import Steering, advice, advice_on_count, before_its_time
from wirkung.programme.model import Goal, Indicator
from wirkung.questions import Asked, Question
from wirkung.questions.cost import answer_cost
from wirkung.questions.totals import totals_of
from wirkung.year.aims import COURSES, PLACES, first_day, known_until, offered, step_kind
from wirkung.year.data import YearData
from wirkung.year.money.unit_costs import PARTICIPATIONS
from wirkung.year.tracking.steps import funnel_steps

# The step of the Wirkungstreppe (Kurz & Kubek 2021, Kursbuch Wirkung) that a goal is on where the programme file
# does not say it: what is offered is step 1, what people know and think step 4, what they do afterwards step 5.
LEVEL_OF_OFFER = 1
LEVEL_OF_INDICATOR = 4
LEVEL_OF_STEP = {
    StepKind.REGISTERED: 2,
    StepKind.ATTENDED: 2,
    StepKind.COMPLETED: 3,
    StepKind.ANSWERED: 3,
    StepKind.EVENT: 5,
}
LEVEL_OF_TOTAL = {
    CourseTotal.REGISTERED: 2,
    CourseTotal.ATTENDED: 2,
    CourseTotal.ATTENDED_SHARE: 2,
    CourseTotal.COMPLETED: 3,
    CourseTotal.COMPLETED_SHARE: 3,
}

CHANGES = {"mean": Quantity.MEAN_CHANGE, "share": Quantity.SHARE_DIFFERENCE, "ranks": Quantity.RANK_BISERIAL}
DIFFERENCES = {
    "mean": Quantity.MEAN_DIFFERENCE,
    "share": Quantity.SHARE_DIFFERENCE,
    "ranks": Quantity.CLIFFS_DELTA,
}
LEVELS = {"mean": Quantity.MEAN, "share": Quantity.SHARE, "ranks": Quantity.MEDIAN}
ASKED = {GoalMeasure.CHANGE: CHANGES, GoalMeasure.DIFFERENCE: DIFFERENCES, GoalMeasure.LEVEL: LEVELS}
_COUNT = "Count of persons who reached the step"


def answer_goals(asked: Asked) -> Answer:
    """Each goal against the number it is about, lowest step of the Wirkungstreppe first.

    A goal without a number stays, and says so.
    """
    data = asked.data
    goals = data.programme.goals
    if not goals:
        return Answer(question="goals", year=data.year, absent=Absence.NO_GOALS)
    findings = sorted((_finding(asked, goal) for goal in goals), key=lambda one: one.subject.at or 0.0)
    return Answer(question="goals", year=data.year, findings=tuple(findings))


def level_of(data: YearData, goal: Goal) -> int:
    """The step of the Wirkungstreppe that a goal is on, 1 to 7."""
    if goal.level is not None:
        return goal.level
    if goal.measure.of_indicator:
        return LEVEL_OF_INDICATOR
    if goal.measure is GoalMeasure.TOTAL:
        return LEVEL_OF_TOTAL.get(CourseTotal(goal.of), LEVEL_OF_OFFER)
    return LEVEL_OF_STEP[step_kind(data, goal)] if goal.measure.of_step else LEVEL_OF_OFFER


def _finding(asked: Asked, goal: Goal) -> Finding:
    data = asked.data
    measured = _measured(goal, asked.for_goals(goal.measure))
    better = _better(data, goal, measured)
    main = _number(data, goal, measured)
    before = _year_before(data, goal)
    steering = _steering(data, goal, main, better, start=_start(goal, measured, before))
    shown = _unmeasured(data, goal) if main is None else main.with_cautions(*_cautions(data, goal))
    return Finding(
        subject=Subject(
            goal=goal.id,
            step=goal.of if goal.measure.of_step else "",
            indicator=goal.of if goal.measure.of_indicator else "",
            decimals=_decimals(data, goal, measured),
            better=better,
            at=float(level_of(data, goal)),
        ),
        estimates=((Role.MAIN, shown), *before, *_further(steering)),
        verdict=steering.verdict,
        target=goal.target,
        due=goal.by,
        advice=steering.advice,
        undecided=steering.why_not,
    )


def _measured(goal: Goal, answers: tuple[Answer, ...]) -> Finding | None:
    """The finding that a goal is about; None where there is none."""
    about = "step" if goal.measure.of_step else "indicator" if goal.measure.of_indicator else "aspect"
    findings = (finding for answer in answers for finding in answer.findings)
    wanted = (goal.of, goal.arm or "")
    return next((each for each in findings if (getattr(each.subject, about), each.subject.arm) == wanted), None)


def _better(data: YearData, goal: Goal, measured: Finding | None) -> int:
    """1 where the goal is met from its target on, -1 where that is a ceiling: costs, and what should be less."""
    if goal.measure is GoalMeasure.COST:
        return -1
    found = _subject(data, goal, measured)
    return 1 if found is None else found.better or 1


def _decimals(data: YearData, goal: Goal, measured: Finding | None) -> int:
    if goal.measure.of_year or goal.measure is GoalMeasure.TOTAL:
        return 0
    found = _subject(data, goal, measured)
    return 2 if found is None else found.decimals


def _subject(data: YearData, goal: Goal, measured: Finding | None) -> Subject | None:
    """Of the finding, or of an indicator that was not measured."""
    if measured is not None:
        return measured.subject
    indicator = _indicator(data, goal)
    return None if indicator is None else data.indicator_subject(indicator)


def _number(data: YearData, goal: Goal, measured: Finding | None) -> Estimate | None:
    """What the goal is about, without interval where it is of this year alone; None where nobody knows it."""
    if goal.measure.of_year:
        return offered(data, goal.measure)
    if measured is None:
        return None
    afterwards = measured.get(Role.AFTER) if goal.measure.of_level else None
    return _counted(goal, afterwards or measured.main)


def _steering(data: YearData, goal: Goal, main: Estimate | None, better: int, *, start: float | None) -> Steering:
    if main is not None and Caution.NOT_YET_OBSERVABLE in main.cautions:
        not_yet = Undecided.NOT_YET_OBSERVABLE
        return Steering(advice=Advice.WAIT, verdict=Verdict.UNDECIDED, why_not=not_yet)
    if main is not None and _is_counted(goal):
        steering = advice_on_count(main, goal.target, better=better, silent=_silent(data, goal, main))
    else:
        steering = advice(main, goal.target, better=better, start=start)
    if main is None or main.value is None or known_until(data, goal) >= goal.by:
        return steering
    adds_up = goal.measure is GoalMeasure.TOTAL and not CourseTotal(goal.of).is_share
    grows = goal.measure.grows or adds_up or (goal.measure.of_step and step_kind(data, goal) is StepKind.EVENT)
    return before_its_time(steering, grows=grows)


def _is_counted(goal: Goal) -> bool:
    """Whether nothing is uncertain; how many there would have been without the programme always is."""
    return goal.measure.counted and goal.of != UnitCost.ADDITIONAL_OUTCOME


def _silent(data: YearData, goal: Goal, main: Estimate) -> int:
    """How many participants gave no answer to what is counted; fewer than the smallest group count as nobody.

    The verdict would else tell readers that a few of them did not answer.
    """
    if goal.measure is not GoalMeasure.COUNTED_LEVEL or main.value is None:
        return 0
    silent = len(data.persons(Group.PROGRAMME)) - max(count.of or count.number for count in main.counts)
    return silent if silent >= data.programme.privacy.smallest_group else 0


def _counted(goal: Goal, found: Estimate) -> Estimate:
    """The number that was measured; of this year alone without interval, as number of persons where it is one."""
    if not _is_counted(goal):
        return found
    source = _COUNT if goal.measure.of_step else found.source
    counted = replace(found, interval=None, standard_error=None, test=None, convention="", source=source)
    if goal.measure is not GoalMeasure.COUNT or found.value is None:
        return counted
    return replace(counted, quantity=Quantity.COUNT, unit=PERSONS, value=float(found.counts[0].number))


def _cautions(data: YearData, goal: Goal) -> tuple[Caution, ...]:
    """That the day of the goal had passed before the year began."""
    return (Caution.GOAL_DUE_EARLIER,) if goal.by < first_day(data) else ()


def _start(goal: Goal, measured: Finding | None, year_before: Iterable[tuple[Role, Estimate]]) -> float | None:
    """Where it stood at first: a level before the programme, a share the year before; None where nobody knows."""
    if goal.measure.of_level:
        before = None if measured is None else measured.get(Role.BEFORE)
        return None if before is None else before.value
    return next((each.value for _, each in year_before), None)


def _year_before(data: YearData, goal: Goal) -> tuple[tuple[Role, Estimate], ...]:
    """The number of the year before, of what does not depend on how long ago that was.

    What happens after the courses (an event) has had a year longer to happen to those of the year before; means
    of another year's persons are for the report of that year.
    """
    before = replace(data, year=data.year - 1)
    took_part = not before.persons(Group.PROGRAMME).empty
    found = None
    if (
        goal.measure.of_step
        and not goal.measure.compares_steps
        and took_part
        and step_kind(data, goal) is not StepKind.EVENT
    ):
        steps = [step.id for step in data.programme.way]
        found = _counted(goal, funnel_steps(before)[steps.index(goal.of)].of_starters)
    elif goal.measure.of_year:
        found = offered(before, goal.measure)
    elif _is_counted(goal) and goal.measure is GoalMeasure.COST:
        of_cost = _measured(goal, (answer_cost(before),))
        found = None if of_cost is None else _counted(goal, of_cost.main)
    elif goal.measure is GoalMeasure.TOTAL:
        found = dict(totals_of(before)).get(CourseTotal(goal.of))
    return () if found is None or found.value is None else ((Role.YEAR_BEFORE, found),)


def _further(steering: Steering) -> tuple[tuple[Role, Estimate], ...]:
    further = ((Role.PROBABILITY, steering.probability), (Role.NEEDED, _as_planned(steering.needed)))
    return tuple((role, estimate) for role, estimate in further if estimate is not None)


def _as_planned(needed: Estimate | None) -> Estimate | None:
    """So many more persons as one plans with, rounded up: 50 for 47, 400 for 347, 10 at least.

    More digits would be a pretence, and give the standard deviation of few persons back.
    """
    if needed is None or needed.value is None:
        return needed
    persons = int(needed.value)
    step = 10 ** max(1, len(str(persons)) - 1)
    return replace(needed, value=float(-(-persons // step) * step))


def _unmeasured(data: YearData, goal: Goal) -> Estimate:
    """A goal of which nothing is known: its row says so, instead of being left out."""
    found, unit = _asked(data, goal)
    return Estimate(
        quantity=found,
        unit=unit,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=0),),
        source="Hauck & Anderson (1986), Statistics in Medicine 5, 203-209",
        cautions=(Caution.GOAL_NOT_MEASURED,),
    )


def _asked(data: YearData, goal: Goal) -> tuple[Quantity, Unit]:
    """What a goal asks for, and the unit of its target."""
    indicator = _indicator(data, goal)
    if indicator is not None and goal.measure in ASKED:
        unit = measure_of(indicator).unit
        kind = "ranks" if indicator.kind == "ordered" else "share" if unit == SHARE else "mean"
        return ASKED[goal.measure][kind], unit
    settings = data.programme.costs
    money = NUMBER if settings is None else Unit(kind=UnitKind.MONEY, symbol=settings.currency)
    counted = {
        GoalMeasure.STEP_DIFFERENCE: (Quantity.SHARE_DIFFERENCE, SHARE),
        GoalMeasure.COUNT: (Quantity.COUNT, PERSONS),
        GoalMeasure.PLACES: (Quantity.COUNT, PLACES),
        GoalMeasure.COURSES: (Quantity.COUNT, COURSES),
        GoalMeasure.COST: (Quantity.UNIT_COST, money),
        GoalMeasure.TOTAL: (Quantity.COUNT, PARTICIPATIONS),
    }
    return counted.get(goal.measure, (Quantity.SHARE, SHARE))


def _indicator(data: YearData, goal: Goal) -> Indicator | None:
    known = data.programme.indicators if goal.measure.of_indicator else ()
    return next((each for each in known if each.id == goal.of), None)


QUESTION = Question(answer=answer_goals, missed=10.0, reads=Reads.NAMED)
