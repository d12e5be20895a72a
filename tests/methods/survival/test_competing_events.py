"""Aalen-Johansen: exact with ties, by hand, beside lifelines and beside Kaplan-Meier."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter

from tests.methods.survival.of_persons import incidence_curve, survival_curve
from wirkung.codes import Caution, CountRole
from wirkung.estimate import Count
from wirkung.methods.kernels.intervals import share
from wirkung.methods.survival.competing_events import cumulative_incidence
from wirkung.methods.survival.kaplan_meier import kaplan_meier

# R 4: survfit(Surv(time, factor(event)) ~ 1) on these eleven persons.
TIMES = [1, 5, 3, 6, 1, 3, 2, 5, 2, 3, 6]
KIND = [0, 1, 1, 1, 2, 1, 0, 1, 0, 2, 2]
PEOPLE = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.integers(0, 5)), min_size=2, max_size=25)


def columns(people):
    times, kind, entry = (np.array(column) for column in zip(*people, strict=True))
    return times, kind, np.maximum(np.minimum(entry, times - 1), 0)


def test_eleven_persons():
    curve = incidence_curve(TIMES, KIND, kinds=2)
    assert curve.times.tolist() == [1, 3, 5, 6]
    assert curve.incidence[1:, 0] == pytest.approx([0.259740, 0.519481, 0.649351], abs=5e-7)
    assert curve.incidence[1:, 1] == pytest.approx([0.220779, 0.220779, 0.350649], abs=5e-7)


def test_points_are_the_curve():
    first, second = cumulative_incidence(TIMES, KIND, kinds=2, at=[3, 4.9])
    assert [point.estimate.value for point in first] == pytest.approx([0.259740] * 2, abs=5e-7)
    assert [point.estimate.value for point in second] == pytest.approx([0.220779] * 2, abs=5e-7)
    assert [(point.at_risk, point.events) for point in first] == [(7, 2), (4, 2)]
    assert first[0].estimate.counts == (
        Count(role=CountRole.REACHED, number=2, of=11),
        Count(role=CountRole.AT_RISK, number=7),
        Count(role=CountRole.CENSORED, number=3),
        Count(role=CountRole.REACHED_OTHER, number=2),
    )


def test_variance_by_hand():
    # At 1 one of 4 goes the first way, one the second; at 2 one of the 2 left the first way. Each time a draw with
    # three outcomes; F = a + (1 - a - b)·c has the slopes 1 - c, -c and 1 - a - b.
    error = incidence_curve([1, 1, 2, 2], [1, 2, 1, 0], kinds=2).standard_error[1, 0]
    a = b = 1 / 4
    c = 1 / 2
    first = ((1 - c) ** 2 * a + c**2 * b - ((1 - c) * a - c * b) ** 2) / 4
    second = (1 - a - b) ** 2 * c * (1 - c) / 2
    assert error == pytest.approx(math.sqrt(first + second))


def test_without_censoring_it_is_the_plain_share():
    rng = np.random.default_rng(1)
    times, kind = rng.integers(1, 9, 60), rng.integers(1, 3, 60)
    for way, points in enumerate(cumulative_incidence(times, kind, kinds=2, at=[2, 5, 8]), start=1):
        for point in points:
            reached = np.mean((kind == way) & (times <= point.time))
            assert point.estimate.value == pytest.approx(reached)
            assert point.estimate.standard_error == pytest.approx(math.sqrt(reached * (1 - reached) / 60))


@given(PEOPLE)
def test_one_way_is_kaplan_meier(people):
    times, kind, entry = columns(people)
    curve = incidence_curve(times, kind > 0, kinds=1, entry=entry)
    plain = survival_curve(times, kind > 0, entry=entry)
    assert curve.incidence[:, 0] == pytest.approx(1 - plain.survival)
    assert curve.standard_error[:, 0] == pytest.approx(plain.standard_error, abs=1e-7)
    (ours,) = cumulative_incidence(times, kind > 0, kinds=1, entry=entry, at=[2, 4])
    for point, other in zip(ours, kaplan_meier(times, kind > 0, entry=entry, at=[2, 4]), strict=True):
        assert (point.at_risk, point.events) == (other.at_risk, other.events)
        assert (point.estimate.interval is None) == (other.estimate.interval is None)
        if point.estimate.interval is not None:
            assert point.estimate.interval.low == pytest.approx(other.estimate.interval.low, abs=1e-6)
            assert point.estimate.interval.high == pytest.approx(other.estimate.interval.high, abs=1e-6)


@given(PEOPLE)
def test_all_ways_and_none_add_up_to_one(people):
    times, kind, entry = columns(people)
    curve = incidence_curve(times, kind, kinds=3, entry=entry)
    assert curve.incidence.sum(axis=1) + curve.survival == pytest.approx(np.ones(curve.times.size))
    assert (curve.standard_error <= 0.5 + 1e-9).all()


@given(PEOPLE)
def test_renaming_the_ways_renames_the_curves(people):
    times, kind, entry = columns(people)
    renamed = np.array([0, 3, 1, 2])[kind]
    curves = [incidence_curve(times, codes, kinds=3, entry=entry) for codes in (kind, renamed)]
    assert curves[1].incidence == pytest.approx(curves[0].incidence[:, [1, 2, 0]])
    assert curves[1].standard_error == pytest.approx(curves[0].standard_error[:, [1, 2, 0]], abs=1e-7)


@given(PEOPLE)
def test_everybody_twice_gives_the_same_curve(people):
    times, kind, _ = columns(people)
    one, two = (incidence_curve(np.tile(times, times_of), np.tile(kind, times_of), kinds=3) for times_of in (1, 2))
    assert two.incidence == pytest.approx(one.incidence)


def test_as_lifelines_where_no_times_are_tied():
    rng = np.random.default_rng(20241231)
    times, kind = rng.exponential(20, 400), rng.integers(0, 3, 400)
    curve = incidence_curve(times, kind, kinds=2)
    for way in (1, 2):
        fitted = AalenJohansenFitter(calculate_variance=True).fit(times, kind, event_of_interest=way)
        theirs = fitted.cumulative_density_.iloc[:, 0].loc[curve.times].to_numpy()
        assert curve.incidence[:, way - 1] == pytest.approx(theirs, rel=1e-9)
        # Another estimator of the variance: alike once there are many persons.
        errors = np.sqrt(np.ravel(fitted.variance_.loc[curve.times]))
        assert curve.standard_error[200:, way - 1] == pytest.approx(errors[200:], rel=0.02)


def test_one_minus_kaplan_meier_is_higher():
    rng = np.random.default_rng(2)
    times, kind = rng.integers(1, 20, 300), rng.integers(0, 3, 300)
    wrong = kaplan_meier(times, kind == 1, at=[10])[0].estimate.value
    right = cumulative_incidence(times, kind, kinds=2, at=[10])[0][0].estimate.value
    assert right < wrong


def test_a_way_that_nobody_went():
    kept = cumulative_incidence([3] * 5 + [9] * 15, [1] * 5 + [0] * 15, kinds=2, at=[1, 4, 10])[1]
    assert [point.estimate.value for point in kept] == [0, 0, None]
    # Nobody's observation ended before 4: nobody of 20 went this way.
    assert kept[1].estimate.interval.high == pytest.approx(share(0, 20).interval.high)
    assert Caution.BEYOND_OBSERVATION in kept[2].estimate.cautions


def test_a_way_that_everybody_went():
    (way, other) = cumulative_incidence([1, 2, 3, 3, 3], [1] * 5, kinds=2, at=[3, 9])
    assert [point.estimate.value for point in way] == [1, 1]
    assert way[0].estimate.interval.low == pytest.approx(share(3, 3).interval.low)
    assert [point.estimate.value for point in other] == [0, 0]
    assert other[1].estimate.interval.high == pytest.approx(share(0, 5).interval.high)


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        (0, "kinds must be at least 1, found 0"),
        (
            1,
            "event codes must be one of 0, 1 (0: nothing until the end of the observation), found 2 in 3 rows",
        ),
    ],
)
def test_bad_kinds_are_refused(kinds, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        cumulative_incidence(TIMES, KIND, kinds=kinds, at=[1])


@pytest.mark.slow
@pytest.mark.parametrize("n", [40, 150])
def test_coverage(n):
    rng = np.random.default_rng(n)
    hits = []
    for _ in range(2000):
        times, ends, kind = rng.exponential(10, n), rng.uniform(4, 40, n), 1 + (rng.random(n) < 0.4)
        seen = np.where(times <= ends, kind, 0)
        found = cumulative_incidence(np.minimum(times, ends), seen, kinds=2, at=[12])[0][0].estimate
        hits.append(found.interval is not None and found.interval.contains(0.6 * (1 - math.exp(-1.2))))
    # Three standard errors of a coverage of 95 % in 2000 samples.
    assert np.mean(hits) == pytest.approx(0.95, abs=0.0147)
