"""One person's million is not read from a mean: dominance and p% rule. All persons are invented."""

from __future__ import annotations

import numpy as np
import pytest

from tests.disclosure.of_persons import EVERYBODY, mean
from wirkung.disclosure.amounts import Amounts, one_above_all
from wirkung.disclosure.protection import Shown, Why
from wirkung.disclosure.release import Released, decide, settled
from wirkung.finding import Answer
from wirkung.study.study import open_study

PROGRAMME = """\
id: incomes
title: Incomes
organisation: Office
question: Do they earn more?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year}}
  measurements:
    - {file: answers.csv, columns: {person: id, year: year, wave: wave, q1: q1}}
indicators:
  - {id: income, label: Income, items: [q1], unit: EUR}
"""


@pytest.mark.parametrize(
    ("values", "dominated"),
    [
        ([75, 12.5, 12.5], False),  # three quarters
        ([76, 12, 12], True),
        ([-76, 12, 12], True),
        ([100, 90, 15], False),  # the second knows the first to within 15 per cent
        ([100, 90, 14], True),
        ([100, 90, np.nan, 14], True),
        ([0, 0, 0], False),
        ([5] * 20, False),
        ([], False),
    ],
)
def test_one_has_more_than_three_quarters_or_the_second_knows_the_first(values, dominated):
    assert one_above_all(np.array(values, dtype=float)) is dominated


def amounts(large, name="2024/income", what="after", value=1e6):
    """Everybody has about 100, and one person `value`."""
    values = 100 + np.arange(EVERYBODY) % 7.0
    values[large] = value
    return Amounts({name: {what: values}})


def of(*findings):
    return [Answer(question="change", year=2024, findings=findings)]


def shown(answers, known):
    decision = decide(answers, smallest_group=10, amounts=known)
    return {name[1]: how for name, how in decision.shown.items()}


ALL, SOME, OTHERS = range(200), range(40), range(40, 200)


def test_a_mean_that_is_one_persons_is_withheld():
    answers = of(mean("all", ALL, "income.after"))
    assert list(shown(answers, amounts(0)).values()) == [Shown.WITHHELD]
    assert list(shown(answers, amounts(300)).values()) == [Shown.EXACTLY]  # who is not in it does not matter
    assert list(shown(answers, amounts(0, name="2023/income")).values()) == [Shown.EXACTLY]
    assert list(shown(answers, amounts(0, what="before")).values()) == [Shown.WITHHELD]  # not told apart
    state, _ = settled(answers, smallest_group=10, amounts=amounts(0))
    assert state.why == [Why.ONE_ABOVE_ALL]


def test_a_part_that_is_one_persons_is_not_to_be_had_by_subtraction_either():
    """Of the 40 one has nearly all, of the 200 only a part: the 160 others must not stand beside these."""
    known = amounts(0, value=15_000)
    both = of(mean("all", ALL, "income.after"), mean("others", OTHERS, "income.after"))
    assert sorted(shown(both, known).values()) == [Shown.EXACTLY, Shown.WITHHELD]
    assert set(shown(both, amounts(0, value=100)).values()) == {Shown.EXACTLY}
    three = shown(of(*both[0].findings, mean("some", SOME, "income.after")), known)
    assert list(three.values()).count(Shown.EXACTLY) == 1


@pytest.mark.parametrize(("largest", "shown_at_all"), [(1_000_000, False), (1_002, True)])
def test_in_a_report_one_persons_million_is_in_no_number(tmp_path, largest, shown_at_all):
    incomes = [1_000 + 7 * at for at in range(40)]
    before = "".join(f"P{at};2024;before;{income}\n" for at, income in enumerate(incomes))
    after = "".join(f"P{at};2024;after;{income + at % 5}\n" for at, income in enumerate([largest, *incomes[1:]]))
    (tmp_path / "persons.csv").write_text("id;year\n" + "".join(f"P{at};2024\n" for at in range(40)))
    (tmp_path / "answers.csv").write_text(f"id;year;wave;q1\n{before}{after}")
    (tmp_path / "programme.yaml").write_text(PROGRAMME)
    items = open_study(tmp_path / "programme.yaml", year=2024).change.items
    assert any(hasattr(item, "finding") for item in items) is shown_at_all


WITH_HOURS = """\
id: hours
title: Hours
organisation: Office
question: What does an hour cost?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year}}
  attendance:
    file: came.csv
    columns: {person: id, year: year, course: course, hours: hours, planned_hours: planned}
  costs: {file: costs.csv, columns: {year: year, category: category, amount: amount}}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: completed, label: Completed, kind: completed, share_of_hours: 0.75}
costs: {price_year: 2024, outcome: completed}
goals:
  - {id: cheap, label: Cheap, measure: cost, of: per_attended_hour, target: 50, by: 2024-12-31}
"""


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        ([20] * 60, False),  # nobody missed anything, so that each of them was there for 20 hours
        ([20] * 8 + [0] * 52, False),  # few came at all
        ([0] * 60, False),
        ([20] * 58 + [18] * 2, False),  # 1,196 of 1,200 hours: 1 to 4 persons missed something
        ([20] * 40 + [18] * 17 + [10] * 3, False),  # twenty did, three so much that the course was not completed
        ([20] * 40 + [18] * 20, True),
    ],
)
def test_hours_of_which_few_persons_missed_any_are_not_said(tmp_path, hours, shown):
    rows = "".join(f"p{place};2024;k{place % 3};{each};20\n" for place, each in enumerate(hours))
    (tmp_path / "came.csv").write_text(f"id;year;course;hours;planned\n{rows}", encoding="utf-8")
    people = "".join(f"p{place};2024\n" for place in range(len(hours)))
    (tmp_path / "persons.csv").write_text(f"id;year\n{people}", encoding="utf-8")
    (tmp_path / "costs.csv").write_text("year;category;amount\n2024;staff;53000\n", encoding="utf-8")
    (tmp_path / "hours.yaml").write_text(WITH_HOURS, encoding="utf-8")
    study = open_study(tmp_path / "hours.yaml", year=2024)
    told = [
        each.finding.subject.id for each in (*study.cost.items, *study.goals.items) if isinstance(each, Released)
    ]
    assert [name in told for name in ("per_attended_hour", "cheap")] == [shown, shown]
