"""What number, mean and standard deviation say of how many gave which answers. No person exists."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pytest

from wirkung.codes import FURTHER
from wirkung.disclosure.moments import tell_of_few
from wirkung.disclosure.telling import test_tells as tells_by_its_test
from wirkung.estimate import Unit, UnitKind
from wirkung.methods.change.prepost import mean_change
from wirkung.study.study import open_study
from wirkung.year.levels import shown_by_level

SMALLEST = 4
CHANGES = np.array([-1.0] * 3 + [0] * 33 + [1] * 24)


def of_few(answers, places):
    """Whether the three sums leave 1 to 3 persons only within, or outside, a stretch: by trying all ways."""
    sums = (sum(answers), sum(each**2 for each in answers))
    ways = [
        way
        for way in combinations_with_replacement(range(places), len(answers))
        if (sum(way), sum(each**2 for each in way)) == sums
    ]
    for start in range(places):
        for end in range(start, places):
            within = [sum(start <= each <= end for each in way) for way in ways]
            for numbers in (within, [len(answers) - each for each in within]):
                if min(numbers) >= 1 and max(numbers) < SMALLEST:
                    return True
    return False


def test_nothing_is_told_of_few_where_another_way_has_more():
    """Of whole numbers fewer ways are possible than of parts, so that all that is found is certain."""
    rng = np.random.default_rng(1)
    drawn = [rng.choice(5, 14, p=rng.dirichlet(np.full(5, 0.7))) for _ in range(40)]
    found = [tell_of_few(answers.astype(float), 0, 1, 5, SMALLEST) for answers in drawn]
    certain = [of_few(answers.tolist(), 5) for answers in drawn]
    assert all(surely for surely, told in zip(certain, found, strict=True) if told)
    assert sum(found) >= 5


def test_of_sixty_of_whom_three_fell_mean_and_deviation_tell():
    assert tell_of_few(CHANGES, -4, 1, 9, 10)
    assert not tell_of_few(CHANGES, -4, 1, 9, 2)  # between one and three changed otherwise than by 0 or 1


def test_sixty_usual_changes_tell_nothing():
    usual = np.repeat([-2.0, -1, 0, 1, 2], [5, 9, 20, 16, 10])
    assert not tell_of_few(usual, -4, 1, 9, 10)


def test_a_scale_of_points_is_not_looked_at():
    assert not tell_of_few(np.array([0.0] * 40 + [100] * 3), 0, 1, 101, 10)


@pytest.mark.parametrize(("times", "tells"), [(1, True), (2, False)])
def test_the_test_of_a_mean_is_told_from_a_hundred_persons_on(times, tells):
    changes = np.tile(CHANGES, times)
    found = mean_change(np.full(changes.size, 3.0), 3 + changes, unit=Unit(kind=UnitKind.SCORE))
    assert found.test is not None
    assert tells_by_its_test(found, 10) is tells


@pytest.mark.parametrize(("lost", "told"), [((6, 4, 23), False), ((6, 5, 23), True)])
def test_two_levels_who_are_ten_together_are_not_counted_together(lost, told):
    """A larger one joins only where the small are too few: of ten both are small; eleven can be 1 and 10."""
    names = np.array(["IGS", "Hauptschule", "Gymnasium"], dtype=object)
    shown, _ = shown_by_level((np.repeat(names, lost), np.repeat(names, 60)), 10)
    assert (FURTHER in shown.tolist()) is told


PROGRAMME = """\
id: mild
title: Mild
organisation: Office
question: Does it rise?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year}}
  measurements:
    - {file: answers.csv, columns: {person: id, year: year, wave: wave, q1: q1}}
indicators:
  - {id: mild, label: Mild, items: [q1], scale: {low: 1, high: 5}}
"""


@pytest.mark.parametrize(("changes", "shown"), [(CHANGES, False), (np.repeat([-2, -1, 0, 1, 2], 12), True)])
def test_a_change_whose_deviation_tells_of_few_is_shown_without_interval(tmp_path, changes, shown):
    before = np.tile([2, 3, 4, 3], 15)
    after = np.clip(before + changes, 1, 5).astype(int)
    people = "".join(f"p{place};2024\n" for place in range(60))
    rows = (
        f"p{place};2024;{wave};{answer}\n"
        for wave, given in (("before", before), ("after", after))
        for place, answer in enumerate(given)
    )
    (tmp_path / "persons.csv").write_text(f"id;year\n{people}", encoding="utf-8")
    (tmp_path / "answers.csv").write_text(f"id;year;wave;q1\n{''.join(rows)}", encoding="utf-8")
    (tmp_path / "mild.yaml").write_text(PROGRAMME, encoding="utf-8")
    (change,) = open_study(tmp_path / "mild.yaml", year=2024).change.items
    assert change.finding.main.value is not None
    assert (change.finding.main.interval is not None) is shown
    assert change.finding.main.test is None
