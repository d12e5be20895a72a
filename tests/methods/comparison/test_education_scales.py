import math
import re
from dataclasses import replace

import pytest

from wirkung.codes import Caution, Claim, Quantity
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.comparison.education_scales import improvement_index, months_of_progress
from wirkung.methods.comparison.mean_difference import cox_index, hedges_g

G = cox_index((80, 50), (100, 100))

# EEF Teaching and Learning Toolkit, technical appendix: from, to, months.
TABLE = [
    (-0.01, 0.01, 0),
    (0.02, 0.09, 1),
    (0.10, 0.18, 2),
    (0.19, 0.26, 3),
    (0.27, 0.35, 4),
    (0.36, 0.44, 5),
    (0.45, 0.52, 6),
    (0.53, 0.61, 7),
    (0.62, 0.69, 8),
    (0.70, 0.78, 9),
    (0.79, 0.87, 10),
    (0.88, 0.95, 11),
    (0.96, 1.00, 12),
]


def g_of(value, low=None, high=None):
    interval = replace(
        G.interval, low=value - 0.1 if low is None else low, high=value + 0.1 if high is None else high
    )
    return replace(G, value=value, interval=interval)


@pytest.mark.parametrize(("low", "high", "months"), TABLE)
def test_every_line_of_the_table(low, high, months):
    for value in (low, high):
        assert months_of_progress(g_of(value), measured="achievement").value == months


@pytest.mark.parametrize(("value", "months"), [(0.094, 1), (0.095, 2), (0.0149, 0), (-0.0149, 0), (1.004, 12)])
def test_between_two_lines_the_rounded_value_decides(value, months):
    assert months_of_progress(g_of(value), measured="achievement").value == months


@pytest.mark.parametrize("value", [-0.02, 1.01, -3.0, 7.5])
def test_outside_the_table(value):
    result = months_of_progress(g_of(value), measured="achievement")
    assert (result.value, result.interval) == (None, None)
    assert Caution.OUTSIDE_TABLE in result.cautions


def test_limits_beyond_the_table_have_no_bound():
    result = months_of_progress(g_of(0.5, low=-0.3, high=1.3), measured="achievement")
    assert (result.interval.low, result.interval.high) == (-math.inf, math.inf)
    inside = months_of_progress(g_of(0.5, low=0.05, high=0.9), measured="achievement")
    assert (inside.interval.low, inside.interval.high) == (1, 11)


def test_improvement_index_of_the_handbook():
    """WWC: g = .25 is an improvement index of 9.87 percentile points, g = 0 of none."""
    assert 100 * improvement_index(g_of(0.25), measured="achievement").value == pytest.approx(9.87, abs=5e-3)
    assert improvement_index(g_of(0.0), measured="achievement").value == 0


def test_improvement_index_keeps_what_the_effect_said():
    result = improvement_index(G, measured="achievement")
    assert result.quantity is Quantity.IMPROVEMENT_INDEX
    assert result.claim is Claim.ASSOCIATION
    assert (result.counts, result.assumptions, result.cautions) == (G.counts, G.assumptions, G.cautions)
    assert result.interval.low < result.value < result.interval.high
    # one to one and growing, so it lies on the same side of zero
    assert result.direction is G.direction


@pytest.mark.parametrize("convert", [improvement_index, months_of_progress])
@pytest.mark.parametrize("measured", ["interest", "attitude"])
def test_refused_for_interests_and_attitudes(convert, measured):
    result = convert(G, measured=measured)
    assert (result.value, result.interval) == (None, None)
    assert result.cautions == (*G.cautions, Caution.NOT_FOR_THIS_SCALE)


@pytest.mark.parametrize("convert", [improvement_index, months_of_progress])
def test_an_effect_without_value_stays_without(convert):
    nothing = hedges_g([1.0], [2.0])
    result = convert(nothing, measured="achievement")
    assert (result.value, result.cautions) == (None, nothing.cautions)


@pytest.mark.parametrize(
    ("estimate", "measured", "text"),
    [
        (
            standardised_change([1, 2, 3, 4], [2, 4, 5, 5]),
            "achievement",
            "estimate must be a standardised difference of two groups, found standardised_change",
        ),
        (G, "skill", "measured must be one of achievement, interest, attitude, found 'skill'"),
    ],
)
def test_errors_say_what_came(estimate, measured, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        improvement_index(estimate, measured=measured)
