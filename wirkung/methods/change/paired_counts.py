"""The same persons counted before and after: who reached something both times, once, or never."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, CountRole
from wirkung.estimate import Count
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, complete_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedCounts:
    """The same persons counted before and after, in four cells."""

    both_times: int
    only_after: int
    only_before: int
    neither_time: int

    def __post_init__(self) -> None:
        for name in ("both_times", "only_after", "only_before", "neither_time"):
            whole(name, getattr(self, name))

    @property
    def total(self) -> int:
        """How many persons have both answers."""
        return self.both_times + self.only_after + self.only_before + self.neither_time

    @property
    def counts(self) -> tuple[Count, ...]:
        """All four cells, since each number made from them tells something about every one."""
        cells = (
            (CountRole.REACHED_BOTH_TIMES, self.both_times),
            (CountRole.REACHED_ONLY_AFTER, self.only_after),
            (CountRole.REACHED_ONLY_BEFORE, self.only_before),
            (CountRole.REACHED_NEITHER_TIME, self.neither_time),
        )
        pairs = Count(role=CountRole.PAIRS, number=self.total)
        return (pairs, *(Count(role=role, number=number, of=self.total) for role, number in cells))

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Independent persons."""
        return (Assumption.PERSONS_INDEPENDENT,)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Few persons, where it is so."""
        return (Caution.FEW_PERSONS,) if self.total < FEW_PERSONS_BELOW else ()


def paired_counts(before: ArrayLike, after: ArrayLike) -> PairedCounts:
    """The four cells of the same persons' answers before and after.

    Parameters
    ----------
    before, after : one-dimensional, of one length
        1 (or True) for who reached it, 0 for who did not.

    Returns
    -------
    PairedCounts
        Nobody with both answers: four zeros.

    Raises
    ------
    ValueError
        Anything but 0 and 1, lengths that differ, a missing number, more than one dimension.

    References
    ----------
    McNemar (1947), Note on the sampling error of the difference between correlated proportions or percentages,
    Psychometrika 12, 153-157.

    Examples
    --------
    >>> paired_counts([0, 0, 1], [1, 0, 1])
    PairedCounts(both_times=1, only_after=1, only_before=0, neither_time=1)
    """
    pairs = complete_pairs(before, after)
    for name, sample in (("before", pairs.before), ("after", pairs.after)):
        strange = sample.values[(sample.values != 0) & (sample.values != 1)]
        if strange.size:
            raise ValueError(f"{name} must hold 0 or 1, found {strange[0]} ({strange.size} of {sample.n} in all)")
    first, second = pairs.before.values == 1, pairs.after.values == 1
    return PairedCounts(
        both_times=int((first & second).sum()),
        only_after=int((~first & second).sum()),
        only_before=int((first & ~second).sum()),
        neither_time=int((~first & ~second).sum()),
    )
