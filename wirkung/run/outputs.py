"""What an executed notebook hands over besides what it shows: results, provenance, the first key figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode
from pydantic import ValidationError

from wirkung.errors import Problem, RunError
from wirkung.report.document.blocks import MIME, KeyFigures, from_json
from wirkung.run.records import EvidenceRecord, KeyFigureRecord, ProvenanceRecord, first_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Everything that a run needs from a notebook's outputs."""

    results: list[dict[str, Any]]
    provenance: ProvenanceRecord
    key_figure: KeyFigureRecord | None
    evidence: EvidenceRecord | None


def collect(executed: NotebookNode) -> Collected:
    """Results, provenance and the first key figure of a notebook.

    Parameters
    ----------
    executed
        A notebook that ran to its end; its outputs carry `metadata.wirkung`.

    Returns
    -------
    Collected
        Results in the order of the cells; what two cells show stands there once.

    Raises
    ------
    RunError
        When no cell shows where the report comes from, or what it shows has not the agreed form.
    """
    results: dict[tuple[Any, ...], dict[str, Any]] = {}
    provenance = evidence = None
    for output in _outputs(executed):
        ours = output.get("metadata", {}).get("wirkung", {})
        for line in ours.get("results", []):
            results.setdefault(_identity(line), line)
        provenance = ours.get("provenance", provenance)
        evidence = ours.get("evidence", evidence)
    if provenance is None:
        raise RunError([Problem(code="run.no_provenance")])
    try:
        checked = ProvenanceRecord.model_validate(provenance)
    except ValidationError as error:
        raise RunError([Problem(code="run.bad_provenance", values={"reason": first_error(error)})]) from error
    return Collected(
        results=list(results.values()),
        provenance=checked,
        key_figure=_key_figure(executed),
        evidence=None if evidence is None else EvidenceRecord.model_validate(evidence),
    )


def _outputs(executed: NotebookNode) -> Iterator[NotebookNode]:
    for cell in executed.cells:
        if cell.cell_type == "code":
            yield from cell.outputs


def _identity(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line.get(key) for key in ("question", "id", "role", "year"))


def _key_figure(executed: NotebookNode) -> KeyFigureRecord | None:
    for output in _outputs(executed):
        for data in output.get("data", {}).get(MIME, {}).get("blocks", []):
            block = from_json(data)
            if isinstance(block, KeyFigures) and block.items:
                return KeyFigureRecord.model_validate(asdict(block.items[0]))
    return None
