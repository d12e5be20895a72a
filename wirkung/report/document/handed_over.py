"""What cells hand over to a run besides what they show: results, where they come from, how far to trust them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wirkung.errors import Problem, RunError
from wirkung.finding import Provenance
from wirkung.report.document.results import ResultLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedEvidence:
    """How far a report can be trusted: the level on the Maryland scale, and its words as printed there."""

    level: int
    highest: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPart:
    """A heading of the edition for everybody, with what stands under it: paragraphs, then a list."""

    heading: str
    texts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Results in the order of the cells; what two cells show stands there once.

    `citizens` is what the edition for everybody says, `contact` where readers may write to.
    """

    results: tuple[ResultLine, ...] = ()
    provenance: Provenance | None = None
    evidence: PrintedEvidence | None = None
    citizens: tuple[PlainPart, ...] = ()
    contact: str = ""


def read_handed_over(metadata: Iterable[dict[str, Any]]) -> HandedOver:
    """What the outputs of a notebook carry in their metadata, checked.

    Parameters
    ----------
    metadata
        The part `wirkung` of each output's metadata, in order: `results`, `provenance`, `evidence`,
        `citizens`, `contact`.

    Raises
    ------
    RunError
        For what has not the agreed form.
    """
    lines: dict[tuple[str, int], ResultLine] = {}
    found: dict[str, Any] = {}
    for given in metadata:
        for line in _checked(tuple[ResultLine, ...], given.get("results", ()), "run.bad_results"):
            lines.setdefault((line.id, line.year), line)
        found |= given
    return HandedOver(
        results=tuple(lines.values()),
        provenance=_checked(Provenance | None, found.get("provenance"), "run.bad_provenance"),
        evidence=_checked(PrintedEvidence | None, found.get("evidence"), "run.bad_provenance"),
        citizens=_checked(tuple[PlainPart, ...], found.get("citizens", ()), "run.bad_provenance"),
        contact=_checked(str, found.get("contact", ""), "run.bad_provenance"),
    )


def _checked(shape: Any, values: object, code: str) -> Any:  # noqa: ANN401 - the shape says which
    try:
        return TypeAdapter(shape).validate_python(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        reason = f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"
        raise RunError([Problem(code=code, values={"reason": reason})]) from error
