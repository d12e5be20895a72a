"""The house: one question, one room; nothing else lists the questions; no import goes round in a circle."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.raw import open_raw
from wirkung.questions import questions
from wirkung.report.sections import on_first_page, sections

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wirkung"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}
# What a report is made of, lower first: a part of it imports only those before it.
REPORT = ("document", "writing", "charts", "scenario", "section", "sections", "frame", "formats", "show")


def names_in(folder: str) -> set[str]:
    return {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__"}


def test_a_question_has_the_same_name_on_every_floor():
    assert names_in("questions") == names_in("report/sections") == set(questions()) == set(sections())


def test_an_answer_bears_the_name_of_its_question():
    study = open_raw(ROOT / "params" / "mint.yaml", year=2024)
    for name in questions():
        assert getattr(study, name).question == name


@pytest.mark.parametrize("module", sorted(each for each in MODULES if not each.startswith("wirkung.programme")))
def test_nothing_else_lists_the_questions(module):
    """No literal and no function names three of them; keys of programme files are other words."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    holders = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.FunctionDef, ast.Match)
    for node in ast.walk(tree):
        if isinstance(node, holders):
            named = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)} & set(questions())
            assert len(named) < 3 or licence_asks(module, node), f"{module}, line {node.lineno} lists {named}"


def licence_asks(module: str, node: ast.AST) -> bool:
    """The licence follows from three answers, which it asks for by name."""
    return module == "wirkung.questions" and named_licence(node)


def named_licence(node: ast.AST) -> bool:
    return isinstance(node, ast.Tuple) or (isinstance(node, ast.FunctionDef) and node.name == "licence")


def test_the_frame_of_a_report_knows_no_question():
    """The first page asks sections what they give; it neither imports one nor looks up an answer by its name."""
    for module in sorted(each for each in MODULES if each.startswith("wirkung.report.frame")):
        assert not {each for each in imports_of(module) if each.startswith("wirkung.report.sections.")}, module
        tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
        assert not {*looked_up(tree)} & set(questions()), module


def looked_up(tree: ast.Module) -> Iterator[object]:
    """The constants something is looked up by or compared with: `x["a"]`, `x.get("a")`, `x == "a"`, `case "a"`."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(slice=ast.Constant(value=key)):
                yield key
            case ast.Call(func=ast.Attribute(attr="get" | "pop"), args=[ast.Constant(value=key), *_]):
                yield key
            case ast.Compare() | ast.MatchValue():
                yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))


def test_a_question_that_is_looked_up_by_name_would_be_found():
    tree = ast.parse('a["cost"], b.get("goals"), c == "change", d in ("states", "lost")')
    assert {*looked_up(tree)} == {"cost", "goals", "change", "states", "lost"}


def test_every_question_has_a_place_of_its_own_on_the_first_page():
    ranks = [page.rank for _, page in on_first_page()]
    assert ranks == sorted(set(ranks))


def imports_of(module: str) -> set[str]:
    """The modules of the package that a module imports, at its top or inside a function, for more than types."""
    found = set()
    for node in ast.walk(without_type_checking(ast.parse(MODULES[module].read_text(encoding="utf-8")))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name in MODULES and name != module}


def without_type_checking(tree: ast.Module) -> ast.Module:
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
    ]
    return tree


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Every group of more than one module that can be reached from each other."""
    reached = {node: reachable(graph, node) for node in graph}
    groups = {frozenset(other for other in reached[node] if node in reached[other]) | {node} for node in graph}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead.extend(graph[node])
    return found


def test_a_circle_would_be_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_no_import_goes_round_in_a_circle():
    assert circles({module: imports_of(module) for module in MODULES}) == []


def test_the_rooms_of_a_report_are_in_order():
    order = {room: place for place, room in enumerate(REPORT)}
    upward = defaultdict(set)
    for module in MODULES:
        parts = module.split(".")
        if parts[1:2] != ["report"] or len(parts) == 2:
            continue
        for other in imports_of(module):
            there = other.split(".")
            if there[1] == "report" and len(there) > 2 and order[there[2]] > order[parts[2]]:
                upward[module].add(other)
    assert not upward, dict(upward)
