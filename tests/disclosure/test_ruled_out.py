"""Whether a number that is not said may as well be large. All groups are invented."""

from __future__ import annotations

import numpy as np

from tests.disclosure.of_persons import mean, share
from wirkung.codes import Ranges
from wirkung.disclosure.atoms import atoms_of
from wirkung.disclosure.audit import audit
from wirkung.disclosure.ruled_out import Knowledge
from wirkung.finding import Answer


def ruled_out(atoms, known, group, smallest):
    return Knowledge(atoms, known, smallest).ruled_out(group)


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
    found = ruled_out(ATOMS, {0: (200, 209), **EXACT}, OF_OTHERS, 10)
    assert sorted(found) == [0, 1, 2]


def test_where_one_part_is_a_range_too_there_may_be_many():
    known = {0: (200, 209), 1: (120, 129), 2: (80, 80)}
    assert list(ruled_out(ATOMS, known, OF_OTHERS, 10)) != []
    assert ruled_out(ATOMS, known | {1: (110, 129)}, OF_OTHERS, 10) is None


def test_who_is_in_no_number_that_is_said_may_be_many():
    assert ruled_out(ATOMS, EXACT, OF_OTHERS, 10) is None


def test_what_is_open_in_two_steps_is_found_though_no_single_exchange_leads_there():
    """Five more others need two fewer of one town's boys and three fewer of the other's, and so on."""
    towns = rows(EVERYBODY, range(160), range(160, 205), OTHERS)
    known = {0: (205, 205), 1: (157, 162), 2: (43, 50)}
    assert ruled_out(towns, known, towns.rows[3], 10) is None


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
    monkeypatch.setattr("wirkung.disclosure.ruled_out._may_grow", None)  # none is asked for
    assert knowledge.ruled_out(table.rows[0]) is None
    assert knowledge.ruled_out(table.rows[3]) is None


def test_an_example_that_does_not_fit_what_is_known_now_proves_nothing():
    """The whole was said as a range, and is exact now: no report does that, but none may be trusted not to."""
    knowledge = Knowledge(ATOMS, {0: (200, 229), **EXACT}, 10)
    assert knowledge.ruled_out(OF_OTHERS) is None
    knowledge.know_only({0: (205, 205), **EXACT})
    assert sorted(knowledge.ruled_out(OF_OTHERS)) == [0, 1, 2]


def test_what_limits_a_group_is_asked_once_and_again_when_less_is_known(monkeypatch):
    """The others are 9 at most while all three numbers are known as they were: no programme is needed."""
    knowledge = Knowledge(ATOMS, {0: (200, 209), **EXACT}, 10)
    assert sorted(knowledge.ruled_out(OF_OTHERS)) == [0, 1, 2]
    with monkeypatch.context() as changed:
        changed.setattr("wirkung.disclosure.ruled_out._most", None)
        assert sorted(knowledge.ruled_out(OF_OTHERS)) == [0, 1, 2]
    knowledge.know_only({0: (200, 239), **EXACT})
    assert knowledge.ruled_out(OF_OTHERS) is None
