"""What is remembered of publications, and what it says of the persons of today."""

from __future__ import annotations

import numpy as np
import pytest

from wirkung.disclosure.register.contents import NOBODY, Draft, Register
from wirkung.disclosure.register.rows import Row


@pytest.fixture
def register():
    return Register()


def told(past):
    return {(row.variable, tuple(row.places.tolist())) for row in past.rows}


def test_rows_come_back_over_the_persons_of_today_and_those_who_are_gone(register, draft, entry, names):
    register.add(draft("abcd", {"persons": "abc", "2024/interest.change": "ab"}), entry("one"))
    past = register.past(names("dxa"), {})
    # d, x, a are 0, 1, 2; b and c are no longer in the data and follow.
    assert past.everybody == 5
    assert told(past) == {("persons", (2, 3, 4)), ("2024/interest.change", (2, 3))}


def test_programmes_that_share_persons_read_each_others_rows(register, draft, entry, names):
    register.add(draft("abcd", {"persons": "abcd"}), entry("one"))
    register.add(draft("cdef", {"persons": "def"}, programme="birds"), entry("two", programme="birds"))
    assert told(register.past(names("cdef"), {})) == {("persons", (0, 1, 4, 5)), ("persons", (1, 2, 3))}


def test_a_row_that_was_published_twice_is_stored_once(register, draft, entry):
    for publication in ("one", "two"):
        register.add(draft("abcd", {"persons": "abc"}), entry(publication))
    register.add(draft("xdcba", {"persons": "cab"}), entry("three"))  # in another order, with one more person
    assert (len(register.rows), len(register.sets)) == (1, 1)
    assert [each.rows for each in register.entries] == [(0,), (0,), (0,)]


def test_the_same_persons_with_another_range_are_another_row(register, names, bits, entry):
    for persons in (None, (0, 9)):
        row = Row(variable="persons", members=bits("abcd", "ab"), persons=persons)
        new = Draft(programme="robots", year=2024, persons=names("abcd"), rows=(row,), answers={})
        register.add(new, entry("one"))
    assert len(register.sets) == 1
    past = Register.from_bytes(register.to_bytes()).past(names("abcd"), {})
    assert [row.persons for row in past.rows] == [None, (0, 9)]


def test_a_recoded_category_is_another_set_of_persons(register, draft, entry, names):
    register.add(draft("abcdef", {"persons": "abc"}), entry("one"))
    assert told(register.past(names("abcdef"), {})) == {("persons", (0, 1, 2))}
    register.add(draft("abcdef", {"persons": "abcd"}), entry("two"))
    assert told(register.past(names("abcdef"), {})) == {("persons", (0, 1, 2)), ("persons", (0, 1, 2, 3))}


def test_an_answer_that_was_corrected_is_noticed(register, draft, entry, names):
    register.add(draft("abcd", {"persons": "abcd"}, interest=[1, 2, 3, 0]), entry("one"))
    today = {"2024/interest": np.array([1, 9, 3, 4], dtype=np.uint64)}
    (found,) = register.past(names("abcd"), today).changed["2024/interest"]
    assert found.tolist() == [1]  # d was not in that year before, which the rows say
    # Whoever stands elsewhere is the same person; another year is another answer.
    turned = {"2024/interest": np.array([4, 3, 2, 1], dtype=np.uint64)}
    assert register.past(names("dcba"), turned).changed == {}
    assert register.past(names("abcd"), {"2025/interest": np.array([7, 7, 7, 7], dtype=np.uint64)}).changed == {}


def test_every_state_that_was_published_is_compared(register, draft, entry, names):
    """20 changed and were published; then 3 others change: neither publication may be forgotten."""
    register.add(draft("abcd", {"persons": "abcd"}, interest=[1, 2, 3, 4]), entry("one"))
    register.add(draft("abcd", {"persons": "abcd"}, interest=[1, 7, 8, 4]), entry("two"))
    today = {"2024/interest": np.array([1, 7, 8, 9], dtype=np.uint64)}
    found = register.past(names("abcd"), today).changed["2024/interest"]
    assert sorted(each.tolist() for each in found) == [[1, 2, 3], [3]]
    # Who puts the data back has still published the other state.
    back = {"2024/interest": np.array([1, 2, 3, 4], dtype=np.uint64)}
    assert [each.tolist() for each in register.past(names("abcd"), back).changed["2024/interest"]] == [[1, 2]]


def test_a_person_who_is_forgotten_leaves_a_set_of_the_same_size_and_nothing_else(register, draft, entry, names):
    register.add(draft("abcd", {"persons": "abc"}, interest=[1, 2, 3, 4]), entry("one"))
    (b,) = names("b")
    assert register.forget(b)
    assert b not in register.to_bytes()
    assert register.persons[1] == NOBODY
    assert [marks.tolist() for marks in register.answers["2024/interest"]] == [[1, 0, 3, 4]]
    past = register.past(names("acd"), {"2024/interest": np.array([1, 3, 4], dtype=np.uint64)})
    assert told(past) == {("persons", (0, 1, 3))}
    assert past.changed == {}
    assert not register.forget(b)
    # Whoever comes back under the id is somebody new.
    register.add(draft("b", {"persons": "b"}), entry("two"))
    assert told(register.past(names("b"), {})) == {("persons", (1, 2, 3)), ("persons", (0,))}


def test_two_persons_who_are_forgotten_stay_two(register, draft, entry, names):
    register.add(draft("abc", {"persons": "abc"}), entry("one"))
    for person in names("ab"):
        register.forget(person)
    assert told(register.past(names("c"), {})) == {("persons", (0, 1, 2))}


def test_how_many_of_an_earlier_publication_are_in_todays_data(register, draft, entry, names):
    register.add(draft("abcd", {"persons": "abc"}), entry("one"))
    assert register.recognised("robots", 2024, names("cx")) == (3, 1)
    assert register.recognised("robots", 2023, names("c")) == (0, 0)


def test_nothing_is_lost_on_the_way_to_the_disk(register, draft, entry):
    register.add(draft("abcd", {"persons": "abc", "2024/x": "d"}, interest=[1, 2, 3, 4]), entry("one"))
    register.add(draft("abcd", {"persons": "abc"}, interest=[1, 2, 3, 5]), entry("two"))
    register.confirm("two")
    again = Register.from_bytes(register.to_bytes())
    assert (again.persons, again.sets, again.rows) == (register.persons, register.sets, register.rows)
    assert [each.confirmed for each in again.entries] == [False, True]
    assert again.entries == register.entries
    assert {name: [each.tolist() for each in states] for name, states in again.answers.items()} == {
        "2024/interest": [[1, 2, 3, 4], [1, 2, 3, 5]]
    }


def test_an_empty_register_goes_to_the_disk_too(register, names):
    past = Register.from_bytes(register.to_bytes()).past(names("ab"), {})
    assert (past.rows, past.everybody, past.changed) == ((), 2, {})


def test_five_years_of_400_rows_are_read_whole(register, entry):
    """Of a study of 350 persons a year; how long it takes is shown in tests/benchmarks/bench_release.py."""
    rng = np.random.default_rng(1)
    for year in range(2020, 2025):
        persons = tuple(f"{year}-{number:011d}".encode() for number in range(350))
        marks = rng.integers(1, 2**63, size=350).astype(np.uint64)
        rows = [
            Row(variable=f"{year}/x{at}", members=np.packbits(rng.random(350) < 0.8).tobytes())
            for at in range(400)
        ]
        new = Draft(programme="robots", year=year, persons=persons, rows=tuple(rows), answers={f"{year}/i": marks})
        register.add(new, entry(str(year)))
    past = Register.from_bytes(register.to_bytes()).past(persons, {"2024/i": marks})
    assert (len(past.rows), past.everybody) == (2000, 1750)
