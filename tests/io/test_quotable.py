"""What of a file may stand in an error text. All persons are invented; «canary» marks what must never appear."""

from __future__ import annotations

import pandas as pd
import pytest

from wirkung.io.quotable import cells, might_be_somebodys

HEAD = "Nr;Name;Mail;geboren;Notiz;Lehrkraft;Jahr;Gruppe;Kurs;Welle;F1;F2"


def series(*values):
    return pd.Series(values, index=range(2, 2 + len(values)), dtype="str")


@pytest.fixture
def wrong(office):
    """A list with everything that identifies, twelve persons in two waves, whose columns can be mixed up."""
    lines = [
        f"canary-{number};Anna Canary{number};canary{number}@mail.de;2011-01-{number + 10};"
        f"canary will {number}-mal nicht;Frau Canary;2024;Kurs;A;{wave};3;4"
        for number in range(12)
        for wave in ("vorher", "nachher")
    ]
    office.write("alles.csv", "\n".join([HEAD, *lines]) + "\n")
    office.persons["file"] = "alles.csv"
    office.persons["accept"] = ["personal"]
    office.measure(file="alles.csv", accept=["personal"])
    return office


@pytest.mark.parametrize("heading", ["Nr", "Name", "Mail", "geboren", "Notiz", "Lehrkraft"])
@pytest.mark.parametrize("name", ["year", "group", "wave", "q1", "entered"])
def test_a_wrong_column_is_told_by_its_rows_alone(wrong, name, heading):
    of = wrong.persons if name in ("year", "group", "entered") else wrong.data["measurements"][0]
    of["columns"] = {**of["columns"], name: heading}
    if (name, heading) == ("entered", "geboren"):
        return  # dates where dates are expected
    text = "\n".join([*wrong.problems("de"), *wrong.problems("en")])
    assert "canary" not in text.casefold()
    assert "2011" not in text
    # A date gives the year: then no answer finds its person, and nothing is wrong with a row.
    assert "row 2" in text or "rows 2" in text or (name, heading) == ("year", "geboren")


def test_a_value_of_ten_persons_is_quoted_and_one_of_nine_is_not():
    values = series(*["Extern"] * 10, *["Intern"] * 9)
    persons = series(*map(str, range(19)))
    found = cells(values, persons)
    assert found.quoted == (("Extern", 10),)
    assert found.rows == (12,)


def test_many_rows_of_one_person_are_one_person():
    assert cells(series(*["Extern"] * 40), series(*["1"] * 40)).quoted == ()


def test_where_rows_are_no_persons_only_what_the_programme_file_names_is_quoted():
    values = series(*["Vogel"] * 40, "Leitung")
    assert cells(values, None, known={"Leitung"}).quoted == (("Leitung", 1),)


def test_the_column_of_ids_is_never_quoted_however_often_a_value_occurs():
    values, persons = series(*["Extern"] * 40), series(*map(str, range(40)))
    assert cells(values, persons, secret=True).quoted == ()
    assert cells(values, persons).quoted == (("Extern", 40),)


@pytest.mark.parametrize("text", ["Anna Vogel", "Vogel, Anna", "Frau Vogel", "v@amt", "ich möchte lieber " * 3])
def test_names_addresses_and_sentences_may_be_somebodys(text):
    assert might_be_somebodys(text)
    values, persons = series(*[text] * 40), series(*map(str, range(40)))
    assert cells(values, persons).quoted == ()


@pytest.mark.parametrize("text", ["k. A.", "eher ja", "2023/24", "Extern", "1.234", "N/A", "3 Stück"])
def test_labels_numbers_and_marks_are_nobodys(text):
    assert not might_be_somebodys(text)
