"""The means of answers that lines publish, and how far off they may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.attack.meaning.counts import counted_by
from tests.attack.meaning.schema import Group, Line, Literal, Schema
from tests.attack.meaning.told import Told


@dataclass(frozen=True, slots=True)
class Value:
    """The mean of a variable in a group, known up to `error`; `variable` is «level» or «change» with its waves."""

    variable: Literal
    group: Group
    mean: float
    error: float
    line: Line


def values(schema: Schema, line: Line) -> Iterator[Value]:
    """The means of answers that a line publishes, and of whom."""
    estimate, about = line["estimate"], line["about"]
    if estimate is None or estimate["value"] is None:
        return
    if estimate["quantity"] not in ("mean", "mean_change"):
        return
    if "weighted" in estimate["cautions"]:  # times the number of persons it is no sum of their answers
        return
    variable = _variable(schema, line)
    if variable is None or not estimate["counts"] or "missing" in about.get("aspect", ""):
        return
    group, _ = counted_by(Told(schema, line, estimate["counts"][0]["role"]))
    if group is not None:
        yield Value(variable, group, estimate["value"], error_of(estimate["value"]), line)


def _variable(schema: Schema, line: Line) -> Literal | None:
    about, role, question = line["about"], line["role"], line["question"]
    if "characteristic" in about:
        return None if "category" in about else ("number", about["characteristic"])
    if question in ("change", "dose"):
        level = {"before": "before", "after": "after"}.get(role)
        later = "follow_up" if role == "follow_up" else "after"
        return ("level", about["indicator"], level) if level else ("change", about["indicator"], "before", later)
    if question == "afterwards":
        return ("level", about["indicator"], "after")
    if question in ("baseline", "lost"):
        return ("level", about["indicator"], "before")
    if question in ("comparison", "later"):
        later = "follow_up" if question == "later" else "after"
        once = schema.compares == "after" or about["indicator"] in schema.asked_once
        return ("level", about["indicator"], later) if once else ("change", about["indicator"], "before", later)
    return None


def error_of(number: float) -> float:
    """How far the true number may lie from the published one: half a unit of its last decimal."""
    text = repr(number)
    if "e" in text:
        return 0.0
    decimals = len(text.partition(".")[2])
    # Twelve digits are as good as exact. Means of few have one decimal; of two a last zero is not seen.
    return 0.0 if decimals > 5 else 0.5 * 10.0 ** -min(max(decimals, 1), 5)
