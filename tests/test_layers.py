"""The house keeps its stairs one-way: who may import whom, read from the code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "wirkung"

# Lower first. A part may import parts of a lower layer, never of a higher one and never a neighbour.
LAYERS = [
    {"catalogue"},
    {"errors", "codes", "declared"},
    {"estimate"},
    {"evidence"},
    {"programme", "methods"},
    {"finding"},
    {"io"},
    {"year"},
    {"measures"},
    {"questions", "disclosure"},
    {"study"},
    {"report"},
    {"notebook", "audit"},
    {"run"},
    {"cli"},
    {"__main__"},
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}
# Narrower than the layers: methods know no file, no language, no rendering; rendering never asks for a method.
FORBIDDEN = {
    "methods": {"catalogue", "errors"},
    "report": {"study", "questions", "year", "methods"},
    "run": {"study", "questions", "year", "methods"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: str) -> str | None:
    """The part of the package a dotted module name belongs to, None for the bare package and others."""
    names = module.split(".")
    return names[1] if names[0] == "wirkung" and len(names) > 1 else None


def imported_parts(path: Path) -> set[str]:
    parts = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module or ""]
            if node.module == "wirkung":
                names = [f"wirkung.{alias.name}" for alias in node.names]
        else:
            continue
        parts |= {part for name in names if (part := part_of(name)) is not None}
    return parts


def own_part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path):
    own = own_part(path)
    if own == "__init__":
        assert imported_parts(path) == set()
        return
    for part in imported_parts(path) - {own}:
        assert LEVEL[part] < LEVEL[own], f"{path.name} ({own}) imports {part}"
        assert part not in FORBIDDEN.get(own, set()), f"{path.name} ({own}) imports {part}"


def test_every_part_has_a_layer():
    found = {own_part(path) for path in MODULES} - {"__init__"}
    assert found <= set(LEVEL), f"parts without a layer: {found - set(LEVEL)}"


def test_a_method_file_imports_no_other_methods_internals():
    for path in (PACKAGE / "methods").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wirkung.methods"):
                private = [alias.name for alias in node.names if alias.name.startswith("_")]
                assert private == [], f"{path.name} imports {private} from {node.module}"
