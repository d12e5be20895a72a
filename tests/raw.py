"""What a study knows before release, for tests of questions; no notebook gets at it."""

from __future__ import annotations

from wirkung.finding import Answer
from wirkung.study.study import Study


def raw(study: Study, question: str) -> Answer:
    """The answer to a question as it was computed."""
    return study._asked.answer(question)
