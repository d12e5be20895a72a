import math
from dataclasses import replace

import pytest

from wirkung.codes import Verdict
from wirkung.estimate import Interval
from wirkung.methods.evidence.attainment import attainment
from wirkung.methods.kernels.intervals import share

PLAIN = share(30, 60)


def between(low, high):
    return replace(PLAIN, interval=Interval(low=low, high=high, level=0.95, method="Wilson"))


@pytest.mark.parametrize(
    ("low", "high", "better", "verdict"),
    [
        (0.71, 0.80, 1, Verdict.REACHED),
        (0.70, 0.80, 1, Verdict.REACHED),  # at the target is reached
        (0.69, 0.80, 1, Verdict.UNDECIDED),
        (0.60, 0.70, 1, Verdict.UNDECIDED),  # the target itself is still possible
        (0.60, 0.69, 1, Verdict.MISSED),
        (0.60, 0.69, -1, Verdict.REACHED),
        (0.60, 0.70, -1, Verdict.REACHED),
        (0.60, 0.71, -1, Verdict.UNDECIDED),
        (0.70, 0.80, -1, Verdict.UNDECIDED),
        (0.71, 0.80, -1, Verdict.MISSED),
    ],
)
def test_attainment_of_seventy_per_cent(low, high, better, verdict):
    assert attainment(between(low, high), 0.7, better=better) is verdict


def test_more_is_better_unless_said_otherwise():
    assert attainment(between(0.8, 0.9), 0.7) is Verdict.REACHED


@pytest.mark.parametrize("better", [1, -1])
def test_without_an_interval_nothing_is_decided(better):
    assert attainment(replace(PLAIN, interval=None), 0.1, better=better) is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("target", "better", "text"),
    [
        (math.nan, 1, "target must be a finite number, found nan"),
        (math.inf, 1, "target must be a finite number, found inf"),
        (0.7, 0, "better must be 1 or -1, found 0"),
    ],
)
def test_attainment_refuses(target, better, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        attainment(PLAIN, target, better=better)
