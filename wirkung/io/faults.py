"""Collecting what is wrong with a source, with the heading, the number of rows and the first of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from wirkung.errors import Place, Problem
from wirkung.io.quotable import Cells, cells
from wirkung.programme.sources import beside


class Faults:
    """The problems of one source, in the order in which they were found.

    Parameters
    ----------
    place
        The file, and the sheet where one is named.
    headings
        Our name of a column: its heading in the file, which is what people look for.
    ids
        Headings of which no cell is ever quoted, beside that of `person`.
    """

    def __init__(self, place: Place, headings: Mapping[str, str], ids: Collection[str] = ()) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self._place = place
        self.persons: pd.Series[str] | None = None  # of each row; None where rows are no persons'
        self._headings = headings
        self._ids = {headings.get("person"), *ids}

    def source(self, code: str, **facts: object) -> None:
        """Something is wrong with the source as a whole."""
        self.problems.append(Problem(code=code, place=self._place, values=facts))

    def rows(self, code: str, name: str, wrong: pd.Series[bool], **facts: object) -> None:
        """Rows are wrong in column `name`, if `wrong` marks any; its index holds the rows' numbers."""
        if wrong.any():
            facts = {"column": self.heading(name), "count": int(wrong.sum()), "row": wrong.idxmax(), **facts}
            self.source(code, **facts)

    def note(self, code: str, **facts: object) -> None:
        """Something about the source as a whole that who has the file should know."""
        self.remarks.append(Problem(code=code, place=self._place, values=facts))

    def remark(self, code: str, name: str, which: pd.Series[bool], **facts: object) -> None:
        """Something was decided about these rows that who has the file should know."""
        facts = {"column": self.heading(name), "count": int(which.sum()), "row": which.idxmax(), **facts}
        self.remarks.append(Problem(code=code, place=self._place, values=facts))

    def cells(
        self, code: str, name: str, wrong: pd.Series[str], *, known: Collection[str] = (), **facts: object
    ) -> None:
        """These cells of column `name` are wrong, if there are any; their values are named where that is safe.

        `known` are values that stand in the programme file.
        """
        if not wrong.empty:
            self.rows(code, name, wrong.notna(), values=self.told(name, wrong, known), **facts)

    def told(self, name: str, values: pd.Series[str], known: Collection[str] = ()) -> Cells:
        """What a sentence may say of cells of column `name`."""
        return cells(values, self.persons, known=known, secret=self._headings.get(name) in self._ids)

    def heading(self, name: str) -> str:
        """The heading of a column in the file; its name where a constant stands for it."""
        return self._headings.get(name, name.removeprefix(beside("")))
