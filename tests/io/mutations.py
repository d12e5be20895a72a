"""Data files with changes made at random, against another reader: no program error, and nothing changed silently.

    python -m tests.io.mutations 10000

writes one survey as CSV, Excel, OpenDocument and SPSS file, changes it, and compares what is read with what the
standard library, openpyxl and a few lines of rules make of it. It tells how many were read as that says, were
refused with a sentence, or were refused although the meaning was kept, and stops at anything else, at a file that
takes longer than ten seconds of processor time and where a gibibyte was not enough.
"""

from __future__ import annotations

import csv
import io
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pandas as pd
import pyreadstat

from tests.io.opendocument import opendocument
from tests.io.whole_office import HEADS, document, rows, text
from wirkung.errors import DataError
from wirkung.io.assemble import read_tables
from wirkung.programme.model import Programme

Grid = list[list[str]]
Read = dict[tuple[str, str], tuple[float | None, float | None]]

SECONDS, KIBIBYTES = 10, 1 << 20
KEY = bytes(32)
UNSEEN = "\ufeff\u200b\u00ad"  # nobody sees them, and they say nothing
WAVES = {"vorher": "before", "nachher": "after"}
KNOWN = {f"P{number}" for number in range(1, 13)}
# What stands in a cell, and the number that it is; None: it is none, and must be asked about.
TOKENS: dict[str, float | None] = {
    "3,5": 3.5, "1.234,50": 1234.5, "-2,5": -2.5, "+7": 7.0, "1e3": 1000.0, " 4 ": 4.0, "\u00a05,5\u00a0": 5.5,
    "nan": None, "inf": None, "-inf": None, "1_000": None, "0x10": None, "1,2,3": None, "3,5 Punkte": None,
    "#NV": None, "#DIV/0!": None, "12.03.2024": None, "1e308": None, "1e400": None, "2;3": None, "\uff13": None,
    "viel": None, "=1+1": None, "3\n5": None, "99999999999999999999": None, "'5": None, "5-": None, "½": None,
}  # fmt: skip


def survey() -> Grid:
    """Headings and 24 answers of 12 persons."""
    return [HEADS["a.csv"].split(";"), *(list(row) for row in rows()["a.csv"])]


def understood(grid: Grid) -> Read | None:
    """What a file with these cells says, by a few rules of their own; None where something must be asked.

    Only what these rules know is understood: a head in one row, or in two of which each fills what the other
    leaves blank (a line break in a head makes them), ids and waves as they are, numbers as in `TOKENS`.
    """
    heads = HEADS["a.csv"].split(";")
    grid = [["".join(mark for mark in cell if mark not in UNSEEN) for cell in row] for row in grid]
    above = [[], *grid]
    top = next((at for at, row in enumerate(grid) if heads in (_head(row, []), _head(row, above[at]))), None)
    if top is None or any(" ".join(cell.split()) in KNOWN for row in grid[:top] for cell in row[:1]):
        return None  # no headings, or an answer above them
    found: Read = {}
    for row in grid[top + 1 :]:
        cells = [" ".join(cell.split()) for cell in [*row, "", "", "", "", ""]]
        person, year, wave = cells[:3]
        if not person or person in ("Summe", "Nr") or (person not in KNOWN) or year != "2024":
            continue
        if wave not in WAVES:
            return None
        numbers = number(row[3] if len(row) > 3 else ""), number(row[4] if len(row) > 4 else "")
        if "?" in numbers:
            return None
        value = numbers[0], numbers[1] if numbers[1] is not None and 1 <= numbers[1] <= 5 else None
        if found.setdefault((person, WAVES[wave]), value) != value:
            return None
    return found


def _head(row: list[str], above: list[str]) -> list[str]:
    """The first five headings of a row together with the one above it."""
    both = zip_longest(above[:5], row[:5], fillvalue="")
    return [" ".join(f"{upper} {lower}".split()) for upper, lower in both]


def number(cell: str) -> Any:
    """The number of a cell, None for a blank one, «?» for one that is none."""
    if not cell.strip():
        return None
    if cell in TOKENS:
        return "?" if TOKENS[cell] is None else TOKENS[cell]
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return "?"


@cache
def _programme(name: str, *, large: bool) -> Programme:
    made: dict[str, Any] = document()
    persons, (measured,) = made["data"]["persons"], made["data"]["measurements"]
    # Their list stays as it is: what it says beside who there is would be read again for every file.
    columns = {
        ours: heading for ours, heading in persons["columns"].items() if ours in ("person", "year", "group")
    }
    made["data"] = {
        "persons": {**persons, "columns": columns},
        "measurements": [{**measured, "file": name, "most_left_out": 1, "large": large}],
    }
    for part in ("cohort", "costs", "characteristics"):
        del made[part]
    return Programme.model_validate(made, strict=False)


def tables(folder: Path, name: str, *, large: bool = False) -> Read:
    """The same, as the program reads the file; `large` ones may be read by another reader."""
    read = read_tables(_programme(name, large=large), folder, key=KEY)
    ids = dict(zip(read.persons["person"], (row[0] for row in rows()["p.csv"]), strict=True))
    found = read.measurements.astype({"score": object, "mood": object})
    found = found.where(found.notna(), None)
    return {
        (ids[person], wave): (score, mood)
        for person, wave, score, mood in found[["person", "wave", "score", "mood"]].itertuples(index=False)
    }


# Changes of cells: what keeps the meaning, and what need not.
def _shuffled(rng: Random, grid: Grid) -> None:
    below = 1 + next(at for at, row in enumerate(grid) if "Zeit" in row)
    grid[below:] = rng.sample(grid[below:], len(grid) - below)


def _blank_rows(rng: Random, grid: Grid) -> None:
    for _ in range(rng.randint(1, 3)):
        grid.insert(rng.randint(1, len(grid)), [""] * 5)


def _doubled(rng: Random, grid: Grid) -> None:
    grid.append(list(rng.choice(grid[1:])))


def _title(rng: Random, grid: Grid) -> None:
    grid.insert(0, [rng.choice(["Befragung 2024", "Stand: 1.2.2025", "Amt; Nr 7"]), "", "", "", ""])


def _sum(rng: Random, grid: Grid) -> None:
    grid.append(["Summe", "", "", rng.choice(["312", "", "12,5"]), ""])


def _another_column(rng: Random, grid: Grid) -> None:
    for at, row in enumerate(grid):
        row.append("Kreis" if at == 0 else rng.choice(["Stade", "", "Harburg"]))


def _cell(rng: Random, grid: Grid) -> None:
    rng.choice([row for row in grid[1:] if len(row) > 4])[rng.choice([3, 3, 4])] = rng.choice(list(TOKENS))


def _id_or_wave(rng: Random, grid: Grid) -> None:
    rng.choice(grid[1:])[rng.choice([0, 1, 2])] = rng.choice(
        ["", "P1", "P99", "x", "2023", "vorher", "Summe", "#NV"]
    )


def _row_less(rng: Random, grid: Grid) -> None:
    del grid[rng.randrange(1, len(grid))]


def _cut(rng: Random, grid: Grid) -> None:
    del grid[rng.randrange(2, len(grid)) :]


def _cell_more(rng: Random, grid: Grid) -> None:
    rng.choice(grid[1:]).insert(rng.randrange(5), rng.choice(["", "1", "x"]))


def _cell_less(rng: Random, grid: Grid) -> None:
    del rng.choice(grid[1:])[rng.randrange(5)]


def _swapped_cells(rng: Random, grid: Grid) -> None:
    row = rng.choice([row for row in grid[1:] if len(row) > 4])
    one, other = rng.sample(range(5), 2)
    row[one], row[other] = row[other], row[one]


def _headings_lower(rng: Random, grid: Grid) -> None:
    grid.insert(rng.randint(1, 8), grid.pop(0))


def _headings_again(rng: Random, grid: Grid) -> None:
    grid.insert(rng.randint(2, len(grid)), list(grid[0]))


def _another_answer(rng: Random, grid: Grid) -> None:
    grid.append([*rng.choice(grid[1:])[:3], "77,5", "1"])


SAME: tuple[Callable[[Random, Grid], None], ...] = (
    _shuffled,
    _blank_rows,
    _doubled,
    _title,
    _sum,
    _another_column,
)
OTHER: tuple[Callable[[Random, Grid], None], ...] = (
    _cell, _id_or_wave, _row_less, _cut, _cell_more, _cell_less, _swapped_cells, _another_answer, _headings_lower,
    _headings_again,
)  # fmt: skip
# SPSS files have one row of names and rows of one length.
NOT_IN_SPSS = (_title, _cell_more, _headings_lower)


# Files, each by another program than the one that reads it.
def as_csv(rng: Random, grid: Grid) -> bytes:
    """With any separator, end of line and encoding that offices have."""
    out = io.StringIO()
    quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    end = rng.choice(["\n", "\r\n", "\r"])
    csv.writer(out, delimiter=rng.choice(";;;,\t|"), quoting=quoting, lineterminator=end).writerows(grid)
    encoding = rng.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    return out.getvalue().encode(encoding, errors="replace")


def as_xlsx(_: Random, grid: Grid) -> bytes:
    book = openpyxl.Workbook()
    for at, row in enumerate(grid, start=1):
        for place, cell in enumerate(row, start=1):
            if cell:
                book.active.cell(at, place).value = cell
                book.active.cell(at, place).data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(_: Random, grid: Grid) -> bytes:
    return opendocument(grid)


def as_sav(_: Random, grid: Grid) -> bytes:
    """Variables of text; SPSS files have one row of names and rows of one length."""
    width = len(grid[0])
    frame = pd.DataFrame([(row + [""] * width)[:width] for row in grid[1:]], columns=grid[0])
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        pyreadstat.write_sav(frame, file.name)
        return Path(file.name).read_bytes()


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods, "sav": as_sav}


def damaged(rng: Random, raw: bytes) -> bytes:
    """Bytes that no program wrote: cut off, stray quotes, NUL, line breaks, bytes of another encoding."""
    made = bytearray(raw)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(made))
        piece = rng.choice(
            [b'"', b"\0", b"\n", b"\r", b";", b",", b"\xff\xfe", b"\xc3\xbc", b"\xfc", b"\xef\xbb\xbf"]
        )
        match rng.randrange(4):
            case 0:
                made[at:at] = piece
            case 1:
                made[at : at + len(piece)] = piece
            case 2:
                del made[at : at + rng.randint(1, 8)]
            case _:
                made[at] = rng.randrange(256)
    return bytes(made[: rng.randint(1, len(made))] if rng.random() < 0.1 else made)


def by_another_reader(raw: bytes) -> Read | None:
    """A damaged CSV file as the standard library reads it, with whichever separator gives the headings."""
    # Five bytes are nothing in Windows' encoding, and letters in that of old DOS programs.
    written = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("cp1252", "cp850")
    for encoding in ("utf-8-sig", *written):
        try:
            decoded = raw.decode(encoding)
        except UnicodeError:
            continue
        for separator in ";,\t|":
            found = understood(list(csv.reader(io.StringIO(decoded, newline=""), delimiter=separator)))
            if found is not None:
                return found
        if encoding == "cp1252":
            return None
    return None


def outcome(seed: int, folder: Path) -> str:
    """«as understood», «found» or «found though the same»; an AssertionError for a silent change."""
    rng = Random(seed)  # noqa: S311 - changes, no secrets
    suffix = rng.choices(list(WRITERS), weights=[90, 5, 3, 2])[0]
    grid = survey()
    keeps = rng.random() < 0.4
    possible = [each for each in (SAME if keeps else OTHER) if suffix != "sav" or each not in NOT_IN_SPSS]
    for change in rng.sample(possible, rng.randint(1, 2)):
        change(rng, grid)
    raw = WRITERS[suffix](rng, grid)
    expected = understood(survey() if keeps else grid)
    if suffix != "sav" and rng.random() < 0.4:
        raw, keeps = damaged(rng, raw), False
        expected = by_another_reader(raw) if suffix == "csv" else expected
    (folder / f"a.{suffix}").write_bytes(raw)
    begun, had = spent(), memory()
    try:
        with no_longer_than(SECONDS):
            found = tables(folder, f"a.{suffix}", large=seed % 3 == 0)
    except DataError as error:
        _check_findings(error)
        return f"{suffix}: found though the same" if keeps else f"{suffix}: found"
    finally:
        assert spent() - begun < SECONDS
        assert memory() - had < KIBIBYTES, "memory"
    assert found == expected, f"{suffix}: {difference(found, expected)}"
    return f"{suffix}: as understood"


def _check_findings(error: DataError) -> None:
    """Each sentence can be said, and none is that of the boundary behind which a program error would hide."""
    for problem in error.problems:
        problem.text("de"), problem.text("en")
    assert "data.not_readable" not in {problem.code for problem in error.problems}, error.__cause__


def difference(found: Read, expected: Read | None) -> str:
    """The first places where two readings differ."""
    if expected is None:
        return f"read, but nothing is certain: {dict(list(found.items())[:2])}"
    keys = [key for key in {**found, **expected} if found.get(key) != expected.get(key)]
    return ", ".join(f"{key}: {found.get(key)} for {expected.get(key)}" for key in keys[:3])


def write_persons(folder: Path) -> None:
    """The list of persons, which stays as it is."""
    (folder / "p.csv").write_text(text(HEADS["p.csv"], rows()["p.csv"]), encoding="utf-8")


def spent() -> float:
    """Processor time of this process and its readers, in seconds: a busy machine makes no file slow."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class TooLongError(BaseException):
    """No Exception: the boundary behind which a reader may raise anything would take it for a finding."""


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Stop what takes longer than so many seconds of this process's time; its readers have bounds of their own."""

    def stop(*_: object) -> None:
        raise TooLongError(f"longer than {seconds} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def memory() -> int:
    """The most memory that this process and its readers had, in kibibytes."""
    import resource  # noqa: PLC0415 - not on Windows

    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    """Count the outcomes of as many files as the command line says, from a seed if one is given."""
    number_of, first = int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        write_persons(Path(name))
        for seed in range(first, first + number_of):
            try:
                counts[outcome(seed, Path(name))] += 1
            except BaseException as error:
                error.add_note(f"seed {seed}")
                raise
    assert memory() < KIBIBYTES
    sys.stdout.write(f"{number_of} data files, at most {memory() >> 10} MiB: {dict(sorted(counts.items()))}\n")


if __name__ == "__main__":
    main()
