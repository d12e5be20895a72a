"""Whether anybody answered on an indicator in the waves that its results are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wirkung.declared import Wave
from wirkung.errors import Place, Problem
from wirkung.io.tables import Tables
from wirkung.programme.model import Programme
from wirkung.programme.waves import waves_of


def indicators_without_wave(
    programme: Programme, tables: Tables, year: int, *, known: Collection[Wave], file: str
) -> Iterator[Problem]:
    """A problem for each wave of an indicator that nobody answered in a year in which others were answered.

    Those `known` to be without any answer at all are left out.

    An indicator that nobody was asked about in that year is none: it has rows without a number. One with a
    pre-test that was answered before itself is a problem as well: its change could be told.
    """
    if tables.measurements is None:
        return
    rows = tables.measurements[tables.measurements["year"] == year]
    for indicator in programme.indicators:
        given = rows["wave"][rows[indicator.items].notna().any(axis="columns")]
        answered = {wave for wave in Wave if wave in set(given)}
        for wave in waves_of(programme, indicator) if answered else ():
            if wave not in answered and wave not in known:
                values = {"indicator": indicator.id, "wave": wave.value, "year": year}
                where = Place(file=file, key="indicators")
                yield Problem(code="data.indicator_without_wave", place=where, values=values)
        if indicator.pretest is not None and Wave.BEFORE in answered:
            values = {"indicator": indicator.id, "pretest": indicator.pretest, "year": year}
            where = Place(file=file, key="indicators")
            yield Problem(code="data.pretest_beside_before", place=where, values=values)
