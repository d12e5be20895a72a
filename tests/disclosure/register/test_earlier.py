"""The register as it was before a publication. All persons are invented."""

from __future__ import annotations

from wirkung.disclosure.register.contents import Register
from wirkung.disclosure.register.earlier import before


def published(draft, entry):
    register = Register()
    register.add(draft("abc", {"persons": "ab"}), entry("one"))
    register.add(draft("abcd", {"persons": "ab", "2024/interest": "abcd"}), entry("two"))
    register.add(draft("abcd", {"persons": "abc"}, year=2025), entry("three", year=2025))
    return register


def rows(register, names):
    return {(row.variable, tuple(row.places)) for row in register.past(names("abcd"), {}).rows}


def test_only_what_was_published_before_is_known(draft, entry, names):
    register = published(draft, entry)
    assert rows(before(register, "one"), names) == set()
    assert rows(before(register, "two"), names) == {("persons", (0, 1))}
    assert rows(before(register, "three"), names) == {("persons", (0, 1)), ("2024/interest", (0, 1, 2, 3))}
    assert [each.publication for each in before(register, "three").entries] == ["one", "two"]


def test_the_register_stays_as_it_is_and_entries_find_their_rows(draft, entry, names):
    register = published(draft, entry)
    content = register.to_bytes()
    earlier = before(register, "two")
    assert register.to_bytes() == content
    assert earlier.recognised("robots", 2024, names("ab")) == (2, 2)


def test_what_it_does_not_know_was_not_published_there(draft, entry):
    assert before(published(draft, entry), "four") is None
