"""Programmes and data changed as an office might: what `wirkung check` calls usable, `wirkung run` can evaluate.

    python -m tests.programme.plausible 1000

tells how many were refused by the programme file and by the data and how many were evaluated, and stops where a
study of which the check said nothing cannot be made.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from tests.io.whole_office import HEADS, document, rows, text
from tests.programme.mutations import places
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.run.check import Checked, check_all
from wirkung.study.study import open_study

VALUES = (
    "", "0", "-1", "1", "5", "1e11", "0,0001", "2024", "2023", "2025", "x", "vorher", "nachher", "P1", "P99",
    "Kurs", "Vergleich", "01.01.1900", "31.12.2099", "1.234", "99", "#NV",
)  # fmt: skip
KEPT = ("id", "title", "file", "person", "label")
GOAL = {"id": "g", "label": "g", "by": "2024-12-31"}
PARTS = (
    ("design", {"kind": "one_group", "assignment": "self_selected"}),
    ("design", {"kind": "randomised", "assignment": "lottery"}),
    ("design", {"kind": "comparison", "assignment": "self_selected", "clusters": "course"}),
    ("tracking", {"cohorts": "gender"}),
    ("tracking", {"period": "quarter"}),
    ("tracking", {"observed_until": "2024-06-30"}),
    ("goals", [{**GOAL, "measure": "change", "of": "s", "target": 1}]),
    ("goals", [{**GOAL, "measure": "difference", "of": "m", "target": 0.1}]),
    ("goals", [{**GOAL, "measure": "step_share", "of": "done", "target": 0.5}]),
    ("privacy", {"smallest_group": 3, "reason": "x"}),
)  # fmt: skip
OF_INDICATORS = (
    ("scale", {"low": 0, "high": 1}),
    ("scale", {"low": 1, "high": 5}),
    ("scale", {"low": -1e9, "high": 1e9}),
    ("kind", "yes_no"),
    ("reversed", ["mood"]),
    ("smallest_relevant_change", 0.5),
    ("better", "lower"),
)


def changed_programme(rng: Random) -> dict[str, Any]:
    """The whole programme with at most two changes."""
    made = copy.deepcopy(document())
    for _ in range(rng.randint(0, 2)):
        kind = rng.randrange(3)
        if kind == 0:
            parts = [(holder, key) for holder, key in places(made) if isinstance(holder, dict) and key not in KEPT]
            holder, key = rng.choice(parts)
            del holder[key]
        elif kind == 1:
            name, value = rng.choice(PARTS)
            made[name] = copy.deepcopy(value)
        elif made.get("indicators"):
            name, value = rng.choice(OF_INDICATORS)
            rng.choice(made["indicators"])[name] = copy.deepcopy(value)
    return made


def changed_rows(rng: Random) -> dict[str, list[list[str]]]:
    """The rows of all files with at most four changes: rows or columns gone, doubled, filled, swapped."""
    made = rows()
    for _ in range(rng.randint(0, 4)):
        lines = made[rng.choice(list(made))]
        if lines:
            _change(rng, lines)
    return made


def _change(rng: Random, lines: list[list[str]]) -> None:
    at, column, other = rng.randrange(len(lines)), rng.randrange(len(lines[0])), rng.randrange(len(lines[0]))
    value, here = rng.choice(VALUES), lines[at]
    column_of = [line[column] for line in lines]
    made = {
        "one row less": [line for line in lines if line is not here],
        "one row twice": [*lines, list(here)],
        "the rest cut off": lines[:at],
        "a value that occurs no more": [line for line in lines if line[column] != here[column]],
        "another cell": _with(lines, column, [value if line is here else line[column] for line in lines]),
        "one value in all rows": _with(lines, column, [value] * len(lines)),
        "one value in some rows": _with(lines, column, [rng.choice((cell, value)) for cell in column_of]),
        "two columns swapped": _with(
            _with(lines, column, [line[other] for line in lines]), other, [line[column] for line in lines]
        ),
    }
    lines[:] = made[rng.choice(list(made))]


def _with(lines: list[list[str]], column: int, cells: list[str]) -> list[list[str]]:
    return [[*line[:column], cell, *line[column + 1 :]] for line, cell in zip(lines, cells, strict=True)]


def outcome(made: dict[str, Any], cells: dict[str, list[list[str]]], folder: Path) -> str:
    """«programme» or «data» where the check refuses, else «evaluated»; any other end is an error, and raised."""
    for name, lines in cells.items():
        (folder / name).write_text(text(HEADS[name], lines), encoding="utf-8")
    file = folder / "probe.yaml"
    file.write_text(json.dumps(made), encoding="utf-8")
    (found,) = check_all([file], year=None)
    if isinstance(found, Checked):
        study = open_study(file, year=found.years[-1])
        assert study.answers
        assert study.limits.claim
        assert study.provenance.year == found.years[-1]
        return "evaluated"
    assert isinstance(found, ProgrammeFileError | DataError), found
    return "programme" if isinstance(found, ProgrammeFileError) else "data"


def one(seed: int, folder: Path) -> str:
    """The outcome of one pair of a changed programme and changed data."""
    rng = Random(seed)  # noqa: S311 - changes, no secrets
    return outcome(changed_programme(rng), changed_rows(rng), folder)


def main() -> None:
    """Count the outcomes of as many pairs as the command line says, from a seed if one is given."""
    number, first = int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + number):
            try:
                counts[one(seed, Path(name))] += 1
            except Exception as error:
                error.add_note(f"seed {seed}")
                raise
    sys.stdout.write(f"{number} programmes with data: {dict(counts)}\n")


if __name__ == "__main__":
    main()
