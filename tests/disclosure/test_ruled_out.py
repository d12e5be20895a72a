"""Whether a number that is not said may as well be large. All groups are invented."""

from __future__ import annotations

import numpy as np
import pytest

from tests.disclosure.of_persons import mean, share
from wirkung.codes import Ranges
from wirkung.disclosure.atoms import atoms_of
from wirkung.disclosure.audit import audit
from wirkung.disclosure.knowledge import Knowledge
from wirkung.disclosure.ruled_out import Block
from wirkung.finding import Answer


def to_say_less_of(atoms, known, group, costs=None):
    """Where nothing else is said, less of the first row would be missed least."""
    return Knowledge(atoms, known, 10).to_say_less_of(group, lambda row: (costs or {}).get(row, 1 + row))


def rows(*groups):
    """Groups of persons, each as the places of its members."""
    marks = np.zeros((len(groups), 256), dtype=np.bool_)
    for row, group in enumerate(groups):
        marks[row, list(group)] = True
    return atoms_of(np.packbits(marks, axis=1))


GIRLS, BOYS, OTHERS, EVERYBODY = range(120), range(120, 200), range(200, 205), range(205)
ATOMS = rows(EVERYBODY, GIRLS, BOYS, OTHERS)
OF_OTHERS = ATOMS.rows[3]
EXACT = {1: (120, 120), 2: (80, 80)}


def test_a_range_of_all_beside_exact_parts_leaves_few():
    """200 to 209 in all, 200 of them named: the others are 9 at most, and their line says that there are some."""
    known = {0: (200, 209), **EXACT}
    assert list(to_say_less_of(ATOMS, known, OF_OTHERS)) == [0]
    assert list(to_say_less_of(ATOMS, known, OF_OTHERS, {2: 0.5})) == [2]


def test_no_row_is_taken_back_that_alone_helps_nobody():
    """Five are in neither of two towns, and in neither of two years of birth.

    Less of one town would cost nothing, but the years would limit them to five as before.
    """
    towns, years = (range(90), range(90, 200)), (range(150), range(150, 200))
    atoms = rows(EVERYBODY, *towns, *years, OTHERS)
    known = {0: (205, 205), 1: (90, 90), 2: (110, 110), 3: (150, 150), 4: (50, 50)}
    assert list(to_say_less_of(atoms, known, atoms.rows[5], {0: 3.0, 1: 0.0})) == [0]
    assert list(to_say_less_of(atoms, known, atoms.rows[5], {0: 5.0, 1: 0.0, 4: 1.0})) == [1, 4]


def test_nothing_is_taken_back_in_vain_where_an_earlier_report_limits_them():
    known = {0: (200, 209), **EXACT}
    assert list(to_say_less_of(ATOMS, known, OF_OTHERS, dict.fromkeys(range(3), np.inf))) == []


def test_where_one_part_is_a_range_too_there_may_be_many():
    known = {0: (200, 209), 1: (120, 129), 2: (80, 80)}
    assert list(to_say_less_of(ATOMS, known, OF_OTHERS)) != []
    assert to_say_less_of(ATOMS, known | {1: (110, 129)}, OF_OTHERS) is None


def test_who_is_in_no_number_that_is_said_may_be_many():
    assert to_say_less_of(ATOMS, EXACT, OF_OTHERS) is None


def test_what_is_open_in_two_steps_is_found_though_no_single_exchange_leads_there():
    """Five more others need two fewer of one town's boys and three fewer of the other's, and so on."""
    towns = rows(EVERYBODY, range(160), range(160, 205), OTHERS)
    known = {0: (205, 205), 1: (157, 162), 2: (43, 50)}
    assert to_say_less_of(towns, known, towns.rows[3]) is None


def test_a_small_category_beside_large_ones_cannot_be_placed():
    """The whole is a range for another reason; its range alone would say that the others are few."""
    answers = [
        Answer(
            question="subgroups",
            year=2024,
            findings=(mean("girls", GIRLS), mean("boys", BOYS), mean("others", OTHERS)),
            ranges=Ranges.OF_MEANS,
        ),
        Answer(
            question="change",
            year=2024,
            findings=(mean("all", EVERYBODY), mean("more", range(208), "other")),
            ranges=Ranges.OF_MEANS,
        ),
    ]
    found = audit(answers, smallest_group=10)
    (others,) = [cell for cell in found.cells if cell.subject.id == "others"]
    assert not others.told(10)
    (bound,) = others.bounds
    assert bound.most is None or bound.most >= 10


def test_nothing_is_done_where_nothing_is_small():
    answers = [Answer(question="cohort", year=2024, findings=(share("half", GIRLS, EVERYBODY),))]
    assert audit(answers, smallest_group=10).cells == ()


def test_an_example_in_which_several_groups_are_large_spares_each_a_programme_of_its_own(monkeypatch):
    """Four cells of two rows and two columns, all totals known: each may hold all of its row."""
    cells = [range(5), range(5, 30), range(30, 55), range(55, 60)]
    table = rows(*cells, range(30), range(30, 60), [*cells[0], *cells[2]], [*cells[1], *cells[3]])
    knowledge = Knowledge(table, dict.fromkeys(range(4, 8), (30, 30)), 10)
    knowledge.look_for([table.rows[0], table.rows[3]])
    monkeypatch.setattr(Block, "_may_grow", None)  # none is asked for
    assert knowledge.to_say_less_of(table.rows[0], float) is None
    assert knowledge.to_say_less_of(table.rows[3], float) is None


def test_an_example_that_does_not_fit_what_is_known_now_proves_nothing():
    """The whole was said as a range, and is exact now: no report does that, but none may be trusted not to."""
    knowledge = Knowledge(ATOMS, {0: (200, 229), **EXACT}, 10)
    assert knowledge.to_say_less_of(OF_OTHERS, float) is None
    knowledge.know_only({0: (205, 205), **EXACT})
    assert list(knowledge.to_say_less_of(OF_OTHERS, float)) == [0]


def test_numbers_that_fit_once_less_is_said_need_no_programme_of_their_own(monkeypatch):
    knowledge = Knowledge(ATOMS, {0: (200, 209), **EXACT}, 10)
    assert list(knowledge.to_say_less_of(OF_OTHERS, float)) == [0]
    monkeypatch.setattr("wirkung.disclosure.ruled_out._cheapest", None)
    monkeypatch.setattr(Block, "_may_grow", None)
    knowledge.know_only({0: (200, 239), **EXACT})
    assert knowledge.to_say_less_of(OF_OTHERS, float) is None


def test_what_is_known_of_some_is_not_asked_of_others_who_have_nobody_in_common_with_them():
    """Persons of two years: what limits those of the first is asked of the first only."""
    years = rows(EVERYBODY, GIRLS, BOYS, OTHERS, range(210, 250), range(210, 245))
    known = {0: (200, 209), **EXACT, 4: (40, 40), 5: (30, 39)}
    knowledge = Knowledge(years, known, 10, others=[3])
    assert list(knowledge.to_say_less_of(years.rows[3], float)) == [0]
    of_both = years.rows[3] | years.rows[5]
    with pytest.raises(ValueError, match="part of one of the rows"):
        knowledge.to_say_less_of(of_both, float)
