"""Does the result differ between girls and boys, schools, municipalities? One test for each characteristic."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Caution, Role
from wirkung.declared import DesignKind, Group
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of
from wirkung.methods.comparison._subgroups import SubgroupTable
from wirkung.methods.comparison.subgroups import (
    subgroup_changes,
    subgroup_differences,
    subgroup_differences_in_change,
)
from wirkung.programme.model import Characteristic, Indicator
from wirkung.programme.parts import text_in
from wirkung.questions import Question
from wirkung.questions.robustness import waves_of
from wirkung.year.data import YearData

Levels = Mapping[str, NDArray[np.object_]]


def answer_subgroups(data: YearData) -> Answer:
    """The result of the first indicator by every categorical characteristic, those too few to show included.

    The first indicator is the one a programme file names as the most important; testing all would raise the
    number of chance findings for questions that nobody asked.
    """
    categories = [entry for entry in data.programme.characteristics if entry.kind == "category"]
    if not categories:
        return Answer(question="subgroups", year=data.year, absent=Absence.NO_CHARACTERISTICS)
    if not data.programme.indicators or data.tables.measurements is None:
        return Answer(question="subgroups", year=data.year, absent=Absence.NO_INDICATORS)
    tables = _tables(data, data.programme.indicators[0], categories)
    findings = tuple(
        _finding(data, category, table, level.level, level.estimate)
        for category, table in zip(categories, tables, strict=True)
        for level in table.levels
    )
    return Answer(question="subgroups", year=data.year, findings=findings)


def _tables(data: YearData, indicator: Indicator, categories: list[Characteristic]) -> tuple[SubgroupTable, ...]:
    waves, unit = waves_of(data, indicator), measure_of(indicator).unit
    ours = _levels(data, Group.PROGRAMME, categories)
    if not data.has_comparison:
        return subgroup_changes(waves.programme_before, waves.programme_after, subgroups=ours, unit=unit)
    both = ours, _levels(data, Group.COMPARISON, categories)
    if data.programme.design.kind is DesignKind.RANDOMISED:
        return subgroup_differences(waves.programme_after, waves.comparison_after, subgroups=both, unit=unit)
    return subgroup_differences_in_change(*waves.four, subgroups=both, unit=unit)


def _levels(data: YearData, group: Group, categories: list[Characteristic]) -> Levels:
    persons = data.persons(group)
    return {entry.id: persons[entry.id].astype(object).to_numpy() for entry in categories}


def _finding(
    data: YearData, category: Characteristic, table: SubgroupTable, level: str | None, estimate: Estimate
) -> Finding:
    label = text_in(category.label, data.language)
    main = data.indicator_subject(data.programme.indicators[0])
    shown = data.own_subject("subgroup.unknown").label if level is None else level
    clustered = data.programme.design.clusters is not None
    return Finding(
        subject=Subject(
            id=f"{category.id}.{level}",
            label=f"{label}: {shown}",
            decimals=main.decimals,
            better=main.better,
            part_of=(category.id,),
        ),
        estimates=(
            (Role.MAIN, estimate.with_cautions(Caution.CLUSTERS_NOT_CONSIDERED) if clustered else estimate),
        ),
        verdict=table.verdict,
    )


QUESTION = Question(answer=lambda asked: answer_subgroups(asked.data), compares=True)
