"""What every subgroup table is made from: who has which level, and the cells of group × level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.codes import Caution, Verdict
from wirkung.estimate import Count, Estimate, Test
from wirkung.methods.comparison.multiplicity import Correction, adjusted_p
from wirkung.methods.comparison.welch_james import interaction
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray, Sample

_SOURCE = "Johansen (1980), Biometrika 67, 85-92; Holm (1979), Scandinavian Journal of Statistics 6, 65-70"

Mask = NDArray[np.bool_]
EstimateOf = Callable[[tuple[Mask, ...]], Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupLevel:
    """The result among persons of one level; `level` is None for those whose level is not known."""

    level: str | None
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupTable:
    """The results by one characteristic, and whether they differ.

    `interaction` is the test that the result is the same at every level (its `df` that of the denominator);
    `adjusted_p` counts how many characteristics were tested. Both are None where fewer than two levels have
    enough persons, and then the verdict is UNDECIDED.
    """

    variable: str
    levels: tuple[SubgroupLevel, ...]
    interaction: Test | None
    adjusted_p: float | None
    correction: Correction
    verdict: Verdict
    source: str = _SOURCE


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Numbers of one group, a person a place, and each person's level by characteristic."""

    values: FloatArray
    rounding: float
    levels: Mapping[str, tuple[str | None, ...]]

    @property
    def size(self) -> int:
        """How many persons there are."""
        return int(self.values.size)

    def who(self, variable: str, level: str | None) -> Mask:
        """Whose level this is; None for those whose level is not known."""
        return np.array([each == level for each in self.levels[variable]], dtype=np.bool_)

    def at(self, chosen: Mask) -> Sample:
        """The numbers of those chosen."""
        return Sample(values=self.values[chosen], rounding=self.rounding)


def group(name: str, values: FloatArray, rounding: float, subgroups: Mapping[str, ArrayLike]) -> Group:
    """A group whose levels are checked: one for every person, and at least one characteristic."""
    if not subgroups:
        raise ValueError(f"{name} must name at least one characteristic, found none")
    levels = {variable: _labels(f"{name}[{variable!r}]", given) for variable, given in subgroups.items()}
    for variable, labels in levels.items():
        if len(labels) != values.size:
            found = f"{len(labels)} for {values.size} persons"
            raise ValueError(f"{name}[{variable!r}] must have a level for every person, found {found}")
    return Group(values=values, rounding=rounding, levels=levels)


def tables(
    groups: tuple[Group, ...], estimate_of: EstimateOf, *, level: float, correction: Correction
) -> tuple[SubgroupTable, ...]:
    """One table for each characteristic; the p-values count the characteristics that could be tested."""
    variables = [list(each.levels) for each in groups]
    if any(set(names) != set(variables[0]) for names in variables):
        raise ValueError(f"subgroups must name the same characteristics in both groups, found {variables}")
    found = {variable: _rows(variable, groups, estimate_of) for variable in variables[0]}
    own = [test.p for _, test in found.values() if test is not None]
    adjusted = iter(adjusted_p(own, correction=correction) if own else ())
    return tuple(
        _table(variable, levels, test, None if test is None else next(adjusted), 1 - level, correction)
        for variable, (levels, test) in found.items()
    )


def in_courses(
    found: tuple[SubgroupTable, ...], test_of: Callable[[SubgroupTable], Test | None], *, level: float = 0.95
) -> tuple[SubgroupTable, ...]:
    """Tables with another test, for persons who learned in courses; its p-values count the characteristics."""
    tests = [test_of(table) for table in found]
    correction = found[0].correction if found else "holm"
    own = [test.p for test in tests if test is not None]
    adjusted = iter(adjusted_p(own, correction=correction) if own else ())
    return tuple(
        _table(
            table.variable,
            tuple((row.level, row.estimate) for row in table.levels),
            test,
            None if test is None else next(adjusted),
            1 - level,
            correction,
        )
        for table, test in zip(found, tests, strict=True)
    )


def with_estimates(table: SubgroupTable, estimate_at: Callable[[str, str | None], Estimate]) -> SubgroupTable:
    """The table with other estimates at its levels; its one test stays, and what is said of small levels."""

    def level(row: SubgroupLevel) -> SubgroupLevel:
        found = estimate_at(table.variable, row.level).with_cautions(*row.estimate.cautions)
        return replace(row, estimate=replace(found, test=None))

    return replace(table, levels=tuple(map(level, table.levels)))


def _table(
    variable: str,
    levels: tuple[tuple[str | None, Estimate], ...],
    test: Test | None,
    adjusted: float | None,
    alpha: float,
    correction: Correction,
) -> SubgroupTable:
    verdict = Verdict.UNDECIDED
    if adjusted is not None:
        verdict = Verdict.SUBGROUPS_DIFFER if adjusted <= alpha else Verdict.NO_SUBGROUP_DIFFERENCE_SHOWN
    return SubgroupTable(
        variable=variable,
        levels=tuple(SubgroupLevel(level=name, estimate=estimate) for name, estimate in levels),
        interaction=test,
        adjusted_p=adjusted,
        correction=correction,
        verdict=verdict,
    )


def _levels_of(variable: str, groups: tuple[Group, ...]) -> list[str | None]:
    """The levels in any of the groups, by name, those not known last."""
    found = {level for each in groups for level in each.levels[variable]}
    return [*sorted(level for level in found if level is not None), *([None] if None in found else [])]


def _rows(
    variable: str, groups: tuple[Group, ...], estimate_of: EstimateOf
) -> tuple[tuple[tuple[str | None, Estimate], ...], Test | None]:
    """The estimate of every level, without a test of its own, and the one test of the interaction."""
    table, tested = [], []
    totals = [each.size for each in groups]
    for level in _levels_of(variable, groups):
        masks = tuple(each.who(variable, level) for each in groups)
        cells = tuple(each.at(mask) for each, mask in zip(groups, masks, strict=True))
        estimate = _part_of_all(estimate_of(masks), totals)
        if level is not None and _enters(cells):
            tested.append(cells)
        else:
            estimate = estimate.with_cautions(Caution.SUBGROUP_NOT_COMPARED)
        table.append((level, estimate))
    return tuple(table), interaction(tested)


def _enters(cells: Iterable[Sample]) -> bool:
    cells = tuple(cells)
    return all(cell.n >= FEW_PERSONS_BELOW for cell in cells) and any(cell.varies for cell in cells)


def _part_of_all(estimate: Estimate, totals: list[int]) -> Estimate:
    counts = zip(estimate.counts, totals, strict=True)
    parts = tuple(Count(role=count.role, number=count.number, of=total) for count, total in counts)
    return replace(estimate, counts=parts, test=None)


def _labels(name: str, given: ArrayLike) -> tuple[str | None, ...]:
    labels = np.asarray(given, dtype=object)
    if labels.ndim != 1:
        raise ValueError(f"{name} must have one dimension, found shape {labels.shape}")
    return tuple(None if _unknown(label) else str(label) for label in labels)


def _unknown(label: object) -> bool:
    return label is None or label == "" or (isinstance(label, float) and np.isnan(label))
