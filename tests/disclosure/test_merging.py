"""Small categories are counted together: few enough to protect, never so many that large ones are lost."""

from __future__ import annotations

import numpy as np
import pytest

from tests.raw import repository_study
from wirkung.codes import FURTHER
from wirkung.declared import Group
from wirkung.year.levels import counted_together, in_order, shown_by_level


@pytest.mark.parametrize(
    ("cells", "together"),
    [
        ({"a": [40], "b": [60]}, set()),
        ({"a": [9], "b": [60], "c": [60]}, {"a"}),  # 9 stay 9: a large one is never taken with them
        ({"a": [9], "b": [20], "c": [60]}, {"a"}),
        ({"a": [9], "b": [19], "c": [60]}, {"a", "b"}),
        ({"a": [5], "b": [6], "c": [12]}, {"a", "b"}),  # 11 are enough
        ({"a": [5], "b": [5], "c": [12]}, {"a", "b", "c"}),  # of 10 both would be known to be small
        ({"a": [5], "b": [4], "c": [12], "d": [13]}, {"a", "b", "c"}),
        ({"a": [50, 9], "b": [60, 60], "c": [60, 60]}, {"a"}),  # small in any table is small
        ({"a": [50, 0], "b": [60, 60]}, set()),  # nobody is told
        ({"a": [12, 0], "b": [9, 0], "c": [15, 30]}, {"a", "b"}),
        ({"": [3], "b": [60]}, {""}),  # no answer is a category as any other
        ({}, set()),
    ],
)
def test_small_categories_and_the_next_small_one_go_together(cells, together):
    assert counted_together(cells, 10) == together


def of(**levels):
    """Persons of one part by their level; «none» for an unknown one."""
    names = [name for name, number in levels.items() for _ in range(number)]
    return np.array([None if name == "none" else name for name in names], dtype=object)


def counts(levels):
    names, numbers = np.unique(["-" if level is None else level for level in levels], return_counts=True)
    return dict(zip(names.tolist(), numbers.tolist(), strict=True))


def test_others_that_are_too_few_even_together_are_left_out():
    (shown,) = shown_by_level([of(a=40, b=30, c=3)], 10)
    assert counts(shown) == {"a": 40, "b": 30, "-": 3}


def test_others_that_are_enough_are_shown_as_such():
    lost, kept = shown_by_level([of(a=12, b=5, c=6, none=2), of(a=90, b=60, c=30, none=5)], 10)
    assert counts(lost) == {"a": 12, FURTHER: 11, "-": 2}
    assert counts(kept) == {"a": 90, FURTHER: 90, "-": 5}


def test_one_level_alone_says_nothing():
    assert [set(each) for each in shown_by_level([of(a=6, b=6), of(a=50, b=50)], 10)] == [{None}, {None}]


@pytest.mark.parametrize(
    ("buxtehude", "stade", "others", "told"),
    [(6, 5, 22, {"Buxtehude + Stade": 11, FURTHER: 22}), (5, 5, 22, {"-": 32}), (6, 5, 9, {"-": 20})],
)
def test_small_levels_are_told_as_one_beside_the_others_of_every_table(buxtehude, stade, others, told):
    """Ten of two are left out: both would be small; and so are nine others."""
    lost = of(Buxtehude=buxtehude, Stade=stade, **{FURTHER: others})
    shown, kept = shown_by_level([lost, of(Buxtehude=60, Stade=60, **{FURTHER: 60})], 10)
    assert counts(shown) == told
    assert set(kept) == {None if name == "-" else name for name in told}


def test_a_level_that_everybody_has_is_no_merged_one():
    assert counts(shown_by_level([of(a=20)], 10)[0]) == {"a": 20}


def test_others_stand_last():
    assert in_order(["weiblich", FURTHER, "männlich", "Abitur"]) == ["Abitur", "männlich", "weiblich", FURTHER]


def test_in_the_sample_women_and_men_stay_and_three_divers_go():
    study = repository_study("mint", 2024)
    genders = study.data.persons(Group.PROGRAMME)["gender"].value_counts()
    assert genders.to_dict() == {"männlich": 195, "weiblich": 140, FURTHER: 3 + 6}
    schools = study.data.persons(Group.PROGRAMME)["school_type"].value_counts()
    assert schools.to_dict() == {"Gymnasium": 127, "Oberschule": 116, "IGS": 55, FURTHER: 33 + 8 + 5}
    # The comparison group was chosen by school: in the others it has fewer than three.
    assert set(study.data.persons()["municipality"].dropna()) == {"Buxtehude", "Stade", FURTHER}


def test_a_category_means_the_same_in_every_group_and_year():
    persons = repository_study("mint", 2024).data.tables.persons
    assert not {"divers", "Förderschule", "Realschule"} & {*persons["gender"], *persons["school_type"]}


def test_no_table_names_a_category_that_was_counted_with_others():
    study = repository_study("mint", 2024)
    named = {item.subject.category for answer in study.answers for item in answer.findings}
    assert FURTHER in named
    assert not {"divers", "Förderschule", "Realschule"} & named
