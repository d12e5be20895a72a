"""The register in memory: publications over one table of persons, added to and asked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.register.records import Entry, Event, Index, PartRecord, RegisterEvent, RowRecord
from wirkung.disclosure.register.rows import Past, PastRow, Places, Row

ID_BYTES = 16
NOBODY = bytes(ID_BYTES)  # in place of a person who is to be forgotten
Marks = NDArray[np.uint64]  # of answers; 0 where there is none
FORGOTTEN = 1  # in place of the mark of somebody who had one and is to be forgotten
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of persons' data: (persons,) a keyed mark of each, and by their bits the persons of its numbers."""

    marks: Marks = field(repr=False)
    rows: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a release is about to publish of a programme and year.

    Parameters
    ----------
    persons
        By the keyed ids of the register.
    rows
        Over these persons.
    answers
        By indicator or characteristic of the year: (persons,) a keyed mark of what each person answered.
    parts
        Those of which something is about to be published.
    """

    programme: str
    year: int
    persons: tuple[bytes, ...] = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    answers: Mapping[str, Marks] = field(repr=False)
    parts: Mapping[str, Part] = field(repr=False, default_factory=dict)


@dataclass(slots=True)
class Register:
    """All publications of a workspace.

    `persons` has a place for everybody who ever was in a publication; each of `sets` are bits over them, up to the
    last person of the set. `answers` has, for each indicator of a year, one array for each state of the
    data that was published; who was the same in two states is marked in one as in the other. `states` are those
    of parts of persons' data, which entries name by their numbers.
    """

    persons: list[bytes] = field(default_factory=list)
    sets: list[bytes] = field(default_factory=list)
    rows: list[RowRecord] = field(default_factory=list)
    answers: dict[str, list[Marks]] = field(default_factory=dict)
    states: list[Marks] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def add(self, draft: Draft, entry: Entry) -> None:
        """Remember a publication; rows that are remembered already are not stored again."""
        places = self._places_of(draft.persons)
        at_set = {members: number for number, members in enumerate(self.sets)}
        at_row = {row: number for number, row in enumerate(self.rows)}
        numbers = []
        moved: dict[bytes, bytes] = {}

        def set_of(members: bytes) -> int:
            if members not in moved:
                moved[members] = moved_bits(members, places, len(self.persons)).rstrip(b"\0")
            return _add(self.sets, at_set, moved[members])

        for row in draft.rows:
            record = RowRecord(variable=row.variable, members=set_of(row.members), persons=row.persons)
            numbers.append(_add(self.rows, at_row, record))
        for name, marks in draft.answers.items():
            self._add_answers(name, marks, places)
        parts = {
            name: PartRecord(state=self._add_state(part.marks, places), sets=tuple(map(set_of, part.rows)))
            for name, part in draft.parts.items()
        }
        self.entries.append(entry.model_copy(update={"rows": tuple(dict.fromkeys(numbers)), "parts": parts}))

    def confirm(self, publication: str) -> None:
        """A publication became visible."""
        self.entries = [
            entry.model_copy(update={"confirmed": True}) if entry.publication == publication else entry
            for entry in self.entries
        ]

    def past(self, persons: Sequence[bytes], answers: Mapping[str, Marks]) -> Past:
        """What earlier publications gave away, over the persons of today.

        Parameters
        ----------
        persons
            Today's, by the keyed ids of the register.
        answers
            Their marks, by indicator or characteristic of the year.
        """
        places, everybody = self.places_today(persons)
        sets = [moved_bits(members, places, everybody) for members in self.sets]
        rows = (
            PastRow(variable=row.variable, members=sets[row.members], persons=row.persons, everybody=everybody)
            for row in self.rows
        )
        changed = {name: tuple(self._changed(name, marks, places)) for name, marks in answers.items()}
        return Past(
            rows=tuple(rows),
            everybody=everybody,
            changed={name: found for name, found in changed.items() if found},
        )

    def forget(self, person: bytes) -> bool:
        """Keep nothing of a person but that somebody was there; whether the person was known.

        The rows stay whole, or numbers that rest on one person fewer could be published beside them.
        """
        if person not in self.persons:
            return False
        place = self.persons.index(person)
        self.persons[place] = NOBODY
        for states in self.answers.values():
            for marks in states:
                marks[place : place + 1] = 0
        for marks in self.states:
            marks[place : place + 1][marks[place : place + 1] > 0] = FORGOTTEN
        return True

    def recognised(self, programme: str, year: int, persons: Sequence[bytes]) -> tuple[int, int]:
        """How many persons the publications of a programme and year rest on, how many of them are among these.

        Those before the last beginning do not count: somebody decided then to go on without them.
        """
        sets = {self.rows[row].members for entry in self.since_begun(programme, year) for row in entry.rows}
        remembered = np.zeros(len(self.persons), dtype=np.bool_)
        for number in sets:
            remembered[_bits(self.sets[number])] = True
        here = {*persons}
        found = [self.persons[place] for place in np.flatnonzero(remembered) if self.persons[place] != NOBODY]
        return len(found), sum(person in here for person in found)

    def since_begun(self, programme: str, year: int) -> list[Entry]:
        """The publications of a programme and year since somebody decided to go on without earlier ones."""
        begun = (
            each.when for each in self.events if each.what is RegisterEvent.BEGUN and each.programme == programme
        )
        since = max(begun, default="")
        return [each for each in self.entries_of(programme, year) if each.when > since]

    def entries_of(self, programme: str, year: int) -> list[Entry]:
        """The publications of a programme and year, in order."""
        return [each for each in self.entries if (each.programme, each.year) == (programme, year)]

    def places_today(self, persons: Sequence[bytes]) -> tuple[Places, int]:
        """Where everybody of the register stands among today's persons and those who are gone, and how many."""
        today = {person: place for place, person in enumerate(persons)}
        places = np.array([today.get(person, -1) for person in self.persons], dtype=np.int64)
        gone = places < 0
        places[gone] = len(persons) + np.arange(np.count_nonzero(gone))
        return places, len(persons) + int(np.count_nonzero(gone))

    def _places_of(self, persons: Sequence[bytes]) -> Places:
        """Where persons stand, those who are new at the end."""
        known = {person: place for place, person in enumerate(self.persons) if person != NOBODY}
        for person in persons:
            if person not in known:
                known[person] = len(self.persons)
                self.persons.append(person)
        return np.array([known[person] for person in persons], dtype=np.int64)

    def _add_state(self, marks: Marks, places: Places) -> int:
        """The number of a state of a part; one that is there already is not stored again."""
        added = np.zeros(len(self.persons), dtype=np.uint64)
        added[places] = marks
        added = np.trim_zeros(added, "b")
        for number, state in enumerate(self.states):
            if np.array_equal(state, added):
                return number
        self.states.append(added)
        return len(self.states) - 1

    def _add_answers(self, name: str, marks: Marks, places: Places) -> None:
        added = np.zeros(len(self.persons), dtype=np.uint64)
        added[places] = marks
        states = self.answers.setdefault(name, [])
        for number, state in enumerate(states):
            wide = _wide(state, len(self.persons))
            if not _differ(wide, added).any():
                states[number] = np.where(wide == 0, added, wide)
                return
        states.append(added)

    def _changed(self, name: str, marks: Marks, places: Places) -> Iterator[Places]:
        for state in self.answers.get(name, []):
            here = places[: len(state)]
            today = here < len(marks)
            then = np.zeros(len(marks), dtype=np.uint64)
            then[here[today]] = state[today]
            found = np.flatnonzero(_differ(then, marks))
            if found.size:
                yield found

    @classmethod
    def of(cls, draft: Draft) -> Register:
        """A register of one draft, as a way to write it down."""
        register = cls()
        entry = Entry(
            publication="", programme=draft.programme, year=draft.year, when="", notebooks=(), editions=(), rows=()
        )
        register.add(draft, entry)
        return register

    def draft(self) -> Draft:
        """The draft of a register that `of` made."""
        (entry,) = self.entries
        rows = (
            Row(variable=row.variable, members=self.sets[row.members], persons=row.persons) for row in self.rows
        )
        everybody = len(self.persons)
        parts = {
            name: Part(
                marks=_wide(self.states[record.state], everybody), rows=tuple(self.sets[n] for n in record.sets)
            )
            for name, record in (entry.parts or {}).items()
        }
        return Draft(
            programme=entry.programme,
            year=entry.year,
            persons=tuple(self.persons),
            rows=tuple(rows),
            answers={name: marks for name, (marks,) in self.answers.items()},
            parts=parts,
        )

    def to_bytes(self) -> bytes:
        """Everything as bytes, for encryption."""
        index = Index(
            entries=tuple(self.entries),
            events=tuple(self.events),
            rows=tuple(self.rows),
            answers=tuple(name for name, states in self.answers.items() for _ in states),
            states=len(self.states),
        )
        states = [state for states in self.answers.values() for state in states]
        arrays: dict[str, Any] = {f"answers{number}": state for number, state in enumerate(states)}
        arrays |= {f"state{number}": state for number, state in enumerate(self.states)}
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            index=np.frombuffer(index.model_dump_json().encode(), dtype=np.uint8),
            persons=np.frombuffer(b"".join(self.persons), dtype=np.uint8),
            sets=np.frombuffer(b"".join(self.sets), dtype=np.uint8),
            lengths=np.array([len(members) for members in self.sets], dtype=np.int64),
            **arrays,
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Register:
        """What `to_bytes` gave.

        Raises
        ------
        ValueError, KeyError
            It was something else, or comes from another version of this program.
        """
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            index = Index.model_validate_json(arrays["index"].tobytes())
            persons, sets = arrays["persons"].tobytes(), arrays["sets"].tobytes()
            ends = np.cumsum(arrays["lengths"]).tolist()
            register = cls(
                persons=[persons[at : at + ID_BYTES] for at in range(0, len(persons), ID_BYTES)],
                sets=[sets[start:end] for start, end in zip([0, *ends], ends, strict=False)],
                rows=list(index.rows),
                entries=list(index.entries),
                events=list(index.events),
            )
            for number, name in enumerate(index.answers):
                register.answers.setdefault(name, []).append(arrays[f"answers{number}"])
            register.states = [arrays[f"state{number}"] for number in range(index.states)]
        return register


def _add(items: list[Item], numbers: dict[Item, int], item: Item) -> int:
    """The number of an item, which is added where it is new."""
    if item not in numbers:
        numbers[item] = len(items)
        items.append(item)
    return numbers[item]


def _bits(members: bytes) -> Places:
    return np.flatnonzero(np.unpackbits(np.frombuffer(members, dtype=np.uint8)))


def moved_bits(members: bytes, places: Places, everybody: int) -> bytes:
    """The same persons, each at another place among others."""
    moved = np.zeros(everybody, dtype=np.bool_)
    moved[places[_bits(members)]] = True
    return np.packbits(moved).tobytes()


def _wide(marks: Marks, length: int) -> Marks:
    return np.pad(marks, (0, length - len(marks)))


def _differ(one: Marks, other: Marks) -> NDArray[np.bool_]:
    return np.asarray((one != 0) & (other != 0) & (one != other), dtype=np.bool_)
