"""What could distort the result, each with a figure: loss, ends of the scale, selection, missing answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from wirkung.codes import FIVE_AND_TWENTY, Absence, Caution, Claim, CountRole, Quantity, Ranges, Role, Verdict
from wirkung.declared import Assignment, Group, Wave
from wirkung.estimate import PERSONS as UNIT_OF_PERSONS
from wirkung.estimate import Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of
from wirkung.methods.comparison.shares_in_courses import share_difference_clustered
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.propensity import effective
from wirkung.methods.threats.attrition import Attrition
from wirkung.methods.threats.floor_ceiling import at_end, scale_ends
from wirkung.methods.threats.intraclass import intraclass_correlation
from wirkung.methods.threats.missing import missing_answers
from wirkung.methods.threats.regression_to_the_mean import change_without_effect
from wirkung.programme.model import Indicator, Scale
from wirkung.questions import SEED, Question
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.in_courses import share_of_sample
from wirkung.year.losses import Answers, loss_until, loss_verdict, lost_until
from wirkung.year.observed import observations
from wirkung.year.sample import PERSONS, Sample, rests_on
from wirkung.year.taking_part import comparison_attending, offered_absent


def answer_threats(data: YearData) -> Answer:
    """Every threat to the result that can be given a figure in this programme and year."""
    if not data.programme.outcomes or data.tables.measurements is None:
        return Answer(question="threats", year=data.year, absent=Absence.NO_INDICATORS)
    findings = [*_loss(data), *_beside_the_lot(data), *_worth(data)]
    for indicator in data.programme.outcomes:
        findings.extend(_of_indicator(data, indicator))
    if not findings:
        return Answer(question="threats", year=data.year, absent=Absence.NO_MEASUREMENTS)
    return Answer(question="threats", year=data.year, findings=tuple(findings))


def _loss(data: YearData) -> Iterator[Finding]:
    for name, estimate, verdict in loss_lines(data):
        yield _threat(data, f"loss.{name}", estimate, verdict=verdict)


def loss_lines(data: YearData, at: Answers | None = None) -> Iterator[tuple[str, Estimate, Verdict | None]]:
    """The shares that were lost of both groups, and their difference with its verdict; each with its name.

    Parameters
    ----------
    data
        Of a year.
    at
        Until which answers; None for those on the first indicator in its main wave.
    """
    loss = loss_until(data, at)
    if loss is None:
        return
    ours, theirs = (lost_until(data, group, at) for group in Group)
    if data.drawn is not None:
        yield from _loss_since_the_lot(data, at, loss, ours, theirs)
        return
    yield "programme", share_of_sample(loss.programme, *ours), None
    yield "comparison", share_of_sample(loss.comparison, *theirs), None
    apart = _in_courses(loss.difference, ours, theirs)
    if not data.programme.design.by_lot:
        apart = replace(apart, convention=FIVE_AND_TWENTY)
    everybody = (each.population for each in (*ours, *theirs))
    yield "difference", apart.resting_on(*everybody), loss_verdict(data, at)


def _loss_since_the_lot(
    data: YearData, at: Answers | None, loss: Attrition, *groups: tuple[Sample, Sample]
) -> Iterator[tuple[str, Estimate, Verdict | None]]:
    """Likewise of all who were drawn, as the programme file has them; nothing where few of a group were lost.

    Whoever is in no list is in no sample: the shares rest on those who are left.
    """
    left = [everybody.where(~lost.chosen) for everybody, lost in groups]
    smallest = data.programme.privacy.smallest_group
    lost_since = [drawn - each.size for drawn, each in zip(data.drawn or (), left, strict=True)]
    # Nobody counts as few: else that the lines are missing would tell of a few. And how many were drawn tells,
    # beside how many are in the list, how many are in none.
    unlisted = [drawn - each.size for drawn, (each, _) in zip(data.drawn or (), groups, strict=True)]
    if min(lost_since) < smallest or any(0 < number < smallest for number in unlisted):
        return
    both = [each.population for each in left]
    yield "programme", loss.programme.resting_on(both[0]), None
    yield "comparison", loss.comparison.resting_on(both[1]), None
    yield "difference", loss.difference.resting_on(*both), loss_verdict(data, at)


def _in_courses(difference: Estimate, ours: tuple[Sample, Sample], theirs: tuple[Sample, Sample]) -> Estimate:
    """The difference of both shares of lost persons, with the interval that their courses leave."""
    marks, courses = zip(
        *((whole.of(lost.chosen).astype(np.float64), whole.learned_in) for whole, lost in (ours, theirs)),
        strict=True,
    )
    found = share_difference_clustered(*marks, *courses)
    return replace(found, claim=difference.claim, counts=difference.counts)


def _beside_the_lot(data: YearData) -> Iterator[Finding]:
    """How many with an offer did not come, and how many without one did; a few count as nobody."""
    for threat, found in (("not_taken_up", offered_absent(data)), ("contamination", comparison_attending(data))):
        if found is not None and are_there(found[1].chosen, smallest=data.programme.privacy.smallest_group):
            yield _threat(data, threat, share_of_sample(share(found[1].size, found[0].size), *found))


def _of_indicator(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    waves = data.waves(indicator)
    if not data.measured_twice(indicator) or not all(
        data.answered(indicator.id, Group.PROGRAMME, each).size for each in waves
    ):
        return
    if indicator.scale is not None:
        yield from _ends(data, indicator, indicator.scale)
    yield from _courses(data, indicator)
    if not measure_of(indicator).averaged:
        return  # what follows is of means; of yes and no its intervals would tell how many changed their answer
    if data.programme.design.assignment is Assignment.SELECTED_BY_BASELINE and data.has_comparison:
        yield from _regression(data, indicator)
    yield from _missing(data, indicator)


def _ends(data: YearData, indicator: Indicator, scale: Scale) -> Iterator[Finding]:
    """Who is at the wanted end already cannot get further, and the change is underestimated."""
    group = observations(data, indicator, Group.PROGRAMME, *data.waves(indicator))
    ends = scale_ends(group.first, group.after, lowest=scale.low, highest=scale.high)
    before, after, end, name = ends.ceiling_before, ends.ceiling_after, scale.high, "ceiling"
    if indicator.better != "higher":
        before, after, end, name = ends.floor_before, ends.floor_after, scale.low, "floor"
    pairs = group.sample.called(PERSONS)
    for wave, estimate, scores in (("before", before, group.first), ("after", after, group.after)):
        there = pairs.those(at_end(scores, end))
        known = share_of_sample(rests_on(estimate, pairs), pairs, there)
        yield _threat(data, f"{name}_{wave}", known, indicator)


def _courses(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    courses = data.courses(Group.PROGRAMME)
    if courses is None:
        return
    in_course = pd.notna(courses) & (courses != "")
    group = observations(data, indicator, Group.PROGRAMME, *data.waves(indicator), among=in_course)
    alike = intraclass_correlation(group.after - group.first, group.sample.of(courses))
    population = group.sample.called(f"{indicator.id}.change").population
    yield _threat(data, "courses", alike.resting_on(population), indicator)


def _regression(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    """What selection by the baseline alone would bring; both groups stand for all who might have come."""
    ours, theirs = (observations(data, indicator, group, Wave.BEFORE) for group in Group)
    twice = observations(data, indicator, Group.COMPARISON, *data.waves(indicator))
    few = twice.sample.size < data.programme.privacy.smallest_group
    if few or min(np.ptp(twice.first), np.ptp(twice.after)) == 0:
        return  # no correlation to be had
    expected = change_without_effect(
        ours.after,
        population_mean=float(np.concatenate([ours.after, theirs.after]).mean()),
        correlation=float(np.corrcoef(twice.first, twice.after)[0, 1]),
        unit=measure_of(indicator).unit,
    )
    populations = (each.sample.population for each in (ours, theirs, twice))
    yield _threat(data, "regression", rests_on(expected, ours.sample).resting_on(*populations), indicator)


def _missing(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    """The change with filled-in answers, of everybody who answered at least once.

    Nothing where fewer answers than the smallest group are filled in: that somebody lacks one would be said.
    """
    before, after = (data.answered(indicator.id, Group.PROGRAMME, wave) for wave in data.waves(indicator))
    first, later = (data.wave_scores(indicator.id, Group.PROGRAMME, wave) for wave in data.waves(indicator))
    twice = before.where(after.chosen)
    answered = data.sample(f"{indicator.id}.imputed", Group.PROGRAMME, before.chosen | after.chosen)
    if answered.size - twice.size < data.programme.privacy.smallest_group:
        return
    only_before, only_after = before.where(~after.chosen), after.where(~before.chosen)
    courses = [each.learned_in for each in (twice, only_before, only_after)]
    known = [each for each in courses if each is not None]
    imputed = missing_answers(
        twice.of(first),
        twice.of(later),
        only_before=only_before.of(first),
        only_after=only_after.of(later),
        unit=measure_of(indicator).unit,
        seed=SEED,
        clusters=(known[0], known[1], known[2]) if len(known) == len(courses) else None,
    )
    populations = answered.population, twice.called(f"{indicator.id}.change").population
    yield _threat(data, "missing", rests_on(imputed, answered).resting_on(*populations), indicator)


def _worth(data: YearData) -> Iterator[Finding]:
    """As how many persons of one weight those of each group count, where they stand for different numbers."""
    for group in Group:
        weights, everybody = data.weights(group), data.sample(PERSONS, group)
        if weights is None or everybody.size < data.programme.privacy.smallest_group:
            continue
        worth = Estimate(
            quantity=Quantity.EFFECTIVE_PERSONS,
            unit=UNIT_OF_PERSONS,
            value=effective(weights),
            claim=Claim.DESCRIPTION,
            counts=(Count(role=CountRole.BASE, number=everybody.size),),
            source="Kish (1965), Survey Sampling, section 11.7",
            cautions=(Caution.WEIGHTED,),
        )
        yield _threat(data, f"weights.{group}", worth.resting_on(everybody.population))


def _threat(
    data: YearData,
    threat: str,
    estimate: Estimate,
    indicator: Indicator | None = None,
    *,
    verdict: Verdict | None = None,
) -> Finding:
    aspect = f"threat.{threat}"
    subject = Subject(aspect=aspect) if indicator is None else data.indicator_subject(indicator, aspect=aspect)
    return Finding(subject=subject, estimates=((Role.MAIN, estimate),), verdict=verdict)


QUESTION = Question(
    answer=lambda asked: answer_threats(asked.data),
    draws=True,
    missed=0.5,
    ranges=Ranges.OF_MEANS_AND_SHARES,
)
