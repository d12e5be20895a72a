import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wirkung.codes import Caution, Claim, CountRole
from wirkung.estimate import Count
from wirkung.methods.cohort.retention import retention
from wirkung.methods.kernels.intervals import share

# Two cohorts; the second started a period later, so that its third period lies in the future.
PRESENT = np.array(
    [
        [True, True, True],
        [True, True, False],
        [True, False, True],  # missed one and came back
        [True, False, False],
        [True, True, False],
        [True, False, False],
        [False, False, False],  # started and never came
    ]
)
COHORT = [0, 0, 0, 0, 1, 1, 1]
OBSERVABLE = np.array([[True, True, True], [True, True, False]])


def test_retention_by_hand():
    older, younger = retention(PRESENT, cohort=COHORT, observable=OBSERVABLE)
    assert [each.value for each in older] == [4 / 4, 2 / 4, 2 / 4]
    assert [each.value for each in younger[:2]] == [2 / 3, 1 / 3]
    assert younger[2] is None


def test_the_base_is_all_starters():
    _, (first, _, _) = retention(PRESENT, cohort=COHORT, observable=OBSERVABLE)
    assert first == share(2, 3)
    assert first.counts == (Count(role=CountRole.REACHED, number=2, of=3),)
    assert (first.claim, first.cautions) == (Claim.DESCRIPTION, (Caution.FEW_PERSONS,))


def test_nobody_started_in_a_cohort():
    _, empty = retention([[True]], cohort=[0], observable=[[True], [True]])
    assert (empty[0].value, empty[0].cautions) == (None, (Caution.NOBODY_IN_STATE,))


def test_a_cohort_of_one():
    ((only,),) = retention([[True]], cohort=[0], observable=[[True]])
    assert (only.value, only.cautions) == (1.0, (Caution.FEW_PERSONS,))


COHORTS, PERIODS = 3, 4


@st.composite
def cohorts(draw):
    persons = draw(st.integers(0, 12))
    observable = draw(arrays(np.bool_, (COHORTS, PERIODS)))
    cohort = draw(arrays(np.int8, persons, elements=st.integers(0, COHORTS - 1)))
    return draw(arrays(np.bool_, (persons, PERIODS))) & observable[cohort], cohort, observable


def numbers(table):
    return [[None if each is None else each.counts[0].number for each in row] for row in table]


@given(cohorts(), st.randoms(use_true_random=False))
def test_retention_knows_no_order_of_persons(drawn, random):
    present, cohort, observable = drawn
    order = random.sample(range(len(cohort)), len(cohort))
    here = retention(present, cohort=cohort, observable=observable)
    assert retention(present[order], cohort=cohort[order], observable=observable) == here


@given(cohorts(), st.integers(0, 12))
def test_two_halves_of_all_persons_add_up_to_them(drawn, cut):
    present, cohort, observable = drawn
    whole, first, second = (
        numbers(retention(present[part], cohort=cohort[part], observable=observable))
        for part in (slice(None), slice(cut), slice(cut, None))
    )
    for row, here, there in zip(whole, first, second, strict=True):
        assert row == [None if one is None else one + other for one, other in zip(here, there, strict=True)]


@given(cohorts())
def test_retention_of_a_cohort_is_that_of_its_persons_alone(drawn):
    present, cohort, observable = drawn
    table = retention(present, cohort=cohort, observable=observable)
    for code, row in enumerate(table):
        own = present[cohort == code]
        for period, each in enumerate(row):
            assert (each is None) == (not observable[code, period])
            if each is not None:
                counts = (Count(role=CountRole.REACHED, number=int(own[:, period].sum()), of=len(own)),)
                assert each.counts == counts


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            {"observable": [[True, True, True], [True, False, False]]},
            "nobody may be present where a period is not observable, found 1 of cohort 1 in period 1",
        ),
        (
            {"observable": [[True, True], [True, True]]},
            "present and observable must have the same number of periods, found 3 and 2",
        ),
        ({"cohort": [0, 1]}, "present and cohort must be of one length, found 7 and 2"),
        ({"cohort": [0, 0, 0, 0, 1, 1, 2]}, "cohort must lie between 0 and 1, found 2 (first of 1)"),
        (
            {"observable": [[1, 1, 1]]},
            "observable must be a table (cohorts × periods) of True and False, found shape (1, 3) of int64",
        ),
    ],
)
def test_retention_refuses(arguments, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        retention(PRESENT, **({"cohort": COHORT, "observable": OBSERVABLE} | arguments))
