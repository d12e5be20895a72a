"""No count under the smallest group, and no complement of one, survives the ledger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Claim, CountRole, Quantity, Reason, Role
from wirkung.disclosure.release import Ledger, Released, Withheld
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
    return Ledger(smallest_group).release(answer).items


def reason(item):
    return item.reason if isinstance(item, Withheld) else None


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (0, 40, None),  # nobody: says nothing about one person
        (1, 40, Reason.FEW_PERSONS),
        (9, 40, Reason.FEW_PERSONS),
        (10, 40, None),
        (30, 40, None),
        (31, 40, Reason.FEW_OTHERS),  # 9 did not: tells as much as 9 who did
        (39, 40, Reason.FEW_OTHERS),
        (40, 40, None),  # everybody
        (0, 9, Reason.FEW_PERSONS),  # the base itself is too small
        (9, None, Reason.FEW_PERSONS),
        (10, None, None),
        (3, 180, Reason.FEW_PERSONS),  # 180 persons, 3 under 18 …
        (177, 180, Reason.FEW_OTHERS),  # … and the 177 others
    ],
)
def test_boundaries(number, of, expected):
    (item,) = release(finding(number, of))
    assert reason(item) is expected


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
    assert [reason(item) for item in release(*parts)] == [
        Reason.FEW_PERSONS,
        None,
        Reason.FOLLOWS_FROM_OTHERS,
    ]


def test_two_small_categories_that_reach_the_threshold_together_hide_each_other():
    parts = [
        finding(number, 100, name=name, part_of=("school",)) for name, number in {"a": 6, "b": 5, "c": 89}.items()
    ]
    assert [reason(item) for item in release(*parts)] == [Reason.FEW_PERSONS, Reason.FEW_PERSONS, None]


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


def test_only_a_ledger_releases():
    with pytest.raises(TypeError, match=r"only Ledger\.release\(\) makes a Released finding"):
        Released(finding(50), object())


def test_the_ledger_remembers_in_order():
    ledger = Ledger(10)
    ledger.release(Answer(question="cohort", year=2024, findings=(finding(50), finding(3, name="small"))))
    assert [type(entry) for entry in ledger.entries] == [Released, Withheld]
