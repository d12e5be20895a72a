"""Which answers speak to the question of a report, the strongest first."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Absence, UnitKind
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page
from wirkung.report.writing.tables import subject_of


def answering(answers: Answers) -> tuple[ReleasedAnswer, ...]:
    """The answers whose first finding answers the question of the report; programme files name it first.

    Where one of them is about the main outcome, those that only have further ones do not answer it; those that
    only have side effects never do.
    """
    asked = (question for question, page in on_first_page() if page.answering)
    given = (answers[question] for question in asked if question in answers)
    found = tuple(answer for answer in given if not (answer.items and subject_of(answer.items[0]).side_effect))
    on_main = tuple(answer for answer in found if answer.items and not subject_of(answer.items[0]).further)
    declared = any(subject_of(item).further for answer in found for item in answer.items)
    return on_main if declared and on_main else found


def nothing_measured(answers: Answers) -> bool:
    """Whether nobody was asked or observed; who reached steps was, and so was what may not be told any more."""
    found = answering(answers)
    if not found or any(each.absent in (None, Absence.FEW_CHANGED) for each in found):
        return False
    pages = ((page.key, answers[question]) for question, page in on_first_page() if question in answers)
    keys = (key(answer, answers) for key, answer in pages if key is not None)
    return all(key is None or key.main.unit.kind is UnitKind.MONEY for key in keys)


def nothing_shown(answers: Answers) -> bool:
    """Whether there are answers, and of each the first finding is withheld."""
    first = [answer.items[0] for answer in answering(answers) if answer.items]
    return bool(first) and all(isinstance(item, Withheld) for item in first)


def first_of_each_arm(answer: ReleasedAnswer) -> tuple[Released | Withheld, ...]:
    """What an answer says first, of every arm of the programme; of one programme that is its first item alone."""
    if not answer.items:
        return ()
    about = replace(subject_of(answer.items[0]), arm="").id
    return tuple(item for item in answer.items if replace(subject_of(item), arm="").id == about)
