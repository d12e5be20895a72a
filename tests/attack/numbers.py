"""Random studies with whole numbers (visits, single items): `python -m tests.attack.numbers --studies 300`.

The attacker has lines of `results.json`. From number of persons, mean and standard error follows how far all
answers together lie from any number, squared. Answers are whole numbers, so that no more persons can lie
elsewhere: where this is fewer than ten, it claims that few answered something else, or that few changed. And it
goes through all ways in which few persons can have answered a scale. No person exists.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.attack.kinds import SMALLEST, Claim, all_ways, command_line, few_in_all
from tests.attack.published import publish, with_a_register

YEAR = 2024
KINDS = ("count", "score")
# A score of one item lies between these.
LOW, HIGH = 1, 5
# Of so many persons all ways are gone through.
MOST = 60
NEAR = 1e-9

Line = dict[str, Any]


def write_study(seed: int, folder: Path) -> Path:
    """A programme that asks for one whole number twice; nearly all have the same, or few change."""
    rng = np.random.default_rng(seed)
    kind, n = KINDS[seed % 2], int(rng.integers(12, 200))
    usual = 0 if kind == "count" else int(rng.integers(LOW, HIGH + 1))
    unlike, moved = rng.choice([0.03, 0.1, 0.5, 0.9]), rng.choice([0.03, 0.1, 0.5])
    before = np.where(rng.random(n) < unlike, rng.integers(0, 5, n) + (kind == "score"), usual)
    after = np.where(rng.random(n) < moved, rng.integers(0, 5, n) + (kind == "score"), before)
    persons = pd.DataFrame({"id": [f"P{place:03d}" for place in range(n)], "year": YEAR})
    waves = [persons.assign(wave=wave, told=told) for wave, told in (("before", before), ("after", after))]
    folder.mkdir(parents=True)
    persons.to_csv(folder / "persons.csv", sep=";", index=False)
    pd.concat(waves).to_csv(folder / "answers.csv", sep=";", index=False)
    (folder / "programme.yaml").write_text(json.dumps(_programme(kind)), encoding="utf-8")
    return folder / "programme.yaml"


def _programme(kind: str) -> dict[str, Any]:
    columns = {"person": "id", "year": "year"}
    what = {"count": {"unit": "Besuche", "better": "higher"}, "score": {"scale": {"low": LOW, "high": HIGH}}}
    return {
        "id": "invented",
        "title": "Erfundenes Programm",
        "organisation": "Erfundenes Amt",
        "question": "Ändert sich etwas?",
        "synthetic": True,
        "data_source": "Zufallszahlen; keine Person hat es gegeben.",
        "design": {"kind": "one_group", "assignment": "self_selected"},
        "data": {
            "persons": {"file": "persons.csv", "columns": columns},
            # Few of them tell another number in the second wave, which an office would be asked about.
            "measurements": [
                {
                    "file": "answers.csv",
                    "columns": {**columns, "wave": "wave", "told": "told"},
                    "accept": ["same_answers"],
                }
            ],
        },
        "indicators": [{"id": "told", "label": "Zahl", "kind": kind, "items": ["told"], **what[kind]}],
    }


def attack(lines: Mapping[str, Line], kind: str) -> Iterator[Claim]:
    """How many answered something else than a number, and how many changed, where they are certainly few."""
    for role, numbers in (("before", range(6)), ("after", range(6)), ("main", range(1))):
        line = lines.get(f"change/told/{role}")
        count = None if line is None else line["estimate"]["counts"][0]
        if line is None or count is None or count["at_most"] is not None:
            continue
        ends = (0,) if kind == "count" else (LOW, HIGH)
        for number in numbers:
            low, high = _elsewhere(
                line["estimate"], count["number"], number, at_end=role != "main" and number in ends
            )
            if low >= 1 and high < SMALLEST:
                yield Claim(f"{role} not {number}", low, high)
    if kind == "score":
        yield from _answered(lines, "before")
        yield from _answered(lines, "after")


def _answered(lines: Mapping[str, Line], wave: str) -> Iterator[Claim]:
    """How many gave each answer, by mean, standard error and how many stand at the upper end."""
    line, end = lines.get(f"change/told/{wave}"), lines.get(f"threats/told.threat.ceiling_{wave}/main")
    count = None if line is None else line["estimate"]["counts"][0]
    if line is None or count is None or count["at_most"] is not None or count["number"] > MOST:
        return
    n, estimate = count["number"], line["estimate"]
    ways = all_ways(n, HIGH)
    means = ways @ np.arange(LOW, HIGH + 1) / n
    errors = np.sqrt(np.maximum(ways @ np.arange(LOW, HIGH + 1) ** 2 / n - means**2, 0) / (n - 1))
    half = 0.005 + NEAR if n >= 2 * SMALLEST else 0.05 + NEAR
    fits = np.abs(means - estimate["value"]) <= half
    if estimate["standard_error"] is not None:
        fits &= np.abs(errors - estimate["standard_error"]) <= half
    if end is not None:
        there = end["estimate"]["counts"][0]
        fits &= (ways[:, -1] >= there["number"]) & (ways[:, -1] <= (there["at_most"] or there["number"]))
    yield from few_in_all({f"{wave} {LOW + place}": ways[fits, place] for place in range(HIGH)})


def _elsewhere(estimate: Line, n: int, number: int, *, at_end: bool) -> tuple[int, int]:
    """Between how many have another number: none has half of one, and beyond an end of the scale is nobody."""
    half = 0.5 * 10.0 ** -(1 if n < 2 * SMALLEST else 2) + NEAR
    apart = [abs(estimate["value"] - number) + sign * half for sign in (-1, 1)]
    low, high = 0, n
    if at_end:
        low, high = int(apart[0] * n > 0), math.floor(apart[1] * n)
    if estimate["standard_error"] is not None:
        errors = [estimate["standard_error"] + sign * half for sign in (-1, 1)]
        least, most = (
            n * (n - 1) * max(error, 0) ** 2 + n * max(distance, 0) ** 2
            for error, distance in zip(errors, apart, strict=True)
        )
        low, high = max(low, int(least > 0)), min(high, math.floor(most))
    return low, high


def truth(folder: Path) -> dict[str, int]:
    """How many have another number in each wave, and how many changed."""
    told = pd.read_csv(folder / "answers.csv", sep=";").pivot_table("told", "id", "wave")
    found = {f"{wave} not {n}": int((told[wave] != n).sum()) for wave in ("before", "after") for n in range(6)}
    found |= {f"{wave} {n}": int((told[wave] == n).sum()) for wave in ("before", "after") for n in range(6)}
    return found | {"main not 0": int((told["after"] != told["before"]).sum())}


def attack_study(seed: int) -> tuple[int, Sequence[str], int, int]:
    """Seed, what was found out rightly, and how many findings there are and are withheld."""
    with tempfile.TemporaryDirectory(prefix="numbers-") as folder, with_a_register(Path(folder)):
        report = publish(write_study(seed, Path(folder) / "now"), YEAR)
        lines = {line["id"]: line for line in report.lines if line["estimate"] is not None}
        there = truth(Path(folder) / "now")
        claims = attack(lines, KINDS[seed % 2])
        right = [str(claim) for claim in claims if claim.low <= there[claim.group] <= claim.high]
        return seed, right, report.rows, report.withheld


if __name__ == "__main__":
    command_line(__doc__ or "", attack_study)
