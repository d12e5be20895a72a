"""The rows of one published report, read from its folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wirkung.report.document.results import ResultLine
from wirkung.report.formats.results import ResultsFile
from wirkung.run.published import RESULTS
from wirkung.run.records import Manifest
from wirkung.run.staging import MANIFEST

_ATTEMPTS = 10  # a run may put a newer report in its place between reading one file and the next

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """The row of a report, and those of its results."""

    report: Row
    results: tuple[Row, ...]


def stored_report(folder: Path) -> StoredReport | None:
    """What the store holds of a report.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.

    Returns
    -------
    StoredReport or None
        None where there is no report, or one that this version cannot read.
    """
    for _ in range(_ATTEMPTS):
        try:
            manifest_file = (folder / MANIFEST).read_bytes()
            results_file = (folder / RESULTS).read_bytes()
            manifest = Manifest.model_validate_json(manifest_file)
            if manifest.files.get(RESULTS) != hashlib.sha256(results_file).hexdigest():
                continue
            results = ResultsFile.model_validate_json(results_file)
        except (OSError, ValidationError):
            return None
        return StoredReport(
            report=_report(manifest, folder, hashlib.sha256(manifest_file).hexdigest()),
            results=tuple(_result(line, place, folder) for place, line in enumerate(results.results)),
        )
    return None


def sha256_of(manifest: Path) -> str | None:
    """Of the manifest of a report, by which the store knows that it has not changed; None where there is none."""
    try:
        return hashlib.sha256(manifest.read_bytes()).hexdigest()
    except OSError:
        return None


def _report(manifest: Manifest, folder: Path, sha256: str) -> Row:
    return {
        "year": int(folder.parent.name),
        "programme": folder.name,
        "title": manifest.title,
        "organisation": manifest.organisation,
        "language": manifest.language,
        "synthetic": manifest.synthetic,
        "status": manifest.status.value,
        "made_on": manifest.made_on,
        "released_on": None if manifest.release is None else manifest.release.on,
        "published_on": manifest.published_on,
        "until": manifest.until,
        "withdrawn_on": manifest.withdrawn_on,
        "publication": manifest.publication,
        "version": manifest.code.version,
        "commit": manifest.code.commit,
        "evidence_level": None if manifest.evidence is None else manifest.evidence.level,
        "manifest_sha256": sha256,
    }


def _result(line: ResultLine, place: int, folder: Path) -> Row:
    written = line.model_dump(mode="json")
    estimate = written["estimate"] or {}
    unit, interval = estimate.get("unit") or {}, estimate.get("interval") or {}
    return {
        "report_year": int(folder.parent.name),
        "programme": folder.name,
        "place": place,
        **{name: written[name] for name in ("id", "year", "question", "role", "about", "group", "label")},
        **{name: written[name] for name in ("projected", "withheld", "target")},
        **{name: written[name] for name in ("verdict", "advice", "undecided", "standing")},
        "due": line.due,
        **{name: estimate.get(name) for name in ("quantity", "value", "claim", "convention", "source")},
        **{name: estimate.get(name, []) for name in ("counts", "cautions")},
        "unit": unit.get("kind"),
        "symbol": unit.get("symbol"),
        **{name: interval.get(name) for name in ("low", "high", "level")},
        **{f"printed_{name}": text for name, text in written["printed"].items()},
    }
