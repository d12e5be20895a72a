"""Who reads the states of a cohort beside its funnel learns of nobody how far they came before they left.
The funnel says how many came how far, whatever became of them; the last column of the states says how many of them
are still there. Here the cohort's last period ends on the last known day, so that nobody can have moved since: the
reader who knows most. For each small number of persons who went elsewhere, the least and the greatest number that
fit all that is published are found by integer programming.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from tests.questions.test_transitions import random_office
from tests.questions.ways_office import Office
from tests.raw import repository_study
from wirkung.declared import Group, StateKind
from wirkung.disclosure.release import Released, release
from wirkung.finding import State
from wirkung.year.tracking.groups import all_states
from wirkung.year.tracking.track import track
from wirkung.year.tracking.ways import ways_of

SMALLEST = 3
# To whom which event happened: nobody, chose, began, both.
CHOSE, BEGAN = np.array([False, True, False, True]), np.array([False, False, True, True])
REACHED = {"registered": CHOSE | ~CHOSE, "chose": CHOSE, "began": BEGAN}


def published(study, smallest):
    """Numbers that a reader sees, by id: the funnel and the last column of the states."""
    answers = release((study.cohort, study.states), smallest_group=smallest)
    items = [item.finding for each in answers for item in each.items if isinstance(item, Released)]
    last = max(finding.subject.months for finding in study.states.findings)
    return {
        finding.subject.states or f"reached {finding.subject.id}": finding
        for finding in items
        if finding.subject.months in (None, last)
    }


def truth(study):
    """How many stand where (rows) to whom which of the two events happened (columns, 0 to 3 in binary)."""
    tracked = track(study.data)
    names = [str(state) for state in all_states(study.data.programme)]
    happened = ways_of(study.data, Group.PROGRAMME).reached[:, 1:] @ np.array([1, 2])
    table = np.zeros((len(names), len(CHOSE)), dtype=int)
    np.add.at(table, (tracked.codes[:, -1], happened), 1)
    return names, table


def what_is_known(names, table, seen):
    """Sums over the cells of the table that follow from what is published, as masks and numbers."""
    masks, sums = [np.ones(table.shape, dtype=bool)], [table.sum()]
    for name, finding in seen.items():
        if finding.main.counts[0].at_most is not None:
            continue
        mask = np.zeros(table.shape, dtype=bool)
        if isinstance(name, str):
            mask[:, REACHED[name.removeprefix("reached ")]] = True
        else:
            mask[[names.index(str(state)) for state in name]] = True
        masks.append(mask)
        sums.append(finding.main.counts[0].number)
    # Who stands at a step has come to it and no further: all other cells of its row are empty.
    for step, there in (("registered", ~CHOSE & ~BEGAN), ("chose", CHOSE & ~BEGAN), ("began", BEGAN)):
        mask = np.zeros(table.shape, dtype=bool)
        mask[names.index(step)] = ~there
        masks.append(mask)
        sums.append(0)
    return np.array([mask.ravel() for mask in masks], dtype=float), np.array(sums, dtype=float)


def assert_safe(study, smallest):
    shown = max(finding.subject.months for finding in study.states.findings)
    if shown < 12 * track(study.data).periods:
        return  # what stood there earlier is not what the funnel says of today
    names, table = truth(study)
    masks, sums = what_is_known(names, table, published(study, smallest))
    outside = [names.index("other"), names.index("lost")]
    for there in REACHED.values():
        for rows in (outside, *([row] for row in outside)):
            if not 0 < table[rows][:, there].sum() < smallest:
                continue
            aim = np.zeros(table.shape)
            aim[np.ix_(rows, there)] = 1
            known = LinearConstraint(masks, sums, sums)
            bounds = [
                milp(sign * aim.ravel(), constraints=known, integrality=np.ones(table.size)) for sign in (1, -1)
            ]
            least, greatest = (round(sign * found.fun) for sign, found in zip((1, -1), bounds, strict=True))
            assert least < greatest, (names, table)
            assert greatest >= smallest, (names, table)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("year", [2020, 2022])
def test_random_cohorts(tmp_path: Path, seed, year):
    office = random_office(Office(tmp_path), 100 + seed)
    until = f"{year + 3}-12-31"
    office.programme = office.programme.replace("2024-12-31", until)
    assert_safe(office.open(year), SMALLEST)


def test_it_would_be_unsafe_with_every_state_by_itself(tmp_path: Path):
    """Six of twenty chose and two of them left: 6 - 4 would be two, so those who chose stand with the others."""
    office = Office(tmp_path)
    names = office.join(2022, 20)
    office.happened(names[:6], "chose", "2022-08-01")
    office.happened([*names[:2], *names[15:]], "other", "2023-08-01")
    study = office.open(2022)
    assert_safe(study, SMALLEST)
    shown = [finding.subject.states for finding in study.states.findings]
    assert (State(StateKind.STEP, "chose"),) not in shown


@pytest.mark.parametrize(("year", "sums"), [(2022, 344), (2023, 349), (2024, 344)])
def test_the_sample(year, sums):
    """All who started stand somewhere, and each group that the funnel takes away leaves nobody or enough."""
    study = repository_study("mint", year)
    numbers = {name: finding.main.counts[0].number for name, finding in published(study, 10).items()}
    standing = [each for name, each in numbers.items() if not isinstance(name, str)]
    assert sum(standing) == numbers["reached registered"] == sums
    assert min(standing) >= 10
