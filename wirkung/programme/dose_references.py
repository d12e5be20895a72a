"""Checks of the section `dose:` of a programme file: its bands, and what says how much somebody attended."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from wirkung.declared import SourceRole
from wirkung.programme.columns import given_columns
from wirkung.programme.document import Fault, KeyPath, Node
from wirkung.programme.reach import is_band, limits_of

ALL = 100
Limits = tuple[int, float]
_FEWEST = 2  # one band is everybody


def dose_faults(root: Node) -> Iterator[Fault]:
    """Bands that are none of percentages, and what they need that the file does not have."""
    dose = root.at("dose")
    if not dose.is_there:
        return
    yield from _needs(root)
    bands = [node.text for node in dose.at("bands").members]
    if dose.at("bands").is_there and all(map(is_band, bands)):  # what is none is told for itself
        yield from _bands(bands)


def _at(position: int) -> KeyPath:
    return ("dose", "bands", position)


def _needs(root: Node) -> Iterator[Fault]:
    if not root.at("indicators").members:
        yield Fault(code="programme.dose.indicators", path=("dose",))
    if not root.at("data").entries:  # that is told for itself
        return
    attendance = root.at("data", SourceRole.ATTENDANCE)
    if not attendance.is_there:
        yield Fault(code="programme.dose.attendance", path=("dose",))
    elif not attendance.at("crosses").is_there:
        given = given_columns(root, SourceRole.ATTENDANCE)
        if given and "planned_hours" not in given:
            yield Fault(code="programme.dose.planned_hours", path=("dose",))


def _bands(bands: list[str]) -> Iterator[Fault]:
    """They hold every percentage from 0 to 100 once, and nothing else."""
    if len(bands) < _FEWEST:
        yield Fault(code="programme.dose.few", path=("dose", "bands"))
        return
    limits = [limits_of(band) for band in bands]
    yield from _of_percentages(bands, limits)
    yield from _next_to_each_other(bands, limits)
    if limits[0][0] > 0:
        yield Fault(code="programme.dose.first", path=_at(0), values={"found": bands[0]})
    if limits[-1][1] <= ALL:
        yield Fault(code="programme.dose.last", path=_at(len(bands) - 1), values={"found": bands[-1]})


def _of_percentages(bands: list[str], limits: list[Limits]) -> Iterator[Fault]:
    for position, (low, above) in enumerate(limits):
        values = {"found": bands[position]}
        if low > ALL or ALL + 1 < above < math.inf:
            yield Fault(code="programme.dose.above", path=_at(position), values=values)
        elif low >= above:
            yield Fault(code="programme.dose.turned", path=_at(position), values=values)


def _next_to_each_other(bands: list[str], limits: list[Limits]) -> Iterator[Fault]:
    for position, ((_, above), (low, _)) in enumerate(pairwise(limits), start=1):
        values = {"found": bands[position], "before": bands[position - 1]}
        if low < above:
            yield Fault(code="programme.dose.order", path=_at(position), values=values)
        elif low > above:
            yield Fault(code="programme.dose.gap", path=_at(position), values={**values, "next": f"{above:g}"})
