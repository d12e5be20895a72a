"""Nothing of persons in courses is told as if they were independent; all persons are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.questions.conftest import write_programme
from tests.raw import open_raw
from wirkung.codes import Assumption, Caution, Quantity
from wirkung.declared import Group
from wirkung.methods.kernels.intervals import share
from wirkung.year.in_courses import as_sure_as_courses_allow, share_of_sample
from wirkung.year.sample import PERSONS

IN_COURSES = "design: {kind: comparison, assignment: self_selected, clusters: course}"
NO_COURSES = "design: {kind: comparison, assignment: self_selected}"


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """The programme of the questions' tests without and with courses: twenty persons in two, twenty alone."""
    plain = write_programme(tmp_path_factory.mktemp("courses"))
    text = plain.read_text(encoding="utf-8")
    clustered = plain.with_name("courses.yaml")
    clustered.write_text(text.replace(NO_COURSES, IN_COURSES), encoding="utf-8")
    return open_raw(plain, year=2024), open_raw(clustered, year=2024)


def all_estimates(study):
    return [
        (answer.question, estimate)
        for answer in study.answers
        for finding in answer.findings
        for _, estimate in finding.estimates
    ]


def test_no_interval_of_independent_persons_is_left_of_two_courses(studies):
    for question, estimate in all_estimates(studies[1]):
        ours = estimate.interval is not None and Assumption.PERSONS_INDEPENDENT in estimate.assumptions
        alone = not ours or all(_alone(studies[1].data, each) for each in estimate.populations)
        assert alone, (question, estimate.quantity)


def _alone(data, population):
    whole = data.sample(PERSONS, Group.COMPARISON).population
    theirs = int.from_bytes(whole.members, "big")
    return int.from_bytes(population.members, "big") | theirs == theirs


def test_the_same_numbers_have_intervals_without_courses(studies):
    with_interval = [question for question, each in all_estimates(studies[0]) if each.interval is not None]
    assert {"baseline", "change", "cohort", "comparison", "cost", "goals"} <= set(with_interval)


def test_what_knows_no_courses_loses_interval_and_test_and_says_so(studies):
    data = studies[1].data
    everybody = data.sample(PERSONS, Group.PROGRAMME)
    plain = share(10, 20).resting_on(everybody.population)
    found = as_sure_as_courses_allow(data, plain)
    assert (found.value, found.interval, found.test, found.standard_error) == (0.5, None, None, None)
    assert Caution.CLUSTERS_NOT_CONSIDERED in found.cautions
    knows = replace(plain, assumptions=(Assumption.CLUSTERS_INDEPENDENT,))
    assert as_sure_as_courses_allow(data, knows) == knows
    others = share(10, 20).resting_on(data.sample(PERSONS, Group.COMPARISON).population)
    assert as_sure_as_courses_allow(data, others) == others


def test_of_five_persons_there_is_no_interval_under_any_design(studies):
    data = studies[0].data
    everybody = data.sample(PERSONS, Group.PROGRAMME)
    five = everybody.those([place < 5 for place in range(20)])
    found = as_sure_as_courses_allow(data, share(3, 5).resting_on(five.population))
    assert (found.interval, Caution.FEW_PERSONS in found.cautions) == (None, True)
    some = five.those([True, True, False, False, False])
    assert share_of_sample(share(2, 5), five, some).interval is None


def test_a_share_rests_on_its_persons_and_their_courses(studies):
    data = studies[1].data
    everybody = data.sample(PERSONS, Group.PROGRAMME)
    some = everybody.those([place % 3 == 0 for place in range(20)])
    found = share_of_sample(share(7, 20), everybody, some)
    assert (found.interval, Caution.TOO_FEW_CLUSTERS in found.cautions) == (None, True)
    assert found.populations == (everybody.population, some.population)


def _changed(path, **files):
    """The same programme file, with its tables changed one by one."""
    for name, change in files.items():
        file = path.with_name(f"{name}.csv")
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        kept = [
            changed for row in rows if (changed := change(dict(zip(head.split(";"), row.split(";"), strict=True))))
        ]
        file.write_text("\n".join([head, *(";".join(row.values()) for row in kept)]) + "\n", encoding="utf-8")
    return open_raw(path, year=2024)


@pytest.mark.parametrize("courses", [1, 2])
def test_of_one_or_two_courses_nothing_has_an_interval(tmp_path, courses):
    """Over all answers: shares, means, differences, costs, goals; not what is of the comparison group alone."""
    path = write_programme(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(NO_COURSES, IN_COURSES), encoding="utf-8")

    def few(row):
        """In so many courses."""
        return row | {"course": row["course"] and f"K{int(row['id'][1:]) % courses}"}

    study = _changed(path, persons=few)
    with_interval = [
        (question, estimate.quantity)
        for question, estimate in all_estimates(study)
        if estimate.interval is not None and not all(_alone(study.data, each) for each in estimate.populations)
    ]
    assert with_interval == []
    cautions = {caution for _, estimate in all_estimates(study) for caution in estimate.cautions}
    assert Caution.TOO_FEW_CLUSTERS in cautions


@pytest.mark.parametrize("design", [NO_COURSES, IN_COURSES])
def test_of_five_persons_nothing_has_an_interval(tmp_path, design):
    path = write_programme(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(NO_COURSES, design), encoding="utf-8")
    five = {f"{letter}{number}" for letter in "pq" for number in range(1, 6)}

    def theirs(row):
        """The first five of each group, and what is known of them."""
        return row if row["id"] in five else None

    study = _changed(path, persons=theirs, answers=theirs, hours=theirs, events=theirs)
    found = [(question, each.quantity) for question, each in all_estimates(study) if each.interval is not None]
    assert found == []


def test_counted_totals_have_no_interval(studies):
    """Nor has what was paid: both are counted in full."""
    counted = {Quantity.COUNT, Quantity.TOTAL_COST}
    totals = [each for study in studies for _, each in all_estimates(study) if each.quantity in counted]
    assert totals
    assert [each.interval for each in totals] == [None] * len(totals)
