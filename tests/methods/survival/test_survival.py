"""Kaplan-Meier: published and hand-made curves, limits, late entry, time zero, bad durations."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from tests.methods.survival.of_persons import survival_curve
from wirkung.codes import Assumption, Caution, Claim, CountRole
from wirkung.estimate import Count
from wirkung.methods.kernels.intervals import share
from wirkung.methods.survival.kaplan_meier import kaplan_meier

# Miller (1981), Survival analysis, p. 49: maintained; `aml` of R's package survival.
MAINTAINED = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
PEOPLE = st.lists(st.tuples(st.integers(1, 8), st.booleans(), st.integers(0, 7)), min_size=2, max_size=25)


def columns(people):
    times, event, entry = (np.array(column) for column in zip(*people, strict=True))
    return times, event, np.minimum(entry, times - 1)


def test_curve_of_the_textbook():
    # R 4.2: summary(survfit(Surv(time, status) ~ 1, aml[aml$x == "Maintained", ])).
    curve = survival_curve(*MAINTAINED)
    assert curve.times.tolist() == [9, 13, 18, 23, 31, 34, 48]
    assert curve.survival == pytest.approx([0.9091, 0.8182, 0.7159, 0.6136, 0.4909, 0.3682, 0.1841], abs=5e-5)
    assert curve.standard_error[3] == pytest.approx(0.15263, abs=5e-6)
    assert curve.at_risk.tolist() == [11, 10, 8, 7, 5, 4, 2]
    assert curve.events.tolist() == [1] * 7


def test_share_and_interval_by_hand():
    # Of 4 one goes at 1; of the 3 left one at 2, one was followed no further.
    point = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 0], at=[2.5])[0].estimate
    left = 3 / 4 * 2 / 3
    greenwood = 1 / (4 * 3) + 1 / (3 * 2)
    reach = 1.959963984540054 * math.sqrt(greenwood) / abs(math.log(left))
    assert point.value == pytest.approx(1 - left)
    assert point.standard_error == pytest.approx(left * math.sqrt(greenwood))
    assert point.interval.low == pytest.approx(1 - left ** math.exp(-reach))
    assert point.interval.high == pytest.approx(1 - left ** math.exp(reach))
    assert (point.interval.method, point.claim) == ("log-log", Claim.DESCRIPTION)


def test_every_group_of_persons_is_counted():
    # At 5: one made it at 1, one was followed until 2 only, one comes at 6, three are there.
    point = kaplan_meier([1, 2, 9, 9, 9, 9], [1, 0, 0, 1, 1, 1], entry=[0, 0, 0, 0, 0, 6], at=[5])[0]
    assert (point.time, point.at_risk, point.events) == (5, 3, 1)
    assert point.estimate.counts == (
        Count(role=CountRole.REACHED, number=1, of=6),
        Count(role=CountRole.AT_RISK, number=3),
        Count(role=CountRole.CENSORED, number=1),
        Count(role=CountRole.ENTERED_LATER, number=1),
    )


@given(PEOPLE)
def test_groups_of_persons_add_up(people):
    times, event, entry = columns(people)
    for point in kaplan_meier(times, event, entry=entry, at=[0.5, 2, 3.5, 7, 20]):
        numbers = {count.role: count.number for count in point.estimate.counts}
        at_that_time = int((event & (times == point.time)).sum())
        assert sum(numbers.values()) - at_that_time == len(people)


def test_nobody_and_everybody_have_wilson_limits():
    start, end = kaplan_meier([2] * 20, [1] * 20, at=[1, 2])
    assert (start.estimate.value, end.estimate.value) == (0, 1)
    for found, plain in ((start.estimate, share(0, 20)), (end.estimate, share(20, 20))):
        assert (found.interval.low, found.interval.high) == pytest.approx(
            (plain.interval.low, plain.interval.high)
        )
        assert (found.interval.method, found.standard_error) == ("Wilson, effective persons", None)


def test_without_censoring_it_is_the_plain_share():
    times = np.arange(1, 21)
    for point in kaplan_meier(times, np.ones(20), at=[4, 10, 19]):
        reached = point.time / 20
        assert point.estimate.value == pytest.approx(reached)
        assert point.estimate.standard_error == pytest.approx(math.sqrt(reached * (1 - reached) / 20))


def test_beyond_the_last_observation_nothing_is_said():
    known, unknown = kaplan_meier([1, 2, 3], [1, 1, 0], at=[3, 3.1])
    assert known.estimate.value == pytest.approx(2 / 3)
    assert (unknown.estimate.value, unknown.at_risk) == (None, 0)
    assert unknown.estimate.cautions == (Caution.BEYOND_OBSERVATION,)
    assert kaplan_meier([1, 2, 3], [1, 1, 1], at=[99])[0].estimate.value == 1


def test_few_at_risk_is_said_only_where_it_is_so():
    points = kaplan_meier(np.arange(1, 31), np.ones(30), at=[1, 19, 20])
    assert [Caution.FEW_AT_RISK in point.estimate.cautions for point in points] == [False, False, True]


def test_time_zero():
    # Who made it from the start counts; who left at once was there at time 0, and never again.
    assert survival_curve([0, 0, 3, 3], [1, 0, 1, 1]).at_risk.tolist() == [4, 2]
    assert kaplan_meier([0, 0, 3, 3], [1, 0, 1, 1], at=[0])[0].estimate.value == 1 / 4
    assert kaplan_meier([0, 0, 3, 3], [1, 0, 1, 1], entry=[0, 0, 0, 0], at=[0])[0].estimate.value == 1 / 4


@given(PEOPLE, st.integers(1, 5))
def test_who_left_at_once_changes_nothing(people, more):
    times, event, _ = columns(people)
    plain = survival_curve(times, event)
    with_more = survival_curve([*times, *[0] * more], [*event, *[False] * more])
    assert with_more.survival.tolist() == plain.survival.tolist()
    assert with_more.standard_error.tolist() == plain.standard_error.tolist()


@given(PEOPLE, st.randoms())
def test_order_of_persons_does_not_matter(people, random):
    shuffled = random.sample(people, len(people))
    curves = [
        survival_curve(times, event, entry=entry) for times, event, entry in map(columns, (people, shuffled))
    ]
    assert curves[0].survival.tolist() == curves[1].survival.tolist()


@given(PEOPLE)
def test_everybody_twice_gives_the_same_curve(people):
    one, two = (survival_curve(*columns(rows)[:2]) for rows in (people, 2 * people))
    assert two.survival == pytest.approx(one.survival)
    assert (two.standard_error <= one.standard_error + 1e-12).all()


@given(PEOPLE, st.floats(0.01, 1000))
def test_time_may_be_counted_in_any_unit(people, factor):
    times, event, _ = columns(people)
    one, other = survival_curve(times, event), survival_curve(times * factor, event)
    assert other.survival.tolist() == one.survival.tolist()
    assert other.times == pytest.approx(one.times * factor)


@given(PEOPLE)
def test_the_share_never_falls(people):
    times, event, entry = columns(people)
    values = [point.estimate.value for point in kaplan_meier(times, event, entry=entry, at=range(9))]
    known = [value for value in values if value is not None]
    assert known == sorted(known)


def test_as_lifelines():
    rng = np.random.default_rng(20241231)
    times, event = np.ceil(rng.exponential(20, 500)), rng.random(500) < 0.6
    fitted = KaplanMeierFitter().fit(times, event)
    curve = survival_curve(times, event)
    theirs = fitted.survival_function_.loc[curve.times, "KM_estimate"].to_numpy()
    assert curve.survival == pytest.approx(theirs, rel=1e-9)
    limits = fitted.confidence_interval_survival_function_.loc[10.0].to_numpy()
    interval = kaplan_meier(times, event, at=[10])[0].estimate.interval
    assert (1 - interval.high, 1 - interval.low) == pytest.approx(tuple(limits), rel=1e-6)


def test_late_entry_by_hand():
    # At 2: persons 1 and 2 (person 3 comes at 2 only); at 4: persons 2 and 3; at 5: person 3.
    curve = survival_curve([2, 4, 5], [1, 1, 1], entry=[0, 1, 2])
    assert curve.at_risk.tolist() == [2, 2, 1]
    assert curve.survival.tolist() == [1 / 2, 1 / 2 * 1 / 2, 0]


def test_late_entry_is_said():
    estimate = kaplan_meier([2, 4, 5], [1, 0, 1], entry=[0, 1, 2], at=[4])[0].estimate
    assert Caution.LATE_ENTRY in estimate.cautions
    assert estimate.assumptions == (
        Assumption.PERSONS_INDEPENDENT,
        Assumption.CENSORING_INDEPENDENT,
        Assumption.LATE_ENTRY_INDEPENDENT,
    )
    nobody = kaplan_meier([2, 4, 5], [1, 0, 1], entry=[1, 1, 2], at=[0.5, 4])
    assert nobody[0].estimate.value is None
    assert Caution.NOBODY_FROM_START in nobody[1].estimate.cautions


def test_late_entry_as_lifelines():
    rng = np.random.default_rng(3)
    times = rng.exponential(20, 300)
    entry = times * rng.random(300) * (rng.random(300) < 0.5)
    event = rng.random(300) < 0.7
    fitted = KaplanMeierFitter().fit(times, event, entry=entry)
    curve = survival_curve(times, event, entry=entry)
    theirs = fitted.survival_function_.loc[curve.times, "KM_estimate"].to_numpy()
    assert curve.survival == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            {"times": [3, -1, -2]},
            "times must be finite and 0 or more, found 2 of 3 that are not (first at position 1: -1)",
        ),
        (
            {"times": [3, 1, math.nan]},
            "times must be finite and 0 or more, found 1 of 3 that are not (first at position 2: nan)",
        ),
        ({"times": []}, "times must hold at least one number in one dimension, found shape (0,)"),
        ({"event": [1, 0]}, "each of 3 persons needs one event code, found shape (2,)"),
        (
            {"event": [1, 0, 2]},
            "event codes must be one of 0, 1 (0: nothing until the end of the observation), found 2 in 1 rows",
        ),
        ({"entry": [0, 0]}, "times and entry must be of one length, found 3 and 2"),
        (
            {"entry": [0, 9, 3]},
            (
                "entry must be 0 or lie before the end of the observation, found 2 of 3 that do not "
                "(first at position 1: entry 9, end 2); leave out whom nobody observed"
            ),
        ),
        ({"at": [-1]}, "at must be finite and 0 or more, found 1 of 1 that are not (first at position 0: -1)"),
        ({"level": 95}, "level must lie between 0 and 1, found 95"),
    ],
)
def test_bad_input_is_refused(arguments, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        kaplan_meier(**{"times": [1, 2, 3], "event": [1, 0, 1], "at": [1], **arguments})


def covered(rng, n, at):
    """Exponential transitions, ends spread over the time asked for; whether the interval holds the true share."""
    times, ends = rng.exponential(20, n), rng.uniform(6, 40, n)
    found = kaplan_meier(np.minimum(times, ends), times <= ends, at=[at])[0].estimate
    return found.interval is not None and found.interval.contains(1 - math.exp(-at / 20))


def test_coverage_of_the_log_log_interval():
    rng = np.random.default_rng(20241231)
    # Three standard errors of a coverage of 95 % in 600 samples.
    assert np.mean([covered(rng, 40, 12) for _ in range(600)]) == pytest.approx(0.95, abs=0.027)


@pytest.mark.slow
@pytest.mark.parametrize("n", [30, 60, 200])
@pytest.mark.parametrize("at", [6, 12, 20])
def test_coverage_of_the_log_log_interval_widely(n, at):
    rng = np.random.default_rng(n + at)
    # Three standard errors; above, also as nobody's observation ends before 6: shares are whole n-ths there.
    assert 0.938 <= np.mean([covered(rng, n, at) for _ in range(3000)]) <= 0.972
