"""What pydantic finds wrong with a document, as faults with sentences of our own in every language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from wirkung.programme.declared import allowed_keys, allowed_words
from wirkung.programme.document import Fault, KeyPath, Node, quoted, unknown_name
from wirkung.programme.fields import CURRENCY, IDENTIFIER, MONTH_DAY, PROGRAMME_ID, VARIABLE, Plain
from wirkung.programme.model import Programme
from wirkung.programme.reach import BAND

# What pydantic's locations hold beside keys: the key of a mapping at fault, the form of a text.
_MARKS: Final = ("[key]", "<text>", "<translated>", "<items>", "<stated>", "<every>", "<named>")
_PATTERNS: Final = {
    IDENTIFIER: "programme.identifier",
    PROGRAMME_ID: "programme.programme_id",
    CURRENCY: "programme.currency",
    MONTH_DAY: "programme.month_day",
    VARIABLE: "programme.variable",
    BAND: "programme.band",
}
_BOUNDS: Final = {
    "greater_than": "gt",
    "greater_than_equal": "ge",
    "less_than": "lt",
    "less_than_equal": "le",
}


def validate(root: Node) -> tuple[Programme | None, tuple[Fault, ...]]:
    """The programme that a document describes, or the faults that keep it from being one."""
    try:
        return Programme.model_validate(root.plain()), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return None, _without_consequences([_fault(detail, root) for detail in details])


def _without_consequences(faults: list[Fault]) -> tuple[Fault, ...]:
    """A misspelt key is also a missing one: one mistake, one message."""
    misspelt = {(*fault.path[:-1], fault.values.get("nearest")) for fault in faults}
    return tuple(fault for fault in faults if fault.code != "programme.missing" or fault.path not in misspelt)


def _fault(detail: ErrorDetails, root: Node) -> Fault:
    path, is_key = _path(detail["loc"], root)
    kind = detail["type"]
    if kind == "missing":
        return Fault(code="programme.missing", path=path, values={"key": path[-1]})
    if kind == "extra_forbidden":
        return unknown_name("programme.key.unknown", str(path[-1]), allowed_keys(path[:-1]), path)
    if not is_key and (structural := _structural_fault(kind, path, root.at(*path))):
        return structural
    found = str(path[-1]) if is_key else root.at(*path).text
    values = {"found": quoted(found)}
    if kind.startswith("programme."):
        return Fault(code=kind, path=path, values=values | detail.get("ctx", {}))
    return _RULES[kind](detail, path, values)


def _structural_fault(kind: str, path: KeyPath, node: Node) -> Fault | None:
    """A fault where the file has nothing, a list or a section and the field wants something else."""
    if not node.is_there or (kind in ("string_type", "programme.value") and isinstance(node.content, Plain)):
        return Fault(code="programme.nothing", path=path)
    if kind in ("model_type", "dict_type"):
        keys = ", ".join(allowed_keys(path)) if kind == "model_type" else "…"
        return _wanted("section", path, node, keys=keys)
    if kind == "list_type":
        return _wanted("list", path, node)
    if not isinstance(node.content, str) and kind != "too_short":
        return Fault(code="programme.single_value", path=path)
    return None


def _wanted(what: str, path: KeyPath, node: Node, **values: object) -> Fault:
    if isinstance(node.content, str):
        return Fault(code=f"programme.{what}", path=path, values={"found": quoted(node.text), **values})
    return Fault(code=f"programme.{what}.other", path=path, values=values)


def _path(loc: tuple[int | str, ...], root: Node) -> tuple[KeyPath, bool]:
    """The path in the file that pydantic's location means, and whether the key itself is at fault.

    A mark counts as a key where the file has such a key.
    """
    path: KeyPath = ()
    is_key = False
    for part in loc:
        if part not in _MARKS or root.at(*path).child(part) is not None:
            path = (*path, part)
        elif part == "[key]":
            is_key = True
    return path, is_key


Rule = Callable[[ErrorDetails, KeyPath, dict[str, str]], Fault]


def _pattern(detail: ErrorDetails, path: KeyPath, values: dict[str, str]) -> Fault:
    return Fault(code=_PATTERNS[detail["ctx"]["pattern"]], path=path, values=values)


def _choice(_: ErrorDetails, path: KeyPath, values: dict[str, str]) -> Fault:
    return unknown_name("programme.choice", values["found"], allowed_words(path), path)


def _bound(detail: ErrorDetails, path: KeyPath, values: dict[str, str]) -> Fault:
    name = _BOUNDS[detail["type"]]
    return Fault(code=f"programme.bound.{name}", path=path, values={**values, "bound": f"{detail['ctx'][name]:g}"})


def _empty_text(_: ErrorDetails, path: KeyPath, __: dict[str, str]) -> Fault:
    return Fault(code="programme.nothing", path=path)


def _long_text(detail: ErrorDetails, path: KeyPath, values: dict[str, str]) -> Fault:
    return Fault(code="programme.too_long", path=path, values={**values, "most": detail["ctx"]["max_length"]})


def _empty_list(_: ErrorDetails, path: KeyPath, __: dict[str, str]) -> Fault:
    return Fault(code="programme.list.empty", path=path)


# Every kind of mistake that the model can find; `test_validation.py` shows that there are no others.
_RULES: Final[dict[str, Rule]] = {
    "string_type": _empty_text,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _empty_text,
    "string_too_long": _long_text,
    "enum": _choice,
    "literal_error": _choice,
    "too_short": _empty_list,
    **dict.fromkeys(_BOUNDS, _bound),
}
