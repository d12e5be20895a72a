"""Who is missing: whether the lost were different at the start, and what they could make of the final share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Assumption, Caution, Claim, CountRole, Ranges, Role
from wirkung.declared import Group, StepKind, Wave
from wirkung.estimate import Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of
from wirkung.methods.cohort.lost import lost_bounds
from wirkung.methods.comparison.mean_difference import BASELINE_NOT_EQUIVALENT
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses, hedges_g_in_courses
from wirkung.methods.evidence.evidence import capped
from wirkung.methods.kernels.intervals import mean, share
from wirkung.methods.survival.weighted_share import weighted_shares
from wirkung.programme.model import Characteristic
from wirkung.questions import Question
from wirkung.year.covariates import baseline_columns
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.in_courses import mean_of_sample, share_of_sample
from wirkung.year.levels import in_order, shown_by_level
from wirkung.year.observed import Observations
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.reached import Reached, answered
from wirkung.year.tracking.reaching import observable
from wirkung.year.tracking.steps import counted, funnel_of
from wirkung.year.tracking.ways import Ways, ways_of

Values = NDArray[np.float64]
# The standardised difference of two groups, how high the numbers of one are, and whose number that tells as well.
Methods = tuple[
    Callable[[Observations, Observations], Estimate],
    Callable[[Values], Estimate],
    Callable[[Observations], tuple[Sample, ...]],
]

# As many lost persons per covariate as `weighted_shares` asks for.
LOST_PER_COVARIATE = 5

AT_THE_START = "lost.start"


def answer_lost(data: YearData) -> Answer:
    """How many were lost, how they differed at the start, and the final share as observed, at worst and at best.

    Lost is who had the event or was silent in the wave that the programme file names; where it names neither, who
    did not answer in the last wave that enough answered in (`are_there`). Few who were lost count as nobody: else
    a number that is withheld would say that there are some.
    """
    absent = _absence(data)
    if absent is not None:
        return Answer(question="lost", year=data.year, absent=absent)
    ways = ways_of(data, Group.PROGRAMME)
    lost = _lost(data, ways)
    if not are_there(lost, smallest=data.programme.privacy.smallest_group):
        return Answer(question="lost", year=data.year, absent=Absence.NO_LOSS)
    everybody = data.sample(PERSONS, Group.PROGRAMME)
    findings = (
        *_how_many(everybody, lost),
        *_at_the_start(data, everybody, lost),
        *_final_share(data, everybody, ways, lost),
    )
    return Answer(question="lost", year=data.year, findings=findings)


def _absence(data: YearData) -> Absence | None:
    if not data.programme.way:
        return Absence.NO_COHORT_STEPS
    return Absence.NO_PARTICIPANTS if data.persons(Group.PROGRAMME).empty else None


def _lost(data: YearData, ways: Ways) -> Reached:
    tracking = data.programme.tracking
    if tracking.lost is not None or tracking.silent_wave is not None:
        return ways.lost <= ways.until
    spoke = [answered(data, wave, Group.PROGRAMME) for wave in Wave]
    smallest = data.programme.privacy.smallest_group
    asked = (each for each in reversed(spoke) if are_there(each, smallest=smallest))
    return ~next(asked, np.ones(ways.entered.shape, dtype=bool))


def _how_many(everybody: Sample, lost: Reached) -> Iterator[Finding]:
    subject = Subject(aspect="lost.share", low=0.0, high=1.0)
    gone = everybody.where(lost)
    yield Finding(subject=subject, estimates=((Role.MAIN, _share(gone, everybody)),))


def _share(some: Sample, of: Sample) -> Estimate:
    return share_of_sample(share(some.size, of.size), of, some)


def _at_the_start(data: YearData, everybody: Sample, lost: Reached) -> Iterator[Finding]:
    """Standardised differences, lost minus the others, in every indicator and characteristic."""
    if lost.all():
        return
    smallest = data.programme.privacy.smallest_group
    for indicator in data.programme.indicators:
        if Wave.BEFORE not in data.waves(indicator):
            continue
        scores = data.wave_scores(indicator.id, Group.PROGRAMME, Wave.BEFORE)
        known = everybody.called(f"{indicator.id}.{Wave.BEFORE}").where(~np.isnan(scores))
        measure = measure_of(indicator)
        subject = replace(data.indicator_subject(indicator), aspect=AT_THE_START, better=0)
        methods: Methods = (measure.baseline, measure.level, measure.parts)
        yield from _of_number(subject, known, scores, lost, methods, smallest=smallest)
    for characteristic in data.programme.characteristics:
        if characteristic.is_sensitive:
            continue
        if characteristic.kind == "number":
            subject = Subject(characteristic=characteristic.id, aspect=AT_THE_START, decimals=1)
            values = data.persons(Group.PROGRAMME)[characteristic.id].to_numpy(dtype=float)
            known = everybody.called(characteristic.id).where(~np.isnan(values))
            methods = (_apart, lambda some: mean(some, unit=data.plain_unit), lambda _: ())
            yield from _of_number(subject, known, values, lost, methods, smallest=smallest)
        else:
            yield from _of_category(data, characteristic, everybody, lost)


def _of_number(
    subject: Subject, known: Sample, values: Values, lost: Reached, methods: Methods, *, smallest: int
) -> Iterator[Finding]:
    gone, there = known.where(lost), known.where(~lost)
    if min(gone.size, there.size) < smallest:
        return
    difference, level, parts = methods
    groups = [Observations(sample=some, after=some.of(values), courses=some.learned_in) for some in (gone, there)]
    told = [parts(group) for group in groups]
    levels = (
        _resting(_level(level, some, values), some, *also, missing=some.size < of)
        for some, also, of in zip((gone, there), told, (lost.sum(), (~lost).sum()), strict=True)
    )
    apart, missing = difference(*groups), known.size < lost.size
    main = _resting(apart, gone, there, *told[0], *told[1], missing=missing)
    yield _difference(subject, main, *levels)


def _apart(gone: Observations, there: Observations) -> Estimate:
    return hedges_g_in_courses(gone.after, there.after, gone.courses, there.courses)


def _level(level: Callable[[Values], Estimate], some: Sample, values: Values) -> Estimate:
    return mean_of_sample(level(some.of(values)), some, some.of(values))


def _resting(estimate: Estimate, *samples: Sample, missing: bool) -> Estimate:
    """The estimate with whom it rests on; where others are missing, that those are like them is an assumption."""
    assumed = (Assumption.MISSING_AT_RANDOM,) if missing else ()
    return estimate.with_assumptions(*assumed).resting_on(*(sample.population for sample in samples))


def _of_category(data: YearData, entry: Characteristic, everybody: Sample, lost: Reached) -> Iterator[Finding]:
    column = data.persons(Group.PROGRAMME)[entry.id]
    values = np.array(column.astype(object).where(column.notna(), None), dtype=object)
    # So few were lost that categories often have to be counted together here, and only here.
    parts = shown_by_level((values[lost], values[~lost]), data.programme.privacy.smallest_group)
    values[lost], values[~lost] = parts
    known = everybody.where(np.array([value is not None for value in values], dtype=bool))
    gone, there = known.where(lost), known.where(~lost)
    levels = in_order(known.of(values).tolist())
    if min(gone.size, there.size) < data.programme.privacy.smallest_group:
        return
    # Of two levels the second says the same as the first.
    for level in levels[:1] if len(levels) == len(("one", "other")) else levels:
        has = np.asarray(values == level, dtype=bool)
        gone_with, there_with = gone.where(has), there.where(has)
        subject = Subject(characteristic=entry.id, category=level, aspect=AT_THE_START, part_of=(entry.id,))
        both = (gone.of(has).astype(np.float64), there.of(has).astype(np.float64))
        found = cox_index_in_courses(*both, gone.learned_in, there.learned_in)
        difference = found.resting_on(*(each.population for each in (gone, gone_with, there, there_with)))
        yield _difference(subject, difference, _share(gone_with, gone), _share(there_with, there))


def _difference(subject: Subject, found: Estimate, gone: Estimate, there: Estimate) -> Finding:
    # They always share courses, and nobody is compared with somebody without the programme here.
    cautions = tuple(each for each in found.cautions if each is not Caution.CLUSTER_IN_BOTH_GROUPS)
    main = replace(capped(found, Claim.DESCRIPTION), cautions=cautions)
    if main.value is not None and abs(main.value) > BASELINE_NOT_EQUIVALENT:
        main = main.with_cautions(Caution.LOST_DIFFER)
    return Finding(subject=subject, estimates=((Role.MAIN, main), (Role.LOST, gone), (Role.KEPT, there)))


def _final_share(data: YearData, everybody: Sample, ways: Ways, lost: Reached) -> Iterator[Finding]:
    """The share that reached each later step, under everything that may be true of the lost."""
    steps = data.programme.way
    events = [place for place, step in enumerate(steps) if step.kind is StepKind.EVENT]
    later = [place for place in events or [len(steps) - 1] if observable(data, steps[place])]
    there = counted(steps, ways.reached)
    weighted = _weighted(data, everybody, [there[:, place] for place in later], lost)
    results = funnel_of(everybody, steps, ways.reached)
    for place, of_like in zip(later, weighted, strict=True):
        # Beside the funnel each of them also tells how many of the step before did not go on.
        previous = results[place].of_previous
        for which, estimate in _cases(everybody, everybody.where(there[:, place]), lost, of_like):
            counts, populations = ((), ()) if previous is None else (previous.counts, previous.populations)
            beside = replace(estimate, counts=(*estimate.counts, *counts))
            resting = beside.resting_on(*estimate.populations, *populations)
            subject = Subject(step=steps[place].id, aspect=f"lost.{which}", better=1, low=0.0, high=1.0)
            yield Finding(subject=subject, estimates=((Role.MAIN, resting),))


def _cases(
    everybody: Sample, reached: Sample, lost: Reached, weighted: Estimate | None
) -> Iterator[tuple[str, Estimate]]:
    gone, known_of_lost = everybody.where(lost), reached.where(lost)
    unknown = gone.where(~reached.chosen)
    # Who was lost and reached it all the same follows from the other numbers, so it is named as one of them.
    count = Count(role=CountRole.LOST_REACHED, number=known_of_lost.size, of=gone.size)
    beside = (gone.population, known_of_lost.population)
    if unknown.size < everybody.size:
        bounds = lost_bounds(reached.size, everybody.size - unknown.size, unknown.size)
        yield "observed", _share(reached, everybody).with_cautions(Caution.LOST_COUNTED_AS_NOT_REACHED)
        samples = (everybody, reached, unknown, everybody.where(~unknown.chosen))
        resting = (*(sample.population for sample in samples), *beside)
        for which, bound, counted in (
            ("worst", bounds.worst, reached.chosen),
            ("best", bounds.best, reached.chosen | unknown.chosen),
        ):
            sure = mean_of_sample(bound, everybody, everybody.of(counted).astype(np.float64))
            yield which, replace(sure, counts=(*sure.counts, count)).resting_on(*resting)
    if weighted is not None:
        beside_it = replace(weighted, counts=(*weighted.counts, count))
        yield "weighted", beside_it.resting_on(*weighted.populations, *beside)


def _weighted(
    data: YearData, everybody: Sample, reached: Sequence[Reached], lost: Reached
) -> tuple[Estimate | None, ...]:
    """The shares, with those who stayed weighted to resemble all whose start is known."""
    baseline = _baseline(data, lost)
    known = everybody.where(np.asarray(~np.isnan(baseline).any(axis=1)))
    gone, there = known.where(lost), known.where(~lost)
    if there.size < data.programme.privacy.smallest_group:
        return (None,) * len(reached)
    results = weighted_shares(
        [known.of(each) for each in reached],
        ~known.of(lost),
        known.of(baseline),
        clusters=known.learned_in,
    )
    samples = ((there.where(each), there, gone, known) for each in reached)
    return tuple(
        _resting(
            result.weighted, *those, missing=result.weighted.value is not None and known.size < everybody.size
        )
        for result, those in zip(results, samples, strict=True)
    )


def _baseline(data: YearData, lost: Reached) -> Values:
    """As many things known at the start as the number of the lost carries, in the order of the programme file."""
    programme = data.programme
    measured = [each.id for each in programme.indicators if Wave.BEFORE in data.waves(each)]
    names = [*measured, *(each.id for each in programme.characteristics)]
    carried: list[Values] = []
    complete = np.ones(lost.size, dtype=bool)
    for column in baseline_columns(data, (Group.PROGRAMME,), names):
        complete &= ~np.isnan(column.values)
        if min((lost & complete).sum(), (~lost & complete).sum()) < LOST_PER_COVARIATE * (len(carried) + 1):
            break
        carried.append(column.values)
    return np.column_stack([np.empty((lost.size, 0)), *carried])


QUESTION = Question(answer=lambda asked: answer_lost(asked.data), ranges=Ranges.OF_MEANS_AND_SHARES)
