"""Whether what others published while a report was made could have changed what it may show."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from wirkung.disclosure.register.contents import Draft, Register
from wirkung.disclosure.register.records import Entry


def is_overtaken(then: Register, now: Register, draft: Draft) -> bool:
    """Whether a release that knew an earlier state of the register must be decided anew.

    It need not where nothing but publications was added, none of them of the same programme and year, none with a
    number that rests on anybody of the draft, not even through numbers of others, and no answer of these persons.

    Parameters
    ----------
    then
        As it was before the release was decided, or earlier.
    now
        As it is, and stays until the draft is added.
    draft
        What the release is about to publish.
    """
    known = [each.publication for each in then.entries]
    if now.events != then.events or [each.publication for each in now.entries[: len(known)]] != known:
        return True
    added = now.entries[len(known) :]
    return bool(added) and (
        any((each.programme, each.year) == (draft.programme, draft.year) for each in added)
        or _touches(now, added, draft.persons)
        or _changed(now, draft) != _changed(then, draft)
    )


def _touches(register: Register, added: Collection[Entry], persons: Collection[bytes]) -> bool:
    """Whether a number of these entries rests on somebody that the persons are connected with by any numbers."""
    wanted = {*persons}
    reached = np.array([person in wanted for person in register.persons], dtype=np.bool_)
    rows = np.zeros((len(register.sets), len(reached)), dtype=np.bool_)
    for row, members in zip(rows, register.sets, strict=True):
        bits = np.unpackbits(np.frombuffer(members, dtype=np.uint8), count=len(reached))
        row[:] = bits.astype(np.bool_)
    connected = np.zeros(len(rows), dtype=np.bool_)
    while (more := (rows & reached).any(axis=1) & ~connected).any():
        connected |= more
        reached |= rows[more].any(axis=0)
    return any(connected[number] for each in added for number in _sets_of(register, each))


def _sets_of(register: Register, entry: Entry) -> Iterator[int]:
    yield from (register.rows[row].members for row in entry.rows)
    yield from (number for part in (entry.parts or {}).values() for number in part.sets)


def _changed(register: Register, draft: Draft) -> dict[str, list[list[int]]]:
    """Whose answers are not those of earlier reports, as a release sees it."""
    changed = register.past(draft.persons, draft.answers).changed
    return {name: [places.tolist() for places in states] for name, states in changed.items()}
