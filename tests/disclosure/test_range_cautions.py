"""A share that is told in steps says nothing on the courses in which it came up; persons are invented."""

import numpy as np

from wirkung.codes import Caution
from wirkung.disclosure.protection import _by_size
from wirkung.disclosure.ranges import with_ranges
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses
from wirkung.methods.kernels.intervals import share


def test_a_share_in_steps_does_not_say_that_few_courses_had_it():
    reached = np.array([1] * 4 + [0] * 196)
    found = mean_in_courses(share(4, 200), reached, np.repeat([f"K{code}" for code in range(10)], 20))
    assert Caution.COURSES_AS_PERSONS in found.cautions
    told = with_ranges(found, {4: (1, 9)}, 10)
    assert (told.interval, told.standard_error, told.test) == (None, None, None)
    assert Caution.COURSES_AS_PERSONS not in told.cautions


def test_two_groups_of_one_size_have_one_range_that_holds_both():
    assert _by_size([(49, (40, 49)), (49, (44, 55)), (12, (10, 19))]) == {49: (40, 55), 12: (10, 19)}
