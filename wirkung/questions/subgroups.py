"""Does the result differ between girls and boys, schools, municipalities? One test for each characteristic."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import FURTHER, Absence, Assumption, Reads, Role
from wirkung.declared import Group
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import Measure, measure_of
from wirkung.methods.comparison.interaction import SubgroupLevel, SubgroupTable
from wirkung.programme.model import Characteristic, Indicator
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.observed import Observations, results_of


def answer_subgroups(data: YearData) -> Answer:
    """The result of the first indicator by every category that is not sensitive, those too few to show included.

    The first indicator is the one a programme file names as the most important; testing all would raise the
    number of chance findings for questions that nobody asked.
    """
    known = data.programme.characteristics
    categories = [entry for entry in known if entry.kind == "category" and not entry.is_sensitive]
    if not categories:
        return Answer(question="subgroups", year=data.year, absent=Absence.NO_CHARACTERISTICS)
    if not data.programme.outcomes or data.tables.measurements is None:
        return Answer(question="subgroups", year=data.year, absent=Absence.NO_INDICATORS)
    if data.programme.design.weights is not None:  # the test of whether they differ knows none
        return Answer(question="subgroups", year=data.year, absent=Absence.NOT_WITH_WEIGHTS)
    indicator = data.programme.outcomes[0]
    groups = _groups(data, indicator)
    measure = measure_of(indicator)
    tables = _tables(data, measure, groups, categories)
    findings = tuple(
        _finding(data, category, table, level.level, _resting(data, measure, groups, category, level))
        for category, table in zip(categories, tables, strict=True)
        if {level.level for level in table.levels} != {FURTHER}  # that would be everybody
        for level in sorted(table.levels, key=lambda each: (each.level is None, each.level == FURTHER))
    )
    if not findings:
        return Answer(question="subgroups", year=data.year, absent=Absence.NO_MEASUREMENTS)
    return Answer(question="subgroups", year=data.year, findings=findings)


def _groups(data: YearData, indicator: Indicator) -> tuple[Observations, ...]:
    """The persons whose result is known: of the programme, and of the comparison group where there is one."""
    there = tuple(Group) if data.has_comparison else (Group.PROGRAMME,)
    return tuple(results_of(data, indicator, group) for group in there)


def _tables(
    data: YearData, measure: Measure, groups: tuple[Observations, ...], categories: list[Characteristic]
) -> tuple[SubgroupTable, ...]:
    levels = [
        {entry.id: each.sample.of(_levels(data, group, entry)) for entry in categories}
        for group, each in zip(Group, groups, strict=False)
    ]
    if len(groups) == 1:
        return measure.changes_by_level(groups[0], levels[0])
    return measure.differences_by_level((groups[0], groups[1]), (levels[0], levels[1]))


def _levels(data: YearData, group: Group, category: Characteristic) -> NDArray[np.object_]:
    """The level of each person of a group; None where it is not known."""
    levels = data.persons(group)[category.id].astype(object)
    return levels.where(levels.notna() & (levels != ""), None).to_numpy()


def _resting(
    data: YearData,
    measure: Measure,
    groups: tuple[Observations, ...],
    category: Characteristic,
    level: SubgroupLevel,
) -> Estimate:
    """The result at a level, saying whom it rests on, and that those left out of the level are like them."""
    there = [_levels(data, group, category) == level.level for group, _ in zip(Group, groups, strict=False)]
    samples = [each.sample for each in groups]
    left_out = any((at & ~sample.chosen).any() for at, sample in zip(there, samples, strict=True))
    chosen = [each.those(each.sample.of(at)) for at, each in zip(there, groups, strict=True)]
    parts = (part for each in chosen for part in measure.parts(each))
    whole = (each.sample for each in chosen)
    known = level.estimate.resting_on(*(sample.population for sample in (*whole, *parts)))
    return known.with_assumptions(Assumption.MISSING_AT_RANDOM) if left_out else known


def _finding(
    data: YearData, category: Characteristic, table: SubgroupTable, level: str | None, estimate: Estimate
) -> Finding:
    main = data.indicator_subject(data.programme.outcomes[0])
    return Finding(
        subject=Subject(
            characteristic=category.id,
            category=level or "",
            decimals=main.decimals,
            better=main.better,
            part_of=(category.id,),
        ),
        estimates=((Role.MAIN, estimate),),
        verdict=table.verdict,
    )


QUESTION = Question(
    answer=lambda asked: answer_subgroups(asked.data), compares=True, missed=4.0, reads=Reads.NAMED
)
