"""The house: one question, one room; nothing else lists the questions; no import goes round in a circle."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.raw import repository_study
from wirkung.questions import questions
from wirkung.report.sections import on_first_page, sections

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wirkung"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}
# The licence follows from three answers and asks for them by name; terms of the glossary are words like others.
NO_LISTS = {"wirkung.questions": "_licence", "wirkung.report.frame.glossary": "Term"}
# What a report is made of, lower first: a part of it imports only those before it.
REPORT = (
    "document",
    "writing",
    "charts",
    "scenario",
    "section",
    "sections",
    "frame",
    "formats",
    "editions",
    "show",
)


def names_in(folder: str) -> set[str]:
    return {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__"}


def test_a_question_has_the_same_name_on_every_floor():
    assert names_in("questions") == names_in("report/sections") == set(questions()) == set(sections())


def test_an_answer_bears_the_name_of_its_question():
    study = repository_study("mint", 2024)
    for name in questions():
        assert getattr(study, name).question == name


@pytest.mark.parametrize("module", sorted(each for each in MODULES if not each.startswith("wirkung.programme")))
def test_nothing_else_lists_the_questions(module):
    """Keys of programme files are other words."""
    found = list(listed(ast.parse(MODULES[module].read_text(encoding="utf-8")), NO_LISTS.get(module)))
    assert found == [], "\n".join(f"{module}, line {line} lists {sorted(named)}" for line, named in found)


def listed(tree: ast.Module, no_list: str | None = None) -> Iterator[tuple[int, set[str]]]:
    """Where questions are listed: in a literal, a choice, a call, a function or an enum, but for one by its name.

    Two names make a list; of an enum three, since some are words that other codes share («lost»).
    """
    holders = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.If, ast.IfExp, ast.Match, ast.FunctionDef, ast.Call)
    defined = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))
    no_lists = {part for node in defined if node.name == no_list for part in ast.walk(node)}
    for node in ast.walk(tree):
        if node in no_lists:
            continue
        if isinstance(node, holders):
            inside = [node]
        elif isinstance(node, ast.ClassDef):
            inside = [each for each in node.body if isinstance(each, ast.Assign | ast.AnnAssign)]
        else:
            continue
        named = {name for each in inside for part in ast.walk(each) for name in names_by(part)} & set(questions())
        if len(named) > (2 if isinstance(node, ast.ClassDef) else 1):
            yield node.lineno, named


def names_by(node: ast.AST) -> Iterator[object]:
    """The name that a constant or an attribute of a study gives."""
    match node:
        case ast.Constant(value=name) | ast.Attribute(value=ast.Name(id="study"), attr=name):
            yield name


@pytest.mark.parametrize(
    "listing",
    [
        'x = ("cost", "goals")',
        'x = {"cost": 1, "goals": 2}',
        'def f(x):\n    return 1 if x == "cost" else 2 if x == "goals" else 3',
        'if x == "cost":\n    y = 1\nelif x == "goals":\n    y = 2',
        'match x:\n    case "cost":\n        y = 1\n    case "goals":\n        y = 2',
        'class Question(StrEnum):\n    COST = "cost"\n    GOALS = "goals"\n    CHANGE = "change"',
        "show(study.cost, study.goals)",
    ],
)
def test_a_list_of_questions_would_be_found(listing):
    assert any({"cost", "goals"} <= named for _, named in listed(ast.parse(listing)))


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
    """The modules of the package that a module imports, at its top or inside a function, for types too."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name in MODULES and name != module}


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
