"""Single answers of a few persons are used nowhere: all numbers on an indicator rest on the same persons."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from tests.questions.conftest import write_programme
from tests.raw import open_raw, repository_study
from wirkung.declared import Group, Wave
from wirkung.disclosure.one_sample import single_answers

WAVES = tuple(Wave)


def patterns(**numbers):
    """Who answered in which waves: `ba=20` are 20 persons with an answer before and after (f: follow-up)."""
    rows = [[letter in pattern for letter in "baf"] for pattern, number in numbers.items() for _ in range(number)]
    return np.array(rows, dtype=bool)


def left(answered, smallest=10):
    """How many are left with each pattern."""
    kept = answered & ~single_answers(answered, smallest)
    names = ["".join(letter for letter, there in zip("baf", row, strict=True) if there) for row in kept]
    return {name: names.count(name) for name in sorted(set(names))}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"ba": 30, "a": 9}, {"ba": 30, "": 9}),
        ({"ba": 30, "a": 10}, {"ba": 30, "a": 10}),
        ({"ba": 30, "b": 1}, {"ba": 30, "": 1}),
        ({"ba": 30, "b": 12}, {"ba": 30, "b": 12}),
        ({"ba": 30, "f": 3}, {"ba": 30, "": 3}),
        ({"ba": 30, "baf": 20, "bf": 3, "b": 12}, {"ba": 30, "baf": 20, "b": 15}),  # before them are 15
        ({"ba": 30, "bf": 3}, {"ba": 30, "": 3}),  # without their answer before, the follow-up is single too
        ({"ba": 30, "af": 4}, {"ba": 30, "": 4}),
        ({"a": 30, "ba": 5}, {"a": 30, "ba": 5}),
    ],
)
def test_what_fewer_than_the_smallest_group_answered_alone_is_set_aside(before, after):
    assert left(patterns(**before)) == after


def test_no_nested_difference_of_a_few_is_left():
    """Before, after and follow-up against the pairs, for every mix of small and large groups."""
    for numbers in product([0, 1, 9, 10, 30], repeat=5):
        answered = patterns(ba=30, **dict(zip(("b", "a", "f", "bf", "af"), numbers, strict=True)))
        kept = answered & ~single_answers(answered, 10)
        first, after, later = kept.T
        for alone in (after & ~first, first & ~after, later & ~first, later & first & ~after):
            assert not 0 < alone.sum() < 10


def test_the_sample_rests_on_the_pairs():
    data = repository_study("mint", 2024).data
    for indicator, group in product(data.programme.indicators, Group):
        before, after, later = (data.scores(indicator.id, group)[wave].notna() for wave in WAVES)
        for alone in (after & ~before, later & ~before):
            assert not 0 < alone.sum() < 10


def test_the_record_says_how_many_answers_are_not_used_and_names_nobody():
    aligned = repository_study("mint", 2024).study._treated.aligned
    interest = {
        (each.group, each.wave): each.persons
        for each in aligned
        if (each.indicator, each.year) == ("interest", 2024)
    }
    assert interest[Group.PROGRAMME, Wave.AFTER] == 265 - 258
    assert interest[Group.COMPARISON, Wave.AFTER] == 216 - 210
    assert interest[Group.PROGRAMME, Wave.FOLLOW_UP] == 221 - 215
    assert interest[Group.COMPARISON, Wave.FOLLOW_UP] == 160 - 157
    assert "person" not in {name for each in aligned for name in each.__slots__}


@pytest.fixture
def one_without_a_baseline(tmp_path):
    """Of 20 invented persons p1 answered only afterwards."""
    path = write_programme(tmp_path)
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in answers if not line.startswith("p1;2024;before")]
    (tmp_path / "answers.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return open_raw(path, year=2024)


def test_every_question_sees_the_same_persons(one_without_a_baseline):
    """The level, the comparison, the lines beside it, the loss and who was still there."""
    sizes = {
        population.size
        for name in ("change", "comparison", "robustness", "distribution", "conventions")
        for finding in getattr(one_without_a_baseline, name).findings
        for _, estimate in finding.estimates
        for population in estimate.populations
        if population.variable.startswith("interest") and population.size > 10
    }
    assert sizes == {19, 20}  # 19 of the programme, 20 of the comparison group
    waves = {each.subject.wave: each.main.value for each in one_without_a_baseline.retention.findings}
    assert waves[Wave.AFTER] == waves[Wave.BEFORE] == 19 / 20


def test_answers_to_other_indicators_stay(tmp_path):
    """Who is set aside for one indicator counts for another that was answered both times."""
    programme = write_programme(tmp_path)
    text = programme.read_text(encoding="utf-8").replace(
        "items: [a, b, c], reversed: [c], scale: {low: 1, high: 5}}",
        "items: [a, b], scale: {low: 1, high: 5}}\n"
        "  - {id: other, label: Other, items: [c], scale: {low: 1, high: 5}}",
    )
    programme.write_text(text, encoding="utf-8")
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8")
    answers = answers.replace("p1;2024;before;3;3;3", "p1;2024;before;;;3")
    (tmp_path / "answers.csv").write_text(answers, encoding="utf-8")
    data = open_raw(programme, year=2024).data
    assert data.answered("interest", Group.PROGRAMME, Wave.AFTER).size == 19
    assert data.answered("other", Group.PROGRAMME, Wave.AFTER).size == 20
