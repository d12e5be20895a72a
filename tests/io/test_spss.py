"""SPSS files, written by pyreadstat as SPSS writes them."""

from __future__ import annotations

import pandas as pd
import pyreadstat
import pytest

COLUMNS = {"person": "Nr", "year": "Jahr", "wave": "Welle", "q1": "F1", "q2": "F2"}
WORDS = {1: "stimmt nicht", 2: "stimmt eher", 3: "stimmt genau"}


def write(office, **options):
    frame = pd.DataFrame(
        {
            "Nr": [1, 2, 3, 4],
            "Jahr": [2024.0] * 4,
            "Welle": ["vorher"] * 4,
            "F1": [1.0, 2.0, 3.0, 2.0],
            "F2": [1.0, 99.0, 3.5, 2.0],
        }
    )
    pyreadstat.write_sav(frame, str(office.folder / "befragung.sav"), **options)
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n" + "".join(f"{n};2024;Kurs;A\n" for n in range(1, 5)))
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}


def test_words_of_labelled_values_and_blanks_for_missing_ones(office):
    write(office, variable_value_labels={"F1": WORDS}, missing_ranges={"F2": [99]})
    words = {word: str(number) for number, word in WORDS.items()}
    office.measure(file="befragung.sav", columns=COLUMNS, values={"wave": {"vorher": "before"}, "q1": words})
    answers = office.read().measurements
    assert answers["q1"].tolist() == [1, 2, 3, 2]
    assert answers["q2"].tolist() == pytest.approx([1, float("nan"), 3.5, 2], nan_ok=True)


def test_labels_of_the_ends_of_a_scale_leave_numbers(office):
    write(office, variable_value_labels={"F1": {1: "gar nicht", 3: "sehr"}}, missing_ranges={"F2": [99]})
    office.measure(file="befragung.sav", columns=COLUMNS, values={"wave": {"vorher": "before"}})
    assert office.read().measurements["q1"].tolist() == [1, 2, 3, 2]


@pytest.mark.parametrize("content", [b"", b"$FL2@(#) SPSS DATA FILE", b"Nr;Jahr\n1;2024\n"])
def test_what_is_no_spss_file_is_one_finding(office, content):
    write(office)
    (office.folder / "befragung.sav").write_bytes(content)
    office.measure(file="befragung.sav", columns=COLUMNS, values={"wave": {"vorher": "before"}})
    (problem,) = office.problems()
    assert problem.startswith("befragung.sav: Das ist keine lesbare SPSS-Datei.")
