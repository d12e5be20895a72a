"""Which facts may be shown together: ranges first, withholding last, and what is missed least goes first.

What is taken back can only make less follow of sums and values: each rule is applied once, and what it left safe
stays safe. What is known in part comes last (`known_in_part`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.atoms import near, nested
from wirkung.disclosure.choosing import cover, least_missed_of
from wirkung.disclosure.facts import BETWEEN, ValueRow
from wirkung.disclosure.following import Following, Union
from wirkung.disclosure.known_in_part import leave_open
from wirkung.disclosure.protection import Protection, Why
from wirkung.disclosure.sums import Group

Places = NDArray[np.int64]

# A sum of values of few persons says nothing of them if it is known no better than to a quarter of what it would
# be if as many persons as the smallest group changed from one end of the scale to the other.
VAGUE = 0.25


def protect(state: Protection, amounts: Amounts, members: Sequence[bytes]) -> None:
    """Change how facts are shown until no small group follows from them; `members` are the bits of each row."""
    _held_back(state)
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
    leave_open(state)


def _held_back(state: Protection) -> None:
    """Times of a curve in whose place others are told."""
    for place, fact in enumerate(state.facts):
        if fact.held_back:
            state.withhold(place, Why.BETWEEN_TIMES)


def _too_small(state: Protection) -> None:
    """Facts that say a small group outright."""
    numbers = state.numbers()
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
    cover(
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        lambda row: state.cost_of_values(ValueRow(kind, row)),
        lambda row: state.hide_values(ValueRow(kind, row), Why.ONE_ABOVE_ALL),
    )


def _few_apart(state: Protection) -> None:
    """Whole and part of which the rest is small: the number of one of them is hidden."""
    rows = state.counts()
    pairs = rows[nested(state.common[np.ix_(rows, rows)], state.smallest)]
    cover(pairs, state.cost_of_number, partial(state.hide_number, why=Why.FEW_APART))


def _what_follows(state: Protection) -> None:
    """Small groups whose number follows from several rows: one of these is hidden, until there is none."""
    _until_nothing_follows(
        Following(state.atoms, state.counts(), state.smallest, given=state.known.numbers()),
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
    numbers = state.numbers()
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

    A harmless one is passed over.
    """
    passed: list[Group] = []
    while True:
        over = {each.tobytes() for each in passed}
        further = (following.union_of(each) for each in also if each.tobytes() not in over)
        unions = (*following.small_unions(passed), *(each for each in further if each is not None))
        row = least_missed_of([each for each in unions if not harmless(each)], cost)
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
    cover(
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
        Following(state.atoms, rows, state.smallest, signed=True, given=state.known.averaged(kind)),
        cost=lambda row: state.cost_of_values(ValueRow(kind, row)),
        hide=lambda row: state.hide_values(ValueRow(kind, row), Why.VALUES_FOLLOW),
        left=lambda: state.values().get(kind, rows[:0]),
        harmless=partial(_is_vague, state, kind),
    )


def _is_vague(state: Protection, kind: str, union: Union) -> bool:
    """Whether the sum of values that follows is known so badly that it says nothing of the few persons."""
    if union.atoms is None:
        return False
    numbers, weights = state.numbers(), union.weights(state.atoms)
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
