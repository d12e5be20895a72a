"""States and the curve of a step count the same days: both say who has come there by the end of so many months."""

from __future__ import annotations

import numpy as np
import pytest

from tests.questions.ways_office import Office
from wirkung.declared import Group, StateKind
from wirkung.year.tracking.clock import full_months, months_between, months_later

DAYS = ("2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01")


def beside(office):
    """By months: how many stand at the last step, and how many have made it in the curve."""
    study = office.open(2022)
    stand = {
        each.subject.months: each.main.counts[0].number
        for each in study.states.findings
        if [(state.kind, state.id) for state in each.subject.states] == [(StateKind.STEP, "began")]
    }
    made = {
        each.subject.months: round(each.main.value * 40)
        for each in study.timing.findings
        if each.subject.step == "began" and each.subject.group_of is Group.PROGRAMME and not each.subject.aspect
    }
    return {months: (stand[months], made[months]) for months in stand.keys() & made.keys()}


@pytest.mark.parametrize("day", DAYS)
def test_a_step_on_the_very_day_counts_in_both_or_in_neither(tmp_path, day):
    office = Office(tmp_path)
    office.programme = office.programme.replace("  lost: moved\n", "")
    names = office.join(2022, 40, entered="2022-01-01")
    office.happened(names[:20], "chose", day)
    office.happened(names[:20], "began", day)
    found = beside(office)
    assert len(found) > 1
    assert all(states == curve for states, curve in found.values())
    assert {states for states, _ in found.values()} <= {0, 20}


def test_months_agree_on_every_day_whatever_their_length():
    """The first day after so many months is the first on which they are full."""
    days = np.arange("2023-12-25", "2028-03-05", dtype="datetime64[D]")
    for entered in days[:70]:
        since = np.repeat(entered, days.size)
        later = days >= entered
        full, between = full_months(since[later], days[later]), months_between(since[later], days[later])
        assert (np.diff(between) > 0).all()
        assert (np.floor(between + 1e-9) == full).all()
        for months in (1, 6, 12, 25):
            last = months_later(np.array([entered]), months)[0]
            assert (full >= months).tolist() == (days[later] > last).tolist()
