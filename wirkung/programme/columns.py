"""Checks of the column mapping: every table has the columns it needs, and no column is a typing error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from wirkung.declared import Behaviour, CostCategory, Doubt, Funding, Group, Mark, SourceRole, Wave
from wirkung.programme.design_columns import design_columns
from wirkung.programme.document import Fault, KeyPath, Node, unknown_name
from wirkung.programme.source_references import source_faults
from wirkung.programme.year_references import year_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumns:
    """Our names for the columns of a table; `coded` are those whose values are words of ours."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    coded: Mapping[str, tuple[str, ...]]


TABLES: Final = {
    SourceRole.PERSONS: TableColumns(
        required=("person", "year"), optional=("group", "course", "entered", "left"), coded={"group": tuple(Group)}
    ),
    SourceRole.MEASUREMENTS: TableColumns(
        required=("person", "wave"), optional=("year", "submitted"), coded={"wave": tuple(Wave)}
    ),
    SourceRole.ATTENDANCE: TableColumns(
        required=("person", "course", "hours"), optional=("year", "date", "planned_hours"), coded={}
    ),
    SourceRole.EVENTS: TableColumns(required=("person", "event"), optional=("date",), coded={}),
    SourceRole.TOTALS: TableColumns(
        required=("course", "year"),
        optional=("registered", "attended", "completed", "places", "hours"),
        coded={},
    ),
    SourceRole.COSTS: TableColumns(
        required=("year", "category"),
        optional=(
            "description",
            "amount",
            "planned",
            "hours",
            "rate",
            "role",
            "payee",
            "funding",
            "behaviour",
            "lifetime",
            "shared",
            "refund",
            "arm",
            "currency",
        ),
        coded={
            "category": tuple(CostCategory),
            "funding": tuple(Funding),
            "behaviour": tuple(Behaviour),
            "shared": tuple(Mark),
            "refund": tuple(Mark),
        },
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSource:
    """One entry of `data:`, with its path in the programme file."""

    role: SourceRole
    path: KeyPath
    node: Node

    @property
    def columns(self) -> dict[str, Node]:
        """Our names for columns of the file."""
        return self.node.at("columns").entries

    @property
    def given(self) -> dict[str, Node]:
        """Our names for columns that the file or a constant gives."""
        return self.columns | self.node.at("constants").entries


def sources(root: Node) -> Iterator[MappedSource]:
    """Every source in the order of the roles; measurements may have several."""
    for role in SourceRole:
        node = root.at("data", role)
        if node.entries:
            for one in _apart(node):
                yield MappedSource(role=role, path=("data", role.value), node=one)
        for position, member in enumerate(node.members):
            for one in _apart(member):
                yield MappedSource(role=role, path=("data", role.value, position), node=one)


def _apart(node: Node) -> Iterator[Node]:
    """The source as written, or one for each wave, or year, where it says that they stand in one row."""
    beside = [(name, node.at(part).entries) for part, name in (("waves", "wave"), ("years", "year"))]
    if not any(entries for _, entries in beside):
        yield node
    for name, entries in beside:
        for which, columns in entries.items():
            constant = {name: Node(content=which, line=columns.line)}
            parts = {
                "columns": replace(node.at("columns"), content=node.at("columns").entries | columns.entries),
                "constants": replace(node.at("constants"), content=node.at("constants").entries | constant),
            }
            yield replace(node, content=node.entries | parts)


def given_columns(root: Node, role: SourceRole) -> tuple[str, ...]:
    """Our names for the columns that all sources of a role together give, in the order of the file."""
    names = (name for source in sources(root) if source.role is role for name in source.given)
    return tuple(dict.fromkeys(names))


def column_faults(root: Node) -> Iterator[Fault]:
    """Missing, unknown and double columns, values that are no words of ours, and sources that are nowhere."""
    where: set[KeyPath] = set()
    for source in sources(root):
        if source.path not in where:  # a row that holds all waves is a source for each
            where.add(source.path)
            yield from source_faults(source.path, source.node)
            yield from year_faults(source.path, root.at(*source.path), of_costs=source.role is SourceRole.COSTS)
        if source.columns:
            yield from _missing(source)
            yield from _shapes(source)
            yield from _cells(source)
            if source.node.at("id_with").members and "person" not in source.columns:
                yield Fault(code="programme.column.id_with", path=(*source.path, "id_with"))
        yield from _birth_dates(root, source)
        yield from _reasons(source)
        yield from _unknown(source, _own_columns(root, source.role))
        yield from _values(source)
    yield from _same_item_twice(root)
    yield from _same_heading(root)


def _own_columns(root: Node, role: SourceRole) -> tuple[str, ...] | None:
    """The columns that the programme itself declares for a table; None where that cannot be known."""
    if role is SourceRole.PERSONS:
        characteristics = root.at("characteristics")
        if characteristics.is_there and not characteristics.members:
            return None
        design = tuple(node.text for _, node in design_columns(root))
        return (*(one.at("id").text for one in characteristics.members), *design)
    if role is SourceRole.MEASUREMENTS:
        items = (item.text for one in root.at("indicators").members for item in one.at("items").members)
        return tuple(items) or None
    return ()


def _missing(source: MappedSource) -> Iterator[Fault]:
    path = (*source.path, "columns")
    crosses = source.node.at("crosses").is_there and source.role is SourceRole.ATTENDANCE
    for name in ("person",) if crosses else TABLES[source.role].required:
        if name not in source.given:
            values = {"name": name, "table": source.role.value}
            crossed = source.role is SourceRole.ATTENDANCE and name == "course"
            code = "programme.column.attendance" if crossed else "programme.column.missing"
            yield Fault(code=code, path=path, values=values)
    if (
        source.role is SourceRole.COSTS
        and not source.node.at("years").is_there
        and "amount" not in source.given
        and not ("hours" in source.given and {"rate", "role"} & set(source.given))
    ):
        yield Fault(code="programme.column.amount", path=path)


def _shapes(source: MappedSource) -> Iterator[Fault]:
    """Shapes of a file that a table of this role does not have, and columns that a shape gives already."""
    if source.node.at("each_once").is_there and source.role is not SourceRole.TOTALS:
        yield Fault(code="programme.each_once.only", path=(*source.path, "each_once"))
    if source.node.at("attended_by").is_there and source.role is not SourceRole.TOTALS:
        yield Fault(code="programme.attended_by.only", path=(*source.path, "attended_by"))
    if source.node.at("crosses").is_there:
        if source.role is not SourceRole.ATTENDANCE:
            yield Fault(code="programme.crosses.only", path=(*source.path, "crosses"))
        for name in ("hours", "planned_hours"):
            if name in source.given:
                path = (*source.path, "columns", name)
                yield Fault(code="programme.crosses.hours", path=path, values={"name": name})
    if source.node.at("waves").is_there and source.role is not SourceRole.MEASUREMENTS:
        yield Fault(code="programme.waves.only", path=(*source.path, "waves"))


def _cells(source: MappedSource) -> Iterator[Fault]:
    """What is said of the cells of columns that are not there, or said twice."""
    for part in ("blank", "options"):
        for name in source.node.at(part).entries:
            if name not in source.columns or name == "person":
                known = [column for column in source.columns if column != "person"]
                yield unknown_name("programme.values.column", name, known, (*source.path, part, name))
    for name in source.node.at("options").entries:
        if name in source.node.at("values").entries:
            yield Fault(
                code="programme.options.values", path=(*source.path, "values", name), values={"name": name}
            )


def _birth_dates(root: Node, source: MappedSource) -> Iterator[Fault]:
    """An age is a number of the list of persons."""
    numbers = [one.at("id").text for one in root.at("characteristics").members if one.at("kind").text == "number"]
    known = numbers if source.role is SourceRole.PERSONS else []
    for position, member in enumerate(source.node.at("birth_dates").members):
        if member.text and member.text not in known:
            path = (*source.path, "birth_dates", position)
            yield unknown_name("programme.birth_dates", member.text, known, path)


def _reasons(source: MappedSource) -> Iterator[Fault]:
    """Why somebody left is told in declared words, never as it was written down."""
    mapped = source.role is SourceRole.PERSONS and "left" in source.columns
    if mapped and not source.node.at("values", "left").entries:
        yield Fault(code="programme.column.left", path=(*source.path, "columns", "left"))


def _unknown(source: MappedSource, own: tuple[str, ...] | None) -> Iterator[Fault]:
    table = TABLES[source.role]
    known = (*table.required, *table.optional, *(own or ()))
    for part in ("columns", "constants"):
        for name in source.node.at(part).entries:
            path = (*source.path, part, name)
            if part == "constants" and name in source.columns:
                yield Fault(code="programme.column.twice", path=path, values={"name": name})
            elif own is not None and name not in known:
                code = f"programme.column.unknown.{source.role.value}"
                yield unknown_name(code, name, known, path)


def _values(source: MappedSource) -> Iterator[Fault]:
    values, constants = source.node.at("values").entries, source.node.at("constants").entries
    for name in values:
        if source.columns and name not in source.columns:
            yield unknown_name("programme.values.column", name, source.columns, (*source.path, "values", name))
    for name, codes in TABLES[source.role].coded.items():
        mapped = source.node.at("values", name).entries
        said: list[tuple[KeyPath, Node]] = [(("values", name, key), node) for key, node in mapped.items()]
        if name in constants:
            said.append((("constants", name), constants[name]))
        for path, node in said:
            if node.text and node.text not in codes:
                yield unknown_name("programme.code", node.text, codes, (*source.path, *path), column=name)
    if (year := constants.get("year")) and year.text and not year.text.isdecimal():
        year_path = (*source.path, "constants", "year")
        yield Fault(code="programme.constant.year", path=year_path, values={"found": year.text})


def _same_item_twice(root: Node) -> Iterator[Fault]:
    """Two files may not give the same answers of the same wave, unless they are of different years."""
    measurements = [source for source in sources(root) if source.role is SourceRole.MEASUREMENTS]
    for position, second in enumerate(measurements):
        for first in measurements[:position]:
            if not _same_wave(first.node, second.node):
                continue
            for item in second.columns:
                if item not in first.columns or item in ("person", "year", "wave"):
                    continue
                values = {"item": item, "wave": second.node.at("constants", "wave").text, "first": first.node.line}
                path = (*second.path, "columns", item)
                yield Fault(code="programme.column.two_sources", path=path, values=values)


def _same_heading(root: Node) -> Iterator[Fault]:
    """One column of a file may not answer two questions, or one question in two waves."""
    asked: set[tuple[KeyPath, str]] = set()
    table = TABLES[SourceRole.MEASUREMENTS]
    no_items = (*table.required, *table.optional)
    for source in sources(root):
        accepted = (one.text for one in source.node.at("accept").members)
        if source.role is not SourceRole.MEASUREMENTS or Doubt.SAME_HEADING in accepted:
            continue
        wave, in_row = source.node.at("constants", "wave").text, source.node.at("waves").entries
        for name, heading in source.columns.items():
            if name in no_items or name in source.node.at("options").entries or not heading.text:
                continue
            one_wave = wave in in_row and name in in_row[wave].entries
            path = (*source.path, *(("waves", wave) if one_wave else ("columns",)), name)
            if (source.path, heading.text) in asked:
                values = {"name": name, "heading": heading.text}
                yield Fault(code="programme.column.same_heading", path=path, values=values)
            asked.add((source.path, heading.text))


def _same_wave(first: Node, second: Node) -> bool:
    wave, other = first.at("constants", "wave").text, second.at("constants", "wave").text
    year, other_year = first.at("constants", "year").text, second.at("constants", "year").text
    return bool(wave) and wave == other and not (year and other_year and year != other_year)
