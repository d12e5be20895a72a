"""Does the result hold under other methods? Shown beside the one the design prescribes, never instead of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from wirkung.codes import Absence, Caution, CountRole, Direction, Role
from wirkung.declared import Assignment, DesignKind, Group, MainEstimate, RobustnessLine, Wave
from wirkung.estimate import Count, Estimate, Unit
from wirkung.finding import Answer, Finding
from wirkung.measures import Measure, measure_of, resting
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.beside_the_main_line import without_interval
from wirkung.methods.kernels.cluster_labels import arm, labels_of
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.table import BoolArray
from wirkung.methods.robustness.compliance import compliance
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.event_study import event_study
from wirkung.methods.robustness.lee_bounds import lee_bounds
from wirkung.methods.robustness.matching import matched_difference
from wirkung.methods.robustness.more_than_noise import more_than_noise, units_to_leave_out
from wirkung.methods.robustness.random_intercept import random_intercept
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.programme.model import Indicator
from wirkung.questions import SEED, Question
from wirkung.year.both_groups import Groups, Who, groups_of
from wirkung.year.data import YearData
from wirkung.year.observed import with_pretest
from wirkung.year.sample import PERSONS, rests_on


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What one method says: the difference, what is told beside it, and of whom it speaks where not of all."""

    difference: Estimate
    beside: tuple[tuple[Role, Estimate | None], ...] = ()
    matched: BoolArray | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A method beside the chosen one, labelled by the sentence `subject.robustness.<its name>`.

    Parameters
    ----------
    who
        Whom it compares.
    method
        From both groups, and what the indicator is counted in, to what it finds; None: as its measure does it.
    lottery
        Whether it is shown after a lottery, or only without one; None: always.
    chosen
        As which main result the design may choose it: then it is not shown beside itself.
    for_lost
        Whether it says what those who were lost may change; shown only where anybody was. It is a bound, not
        another answer.
    declared
        Under which name the design must ask for it; None: it needs no asking.
    knows_blocks
        Whether it compares within the blocks in which people were assigned.
    contradicts
        Whether it asks for the same effect, so that it can contradict the chosen one.
    """

    who: Who
    method: Callable[[Groups, Unit], Found] | None = None
    lottery: bool | None = None
    chosen: MainEstimate | None = None
    for_lost: bool = False
    declared: RobustnessLine | None = None
    knows_blocks: bool = True
    contradicts: bool = True

    def found(self, measure: Measure, groups: Groups) -> Found:
        """What it says of an indicator of this measure."""
        if self.method is None:
            return Found(measure.difference(groups.ours, groups.theirs))
        return self.method(groups, measure.unit)


def _of_compliers(groups: Groups, unit: Unit) -> Found:
    """What taking part did to those whom the lot moved."""
    outcome, drawn, known = groups.rows_in_blocks
    joined = np.concatenate(groups.took_part or ())
    found = compliance(outcome, drawn, joined, known, unit=unit, clusters=groups.clusters)
    return Found(found.participation)


_SAID_BY_ITS_NAME = (Caution.ADJUSTED, Caution.WITHIN_BLOCKS)


def _ancova(groups: Groups, unit: Unit) -> Found:
    found = adjusted_difference(*groups.rows, unit=unit, blocks=groups.blocks, clusters=groups.clusters)
    # What the line is called says it.
    kept = tuple(each for each in found.cautions if each not in _SAID_BY_ITS_NAME)
    return Found(replace(found, cautions=kept))


def _matched(groups: Groups, unit: Unit) -> Found:
    """With how unlike the groups are at most in a covariate, before and after."""
    few = groups.ours.smallest
    found = matched_difference(*groups.rows, unit=unit, clusters=groups.clusters, fewest_left_out=few)
    balance = (Role.BEFORE, found.balance_before), (Role.AFTER, found.balance_after)
    return Found(found.difference, balance, found.matched)


def _random_intercept(groups: Groups, unit: Unit) -> Found:
    """In what the main result compares, and with what it holds fast; with its sizes."""
    both = (groups.ours, groups.theirs)
    moved = np.concatenate([each.moved for each in both])
    drawn = np.repeat([True, False], [each.sample.size for each in both])
    known = np.column_stack([groups.known, groups.block_marks])
    model = random_intercept(moved, drawn, known, unit=unit, clusters=groups.clusters)
    return Found(model.difference, ((Role.STANDARDISED, model.total), (Role.WITHIN, model.within)))


# When each wave comes, for who starts by it.
_BY_AFTER, _BY_FOLLOW_UP = 1.0, 2.0


def _staggered(groups: Groups, unit: Unit) -> Found:
    """Who started, each until the last wave, beside those who had not yet.

    With how those who start later moved before: nothing, where trends are parallel.
    """
    if groups.starts is None:
        raise ValueError("starts must be asked for, found groups without them")
    persons = groups.starts.numbers.size
    _, in_programme, _ = groups.rows
    first = np.concatenate([groups.ours.first, groups.theirs.first])
    outcome = np.column_stack([first, np.concatenate(groups.after), groups.starts.numbers])
    later = np.where(groups.starts.later, _BY_FOLLOW_UP, np.nan)
    found = event_study(
        outcome.ravel(),
        np.repeat(np.arange(persons), len(Wave)),
        np.tile(np.arange(len(Wave)), persons),
        np.repeat(np.where(in_programme, _BY_AFTER, later), len(Wave)),
        unit=unit,
        clusters=None if groups.clusters is None else np.repeat(groups.clusters, len(Wave)),
        not_yet=True,
    )
    before = next(
        each.effect
        for each in found.by_cohort_and_period
        if (each.start, each.period) == (_BY_FOLLOW_UP, _BY_AFTER)
    )
    return Found(_of_both(found.over_cohorts, groups), ((Role.BEFORE, _of_both(before, groups)),))


def _of_both(estimate: Estimate, groups: Groups) -> Estimate:
    """Beside the number of a group, that of who starts later would tell how few of the others were lost."""
    number = {CountRole.PROGRAMME: groups.ours, CountRole.COMPARISON: groups.theirs}
    counts = tuple(Count(role=role, number=each.sample.size) for role, each in number.items())
    return replace(estimate, counts=counts)


# A further method is one line here and a sentence in each catalogue.
CHECKS = {
    "change": Check(Who.TWICE, chosen=MainEstimate.CHANGE_DIFFERENCE),
    # Without a lottery it takes where the groups began for what the programme did.
    "after": Check(Who.AFTER, chosen=MainEstimate.DIFFERENCE, contradicts=False),
    "ancova": Check(
        Who.TWICE,
        _ancova,
        chosen=MainEstimate.ADJUSTED,
    ),
    "pretest": Check(
        Who.PRETEST,
        _ancova,
        chosen=MainEstimate.ADJUSTED,
    ),
    "weighted": Check(
        Who.KNOWN,
        lambda g, unit: Found(weighted_difference(*g.rows, unit=unit, clusters=g.clusters).difference),
        knows_blocks=False,
    ),
    "doubly_robust": Check(
        Who.KNOWN,
        lambda g, unit: Found(doubly_robust_difference(*g.rows, unit=unit, clusters=g.clusters).difference),
        knows_blocks=False,
    ),
    "matching": Check(
        Who.KNOWN,
        _matched,
        lottery=False,
        declared=RobustnessLine.MATCHING,
        knows_blocks=False,
    ),
    "random_intercept": Check(
        Who.CHOSEN,
        _random_intercept,
        declared=RobustnessLine.RANDOM_INTERCEPT,
    ),
    # Of other persons, and later.
    "staggered": Check(Who.STARTS, _staggered, knows_blocks=False, contradicts=False),
    "complier": Check(Who.DRAWN, _of_compliers, lottery=True, contradicts=False),
    "lee_lower": Check(
        Who.AFTER,
        lambda g, unit: Found(lee_bounds(*g.after, lost=g.lost, unit=unit).lower),
        lottery=True,
        for_lost=True,
        knows_blocks=False,
        contradicts=False,
    ),
    "lee_upper": Check(
        Who.AFTER,
        lambda g, unit: Found(lee_bounds(*g.after, lost=g.lost, unit=unit).upper),
        lottery=True,
        for_lost=True,
        knows_blocks=False,
        contradicts=False,
    ),
}


def answer_robustness(data: YearData, comparison: Answer) -> Answer:
    """The difference by every other method that the data allow, for each indicator."""
    if not comparison.findings:
        return Answer(question="robustness", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    chosen = {finding.subject.indicator: finding.main for finding in comparison.findings}
    findings = [
        finding
        for indicator in data.programme.outcomes
        for finding in _findings(data, indicator, chosen[indicator.id])
    ]
    absent = None if findings else Absence.NO_OTHER_METHODS
    return Answer(question="robustness", year=data.year, findings=tuple(findings), absent=absent)


def _findings(data: YearData, indicator: Indicator, chosen: Estimate) -> Iterator[Finding]:
    checks = tuple(_as_design_allows(data, line) for line in lines_of(data, indicator, CHECKS))
    if not checks:
        return
    # The cautions of the chosen result stand with it; here only those of the other methods are new.
    # That it is adjusted says what it is called.
    kept = tuple(each for each in chosen.cautions if chosen.value is None or each is Caution.ADJUSTED)
    yield _finding(data, indicator, "chosen", replace(chosen, cautions=kept))
    rivals = [line for line in checks if line.check.contradicts and _known(line.estimate)]
    for line in checks:
        contradicts = (
            line in rivals
            and _known(chosen)
            and line.estimate.direction is not chosen.direction
            and _beyond_noise(data, indicator, line, among=len(rivals))
        )
        said = line.estimate.with_cautions(Caution.ESTIMATORS_DISAGREE) if contradicts else line.estimate
        yield _finding(data, indicator, line.name, said, *_beside(line))


def _as_design_allows(data: YearData, line: Line) -> Line:
    """After a selection by the baseline changes differ without any programme: no rival of what holds it equal."""
    if line.name != "change" or data.programme.design.assignment is not Assignment.SELECTED_BY_BASELINE:
        return line
    warned = line.estimate.with_cautions(Caution.REGRESSION_TO_THE_MEAN)
    return replace(line, check=replace(line.check, contradicts=False), estimate=warned)


def _beside(line: Line) -> Iterator[tuple[Role, Estimate]]:
    for role, estimate in line.beside:
        if estimate is not None:
            yield role, estimate.resting_on(*line.estimate.populations)


def _finding(
    data: YearData, indicator: Indicator, name: str, estimate: Estimate, *beside: tuple[Role, Estimate]
) -> Finding:
    subject = data.indicator_subject(indicator, aspect=f"robustness.{name}")
    return Finding(subject=subject, estimates=((Role.MAIN, estimate), *beside))


def _known(estimate: Estimate) -> bool:
    return estimate.direction is not Direction.UNKNOWN


def _beyond_noise(data: YearData, indicator: Indicator, line: Line, *, among: int) -> bool:
    """Whether a line lies further from the chosen one than chance moves both on the same persons (or courses)."""
    measure = measure_of(indicator)
    chosen = Check(Who.CHOSEN), groups_of(data, indicator, Who.CHOSEN)

    def apart(kept: tuple[BoolArray, ...]) -> float | None:
        """The difference of their values, among some persons of both groups."""
        both = kept if len(kept) > 1 else np.split(kept[0], [in_programme])
        here, there = (
            None if groups is None else check.found(measure, groups.among((both[0], both[1]))).difference.value
            for check, groups in ((line.check, line.groups), chosen)
        )
        return None if here is None or there is None else here - there

    both = [labels_of(data.courses(group), len(data.persons(group))) for group in Group]
    in_programme = both[0].size
    crossed = (set(both[0]) & set(both[1])) - {None}
    rng = np.random.default_rng(SEED)
    units = [units_to_leave_out(labels, rng=rng) for labels in ([np.concatenate(both)] if crossed else both)]
    return bool(more_than_noise(apart, units, among=among))


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """One check of an indicator: its name, whom it compares, what it says, and what is told beside it."""

    name: str
    check: Check
    groups: Groups
    estimate: Estimate
    beside: tuple[tuple[Role, Estimate | None], ...] = ()


def lines_of(data: YearData, indicator: Indicator, checks: Mapping[str, Check]) -> Iterator[Line]:
    """Those of the checks that design and data of an indicator allow, each by its name."""
    randomised = data.programme.design.kind is DesignKind.RANDOMISED
    measure = measure_of(indicator)
    for name, check in checks.items():
        if check.lottery not in (None, randomised) or check.chosen is data.main_estimate(indicator):
            continue
        if check.declared not in (None, *data.programme.design.robustness):
            continue
        if check.method is not None and data.programme.design.weights is not None:  # they know none
            continue
        # All but its own are of means; of yes and no their intervals would tell how many changed their answer.
        if not measure.averaged and check.method is not None:
            continue
        groups = groups_of(data, indicator, check.who) if _known_at_first(data, indicator, check) else None
        if groups is not None and (any(groups.lost) or not check.for_lost):
            found = check.found(measure, groups)
            estimate = _in_blocks(check, groups, _estimate(check, measure, groups, found))
            # Where the pre-test leaves nothing open, the numbers of all persons would follow from it.
            if not (groups.before and Caution.NO_SPREAD in estimate.cautions):
                yield Line(name, check, groups, estimate, found.beside)


def _known_at_first(data: YearData, indicator: Indicator, check: Check) -> bool:
    """Whether in both groups somebody has what a method needs to be known before, if anything.

    Few with a pre-test count as nobody.
    """
    if check.for_lost or check.who in (Who.DRAWN, Who.CHOSEN, Who.STARTS):
        return True
    pretest = data.pretest_of(indicator)
    if check.who is not Who.PRETEST:
        twice = data.measured_twice(indicator)
        return twice and all(data.answered(indicator.id, group, Wave.BEFORE).size for group in Group)
    return pretest is not None and all(
        with_pretest(data, indicator, pretest, group)[0].sample.size >= data.programme.privacy.smallest_group
        for group in Group
    )


def _estimate(check: Check, measure: Measure, groups: Groups, found: Found) -> Estimate:
    both = (groups.ours, groups.theirs)
    estimate, samples = _as_sure(found.difference, groups), (groups.ours.sample, groups.theirs.sample)
    if groups.took_part is not None:  # beside the difference it tells how many took part
        joined = zip(samples, groups.took_part, strict=True)
        parts = [sample.those(each).called(PERSONS).population for sample, each in joined if each.any()]
        return rests_on(estimate, *samples).resting_on(*(sample.population for sample in samples), *parts)
    if groups.starts is not None:
        later = groups.starts.later[samples[0].size :]
        parts = [samples[1].those(each).called(PERSONS).population for each in (later, ~later)]
        return rests_on(estimate, *samples).resting_on(*(sample.population for sample in samples), *parts)
    if found.matched is not None:  # of those who have a partner
        matched = np.split(found.matched, [samples[0].size])
        samples = samples[0].those(matched[0]), samples[1].those(matched[1])
    if check.for_lost and any(arm(each.after, each.courses, name="after").grouped for each in both):
        # Lee's intervals are those of independent persons, and of whom was lost nobody knows the course.
        estimate = without_interval(estimate).with_cautions(Caution.CLUSTERS_NOT_CONSIDERED)
    if check.for_lost:  # nothing is assumed of them
        return estimate.resting_on(*(sample.population for sample in samples))
    if groups.before:  # it tells of both measures
        known = rests_on(estimate, *samples)
        return known.resting_on(*known.populations, *(each.sample.population for each in groups.before))
    if check.method is not None:
        return rests_on(estimate, *samples)
    return resting(measure, estimate, samples[0].variable, groups.ours, groups.theirs)


def _in_blocks(check: Check, groups: Groups, estimate: Estimate) -> Estimate:
    """Saying that it leaves out the blocks in which people were assigned, where it does."""
    left_out = groups.blocks is not None and not check.knows_blocks
    return estimate.with_cautions(Caution.BLOCKS_NOT_CONSIDERED) if left_out else estimate


def _as_sure(estimate: Estimate, groups: Groups) -> Estimate:
    """Without interval where the chosen method has none: of too few courses, or of too few persons."""
    declined = declines(*(arm(each.after, each.courses, name="after") for each in (groups.ours, groups.theirs)))
    return without_interval(estimate).with_cautions(*declined) if declined else estimate


QUESTION = Question(
    answer=lambda asked: answer_robustness(asked.data, asked.before_licence("comparison")),
    compares=True,
    by_arm=True,
    draws=True,
)
