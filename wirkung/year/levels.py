"""Categories of a characteristic as they may be shown: small ones are counted together as «others»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import FURTHER

# A category below this many smallest groups goes with the small ones where those are too few together; a larger
# one never does, since more would be lost than protected.
_SMALL_ENOUGH_TO_JOIN = 2

Levels = NDArray[np.object_]

# Between the names of levels that are told as one beside «others».
_AND = " + "


def counted_together(
    cells: Mapping[str, Sequence[int]], smallest: int, larger: Mapping[str, int] = MappingProxyType({})
) -> frozenset[str]:
    """Which levels of a characteristic are counted together as `FURTHER`.

    Parameters
    ----------
    cells
        For each level how many persons have it in every table that would show it; all of one length. Who did not
        answer is a level as any other.
    smallest
        The smallest group that may be shown.
    larger
        Levels of which only larger groups may be shown, and how large.

    Returns
    -------
    Levels with 1 to `smallest` - 1 persons in any of the tables. Where those are still too few together, the next
    smallest joins them, as long as it is small itself: below twice the smallest group in some table. What is then
    too few, disclosure control withholds.

    Examples
    --------
    Three «divers» leave two large groups alone; a small school type takes the next smallest one with it:

    >>> sorted(counted_together({"divers": [3], "weiblich": [90], "männlich": [120]}, 10))
    ['divers']
    >>> sorted(counted_together({"Förderschule": [6], "Realschule": [19], "Gymnasium": [82]}, 10))
    ['Förderschule', 'Realschule']
    """
    least = {level: min((each for each in numbers if each), default=0) for level, numbers in cells.items()}
    together = {level for level, number in least.items() if 0 < number < larger.get(level, smallest)}
    others = sorted((number, level) for level, number in least.items() if level not in together and number)
    needed = max((larger.get(level, smallest) for level in together), default=smallest)
    for number, level in others:
        if number >= _SMALL_ENOUGH_TO_JOIN * needed or not _too_few(cells, together, needed):
            break
        together.add(level)
    return frozenset(together)


def _too_few(cells: Mapping[str, Sequence[int]], together: set[str], smallest: int) -> bool:
    sums = np.sum([cells[level] for level in together], axis=0)
    # Who is counted together had at least one person each, and a larger level joined only where the others were
    # too few: two who are ten together are both small.
    enough = smallest + len(together) - 1
    return bool(((sums > 0) & (sums < enough)).any())


def shown_by_level(
    parts: Sequence[Levels], smallest: int, larger: Mapping[str, int] = MappingProxyType({})
) -> tuple[Levels, ...]:
    """The levels of the persons of several parts (groups; lost and kept), None where nothing is said of them.

    Parameters
    ----------
    parts : shape (persons of the part,) each
        The level of each person, None where it is not known.
    smallest
        The smallest group that may be shown.
    larger
        Levels of which only larger groups may be shown, and how large.

    Returns
    -------
    As `counted_together` has it, over all parts. Who is in «others» that are too few even so is left out, and
    shares are of those who are left: «41 per cent of 335» gives away neither three persons nor their number, as
    long as the 335 are not told exactly. Where one level alone would be left, since small ones would join the
    «others» of every table, they are told as one beside these («Buxtehude + Stade»); where that cannot be, there
    is nothing to tell.
    """
    names = sorted({str(level) for part in parts for level in part if level is not None})
    cells = {name: [int(np.sum(part == name)) for part in parts] for name in names}
    together = counted_together(cells, smallest, larger)
    needed = max((larger.get(level, smallest) for level in together), default=smallest)
    too_few = bool(together) and _too_few(cells, set(together), needed)
    said: dict[object, str | None] = {
        **{name: name for name in names},
        **dict.fromkeys(together, None if too_few else FURTHER),
    }
    if len({level for level in said.values() if level is not None}) < len(("one", "other")) and together:
        said = _named_beside_others(cells, needed)
    return tuple(np.array([said.get(level) for level in part], dtype=object) for part in parts)


def _named_beside_others(cells: Mapping[str, Sequence[int]], smallest: int) -> dict[object, str | None]:
    """The levels that have a name told as one, and «others» as they were; nothing where either is too few."""
    named = set(cells) - {FURTHER}
    if FURTHER not in cells or not named or any(_too_few(cells, each, smallest) for each in (named, {FURTHER})):
        return {}
    return {**dict.fromkeys(named, _AND.join(sorted(named))), FURTHER: FURTHER}


def in_order(levels: Sequence[str]) -> list[str]:
    """Levels by name, «others» last."""
    return sorted(set(levels), key=lambda level: (level == FURTHER, level))
