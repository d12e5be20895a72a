"""How often the 95 % intervals of what is printed beside the main result hold the truth: weights, draws, times.

The methods themselves are called, sample by sample. Write `further.csv` and `KINDS.md` (some twenty minutes):

    .venv/bin/python tests/calibration/further.py

or only some of it (`hazards`, `bounds`; what else is stored stays):

    .venv/bin/python tests/calibration/further.py hazards bounds
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from calibrate import _cell, read, write
from calibration_samples import SEED, sizes
from kinds import GRADES
from kinds_readme import readme
from scipy import stats

from wirkung.estimate import MONTHS, NUMBER, Interval
from wirkung.methods.change.ordinal import cliffs_delta, median, rank_biserial
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses, hedges_g_in_courses
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.lee_bounds import lee_bounds
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.methods.survival.proportional_hazards import proportional_hazards
from wirkung.methods.survival.survival_comparison import restricted_mean_difference
from wirkung.methods.survival.weighted_share import weighted_shares
from wirkung.methods.threats.intraclass import intraclass_correlation
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


def rarely_reached(rng, persons, courses, icc):
    """As above, where one in ten reaches it; Cox's index where one in ten has it in either group."""
    before = errors(rng, persons, courses, icc)
    reached = 0.5 * before + np.sqrt(0.75) * errors(rng, persons, courses, icc) > stats.norm.ppf(0.9)
    gone = rng.random(persons) < stats.norm.cdf(stats.norm.ppf(LOST) * np.sqrt(1.25) - 0.5 * before)
    (found,) = weighted_shares([reached], ~gone, before, clusters=labels(persons, courses))
    return {"lost weighted, one in ten": found.weighted}


def rare_at_the_start(rng, persons, courses, icc):
    """Cox's index where one in ten has it in either group; without a value where nobody has."""
    ours, alone = (errors(rng, persons, *each) < stats.norm.ppf(0.1) for each in ((courses, icc), (0, 0.0)))
    return {"Cox index, one in ten": cox_index_in_courses(ours, alone, labels(persons, courses), None)}


def log_ranks(rng, persons, courses, icc):  # noqa: ARG001 - as the others; in courses the means have a test instead
    """Two groups alike: how far apart their mean months are, and how often the test tells them apart."""
    both = [months_until(rng, persons, 0, 0.0) for _ in range(2)]
    months, made = (np.concatenate(each) for each in zip(*both, strict=True))
    found = restricted_mean_difference(months, made, np.repeat([True, False], persons), unit=MONTHS).difference
    # The test as an interval that holds 0 where it tells nothing apart.
    away = 1.0 if found.test.p < 0.05 else 0.0
    test = Interval(low=away, high=away, level=0.95, method=found.test.name)
    return {"mean months apart": found, "log-rank test": replace(found, interval=test)}


def given_grades(rng, persons):
    return np.searchsorted(GRADES, rng.standard_normal(persons)).astype(float)


def middles(rng, persons, courses, icc):  # noqa: ARG001 - as the others; in courses a median has none
    """Six grades, the third of which is the one in the middle."""
    return {"median of grades": median(given_grades(rng, persons))}


def ranks(rng, persons, courses, icc):  # noqa: ARG001 - as the others; in courses `kinds.py`
    """Grades of two waves, and of two groups, alike."""
    first, second = given_grades(rng, persons), given_grades(rng, persons)
    return {"rank-biserial": rank_biserial(first, second), "Cliff's delta": cliffs_delta(first, second)}


def bounds(rng, persons, courses, icc):  # noqa: ARG001 - as the others; in courses bounds have none
    """A lottery without effect, after which the comparison group loses the lowest 15 of 100 more."""
    ours, theirs = rng.standard_normal((2, persons))
    kept = theirs > stats.norm.ppf(0.15)
    stayed = rng.random(persons) < 0.9
    found = lee_bounds(
        ours[stayed],
        theirs[kept & stayed],
        lost=(int((~stayed).sum()), int((~(kept & stayed)).sum())),
        unit=NUMBER,
    )
    # Those never lost in either group have the same mean in both: the truth is 0.
    return {"Lee's bounds": found.lower}


def standardised(rng, persons, courses, icc):  # noqa: ARG001 - as the others; in courses only g_av has an interval
    """No change, correlation .6: every usual standardised change."""
    lasting = np.sqrt(0.6) * rng.standard_normal(persons)
    before, after = (lasting + np.sqrt(0.4) * rng.standard_normal(persons) for _ in range(2))
    named = ("g_z", "g_av", "g_average_variance", "g_rm", "g_becker")
    return {each: standardised_change(before, after, standardiser=each) for each in named}


def alike_in_courses(rng, persons, courses, icc):
    """The intraclass correlation itself."""
    found = intraclass_correlation(errors(rng, persons, courses, icc), labels(persons, courses))
    return {f"intraclass correlation {icc:g}": found}


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


def months_until(rng, persons, courses, icc):
    """Months until a step, followed 6 to 24 months, whether it was made; 1 in 12 makes it a month."""
    uniform = stats.norm.cdf(errors(rng, persons, courses, icc))
    months, followed = np.ceil(-12 * np.log(uniform)), rng.integers(6, 25, persons)
    return np.minimum(months, followed), months <= followed


def hazards(rng, persons, courses, icc):
    """Two groups of so many, the first in courses, at one rate; whole months."""
    ours, made = months_until(rng, persons, courses, icc)
    alone, others_made = months_until(rng, persons, 0, 0.0)
    where = None if not courses else np.append(labels(persons, courses), np.full(persons, None, dtype=object))
    group = np.repeat([1.0, 0.0], persons)
    found = proportional_hazards(
        np.append(ours, alone),
        np.append(made, others_made),
        group[:, None],
        ["group"],
        in_programme=group,
        clusters=where,
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


# What is drawn, of which layouts, and the truth (None: the layout's intraclass correlation).
KINDS = {
    adjusted: (ALONE[1:], COURSES, 0.0),
    lost: (ALONE[1:], COURSES, 0.5),
    imputed: (ALONE, COURSES, 0.0),
    hazards: (ALONE, COURSES, 1.0),
    at_the_start: (((8, 0, 0.0), *ALONE), COURSES, 0.0),
    rarely_reached: ((), COURSES, 0.1),
    rare_at_the_start: ((), COURSES, 0.0),
    log_ranks: (ALONE, (), 0.0),
    middles: (ALONE, (), 2.0),
    ranks: (ALONE, (), 0.0),
    bounds: (ALONE, (), 0.0),
    standardised: (ALONE, (), 0.0),
    alike_in_courses: ((), COURSES, None),
}


def cells_of(kind, rng, layout, truth, replications):
    """One line of the table for each number that `kind` makes of a sample."""
    persons, courses, icc = layout
    truth = icc if truth is None else truth
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
            effect=0.0 if kind is hazards else truth,  # a ratio of 1 is «no difference»
            replications=replications,
        )


def _clustered(name, courses):
    if not courses:
        return "nobody"
    return "both groups" if "both" in name or "of the lost" in name else "one group"


def cells(replications, *, kinds=KINDS, chosen=None):
    """Every cell; of the `chosen` layouts only, where any are."""
    for kind in kinds:
        truth = KINDS[kind][-1]
        for number, layout in enumerate(layouts_of(kind)):
            if chosen is None or layout in chosen:
                yield from cells_of(kind, np.random.default_rng([SEED, number]), layout, truth, replications)


def stored_of(kind):
    """The cells of what is not simulated anew, as they stand."""
    names = set().union(*(kind(np.random.default_rng(SEED), *layout) for layout in layouts_of(kind)))
    return [cell for cell in read(HERE / "further.csv") if cell.quantity in names]


def layouts_of(kind):
    alone, courses, _ = KINDS[kind]
    return (*alone, *courses)


def main():
    """Simulate everything, or what is named, and write both files."""
    chosen = {kind for kind in KINDS if kind.__name__ in sys.argv[1:]} or set(KINDS)
    found = [
        cell
        for kind in KINDS
        for cell in (cells(REPLICATIONS, kinds=[kind]) if kind in chosen else stored_of(kind))
    ]
    write(found, HERE / "further.csv")
    stored = [list(read(HERE / f"{name}.csv")) for name in ("kinds", "further")]
    (HERE / "KINDS.md").write_text(readme(*stored), encoding="utf-8")
    sys.stdout.write(f"{len(found)} cells, {sum(each.missed for each in found)} below the target\n")


if __name__ == "__main__":
    main()
