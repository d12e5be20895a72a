"""Who went from where to where, from one period to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from wirkung.codes import Absence, Caution, Reads, Role
from wirkung.declared import Group
from wirkung.finding import Answer, Finding, Subject, Together
from wirkung.methods.cohort.transitions import transition_matrix
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.in_courses import share_of_sample
from wirkung.year.sample import PERSONS, pooled
from wirkung.year.tracking.groups import states_of_groups, wanted
from wirkung.year.tracking.pool import Pool, pool_of


def answer_transitions(data: YearData) -> Answer:
    """From which state to which, of all cohorts that were followed so long, taken together (see `pool_of`).

    States that nobody was in have no row. A single cohort has too few who go one way; its own states stand in
    STATES.
    """
    pool = _absence(data) or pool_of(data)
    if isinstance(pool, Absence):
        return Answer(question="transitions", year=data.year, absent=pool)
    cautions = tuple(dict.fromkeys(caution for cohort in pool.cohorts for caution in cohort.cautions))
    return Answer(
        question="transitions",
        year=data.year,
        findings=tuple(finding for period in pool.periods for finding in _matrix(data, pool, period, cautions)),
        together=Together(cohorts=tuple(cohort.year for cohort in pool.cohorts), persons=pool.persons),
    )


def _absence(data: YearData) -> Absence | None:
    if not data.programme.way:
        return Absence.NO_COHORT_STEPS
    return Absence.NO_PARTICIPANTS if data.persons(Group.PROGRAMME).empty else None


def _matrix(data: YearData, pool: Pool, period: int, cautions: tuple[Caution, ...]) -> Iterator[Finding]:
    grouping = pool.grouping
    numbers = grouping.numbers(pool.cohorts[0].states.number)
    before, after = (
        np.concatenate([numbers[cohort.codes[:, at]] for cohort in pool.cohorts]) for at in (period - 1, period)
    )
    matrix = transition_matrix(before, after, states=len(grouping.groups))
    everybody = pooled(
        [replace(data, year=cohort.year).sample(PERSONS, Group.PROGRAMME) for cohort in pool.cohorts]
    )
    for source, row in enumerate(matrix):
        for target, estimate in enumerate(row):
            if estimate.value is not None and grouping.follows(source, target):
                subject = _subject(data, pool, period, source, target)
                here = everybody.where(before == source)
                resting = share_of_sample(estimate, here, here.where(after == target))
                yield Finding(subject=subject, estimates=((Role.MAIN, resting.with_cautions(*cautions)),))


def _subject(data: YearData, pool: Pool, period: int, before: int, after: int) -> Subject:
    states, length = states_of_groups(data.programme, pool.grouping), data.programme.tracking.period.months
    end = period * length
    return Subject(
        from_states=states[before],
        states=states[after],
        from_months=end - length,
        months=end,
        better=wanted(states[after]),
        part_of=(f"from {before} in {period}", f"to {after} in {period}"),
    )


QUESTION = Question(answer=lambda asked: answer_transitions(asked.data), missed=0.5, reads=Reads.COHORT)
