"""Columns of labels that say something else than they seem to."""

from __future__ import annotations

import pytest


def listed(office, labels, name="Ort"):
    """Persons with one label each."""
    rows = "".join(f"{n};2024;Kurs;{label}\n" for n, label in enumerate(labels, 1))
    office.write("personen.csv", f"Nr;Jahr;Gruppe;{name}\n{rows}")
    office.persons["columns"] = {"person": "Nr", "year": "Jahr", "group": "Gruppe", "ort": name}
    office.parts["characteristics"] = [{"id": "ort", "label": "Ort"}]
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}


@pytest.mark.parametrize("sign", ["s. o.", "dto.", "''", '-"-', "siehe oben"])
def test_as_above_is_no_category(office, sign):
    written = f'"{sign.replace(chr(34), 2 * chr(34))}"'
    listed(office, ["Stade", written, "Buxtehude", written])
    assert office.codes() == ["data.as_above"]
    assert f"In 2 Zeilen (erste: Zeile 3) steht «{sign}»" in office.problems()[0]
    office.persons["accept"] = ["marks_as_labels"]
    assert "data.as_above" not in office.codes()


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["Stade", "", "", "", "Buxtehude", "", ""], True),
        (["Stade", "Stade", "", "", "Buxtehude", "", ""], False),  # written into each row, some not known
        (["", "Stade", "", "", "Buxtehude", ""], False),
        (["ja", "", "", "", ""], False),  # a mark of the few who have it
        (["Stade", "Buxtehude", ""], False),
    ],
)
def test_labels_in_the_first_row_of_each_block(office, labels, found):
    listed(office, labels)
    assert ("data.filled_once" in office.codes()) is found
    if found:
        office.persons["accept"] = ["filled_once"]
        assert "data.filled_once" not in office.codes()


def test_one_course_above_a_list_of_its_participants(office):
    rows = "".join(f"{n};2024;Kurs;{'Robotik' if n == 1 else ''}\n" for n in range(1, 7))
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n" + rows)
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}
    assert office.codes() == ["data.filled_once"]


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["weiblich", "weiblich", "weilich"], True),
        (["Stade", "Stade", "Stade."], True),
        (["männlich", "männlich", "m"], True),
        (["01234", "01234", "1234"], True),
        (["5a", "5a", "5b"], False),
        (["Gruppe A", "Gruppe A", "Gruppe B"], False),
        (["ja", "ja", "nein"], False),
    ],
)
def test_spellings_that_are_nearly_the_same_are_told(office, labels, told):
    listed(office, labels)
    assert ("data.labels_near" in office.codes()) is told
    office.persons["accept"] = ["mixed_labels"]
    assert "data.labels_near" not in office.codes()
