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
    ("heading", "cells", "kind"),
    [
        ("Bemerkung", ["ok", "kommt später", "bitte an a.muster@example.org schreiben"], Personal.EMAIL),
        ("Sonst", ["-", "", "Mail: b@schule.example.de"], Personal.EMAIL),
        (
            "Bemerkung",
            ["Tel. 0176-6380670", "ok", "bei Oma: 04141 12345", "(04161) 55 55 88, anrufen."],
            Personal.PHONE,
        ),
        (
            "Unter",
            ["0170 2191002 (Mutter)", "0170 1331976 (Vater)", "01701331977 abends", *"abcdefgh"],
            Personal.PHONE,
        ),
        ("Bemerkung", ["ok", "einmal 0176-6380670", "kam später"], Personal.FREE_TEXT),
        ("Zeit", ["08.30-09.30 Uhr", "01.02.2024-05.02.2024", "09.15 - 10.45 Uhr"], None),
        ("Nr", ["Az. 0410-2024", "Az. 0411-2024", "Az. 0412-2024"], None),
        ("Wert", ["0,12345678", "0.22345678", "0,32345678"], None),
        ("Tel. erreichbar", ["ja", "nein"], None),
    ],
)
def test_mail_and_telephone_among_other_words(heading, cells, kind):
    assert kind_of_column(heading, cells) is kind


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
