"""Who is missing: whether the lost were different at the start, and what they could make of the final share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Caution, Claim, CountRole, Role
from wirkung.declared import Group, StepKind, Wave
from wirkung.estimate import Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of
from wirkung.methods.cohort.funnel import funnel
from wirkung.methods.cohort.lost import lost_bounds
from wirkung.methods.comparison.mean_difference import BASELINE_NOT_EQUIVALENT, cox_index, hedges_g
from wirkung.methods.evidence.evidence import capped
from wirkung.methods.kernels.intervals import mean, share
from wirkung.methods.survival.weighted_share import weighted_shares
from wirkung.programme.model import Characteristic, CohortStep
from wirkung.programme.parts import text_in
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.tracking.covariates import baseline_columns
from wirkung.year.tracking.reached import Reached, answered
from wirkung.year.tracking.ways import Ways, label_of, ways_of

# As many lost persons per covariate as `weighted_share` asks for.
LOST_PER_COVARIATE = 5


def answer_lost(data: YearData) -> Answer:
    """How many were lost, how they differed at the start, and the final share as observed, at worst and at best.

    Lost is who had the event or was silent in the wave that the programme file names; where it names neither, who
    did not answer in the last wave that anybody answered in.
    """
    absent = _absence(data)
    if absent is not None:
        return Answer(question="lost", year=data.year, absent=absent)
    ways = ways_of(data, Group.PROGRAMME)
    lost = _lost(data, ways)
    if not lost.any():
        return Answer(question="lost", year=data.year, absent=Absence.NO_LOSS)
    findings = (*_how_many(data, lost), *_at_the_start(data, lost), *_final_share(data, ways, lost))
    clustered = (Caution.CLUSTERS_NOT_CONSIDERED,) if data.programme.design.clusters is not None else ()
    said = tuple(_with_cautions(finding, clustered) for finding in findings)
    return Answer(question="lost", year=data.year, findings=said)


def _with_cautions(finding: Finding, cautions: tuple[Caution, ...]) -> Finding:
    estimates = ((role, each.with_cautions(*cautions)) for role, each in finding.estimates)
    return replace(finding, estimates=tuple(estimates))


def _absence(data: YearData) -> Absence | None:
    if not data.programme.cohort:
        return Absence.NO_COHORT_STEPS
    return Absence.NO_PARTICIPANTS if data.persons(Group.PROGRAMME).empty else None


def _lost(data: YearData, ways: Ways) -> Reached:
    tracking = data.programme.tracking
    if tracking.lost is not None or tracking.silent_wave is not None:
        return ways.lost <= ways.until
    spoke = [answered(data, wave, Group.PROGRAMME) for wave in Wave]
    last = next((each for each in reversed(spoke) if each.any()), np.ones(ways.entered.shape, dtype=bool))
    return ~last


def _how_many(data: YearData, lost: Reached) -> Iterator[Finding]:
    subject = replace(data.own_subject("lost.share"), low=0.0, high=1.0)
    yield Finding(subject=subject, estimates=((Role.MAIN, share(int(lost.sum()), lost.size)),))


def _at_the_start(data: YearData, lost: Reached) -> Iterator[Finding]:
    """Standardised differences, lost minus the others, in every indicator and characteristic."""
    if lost.all():
        return
    for indicator in data.programme.indicators:
        scores = data.wave_scores(indicator.id, Group.PROGRAMME, Wave.BEFORE)
        unit = measure_of(indicator).unit
        if not any(np.isnan(scores[which]).all() for which in (lost, ~lost)):
            yield _difference(
                data,
                data.indicator_subject(indicator),
                hedges_g(scores[lost], scores[~lost]),
                mean(scores[lost], unit=unit),
                mean(scores[~lost], unit=unit),
            )
    for characteristic in data.programme.characteristics:
        if characteristic.kind == "number":
            yield from _of_number(data, characteristic, lost)
        else:
            yield from _of_category(data, characteristic, lost)


def _of_number(data: YearData, entry: Characteristic, lost: Reached) -> Iterator[Finding]:
    values = data.persons(Group.PROGRAMME)[entry.id].to_numpy(dtype=float)
    if any(np.isnan(values[which]).all() for which in (lost, ~lost)):
        return
    gone, there = values[lost], values[~lost]
    subject = Subject(id=entry.id, label=text_in(entry.label, data.language), decimals=1)
    means = (mean(group, unit=data.plain_unit) for group in (gone, there))
    yield _difference(data, subject, hedges_g(gone, there), *means)


def _of_category(data: YearData, entry: Characteristic, lost: Reached) -> Iterator[Finding]:
    values = data.persons(Group.PROGRAMME)[entry.id]
    known = values.notna().to_numpy()
    gone, there = lost & known, ~lost & known
    levels = sorted(values[known].unique())
    if not (gone.any() and there.any()):
        return
    # Of two levels the second says the same as the first.
    for level in levels[:1] if len(levels) == len(("one", "other")) else levels:
        has = (values == level).to_numpy(dtype=bool)
        counts = [(int((has & which).sum()), int(which.sum())) for which in (gone, there)]
        (gone_with, all_gone), (there_with, all_there) = counts
        label = f"{text_in(entry.label, data.language)}: {level}"
        subject = Subject(id=f"{entry.id}.{level}", label=label, part_of=(entry.id,))
        difference = cox_index((gone_with, there_with), (all_gone, all_there))
        yield _difference(data, subject, difference, *(share(*count) for count in counts))


def _difference(data: YearData, subject: Subject, found: Estimate, gone: Estimate, there: Estimate) -> Finding:
    main = capped(found, Claim.DESCRIPTION)
    if main.value is not None and abs(main.value) > BASELINE_NOT_EQUIVALENT:
        main = main.with_cautions(Caution.LOST_DIFFER)
    group = data.own_subject("lost.at_the_start").label
    named = replace(subject, id=f"lost.start.{subject.id}", group=group, better=0)
    return Finding(subject=named, estimates=((Role.MAIN, main), (Role.LOST, gone), (Role.KEPT, there)))


def _final_share(data: YearData, ways: Ways, lost: Reached) -> Iterator[Finding]:
    """The share that reached each later step with all before it, under everything that may be true of the lost."""
    in_order = np.logical_and.accumulate(ways.reached, axis=1)
    steps = data.programme.cohort
    later = [place for place, step in enumerate(steps) if step.kind is StepKind.EVENT] or [len(steps) - 1]
    baseline = _baseline(data, lost)
    weighted: list[Estimate | None] = [None] * len(later)
    if (~lost & ~np.isnan(baseline).any(axis=1)).any():
        weighted = [each.weighted for each in weighted_shares(list(in_order[:, later].T), ~lost, baseline)]
    results = funnel(ways.reached)
    for place, estimate_of_like in zip(later, weighted, strict=True):
        for which, estimate in _cases(in_order[:, place], lost, estimate_of_like):
            # Beside the funnel each of them also tells how many of the step before did not go on.
            beside = replace(estimate, counts=(*estimate.counts, *results[place].of_previous.counts))
            yield _final(data, steps[place], which, beside)


def _cases(reached: Reached, lost: Reached, weighted: Estimate | None) -> Iterator[tuple[str, Estimate]]:
    unknown = lost & ~reached
    # Who was lost and reached it all the same follows from the other numbers, so it is named as one of them.
    known_of_lost = Count(role=CountRole.LOST_REACHED, number=int((lost & reached).sum()), of=int(lost.sum()))
    if not unknown.all():
        bounds = lost_bounds(int(reached.sum()), int((~unknown).sum()), int(unknown.sum()))
        observed = share(int(reached.sum()), reached.size)
        yield "observed", observed.with_cautions(Caution.LOST_COUNTED_AS_NOT_REACHED)
        yield "worst", replace(bounds.worst, counts=(*bounds.worst.counts, known_of_lost))
        yield "best", replace(bounds.best, counts=(*bounds.best.counts, known_of_lost))
    if weighted is not None:
        yield "weighted", replace(weighted, counts=(*weighted.counts, known_of_lost))


def _baseline(data: YearData, lost: Reached) -> NDArray[np.float64]:
    """As many things known at the start as the number of the lost carries, in the order of the programme file."""
    programme = data.programme
    names = [*(each.id for each in programme.indicators), *(each.id for each in programme.characteristics)]
    carried: list[NDArray[np.float64]] = []
    complete = np.ones(lost.size, dtype=bool)
    for column in baseline_columns(data, (Group.PROGRAMME,), names):
        complete &= ~np.isnan(column.values)
        if min((lost & complete).sum(), (~lost & complete).sum()) < LOST_PER_COVARIATE * (len(carried) + 1):
            break
        carried.append(column.values)
    return np.column_stack([np.empty((lost.size, 0)), *carried])


def _final(data: YearData, step: CohortStep, which: str, estimate: Estimate) -> Finding:
    subject = replace(
        data.own_subject(f"lost.{which}"),
        id=f"lost.{step.id}.{which}",
        better=1,
        low=0.0,
        high=1.0,
        group=data.own_subject("lost.final", label=label_of(data, step).label).label,
    )
    return Finding(subject=subject, estimates=((Role.MAIN, estimate),))


QUESTION = Question(answer=lambda asked: answer_lost(asked.data))
