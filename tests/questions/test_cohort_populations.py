"""Every number on cohorts says on whom it rests: its base, and those of it who are counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.questions.test_transitions import random_office
from tests.questions.ways_office import Office, with_ways
from tests.raw import repository_study
from wirkung.codes import CountRole, Quantity

QUESTIONS = ("cohort", "earlier", "retention", "states", "transitions")
# Courses, and differences of two numbers, are no persons.
NO_PERSONS = (CountRole.PARTICIPATIONS, CountRole.FURTHER_COURSES)


def sizes_of(estimate):
    return {int(np.unpackbits(np.frombuffer(each.members, np.uint8)).sum()) for each in estimate.populations}


def assert_counts_are_populations(study, questions=QUESTIONS):
    for question in questions:
        for finding in getattr(study, question).findings:
            for _, estimate in finding.estimates:
                if estimate.quantity is Quantity.QUOTA_SUM:
                    assert not estimate.populations  # official statistics know nobody of ours
                    continue
                counts = [count for count in estimate.counts if count.role not in NO_PERSONS]
                named = {number for count in counts for number in (count.number, count.of) if number is not None}
                assert sizes_of(estimate) == named, (question, finding.subject.id)
                assert {each.variable for each in estimate.populations} == {"persons"}
                assert all(each.size in named for each in estimate.populations)


@pytest.mark.parametrize("seed", range(4))
def test_of_random_cohorts(tmp_path: Path, seed):
    study = random_office(Office(tmp_path), seed).open(2022)
    assert all(getattr(study, question).findings for question in QUESTIONS)
    assert_counts_are_populations(study)


def test_of_the_sample():
    """Some take part in two years: in moves of both cohorts they are counted twice, and are one person."""
    assert_counts_are_populations(repository_study("mint", 2024), QUESTIONS[:-1])


def test_who_is_in_two_cohorts_is_counted_twice_and_one_person(tmp_path: Path):
    office = with_ways(Office(tmp_path))
    office.persons.append("p2021_19;2022;programme;")
    stayed = next(f.main for f in office.open(2022).transitions.findings if f.subject.better)
    (count,) = stayed.counts
    assert [each.size for each in stayed.populations] == [count.of - 1, count.number - 1]
