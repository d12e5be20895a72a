"""Which answers speak to the question of a report, the strongest first."""

from __future__ import annotations

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page


def answering(answers: Answers) -> tuple[ReleasedAnswer, ...]:
    """The answers whose first finding answers the question of the report; programme files name it first."""
    asked = (question for question, page in on_first_page() if page.answering)
    return tuple(answers[question] for question in asked if question in answers)
