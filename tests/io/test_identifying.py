"""Columns that make persons recognisable are found, and schools, places and codes are not taken for persons.

Every person named here is invented.
"""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from wirkung.declared import Personal
from wirkung.io.identifying import is_name, kind_of_column

LISTS = YAML(typ="safe").load((Path(__file__).parent / "personal_columns.yaml").read_text("utf-8"))


@pytest.mark.parametrize("column", LISTS["persons"], ids=lambda column: f"{column['kind']} {column['cells'][0]}")
def test_recall_every_column_of_persons_is_found(column):
    assert kind_of_column(column.get("heading", ""), column["cells"]) == column["kind"]


@pytest.mark.parametrize(
    "column", LISTS["nobody"], ids=lambda column: f"{column['heading']} {column['cells'][:1]}"
)
def test_precision_no_other_column_is_taken_for_persons(column):
    assert kind_of_column(column["heading"], column["cells"]) is None


def test_free_text_is_told_by_its_length_and_by_hardly_being_repeated():
    said = [
        "Der Kurs war toll, aber zu kurz",
        "Ich möchte im Sommer gern wiederkommen",
        "Es war mir oft zu laut dort",
    ]
    assert kind_of_column("Was noch?", said) is Personal.FREE_TEXT
    assert kind_of_column("Was noch?", ["Ich stimme der Aussage voll zu"] * 9) is None
    assert kind_of_column("Bemerkung", ["nett"]) is Personal.FREE_TEXT


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Mueller", True),
        ("Samuel", True),
        ("Gül Şahin", True),
        ("Frau Oduya", True),
        ("anna", False),  # a word in small letters is rather an answer
        ("Anna 2", False),
        ("Otto-Hahn-Schule", False),
        ("Stade", False),
    ],
)
def test_one_cell(cell, name):
    assert is_name(cell) is name
