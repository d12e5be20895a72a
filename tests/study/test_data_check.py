"""The data check by hand: an invented survey of 24 persons, with every count known beforehand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wirkung.finding import Columns, ColumnUse, FileColumns, Minimisation
from wirkung.report.frame.parts import FOR_EVALUATORS, parts_of
from wirkung.study.check import DataCheck, check_files

PROGRAMME = """
id: eyes
title: Eyes
organisation: Office
synthetic: true
question: Are the data usable?
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, group: group, sex: Sex, origin: Origin}
    leave_out: {Status: [cancelled]}
  measurements:
    - {file: answers.csv, columns: {person: id, year: year, wave: wave, a: A, b: B, c: C}}
  events: {file: answers.csv, columns: {person: id, event: wave, date: day}, values: {event: {after: done}}}
indicators:
  - {id: joy, label: {de: Freude, en: Joy}, items: [a, b, c], reversed: [c], scale: {low: 1, high: 5}}
  - {id: calm, label: Calm, items: [a, b], scale: {low: 1, high: 5}}
characteristics:
  - {id: sex, label: Sex, kind: category}
  - {id: origin, label: Origin, kind: category}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: done, label: Done, kind: event, event: done}
privacy: {smallest_group: 5, reason: Test}
"""
PERSONS = 24


def answers() -> list[str]:
    """Two of twenty before give 4 throughout, four the highest score; eighteen of them answer again."""
    before = ["4;4;4"] * 2 + ["5;5;1"] * 4 + ["2;3;2"] * 13 + ["2;;"]
    after = ["1;1;5"] * 6 + ["3;4;3"] * 12
    lines = [f"p{at};2024;before;{given};2024-02-01" for at, given in enumerate(before)]
    lines += [f"p{at};2024;after;{given};2024-06-01" for at, given in enumerate(after)]
    return [*lines, "stranger;2024;after;3;3;3;2024-06-01"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("eyes")
    persons = [
        f"p{at};2024;programme;{'mf'[at % 2]};{'here' if at > 1 else 'far'};there;x;1" for at in range(PERSONS)
    ]
    heads = "id;year;group;Sex;Origin;Status;Remark;Erika Muster"
    (folder / "eyes.yaml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "persons.csv").write_text("\n".join([heads, *persons, ""]), encoding="utf-8")
    lines = ["id;year;wave;A;B;C;day", *answers(), ""]
    (folder / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def check(folder) -> DataCheck:
    return check_files(folder / "eyes.yaml", year=2024)


def test_every_column_is_told_with_its_use(check):
    assert check.problems.problems == ()
    persons, survey = check.columns.files
    uses = {column.heading: (column.names, column.used) for column in persons.columns}
    assert uses["Sex"] == (("sex",), True)
    assert uses["Status"] == ((), True)  # it chooses rows
    assert uses["Remark"] == ((), False)
    # A file of two sources is told once, and what one of them uses is used.
    by_heading = {column.heading: column for column in survey.columns}
    assert by_heading["wave"].names == ("wave", "event")
    assert by_heading["day"].used
    assert by_heading["A"].used


def test_what_was_decided_in_reading_is_told(tmp_path, folder, check):
    """A category spelt in two ways, in a file that can be read."""
    assert [remark.code for remark in check.problems.remarks] == ["data.rule_without_rows"]
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    listed = (tmp_path / "persons.csv").read_text("utf-8").replace(";far;", ";Here;")
    (tmp_path / "persons.csv").write_text(listed, encoding="utf-8")
    found = check_files(tmp_path / "eyes.yaml", year=2024).problems
    assert [remark.code for remark in found.remarks] == ["data.rule_without_rows", "data.labels_merged"]
    good, told = parts_of(found, "de")
    assert good.text.startswith("Programmdatei und Daten lassen sich lesen")
    assert "«Origin»" in told.items[1]


def test_answers_as_given_by_wave(check):
    """Where nothing can tell that waves or columns were exchanged, eyes can."""
    assert numbers(check.mean)["A"] == (pytest.approx((2 * 4 + 4 * 5 + 13 * 2 + 2) / 20), 42 / 18, None)
    assert numbers(check.least) == {"A": (2, 1, None), "B": (3, 1, None), "C": (1, 3, None)}
    assert numbers(check.greatest) == {"A": (5, 3, None), "B": (5, 4, None), "C": (4, 5, None)}
    assert parts_of(check.mean, "de")[0].rows[0][:3] == ("A", "2,80", "2,33")


def test_ids_are_counted(check):
    rows = dict(check.ids.rows)
    assert rows["measurements"] == (20, 4, 1)
    assert rows["events"] == (18, 6, 1)


def test_shares_at_the_ends_are_of_those_with_a_score(check):
    lowest, highest = numbers(check.lowest), numbers(check.highest)
    assert highest["Joy"] == pytest.approx((4 / 19, 0, None))  # «2;;» has fewer than half of its answers
    assert lowest["Joy"] == pytest.approx((0, 6 / 18, None))
    assert highest["Calm"] == pytest.approx((4 / 20, 0, None))


def test_the_same_answer_to_all_is_counted_as_given_of_three_items_or_more(check):
    assert numbers(check.straight) == {"Joy": pytest.approx((2 / 19, 0, None))}


def test_the_report_rests_on_those_with_both_results(check):
    assert numbers(check.resting)["Joy"] == (18, 0)


def test_what_nobody_needs(check):
    (unused,) = check.minimisation.unused
    assert [column.heading for column in unused.columns] == ["Remark", ""]  # the other might be a name
    # Two come from afar, so that nothing can be shown of either category; of the two sexes there are twelve each.
    assert check.minimisation.withheld == ("Origin",)
    assert check.minimisation.sensitive == ("Origin",)


def test_files_that_cannot_be_read_leave_everything_empty(tmp_path):
    check = check_files(tmp_path / "none.yaml", year=2024)
    assert check.problems.problems
    assert check.minimisation == Minimisation(unused=(), withheld=())
    tables = (check.ids, check.lowest, check.highest, check.straight, check.resting)
    assert [table.rows for table in tables] == [()] * len(tables)


def test_it_can_be_read_in_both_languages_and_is_for_the_evaluator(check):
    for thing in (check.columns, check.ids, check.lowest, check.straight, check.resting, check.minimisation):
        assert isinstance(thing, FOR_EVALUATORS)
        assert parts_of(thing, "de") != parts_of(thing, "en")
    assert [row[0] for row in parts_of(check.straight, "de")[0].rows] == ["Freude"]
    assert [row[0] for row in parts_of(check.ids, "en")[0].rows] == ["Surveys", "Events"]


def test_a_heading_that_might_be_a_name_is_not_told():
    column = ColumnUse(place=3, heading="", names=(), used=False)
    (table,) = parts_of(Columns(files=(FileColumns(file="a.csv", sheet="", columns=(column,)),)), "en")
    assert table.rows == (("Column 3 (its heading might be a name)", "not used"),)


def numbers(table):
    """The numbers by the English name of their row."""
    return {label if isinstance(label, str) else label.en: values for label, values in table.rows}
