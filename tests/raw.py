"""What a study knows before release, for tests of questions; no notebook gets at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from wirkung.finding import Answer, Licence
from wirkung.questions import questions
from wirkung.study.study import Study, open_study

PARAMS = Path(__file__).resolve().parent.parent / "params"


class RawStudy:
    """A study whose questions give their answers as they were computed; `data` are the persons."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.data = study._asked.data

    @property
    def licence(self) -> Licence:
        """What the design allows; of the study itself it would be known when all is released."""
        return self.study._asked.licence

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers to all questions, deep dives included."""
        return self.study._asked.everything()

    def __getattr__(self, name: str) -> Any:
        return self.study._asked.answer(name) if name in questions() else getattr(self.study, name)


def open_raw(programme: Any, *, year: int) -> RawStudy:
    """The study of a programme file, before release."""
    return RawStudy(open_study(programme, year=year))


@cache
def repository_study(programme: str, year: int) -> RawStudy:
    """One of this repository, `mint` or `nsw`, before release; opened once in each process of the tests."""
    return open_raw(PARAMS / f"{programme}.yaml", year=year)
