"""Numbers of persons that are known in part, by ranges and by not being said: less is said until nothing follows.

That a number is not said tells that it is neither nobody nor everybody, since both would be said, and an exact
number and a range are not those of the same persons. So to say less of one row can make more known of another: the
rules go round until none of them finds anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.atoms import Marks, nested
from wirkung.disclosure.bounds import Wholes, small_rests
from wirkung.disclosure.choosing import least_missed
from wirkung.disclosure.knowledge import Knowledge
from wirkung.disclosure.protection import Protection, Why
from wirkung.disclosure.ruled_out import larger_by_few

Places = NDArray[np.int64]


def leave_open(state: Protection) -> None:
    """Say less until of no small group it follows that it is small."""
    knowledge = Knowledge(state.atoms, state.known_numbers(), state.smallest, state.rows_counted())
    wholes: Wholes = {}
    before = None
    while before != (before := state.taken_back()):
        _ranges_that_add_up(state, wholes)
        knowledge.know_only(state.known_numbers())
        _what_must_be_small(state, knowledge)
        _who_must_be_few(state, knowledge)
        _parted(state)


def _ranges_that_add_up(state: Protection, wholes: Wholes) -> None:
    """Ranges that narrow each other: parts and wholes of which the rest can only be small.

    A range of them is not said at all, or one that is exact becomes a range: whichever is missed least. Where they
    are all from earlier reports, it is one of today's that narrows them, being a part or a whole of one.
    """
    for known, (least, most) in state.bands().items():
        if least == most:  # two shares in steps leave one number open
            state.say_less_of(known, Why.RANGES_ADD_UP)
    while (row := _row_that_narrows(state, wholes)) is not None:
        state.say_less_of(row, Why.RANGES_ADD_UP)


def _row_that_narrows(state: Protection, wholes: Wholes) -> int | None:
    today = np.array(sorted(state.bands()), dtype=np.int64)
    for rows in small_rests(state.common, state.known_numbers(), state.smallest, wholes):
        numbers = np.diag(state.common)
        shared = state.common[np.ix_(today, rows)]
        nested_in_one = (shared == numbers[today][:, None]) | (shared == numbers[rows][None, :])
        for candidates in (rows, today[nested_in_one.any(axis=1)]):
            row = least_missed(candidates, state.cost_of_saying_less)
            if row is not None:
                return row
    return None


def _what_must_be_small(state: Protection, knowledge: Knowledge) -> None:
    """Small groups in which there is somebody: whose line is withheld, and between an exact number and a range."""
    numbers = state.numbers()
    small = [state.atoms.rows[row] for row in state.rows_counted() if 0 < numbers[row] < state.smallest]
    knowledge.look_for(small)
    for group in small:
        _leave_open(state, knowledge, partial(knowledge.to_say_less_of, group, state.cost_of_saying_less))
    between = _few_between(state, knowledge)
    knowledge.look_for(
        [
            state.atoms.rows[whole] & ~state.atoms.rows[part]
            for part, whole in between
            if _differ(knowledge, part, whole)
        ]
    )
    for part, whole in between:
        _leave_open(state, knowledge, partial(_limits_between, state, knowledge, part, whole))


def _few_between(state: Protection, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Rows, and others around them with few persons more, of which numbers or ranges are said."""
    rows = np.array(sorted(knowledge.known), dtype=np.int64)
    pairs = rows[nested(state.common[np.ix_(rows, rows)], state.smallest)]
    return [(int(part), int(whole)) for part, whole in pairs]


def _differ(knowledge: Knowledge, one: int, other: int) -> bool:
    """Whether one of them is said exactly and the other as a range."""
    bands = [knowledge.known[row] for row in (one, other) if row in knowledge.known]
    return len(bands) > 1 and len({least == most for least, most in bands}) > 1


def _limits_between(state: Protection, knowledge: Knowledge, part: int, whole: int) -> Places | None:
    """Of which rows less has to be said where few are in the whole and not in the part: mostly of one of them."""
    if not _differ(knowledge, part, whole):
        return None
    if knowledge.known[whole][1] - knowledge.known[part][0] < state.smallest:
        return _least_missed_of(state, np.array([part, whole], dtype=np.int64))
    return knowledge.to_say_less_of(state.atoms.rows[whole] & ~state.atoms.rows[part], state.cost_of_saying_less)


def _who_must_be_few(state: Protection, knowledge: Knowledge) -> None:
    """Of two groups of which one is larger: who is in it and not in the other.

    Nobody says how many are in the other and not in it, so that it is no sum; but they may be limited.
    """
    today = set(state.rows_counted())
    pairs = [
        (larger, other, state.atoms.rows[larger] & ~state.atoms.rows[other])
        for larger, other in larger_by_few(state.common, knowledge.known, state.smallest).tolist()
        if today & {larger, other}
    ]
    knowledge.look_for([group for *_, group in pairs])
    for larger, other, group in pairs:
        _leave_open(state, knowledge, partial(_limits_beyond, state, knowledge, larger, other, group))


def _is_larger(knowledge: Knowledge, one: int, other: int) -> bool:
    known = knowledge.known
    return one in known and other in known and known[one][0] > known[other][1]


def _limits_beyond(
    state: Protection, knowledge: Knowledge, larger: int, other: int, group: Marks
) -> Places | None:
    """Of which rows less has to be said: what limits who is in the larger one only, or by which it is larger."""
    if not _is_larger(knowledge, larger, other):
        return None
    limiting = knowledge.to_say_less_of(group, state.cost_of_saying_less)
    if limiting is None:
        return None
    one = _least_missed_of(state, np.array([larger, other], dtype=np.int64))
    return min((rows for rows in (limiting, one) if rows.size), key=partial(_cost, state), default=limiting)


def _cost(state: Protection, rows: Places) -> float:
    return sum(map(state.cost_of_saying_less, rows.tolist()))


def _least_missed_of(state: Protection, rows: Places) -> Places:
    """The one of some rows of which it is missed least if less is said; none where nothing can be taken back."""
    row = least_missed(rows, state.cost_of_saying_less)
    return rows[:0] if row is None else rows[rows == row]


def _leave_open(state: Protection, knowledge: Knowledge, limits: Callable[[], Places | None]) -> None:
    """Say less of what limits a group, until it may be large or nobody need be in it."""
    while (rows := limits()) is not None and rows.size:
        for row in rows.tolist():
            state.say_less_of(row, Why.RANGES_ADD_UP)
        knowledge.know_only(state.known_numbers())


def _parted(state: Protection) -> None:
    """As many persons as the smallest group, whom a number that is not said parts: on both sides is somebody.

    They are a group whose number is said, or what it has beyond another one inside.
    """
    numbers, common = state.numbers(), state.common
    said = state.counts()
    not_said = np.setdiff1d(np.array(state.rows_counted(), dtype=np.int64), said)
    said, not_said = said[numbers[said] > 0], not_said[numbers[not_said] > 0]
    apart = numbers[said][:, None] - numbers[said] == state.smallest
    pairs = said[np.argwhere(apart & (common[np.ix_(said, said)] == numbers[said]))]
    groups = [
        [row] for row in said[numbers[said] == state.smallest].tolist() if _has_inside(state, row, not_said).any()
    ]
    groups += [
        [whole, part]
        for whole, part in pairs.tolist()
        if (_has_inside(state, whole, not_said) & _is_inside(state, part, not_said)).any()
    ]
    for rows in groups:
        row = least_missed(np.array(rows, dtype=np.int64), state.cost_of_saying_less)
        if row is not None and state.hidden.isdisjoint(rows):
            state.say_less_of(row, Why.RANGES_ADD_UP)


def _has_inside(state: Protection, row: int, others: Places) -> Marks:
    """Which of other rows are a part of a row."""
    numbers = np.diag(state.common)
    return np.asarray((state.common[row, others] == numbers[others]) & (numbers[others] < numbers[row]))


def _is_inside(state: Protection, row: int, others: Places) -> Marks:
    """Which of other rows a row is a part of."""
    numbers = np.diag(state.common)
    return np.asarray((state.common[row, others] == numbers[row]) & (numbers[others] > numbers[row]))
