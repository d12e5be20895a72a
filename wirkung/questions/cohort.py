"""Who stayed, and where did they go: the steps of this year's participants, persons and participations apart."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import Absence, Assumption, Caution, Claim, CountRole, Quantity, Reads, Role, UnitKind, Verdict
from wirkung.declared import Group, StepKind
from wirkung.estimate import Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.cohort.funnel import FunnelStep, largest_loss
from wirkung.programme.model import CohortStep
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.in_courses import of_all_by_definition
from wirkung.year.sample import PERSONS
from wirkung.year.tracking.irregular import cautions_of
from wirkung.year.tracking.reaching import observable
from wirkung.year.tracking.steps import funnel_of, not_yet
from wirkung.year.tracking.ways import Ways, ways_of


def answer_cohort(data: YearData) -> Answer:
    """The funnel over the declared steps, of everybody who registered in the year."""
    steps = data.programme.way
    if not steps:
        return Answer(question="cohort", year=data.year, absent=Absence.NO_COHORT_STEPS)
    if data.persons(Group.PROGRAMME).empty:
        return Answer(question="cohort", year=data.year, absent=Absence.NO_PARTICIPANTS)
    ways = ways_of(data, Group.PROGRAMME)
    results = funnel_of(data.sample(PERSONS, Group.PROGRAMME), steps, ways.reached)
    # Who did not do something else after the courses (an event) is not lost: it follows on no step.
    most = largest_loss(results)
    findings = [
        _finding(data, ways, step, result, worst=place == most)
        for place, (step, result) in enumerate(zip(steps, results, strict=True))
    ]
    return Answer(question="cohort", year=data.year, findings=(*_participations(data), *findings))


def _finding(data: YearData, ways: Ways, step: CohortStep, result: FunnelStep, *, worst: bool) -> Finding:
    subject = Subject(step=step.id)
    main = result.of_starters
    if step.kind is StepKind.REGISTERED:
        return Finding(subject=subject, estimates=((Role.MAIN, of_all_by_definition(main)),))
    if not observable(data, step):
        return Finding(subject=subject, estimates=((Role.MAIN, not_yet(main)),))
    if step.kind is StepKind.EVENT:
        irregular = cautions_of(ways.irregular, smallest=data.programme.privacy.smallest_group)
        main = main.with_cautions(Caution.LOST_COUNTED_AS_NOT_REACHED, *irregular)
        main = main.with_assumptions(Assumption.ALL_EVENTS_KNOWN)
    return Finding(
        subject=subject,
        estimates=((Role.MAIN, main), *_of_previous(result)),
        verdict=Verdict.MOST_LOST_HERE if worst else None,
    )


def _of_previous(result: FunnelStep) -> tuple[tuple[Role, Estimate], ...]:
    return () if result.of_previous is None else ((Role.OF_PREVIOUS, result.of_previous),)


def _participations(data: YearData) -> Iterator[Finding]:
    """Courses taken, each person in each course once; where no list of attendance says so, nothing.

    Nothing either where few of them were somebody's second or third, or none: both are told alike.
    """
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None:
        return
    persons = data.persons(Group.PROGRAMME)["person"]
    taken = attendance[attendance["person"].isin(persons) & (attendance["hours"] > 0)]
    everybody = data.sample(PERSONS, Group.PROGRAMME)
    there = everybody.where(persons.isin(taken["person"]).to_numpy(dtype=bool))
    participations = len(taken)
    if participations - there.size < data.programme.privacy.smallest_group:
        return
    estimate = Estimate(
        quantity=Quantity.COUNT,
        unit=Unit(kind=UnitKind.PARTICIPATIONS),
        value=float(participations),
        claim=Claim.DESCRIPTION,
        counts=(
            Count(role=CountRole.PARTICIPATIONS, number=participations),
            Count(role=CountRole.BASE, number=there.size, of=everybody.size),
            # Both numbers side by side tell how many courses were somebody's second.
            Count(role=CountRole.FURTHER_COURSES, number=participations - there.size),
        ),
        source="Count of persons and courses with attended hours",
    )
    resting = estimate.resting_on(everybody.population, there.population)
    yield Finding(subject=Subject(aspect="participations"), estimates=((Role.MAIN, resting),))


QUESTION = Question(
    answer=lambda asked: answer_cohort(asked.data),
    limits=True,
    goals=("step_share", "counted_share", "count"),
    missed=10.0,
    reads=Reads.COHORT,
)
