"""The column mapping: every table has what it needs, and a typing error is found before a file is read."""

from __future__ import annotations

import pytest

RULES = [
    pytest.param(
        [("amount: Betrag}", "amount: Betrag}\n    id_with: [Vorname]")],
        "line 32, data.costs.id_with: ‘id_with’ completes the id of a person; there is no column ‘person’ under "
        "‘columns’ here. Please add ‘person’ or leave out ‘id_with’.",
        id="an id is completed only where there is one",
    ),
    pytest.param(
        [("{person: Nr, year: Jahr, group", "{year: Jahr, group")],
        "line 13, data.persons.columns: The table persons lacks the column ‘person’. Please add it under "
        "columns: ‘person: heading in the file’.",
        id="persons need an id",
    ),
    pytest.param(
        [("{person: Nr, year: Jahr, group", "{person: Nr, group")],
        "line 13, data.persons.columns: The table persons lacks the column ‘year’. Please add it under "
        "columns: ‘year: heading in the file’.",
        id="persons need a year",
    ),
    pytest.param(
        [(", hours: da", "")],
        "line 23, data.attendance.columns: The table attendance lacks the column ‘hours’. Please add it "
        "under columns: ‘hours: heading in the file’.",
        id="attendance needs hours",
    ),
    pytest.param(
        [("amount: Betrag", "hours: Stunden")],
        "line 31, data.costs.columns: The costs need the column ‘amount’ or the column ‘hours’ "
        "with ‘rate’ or ‘role’. Please add them under columns.",
        id="costs need an amount or hours and rate",
    ),
    pytest.param(
        [("date: Datum", "dat: Datum")],
        "line 26, data.events.columns.dat: The table events knows no column ‘dat’. Probably ‘date’ is "
        "meant; otherwise please leave other columns out.",
        id="unknown columns are typing errors",
    ),
    pytest.param(
        [("age: Alter}", "age: Alter, school: Schule}")],
        "line 13, data.persons.columns.school: The table persons knows no column ‘school’. Known are: "
        "person, year, group, course, entered, left, age; please declare a characteristic under characteristics.",
        id="columns of persons are characteristics",
    ),
    pytest.param(
        [("q_2: Frage 2}", "q_2: Frage 2, wissen: Test}")],
        "line 18, data.measurements[1].columns.wissen: The table measurements knows no column ‘wissen’. "
        "Known are: person, wave, year, submitted, q_1, q_2; please name a question under items of an indicator.",
        id="columns of measurements are items",
    ),
    pytest.param(
        [("file: persons.csv", "file: persons.csv\n    constants: {course: A}")],
        "line 13, data.persons.constants.course: ‘course’ stands under columns and under constants. "
        "Please delete one of the two.",
        id="a column comes from one place",
    ),
    pytest.param(
        [("wave: {vorher: before", "wav: {vorher: before")],
        "line 20, data.measurements[1].values.wav: values names ‘wav’, which is not under columns. "
        "Probably ‘wave’ is meant.",
        id="values are of columns",
    ),
    pytest.param(
        [("Vergleich: comparison}", "Vergleich: control}")],
        "line 15, data.persons.values.group.Vergleich: ‘control’ is no value of group. Allowed are: "
        "programme, comparison.",
        id="groups are programme and comparison",
    ),
    pytest.param(
        [("nachher: after", "nachher: afer")],
        "line 20, data.measurements[1].values.wave.nachher: ‘afer’ is no value of wave. Probably ‘after’ "
        "is meant; allowed are: before, after, follow_up.",
        id="waves have names",
    ),
    pytest.param(
        [("q_1: Frage 1, q_2: Frage 2", "q_1: Frage 1, q_2: Frage 1")],
        "line 18, data.measurements[1].columns.q_2: ‘Frage 1’ is already the column of another question or of "
        "another wave here; as the answer to ‘q_2’ the same would come out again. Please give the right heading; "
        "if it is the right one, please add ‘accept: [same_heading]’ to this file.",
        id="a column answers one question",
    ),
    pytest.param(
        [("{Personal: staff}", "{Personal: 1}")],
        "line 33, data.costs.values.category.Personal: ‘1’ is no value of category. Allowed are: staff, material, "
        "rooms, travel, external, overhead, depreciation, other, evaluation, volunteers, in_kind, income.",
        id="cost categories have names",
    ),
    pytest.param(
        [
            (", year: Jahr, group", ", group"),
            ("file: persons.csv", "file: persons.csv\n    constants: {year: '24/25'}"),
        ],
        "line 13, data.persons.constants.year: A year such as 2024 is expected, found was ‘24/25’. Please "
        "write the year only.",
        id="a constant year is a year",
    ),
]


@pytest.mark.parametrize(("replacements", "expected"), RULES)
def test_a_broken_rule_gives_exactly_one_sentence(said_after, replacements, expected):
    assert said_after(*replacements) == [f"demo.yaml, {expected}"]


def two_files(first: str, second: str) -> str:
    return (
        "- file: one.csv\n      columns: {person: Nr, q_1: a, q_2: b}\n"
        f"      constants: {first}\n"
        "    - file: two.csv\n      columns: {person: Nr, q_1: a}\n"
        f"      constants: {second}\n"
    )


def with_two_files(complete: str, first: str, second: str) -> str:
    start, end = complete.index("- file: answers.csv"), complete.index("  attendance:\n")
    return complete[:start] + two_files(first, second) + complete[end:]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{wave: before}", "{wave: after}"),
        ("{wave: before, year: 2023}", "{wave: before, year: 2024}"),
    ],
)
def test_two_files_may_differ_in_wave_or_year(said, complete, first, second):
    assert said(with_two_files(complete, first, second)) == []


@pytest.mark.parametrize("constants", ["{wave: before}", "{wave: before, year: 2024}"])
def test_two_files_may_not_give_the_same_item_of_the_same_wave(said, complete, constants):
    assert said(with_two_files(complete, constants, constants)) == [
        (
            "demo.yaml, line 21, data.measurements[2].columns.q_1: ‘q_1’ for the wave before is already given "
            "by another file (from line 17). Please give it once only or tell the waves apart."
        )
    ]


def test_a_column_is_the_answer_of_one_wave(said, complete):
    columns = (
        "{person: Nr, wave: Zeitpunkt, q_1: Frage 1, q_2: Frage 2}\n"
        "      values:\n        wave: {vorher: before, nachher: after}"
    )
    same = "{person: Nr}\n      waves:\n        before: {q_1: A, q_2: B}\n        after: {q_1: A, q_2: D}"
    assert columns in complete
    (sentence,) = said(complete.replace(columns, same))
    assert "data.measurements[1].waves.after.q_1: ‘A’ is already the column" in sentence
    assert not said(complete.replace(columns, f"{same}\n      accept: [same_heading]"))
