"""Numbers of few persons that stand beside a share: how many are followed still, and how many are out of sight."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.disclosure.of_persons import population, share
from wirkung.codes import CountRole, Ranges, Role
from wirkung.disclosure.atoms import atoms_of
from wirkung.disclosure.facts import Rows
from wirkung.disclosure.knowledge import Knowledge
from wirkung.disclosure.past import known_from
from wirkung.disclosure.register.rows import Past, PastRow
from wirkung.disclosure.release import Released, release
from wirkung.estimate import Count
from wirkung.finding import Answer
from wirkung.year.sample import PERSONS

EVERYBODY = range(344)
ROLES = (CountRole.AT_RISK, CountRole.CENSORED)


def curve(left: int, reached: int = 95) -> Answer:
    """A share of everybody, beside how many are followed still and how many are not."""
    beside = (range(reached, len(EVERYBODY) - left), range(len(EVERYBODY) - left, len(EVERYBODY)))
    found = share("curve", range(reached), EVERYBODY)
    counts = (Count(role=role, number=len(group)) for role, group in zip(ROLES, beside, strict=True))
    main = replace(found.main, counts=(*found.main.counts, *counts))
    resting = main.resting_on(*found.main.populations, *map(population, beside))
    finding = replace(found, estimates=((Role.MAIN, resting),))
    return Answer(question="timing", year=2024, findings=(finding,), ranges=Ranges.OF_MEANS_AND_SHARES)


def told_left(left: int) -> Count | None:
    """How many are said to be out of sight; None where the line is withheld."""
    (answer,) = release((curve(left),), smallest_group=10)
    (item,) = answer.items
    if not isinstance(item, Released):
        return None
    return next(count for count in item.finding.main.counts if count.role is CountRole.CENSORED)


@pytest.mark.parametrize("left", range(1, 40))
def test_the_range_holds_the_number_and_tells_of_no_few(left):
    told = told_left(left)
    assert told is not None
    most = told.number if told.at_most is None else told.at_most
    assert told.number <= left <= most
    assert most >= 10


def test_of_few_the_same_range_is_said_as_of_somewhat_more():
    told = {(count.number, count.at_most) for count in map(told_left, range(1, 10)) if count is not None}
    assert len(told) == 1
    (few,) = told
    assert few[0] == 0
    assert few[1] >= 19


def test_numbers_that_do_not_fit_together_are_an_error_and_no_leave_to_tell_anything():
    """Of 205, 120 and 80 are in two parts; that the other five are ten or more is false."""
    marks = np.zeros((4, 208), dtype=np.bool_)
    for row, group in enumerate((range(205), range(120), range(120, 200), range(200, 205))):
        marks[row, list(group)] = True
    atoms = atoms_of(np.packbits(marks, axis=1))
    with pytest.raises(ValueError, match="what is known of 4 numbers of persons does not fit together"):
        Knowledge(atoms, {0: (205, 205), 1: (120, 120), 2: (80, 80), 3: (10, 19)}, 10)


def test_a_false_range_of_an_earlier_report_is_not_believed():
    rows = Rows()
    members = [population(range(first, last)).members for first, last in ((0, 7), (0, 40))]
    past = Past(
        rows=tuple(
            PastRow(variable=PERSONS, members=each, persons=(low, high), everybody=400)
            for each, (low, high) in zip(members, ((10, 19), (40, 49)), strict=True)
        ),
        everybody=400,
        changed={},
    )
    today = rows.place(members[1])
    assert known_from(past, rows).bands == {today: (40, 49)}
