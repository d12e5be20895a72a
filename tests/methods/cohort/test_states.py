import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Caution, Claim, CountRole
from wirkung.estimate import Count
from wirkung.methods.cohort.funnel import funnel
from wirkung.methods.cohort.states import ENTERED, NEVER, state_shares, states_of
from wirkung.methods.kernels.intervals import share

# Steps: attended 1, completed 2, internship 3; ends: technical apprenticeship 4, another one 5; lost is 6.
ENDS, LOST, PERIODS = (3, 4), 6, 4
COHORT = [
    # attended, completed, internship, technical, other, lost from → states at the end of periods 0, 1, 2, 3
    ([0, 1, 2, 3, NEVER], NEVER, [1, 2, 3, 4]),  # all the way
    (
        [0, 0, NEVER, NEVER, NEVER],
        NEVER,
        [2, 2, 2, 2],
    ),  # two steps at once, then still there without a further one
    ([NEVER, NEVER, NEVER, NEVER, NEVER], NEVER, [ENTERED] * 4),  # registered only
    ([NEVER, NEVER, NEVER, NEVER, NEVER], 0, [LOST] * 4),  # time zero: never seen after registering
    ([0, NEVER, NEVER, NEVER, NEVER], 2, [1, 1, LOST, LOST]),  # lost
    ([0, 1, 3, NEVER, NEVER], 2, [1, 2, LOST, 3]),  # lost and found again
    ([0, NEVER, 1, NEVER, NEVER], NEVER, [1, 1, 1, 1]),  # skipped «completed»: stands still
    ([0, 2, 1, NEVER, NEVER], NEVER, [1, 1, 3, 3]),  # the step before follows later
    ([0, NEVER, NEVER, 1, NEVER], 2, [1, 4, 4, 4]),  # a known end is never lost, whatever was skipped before it
    ([0, 1, NEVER, 2, 1], NEVER, [1, 5, 5, 5]),  # two ends: the first stays
    ([0, NEVER, NEVER, 2, 2], NEVER, [1, 1, 4, 4]),  # two ends in one period: the one named first
    ([-2, 1, -7, NEVER, NEVER], NEVER, [ENTERED] * 4),  # dated before the entry: not reached
    ([0, 9, NEVER, NEVER, 4], 9, [1, 1, 1, 1]),  # after the last period: not yet
    ([0, NEVER, NEVER, NEVER, NEVER], -2, [1, 1, 1, 1]),  # a loss before the entry is none
    ([0, NEVER, 2, NEVER, NEVER], 2, [1, 1, 1, 1]),  # an event in the period of the loss shows the person
    ([0, NEVER, NEVER, 3, NEVER], 1, [1, LOST, LOST, 4]),  # lost, then known to have ended
]
REACHED_AT = np.array([at for at, _, _ in COHORT])
LOST_FROM = np.array([lost for _, lost, _ in COHORT])


def found(reached_at=REACHED_AT, lost_from=LOST_FROM):
    return states_of(reached_at, periods=PERIODS, lost_from=lost_from, ends=ENDS)


@pytest.mark.parametrize("person", range(len(COHORT)))
def test_states_by_hand(person):
    assert found().codes[person].tolist() == COHORT[person][2]


def test_irregularities_are_counted():
    states = found()
    assert (states.lost, states.number) == (LOST, 7)
    assert states.out_of_order == 1 + 1 + 1 + 1  # skipped, followed later, before the entry, found again
    assert states.seen_again == 1 + 1 + 1
    assert states.two_ends == 1 + 1


def test_without_ends_every_step_is_on_the_way():
    states = states_of([[0, 1], [1, 0]], periods=2, lost_from=[NEVER, NEVER])
    assert states.codes.tolist() == [[1, 2], [0, 2]]
    assert (states.two_ends, states.out_of_order) == (0, 1)


def test_ends_alone():
    states = states_of([[1, 0], [NEVER, NEVER]], periods=2, lost_from=[NEVER, 1], ends=[0, 1])
    assert states.codes.tolist() == [[2, 2], [0, 3]]


def test_the_order_of_ends_decides_between_two_in_one_period():
    for ends, state in (((0, 1), 1), ((1, 0), 2)):
        assert states_of([[0, 0]], periods=1, lost_from=[NEVER], ends=ends).codes.tolist() == [[state]]


def one_way(reached_at, lost_from, ends, periods):
    """The rules once more, for one person and one period at a time."""
    on_the_way = [step for step in range(len(reached_at)) if step not in ends]
    codes = []
    for period in range(periods):
        happened = [0 <= at <= period for at in reached_at]
        ended = [(reached_at[end], rank, end + 1) for rank, end in enumerate(ends) if happened[end]]
        seen = any(now and at >= lost_from for now, at in zip(happened, reached_at, strict=True))
        if ended:
            codes.append(min(ended)[2])
        elif 0 <= lost_from <= period and not seen:
            codes.append(len(reached_at) + 1)
        else:
            reached = [happened[step] for step in on_the_way]
            furthest = reached.index(False) if False in reached else len(reached)
            codes.append(on_the_way[furthest - 1] + 1 if furthest else 0)
    return codes


@st.composite
def cohorts(draw):
    persons, steps, periods = draw(st.integers(1, 8)), draw(st.integers(1, 5)), draw(st.integers(1, 5))
    when = st.integers(-3, periods + 1)
    reached_at = draw(st.lists(st.lists(when, min_size=steps, max_size=steps), min_size=persons, max_size=persons))
    lost_from = draw(st.lists(when, min_size=persons, max_size=persons))
    ends = draw(st.lists(st.integers(0, steps - 1), unique=True))
    return np.array(reached_at), np.array(lost_from), tuple(ends), periods


@given(cohorts())
def test_states_are_those_of_the_rules(cohort):
    reached_at, lost_from, ends, periods = cohort
    states = states_of(reached_at, periods=periods, lost_from=lost_from, ends=ends)
    expected = [
        one_way(at, lost, ends, periods) for at, lost in zip(reached_at.tolist(), lost_from.tolist(), strict=True)
    ]
    assert states.codes.tolist() == expected


@given(cohorts(), st.randoms(use_true_random=False))
def test_states_know_no_order_of_persons(cohort, random):
    reached_at, lost_from, ends, periods = cohort
    order = random.sample(range(len(lost_from)), len(lost_from))
    here = states_of(reached_at, periods=periods, lost_from=lost_from, ends=ends)
    there = states_of(reached_at[order], periods=periods, lost_from=lost_from[order], ends=ends)
    np.testing.assert_array_equal(there.codes, here.codes[order])
    for count in ("out_of_order", "seen_again", "two_ends"):
        assert getattr(there, count) == getattr(here, count)


def numbers(shares):
    return [[each.counts[0].number for each in period] for period in shares]


@given(cohorts())
def test_states_partition_the_cohort_in_every_period(cohort):
    reached_at, lost_from, ends, periods = cohort
    states = states_of(reached_at, periods=periods, lost_from=lost_from, ends=ends)
    shares = state_shares(states.codes, states=states.number)
    assert [sum(period) for period in numbers(shares)] == [len(lost_from)] * periods
    assert [sum(each.value for each in period) for period in shares] == pytest.approx([1.0] * periods)


@given(cohorts(), st.integers(0, 8))
def test_two_halves_of_a_cohort_add_up_to_it(cohort, cut):
    reached_at, lost_from, ends, periods = cohort
    states = states_of(reached_at, periods=periods, lost_from=lost_from, ends=ends)
    whole, first, second = (
        np.array(numbers(state_shares(part, states=states.number)))
        for part in (states.codes, states.codes[:cut], states.codes[cut:])
    )
    np.testing.assert_array_equal(first + second, whole)


@given(cohorts())
def test_the_last_period_is_the_funnel_where_nobody_is_lost_and_nothing_ends(cohort):
    reached_at, lost_from, _, periods = cohort
    states = states_of(reached_at, periods=periods, lost_from=np.full_like(lost_from, NEVER))
    steps = funnel((reached_at >= 0) & (reached_at < periods))
    reached = [step.of_starters.counts[0].number for step in steps]
    assert reached == [np.count_nonzero(states.codes[:, -1] > step) for step in range(len(steps))]


def test_state_shares_by_hand():
    first, second = state_shares([[0, 1]] * 15 + [[0, 2]] * 5, states=3)
    assert [each.value for each in first] == [20 / 20, 0 / 20, 0 / 20]
    assert [each.value for each in second] == [0 / 20, 15 / 20, 5 / 20]
    assert second[1] == share(15, 20)
    assert second[1].counts == (Count(role=CountRole.REACHED, number=15, of=20),)
    assert second[1].claim is Claim.DESCRIPTION


def test_a_cohort_of_one_is_told_so():
    ((one, other),) = state_shares([[1]], states=2)
    assert (one.value, other.value) == (0.0, 1.0)
    assert one.cautions == other.cautions == (Caution.FEW_PERSONS,)


def test_a_cohort_of_nobody_has_no_shares():
    ((only,),) = state_shares(np.empty((0, 1), dtype=int), states=1)
    assert (only.value, only.cautions) == (None, (Caution.NOBODY_IN_STATE,))


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            {"reached_at": np.empty((0, 2), dtype=int), "lost_from": []},
            "reached_at must have at least one person and one step, found 0 persons and 2 steps",
        ),
        (
            {"reached_at": [[0.0, np.nan]]},
            "reached_at must be a table of whole numbers, found shape (1, 2) of float64",
        ),
        ({"reached_at": [0, 1]}, "reached_at must be a table of whole numbers, found shape (2,) of int64"),
        ({"lost_from": [NEVER, 1]}, "reached_at and lost_from must be of one length, found 1 and 2"),
        ({"ends": [2]}, "ends must be different positions of steps below 2, found [2]"),
        ({"ends": [1, 1]}, "ends must be different positions of steps below 2, found [1, 1]"),
        ({"ends": [-1]}, "ends must be at least 0, found -1"),
        ({"periods": 0}, "periods must be at least 1, found 0"),
    ],
)
def test_states_of_refuses(arguments, text):
    usual = {"reached_at": [[0, 1]], "lost_from": [NEVER], "periods": 2} | arguments
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        states_of(usual.pop("reached_at"), **usual)


def test_state_shares_refuses_an_unknown_state():
    with pytest.raises(ValueError, match=r"^codes must lie between 0 and 1, found 2 \(first of 1\)$"):
        state_shares([[0, 2]], states=2)
