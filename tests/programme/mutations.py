"""Programme files with mistakes made at random: each is read, or every mistake is told.

    python -m tests.programme.mutations 5000

tells how many were readable, refused by the programme file and refused by the data, and stops at a program error.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.io.whole_office import HEADS, document, rows, text
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.io.assemble import read_tables
from wirkung.programme.load import read_programme

ODD = (
    None, "", "x", "0", "-1", 0, 1, -1, 2024, 1e308, True, [], {}, ["x"], {"x": "y"}, "2023/24", "person", "year",
    "q" * 500, "\u0000", "9" * 40, "before", "programme", "1,5", "../p.csv", "a.csv", [[]], "done", "k.csv",
)  # fmt: skip
ADDED = (
    ("only", {"Nr": ["P1"]}), ("leave_out", {"Nr": ["P1", ""]}), ("blank", {"score": 0}), ("several", "submitted"),
    ("waves", {"before": {"mood": "Frage"}}), ("crosses", {"present": ["x"]}), ("id_with", ["Jahr"]),
    ("missing", ["1", "9"]), ("missing_in", {"mood": ["5"]}), ("decimal", "."), ("separator", ","),
    ("encoding", "utf-16"), ("sheet", "T"), ("constants", {"year": 2023}), ("accept", ["same_id"]),
)  # fmt: skip


def mutated(rng: Random) -> dict[str, Any]:
    """The whole programme with one to four mistakes."""
    made = copy.deepcopy(document())
    for _ in range(rng.randint(1, 4)):
        holder, key = rng.choice(list(places(made)))
        action = rng.randrange(5)
        if action == 0:
            del holder[key]
        elif action == 1:
            holder[key] = copy.deepcopy(rng.choice(ODD))
        elif action == 2:
            other, at = rng.choice(list(places(made)))
            holder[key] = copy.deepcopy(other[at])
        elif action == 3 and isinstance(holder, dict):
            holder[str(rng.choice(ODD))[:30]] = holder.pop(key)
        else:
            sources = [one for one, at in places(made) if isinstance(one, dict) and at == "file"]
            name, value = rng.choice(ADDED)
            rng.choice(sources or [made])[name] = copy.deepcopy(value)
    return made


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    entries = list(part.items()) if isinstance(part, dict) else list(enumerate(part))
    for key, value in entries:
        yield part, key
        if isinstance(value, dict | list):
            yield from places(value)


def outcome(made: dict[str, Any], folder: Path) -> str:
    """«read», «programme» or «data»; anything else is an error of the program, which is raised."""
    try:
        programme = read_programme(json.dumps(made).encode(), "fuzz.yaml")
        read_tables(programme, folder)
    except (ProgrammeFileError, DataError) as error:
        texts = [problem.text(language) for problem in error.problems for language in ("de", "en")]
        assert texts
        return "programme" if isinstance(error, ProgrammeFileError) else "data"
    return "read"


def write_files(folder: Path) -> None:
    """The data files that the whole programme names."""
    for name, cells in rows().items():
        (folder / name).write_text(text(HEADS[name], cells), encoding="utf-8")


def main() -> None:
    """Count the outcomes of as many programme files as the command line says, from a seed if one is given."""
    number, first = int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        write_files(Path(name))
        for seed in range(first, first + number):
            made = mutated(Random(seed))  # noqa: S311 - mistakes, no secrets
            try:
                counts[outcome(made, Path(name))] += 1
            except Exception as error:
                error.add_note(f"seed {seed}")
                raise
    sys.stdout.write(f"{number} programme files: {dict(counts)}\n")


if __name__ == "__main__":
    main()
