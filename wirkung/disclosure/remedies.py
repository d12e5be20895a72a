"""Which facts may be shown together: ranges first, withholding last, and what is missed least goes first.

What is taken back can only make less follow of sums and values: each rule is applied once, and what it left safe
stays safe. But that a number is not said tells that it is neither nobody nor everybody: `_what_parts_leave` goes
on until nothing is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.atoms import Marks, near, nested
from wirkung.disclosure.bounds import small_rests
from wirkung.disclosure.facts import BETWEEN, ValueRow
from wirkung.disclosure.following import Following, Union
from wirkung.disclosure.protection import Protection, Why
from wirkung.disclosure.ranges import Band
from wirkung.disclosure.ruled_out import Knowledge, larger_by_few
from wirkung.disclosure.sums import Group

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
    _what_parts_leave(state)
    knowledge = Knowledge(state.atoms, state.known_numbers(), state.smallest)
    _what_must_be_small(state, knowledge)
    _who_must_be_few(state, knowledge)
    _what_parts_leave(state)


def _what_parts_leave(state: Protection) -> None:
    """What a range makes known beside an exact number is more than either: one range can ask for another."""
    before = None
    while before != (before := state.taken_back()):
        _ranges_that_add_up(state)
        _parted(state)


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
    _until_nothing_follows(
        Following(state.atoms, state.counts(), state.smallest),
        cost=state.cost_of_number,
        hide=partial(state.hide_number, why=Why.FOLLOWS),
        left=state.counts,
        also=_moved_since(state),
    )


def _moved_since(state: Protection) -> list[Group]:
    """Who came and who left, of each group that few did since an earlier report and that is not as large as then.

    A new report on the same persons lets suppose that few have moved, so that how many more there are tells that
    few came. Where as many came as left nothing is seen.
    """
    rows = state.atoms.rows.astype(np.int8)
    numbers = state.atoms.numbers()
    then = np.array([row for row in state.known.bands if state.known.knows(row)], dtype=np.int64)
    now = np.array([row for row in state.rows_counted() if not state.known.knows(row)], dtype=np.int64)
    apart = numbers[now][:, None] + numbers[then][None, :] - 2 * state.common[np.ix_(now, then)]
    few = (apart < state.smallest) & (numbers[now][:, None] != numbers[then][None, :])
    return [rows[now[one]] - rows[then[other]] for one, other in np.argwhere(few).tolist()]


def _until_nothing_follows(
    following: Following,
    *,
    cost: Callable[[int], float],
    hide: Callable[[int], None],
    left: Callable[[], Places],
    harmless: Callable[[Union], bool] = lambda _: False,
    also: Sequence[Group] = (),
) -> None:
    """Hide rows until no small group follows from those that are left, and none of `also`.

    A group that follows from earlier reports alone cannot be saved, and is passed over as a harmless one is.
    """
    passed: list[Group] = []
    while True:
        over = {each.tobytes() for each in passed}
        further = (following.union_of(each) for each in also if each.tobytes() not in over)
        unions = (*following.small_unions(passed), *(each for each in further if each is not None))
        row = _least_missed_of([each for each in unions if not harmless(each)], cost)
        if row is not None:
            hide(row)
            following.keep(left().tolist())
        elif new := [each.atoms for each in unions if each.atoms is not None]:
            passed += new
        else:
            return


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
    """Sums of values of few persons that follow from several rows, and are known well enough to say something.

    Differences of two such sums as well: of three persons on a scale from 1 to 5, two answers less the third tell
    all of them where they are 9.
    """
    rows = state.values().get(kind)
    if rows is None:
        return
    _until_nothing_follows(
        Following(state.atoms, rows, state.smallest, signed=True),
        cost=lambda row: state.cost_of_values(ValueRow(kind, row)),
        hide=lambda row: state.hide_values(ValueRow(kind, row), Why.VALUES_FOLLOW),
        left=lambda: state.values().get(kind, rows[:0]),
        harmless=partial(_is_vague, state, kind),
    )


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


def _what_must_be_small(state: Protection, knowledge: Knowledge) -> None:
    """Small groups of which it can be ruled out that they are large though they are not said: less is said around.

    The line of one that is withheld says that there is somebody in it; so do an exact number and a range, which
    are not those of the same persons.
    """
    numbers = state.atoms.numbers()
    small = [state.atoms.rows[row] for row in state.rows_counted() if 0 < numbers[row] < state.smallest]
    knowledge.look_for(small)
    for group in small:
        _leave_open(state, knowledge, group)
    for part, whole in _few_between(state, knowledge):
        between = state.atoms.rows[whole] & ~state.atoms.rows[part]
        _leave_open(state, knowledge, between, partial(_differ, knowledge, part, whole))


def _few_between(state: Protection, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Rows, and others around them with few persons more, of which numbers or ranges are said."""
    rows = np.array(sorted(knowledge.known), dtype=np.int64)
    pairs = rows[nested(state.common[np.ix_(rows, rows)], state.smallest)]
    return [(int(part), int(whole)) for part, whole in pairs]


def _differ(knowledge: Knowledge, one: int, other: int) -> bool:
    """Whether one of them is said exactly and the other as a range."""
    bands = [knowledge.known[row] for row in (one, other) if row in knowledge.known]
    return len(bands) > 1 and len({least == most for least, most in bands}) > 1


def _leave_open(
    state: Protection, knowledge: Knowledge, group: Marks, somebody: Callable[[], bool] = lambda: True
) -> None:
    """Say less until it cannot be ruled out that the group is large, or nobody need be in it."""
    while somebody():
        rows = knowledge.ruled_out(group)
        row = None if rows is None else _least_missed(rows, state.cost_of_saying_less)
        if row is None:
            return
        state.say_less_of(row, Why.RANGES_ADD_UP)
        knowledge.know_only(state.known_numbers())


def _parted(state: Protection) -> None:
    """As many persons as the smallest group, whom a number that is not said parts: on both sides is somebody.

    They are a group whose number is said, or what it has beyond another one inside.
    """
    numbers, common = state.atoms.numbers(), state.common
    said = state.counts()
    not_said = np.setdiff1d(np.array(state.rows_counted(), dtype=np.int64), said)
    said, not_said = said[numbers[said] > 0], not_said[numbers[not_said] > 0]
    inside = (common[:, not_said] == numbers[not_said]) & (numbers[not_said] < numbers[:, None])
    around = (common[:, not_said] == numbers[:, None]) & (numbers[not_said] > numbers[:, None])
    for whole in said[numbers[said] == state.smallest].tolist():
        if inside[whole].any():
            _say_less_of_one(state, [whole])
    apart = numbers[said][:, None] - numbers[said] == state.smallest
    pairs = np.argwhere(apart & (common[np.ix_(said, said)] == numbers[said]))
    for whole, part in said[pairs].tolist():
        if (inside[whole] & around[part]).any():
            _say_less_of_one(state, [whole, part])


def _say_less_of_one(state: Protection, rows: list[int]) -> None:
    row = _least_missed(np.array(rows, dtype=np.int64), state.cost_of_saying_less)
    if row is not None and state.hidden.isdisjoint(rows):
        state.say_less_of(row, Why.RANGES_ADD_UP)


def _who_must_be_few(state: Protection, knowledge: Knowledge) -> None:
    """Of two groups of which one is larger, who is in it and not in the other: less is said where they are few.

    Nobody says how many are in the other and not in it, so that it is no sum; but they may be limited.
    """
    seen, today = set[bytes](), set(state.rows_counted())
    pairs = [
        (larger, other, state.atoms.rows[larger] & ~state.atoms.rows[other])
        for larger, other in larger_by_few(state.common, knowledge.known, state.smallest).tolist()
        if today & {larger, other}
    ]
    knowledge.look_for([group for *_, group in pairs])
    for larger, other, group in pairs:
        if group.tobytes() in seen:
            continue
        while _is_larger(knowledge.known, larger, other):
            rows = knowledge.ruled_out(group)
            around = [] if rows is None else [*rows.tolist(), larger, other]
            row = _least_missed(np.array(around, dtype=np.int64), state.cost_of_saying_less)
            if row is None:
                seen.add(group.tobytes())
                break
            state.say_less_of(row, Why.RANGES_ADD_UP)
            knowledge.know_only(state.known_numbers())


def _is_larger(known: Mapping[int, Band], one: int, other: int) -> bool:
    return one in known and other in known and known[one][0] > known[other][1]


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
    together = [union.rows.tolist() for union in unions]
    costs = {row: cost(row) for row in set[int]().union(*together)}
    used: Counter[int] = Counter()
    for rows in together:
        if not np.isinf(min((costs[row] for row in rows), default=np.inf)):
            used.update(rows)
    each = {row: (costs[row] / times, row) for row, times in used.items()}
    return min(each, key=lambda row: each[row], default=None)
