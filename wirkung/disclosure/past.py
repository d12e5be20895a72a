"""What readers know from earlier reports, as rows of a release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.facts import Rows, ValueRow
from wirkung.disclosure.protection import Known
from wirkung.disclosure.ranges import Band, narrower
from wirkung.disclosure.register.rows import Past, PastRow
from wirkung.year.sample import PERSONS

Places = NDArray[np.int64]
Bits = NDArray[np.uint8]


def known_from(past: Past, rows: Rows) -> Known:
    """The rows of earlier reports, added to those of a release.

    Where the answers of some persons have changed since, what was said of all is of other values than today's.
    What is known of those who have not changed is then as good as published: a number that differs from it by few
    persons tells what these have changed. Rows that have nobody in common with the release's, not even through
    further rows, tell nothing of these and are left out.
    """
    bands: dict[int, Band] = {}
    values: set[ValueRow] = set()
    for each in _connected(past.rows, rows):
        row = rows.place_of(each.places)
        # Ranges of few persons once began at ten: what is false tells nothing.
        if each.persons is not None and each.persons[0] <= each.places.size <= each.persons[1]:
            bands[row] = narrower(each.persons, bands.get(row, each.persons))
        if each.variable != PERSONS:
            kept = [rows.place_of(others) for others in _unchanged(past, each)]
            values.update(ValueRow(each.variable, place) for place in kept or [row])
    return Known(bands=bands, values=frozenset(values))


def _connected(earlier: Sequence[PastRow], rows: Rows) -> list[PastRow]:
    """Those of the earlier rows that have somebody in common with the rows, or with others that have."""
    width = max([1, *(len(each) for each in rows.bits), *(len(each.members) for each in earlier)])
    today, then = (
        np.frombuffer(b"".join(each.ljust(width, b"\0") for each in members), dtype=np.uint8).reshape(-1, width)
        for members in (rows.bits, [each.members for each in earlier])
    )
    reached = np.bitwise_or.reduce(today, axis=0, initial=0)
    touched, before = _touched(then, reached), -1
    while before != (before := int(np.count_nonzero(touched))):
        reached = reached | np.bitwise_or.reduce(then[touched], axis=0, initial=0)
        touched = _touched(then, reached)
    return [row for row, there in zip(earlier, touched.tolist(), strict=True) if there]


def _touched(rows: Bits, by: Bits) -> NDArray[np.bool_]:
    return np.asarray((rows & by).any(axis=1), dtype=np.bool_)


def _unchanged(past: Past, row: PastRow) -> Iterator[Places]:
    """Of a row those who have not changed, for each time that some of it have."""
    name = row.variable.partition(" ")[0].partition(".")[0]
    for changed in past.changed.get(name, ()):
        kept = np.setdiff1d(row.places, changed)
        if 0 < kept.size < row.places.size:
            yield kept
