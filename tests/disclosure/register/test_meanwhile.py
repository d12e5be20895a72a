"""Whether a release that did not know the latest publications must be decided anew."""

from __future__ import annotations

import copy

import pytest

from wirkung.disclosure.register.contents import NOBODY, Register
from wirkung.disclosure.register.meanwhile import is_overtaken
from wirkung.disclosure.register.records import Event, RegisterEvent

ROWS = {"persons": "abc"}


@pytest.fixture
def then(draft, entry):
    """Numbers on a to d and on e to h were published before; nothing connects the two."""
    register = Register()
    register.add(draft("abcd", {"persons": "abcd"}, interest=[1, 2, 3, 4]), entry("one"))
    register.add(draft("efgh", {"persons": "efgh"}, programme="birds"), entry("two", programme="birds"))
    return register


@pytest.fixture
def overtaken(then, draft, entry):
    """Whether a draft of a to d, of another programme, is overtaken by what another run published meanwhile."""

    def told(everybody, rows, *, programme="other", year=2024, **answers):
        now = copy.deepcopy(then)
        added = draft(everybody, rows, programme=programme, year=year, **answers)
        now.add(added, entry("three", programme=programme, year=year))
        mine = draft("abcd", ROWS, programme="mine", interest=[1, 2, 3, 4])
        return is_overtaken(then, now, mine)

    return told


@pytest.mark.parametrize("rows", [{}, ROWS, {"persons": "xyz"}])
def test_it_is_not_where_nothing_was_published(then, draft, rows):
    assert not is_overtaken(then, copy.deepcopy(then), draft("abcxyz", rows))
    assert not is_overtaken(Register(), Register(), draft("abcxyz", rows))


def test_it_is_not_by_numbers_of_others(overtaken):
    assert not overtaken("xyz", {"persons": "xyz", "2024/interest": "xy"})
    assert not overtaken("efgh", {"persons": "efg"})
    assert not overtaken("abcdxyz", {"persons": "xyz"})  # a to d are in the data, no number rests on them


def test_it_is_by_a_number_that_rests_on_one_of_the_persons(overtaken):
    assert overtaken("dxyz", {"persons": "dxyz"})
    assert overtaken("axyz", {"persons": "xyz", "2024/interest": "ax"})


def test_it_is_by_numbers_of_others_that_are_connected_with_the_persons(then, draft, entry, overtaken):
    then.add(draft("de", {"persons": "de"}, programme="bridge"), entry("bridge", programme="bridge"))
    assert overtaken("hx", {"persons": "hx"})  # h, by efgh and de, with abcd
    assert not overtaken("xy", {"persons": "xy"})


def test_it_is_by_a_report_of_the_same_programme_and_year_whomever_it_rests_on(overtaken):
    assert overtaken("xyz", {"persons": "xyz"}, programme="mine")
    assert not overtaken("xyz", {"persons": "xyz"}, programme="mine", year=2023)


def test_it_is_by_other_answers_of_the_persons(overtaken):
    assert overtaken("abx", {}, interest=[1, 7, 1])  # b answered 2
    assert not overtaken("abx", {}, interest=[1, 2, 1])


def test_it_is_where_somebody_was_forgotten_or_the_register_begun_anew(then, draft):
    forgotten = copy.deepcopy(then)
    forgotten.persons[0] = NOBODY
    forgotten.events.append(Event(when="2025-01-01", what=RegisterEvent.FORGOTTEN, programme="robots"))
    assert is_overtaken(then, forgotten, draft("xyz", {"persons": "xyz"}))
    assert is_overtaken(then, Register(), draft("xyz", {"persons": "xyz"}))
