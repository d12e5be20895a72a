"""What was done to the numbers of a report and why. All persons are invented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.disclosure.of_persons import EVERYBODY, mean, share
from wirkung.codes import Ranges
from wirkung.disclosure.audit import audit
from wirkung.disclosure.protection import Shown, Why
from wirkung.disclosure.reader import Bound
from wirkung.disclosure.register.rows import Past, PastRow
from wirkung.disclosure.release import decide
from wirkung.finding import Answer

ALL = range(100)


def answer(*findings, question="cohort", ranges=Ranges.OF_MEANS):
    return Answer(question=question, year=2024, findings=findings, ranges=ranges)


def past_of(*rows):
    made = []
    for places, persons in rows:
        marks = np.zeros(EVERYBODY, dtype=np.bool_)
        marks[list(places)] = True
        members = np.packbits(marks).tobytes()
        made.append(PastRow(variable="persons", members=members, persons=persons, everybody=EVERYBODY))
    return Past(rows=tuple(made), everybody=EVERYBODY, changed={})


def cells(found):
    return {(cell.subject.id, cell.role.value): cell for cell in found.cells}


def test_a_small_group_is_withheld_for_being_small_and_bounded_by_the_whole():
    found = audit([answer(share("all", range(60), ALL), share("few", range(4), ALL))], smallest_group=10)
    cell = cells(found)["few", "main"]
    assert (cell.shown, cell.why) == (Shown.WITHHELD, Why.FEW_PERSONS)
    (bound,) = cell.bounds
    assert bound == (0, 60)  # who is in «few» is in «all»
    assert not cell.told(10)
    assert not cell.by_earlier


def test_what_is_shown_is_no_cell_and_stands_in_the_list_of_all():
    found = audit([answer(share("all", range(60), ALL))], smallest_group=10)
    assert found.cells == ()
    assert set(found.shown.values()) == {Shown.EXACTLY}


def test_a_number_of_a_mean_becomes_a_range_whose_bounds_are_told():
    found = audit([answer(mean("all", ALL), mean("most", range(97), "other"))], smallest_group=10)
    ranged = found.of(Shown.AS_RANGE)
    assert [cell.why for cell in ranged] == [Why.FEW_APART]
    (cell,) = ranged
    assert len(cell.ranges) == 1
    (bound,) = cell.bounds
    assert cell.ranges[0][0] <= bound.least <= bound.most <= cell.ranges[0][1]


def test_a_time_in_whose_place_others_are_told_has_a_reason_of_its_own():
    """Its persons are nobody's part: beside it neither a whole nor a rest becomes a range."""
    held = replace(share("after 6 months", range(40), ALL), held_back=True)
    found = audit([answer(held, share("after 12 months", range(50), ALL))], smallest_group=10)
    assert [(cell.subject.id, cell.why) for cell in found.cells] == [(held.subject.id, Why.BETWEEN_TIMES)]


def test_it_is_decided_as_the_release_decides():
    answers = [answer(*(share(f"s{n}", range(n), ALL) for n in (30, 33, 50, 95)))]
    assert audit(answers, smallest_group=10).shown == decide(answers, smallest_group=10).shown


def test_what_an_earlier_report_lowered_is_marked():
    answers = [answer(share("all", range(60), ALL), share("part", range(20), ALL))]
    past = past_of((range(63), (63, 63)))
    found = audit(answers, smallest_group=10, past=past)
    assert cells(found)["all", "main"].by_earlier
    assert ("part", "main") not in cells(found)
    assert audit(answers, smallest_group=10).cells == ()


def test_a_cell_tells_where_a_reader_knows_that_a_number_is_small():
    found = audit([answer(share("few", range(4), ALL))], smallest_group=10)
    (cell,) = found.cells
    assert [replace(cell, bounds=(Bound(0, most),)).told(10) for most in (9, 10, None)] == [True, False, False]
    assert not replace(cell, bounds=(None,)).told(10)


@pytest.mark.parametrize("smallest", [3, 10])
def test_no_bound_excludes_the_truth(smallest):
    sizes = {f"s{n}": n for n in (1, 2, 7, 30, 33, 96, 99)}
    answers = [answer(*(share(name, range(n), ALL) for name, n in sizes.items()))]
    for (name, _), cell in cells(audit(answers, smallest_group=smallest)).items():
        for bound in cell.bounds:
            assert bound.least <= max(sizes[name], 100)
            assert bound.most is None or bound.most >= min(sizes[name], 100)
