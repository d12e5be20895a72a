"""No category stands for one school: with fewer than three, or one above all, it is counted with others.

All schools and persons are invented.
"""

from __future__ import annotations

import pandas as pd
import pytest

from wirkung.codes import FURTHER
from wirkung.declared import Group
from wirkung.disclosure.institutions import of_few_institutions, rests_on_enough
from wirkung.disclosure.treatment import treated
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme
from wirkung.study.study import open_study
from wirkung.year.data import YearData

PROGRAMME = """\
id: schools
title: Schools
organisation: Office
question: Did they learn?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, municipality: municipality, gender: gender, school: school}
  measurements:
    - {file: answers.csv, columns: {person: id, year: year, wave: wave, q1: q1}}
indicators:
  - {id: interest, label: Interest, items: [q1], scale: {low: 1, high: 5}}
characteristics:
  - {id: municipality, label: Municipality}
  - {id: gender, label: Gender}
  - {id: school, label: School, kind: institution}
"""
SCHOOLS = {
    "Altendorf": {"Schule A1": 20, "Schule A2": 20, "Schule A3": 20},
    "Neuhaus": {"Schule N1": 30, "Schule N2": 30},
    "Süderfeld": {"Schule S1": 40, "Schule S2": 4, "Schule S3": 4},
    "Westrup": {"Schule W1": 50, "Schule W2": 40, "Schule W3": 40},
}


def written(folder, schools):
    """The programme file of an office whose persons go to these schools, by municipality."""
    who = [
        (place, name) for place, each in schools.items() for name, number in each.items() for _ in range(number)
    ]
    persons = "".join(f"P{at};2024;{place};{'mw'[at % 2]};{school}\n" for at, (place, school) in enumerate(who))
    answers = "".join(
        f"P{at};2024;{wave};{1 + (at * 7 + shift) % 4}\n"
        for at in range(len(who))
        for shift, wave in enumerate(("before", "after"))
    )
    (folder / "persons.csv").write_text(f"id;year;municipality;gender;school\n{persons}", encoding="utf-8")
    (folder / "answers.csv").write_text(f"id;year;wave;q1\n{answers}", encoding="utf-8")
    (folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    return folder / "programme.yaml"


def data_of(folder, schools):
    loaded = load_programme(written(folder, schools))
    return treated(YearData(loaded.programme, read_tables(loaded.programme, folder), 2024), 10)


@pytest.mark.parametrize(
    ("persons", "enough"),
    [
        ([20, 20, 20], True),
        ([20, 20], False),
        ([20, 20, 0], False),
        ([30, 5, 5], True),  # three quarters
        ([31, 5, 5], False),
        ([], False),
    ],
)
def test_three_institutions_and_none_above_three_quarters(persons, enough):
    assert rests_on_enough(persons) is enough


def test_what_is_few_in_any_group_of_persons_is_merged():
    columns = {"a": [10, 10], "b": [10, 10], "c": [10, 10]}
    programme = pd.DataFrame(columns, index=["x", "y"])
    assert of_few_institutions([programme]) == frozenset()
    comparison = programme.assign(c=[10, 0])
    assert of_few_institutions([programme, comparison]) == {"x", "y"}  # y alone would be two schools as well
    assert of_few_institutions([programme, comparison.iloc[:1]]) == frozenset()  # nobody is shown


def test_municipalities_with_few_schools_or_one_above_all_are_others(tmp_path):
    found = data_of(tmp_path, SCHOOLS)
    assert found.merged == {"municipality": {"Neuhaus", "Süderfeld"}}
    counts = found.data.persons(Group.PROGRAMME)["municipality"].value_counts().to_dict()
    assert counts == {"Westrup": 130, FURTHER: 60 + 48, "Altendorf": 60}
    assert [entry.id for entry in found.data.programme.characteristics] == ["municipality", "gender"]


def test_one_municipality_alone_takes_the_next_smallest_with_it(tmp_path):
    schools = {**SCHOOLS, "Süderfeld": {"Schule S1": 16, "Schule S2": 16, "Schule S3": 16}}
    assert data_of(tmp_path, schools).merged == {"municipality": {"Neuhaus", "Süderfeld"}}


def test_a_programme_of_two_schools_is_a_report_on_them(tmp_path):
    schools = {"Altendorf": {"Schule A1": 40}, "Neuhaus": {"Schule N1": 40}}
    assert data_of(tmp_path, schools).merged == {}


def test_no_school_and_no_merged_municipality_is_in_any_answer(tmp_path):
    study = open_study(written(tmp_path, SCHOOLS), year=2024)
    text = repr([item for answer in study.answers for item in answer.items])
    assert "municipality" in text
    assert "Altendorf" in text
    for name in ("Neuhaus", "Süderfeld", *(school for each in SCHOOLS.values() for school in each)):
        assert name not in text
    assert "'school'" not in text
