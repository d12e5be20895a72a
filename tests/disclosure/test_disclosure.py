"""No count under the smallest group, and no complement of one, survives the release."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.released import released_alone
from wirkung.codes import Claim, CountRole, Quantity, Role
from wirkung.disclosure.release import Released, Withheld
from wirkung.estimate import SHARE, Count, Estimate
from wirkung.finding import Answer, Finding, Subject


def finding(number, of=None, *, name="step", part_of=(), role=CountRole.REACHED):
    estimate = Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=0.5,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=role, number=number, of=of),),
        source="test",
    )
    return Finding(subject=Subject(indicator=name, part_of=part_of), estimates=((Role.MAIN, estimate),))


def release(*findings, smallest_group=10):
    answer = Answer(question="cohort", year=2024, findings=findings)
    return released_alone(answer, smallest_group).items


def withheld(item):
    return isinstance(item, Withheld)


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (0, 40, False),  # nobody: says nothing about one person
        (1, 40, True),
        (9, 40, True),
        (10, 40, False),
        (30, 40, False),
        (31, 40, True),  # 9 did not: tells as much as 9 who did
        (39, 40, True),
        (40, 40, False),  # everybody
        (0, 9, True),  # the base itself is too small
        (9, None, True),
        (10, None, False),
        (3, 180, True),  # 180 persons, 3 under 18 …
        (177, 180, True),  # … and the 177 others
    ],
)
def test_boundaries(number, of, expected):
    (item,) = release(finding(number, of))
    assert withheld(item) is expected


def test_a_withheld_finding_holds_no_number():
    (item,) = release(finding(3, 40))
    assert not any(
        character.isdigit() for character in repr(item).replace("decimals=2", "").replace("better=0", "")
    )


def test_a_withheld_category_does_not_follow_from_the_others():
    parts = [
        finding(number, 338, name=name, part_of=("gender",))
        for name, number in {"divers": 3, "male": 195, "female": 140}.items()
    ]
    # 338 - 195 - 140 = 3: without the second suppression the smallest category would be a subtraction away.
    assert [withheld(item) for item in release(*parts)] == [
        True,
        False,
        True,
    ]


def test_two_small_categories_that_reach_the_threshold_together_hide_each_other():
    parts = [
        finding(number, 100, name=name, part_of=("school",)) for name, number in {"a": 6, "b": 5, "c": 89}.items()
    ]
    assert [withheld(item) for item in release(*parts)] == [True, True, False]


@given(
    numbers=st.lists(st.integers(min_value=0, max_value=60), min_size=2, max_size=6),
    smallest_group=st.integers(min_value=3, max_value=15),
)
def test_what_is_withheld_of_a_whole_is_never_a_small_rest(numbers, smallest_group):
    total = sum(numbers)
    parts = [finding(number, total, name=f"c{place}", part_of=("whole",)) for place, number in enumerate(numbers)]
    items = release(*parts, smallest_group=smallest_group)
    shown = [number for number, item in zip(numbers, items, strict=True) if isinstance(item, Released)]
    assert all(number == 0 or number >= smallest_group for number in shown)
    rest = total - sum(shown)
    assert rest == 0 or rest >= smallest_group or not shown


def test_only_the_release_makes_released_findings():
    with pytest.raises(TypeError, match=r"only release\(\) makes a Released finding"):
        Released(finding(50), seal=object())
