"""No code that nothing produces, and no sentence that nothing asks for, as far as the source shows it.

A sentence is asked for by its code: as a text of the source or of a template, as the word of a member of an
enumeration, or put together from such parts (`f"subject.{aspect}"`).
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum, StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import wirkung
from wirkung import codes
from wirkung.catalogue import codes as sentences
from wirkung.report.writing.words import family

PACKAGE = Path(wirkung.__path__[0])
TEMPLATES = [*(PACKAGE / "report" / "formats" / "templates").iterdir()]
DEEPEST = 3  # parts within parts
MOST_HOLES = 3  # of more, anything could be made


@cache
def trees() -> dict[Path, ast.Module]:
    """The source of every file."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


@cache
def enumerations() -> frozenset[type[Enum]]:
    """Every enumeration of the package."""
    names = (
        info.name for info in pkgutil.walk_packages(wirkung.__path__, "wirkung.") if "__main__" not in info.name
    )
    members = (member for name in names for member in vars(import_module(name)).values())
    return frozenset(each for each in members if inspect.isclass(each) and issubclass(each, Enum))


@cache
def values() -> frozenset[str]:
    """The value of every member."""
    return frozenset(str(member.value) for each in enumerations() for member in each)


@cache
def texts() -> frozenset[str]:
    """Every text of the source that is no description, and the quoted ones of templates."""
    found = set()
    for tree in trees().values():
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
        found |= {node.value for node in constants if isinstance(node.value, str)}
    for path in TEMPLATES:
        found |= set(re.findall(r"[\"']([a-z_.]+)[\"']", path.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """What is put together from parts, each part in its own group; without letters of its own it says nothing."""
    found = set()
    for node in (node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
        if parts.count(None) <= MOST_HOLES and re.search(r"[a-z_]", "".join(filter(None, parts))):
            found.add("".join("(.+)" if part is None else re.escape(part) for part in parts))
    return tuple(re.compile(each) for each in sorted(found))


@cache
def words() -> frozenset[str]:
    """The code of the word of every member: `caution.few_persons`."""
    named = (each for each in enumerations() if issubclass(each, StrEnum))
    return frozenset(f"{family(each)}.{member.value}" for each in named for member in each)


@cache
def techniques() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Names of techniques in the spelling of their codes, whole and with parts."""
    spelt = (re.sub(r"\\\W", "_", each.pattern.replace("(.+)", "\0")) for each in patterns())
    made = (re.sub("_+", "_", re.sub(r"[^a-z0-9\0]+", "_", each.lower())).strip("_") for each in spelt)
    whole = frozenset(re.sub(r"[^a-z0-9]+", "_", each.lower()).strip("_") for each in texts())
    return whole, tuple(re.compile(each.replace("\0", "(.+)")) for each in made)


@cache
def asked(text: str, depth: int = DEEPEST) -> bool:
    """Whether the source has the text, or puts it together."""
    if text in texts() or text in values() or text in words() or text.isdigit():
        return True
    first, _, rest = text.partition(".")
    if depth == DEEPEST and first in texts() and rest in values():
        return True
    matches = (pattern.fullmatch(text) for pattern in patterns()) if depth else ()
    return any(all(asked(part, depth - 1) for part in match.groups()) for match in matches if match)


def asked_technique(text: str) -> bool:
    """Whether a method names this technique, or adds that it counts courses."""
    whole, parts = techniques()
    text = text.removesuffix("_by_course")
    matches = (pattern.fullmatch(text) for pattern in parts)
    return text in whole or any(all(part in whole for part in match.groups()) for match in matches if match)


@pytest.mark.parametrize("domain", ["report", "problems"])
def test_every_sentence_is_asked_for(domain):
    said = sentences(domain, "de")
    named = {code for code in said if code.startswith("technique.")}
    unasked = [code for code in said - named if not asked(code)]
    unasked += [code for code in named if not asked_technique(code.removeprefix("technique."))]
    assert sorted(unasked) == []


def produced() -> Iterator[tuple[str, str]]:
    """The members of enumerations that the source names, except in reports, which only tell them."""
    for path, tree in trees().items():
        if PACKAGE / "report" in path.parents or path.name == "codes.py":
            continue
        nodes = [*ast.walk(tree)]
        named = [node for node in nodes if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name)]
        short = {node.targets[0].id: node.value.id for node in named if isinstance(node.targets[0], ast.Name)}
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                yield short.get(node.value.id, node.value.id), node.attr


def test_every_code_is_produced():
    own = (each for each in enumerations() if each.__module__ == codes.__name__)
    members = {(each.__name__, member.name) for each in own for member in each}
    assert sorted(members - set(produced())) == []
