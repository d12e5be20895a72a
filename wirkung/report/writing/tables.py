"""Tables of findings: what all questions share, so that a withheld row looks the same everywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from wirkung.codes import Role, UnitKind
from wirkung.disclosure.release import Released, Withheld
from wirkung.estimate import Estimate
from wirkung.finding import Finding, Subject
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Column, Table
from wirkung.report.document.printed import MethodNote
from wirkung.report.writing.cells import Cell, RoleCell, TableColumn
from wirkung.report.writing.labels import is_band_of_hours, label
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.naming import Naming
from wirkung.report.writing.numbers import NO_BREAK, RANK_MEASURES, Numbers
from wirkung.report.writing.words import say, technique

Item = Released | Withheld


def findings_of(items: Iterable[Item]) -> tuple[Finding, ...]:
    """The findings among the items that may be shown."""
    return tuple(item.finding for item in items if isinstance(item, Released))


def estimates_of(items: Iterable[Item], *roles: Role) -> tuple[Estimate, ...]:
    """The estimates of the released items in the given roles; in all roles where none is given."""
    return tuple(
        estimate
        for finding in findings_of(items)
        for role, estimate in finding.estimates
        if not roles or role in roles
    )


def has_role(items: Iterable[Item], role: Role) -> bool:
    """Whether any item has an estimate in the role, be it withheld."""
    released = (item for item in items if isinstance(item, Released))
    return any(role in item.withheld or item.finding.get(role) is not None for item in released)


def findings_table(
    items: Sequence[Item],
    *,
    caption: str,
    head: str,
    columns: Sequence[TableColumn],
    notes: tuple[str, ...],
    language: Language,
    units: bool = True,
    naming: Naming | None = None,
) -> Table:
    """A table with one row a finding; a withheld one carries its mark in every cell, a withheld role in its own.

    Parameters
    ----------
    items
        The rows, released or withheld.
    caption, head, columns, notes
        What the table shows, the head of its first column, its other columns, what stands below it.
    language
        «de» or «en».
    units
        Whether the row heads name unit and scale; not where every cell does.
    naming
        Takes a label apart into the head of a group of rows and the head of the row; without, no groups.
    """
    numbers = Numbers(language)
    cells = [_cells(item, columns, numbers) for item in items]
    marks = set(chain.from_iterable(cells))
    return Table(
        caption=caption,
        columns=(Column(head=head, align="left"), *(Column(head=each.head, align=each.align) for each in columns)),
        rows=tuple(
            (_row_head(item, numbers, naming, units=units), *row) for item, row in zip(items, cells, strict=True)
        ),
        groups=() if naming is None else _groups(items, numbers, naming, units=units),
        notes=(
            *withheld_notes(marks, language),
            *_band_note(items, columns, language),
            *_mark_notes(marks, language),
            *_further_note(items, language),
            *notes,
        ),
    )


def _row_head(item: Item, numbers: Numbers, naming: Naming | None, *, units: bool) -> str:
    subject = subject_of(item)
    if naming is not None:
        return naming(subject).row
    if isinstance(item, Withheld) or not units:
        return label(subject, numbers.language)
    return with_scale(label(subject, numbers.language), item.finding, numbers)


def _cells(item: Item, columns: Sequence[TableColumn], numbers: Numbers) -> tuple[str, ...]:
    mark = say("mark.withheld", numbers.language)
    if isinstance(item, Withheld):
        return tuple(mark for _ in columns)
    return tuple(
        mark if _is_withheld(column.cell, item) else column.cell(item.finding, numbers) for column in columns
    )


def _is_withheld(cell: Cell, item: Released) -> bool:
    return isinstance(cell, RoleCell) and cell.role in item.withheld


def _groups(items: Sequence[Item], numbers: Numbers, naming: Naming, *, units: bool) -> tuple[str, ...]:
    """The head of the group of each row; a finding of the group that may be shown knows its scale."""
    heads = [naming(subject_of(item)).group for item in items]
    findings = {naming(finding.subject).group: finding for finding in findings_of(items)} if units else {}
    return tuple(with_scale(head, findings[head], numbers) if head in findings else head for head in heads)


def subject_of(item: Item) -> Subject:
    """What an item is about, released or withheld."""
    return item.subject if isinstance(item, Withheld) else item.finding.subject


def with_scale(name: str, finding: Finding, numbers: Numbers) -> str:
    """A label with the unit of a finding and the bounds of its scale: «Wissenstest (0 bis 20 Punkte)»."""
    subject, unit = finding.subject, finding.main.unit
    symbol = unit_name(unit, numbers.language) if unit.kind is UnitKind.SCORE else ""
    if not symbol:
        return name
    if subject.low is None or subject.high is None:
        return f"{name} ({symbol})"
    low, high = (numbers.decimal(bound, 0 if bound.is_integer() else 2) for bound in (subject.low, subject.high))
    scale = say("interval.between", numbers.language, low=low, high=f"{high} {symbol}")
    return f"{name} ({scale.replace(' ', NO_BREAK)})"


def interval_head(items: Iterable[Item], language: Language) -> str:
    """The head of a column of intervals, with their level: «95-%-Konfidenzintervall»."""
    levels = {each.interval.level for each in estimates_of(items) if each.interval is not None}
    if len(levels) > 1:
        raise ValueError(f"one table, one level of confidence, found {sorted(levels)}")
    return say("column.interval", language, level=Numbers(language).level(levels.pop() if levels else 0.95))


def interval_note(items: Iterable[Item], language: Language) -> tuple[str, ...]:
    """By which methods the intervals of the main estimates were made."""
    methods = (
        technique(each.interval.method, language)
        for each in estimates_of(items, Role.MAIN)
        if each.interval is not None
    )
    joined = "; ".join(dict.fromkeys(methods))  # some have a comma of their own
    return _of_method(say("note.interval", language, methods=joined)) if joined else ()


def ordered_note(items: Iterable[Item], language: Language) -> tuple[str, ...]:
    """How ordered answers are told, where a row is of such."""
    ordered = any(each.quantity in RANK_MEASURES for each in estimates_of(items, Role.MAIN))
    return (say("note.ordered", language),) if ordered else ()


def outcome_note(items: Sequence[Item], language: Language, *, tested: bool = True) -> tuple[str, ...]:
    """Which row is the main outcome, how the further ones are corrected, and that side effects are not."""
    subjects = [subject_of(item) for item in items]
    meant = [subject for subject in subjects if not subject.side_effect]
    aside = (say("note.side_effects.alone", language),) if tested and len(meant) < len(subjects) else ()
    if not any(subject.further for subject in meant):
        return aside
    main = next((label(subject, language) for subject in meant if not subject.further), "")
    which = (say("note.outcomes.main", language, label=main),) if main else ()
    how = say("note.outcomes.tested" if tested else "note.outcomes.further", language)
    return in_one((*which, how, *aside))


def standardiser_note(items: Iterable[Item], role: Role, language: Language) -> tuple[str, ...]:
    """Which standardiser and convention the effect sizes follow."""
    estimates = estimates_of(items, role)
    names = dict.fromkeys((each.standardiser, each.convention) for each in estimates if each.standardiser)
    joined = ", ".join(_with_convention(name, convention, language) for name, convention in names)
    return _of_method(say("note.standardiser", language, names=joined)) if joined else ()


def _of_method(text: str) -> tuple[str, ...]:
    return (MethodNote(text, text, ()),)


def _with_convention(name: str, convention: str, language: Language) -> str:
    named = technique(name, language)
    return f"{named} ({technique(convention, language)})" if convention else named


def in_one(*notes: tuple[str, ...]) -> tuple[str, ...]:
    """Several technical notes as one, so that they do not outweigh the table."""
    parts = tuple(chain.from_iterable(notes))
    joined = " ".join(parts)
    methods = [part for part in parts if isinstance(part, MethodNote)]
    if len(methods) < len(parts):
        return (joined,) if joined else ()
    method = " ".join(part.method for part in methods if part.method)
    sources = tuple(chain.from_iterable(part.sources for part in methods))
    return (MethodNote(joined, method, sources),) if joined else ()


def source_note(items: Iterable[Item], language: Language) -> tuple[str, ...]:
    """Where the formulas stand of what the table is about; a mean beside it needs no source."""
    told = chain.from_iterable(_sources(finding, language) for finding in findings_of(items))
    sources = tuple(dict.fromkeys(part for each in told for part in each.rstrip(".").split("; ")))
    return (MethodNote(say("note.sources", language, sources="; ".join(sources)), "", sources),) if sources else ()


def _sources(finding: Finding, language: Language) -> Iterator[str]:
    if finding.source is not None:
        yield text_in(finding.source, language)
        return
    for role in (Role.MAIN, Role.STANDARDISED):
        estimate = finding.get(role)
        if estimate is not None:
            yield estimate.source


def withheld_notes(cells: Collection[str], language: Language) -> tuple[str, ...]:
    """What the mark of a withheld number means, where it stands in one of the cells."""
    mark = say("mark.withheld", language)
    return (say("note.withheld", language, mark=mark),) if mark in cells else ()


def _band_note(items: Sequence[Item], columns: Sequence[TableColumn], language: Language) -> tuple[str, ...]:
    """Why a range stands where a number of persons would, and that shares are rounded; once for the table."""
    cells = [column.cell for column in columns if isinstance(column.cell, RoleCell)]
    shown = [(cell, finding) for finding in findings_of(items) for cell in cells]
    notes = (
        ("note.band", any(cell.shows_band(finding) for cell, finding in shown)),
        ("note.steps", any(cell.shows_steps(finding) for cell, finding in shown)),
    )
    return tuple(say(code, language) for code, holds in notes if holds)


def _further_note(items: Sequence[Item], language: Language) -> tuple[str, ...]:
    """What «others» are, where a row of the table is about categories."""
    subjects = (subject_of(item) for item in items)
    categories = any(each.category is not None and not is_band_of_hours(each) for each in subjects)
    return (say("note.further", language),) if categories else ()


def _mark_notes(cells: Collection[str], language: Language) -> tuple[str, ...]:
    return tuple(
        say(f"note.{mark}", language)
        for mark in ("no_value", "not_applicable")
        if say(f"mark.{mark}", language) in cells
    )
