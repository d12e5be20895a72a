"""What stands in the cells of tables of findings: values, intervals, numbers of persons, verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wirkung.codes import Caution, CountRole, Role, UnitKind
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.report.document.blocks import Align
from wirkung.report.writing.numbers import NO_BREAK, Numbers
from wirkung.report.writing.words import say, word

Cell = Callable[[Finding, Numbers], str]


@dataclass(frozen=True, slots=True)
class RoleCell:
    """A cell on the estimate in one role of a finding: where that role is withheld, so is the cell.

    `persons` are the counts of the estimate that it prints.
    """

    role: Role
    write: Cell
    persons: tuple[CountRole, ...] = ()

    def __call__(self, finding: Finding, numbers: Numbers) -> str:
        """What stands in the cell where it is not withheld."""
        return self.write(finding, numbers)

    def shows_band(self, finding: Finding) -> bool:
        """Whether it prints a range instead of a number of persons."""
        estimate = finding.get(self.role)
        counts = () if estimate is None else estimate.counts
        return any(count.role in self.persons and count.at_most is not None for count in counts)

    def shows_steps(self, finding: Finding) -> bool:
        """Whether it may print a share that is rounded to steps: one of so many that only a range is said."""
        estimate = finding.get(self.role)
        if estimate is None or estimate.unit.kind is not UnitKind.SHARE:
            return False
        return any(count.at_most is not None for count in estimate.counts)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table of findings: its head, and how a released finding fills it."""

    head: str
    cell: Cell
    align: Align = "right"


def value_cell(role: Role, *, signed: bool = False, named: bool = False) -> RoleCell:
    """The value in a role; `signed` for means that are themselves changes, `named` with its unit in words."""

    def cell(finding: Finding, numbers: Numbers) -> str:
        estimate = finding.get(role)
        if estimate is None:
            return say("mark.not_applicable", numbers.language)
        if estimate.value is None:
            return say(_mark_without_value(estimate), numbers.language)
        if signed:
            return numbers.value(estimate.value, estimate.unit, finding.subject.decimals, signed=True, named=named)
        return numbers.estimate(estimate, finding.subject, named=named)

    return RoleCell(role, cell)


def interval_cell(role: Role = Role.MAIN) -> RoleCell:
    """The limits of the interval in a role."""

    def cell(finding: Finding, numbers: Numbers) -> str:
        estimate = finding.get(role)
        if estimate is None or estimate.interval is None:
            return say(_mark_without_interval(estimate), numbers.language)
        return numbers.interval(estimate, finding.subject)

    return RoleCell(role, cell)


def _mark_without_value(estimate: Estimate) -> str:
    return "mark.not_yet" if Caution.NOT_YET_OBSERVABLE in estimate.cautions else "mark.no_value"


def _mark_without_interval(estimate: Estimate | None) -> str:
    withheld = estimate is not None and Caution.UNCERTAINTY_NOT_SHOWN in estimate.cautions
    return "mark.withheld" if withheld else "mark.not_applicable"


def count_cell(*roles: CountRole, of: Role = Role.MAIN) -> RoleCell:
    """How many persons an estimate rests on: «217», «250 bis 259», or «185 / 120» for two groups."""

    def cell(finding: Finding, numbers: Numbers) -> str:
        estimate = finding.get(of)
        counts = {} if estimate is None else {count.role: count for count in estimate.counts}
        shown = [numbers.count(counts[role]) for role in roles if role in counts]
        if len(shown) == 1:
            return shown[0]
        return f"{NO_BREAK}/{NO_BREAK}".join(shown) if shown else say("mark.not_applicable", numbers.language)

    return RoleCell(of, cell, persons=roles)


def verdict_cell(finding: Finding, numbers: Numbers) -> str:
    """The verdict as icon and word."""
    if finding.verdict is None:
        return say("mark.no_value", numbers.language)
    return word(finding.verdict, numbers.language)
