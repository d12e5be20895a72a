"""Does the result hold under other methods? Shown beside the one the design prescribes, never instead of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Caution, Direction, Role
from wirkung.declared import DesignKind, Group, Wave
from wirkung.estimate import Estimate, Unit
from wirkung.finding import Answer, Finding
from wirkung.measures import Measure, Observations, measure_of, observations, resting, with_pretest
from wirkung.methods.comparison.beside_the_main_line import without_interval
from wirkung.methods.kernels.cluster_labels import arm
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.robustness.ancova import adjusted_difference
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.lee_bounds import lee_bounds
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.covariates import baseline_columns
from wirkung.year.data import Courses, Scores, YearData
from wirkung.year.sample import Mask, rests_on

Columns = NDArray[np.float64]


class Who(Enum):
    """Whom a method compares: everybody who has what it needs."""

    AFTER = auto()  # an answer afterwards
    TWICE = auto()  # one before and one afterwards
    KNOWN = auto()  # both, and every characteristic
    PRETEST = auto()  # an answer afterwards, and the pre-test


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Groups:
    """Both groups, as methods take them: apart, or as one list with the programme group first.

    Parameters
    ----------
    measure
        Of the indicator.
    ours, theirs
        Who is compared, of the programme and of the comparison group.
    known : shape (persons, columns)
        The pre-test, or characteristics as numbers; no columns where the method asks for none.
    before : groups
        The pre-test of both groups; empty where the method asks for none.
    """

    measure: Measure
    ours: Observations
    theirs: Observations
    known: Columns
    before: tuple[Observations, ...] = ()

    @property
    def unit(self) -> Unit:
        """In what the indicator is counted."""
        return self.measure.unit

    @property
    def after(self) -> tuple[Scores, Scores]:
        """The numbers afterwards, of each group."""
        return self.ours.after, self.theirs.after

    @property
    def rows(self) -> tuple[Scores, Mask, Columns]:
        """Everybody in one list: the number afterwards, whether in the programme, and what was known before."""
        in_programme = np.repeat([True, False], [self.ours.sample.size, self.theirs.sample.size])
        firsts = [each.before for each in (self.ours, self.theirs) if each.before is not None]
        before = [np.concatenate(firsts)] if firsts else []
        return np.concatenate(self.after), in_programme, np.column_stack([*before, self.known])

    @property
    def clusters(self) -> Courses:
        """The course of everybody in one list; None where the design names no courses."""
        if self.ours.courses is None or self.theirs.courses is None:
            return None
        return np.concatenate([self.ours.courses, self.theirs.courses])

    @property
    def lost(self) -> tuple[int, int]:
        """How many of each group are not compared."""
        return self.ours.sample.left_out, self.theirs.sample.left_out


@dataclass(frozen=True, slots=True)
class Check:
    """A method beside the chosen one, labelled by the sentence `subject.robustness.<its name>`.

    Parameters
    ----------
    who
        Whom it compares.
    method
        From both groups to their difference.
    lottery
        Whether it is shown after a lottery, or only without one, where it is not the chosen method; None: always.
    for_lost
        Whether it says what those who were lost may change; shown only where anybody was.
    """

    who: Who
    method: Callable[[Groups], Estimate]
    lottery: bool | None = None
    for_lost: bool = False


def _by_measure(groups: Groups) -> Estimate:
    return groups.measure.difference(groups.ours, groups.theirs)


# A further method is one line here and a sentence in each catalogue.
CHECKS = {
    "change": Check(Who.TWICE, _by_measure, lottery=True),
    "after": Check(Who.AFTER, _by_measure, lottery=False),
    "ancova": Check(Who.TWICE, lambda g: adjusted_difference(*g.rows, unit=g.unit, clusters=g.clusters)),
    "pretest": Check(Who.PRETEST, lambda g: adjusted_difference(*g.rows, unit=g.unit, clusters=g.clusters)),
    "weighted": Check(
        Who.KNOWN, lambda g: weighted_difference(*g.rows, unit=g.unit, clusters=g.clusters).difference
    ),
    "doubly_robust": Check(
        Who.KNOWN, lambda g: doubly_robust_difference(*g.rows, unit=g.unit, clusters=g.clusters).difference
    ),
    "lee_lower": Check(
        Who.AFTER, lambda g: lee_bounds(*g.after, lost=g.lost, unit=g.unit).lower, lottery=True, for_lost=True
    ),
    "lee_upper": Check(
        Who.AFTER, lambda g: lee_bounds(*g.after, lost=g.lost, unit=g.unit).upper, lottery=True, for_lost=True
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
    checks = tuple(_checks(data, indicator))
    if not checks:
        return
    # The cautions of the chosen result stand with it; here only those of the other methods are new.
    yield _finding(data, indicator, "chosen", chosen if chosen.value is None else replace(chosen, cautions=()))
    for name, estimate in checks:
        said = estimate.with_cautions(Caution.ESTIMATORS_DISAGREE) if _disagrees(estimate, chosen) else estimate
        yield _finding(data, indicator, name, said)


def _finding(data: YearData, indicator: Indicator, name: str, estimate: Estimate) -> Finding:
    subject = data.indicator_subject(indicator, aspect=f"robustness.{name}")
    return Finding(subject=subject, estimates=((Role.MAIN, estimate),))


def _disagrees(estimate: Estimate, chosen: Estimate) -> bool:
    """One method sees a difference where another sees none, or the opposite one."""
    known = Direction.UNKNOWN not in (estimate.direction, chosen.direction)
    return known and estimate.direction is not chosen.direction


def _checks(data: YearData, indicator: Indicator) -> Iterator[tuple[str, Estimate]]:
    randomised = data.programme.design.kind is DesignKind.RANDOMISED
    # The others are of means; of yes and no their intervals would tell how many changed their answer.
    averaged = measure_of(indicator).averaged
    for name, check in CHECKS.items():
        if check.lottery not in (None, randomised):
            continue
        if not averaged and check.method is not _by_measure:
            continue
        groups = groups_of(data, indicator, check.who) if _known_at_first(data, indicator, check) else None
        if groups is not None and (any(groups.lost) or not check.for_lost):
            estimate = _estimate(check, groups)
            # Where the pre-test leaves nothing open, the numbers of all persons would follow from it.
            if not (groups.before and Caution.NO_SPREAD in estimate.cautions):
                yield name, estimate


def _known_at_first(data: YearData, indicator: Indicator, check: Check) -> bool:
    """Whether in both groups somebody has what a method needs to be known before, if anything.

    Few with a pre-test count as nobody.
    """
    if check.for_lost:
        return True
    pretest = data.pretest_of(indicator)
    if check.who is not Who.PRETEST:
        twice = data.measured_twice(indicator)
        return twice and all(data.answered(indicator.id, group, Wave.BEFORE).size for group in Group)
    return pretest is not None and all(
        with_pretest(data, indicator, pretest, group)[0].sample.size >= data.programme.privacy.smallest_group
        for group in Group
    )


def _estimate(check: Check, groups: Groups) -> Estimate:
    estimate, samples = _as_sure(check.method(groups), groups), (groups.ours.sample, groups.theirs.sample)
    if check.for_lost:  # nothing is assumed of them
        return estimate.resting_on(*(sample.population for sample in samples))
    if groups.before:  # it tells of both measures
        known = rests_on(estimate, *samples)
        return known.resting_on(*known.populations, *(each.sample.population for each in groups.before))
    if check.method is not _by_measure:
        return rests_on(estimate, *samples)
    return resting(groups.measure, estimate, samples[0].variable, groups.ours, groups.theirs)


def _as_sure(estimate: Estimate, groups: Groups) -> Estimate:
    """Without interval where the chosen method has none: of too few courses, or of too few persons."""
    declined = declines(*(arm(each.after, each.courses, name="after") for each in (groups.ours, groups.theirs)))
    return without_interval(estimate).with_cautions(*declined) if declined else estimate


def groups_of(data: YearData, indicator: Indicator, who: Who) -> Groups:
    """Both groups, those who have what a method needs."""
    pretest = data.pretest_of(indicator)
    if who is Who.PRETEST and pretest is not None:
        return _with_pretest(data, indicator, pretest)
    waves = (data.main_wave(indicator),) if who is Who.AFTER else data.waves(indicator)
    tables = _characteristics(data, who)
    both = [
        observations(data, indicator, group, *waves, among=np.asarray(~np.isnan(table).any(axis=1)))
        for group, table in zip(Group, tables, strict=True)
    ]
    known = [group.sample.of(table) for group, table in zip(both, tables, strict=True)]
    return Groups(measure=measure_of(indicator), ours=both[0], theirs=both[1], known=np.concatenate(known))


def _with_pretest(data: YearData, indicator: Indicator, pretest: Indicator) -> Groups:
    (ours, ours_before), (theirs, theirs_before) = (
        with_pretest(data, indicator, pretest, group) for group in Group
    )
    before = (ours_before, theirs_before)
    known = np.concatenate([each.after for each in before])[:, None]
    return Groups(measure=measure_of(indicator), ours=ours, theirs=theirs, known=known, before=before)


def _characteristics(data: YearData, who: Who) -> list[Columns]:
    """What was known of everybody at the start, of each group; no columns where that is not asked for."""
    names = [entry.id for entry in data.programme.characteristics] if who is Who.KNOWN else []
    columns = baseline_columns(data, tuple(Group), names)
    nothing = np.empty((len(data.persons()), 0))
    table = np.column_stack([nothing, *(column.values for column in columns)])
    return np.split(table, [len(data.persons(Group.PROGRAMME))])


QUESTION = Question(
    answer=lambda asked: answer_robustness(asked.data, asked.before_licence("comparison")), compares=True
)
