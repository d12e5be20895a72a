"""Random studies with ordered answers, attacked: `python -m tests.attack.ordered --studies 300`.

The attacker has lines of `results.json`. It goes through all ways in which so many persons can have moved, or
answered, keeps those of which every published number is right to the last digit (rank-biserial correlation,
Cliff's delta, medians, intervals, standard errors, test, shares), and claims whatever has 1 to 9 persons in all of
them. No person exists.
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
from numpy.typing import NDArray
from scipy import stats

from tests.attack.kinds import Claim, all_ways, command_line, few_in_all
from tests.attack.published import publish, with_a_register

YEAR = 2024
SMALLEST = 10
NEAR = 1e-9
# A printed share in steps is as far off as this.
STEP = 0.05

Line = dict[str, Any]
Numbers = NDArray[np.float64]
Ways = NDArray[np.int64]


def write_study(seed: int, folder: Path) -> Path:
    """A programme that asks one question with three or four answers: twice, or afterwards only after a lottery."""
    rng = np.random.default_rng(seed)
    answers, once = int(rng.integers(3, 5)), bool(rng.random() < 0.4)
    n = int(rng.integers(20, 120 if answers == 3 else 50 if once else 34))
    groups = rng.permutation(["programme", "comparison"] * n)[:n] if once else np.array(["programme"] * n)
    persons = pd.DataFrame({"id": [f"P{place:03d}" for place in range(n)], "year": YEAR, "group": groups})
    before = rng.choice(answers, n, p=rng.dirichlet(np.ones(answers))) + 1
    up, down = rng.choice([0.0, 0.1, 0.3, 0.6]), rng.choice([0.0, 0.05, 0.2])
    steps = rng.choice([-1, 0, 1, 2], n, p=np.array([down, 1, up, up / 3]) / (1 + down + 4 / 3 * up))
    told = {"after": np.clip(before + steps, 1, answers)} | ({} if once else {"before": before})
    waves = [persons[["id", "year"]].assign(wave=wave, grade=each) for wave, each in told.items()]
    folder.mkdir(parents=True)
    persons.to_csv(folder / "persons.csv", sep=";", index=False)
    pd.concat(waves).to_csv(folder / "answers.csv", sep=";", index=False)
    (folder / "programme.yaml").write_text(json.dumps(_programme(answers, once=once)), encoding="utf-8")
    return folder / "programme.yaml"


def _programme(answers: int, *, once: bool) -> dict[str, Any]:
    columns = {"person": "id", "year": "year"}
    design = {"kind": "randomised", "assignment": "lottery"}
    scale = {"low": 1, "high": answers}
    waves = {"constants": {"wave": "after"}} if once else {}
    return {
        "id": "invented",
        "title": "Erfundenes Programm",
        "organisation": "Erfundenes Amt",
        "question": "Ändert sich etwas?",
        "synthetic": True,
        "data_source": "Zufallszahlen; keine Person hat es gegeben.",
        "design": design if once else {"kind": "one_group", "assignment": "self_selected"},
        "data": {
            "persons": {"file": "persons.csv", "columns": columns | ({"group": "group"} if once else {})},
            "measurements": [
                {
                    "file": "answers.csv",
                    "columns": {**columns, "grade": "grade"} | ({} if once else {"wave": "wave"}),
                    **waves,
                    "accept": ["same_answers"],  # an office would be asked where few have another grade
                },
            ],
        },
        "indicators": [
            {"id": "grade", "label": "Note", "kind": "ordered", "items": ["grade"], "scale": scale},
        ],
    }


def attack(lines: Mapping[str, Line], answers: int) -> Iterator[Claim]:
    """Of which groups there are few, or everybody: who moved, and who answered what in each wave and group."""
    main = _estimate(lines, "change/grade/main")
    if main is not None and main["value"] is not None:
        steps = np.arange(1 - answers, answers)
        yield from few_in_all(_of_steps(_moves(main, steps), steps))
    for wave in ("before", "after"):
        ways = _levels(lines, wave, answers)
        yield from few_in_all({f"{wave} {answer + 1}": ways[:, answer] for answer in range(answers)})
    yield from _between(lines, answers)


def _of_steps(ways: Ways, steps: NDArray[np.int64]) -> dict[str, Ways]:
    groups = {"up": steps > 0, "down": steps < 0, "moved": steps != 0, "stayed": steps == 0}
    groups |= {f"by {step}": steps == step for step in steps.tolist() if step}
    return {name: ways[:, those].sum(axis=1) for name, those in groups.items()}


def _moves(main: Line, steps: NDArray[np.int64]) -> Ways:
    """All ways of moving up and down that fit the rank-biserial correlation, its interval and its test."""
    n = _exact(main, "pairs")
    if n is None or math.comb(n + steps.size - 1, steps.size - 1) > MOST:
        return np.zeros((0, steps.size), dtype=np.int64)
    ways = all_ways(n, steps.size)
    changed = n - ways[:, steps == 0].sum(axis=1)
    ways, changed = ways[changed > 0], changed[changed > 0]
    up, total, ties = _ranks(ways, steps)
    value, decimals = 2 * up / total - 1, 1 if n < 2 * SMALLEST else 2
    fits = _near(value, main["value"], decimals)
    if main["test"] is not None:
        fits &= np.abs(up - main["test"]["statistic"]) < NEAR
    ways, value, up, total, ties, changed = (each[fits] for each in (ways, value, up, total, ties, changed))
    if main["test"] is not None:
        spread = np.sqrt((changed * (changed + 1) * (2 * changed + 1) - ties / 2) / 24)
        z = np.maximum(np.abs(up - total / 2) - 0.5, 0) / np.maximum(spread, NEAR)
        ways, value, changed = (
            each[_near(2 * stats.norm.sf(z), main["test"]["p"], 3)] for each in (ways, value, changed)
        )
    return _with_interval(ways, value, changed, main, steps, decimals)


def _with_interval(
    ways: Ways, value: Numbers, changed: Ways, main: Line, steps: NDArray[np.int64], decimals: int
) -> Ways:
    if main["interval"] is None and main["standard_error"] is None:
        return ways
    known = (np.abs(value) < 1) & (changed > 1)
    ways, value, changed = ways[known], value[known], changed[known]
    error = _jackknife(ways, steps, changed)
    fits = np.ones(len(ways), dtype=bool)
    if main["standard_error"] is not None:
        fits &= _near(error, main["standard_error"], decimals)
    if main["interval"] is not None:
        reach = stats.t.ppf(0.975, changed - 1) * error / (1 - value**2)
        fits &= _near(np.tanh(np.arctanh(value) - reach), main["interval"]["low"], decimals)
        fits &= _near(np.tanh(np.arctanh(value) + reach), main["interval"]["high"], decimals)
    return ways[fits]


def _ranks(ways: Ways, steps: NDArray[np.int64]) -> tuple[Numbers, Numbers, Numbers]:
    """Rank sum of those who went up, that of all, and what ties take away (the sum of t³ - t)."""
    up = np.zeros(len(ways))
    ties, below = np.zeros(len(ways)), np.zeros(len(ways))
    for size in range(1, int(steps.max()) + 1):
        mine = ways[:, steps == size].sum(axis=1)
        there = mine + ways[:, steps == -size].sum(axis=1)
        up += mine * (below + (there + 1) / 2)
        ties += there**3 - there
        below += there
    return up, below * (below + 1) / 2, ties


def _jackknife(ways: Ways, steps: NDArray[np.int64], changed: Ways) -> Numbers:
    """The standard error by leaving out each changed person in turn."""
    moved = steps[steps != 0]
    there = ways[:, steps != 0].astype(float)
    own = there @ np.sign(moved[:, None] + moved[None, :]).astype(float)
    pairs = np.maximum(changed * (changed - 1) / 2, 1)
    mean = (there * own).sum(axis=1) / changed
    spread = (there * (own - mean[:, None]) ** 2).sum(axis=1) / pairs**2
    return np.sqrt((changed - 1) / changed * spread)


def _levels(lines: Mapping[str, Line], wave: str, answers: int) -> Ways:
    """All ways of answering in a wave that fit its median, and the shares of answers."""
    level = _estimate(lines, f"change/grade/{wave}")
    main = _estimate(lines, "change/grade/main")
    n = None if main is None else _exact(main, "pairs")
    if level is None or n is None:
        return np.zeros((0, answers), dtype=np.int64)
    ways = _of_median(all_ways(n, answers), level, n)
    for line in lines.values():
        if line["question"] == "distribution" and line["role"] == ("main" if wave == "after" else wave):
            ways = _of_share(ways, line, n)
    for end, place in (("ceiling", answers - 1), ("floor", 0)):
        share = _estimate(lines, f"threats/grade.threat.{end}_{wave}/main")
        if share is not None:
            ways = ways[_counted(ways[:, place], n, share)]
    return ways


def _of_median(ways: Ways, level: Line, n: int) -> Ways:
    """Those with this median, and its interval from the order of the answers."""
    upto = np.cumsum(ways, axis=1)
    fits = _near((_at(upto, (n - 1) // 2) + _at(upto, n // 2)) / 2, level["value"], 1)
    if level["interval"] is not None:
        outside = int(stats.binom.ppf(0.025, n, 0.5))
        fits &= _at(upto, outside - 1) == level["interval"]["low"]
        fits &= _at(upto, n - outside) == level["interval"]["high"]
    return ways[fits]


def _at(upto: Ways, place: int) -> Ways:
    """The answer at a place in their order, counted from 0."""
    found: Ways = (upto <= place).sum(axis=1) + 1
    return found


def _of_share(ways: Ways, line: Line, n: int) -> Ways:
    """Those of whom a share is in the answers that the label of a line names."""
    ends = [int(part) for part in line["label"].replace("–", " ").replace("-", " ").split() if part.isdigit()]
    if not ends or line["estimate"] is None:
        return ways
    there = ways[:, ends[0] - 1 : ends[-1]].sum(axis=1)
    return ways[_counted(there, n, line["estimate"])]


def _counted(there: Ways, n: int, share: Line) -> Any:
    """Which numbers fit a share of so many, exact or in steps."""
    count = share["counts"][0]
    if count["at_most"] is None:
        return there == count["number"]
    in_band = (there >= count["number"]) & (there <= count["at_most"])
    return in_band & (np.abs(there / n - share["value"]) <= STEP + NEAR)


def _between(lines: Mapping[str, Line], answers: int) -> Iterator[Claim]:
    """What both groups answered, by their medians and by Cliff's delta."""
    main = _estimate(lines, "comparison/grade/main")
    medians = [_estimate(lines, f"comparison/grade/{arm}") for arm in ("programme", "comparison")]
    if main is None or main["value"] is None:
        return
    sizes = [_exact(main, arm) for arm in ("programme", "comparison")]
    sides = []
    for n, level in zip(sizes, medians, strict=True):
        if n is None:
            return
        ways = all_ways(n, answers)
        sides.append(ways if level is None else _of_median(ways, level, n))
    found = _overlaps(sides[0], sides[1], main)
    for arm, ways in zip(("programme", "comparison"), found, strict=True):
        yield from few_in_all({f"{arm} {answer + 1}": ways[:, answer] for answer in range(answers)})


def _overlaps(ours: Ways, theirs: Ways, main: Line) -> tuple[Ways, Ways]:
    """The ways of both groups that fit together, each of them once or oftener."""
    n, m = int(ours[0].sum()), int(theirs[0].sum())
    mine, others = [], []
    decimals = 1 if main["interval"] is None else 2
    for one in ours:
        value = theirs @ _above(one) / (n * m)
        fits = np.flatnonzero(_near(value, main["value"], decimals))
        if main["interval"] is not None or main["standard_error"] is not None:
            fits = np.array([each for each in fits if _delta_fits(one, theirs[each], main, decimals)], dtype=int)
        if fits.size:
            mine.append(one)
            others.append(fits)
    if not mine:
        return ours[:0], theirs[:0]
    return np.array(mine), theirs[np.unique(np.concatenate(others))]


def _above(one: Ways) -> Ways:
    """Of how many of a group each answer is exceeded, less how many it exceeds."""
    upto = np.cumsum(one)
    found: Ways = (upto[-1] - upto) - (upto - one)
    return found


def _delta_fits(ours: Ways, theirs: Ways, main: Line, decimals: int) -> bool:
    """Whether interval and standard error of Cliff's delta are the printed ones."""
    from wirkung.methods.change.ordinal import cliffs_delta  # noqa: PLC0415 - the published method

    levels = np.arange(ours.size)
    found = cliffs_delta(np.repeat(levels, ours), np.repeat(levels, theirs))
    if (found.interval is None) is not (main["interval"] is None):
        return main["interval"] is None
    pairs = [(found.standard_error, main["standard_error"])]
    if found.interval is not None and main["interval"] is not None:
        pairs += [(getattr(found.interval, end), main["interval"][end]) for end in ("low", "high")]
    return all(said is None or there is None or abs(there - said) <= _half(decimals) for there, said in pairs)


def _near(numbers: Numbers, printed: float, decimals: int) -> Any:
    return np.abs(numbers - printed) <= _half(decimals)


def _half(decimals: int) -> float:
    return 0.5 * 10.0**-decimals + NEAR


def _estimate(lines: Mapping[str, Line], name: str) -> Line | None:
    found: Line | None = lines[name]["estimate"] if name in lines else None
    return found


def _exact(estimate: Line, role: str) -> int | None:
    """The number of a count; None where it is a range."""
    return next(
        (each["number"] for each in estimate["counts"] if each["role"] == role and not each["at_most"]), None
    )


# So many ways are gone through.
MOST = 8_000_000


def truth(folder: Path) -> dict[str, int]:
    """How many there are in each group, and in all."""
    persons, answers = (pd.read_csv(folder / f"{name}.csv", sep=";") for name in ("persons", "answers"))
    grades = answers.pivot_table("grade", "id", "wave").reindex(persons["id"])
    found: dict[str, int] = {}
    for wave in grades:
        for answer in range(1, 5):
            found[f"{wave} {answer}"] = int((grades[wave] == answer).sum())
            for arm in ("programme", "comparison"):
                there = persons["group"].to_numpy() == arm
                found[f"{arm} {answer}"] = int((grades["after"].to_numpy()[there] == answer).sum())
    if "before" in grades:
        moved = (grades["after"] - grades["before"]).to_numpy()
        found |= {f"by {step}": int((moved == step).sum()) for step in range(-3, 4)}
        found |= {"up": int((moved > 0).sum()), "down": int((moved < 0).sum())}
        found |= {"moved": int((moved != 0).sum()), "stayed": int((moved == 0).sum())}
    return found


def attack_study(seed: int) -> tuple[int, Sequence[str], int, int]:
    """Seed, what was found out rightly, and how many findings there are and are withheld."""
    with tempfile.TemporaryDirectory(prefix="ordered-") as folder, with_a_register(Path(folder)):
        path = write_study(seed, Path(folder) / "now")
        answers = json.loads(path.read_text(encoding="utf-8"))["indicators"][0]["scale"]["high"]
        report = publish(path, YEAR)
        lines = {line["id"]: line for line in report.lines if line["estimate"] is not None}
        there = truth(Path(folder) / "now")
        right = [str(claim) for claim in attack(lines, answers) if claim.low <= there[claim.group] <= claim.high]
        return seed, right, report.rows, report.withheld


if __name__ == "__main__":
    command_line(__doc__ or "", attack_study)
