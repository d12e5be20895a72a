"""Who reached the outcome that counts, in the programme group and in the comparison group."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Caution
from wirkung.declared import Assignment, Group, StepKind
from wirkung.estimate import SHARE, Estimate
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.kernels.intervals import share_difference
from wirkung.programme.model import CohortStep
from wirkung.year.data import YearData
from wirkung.year.sample import PERSONS
from wirkung.year.tracking.reached import Reached, reached
from wirkung.year.tracking.steps import persons_with_event


def step_of(data: YearData, step_id: str) -> CohortStep:
    """The declared step with this id; the programme file was checked to have it."""
    return next(step for step in data.programme.cohort if step.id == step_id)


def reached_outcome(data: YearData, step_id: str) -> Reached:
    """Whether each person of the programme group reached a step, whatever happened before it, shape (persons,)."""
    step = step_of(data, step_id)
    if step.kind is not StepKind.EVENT:
        return reached(data, step)
    return data.persons(Group.PROGRAMME)["person"].isin(persons_with_event(data, step)).to_numpy(dtype=bool)


def additional_share(data: YearData, step_id: str) -> Estimate | Caution:
    """How many more reached a step than in the comparison group, as a difference of shares; or why nobody knows.

    In both groups everybody counts who has the event, whatever happened in between: of the comparison group only
    the events are known. Where the list of events names nobody of the comparison group at all, it may well be
    that nobody asked them, so that a share of zero would be invented. The interval is that of a difference of
    means, which the ratio to the costs needs, and takes the courses into account.
    """
    if not data.has_comparison:
        return Caution.OUTCOME_WITHOUT_COMPARISON
    step = step_of(data, step_id)
    groups = (Group.PROGRAMME, Group.COMPARISON)
    ours, theirs = (data.persons(group)["person"] for group in groups)
    events = data.tables.events
    if step.kind is not StepKind.EVENT or events is None or not theirs.isin(events["person"]).any():
        return Caution.OUTCOME_ONLY_IN_PROGRAMME
    if ours.empty:
        return Caution.NOBODY_REACHED
    chosen = persons_with_event(data, step)
    reached, others = (persons.isin(chosen).to_numpy(dtype=bool) for persons in (ours, theirs))
    courses = (data.courses(group) for group in groups)
    of_means = mean_difference_clustered(reached.astype(float), others.astype(float), *courses, unit=SHARE)
    of_shares = share_difference((int(reached.sum()), int(others.sum())), (len(ours), len(theirs)))
    everybody = [data.sample(PERSONS, group) for group in groups]
    with_outcome = [sample.where(mask) for sample, mask in zip(everybody, (reached, others), strict=True)]
    chosen_by_themselves = data.programme.design.assignment is Assignment.SELF_SELECTED
    return (
        replace(of_means, quantity=of_shares.quantity, counts=of_shares.counts)
        .with_cautions(
            Caution.LOST_COUNTED_AS_NOT_REACHED, *((Caution.SELF_SELECTION,) if chosen_by_themselves else ())
        )
        .resting_on(*(sample.population for sample in (*everybody, *with_outcome)))
    )
