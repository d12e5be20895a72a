"""Does the result hold under other methods? Shown beside the one the design prescribes, never instead of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Caution, Direction, Role
from wirkung.declared import Assignment, DesignKind, Group, MainEstimate, Wave
from wirkung.estimate import Estimate, Unit
from wirkung.finding import Answer, Finding
from wirkung.measures import Measure, Observations, compared, measure_of, observations, resting, with_pretest
from wirkung.methods.comparison.beside_the_main_line import without_interval
from wirkung.methods.kernels.cluster_labels import arm, labels_of
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.table import BoolArray
from wirkung.methods.robustness.ancova import adjusted_difference
from wirkung.methods.robustness.compliance import compliance
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.lee_bounds import lee_bounds
from wirkung.methods.robustness.more_than_noise import more_than_noise, units_to_leave_out
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.programme.model import Indicator
from wirkung.questions import SEED, Question
from wirkung.year.covariates import baseline_columns
from wirkung.year.data import Courses, Scores, YearData
from wirkung.year.sample import PERSONS, Mask, rests_on

Columns = NDArray[np.float64]


class Who(Enum):
    """Whom a method compares: everybody who has what it needs."""

    AFTER = auto()  # an answer afterwards
    TWICE = auto()  # one before and one afterwards
    KNOWN = auto()  # both, and every characteristic
    CHOSEN = auto()  # what the declared main result needs
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
    unlisted : (programme, comparison), persons
        Who was drawn and is not in the list.
    took_part : of each group, shape (persons,)
        Who took part, whatever the lot said; None where the design does not say.
    """

    measure: Measure
    ours: Observations
    theirs: Observations
    known: Columns
    before: tuple[Observations, ...] = ()
    unlisted: tuple[int, int] = (0, 0)
    took_part: tuple[Mask, Mask] | None = None

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
    def rows_in_blocks(self) -> tuple[Scores, Mask, Columns]:
        """Likewise, with a mark for every block among what was known before, where the design names blocks."""
        outcome, in_programme, known = self.rows
        if self.ours.blocks is None or self.theirs.blocks is None:
            return outcome, in_programme, known
        labels = np.concatenate([self.ours.blocks, self.theirs.blocks]).astype(str)
        marks = labels[:, None] == np.unique(labels)[1:]
        return outcome, in_programme, np.column_stack([known, marks])

    @property
    def clusters(self) -> Courses:
        """The course of everybody in one list; None where the design names no courses."""
        if self.ours.courses is None or self.theirs.courses is None:
            return None
        return np.concatenate([self.ours.courses, self.theirs.courses])

    @property
    def lost(self) -> tuple[int, int]:
        """How many of each group are not compared."""
        return self.ours.sample.left_out + self.unlisted[0], self.theirs.sample.left_out + self.unlisted[1]

    def among(self, kept: tuple[Mask, Mask]) -> Groups:
        """Those whom `kept` marks: of each group, shape (persons of the group,)."""
        ours, theirs = (group.sample.of(mask) for group, mask in zip((self.ours, self.theirs), kept, strict=True))
        before = (each.those(mask) for each, mask in zip(self.before, (ours, theirs), strict=False))
        return replace(
            self,
            ours=self.ours.those(ours),
            theirs=self.theirs.those(theirs),
            known=self.known[np.concatenate([ours, theirs])],
            before=tuple(before),
            took_part=None if self.took_part is None else (self.took_part[0][ours], self.took_part[1][theirs]),
        )


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
        Whether it is shown after a lottery, or only without one; None: always.
    chosen
        As which main result the design may choose it: then it is not shown beside itself.
    for_lost
        Whether it says what those who were lost may change; shown only where anybody was. It is a bound, not
        another answer.
    contradicts
        Whether it asks for the same effect, so that it can contradict the chosen one.
    """

    who: Who
    method: Callable[[Groups], Estimate]
    lottery: bool | None = None
    chosen: MainEstimate | None = None
    for_lost: bool = False
    contradicts: bool = True


def _by_measure(groups: Groups) -> Estimate:
    return groups.measure.difference(groups.ours, groups.theirs)


def _of_compliers(groups: Groups) -> Estimate:
    """What taking part did to those whom the lot moved."""
    outcome, drawn, known = groups.rows_in_blocks
    joined = np.concatenate(groups.took_part or ())
    found = compliance(outcome, drawn, joined, known, unit=groups.unit, clusters=groups.clusters)
    return found.participation


# A further method is one line here and a sentence in each catalogue.
CHECKS = {
    "change": Check(Who.TWICE, _by_measure, chosen=MainEstimate.CHANGE_DIFFERENCE),
    # Without a lottery it takes where the groups began for what the programme did.
    "after": Check(Who.AFTER, _by_measure, chosen=MainEstimate.DIFFERENCE, contradicts=False),
    "ancova": Check(
        Who.TWICE,
        lambda g: adjusted_difference(*g.rows_in_blocks, unit=g.unit, clusters=g.clusters),
        chosen=MainEstimate.ADJUSTED,
    ),
    "pretest": Check(
        Who.PRETEST,
        lambda g: adjusted_difference(*g.rows_in_blocks, unit=g.unit, clusters=g.clusters),
        chosen=MainEstimate.ADJUSTED,
    ),
    "weighted": Check(
        Who.KNOWN, lambda g: weighted_difference(*g.rows, unit=g.unit, clusters=g.clusters).difference
    ),
    "doubly_robust": Check(
        Who.KNOWN, lambda g: doubly_robust_difference(*g.rows, unit=g.unit, clusters=g.clusters).difference
    ),
    "complier": Check(Who.CHOSEN, _of_compliers, lottery=True, contradicts=False),
    "lee_lower": Check(
        Who.AFTER,
        lambda g: lee_bounds(*g.after, lost=g.lost, unit=g.unit).lower,
        lottery=True,
        for_lost=True,
        contradicts=False,
    ),
    "lee_upper": Check(
        Who.AFTER,
        lambda g: lee_bounds(*g.after, lost=g.lost, unit=g.unit).upper,
        lottery=True,
        for_lost=True,
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
    checks = tuple(_as_design_allows(data, line) for line in _checks(data, indicator))
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
            and _beyond_noise(data, (line.check, line.groups), _chosen_one(data, indicator), among=len(rivals))
        )
        said = line.estimate.with_cautions(Caution.ESTIMATORS_DISAGREE) if contradicts else line.estimate
        yield _finding(data, indicator, line.name, said)


def _as_design_allows(data: YearData, line: Line) -> Line:
    """After a selection by the baseline changes differ without any programme: no rival of what holds it equal."""
    if line.name != "change" or data.programme.design.assignment is not Assignment.SELECTED_BY_BASELINE:
        return line
    warned = line.estimate.with_cautions(Caution.REGRESSION_TO_THE_MEAN)
    return replace(line, check=replace(line.check, contradicts=False), estimate=warned)


def _finding(data: YearData, indicator: Indicator, name: str, estimate: Estimate) -> Finding:
    subject = data.indicator_subject(indicator, aspect=f"robustness.{name}")
    return Finding(subject=subject, estimates=((Role.MAIN, estimate),))


def _chosen_one(data: YearData, indicator: Indicator) -> tuple[Check, Groups]:
    """The method of the design, and whom it compares."""
    return Check(Who.CHOSEN, _by_measure), _as_chosen(data, indicator)


def _known(estimate: Estimate) -> bool:
    return estimate.direction is not Direction.UNKNOWN


def _beyond_noise(
    data: YearData, other: tuple[Check, Groups], chosen: tuple[Check, Groups], *, among: int
) -> bool:
    """Whether two methods lie further apart than chance moves them on the same persons (or courses)."""

    def apart(kept: tuple[BoolArray, ...]) -> float | None:
        """The difference of their values, among some persons of both groups."""
        ours, theirs = kept if len(kept) > 1 else np.split(kept[0], [in_programme])
        values = [check.method(groups.among((ours, theirs))).value for check, groups in (other, chosen)]
        return None if values[0] is None or values[1] is None else values[0] - values[1]

    both = [labels_of(data.courses(group), len(data.persons(group))) for group in Group]
    in_programme = both[0].size
    crossed = (set(both[0]) & set(both[1])) - {None}
    rng = np.random.default_rng(SEED)
    units = [units_to_leave_out(labels, rng=rng) for labels in ([np.concatenate(both)] if crossed else both)]
    return bool(more_than_noise(apart, units, among=among))


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """One check of an indicator: its name, whom it compares, and what it says."""

    name: str
    check: Check
    groups: Groups
    estimate: Estimate


def _checks(data: YearData, indicator: Indicator) -> Iterator[Line]:
    randomised = data.programme.design.kind is DesignKind.RANDOMISED
    # The others are of means; of yes and no their intervals would tell how many changed their answer.
    averaged = measure_of(indicator).averaged
    for name, check in CHECKS.items():
        if check.lottery not in (None, randomised) or check.chosen is data.main_estimate(indicator):
            continue
        if not averaged and check.method is not _by_measure:
            continue
        if check.method is _of_compliers and data.programme.design.took_part is None:
            continue
        groups = groups_of(data, indicator, check.who) if _known_at_first(data, indicator, check) else None
        if groups is not None and (any(groups.lost) or not check.for_lost):
            estimate = _estimate(check, groups)
            # Where the pre-test leaves nothing open, the numbers of all persons would follow from it.
            if not (groups.before and Caution.NO_SPREAD in estimate.cautions):
                yield Line(name, check, groups, estimate)


def _known_at_first(data: YearData, indicator: Indicator, check: Check) -> bool:
    """Whether in both groups somebody has what a method needs to be known before, if anything.

    Few with a pre-test count as nobody.
    """
    if check.for_lost or check.method is _of_compliers:
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
    if check.method is _of_compliers:  # beside the difference it tells how many took part
        joined = zip(samples, groups.took_part or (), strict=False)
        parts = [sample.those(each).called(PERSONS).population for sample, each in joined if each.any()]
        return rests_on(estimate, *samples).resting_on(*(sample.population for sample in samples), *parts)
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
    if who is Who.CHOSEN:
        return _as_chosen(data, indicator)
    waves = (data.main_wave(indicator),) if who is Who.AFTER else data.waves(indicator)
    tables = _characteristics(data, who)
    both = [
        observations(data, indicator, group, *waves, among=np.asarray(~np.isnan(table).any(axis=1)))
        for group, table in zip(Group, tables, strict=True)
    ]
    known = [group.sample.of(table) for group, table in zip(both, tables, strict=True)]
    listed = len(data.persons(Group.PROGRAMME)), len(data.persons(Group.COMPARISON))
    drawn = data.drawn or listed
    return Groups(
        measure=measure_of(indicator),
        ours=both[0],
        theirs=both[1],
        known=np.concatenate(known),
        unlisted=(drawn[0] - listed[0], drawn[1] - listed[1]),
    )


def _as_chosen(data: YearData, indicator: Indicator) -> Groups:
    """Whom the declared main result compares, with what it is adjusted for and who of them took part."""
    ours, theirs = compared(data, indicator)
    known = [np.empty((each.sample.size, 0)) if each.known is None else each.known for each in (ours, theirs)]
    here, there = data.took_part(Group.PROGRAMME), data.took_part(Group.COMPARISON)
    return Groups(
        measure=measure_of(indicator),
        ours=ours,
        theirs=theirs,
        known=np.concatenate(known),
        took_part=None if here is None or there is None else (ours.sample.of(here), theirs.sample.of(there)),
    )


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
    answer=lambda asked: answer_robustness(asked.data, asked.before_licence("comparison")),
    compares=True,
    draws=True,
)
