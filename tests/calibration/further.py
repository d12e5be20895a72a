"""How often the 95 % intervals of what is printed beside the main result hold the truth: weights, draws, times.

The methods themselves are called, sample by sample. Write `further.csv` and `KINDS.md` (some twenty minutes):

    .venv/bin/python tests/calibration/further.py
"""

import sys
from pathlib import Path

import numpy as np
from calibrate import _cell, read, write
from calibration_samples import SEED, sizes
from kinds_readme import readme
from scipy import stats

from wirkung.estimate import NUMBER
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses, hedges_g_in_courses
from wirkung.methods.robustness.ancova import adjusted_difference
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.methods.survival.proportional_hazards import proportional_hazards
from wirkung.methods.survival.weighted_share import weighted_shares
from wirkung.methods.threats.missing import missing_answers

HERE = Path(__file__).parent
REPLICATIONS = 4000
# Persons, courses, intraclass correlation.
ALONE = ((20, 0, 0.0), (60, 0, 0.0), (150, 0, 0.0))
COURSES = ((60, 6, 0.1), (96, 8, 0.0), (96, 8, 0.2), (200, 14, 0.1))
LOST = 0.3  # of the persons, more of those who began low


def labels(persons, courses, prefix="K"):
    """The course of each person; None where there are no courses."""
    if not courses:
        return None
    return np.array(
        [f"{prefix}{code}" for code in np.repeat(range(courses), sizes(persons, courses))], dtype=object
    )


def errors(rng, persons, courses, icc):
    """Normal, alike within a course as far as `icc` says."""
    if not courses:
        return rng.standard_normal(persons)
    of_course = np.repeat(rng.standard_normal(courses), sizes(persons, courses))
    return np.sqrt(icc) * of_course + np.sqrt(1 - icc) * rng.standard_normal(persons)


def selected(rng, persons, courses, icc):
    """Two groups of so many, the first in courses: after, group, (before, sex), course; the effect is 0.

    Participants began .4 standard deviations higher, 60 of 100 are girls, of the others 40.
    """
    groups = []
    for chosen, grouped in ((True, courses), (False, 0)):
        before = 0.4 * chosen + rng.standard_normal(persons)
        sex = (rng.random(persons) < (0.6 if chosen else 0.4)).astype(float)
        after = 0.6 * before + 0.3 * sex + 0.8 * errors(rng, persons, grouped, icc)
        groups.append((after, np.column_stack([before, sex])))
    after, known = (np.concatenate(each) for each in zip(*groups, strict=True))
    where = (
        None if not courses else np.concatenate([labels(persons, courses), np.full(persons, None, dtype=object)])
    )
    return after, np.repeat([True, False], persons), known, where


def adjusted(rng, persons, courses, icc):
    """Weights, weights with regression, and regression, of one sample."""
    after, group, known, where = selected(rng, persons, courses, icc)
    setting = {"unit": NUMBER, "clusters": where}
    return {
        "weights (IPW)": weighted_difference(after, group, known, **setting).difference,
        "doubly robust (AIPW)": doubly_robust_difference(after, group, known, **setting).difference,
        "adjusted (ANCOVA)": adjusted_difference(after, group, known, **setting),
    }


def lost(rng, persons, courses, icc):
    """Half reach it, those who began high rather; of these fewer are lost."""
    before = errors(rng, persons, courses, icc)
    reached = 0.5 * before + np.sqrt(0.75) * errors(rng, persons, courses, icc) > 0
    gone = rng.random(persons) < stats.norm.cdf(stats.norm.ppf(LOST) * np.sqrt(1.25) - 0.5 * before)
    if not gone.any():
        return {}
    (found,) = weighted_shares([reached], ~gone, before, clusters=labels(persons, courses))
    return {"lost weighted": found.weighted}


def imputed(rng, persons, courses, icc):
    """No change; those who began low answer less often afterwards."""
    before = rng.standard_normal(persons)
    after = 0.6 * before + 0.8 * errors(rng, persons, courses, icc)
    gone = rng.random(persons) < stats.norm.cdf(stats.norm.ppf(LOST) * np.sqrt(1.25) - 0.5 * before)
    where = labels(persons, courses)
    clusters = None if where is None else (where[~gone], where[gone], [])
    found = missing_answers(
        before[~gone],
        after[~gone],
        only_before=before[gone],
        only_after=[],
        unit=NUMBER,
        seed=int(rng.integers(2**31)),
        imputations=20,
        clusters=clusters,
    )
    return {"answers filled in (Rubin)": found}


def hazards(rng, persons, courses, icc):  # noqa: ARG001 - as the others; nobody shares a course
    """Two groups of so many, months until a step at one rate, followed 6 to 24 months; whole months."""
    months = np.ceil(rng.exponential(12, 2 * persons))
    followed = rng.integers(6, 25, 2 * persons)
    found = proportional_hazards(
        np.minimum(months, followed), months <= followed, np.repeat([1.0, 0.0], persons)[:, None], ["group"]
    )
    return {"hazard ratio": found.ratios[0].ratio}


def at_the_start(rng, persons, courses, icc):
    """Two groups alike, the first in courses, and both in courses; numbers, and shares of one in three."""
    ours, alone = errors(rng, persons, courses, icc), errors(rng, persons, 0, 0.0)
    others = errors(rng, persons, courses, icc)
    where, theirs = labels(persons, courses), labels(persons, courses, "S")
    cut = stats.norm.ppf(1 / 3)
    found = {
        "g at the start": hedges_g_in_courses(ours, alone, where, None),
        "Cox index at the start": cox_index_in_courses(ours < cut, alone < cut, where, None),
    }
    if courses:
        found["g at the start, both in courses"] = hedges_g_in_courses(ours, others, where, theirs)
        found["Cox index at the start, both in courses"] = cox_index_in_courses(
            ours < cut, others < cut, where, theirs
        )
        gone = rng.random(persons) < LOST
        if 1 < gone.sum() < persons - 1:
            found["g of the lost"] = hedges_g_in_courses(ours[gone], ours[~gone], where[gone], where[~gone])
    return found


KINDS = {
    adjusted: (ALONE[1:], COURSES, 0.0),
    lost: (ALONE[1:], COURSES, 0.5),
    imputed: (ALONE, COURSES, 0.0),
    hazards: (ALONE, (), 1.0),
    at_the_start: (((8, 0, 0.0), *ALONE), COURSES, 0.0),
}


def cells_of(kind, rng, layout, truth, replications):
    """One line of the table for each number that `kind` makes of a sample."""
    persons, courses, icc = layout
    found = {}
    for _ in range(replications):
        for name, estimate in kind(rng, *layout).items():
            known = estimate.interval
            limits = (np.nan, np.nan) if known is None else (known.low, known.high)
            found.setdefault(name, []).append(limits)
    for name, limits in found.items():
        yield _cell(
            *np.transpose(limits),
            truth,
            quantity=name,
            clustered=_clustered(name, courses),
            persons=persons,
            distribution=f"icc {icc:g}" if courses else "",
            clusters=courses,
            icc=icc,
            effect=truth if truth == 0.5 else 0.0,  # a ratio of 1 is «no difference»
            replications=replications,
        )


def _clustered(name, courses):
    if not courses:
        return "nobody"
    return "both groups" if "both" in name or "of the lost" in name else "one group"


def cells(replications, *, kinds=KINDS, chosen=None):
    """Every cell; of the `chosen` layouts only, where any are."""
    for kind in kinds:
        alone, courses, truth = KINDS[kind]
        for number, layout in enumerate((*alone, *courses)):
            if chosen is None or layout in chosen:
                yield from cells_of(kind, np.random.default_rng([SEED, number]), layout, truth, replications)


def main():
    """Simulate everything and write both files."""
    found = list(cells(REPLICATIONS))
    write(found, HERE / "further.csv")
    stored = [list(read(HERE / f"{name}.csv")) for name in ("kinds", "further")]
    (HERE / "KINDS.md").write_text(readme(*stored), encoding="utf-8")
    sys.stdout.write(f"{len(found)} cells, {sum(each.missed for each in found)} below the target\n")


if __name__ == "__main__":
    main()
