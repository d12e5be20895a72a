"""A study and the register: what earlier reports gave away about its persons, and what its own is about to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from wirkung.disclosure.register.contents import Draft, Marks
from wirkung.disclosure.register.handing_over import hand_over
from wirkung.disclosure.register.marks import answers_of, keyed_persons
from wirkung.disclosure.register.memory import Memory
from wirkung.disclosure.register.rows import Past, Row, of_year
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Answer
from wirkung.year.data import YearData


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


def rows_of(answers: Sequence[Answer], released: Sequence[ReleasedAnswer]) -> list[Row]:
    """Every population that a released number rests on, each once with each value.

    The value is taken as if it were known exactly: whoever remembers more than was printed is on the safe side.
    """
    return list(dict.fromkeys(_rows(answers, released)))


def _rows(answers: Sequence[Answer], released: Sequence[ReleasedAnswer]) -> Iterator[Row]:
    for answer, shown in zip(answers, released, strict=True):
        visible = {item.finding.subject.id for item in shown.items if isinstance(item, Released)}
        for finding in answer.findings:
            if finding.subject.id not in visible:
                continue
            for _, estimate in finding.estimates:
                value = None if estimate.value is None else (estimate.value, estimate.value)
                for population in estimate.populations:
                    yield Row(
                        variable=of_year(population.variable, answer.year),
                        members=population.members,
                        value_interval=value,
                    )
