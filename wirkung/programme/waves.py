"""In which waves an indicator is measured: before and afterwards, or afterwards alone."""

from __future__ import annotations

from wirkung.declared import Wave
from wirkung.programme.model import Indicator, Programme
from wirkung.programme.sources import Source

# Without a word in the programme file: the same persons before and after.
USUAL = (Wave.BEFORE, Wave.AFTER)


def waves_of(programme: Programme, indicator: Indicator) -> tuple[Wave, ...]:
    """The waves that the results on an indicator are about: `before` if it is among them, then the main one.

    As the programme file says (`measured`). Where it says nothing, before and after; but after alone where no
    source of it has a question of the indicator in any other wave. So the answers themselves decide nothing.

    Returns
    -------
    One wave, or two of which the first is `before`.
    """
    if indicator.measured is not None:
        return tuple(indicator.measured)
    sources = (source for source in programme.data.surveys if _asks(source, indicator))
    asked = {wave for source in sources for wave in _waves(source)}
    return (Wave.AFTER,) if asked == {Wave.AFTER} else USUAL


def _asks(source: Source, indicator: Indicator) -> bool:
    return any(item in source.columns or item in source.constants for item in indicator.items)


def _waves(source: Source) -> set[Wave]:
    """The waves that a source has, or may have."""
    if "wave" in source.constants:
        return {wave for wave in Wave if wave == source.constants["wave"]}
    named = source.values.get("wave")
    return set(Wave) if named is None else {wave for wave in Wave if wave in named.values()}
