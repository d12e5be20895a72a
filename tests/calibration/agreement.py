"""How often a report announces that methods contradict each other, where they estimate the same and where not.

Write `agreement.csv` (some ten minutes on a quiet machine):

    .venv/bin/python tests/calibration/agreement.py
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from calibration_samples import SEED
from further import errors, labels

from wirkung.codes import Direction
from wirkung.estimate import NUMBER
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.clusters import difference_in_change_clustered, mean_difference_clustered
from wirkung.methods.kernels.cluster_labels import labels_of
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.more_than_noise import more_than_noise, units_to_leave_out
from wirkung.methods.robustness.weighting import weighted_difference

HERE = Path(__file__).parent
REPLICATIONS = 1000
# Persons a group, courses of the programme, courses of the comparison group, intraclass correlation.
GROUPS = ((30, 0, 0, 0.0), (60, 8, 8, 0.1))
# Start of the programme group, effect: alike at the start, or (the change is then wrong) chosen by a good start.
TRUTHS = ((0.0, 0.3), (0.8, 0.3))


def study(rng, persons, courses, icc, start, effect):
    """Before, after, (before, sex), courses of both groups."""
    groups = []
    for place, number in enumerate(courses):
        before = start * (place == 0) + rng.standard_normal(persons)
        sex = (rng.random(persons) < 0.5).astype(float)
        after = 0.6 * before + 0.2 * sex + effect * (place == 0) + 0.8 * errors(rng, persons, number, icc)
        courses = labels_of(labels(persons, number, f"{place}"), persons)
        groups.append((before, after, np.column_stack([before, sex]), courses))
    return groups


def methods(design):
    """The chosen method of a design, and those beside it: from the groups to their difference."""

    def rows(ours, theirs):
        known = np.concatenate([ours[2], theirs[2]])
        group = np.repeat([True, False], [ours[0].size, theirs[0].size])
        return np.concatenate([ours[1], theirs[1]]), group, known, np.concatenate([ours[3], theirs[3]])

    def of_rows(method, columns):
        def estimate(ours, theirs):
            after, group, known, courses = rows(ours, theirs)
            found = method(after, group, known[:, :columns], unit=NUMBER, clusters=courses)
            return getattr(found, "difference", found)

        return estimate

    def change(ours, theirs):
        return difference_in_change_clustered(*ours[:2], *theirs[:2], ours[3], theirs[3], unit=NUMBER)

    def after(ours, theirs):
        return mean_difference_clustered(ours[1], theirs[1], ours[3], theirs[3], unit=NUMBER)

    beside = [
        of_rows(adjusted_difference, 1),
        of_rows(weighted_difference, 2),
        of_rows(doubly_robust_difference, 2),
    ]
    return (after, [change, *beside]) if design == "lottery" else (change, beside)


def announced(groups, design):
    """Whether a line lies otherwise to zero than the chosen one; and whether one does by more than noise."""
    chosen, beside = methods(design)
    first = chosen(*groups)
    lines = [(method, method(*groups)) for method in beside]
    known = [(method, found) for method, found in lines if found.direction is not Direction.UNKNOWN]
    if first.direction is Direction.UNKNOWN:
        return False, False
    other = [method for method, found in known if found.direction is not first.direction]
    units = [units_to_leave_out(each[3], rng=np.random.default_rng(1)) for each in groups]

    def apart_of(method):
        def apart(kept):
            some = [tuple(part[mask] for part in each) for each, mask in zip(groups, kept, strict=True)]
            values = method(*some).value, chosen(*some).value
            return None if None in values else values[0] - values[1]

        return apart

    return bool(other), any(more_than_noise(apart_of(method), units, among=len(known)) for method in other)


def cells(replications):
    """Each setting with both shares."""
    for place, (persons, ours, theirs, icc) in enumerate(GROUPS):
        for design in ("lottery", "comparison"):
            for start, effect in TRUTHS[:1] if design == "lottery" else TRUTHS:
                rng = np.random.default_rng([SEED, place, int(10 * start), int(10 * effect), design == "lottery"])
                found = [
                    announced(study(rng, persons, (ours, theirs), icc, start, effect), design)
                    for _ in range(replications)
                ]
                differ, beyond = np.mean(found, axis=0)
                yield {
                    "design": design,
                    "persons": persons,
                    "courses": f"{ours}/{theirs}",
                    "icc": icc,
                    "start": start,
                    "effect": effect,
                    "replications": replications,
                    "other_sign": round(float(differ), 4),
                    "announced": round(float(beyond), 4),
                }


if __name__ == "__main__":
    made = []
    for cell in cells(int(sys.argv[1]) if sys.argv[1:] else REPLICATIONS):
        made.append(cell)
        pd.DataFrame(made).to_csv(HERE / "agreement.csv", index=False)
