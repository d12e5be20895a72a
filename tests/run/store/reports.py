"""Report folders as runs leave them, as far as the store reads them; all numbers are invented."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.run.test_index import put
from wirkung.run.files import json_text
from wirkung.run.published import published_manifest

SHOWN = "+0,33 Punkte"


def line(about: str, value: float | None, *, year: int, question: str = "change", role: str = "main") -> dict:
    """One line of results.json; without value it is withheld."""
    estimate = {
        "quantity": "mean_change",
        "unit": {"kind": "score", "symbol": "Punkte"},
        "value": value,
        "interval": {"low": -0.5, "high": 0.75, "level": 0.95, "method": "t"},
        "claim": "description",
        "convention": "CR2",
        "counts": [{"role": "pairs", "number": 60, "of": None}],
        "source": "counted",
    }
    printed = {"value": SHOWN, "interval": "−0,50 bis 0,75", "target": ""}
    return {
        "id": f"{question}/{about}/{role}",
        "question": question,
        "year": year,
        "projected": False,
        "about": {"indicator": about},
        "group": "",
        "label": about.title(),
        "role": role,
        "withheld": value is None,
        "estimate": None if value is None else estimate,
        "printed": printed if value is not None else {"value": "[g]", "interval": "", "target": ""},
    }


def write_report(out: Path, year: int, programme: str, *lines: dict, **changed: object) -> Path:
    """A report with these lines, or the same folder with others; with other facts in its manifest."""
    folder = out / str(year) / programme
    if not folder.exists():
        put(out, year, programme, f"Programm {programme}")
    head = {"schema_version": "3.0", "programme": programme, "title": programme, "organisation": "Amt <Nord>"}
    head |= {"year": year, "language": "de", "synthetic": True}
    written = {**head, "generated_by": {"name": "wirkung", "version": "0.1.0"}, "results": lines}
    content = json.dumps(written, ensure_ascii=False).encode()
    (folder / "results.json").write_bytes(content)
    files = {"results.json": hashlib.sha256(content).hexdigest()}
    manifest = published_manifest(folder).model_copy(update={"files": files, **changed})
    (folder / "manifest.json").write_text(json_text(manifest), encoding="utf-8")
    return folder
