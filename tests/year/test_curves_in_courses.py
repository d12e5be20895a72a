"""Shares over time where persons learned in courses. All persons are invented."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from wirkung.year.tracking.curves_in_courses import curve_in_courses


def test_a_curve_of_which_no_time_may_stand_has_no_points():
    """Of two courses of two: nothing is computed without one of them, since there is no time to compute it at."""
    sample = SimpleNamespace(courses=np.array(["a", "a", "b", "b"]), of=lambda values: values)
    found = SimpleNamespace(sample=sample, months=np.array([1.0, 2, 3, 4]), reached=np.ones(4, dtype=bool))

    def never(*_: object) -> tuple[()]:
        raise AssertionError("computed at no times")

    assert curve_in_courses(found, (), never) == ()
