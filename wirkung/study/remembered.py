"""A study and the register: what earlier reports gave away about its persons, and what its own is about to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from wirkung.disclosure.register.contents import Draft, Marks
from wirkung.disclosure.register.handing_over import hand_over
from wirkung.disclosure.register.marks import answers_of, keyed_persons
from wirkung.disclosure.register.memory import Memory
from wirkung.disclosure.register.rows import Past, Row
from wirkung.errors import Problem, WorkspaceError
from wirkung.year.data import YearData

# More of those in an earlier report are found again even where many consents were withdrawn.
_ENOUGH = 0.5


class Remembered:
    """What the register knows of the persons of a study.

    Parameters
    ----------
    memory
        Open; it is only read.
    data
        The study's persons and answers.
    """

    def __init__(self, memory: Memory, data: YearData) -> None:
        self._memory = memory
        self._data = data

    @cached_property
    def _persons(self) -> tuple[bytes, ...]:
        return keyed_persons(self._data.tables, self._memory.keys)

    @cached_property
    def _answers(self) -> dict[str, Marks]:
        return answers_of(self._data.programme, self._data.tables, self._data.year, self._memory.keys)

    def check_persons(self) -> None:
        """Refuse data in which most persons of an earlier report of the year cannot be found.

        Where the office writes ids anew, everybody looks like somebody else, and a second report of the same
        persons could be subtracted from the first.

        Raises
        ------
        WorkspaceError
            Fewer than half of them are among the persons of this study.
        """
        programme, year = self._data.programme.id, self._data.year
        remembered, found = self._memory.register.recognised(programme, year, self._persons)
        if found < remembered * _ENOUGH:
            values = {"year": year, "programme": programme}
            raise WorkspaceError([Problem(code="register.other_ids", values=values)])

    def past(self) -> Past:
        """What earlier publications gave away, over the persons of this study in their order."""
        return self._memory.register.past(self._persons, self._answers)

    def hand_over(self, rows: Sequence[Row]) -> None:
        """Leave for the run that waits for it what its report would give away."""
        draft = Draft(
            programme=self._data.programme.id,
            year=self._data.year,
            persons=self._persons,
            rows=tuple(rows),
            answers=self._answers,
        )
        hand_over(draft, self._memory.keys)
