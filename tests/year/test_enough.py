"""What is said without a number does not depend on who is in a small group. All persons are invented."""

from __future__ import annotations

import numpy as np
import pytest

from tests.raw import repository_study
from wirkung.codes import Caution, Verdict
from wirkung.evidence import CheckOutcome, EvidenceCheck
from wirkung.methods.threats.attrition import attrition
from wirkung.year import licence as module
from wirkung.year import losses
from wirkung.year.cautions import loss_cautions
from wirkung.year.enough import may_be
from wirkung.year.sample import Sample

SMALLEST = 10


def sample_of(size: int, of: int) -> Sample:
    chosen = np.arange(of) < size
    return Sample("persons", chosen, np.arange(of), of)


@pytest.mark.parametrize("of", [5, 12, 19, 20, 40, 200])
def test_all_numbers_that_may_not_be_told_are_the_same_to_a_reader(of):
    told = {
        number for number in range(of + 1) if may_be(number, of, smallest=SMALLEST) == range(number, number + 1)
    }
    assert told == {
        n for n in range(of + 1) if of >= SMALLEST and (n in (0, of) or SMALLEST <= n <= of - SMALLEST)
    }
    for number in set(range(of + 1)) - told:
        seen = may_be(number, of, smallest=SMALLEST)
        assert number in seen
        assert {may_be(other, of, smallest=SMALLEST) for other in set(seen) - told} == {seen}


def waves(lost: int, of: int, apart: float) -> tuple[np.ndarray, np.ndarray]:
    """Of so many, those lost began higher by so much."""
    before = np.where(np.arange(of) < lost, apart, 0.0) + np.arange(of) % 3
    return before, np.where(np.arange(of) < lost, np.nan, 1.0)


@pytest.mark.parametrize(("lost", "said"), [(2, False), (9, False), (10, True), (190, True), (191, False)])
def test_who_was_lost_was_different_is_said_of_two_groups_that_are_large_enough(lost, said):
    found = loss_cautions(*waves(lost, 200, apart=3.0), smallest=SMALLEST)
    assert (Caution.LOST_DIFFER in found) is said


@pytest.mark.parametrize(
    ("lost", "of", "said"),
    [(1, 40, False), (9, 40, False), (10, 40, True), (35, 40, True), (0, 40, False), (7, 8, False)],
)
def test_that_many_were_lost_does_not_depend_on_the_number_in_a_small_group(lost, of, said):
    found = loss_cautions(*waves(lost, of, apart=0.0), smallest=SMALLEST)
    assert (Caution.MANY_LOST in found) is said


@pytest.mark.parametrize(
    ("of", "numbers", "outcome"),
    [
        (40, range(10), CheckOutcome.NOT_MEASURED),  # nine would be more than a tenth
        (200, range(10), CheckOutcome.PASSED),  # nine would not
        (200, range(10, 21), CheckOutcome.PASSED),
        (200, range(21, 60), CheckOutcome.FAILED),
    ],
)
def test_a_level_does_not_tell_that_one_of_forty_attended(monkeypatch, of, numbers, outcome):
    study = repository_study("nsw", 1978)
    asked = (study.comparison, study.steps, study.baseline, study.change)
    for number in numbers:
        both = sample_of(of, of), sample_of(number, of)
        monkeypatch.setattr(module, "comparison_attending", lambda _, both=both: both)
        level = module.licence_of(study.data, *asked).evidence
        assert level.outcome(EvidenceCheck.CONTAMINATION) is outcome, number


def verdict(monkeypatch, lost: tuple[int, int], of: tuple[int, int]) -> Verdict | None:
    pairs = [(sample_of(whole, whole), sample_of(some, whole)) for some, whole in zip(lost, of, strict=True)]
    found = iter(pairs)
    monkeypatch.setattr(losses, "lost_until", lambda *_: next(found))
    return losses.loss_verdict(repository_study("nsw", 1978).data)


@pytest.mark.parametrize(
    ("of", "expected"), [((300, 300), Verdict.LOW_ATTRITION), ((60, 60), Verdict.UNDECIDED)], ids=["many", "few"]
)
def test_loss_of_a_few_is_judged_as_that_of_any_few(monkeypatch, of, expected):
    """Of 300 even nine on one side alone are tolerable; of 60 they would not be, and one would."""
    found = {verdict(monkeypatch, lost, of) for lost in ((1, 1), (1, 9), (9, 1), (5, 3))}
    assert found == {expected}


@pytest.mark.parametrize(("lost", "of"), [((0, 0), (60, 60)), ((12, 20), (60, 60)), ((30, 10), (100, 100))])
def test_loss_that_may_be_told_is_judged_as_it_is(monkeypatch, lost, of):
    assert verdict(monkeypatch, lost, of) is attrition(lost, of).verdict


@pytest.mark.parametrize(
    ("sizes", "courses"), [((40, 1), 1), ((40, 9), 1), ((40, 10), 2), ((20, 6, 5), 3), ((4, 3), None), ((30,), 1)]
)
def test_a_second_course_of_a_few_persons_raises_no_level(monkeypatch, sizes, courses):
    study = repository_study("nsw", 1978)
    names = np.array([f"k{n}" for n, size in enumerate(sizes) for _ in range(size)], dtype=object)
    monkeypatch.setattr(type(study.data), "courses", lambda *_: names)
    assert module._courses(study.data, module.Group.PROGRAMME) == courses
