"""What every method asks of counts: whole persons, and no part larger than its whole."""

from __future__ import annotations

import operator

from wirkung.codes import Caution, CountRole
from wirkung.estimate import Count
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW


def whole(name: str, number: int, *, least: int = 0) -> int:
    """A whole number from `least` on; a float is refused."""
    try:
        count = operator.index(number)
    except TypeError as error:
        raise ValueError(f"{name} must be a whole number, found {number!r}") from error
    if count < least:
        raise ValueError(f"{name} must be at least {least}, found {count}")
    return count


def part(reached: int, total: int, *, group: str = "") -> tuple[int, int]:
    """Who reached something, and of how many; `group` goes after the names in errors."""
    everyone = whole(f"total{group}", total, least=1)
    some = whole(f"reached{group}", reached)
    if some > everyone:
        raise ValueError(f"reached{group} must be at most total {everyone}, found {some}")
    return some, everyone


def both_groups(reached: tuple[int, int], total: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Who reached something, and of how many, in the programme and in the comparison group."""
    ours = part(reached[0], total[0], group=" (programme)")
    return ours, part(reached[1], total[1], group=" (comparison)")


def group_counts(ours: tuple[int, int], theirs: tuple[int, int]) -> tuple[Count, Count]:
    """The cells of both groups."""
    return (
        Count(role=CountRole.PROGRAMME, number=ours[0], of=ours[1]),
        Count(role=CountRole.COMPARISON, number=theirs[0], of=theirs[1]),
    )


def few(*totals: int) -> tuple[Caution, ...]:
    """The caution for groups of few persons, where any is."""
    return (Caution.FEW_PERSONS,) if min(totals) < FEW_PERSONS_BELOW else ()
