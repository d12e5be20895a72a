"""A study and the register: what earlier reports gave away about its persons, and what its own is about to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from wirkung.disclosure.register.contents import Draft, Marks, Part
from wirkung.disclosure.register.earlier_parts import earlier_parts, is_unknown, under_other_ids
from wirkung.disclosure.register.handing_over import hand_over
from wirkung.disclosure.register.marks import answers_of, keyed_persons
from wirkung.disclosure.register.memory import Memory
from wirkung.disclosure.register.parts import parts_of
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

    @cached_property
    def _parts(self) -> dict[str, Marks]:
        return parts_of(self._data.programme, self._data.tables, self._data.year, self._memory.keys)

    def check_persons(self) -> None:
        """Refuse data in which most persons of an earlier report of the year cannot be found.

        Where the office writes ids anew, everybody looks like somebody else, and a second report of the same
        persons could be subtracted from the first.

        Raises
        ------
        WorkspaceError
            Fewer than half of them are among the persons of this study, or those who are missing have the data of
            others who are new.
        """
        programme, year = self._data.programme.id, self._data.year
        remembered, found = self._memory.register.recognised(programme, year, self._persons)
        if found < remembered * _ENOUGH:
            values = {"year": year, "programme": programme}
            raise WorkspaceError([Problem(code="register.other_ids", values=values)])
        smallest = self._data.programme.privacy.smallest_group
        register = self._memory.register
        if self._data.tables.totals is None and under_other_ids(
            register, programme, year, self._persons, self._parts, smallest
        ):
            values = {"year": year, "programme": programme}
            raise WorkspaceError([Problem(code="register.same_data", values=values)])

    def past(self) -> Past:
        """What earlier publications gave away, over the persons of this study in their order."""
        register, data = self._memory.register, self._data
        return replace(
            register.past(self._persons, self._answers),
            parts=earlier_parts(register, data.programme.id, data.year, self._persons, self._parts),
            unknown=is_unknown(register, data.programme.id, data.year),
        )

    def hand_over(self, rows: Sequence[Row], by_part: Mapping[str, Iterable[bytes]]) -> None:
        """Leave for the run that waits for it what its report would give away.

        Parameters
        ----------
        rows
            Of all its numbers.
        by_part
            By part of persons' data: the persons of each number that depends on it.
        """
        draft = Draft(
            programme=self._data.programme.id,
            year=self._data.year,
            persons=self._persons,
            rows=tuple(rows),
            answers=self._answers,
            parts={
                name: Part(marks=marks, rows=tuple(sorted(by_part[name])))
                for name, marks in self._parts.items()
                if name in by_part
            },
        )
        hand_over(draft, self._memory.keys)
