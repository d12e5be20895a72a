"""What the programme file says that cells of a source mean: marks for «no answer», values, blank cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from wirkung.io import values
from wirkung.io.spelling import folded, tidy
from wirkung.programme.sources import Source


class Recoding:
    """The value maps and marks of one source; upper and lower case are the same in them.

    Parameters
    ----------
    source
        Of the programme file.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._maps = source.values  # noqa: PD011 - a part of the programme file, not of a frame
        self.missing = {folded(marker) for marker in source.missing}
        self._missing_in = {name: {*map(folded, marks)} for name, marks in source.missing_in.items()}

    @property
    def nobody(self) -> set[str]:
        """Marks that are nobody's id: one such as 99 may well be somebody's number, «k. A.» is not."""
        return {marker for marker in self.missing if not any(map(str.isdigit, marker))}

    def map_of(self, name: str) -> Mapping[str, str | int]:
        """What the values of a column stand for; empty where the programme file does not say."""
        return self._maps.get(name, {})

    def marks(self, name: str) -> set[str]:
        """The marks for «no answer» of a column, folded."""
        return self.missing | self._missing_in.get(name, set())

    def explained(self, name: str) -> set[str]:
        """Everything that the programme file says something about in a column, folded."""
        return {*self.marks(name), *map(folded, self.map_of(name))}

    def present(self, name: str, column: pd.Series[str]) -> pd.Series[str]:
        """The column, missing also where a cell says so."""
        marks = self.marks(name)
        return values.texts(column, lambda cell: None if folded(cell) in marks else cell) if marks else column

    def recoded(
        self, name: str, present: pd.Series[str], cells: pd.Series[str], allowed: Iterable[str] = ()
    ) -> pd.Series[str]:
        """The column by its value map (else by `allowed` codes), and what a blank cell means.

        Parameters
        ----------
        name
            Of the column.
        present
            The column without marks for «no answer»; what the map does not name becomes missing.
        cells
            The column as it came, in which blank cells are blank.
        allowed
            Codes that a file may hold as they are.
        """
        given = {} if name in self._source.constants else self.map_of(name)
        mapped = {tidy(value): str(target) for value, target in given.items()} or {code: code for code in allowed}
        column = present
        if mapped:
            loosely = {folded(value): target for value, target in mapped.items()}
            column = values.texts(column, lambda cell: mapped.get(cell) or loosely.get(folded(cell)))
        if name in self._source.blank:
            column = column.mask(cells.isna(), str(self._source.blank[name]))
        return column
