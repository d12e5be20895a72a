"""Where every course shows the very same difference, no method takes the last bits of its sums for certainty."""

import numpy as np
import pytest

from wirkung.codes import Caution
from wirkung.estimate import Unit, UnitKind
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.shares_in_courses import share_difference_clustered
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses, hedges_g_in_courses
from wirkung.methods.robustness.compliance import compliance

SCORE = Unit(kind=UnitKind.SCORE)
COURSES = np.repeat(np.arange(8), 12)
SHARED = np.concatenate([COURSES, COURSES])
RNG = np.random.default_rng(1)
OURS, THEIRS = (np.tile(RNG.normal(3, 1, 12), 8) for _ in range(2))
BEFORE = np.concatenate([np.tile(RNG.normal(3, 1, 12), 8) for _ in range(2)])
YES, NO = ((each > 3).astype(float) for each in (OURS, THEIRS))
OUTCOME, OFFERED = np.concatenate([OURS, THEIRS]), np.repeat([True, False], 96)
CAME = np.concatenate([np.tile([1.0] * 9 + [0] * 3, 8), np.tile([0.0] * 10 + [1] * 2, 8)])


def offer():
    return compliance(OUTCOME, OFFERED, CAME, BEFORE[:, None], unit=SCORE, clusters=SHARED)


ESTIMATES = {
    "means": lambda: mean_difference_clustered(OURS, THEIRS, COURSES, COURSES, unit=SCORE),
    "regression": lambda: adjusted_difference(OUTCOME, OFFERED, unit=SCORE, clusters=SHARED),
    "adjusted": lambda: adjusted_difference(OUTCOME, OFFERED, BEFORE[:, None], unit=SCORE, clusters=SHARED),
    "offer": lambda: offer().offer,
    "of those it moved": lambda: offer().participation,
    "shares": lambda: share_difference_clustered(YES, NO, COURSES, COURSES),
    "Hedges' g": lambda: hedges_g_in_courses(OURS, THEIRS, COURSES, COURSES),
    "Cox's index": lambda: cox_index_in_courses(YES, NO, COURSES, COURSES),
    "Cox's index of 0": lambda: cox_index_in_courses(YES, YES[::-1], COURSES, COURSES),
}


@pytest.mark.parametrize("name", ESTIMATES)
def test_the_value_stands_without_an_interval(name):
    found = ESTIMATES[name]()
    assert found.value is not None
    assert (found.interval, found.standard_error, found.test) == (None, None, None)
    assert Caution.NO_SPREAD in found.cautions
