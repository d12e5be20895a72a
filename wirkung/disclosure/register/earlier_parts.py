"""The parts of persons' data as earlier reports of the same programme and year had them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from wirkung.disclosure.register.contents import FORGOTTEN, NOBODY, Marks, Register, moved_bits
from wirkung.disclosure.register.records import Entry, PartRecord
from wirkung.disclosure.register.rows import PastPart, Places

# Of those who are new, or of those who are missing, more than this have the data of the others.
_MOST = 0.5


def earlier_parts(
    register: Register, programme: str, year: int, persons: Sequence[bytes], parts: Mapping[str, Marks]
) -> dict[str, tuple[PastPart, ...]]:
    """By part: who has changed since each report of a programme and year, and the persons of its numbers.

    A part that is no longer there is as one in which nobody has anything.

    Parameters
    ----------
    register
        With those reports.
    programme, year
        Of the reports.
    persons
        Today's, by the keyed ids of the register.
    parts
        Their marks, by part.
    """
    places, everybody = register.places_today(persons)
    found: dict[str, dict[PartRecord, PastPart]] = {}
    for entry in register.entries_of(programme, year):
        for name, record in (entry.parts or {}).items():
            known = found.setdefault(name, {})
            if record not in known:
                marks = parts.get(name, np.zeros(len(persons), dtype=np.uint64))
                known[record] = _part(register, record, marks, places, everybody)
    return {name: tuple(each.values()) for name, each in found.items()}


def _part(register: Register, record: PartRecord, marks: Marks, places: Places, everybody: int) -> PastPart:
    state = register.states[record.state]
    then, now = np.zeros(everybody, dtype=np.uint64), np.zeros(everybody, dtype=np.uint64)
    then[places[: len(state)]] = state
    now[: len(marks)] = marks
    rows = tuple(moved_bits(register.sets[number], places, everybody) for number in record.sets)
    return PastPart(changed=then != now, rows=rows)


def is_unknown(register: Register, programme: str, year: int) -> bool:
    """Whether a report since the last beginning did not write down the parts of its data."""
    return any(each.parts is None and each.rows for each in register.since_begun(programme, year))


def under_other_ids(
    register: Register,
    programme: str,
    year: int,
    persons: Sequence[bytes],
    parts: Mapping[str, Marks],
    smallest: int,
) -> bool:
    """Whether most of those who are new since a report have exactly the data of those who are missing since then.

    Parameters
    ----------
    register, programme, year, persons, parts
        As for `earlier_parts`.
    smallest
        Fewer than this are no sign: they are few who changed.
    """
    today = {name: dict(zip(persons, marks.tolist(), strict=True)) for name, marks in parts.items() if marks.any()}
    return any(
        _are_the_same(_states_of(register, entry), today, smallest)
        for entry in register.since_begun(programme, year)
    )


def _states_of(register: Register, entry: Entry) -> dict[str, dict[bytes, int]]:
    """By part of persons' data the marks of a publication, by person; of nobody who is forgotten."""
    found = {}
    for name, record in (entry.parts or {}).items():
        state = register.states[record.state].tolist()
        known = zip(register.persons, state, strict=False)
        found[name] = {person: mark for person, mark in known if mark > FORGOTTEN and person != NOBODY}
    return found


def _are_the_same(
    then: Mapping[str, Mapping[bytes, int]], now: Mapping[str, Mapping[bytes, int]], smallest: int
) -> bool:
    names = sorted(then.keys() & now.keys())
    were = {person for name in names for person in then[name]}
    are = {person for name in names for person, mark in now[name].items() if mark}
    missing, new = were - are, are - were
    fewer = min(len(missing), len(new))
    if fewer < smallest:
        return False
    needed = max(smallest, fewer * _MOST)
    # All parts together, and each for itself: a part may have been corrected for everybody meanwhile.
    whole = _content(then, names, missing) & _content(now, names, new)
    if whole.total() >= needed:
        return True
    alike = (_content(then, [name], missing) & _content(now, [name], new) for name in names)
    return any(each.total() >= needed and len(each) >= smallest for each in map(_known, alike))


def _content(
    marks: Mapping[str, Mapping[bytes, int]], names: Sequence[str], persons: set[bytes]
) -> Counter[tuple[int, ...]]:
    return Counter(tuple(marks[name].get(person, 0) for name in names) for person in persons)


def _known(found: Counter[tuple[int, ...]]) -> Counter[tuple[int, ...]]:
    """Without those who have nothing in a part."""
    return Counter({content: number for content, number in found.items() if any(content)})
