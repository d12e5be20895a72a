"""Which facts may be shown together: ranges first, withholding last, and what is missed least goes first.

Whatever is taken back can only make less follow: each rule is applied once, and what it left safe stays safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.atoms import Marks, near, nested
from wirkung.disclosure.bounds import small_rests
from wirkung.disclosure.facts import BETWEEN, ValueRow
from wirkung.disclosure.following import Following, Union
from wirkung.disclosure.protection import Protection, Why
from wirkung.disclosure.ruled_out import ruled_out

Places = NDArray[np.int64]

# A sum of values of few persons says nothing of them if it is known no better than to a quarter of what it would
# be if as many persons as the smallest group changed from one end of the scale to the other.
VAGUE = 0.25


def protect(state: Protection, amounts: Amounts, members: Sequence[bytes]) -> None:
    """Change how facts are shown until no small group follows from them; `members` are the bits of each row."""
    _too_small(state)
    _one_above_all(state)
    for row in sorted({row for fact in state.facts for row in fact.coarse}):
        state.hide_number(row, Why.TOLD_IN_STEPS)
    _few_apart(state)
    _what_follows(state)
    for kind in state.values():
        _values_few_apart(state, kind)
        _one_above_all_apart(state, kind, amounts, members)
        if not kind.endswith(BETWEEN):  # each difference has weights of its own, so that nothing adds up
            _values_that_follow(state, kind)
    _ranges_that_add_up(state)
    _what_must_be_small(state)


def _too_small(state: Protection) -> None:
    """Facts that say a small group outright."""
    numbers = state.atoms.numbers()
    small = set(np.flatnonzero((numbers > 0) & (numbers < state.smallest)).tolist())
    for place, fact in enumerate(state.facts):
        if fact.unsafe or (not fact.share and fact.counts & small):
            state.withhold(place, Why.FEW_PERSONS)
    for row in sorted(small):
        state.hide_number(row, Why.FEW_PERSONS)


def _one_above_all(state: Protection) -> None:
    """Numbers over persons of whom one has nearly everything."""
    for place, fact in enumerate(state.facts):
        if fact.dominated:
            state.withhold(place, Why.ONE_ABOVE_ALL)


def _one_above_all_apart(state: Protection, kind: str, amounts: Amounts, members: Sequence[bytes]) -> None:
    """Whole and part of a kind of values of which one of the persons in between has nearly everything."""
    rows = state.values().get(kind)
    if rows is None:
        return
    pairs = [rows[list(pair)] for pair in amounts.dominated_apart(kind, [members[row] for row in rows])]
    _cover(
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        lambda row: state.cost_of_values(ValueRow(kind, row)),
        lambda row: state.hide_values(ValueRow(kind, row), Why.ONE_ABOVE_ALL),
    )


def _few_apart(state: Protection) -> None:
    """Whole and part of which the rest is small: the number of one of them is hidden."""
    rows = state.counts()
    pairs = rows[nested(state.common[np.ix_(rows, rows)], state.smallest)]
    _cover(pairs, state.cost_of_number, partial(state.hide_number, why=Why.FEW_APART))


def _what_follows(state: Protection) -> None:
    """Small groups whose number follows from several rows: one of these is hidden, until there is none."""
    following = Following(state.atoms, state.counts(), state.smallest)
    while (row := _least_missed_of(following.small_unions(), state.cost_of_number)) is not None:
        state.hide_number(row, Why.FOLLOWS)
        following.keep(state.counts().tolist())


def _values_few_apart(state: Protection, kind: str) -> None:
    """Rows of one kind of values that differ by few persons: their sums differ by these persons' values."""
    rows = state.values().get(kind)
    if rows is None:
        return  # withheld with another number of their finding
    pairs = rows[near(state.common[np.ix_(rows, rows)], state.smallest)]
    _cover(
        pairs,
        lambda row: state.cost_of_values(ValueRow(kind, row)),
        lambda row: state.hide_values(ValueRow(kind, row), Why.VALUES_FEW_APART),
    )


def _values_that_follow(state: Protection, kind: str) -> None:
    """Sums of values of few persons that follow from several rows, and are known well enough to say something."""
    rows = state.values().get(kind)
    if rows is None:
        return
    following, vague = Following(state.atoms, rows, state.smallest), list[Marks]()
    while unions := following.small_unions(vague):
        telling = [each for each in unions if not _is_vague(state, kind, each)]
        if not telling:
            vague += [each.atoms for each in unions if each.atoms is not None]
            continue
        row = _least_missed_of(telling, lambda row: state.cost_of_values(ValueRow(kind, row)))
        if row is None:
            return
        state.hide_values(ValueRow(kind, row), Why.VALUES_FOLLOW)
        following.keep(state.values().get(kind, rows[:0]).tolist())


def _is_vague(state: Protection, kind: str, union: Union) -> bool:
    """Whether the sum of values that follows is known so badly that it says nothing of the few persons."""
    if union.atoms is None:
        return False
    numbers, weights = state.atoms.numbers(), union.weights(state.atoms)
    width, scale = 0.0, 0.0
    for row, weight in zip(union.rows.tolist(), np.abs(weights).tolist(), strict=True):
        facts = [fact for fact in state.shown_facts() if ValueRow(kind, row) in fact.values]
        if not facts:
            return False  # from an earlier report: what was printed there is not asked for again
        finest = min(fact.rounding for fact in facts)
        least = min(abs(fact.value) for fact in facts)
        width += weight * (int(numbers[row]) * finest + (state.smallest * least if row in state.hidden else 0.0))
        scale = max(scale, *(fact.scale for fact in facts))
    return scale > 0 and width >= VAGUE * state.smallest * scale


def _ranges_that_add_up(state: Protection) -> None:
    """Ranges that narrow each other: parts and wholes of which the rest can only be small.

    A range of them is not said at all, or one that is exact becomes a range: whichever is missed least. Where they
    are all from earlier reports, it is one of today's that narrows them, being a part or a whole of one.
    """
    for known, (least, most) in state.bands().items():
        if least == most:  # two shares in steps leave one number open
            state.say_less_of(known, Why.RANGES_ADD_UP)
    while (row := _row_that_narrows(state)) is not None:
        state.say_less_of(row, Why.RANGES_ADD_UP)


def _what_must_be_small(state: Protection) -> None:
    """Small groups of which it can be ruled out that they are large though they are not said: less is said around.

    The line of one that is withheld says that there is somebody in it.
    """
    numbers = state.atoms.numbers()
    for small in state.rows_counted():
        if not 0 < numbers[small] < state.smallest:
            continue
        while (rows := ruled_out(state.atoms, state.known_numbers(), small, state.smallest)) is not None:
            row = _least_missed(rows, state.cost_of_saying_less)
            if row is None:
                break
            state.say_less_of(row, Why.RANGES_ADD_UP)


def _row_that_narrows(state: Protection) -> int | None:
    today = np.array(sorted(state.bands()), dtype=np.int64)
    for rows in small_rests(state.common, state.known_numbers(), state.smallest):
        numbers = np.diag(state.common)
        shared = state.common[np.ix_(today, rows)]
        nested_in_one = (shared == numbers[today][:, None]) | (shared == numbers[rows][None, :])
        for candidates in (rows, today[nested_in_one.any(axis=1)]):
            row = _least_missed(candidates, state.cost_of_saying_less)
            if row is not None:
                return row
    return None


def _cover(pairs: Places, cost: Callable[[int], float], hide: Callable[[int], None]) -> None:
    """Hide rows until of no pair both are left: always the one that is missed least for each pair that it ends."""
    left = {(int(one), int(other)) for one, other in pairs}
    while left:
        ends: dict[int, int] = {}
        for row in (each for pair in left for each in pair):
            ends[row] = ends.get(row, 0) + 1
        row = min(ends, key=lambda each: (cost(each) / ends[each], each))
        if not np.isinf(cost(row)):  # else both were published earlier, and there is nothing to save
            hide(row)
        left = {pair for pair in left if row not in pair}


def _least_missed(rows: Places, cost: Callable[[int], float]) -> int | None:
    """None where there are no rows, or where all were published earlier: then there is nothing to save."""
    row = min(rows.tolist(), key=lambda each: (cost(each), each), default=None)
    return None if row is None or np.isinf(cost(row)) else row


def _least_missed_of(unions: Sequence[Union], cost: Callable[[int], float]) -> int | None:
    """A row that is missed least for each of the groups that do not follow without it; None as `_least_missed`.

    Groups of which every row was published earlier cannot be saved.
    """
    used: Counter[int] = Counter()
    for union in unions:
        if _least_missed(union.rows, cost) is not None:
            used.update(union.rows.tolist())
    each = {row: (cost(row) / times, row) for row, times in used.items()}
    return min(each, key=lambda row: each[row], default=None)
