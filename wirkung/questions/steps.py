"""Did more participants reach a step than persons of the comparison group? Of steps that are known of both."""

from __future__ import annotations

from wirkung.codes import Absence, Assumption, Caution, Reads, Role
from wirkung.declared import Group
from wirkung.estimate import Population
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import Measure, measure_of
from wirkung.methods.comparison.several_arms import level_of_each, one_of_several
from wirkung.programme.model import CohortStep, Indicator
from wirkung.questions import Question
from wirkung.year.cautions import group_cautions
from wirkung.year.data import YearData
from wirkung.year.judging import among_several
from wirkung.year.observed import Observations
from wirkung.year.sample import PERSONS
from wirkung.year.tracking.irregular import cautions_of
from wirkung.year.tracking.reaching import not_comparable, who_reached
from wirkung.year.tracking.ways import ways_of


def answer_steps(data: YearData) -> Answer:
    """The difference between the shares that reached each step: Newcombe, CR2 where they learned in courses.

    In both groups everybody counts who reached the step, whatever happened before it, and everybody is in the
    number that the share is of. Claims are those of the methods; the study caps them by the evidence.
    """
    if not data.programme.cohort:
        return Answer(question="steps", year=data.year, absent=Absence.NO_COHORT_STEPS)
    if not data.has_comparison:
        return Answer(question="steps", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    steps = sorted(data.programme.cohort, key=lambda step: step.side_effect)
    why_not = [not_comparable(data, step) for step in steps]
    known = [step for step, reason in zip(steps, why_not, strict=True) if reason is None]
    if not known:
        early = Caution.NOT_YET_OBSERVABLE in why_not
        absent = Absence.NOT_YET_OBSERVED if early else Absence.NO_COMPARED_STEPS
        return Answer(question="steps", year=data.year, absent=absent)
    findings = among_several(tuple(_finding(data, step) for step in known))
    return Answer(question="steps", year=data.year, findings=findings)


def _finding(data: YearData, step: CohortStep) -> Finding:
    measure = measure_of(_as_indicator(step))
    ours, theirs = (_reaching(data, step, group) for group in Group)
    each = level_of_each(data.compared_arms)
    difference = one_of_several(measure.difference(ours, theirs, level=each), data.compared_arms)
    standardised = measure.standardised_difference(difference, ours, theirs, level=each)
    standardised = one_of_several(standardised, data.compared_arms)
    main = difference.with_cautions(*_cautions(data)).with_assumptions(Assumption.ALL_EVENTS_KNOWN)
    both = (*_populations(measure, ours), *_populations(measure, theirs))
    return Finding(
        subject=Subject(step=step.id, better=-1 if step.better == "lower" else 1, side_effect=step.side_effect),
        estimates=(
            (Role.MAIN, main.resting_on(*both)),
            (Role.STANDARDISED, standardised.resting_on(*both)),
            (Role.PROGRAMME, measure.of_group(ours).resting_on(*_populations(measure, ours))),
            (Role.COMPARISON, measure.of_group(theirs).resting_on(*_populations(measure, theirs))),
        ),
    )


def _as_indicator(step: CohortStep) -> Indicator:
    """The step as what it is for the statistics: yes or no, of each person, known afterwards."""
    return Indicator(id=step.id, label=step.label, items=[step.id], kind="yes_no")


def _reaching(data: YearData, step: CohortStep, group: Group) -> Observations:
    return Observations(
        sample=data.sample(PERSONS, group),
        after=who_reached(data, step, group).astype(float),
        courses=data.courses(group),
        blocks=data.blocks(group),
        weights=data.weights(group),
        smallest=data.programme.privacy.smallest_group,
    )


def _populations(measure: Measure, group: Observations) -> tuple[Population, ...]:
    return tuple(sample.population for sample in (group.sample, *measure.parts(group)))


def _cautions(data: YearData) -> tuple[Caution, ...]:
    smallest = data.programme.privacy.smallest_group
    irregular = (cautions_of(ways_of(data, group).irregular, smallest=smallest) for group in Group)
    return (
        Caution.LOST_COUNTED_AS_NOT_REACHED,
        *group_cautions(data),
        *dict.fromkeys(caution for each in irregular for caution in each),
    )


QUESTION = Question(
    answer=lambda asked: answer_steps(asked.data),
    compares=True,
    by_arm=True,
    limits=True,
    goals=("step_difference",),
    side_effects=2,
    missed=20.0,
    reads=Reads.COHORT,
)
