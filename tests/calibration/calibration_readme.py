"""The summary of the calibration in Markdown."""

import math
from itertools import groupby

HEAD = """# Calibration of the 95 % intervals

Written by `calibrate.py` in this folder; every cell stands in `calibration.csv`. Target, wherever an interval is
printed: it holds the truth in 93 to 97 of 100 samples, and where nothing changed it says so in at least 94.

- Persons per group: 6, 8, 20, 60, 300. Courses per group: none, 3, 5, 6, 14, the largest with twice the persons
  of the smallest; intraclass correlation of the change 0, .05, .2.
- Scores: normal; skewed (skewness 1.75); means of five answers from 1 to 5 (`likert`); a scale with 26 % at its
  top before and 45 % after (`ceiling`), and one with 50 % and 69 % (`full`). A floor is the mirror image of a
  ceiling and gives the same numbers. The effect is 0 or half a standard deviation.
- `one group` has courses in the programme only, and single persons beside them; for the mean change it means
  courses at all. The method is chosen by the rule in `methods/kernels/clustered.py`: Student's or Welch's t
  without courses, CR2 with them, Newcombe with t for shares.
- `intervals` is the share of samples with an interval, in the cells where any has one; where the rule declines in
  every sample the cell counts as declined.
- Yes and no, ordered answers, counts and money stand in `KINDS.md`.

"""
COLUMNS = (
    "quantity",
    "courses in",
    "scores",
    "cells",
    "declined",
    "intervals, least",
    "coverage, least",
    "mean",
    "most",
    "false positives, most",
)
BELOW = """
## Every cell below the target

«by chance»: whether three standard errors of the simulation can explain it.
"""
TAIL = """
## What this says about the rule

- The mean change of persons in courses holds from three courses on. The difference holds with three courses in
  each group, but with courses in one group only from six on; with three and five, all cells are declined (five
  gave up to 6.6 % false positives).
- Where half of fewer than 20 persons stand at the end of the scale both times, the mean change declines (rows
  `full` and, for few persons, `ceiling`).
- Coverage above .97 occurs with three courses of few persons (up to .98) and for rare shares (up to .99): an
  interval wider than needed, never a false claim.
- `very_skewed` (skewness 3.3, a change of .8 standard deviations) is outside the usual range and not reached: in
  few answers nothing gives such a distribution away.
- Newcombe's interval as published sees a difference that is not there in 8 of 100 samples at 8 against 8 and .5
  against .5, as the possible differences are so few. Reports take the t quantile of the smaller group: at most 5.6
  over all pairs of 6 to 500 persons and all shares (exact), for that too wide below 20 persons (up to 1.0).
"""


def readme(cells):
    """Head, one line per quantity, courses and scores, and every cell that misses the target."""
    lines = [HEAD, _row(COLUMNS), _row("---" for _ in COLUMNS)]

    def kind(cell):
        return cell.quantity, cell.clustered, cell.distribution

    lines += [_row((*key, *_summary(list(group)))) for key, group in groupby(sorted(cells, key=kind), key=kind)]
    lines += [BELOW]
    columns = ("quantity", "courses in", "scores", "persons", "courses", "icc", "effect", "coverage", "by chance")
    lines += [_row(columns), _row("---" for _ in columns)]
    lines += [_row(_line(cell)) for cell in cells if cell.short > 0]
    return "\n".join(lines) + "\n" + TAIL


def _line(cell):
    place = (cell.quantity, cell.clustered, cell.distribution, cell.persons, cell.clusters, cell.icc, cell.effect)
    return (*place, f"{cell.coverage:.4f}", "no" if cell.missed else "can be")


def _summary(cells):
    shown = [cell for cell in cells if not math.isnan(cell.coverage)]
    coverage = [cell.coverage for cell in shown]
    false = [1 - cell.coverage for cell in shown if not cell.effect]
    mean = sum(coverage) / len(coverage)
    return (
        len(cells),
        len(cells) - len(shown),
        f"{min(cell.printed for cell in shown):.2f}",
        f"{min(coverage):.3f}",
        f"{mean:.3f}",
        f"{max(coverage):.3f}",
        f"{max(false):.3f}" if false else "",
    )


def _row(parts):
    return "| " + " | ".join(str(part) for part in parts) + " |"
