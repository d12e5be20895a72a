"""Why did participants leave? By the declared words of the list of persons, never by what was written down."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from wirkung.codes import Absence, Ranges, Role
from wirkung.declared import Group
from wirkung.finding import Answer, Finding, Subject
from wirkung.programme.sensitive import TIMES_THE_SMALLEST, is_sensitive, is_special
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.levels import in_order, shown_by_level
from wirkung.year.money.participants import registered
from wirkung.year.sample import counted_share

_PART_OF = ("reasons for leaving",)


def answer_leaving(data: YearData) -> Answer:
    """How many have a reason for leaving, and of those how many have which; small ones counted together.

    Counted, so that nothing has an interval. Few with a reason count as nobody (`are_there`). Reasons of health
    and the like need a group as large as sensitive characteristics do.
    """
    persons = data.persons(Group.PROGRAMME)
    if "left" not in persons.columns:
        return Answer(question="leaving", year=data.year, absent=Absence.NO_REASONS)
    gave = persons["left"].notna().to_numpy(dtype=bool)
    if not are_there(gave, smallest=data.programme.privacy.smallest_group):
        return Answer(question="leaving", year=data.year, absent=Absence.NOBODY_LEFT)
    return Answer(question="leaving", year=data.year, findings=tuple(_findings(data)))


def _findings(data: YearData) -> Iterator[Finding]:
    column = data.persons(Group.PROGRAMME)["left"]
    everybody = registered(data)
    left = everybody.where(column.notna().to_numpy(dtype=bool))
    all_who_left = counted_share(left, everybody)
    yield Finding(subject=Subject(aspect="leaving.all", decimals=0), estimates=((Role.MAIN, all_who_left),))
    smallest = data.programme.privacy.smallest_group
    larger = {
        str(reason): TIMES_THE_SMALLEST * smallest
        for reason in column.dropna().unique()
        if is_sensitive([str(reason)]) or is_special(str(reason))
    }
    values = column.astype(object).where(column.notna(), None).to_numpy()
    (reasons,) = shown_by_level([values], smallest, larger)
    told = everybody.where(np.array([reason is not None for reason in reasons], dtype=bool))
    for reason in in_order([str(each) for each in reasons if each is not None]):
        part = told.where(np.array([each == reason for each in reasons], dtype=bool))
        subject = Subject(category=reason, aspect="leaving.reason", decimals=0, part_of=_PART_OF)
        yield Finding(subject=subject, estimates=((Role.MAIN, counted_share(part, told)),))


QUESTION = Question(answer=lambda asked: answer_leaving(asked.data), missed=0.5, ranges=Ranges.OF_MEANS_AND_SHARES)
