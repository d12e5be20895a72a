"""How often the 95 % intervals of the other kinds hold the truth: yes and no, ordered answers, counts, money.

Write `kinds.csv` and `KINDS.md` (about five minutes on one core):

    .venv/bin/python tests/calibration/kinds.py
"""

import math
import sys
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from calibrate import Cell, _cell, read, write
from calibration_samples import SEED, sizes
from kinds_limits import (
    cliff_limits,
    difference_of_shares_limits,
    mover_limits,
    rank_biserial_limits,
    share_limits_in_courses,
    tango_limits_of,
    willink_limits_of,
)
from kinds_readme import readme
from scipy import stats

from wirkung.programme.references import USUAL_SMALLEST_GROUP

HERE = Path(__file__).parent
REPLICATIONS = 4000
STABILITY = 0.5  # correlation of both waves of whoever says yes or no, or gives a grade
ALONE = ((12, 0), (20, 0), (60, 0), (300, 0))
LAYOUTS = ((20, 3), (60, 3), (30, 6), (60, 6), (96, 8), (60, 14), (300, 14))
ICC = (0.0, 0.1, 0.2)
GRADES = np.array([-1.2, -0.4, 0.3, 1.0, 1.8])  # between six grades


def layouts(alone=ALONE, courses=LAYOUTS):
    """Persons, courses and intraclass correlation."""
    yield from ((*each, 0.0) for each in alone)
    yield from ((*each, icc) for each, icc in product(courses, ICC))


def who(persons, courses):
    return sizes(persons, courses) if courses else np.ones(persons, dtype=int)


def alike(rng, samples, courses, icc):
    """Normal numbers of persons, alike within a course as far as `icc` says."""
    of_course = np.repeat(rng.standard_normal((samples, courses.size)), courses, axis=1)
    return np.sqrt(icc) * of_course + np.sqrt(1 - icc) * rng.standard_normal((samples, courses.sum()))


def pairs(rng, samples, courses, icc):
    """Two waves of the same persons, their changes alike within a course."""
    lasting = np.sqrt(STABILITY) * rng.standard_normal((samples, courses.sum()))
    return tuple(lasting + np.sqrt(1 - STABILITY) * alike(rng, samples, courses, icc) for _ in range(2))


def said_yes(latent, share):
    return (latent < stats.norm.ppf(share)).astype(float)


def chances(rng, samples, courses, icc, share):
    """Yes and no, where the chances of courses differ (beta-binomial)."""
    spread = (1 - icc) / icc if icc else 0.0
    of_course = rng.beta(share * spread, (1 - share) * spread, (samples, courses.size)) if icc else share
    each = np.repeat(np.broadcast_to(of_course, (samples, courses.size)), courses, axis=1)
    return (rng.random(each.shape) < each).astype(float)


def grades(latent):
    return np.searchsorted(GRADES, latent).astype(float)


def share_cells(rng, replications, chosen):
    """The share of one group: Wilson's, in courses for as many persons as they are worth."""
    for (persons, courses, icc), share in product(chosen, (0.05, 0.1, 0.2, 0.5, 0.8)):
        marks = chances(rng, replications, who(persons, courses), icc, share)
        found = share_limits_in_courses(marks, who(persons, courses))
        yield cell(
            found,
            share,
            "share",
            persons,
            courses,
            icc,
            f"{share:g}",
            effect=share,
            replications=replications,
            shown=shown(marks),
        )


def difference_cells(rng, replications, chosen):
    """Two shares: Newcombe's, in courses likewise."""
    shares = ((0.5, 0.5), (0.2, 0.2), (0.9, 0.9), (0.5, 0.7), (0.1, 0.4), (0.05, 0.2))
    for (persons, courses, icc), (ours, theirs), both in product(chosen, shares, (True, False)):
        if not courses and both:
            continue
        here, there = who(persons, courses), who(persons, courses if both else 0)
        marks = chances(rng, replications, here, icc, ours), chances(rng, replications, there, both * icc, theirs)
        found = difference_of_shares_limits(*marks, here, there)
        name = f"{ours:g} against {theirs:g}"
        yield cell(
            found,
            ours - theirs,
            "share difference in courses",
            persons,
            courses,
            icc,
            name,
            effect=round(ours - theirs, 10),
            replications=replications,
            both=both,
            shown=shown(*marks),
        )


def paired_cells(rng, replications, persons=(6, 12, 20, 60, 300)):
    """The same persons asked twice (Tango's), and two such groups (MOVER), without courses."""
    shares = ((0.5, 0.5), (0.2, 0.2), (0.4, 0.6), (0.1, 0.3), (0.8, 0.95))
    for number, (before, after) in product(persons, shares):
        alone = np.ones(number, dtype=int)
        changes, waves = [], []
        for first, last in ((before, after), (0.5, 0.5)):
            one, two = pairs(rng, replications, alone, 0.0)
            waves += [said_yes(one, first), said_yes(two, last)]
            changes.append(waves[-1] - waves[-2])
        name, truth = f"{before:g} to {after:g}", after - before
        setting = {"effect": round(truth, 10), "replications": replications}
        yield cell(
            tango_limits_of(changes[0]),
            truth,
            "share change",
            number,
            0,
            0.0,
            name,
            **setting,
            shown=shown(*waves[:2]),
        )
        yield cell(
            mover_limits(*changes),
            truth,
            "difference of share changes",
            number,
            0,
            0.0,
            name,
            **setting,
            shown=shown(*waves),
        )


@cache
def true_order(effect):
    """Rank-biserial correlation, and Cliff's delta of the steps against a group without effect, of very many."""
    if not effect:
        return 0.0, 0.0
    rng, many = np.random.default_rng(SEED), np.ones(1_000_000, dtype=int)
    steps = []
    for shift in (effect, 0.0):
        before, after = (wave[0] for wave in pairs(rng, 1, many, 0.0))
        steps.append(grades(after + shift) - grades(before))
    moved = steps[0][steps[0] != 0]
    half = moved.size // 2
    return float(np.sign(moved[:half] + moved[half : 2 * half]).mean()), float(np.sign(steps[0] - steps[1]).mean())


def ordered_cells(rng, replications, chosen):
    """Six grades: the same persons (rank-biserial), and the steps of two groups (Cliff's delta), in courses."""
    for (persons, courses, icc), effect in product(chosen, (0.0, 0.5)):
        if not courses or persons > 100:
            continue
        here = who(persons, courses)
        ours, theirs = (pairs(rng, replications, here, icc) for _ in range(2))
        moved = grades(ours[1] + effect) - grades(ours[0])
        others = grades(theirs[1]) - grades(theirs[0])
        setting = {"effect": effect, "replications": replications}
        truth = true_order(effect)
        yield cell(
            rank_biserial_limits(moved, here),
            truth[0],
            "rank-biserial",
            persons,
            courses,
            icc,
            "grades",
            **setting,
        )
        yield cell(
            cliff_limits(moved, others, here, here),
            truth[1],
            "Cliff's delta",
            persons,
            courses,
            icc,
            "grades",
            both=True,
            **setting,
        )


def skewed_cells(rng, replications, chosen):
    """Means of money (lognormal, skewness 1.75 and 6.2) and of counts (Poisson with gamma rates, skewness 2.9)."""
    for (persons, courses, icc), kind in product(chosen, ("money", "much money", "visits")):
        here = who(persons, courses)
        if kind == "visits":
            uniform = stats.norm.cdf(alike(rng, replications, here, icc))
            values, truth = rng.poisson(stats.gamma.ppf(uniform, 0.5, scale=6)).astype(float), 3.0
        else:
            spread = 0.5 if kind == "money" else 1.0
            values, truth = np.exp(spread * alike(rng, replications, here, icc)), np.exp(spread**2 / 2)
        found = willink_limits_of(values, here)
        yield cell(
            found, truth, "mean of skewed", persons, courses, icc, kind, effect=1.0, replications=replications
        )


def shown(*groups):
    """How many of the samples a report would show: no group has, and no answer was given by, 1 to 9 persons."""
    least = np.inf
    for marks in groups:
        yes, no = marks.sum(axis=1), (1 - marks).sum(axis=1)
        for persons in (yes, no, yes + no):
            least = np.minimum(least, np.where(persons == 0, np.inf, persons))
    return float(np.mean(least >= USUAL_SMALLEST_GROUP))


def cell(found, truth, quantity, persons, courses, icc, name, *, effect, replications, both=False, shown=math.nan):
    """One line of the table."""
    return _cell(
        *found,
        truth,
        quantity=quantity,
        clustered="nobody" if not courses else ("both groups" if both else "one group"),
        persons=persons,
        distribution=name,
        clusters=courses,
        icc=icc,
        effect=effect,
        replications=replications,
        shown=shown,
    )


def cells(replications, *, chosen=None, persons=(6, 12, 20, 60, 300)):
    """Every cell; `chosen` layouts instead of all."""
    rng = np.random.default_rng(SEED)
    chosen = list(layouts()) if chosen is None else chosen
    for kind in (share_cells, difference_cells, ordered_cells, skewed_cells):
        yield from kind(rng, replications, chosen)
    yield from paired_cells(rng, replications, persons)


def main():
    """Simulate everything and write both files."""
    found: list[Cell] = list(cells(REPLICATIONS))
    write(found, HERE / "kinds.csv")
    (HERE / "KINDS.md").write_text(
        readme(*(list(read(HERE / f"{name}.csv")) for name in ("kinds", "further"))), encoding="utf-8"
    )
    sys.stdout.write(f"{len(found)} cells, {sum(each.missed for each in found)} below the target\n")


if __name__ == "__main__":
    main()
