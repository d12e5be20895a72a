"""Parts of persons' data and what a second report of a year notices in them. All persons are invented."""

from __future__ import annotations

import numpy as np
import pytest

from tests.questions.conftest import write_programme
from wirkung.disclosure.keys import KeyRoom
from wirkung.disclosure.register.contents import FORGOTTEN, Part, Register
from wirkung.disclosure.register.earlier import before
from wirkung.disclosure.register.earlier_parts import earlier_parts, is_unknown, under_other_ids
from wirkung.disclosure.register.parts import parts_of
from wirkung.disclosure.register.records import Event, Index, RegisterEvent
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme

THEN = {"persons": [5, 5, 5, 5], "answers.x": [7, 8, 9, 0]}


def marks(**parts):
    return {name: np.array(each, dtype=np.uint64) for name, each in parts.items()}


@pytest.fixture
def published(draft, entry, bits):
    """A register with a report over a, b, c and d, of which b to d have a number on x."""

    def make(parts=THEN, everybody="abcd", row="bcd", **about):
        told = {name: Part(marks=each, rows=(bits(everybody, row),)) for name, each in marks(**parts).items()}
        register = Register()
        plain = draft(everybody, {"persons": everybody})
        register.add(
            type(plain)(
                programme="robots",
                year=2024,
                persons=plain.persons,
                rows=plain.rows,
                answers={},
                parts=told,
            ),
            entry("one", **about),
        )
        return Register.from_bytes(register.to_bytes())

    return make


def changed(register, names, everybody, **parts):
    found = earlier_parts(register, "robots", 2024, names(everybody), marks(**parts))
    return {name: np.flatnonzero(each.changed).tolist() for name, (each,) in found.items()}


def test_who_left_came_or_has_other_values_has_changed(published, names):
    register = published()
    same = {"persons": [5, 5, 5, 5], "answers.x": [7, 8, 9, 0]}
    assert changed(register, names, "abcd", **same) == {"persons": [], "answers.x": []}
    # d, x and a are 0, 1, 2 today; b and c are gone and follow as 3 and 4. d answers now, a as before.
    found = changed(register, names, "dxa", **{"persons": [5, 5, 5], "answers.x": [6, 0, 7]})
    assert found == {"persons": [1, 3, 4], "answers.x": [0, 3, 4]}
    # Of a part that is no longer there everybody has changed who had something.
    assert changed(register, names, "abcd", persons=[5, 5, 5, 5])["answers.x"] == [0, 1, 2]


def test_the_persons_of_each_number_stand_where_those_who_changed_do(published, names):
    (part,) = earlier_parts(published(), "robots", 2024, names("dxa"), marks(**{"answers.x": [0, 0, 7]}))[
        "answers.x"
    ]
    assert [np.flatnonzero(np.unpackbits(np.frombuffer(row, dtype=np.uint8))).tolist() for row in part.rows] == [
        [0, 3, 4]
    ]


def test_only_reports_of_the_same_programme_and_year_count(published, names):
    register = published()
    for programme, year in (("birds", 2024), ("robots", 2025)):
        assert earlier_parts(register, programme, year, names("ab"), {}) == {}
        assert not is_unknown(register, programme, year)
    assert earlier_parts(before(register, "one"), "robots", 2024, names("ab"), {}) == {}


def test_who_is_forgotten_has_changed_and_leaves_no_mark(published, names):
    register = published()
    (b,) = names("b")
    assert register.forget(b)
    assert sorted(state.tolist() for state in register.states) == [[5, FORGOTTEN, 5, 5], [7, FORGOTTEN, 9]]
    assert changed(register, names, "acd", **{"persons": [5, 5, 5], "answers.x": [7, 9, 0]}) == {
        "persons": [3],
        "answers.x": [3],
    }


def test_a_report_that_did_not_write_down_its_parts_is_unknown_until_a_new_beginning(published):
    register = published()
    assert not is_unknown(register, "robots", 2024)
    register.entries = [each.model_copy(update={"parts": None}) for each in register.entries]
    old = Register.from_bytes(register.to_bytes())
    assert is_unknown(old, "robots", 2024)
    old.events.append(Event(when="2026-01-01", what=RegisterEvent.BEGUN, programme="robots"))
    assert not is_unknown(old, "robots", 2024)


def test_a_register_of_the_version_before_is_read():
    old = Index.model_validate_json('{"version": 2, "entries": [], "events": [], "rows": [], "answers": []}')
    assert (old.states, old.entries) == (0, ())


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def renamed(register, names, everybody, **parts):
    return under_other_ids(register, "robots", 2024, names(everybody), marks(**parts), 10)


@pytest.mark.parametrize(
    ("others", "refused"),
    [(0, False), (9, False), (10, True), (12, True)],
)
def test_new_persons_with_the_data_of_those_who_are_missing_are_the_same_under_other_ids(
    published, names, others, refused
):
    everybody = LETTERS[:24]
    data = {"persons": [5] * 24, "answers.x": [10 + n for n in range(24)]}
    register = published(data, everybody, everybody)
    today = "".join(each.upper() if n < others else each for n, each in enumerate(everybody[:23]))
    short = {name: each[:23] for name, each in data.items()}
    assert renamed(register, names, today, **short) is refused


def test_other_persons_with_other_data_are_not_refused(published, names):
    everybody = LETTERS[:24]
    register = published({"persons": [5] * 24, "answers.x": [*range(10, 34)]}, everybody, everybody)
    today = everybody[:12] + everybody[12:].upper()
    known = {"persons": [5] * 24, "answers.x": [*range(10, 22), *range(50, 62)]}
    assert not renamed(register, names, today, **known)
    # Six of twelve have the data of somebody who is missing: that is half, and too few for a sign.
    half = {"persons": [5] * 24, "answers.x": [*range(10, 28), *range(50, 56)]}
    assert not renamed(register, names, today, **half)


def test_ids_given_anew_are_noticed_where_a_part_was_corrected_for_everybody(published, names):
    everybody = LETTERS[:24]
    register = published({"persons": [5] * 24, "answers.x": [*range(10, 34)]}, everybody, everybody)
    today = everybody[:12] + everybody[12:].upper()
    assert renamed(register, names, today, **{"persons": [6] * 24, "answers.x": [*range(10, 34)]})


def test_what_few_have_in_common_is_no_sign(published, names):
    """In a part with two values only, everybody new has the data of somebody who is missing."""
    everybody = LETTERS[:24]
    then = {"persons.gender": [5 + n % 2 for n in range(24)], "answers.x": [*range(10, 34)]}
    register = published(then, everybody, everybody)
    today = everybody[:12] + everybody[12:].upper()
    now = then | {"answers.x": [*range(10, 22), *range(50, 62)]}
    assert not renamed(register, names, today, **now)


def test_where_little_is_known_of_anybody_all_of_it_together_is_a_sign(published, names):
    everybody = LETTERS[:24]
    then = {"persons.gender": [5 + n % 2 for n in range(24)]}
    register = published(then, everybody, everybody)
    assert renamed(register, names, everybody[:12] + everybody[12:].upper(), **then)


# From files.


@pytest.fixture
def parts(tmp_path):
    path = write_programme(tmp_path)
    keys = KeyRoom(tmp_path / "keys").make()

    def read():
        loaded = load_programme(path)
        return parts_of(loaded.programme, read_tables(loaded.programme, path.parent), 2024, keys)

    return path.parent, read


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        ("answers.csv", "p3;2024;after;4;4;2", "p3;2024;after;1;4;2", "answers.interest"),
        ("hours.csv", "p3;", None, "attendance"),
        ("events.csv", "p1;", None, "events"),
    ],
)
def test_one_change_is_in_one_part_and_one_person(parts, file, old, new, part):
    folder, read = parts
    first = read()
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    kept = (
        text.replace(old, new)
        if new
        else "".join(line for line in text.splitlines(keepends=True) if not line.startswith(old))
    )
    path.write_text(kept, encoding="utf-8")
    second = read()
    found = {name: np.count_nonzero(first[name] != second[name]) for name in first}
    assert {name: number for name, number in found.items() if number} == {part: 1}


def test_another_order_of_rows_changes_nothing_and_later_years_do_not_count(parts):
    folder, read = parts
    first = read()
    for file in ("persons.csv", "answers.csv", "hours.csv", "events.csv"):
        path = folder / file
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    second = read()
    assert {name: sorted(each.tolist()) for name, each in first.items()} == {
        name: sorted(each.tolist()) for name, each in second.items()
    }
    path = folder / "answers.csv"
    last = path.read_text(encoding="utf-8").splitlines()[-1]
    later = last.replace(";2024;", ";2025;")
    assert later != last
    path.write_text(path.read_text(encoding="utf-8") + later + "\n", encoding="utf-8")
    people = folder / "persons.csv"
    who = last.split(";")[0]
    line = next(each for each in people.read_text(encoding="utf-8").splitlines() if each.startswith(f"{who};"))
    people.write_text(people.read_text(encoding="utf-8") + line.replace("2024", "2025") + "\n", encoding="utf-8")
    third = read()
    assert all(np.array_equal(second[name], third[name]) for name in second)
