"""What is printed beside the main result holds where persons learned in courses; all persons are drawn."""

import numpy as np
import pytest
from calibration_limits import limits, moments
from calibration_samples import SEED, scored, sizes

from wirkung.methods.comparison.beside_the_main_line import mean_in_courses, standardised_change_clustered
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.standardisers import exact_correction

LAYOUTS = [(20, 3), (20, 6), (60, 3), (60, 14), (96, 8)]  # persons, courses
ICC = (0.0, 0.2)
SMALL, WHOLE = 1000, 4000
LEAST, MOST_FALSE_POSITIVES = 0.93, 0.06


def standardised_limits(before, after, courses):
    """Limits of g_av for many samples at once, as `standardised_change_clustered` has them."""
    deviation = (before.std(axis=1, ddof=1) + after.std(axis=1, ddof=1)) / 2
    factor = exact_correction(int(courses.sum()) - 1) / deviation
    low, high = limits(*moments(after - before, courses))
    return low * factor, high * factor


def true_effect(distribution, effect):
    """The standardised change in a very large group."""
    alone = np.ones(5000, dtype=int)
    before, after = scored(np.random.default_rng(SEED), distribution, 100, alone, 0.0, effect)
    return float(np.mean(after - before) / ((before.std() + after.std()) / 2)) if effect else 0.0


def missed(replications, distributions):
    """Cells whose coverage is below the target by more than three standard errors of the simulation."""
    rng = np.random.default_rng(SEED)
    error = (0.95 * 0.05 / replications) ** 0.5
    for distribution in distributions:
        for effect in (0.0, 0.5):
            truth = true_effect(distribution, effect)
            for persons, courses in LAYOUTS:
                for icc in ICC:
                    who = sizes(persons, courses)
                    before, after = scored(rng, distribution, replications, who, icc, effect)
                    low, high = standardised_limits(before, after, who)
                    coverage = float(np.mean((low <= truth) & (truth <= high)))
                    if coverage < (LEAST if effect else 1 - MOST_FALSE_POSITIVES) - 3 * error:
                        yield distribution, effect, persons, courses, icc, coverage


def test_the_formula_is_that_of_the_method():
    who = sizes(20, 3)
    before, after = scored(np.random.default_rng(1), "normal", 3, who, 0.2, 0.5)
    labels = [f"K{code}" for code in np.repeat(range(who.size), who)]
    for row, (low, high) in enumerate(np.transpose(standardised_limits(before, after, who))):
        found = standardised_change_clustered(before[row], after[row], labels).interval
        assert (found.low, found.high) == pytest.approx((low, high))


def test_standardised_changes_hold_in_courses():
    assert list(missed(SMALL, ("normal",))) == []


@pytest.mark.slow
def test_standardised_changes_hold_in_courses_for_every_distribution():
    assert list(missed(WHOLE, ("normal", "skewed", "likert", "ceiling", "full"))) == []


def test_shares_in_courses_hold_where_those_of_independent_persons_do_not():
    """Eight courses of twelve persons, chances of courses from .2 to .8: the rule declines none of them."""
    rng = np.random.default_rng(SEED)
    labels = np.repeat([f"K{code}" for code in range(8)], 12)
    held, plain_held, replications = 0, 0, 300
    for _ in range(replications):
        reached = rng.random(96) < np.repeat(rng.uniform(0.2, 0.8, 8), 12)
        plain = share(int(reached.sum()), 96)
        held += mean_in_courses(plain, reached, labels).interval.contains(0.5)
        plain_held += plain.interval.contains(0.5)
    error = (0.95 * 0.05 / replications) ** 0.5
    assert held / replications >= LEAST - 3 * error
    assert plain_held / replications < LEAST - 3 * error
