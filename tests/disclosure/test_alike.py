"""Numbers that nearly all persons have. No person exists."""

from __future__ import annotations

import numpy as np
import pytest

from wirkung.disclosure.alike import few_apart

SCALE, FROM_ZERO = (1.0, 5.0), (0.0,)


@pytest.mark.parametrize(
    ("values", "ends", "step", "few"),
    [
        ([0] * 97 + [1] * 3, FROM_ZERO, 1, True),
        ([0] * 97 + [500] * 3, FROM_ZERO, 1, True),  # whatever it is, three have it
        ([0] * 90 + [1] * 10, FROM_ZERO, 1, False),
        ([0] * 9 + [1] * 3, FROM_ZERO, 1, True),
        ([0] * 3 + [4] * 9, FROM_ZERO, 1, False),  # a mean of 3 over twelve
        ([5] * 96 + [4] * 4, SCALE, 1, True),
        ([5] * 96 + [4.75] * 12, SCALE, 0.25, False),  # of four items: twelve steps
        ([3] * 40 + [2] * 4 + [4] * 5, SCALE, 1, True),  # nine squared steps
        ([3] * 40 + [2] * 5 + [4] * 5, SCALE, 1, False),
        ([3] * 40 + [1] * 3, SCALE, 1, False),  # twelve squared steps
        ([3] * 10 + [2], SCALE, 1, False),  # of few no standard error is shown
        ([0] * 60 + [1, -1], (), 1, True),
        ([4] * 60, SCALE, 1, True),  # all the same: start and change would tell it too
        ([5] * 60, SCALE, 1, True),
        ([0] * 60, FROM_ZERO, 1, True),
        ([3] * 10, SCALE, 1, True),
        ([3] * 9, SCALE, 1, False),  # so few are no group that is told of
        ([], SCALE, 1, False),
    ],
)
def test_few_who_are_unlike_the_rest(values, ends, step, few):
    assert few_apart(np.array(values, dtype=float), ends, step, 10) is few
