"""Random studies with a question of yes and no, attacked: `python -m tests.attack.yes_no --studies 300`.

The attacker has lines of `results.json`. It goes through every table of those who said yes or no before and
afterwards, keeps the tables of which all published numbers are right to the last digit (shares, change, both
intervals, p-value, ranges), and claims whatever has 1 to 9 persons in all of them. No person exists.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tests.attack.kinds import command_line
from tests.attack.published import publish, with_a_register
from tests.attack.studies import DESIGNS, GENDERS
from wirkung.methods.change.paired_counts import PairedCounts
from wirkung.methods.change.paired_shares import share_change
from wirkung.methods.kernels.intervals import share

YEAR = 2024
SMALLEST = 10
# A printed share, change or index is as far off as this, and a step as this.
HALF, STEP = 0.005, 0.05
NEAR = 1e-9

Line = dict[str, Any]
Grid = NDArray[np.bool_]
Tables = dict[int, Grid]  # for each number of persons: which numbers of yes before and afterwards are possible


def write_study(seed: int, folder: Path) -> Path:
    """A programme that asks one question of yes and no, before and afterwards; some are lost, few change."""
    rng = np.random.default_rng(seed)
    design, n = str(rng.choice(list(DESIGNS))), int(np.exp(rng.uniform(np.log(20), np.log(300))))
    groups = rng.choice(["programme", "comparison"], n) if design != "one_group" else "programme"
    ids = [f"P{place:03d}" for place in range(n)]
    gender = rng.choice(GENDERS, n, p=[0.5, 0.45, 0.05])
    courses = [f"K{place % 8}" for place in range(n)]
    persons = pd.DataFrame({"id": ids, "year": YEAR, "group": groups, "course": courses, "gender": gender})
    before = rng.random(n) < rng.choice([0.0, 0.1, 0.5, 0.9])
    gained, lost = rng.choice([0.0, 0.05, 0.3]), rng.choice([0.0, 0.05, 0.2])
    after = np.where(before, rng.random(n) >= lost, rng.random(n) < gained)
    silent = float(rng.choice([0.0, 0.03, 0.2]))
    waves = [
        persons.loc[rng.random(n) >= silent, ["id", "year"]].assign(wave=wave, passed=pd.Series(told.astype(int)))
        for wave, told in (("before", before), ("after", after))
    ]
    folder.mkdir(parents=True)
    persons.to_csv(folder / "persons.csv", sep=";", index=False)
    pd.concat(waves).to_csv(folder / "answers.csv", sep=";", index=False)
    text = json.dumps(_programme(design, clusters=bool(rng.random() < 0.2)), ensure_ascii=False)
    (folder / "programme.yaml").write_text(text, encoding="utf-8")
    return folder / "programme.yaml"


def _programme(design: str, *, clusters: bool) -> dict[str, Any]:
    columns = {"person": "id", "year": "year"}
    of_persons = {**columns, "group": "group", "course": "course", "gender": "gender"}
    answers = {**columns, "wave": "wave", "passed": "passed"}
    return {
        "id": "invented",
        "title": "Erfundenes Programm",
        "organisation": "Erfundenes Amt",
        "question": "Ändert sich etwas?",
        "synthetic": True,
        "data_source": "Zufallszahlen; keine Person hat es gegeben.",
        "design": {"kind": design, "assignment": DESIGNS[design]} | ({"clusters": "course"} if clusters else {}),
        "data": {
            "persons": {"file": "persons.csv", "columns": of_persons},
            "measurements": [{"file": "answers.csv", "columns": answers}],
        },
        "indicators": [{"id": "passed", "label": "Bestanden", "kind": "yes_no", "items": ["passed"]}],
        "characteristics": [{"id": "gender", "label": "Geschlecht"}],
    }


def attack(lines: Mapping[str, Line]) -> Iterator[tuple[str, int, int]]:
    """Of which group of those who answered both times there are how many: few, or everybody."""
    tables = _tables(lines)
    sizes = [(n, *each) for n, grid in tables.items() for each in np.argwhere(grid).tolist()]
    if not sizes:
        return
    persons, before, after = np.array(sizes).T
    groups = {"yes before": before, "no before": persons - before, "yes after": after, "no after": persons - after}
    for name, numbers in groups.items():
        low, high = int(numbers.min()), int(numbers.max())
        if low >= 1 and high < SMALLEST:
            yield name, low, high
        if (numbers == persons).all():
            yield f"everybody {name}", int(persons.min()), int(persons.max())
    yield from _moved(lines.get("change/passed/main"), persons, before, after)


def _moved(line: Line | None, persons: Any, before: Any, after: Any) -> Iterator[tuple[str, int, int]]:
    """Who changed to yes and who to no, from the p-value of the exact test, and from Tango's interval."""
    test = None if line is None else line["estimate"]["test"]
    if test is None or len(persons) != 1 or "exact" not in test["name"]:
        return
    n, yes, then = int(persons[0]), int(before[0]), int(after[0])
    possible = []
    for gained in range(max(0, then - yes), min(n - yes, then) + 1):
        counts = PairedCounts(
            both_times=then - gained,
            only_after=gained,
            only_before=gained - then + yes,
            neither_time=n - yes - gained,
        )
        found = share_change(counts)
        if abs(found.test.p - test["p"]) <= HALF / 10 and _fits(line["estimate"]["interval"], found.interval):
            possible.append((gained, counts.only_before))
    for place, name in enumerate(("gained", "lost")):
        numbers = [each[place] for each in possible]
        if numbers and min(numbers) >= 1 and max(numbers) < SMALLEST:
            yield name, min(numbers), max(numbers)


def _fits(printed: dict[str, float] | None, found: Any) -> bool:
    if printed is None:
        return True
    return all(abs(printed[end] - getattr(found, end)) <= HALF + NEAR for end in ("low", "high"))


def _tables(lines: Mapping[str, Line]) -> Tables:
    """Every table of which all that is published is right."""
    main = lines.get("change/passed/main")
    waves = [lines.get(f"change/passed/{wave}") for wave in ("before", "after")]
    pairs = [_count(line, role) for line, role in ((main, "pairs"), (waves[0], "base"), (waves[1], "base"))]
    known = [each for each in pairs if each is not None]
    if not known:
        return {}
    found: Tables = {}
    for n in range(max(low for low, _ in known), min(high for _, high in known) + 1):
        numbers = np.arange(n + 1)
        allowed = [
            _of_wave(line, numbers, n) & _in_band(_count(main, role), numbers)
            for line, role in zip(waves, ("programme_before", "programme_after"), strict=True)
        ]
        grid = allowed[0][:, None] & allowed[1][None, :]
        value = None if main is None else main["estimate"]["value"]
        if value is not None:
            grid &= np.abs((numbers[None, :] - numbers[:, None]) / n - value) <= HALF + NEAR
        found[n] = grid
    return found


def _of_wave(line: Line | None, numbers: Any, n: int) -> Any:
    """Which numbers of yes a share, its interval and its counts leave."""
    if line is None:
        return np.ones(n + 1, dtype=bool)
    estimate = line["estimate"]
    ranged = any(each["at_most"] is not None for each in estimate["counts"])
    near = np.abs(numbers / n - estimate["value"]) <= (STEP if ranged else HALF) + NEAR
    printed = estimate["interval"]
    interval = [printed is None or _fits(printed, share(int(number), n).interval) for number in numbers]
    return near & np.array(interval) & _in_band(_count(line, "reached"), numbers)


def _in_band(band: tuple[int, int] | None, numbers: Any) -> Any:
    low, high = band or (0, len(numbers))
    return (numbers >= low) & (numbers <= high)


def _count(line: Line | None, role: str) -> tuple[int, int] | None:
    """Between which numbers a count is said to be."""
    for each in [] if line is None else line["estimate"]["counts"]:
        if each["role"] == role:
            return each["number"], each["number"] if each["at_most"] is None else each["at_most"]
    return None


def truth(folder: Path) -> dict[str, int]:
    """How many of those who answered both times are in each group."""
    persons, answers = (pd.read_csv(folder / f"{name}.csv", sep=";") for name in ("persons", "answers"))
    ours = persons.loc[persons["group"] == "programme", "id"]
    both = answers[answers["id"].isin(ours)].pivot_table("passed", "id", "wave").dropna()
    before, after = both["before"] == 1, both["after"] == 1
    groups = {"yes before": before, "no before": ~before, "yes after": after, "no after": ~after}
    everybody = {f"everybody {name}": len(both) if each.all() else -1 for name, each in groups.items()}
    moved = {"gained": ~before & after, "lost": before & ~after}
    return everybody | {name: int(each.sum()) for name, each in (groups | moved).items()}


def attack_study(seed: int) -> tuple[int, list[str], int, int]:
    """Seed, what was found out rightly, and how many findings there are and are withheld."""
    with tempfile.TemporaryDirectory(prefix="yes-no-") as folder, with_a_register(Path(folder)):
        report = publish(write_study(seed, Path(folder) / "now"), YEAR)
        lines = {line["id"]: line for line in report.lines if line["estimate"] is not None}
        there = truth(Path(folder) / "now")
        right = [f"{name}: {low}-{high}" for name, low, high in attack(lines) if low <= there[name] <= high]
        return seed, right, report.rows, report.withheld


if __name__ == "__main__":
    command_line(__doc__ or "", attack_study)
