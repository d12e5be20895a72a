"""How often 95 % intervals hold the truth, and how often they see a change where there is none.

Write `calibration.csv` and `README.md` (about five minutes on one core):

    .venv/bin/python tests/calibration/calibrate.py
"""

import csv
import sys
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from calibration_limits import change_limits, difference_limits, share_limits
from calibration_readme import readme
from calibration_samples import SEED, scored, sizes, truth

HERE = Path(__file__).parent
EFFECT = 0.5  # in standard deviations before they are put on a scale
STRONG_EFFECT = 0.8
REPLICATIONS = 10_000
PERSONS = (6, 8, 20, 60, 300)
CLUSTERS = (0, 3, 5, 6, 14)
ICC = (0.0, 0.05, 0.2)
USUAL = ("normal", "skewed", "likert", "ceiling", "full")
SHARES = ((0.5, 0.5), (0.2, 0.2), (0.9, 0.9), (0.5, 0.7), (0.1, 0.4), (0.8, 0.95))
# What is to be reached wherever an interval is printed.
LEAST_COVERAGE = 0.93
MOST_FALSE_POSITIVES = 0.06


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One line of the table."""

    quantity: str
    clustered: str  # nobody, one group, both groups
    persons: int  # in each group
    distribution: str
    clusters: int  # in each clustered group
    icc: float
    effect: float
    replications: int
    printed: float  # share of the samples that get an interval
    coverage: float  # among these; without an effect, 1 - coverage are the false positives
    # As many times as long as the shortest intervals that still hold 95 of 100 of these samples, all drawn in
    # around their middle alike; not known (NaN) of tables that were written before it was looked at.
    longer: float = float("nan")
    # Share of the samples whose number a report shows: no answer was given by 1 to 9 persons of a group.
    shown: float = float("nan")

    @property
    def short(self):
        """By how much the cell is below its target; 0 or less where it reaches it, or prints nothing."""
        if np.isnan(self.coverage):
            return 0.0
        return (LEAST_COVERAGE if self.effect else 1 - MOST_FALSE_POSITIVES) - self.coverage

    @property
    def missed(self):
        """Whether it is below by more than three standard errors of the simulation."""
        return self.short > 3 * (0.95 * 0.05 / max(self.replications * self.printed, 1)) ** 0.5


def layouts():
    """Persons, number of clusters and intraclass correlation of every cell."""
    for persons in PERSONS:
        for clusters in CLUSTERS:
            if clusters < persons:
                for icc in ICC if clusters else ICC[:1]:
                    for clustered in ("one group", "both groups") if clusters else ("nobody",):
                        yield {"persons": persons, "clusters": clusters, "icc": icc, "clustered": clustered}


def sample(rng, samples, *, distribution, persons, clusters, icc, effect, clustered):
    """Both groups of many samples: scores and courses; the comparison group never changes."""
    alone = np.ones(persons, dtype=int)
    ours = sizes(persons, clusters) if clusters else alone
    theirs = ours if clustered == "both groups" else alone
    return (
        (*scored(rng, distribution, samples, ours, icc, effect), ours),
        (*scored(rng, distribution, samples, theirs, icc if theirs is ours else 0.0, 0.0), theirs),
    )


def cells(replications, *, distributions=USUAL, chosen=None):
    """Every cell with scores; `chosen` layouts instead of all."""
    rng = np.random.default_rng(SEED)
    settings = [(name, effect) for name in distributions for effect in (0.0, EFFECT)]
    for distribution, effect in settings:
        target = truth(distribution, effect)
        for layout in chosen or layouts():
            yield from measured(
                rng, replications, {"distribution": distribution, "effect": effect, **layout}, target
            )


def strained_cells(replications):
    """Very skewed scores and a strong effect: what no rule finds out from few answers."""
    rng = np.random.default_rng(SEED)
    target = truth("very_skewed", STRONG_EFFECT)
    for persons in PERSONS:
        setting = {"persons": persons, "clusters": 0, "icc": 0.0, "clustered": "nobody"}
        setting |= {"distribution": "very_skewed", "effect": STRONG_EFFECT}
        yield from measured(rng, replications, setting, target)


def measured(rng, replications, setting, target):
    """The difference in change, and the mean change (once per layout)."""
    ours, theirs = sample(rng, replications, **setting)
    found = {
        "difference in change": difference_limits(ours[1] - ours[0], theirs[1] - theirs[0], ours[2], theirs[2])
    }
    if setting["clustered"] != "both groups":
        found["mean change"] = change_limits(*ours)
    for quantity, (low, high) in found.items():
        yield _cell(low, high, target, quantity=quantity, replications=replications, **setting)


def share_cells(replications):
    """Newcombe's interval, persons independent."""
    rng = np.random.default_rng(SEED)
    for persons in PERSONS:
        for ours, theirs in SHARES:
            reached = [rng.binomial(persons, share, replications) for share in (ours, theirs)]
            yield _cell(
                *share_limits(reached, persons),
                ours - theirs,
                quantity="share difference",
                distribution=f"{ours:g} against {theirs:g}",
                effect=round(ours - theirs, 10),
                replications=replications,
                persons=persons,
                clusters=0,
                icc=0.0,
                clustered="nobody",
            )


def _cell(low, high, target, **setting):
    printed = ~np.isnan(low)
    holds = (low - 1e-12 <= target) & (target <= high + 1e-12)
    if not printed.any():
        return Cell(printed=0.0, coverage=float("nan"), **setting)
    coverage = float(np.mean(holds[printed]))
    return Cell(
        printed=float(np.mean(printed)),
        coverage=coverage,
        longer=_longer(low[printed], high[printed], target),
        **setting,
    )


def _longer(low, high, target):
    """As many times as long as need be.

    Where few values are possible the shortest hold more than 95 of 100 too: that is no length given away.

    Tests, which come as intervals without a length, have none.
    """
    if not (high > low).any():
        return float("nan")
    needed = np.abs(target - (low + high) / 2) / np.maximum((high - low) / 2, 1e-12)
    return 1 / max(float(np.quantile(needed, 0.95, method="higher")), 1e-12)


def write(found, path):
    """One line per cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Cell)], lineterminator="\n")
        table.writeheader()
        for cell in found:
            known = {name: _known(getattr(cell, name)) for name in ("printed", "coverage", "longer", "shown")}
            table.writerow(asdict(cell) | known)


def _known(number):
    return "" if np.isnan(number) else f"{number:.4f}"


def read(path):
    """What `write` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            yield Cell(**{field.name: field.type(line.get(field.name) or "nan") for field in fields(Cell)})


def main():
    """Simulate everything and write both files."""
    found = [*cells(REPLICATIONS), *strained_cells(REPLICATIONS), *share_cells(REPLICATIONS)]
    write(found, HERE / "calibration.csv")
    (HERE / "README.md").write_text(readme(list(read(HERE / "calibration.csv"))), encoding="utf-8")
    sys.stdout.write(f"{len(found)} cells, {sum(cell.short > 0 for cell in found)} below the target\n")


if __name__ == "__main__":
    main()
