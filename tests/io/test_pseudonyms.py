import pandas as pd
import pytest

from wirkung.io.pseudonyms import Pseudonyms


@pytest.fixture
def full(office):
    """Persons with a recognisable id in every table."""
    office.write(
        "personen.csv",
        "Nr;Jahr;Gruppe;Kurs\nGEHEIM-2;2024;Kurs;A\nGEHEIM-1;2024;Vergleich;\nGEHEIM-3;2024;Kurs;B\n",
    )
    office.measure(
        "Nr;Jahr;Welle;F1;F2\nGEHEIM-1;2024;vorher;1;2\n geheim-9;2024;vorher;1;2\nGEHEIM-2 ;2024;vorher;3;4\n"
    )
    office.write("t.csv", "Nr;Kurs;h\nGEHEIM-2;A;3\nGEHEIM-3;B;1\n")
    office.write("e.csv", "Nr;Was\nGEHEIM-3;Wahl\nGEHEIM-2;Wahl\n")
    office.data["attendance"] = {"file": "t.csv", "columns": {"person": "Nr", "course": "Kurs", "hours": "h"}}
    office.data["events"] = {"file": "e.csv", "columns": {"person": "Nr", "event": "Was"}}
    return office


def frames(tables):
    return [tables.persons, tables.measurements, tables.attendance, tables.events]


def test_no_id_survives_in_any_table(full):
    for frame in frames(full.read()):
        assert "geheim" not in frame.to_csv().casefold()


def test_a_person_has_one_pseudonym_in_all_tables(full):
    second, first, third = full.read().persons["person"]
    tables = full.read()
    second, first, third = tables.persons["person"]
    assert tables.measurements["person"].tolist() == [first, second]
    assert tables.attendance["person"].tolist() == [second, third]
    assert tables.events["person"].tolist() == [third, second]


def test_two_calls_differ_in_the_pseudonyms_and_in_nothing_else(full):
    one, other = full.read(), full.read()
    assert one.accounts == other.accounts
    for left, right in zip(frames(one), frames(other), strict=True):
        assert not set(left["person"]) & set(right["person"])
        pd.testing.assert_frame_equal(left.drop(columns="person"), right.drop(columns="person"))


def test_no_id_stands_in_an_error(full):
    full.persons["values"]["group"] = {"Kurs": "programme"}
    full.write("t.csv", "Nr;Kurs;h\nGEHEIM-2;A;viel\nGEHEIM-3;B;-1\n")
    full.write("e.csv", "Nr;Was\nGEHEIM-7;Wahl\n")
    text = "\n".join([*full.problems("de"), *full.problems("en")])
    assert "(row 2)" in text
    assert "geheim" not in text.casefold()


def test_number_that_a_spreadsheet_saved_is_the_same_person():
    of = Pseudonyms().of(pd.Series(["1234", "1234.0", "1234.5", "01234"]))
    assert of[0] == of[1]
    assert of.nunique() == 3


def test_the_key_is_not_shown():
    assert repr(Pseudonyms()) == "Pseudonyms(ignoring=())"


def test_a_marker_with_digits_is_a_person_and_one_without_is_nobody(office):
    office.persons["missing"] = ["99", "k. A."]
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n99;2024;Kurs;A\nK.\u00a0A.;2024;Kurs;A\n")
    assert len(office.read().persons) == 1
