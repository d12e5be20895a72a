"""Groups, ids and numbers that were exchanged or given twice."""

from __future__ import annotations

import pytest

from wirkung.errors import DataError

WORDS = ("gar nicht", "eher nicht", "teils", "eher", "voll")


def codes(office) -> list[str]:
    try:
        return [remark.code for remark in office.read().remarks]
    except DataError as error:
        return [problem.code for problem in error.problems]


@pytest.mark.parametrize(
    ("programme", "comparison", "found"),
    [
        ("Kursgruppe", "Vergleichsgruppe", False),
        ("Vergleichsgruppe", "Kursgruppe", True),
        ("Warteliste", "Nichtteilnehmende", True),
        ("Teilnehmende", "Nichtteilnehmende", False),
        ("treatment", "control", False),
        ("control", "treatment", True),
        ("A", "B", False),
        ("Förderung", "ohne Förderung", False),
    ],
)
def test_groups_that_are_called_like_the_other(office, programme, comparison, found):
    rows = "".join(f"{n};2024;{programme if n % 2 else comparison};R\n" for n in range(1, 9))
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n" + rows)
    office.persons["values"] = {"group": {programme: "programme", comparison: "comparison"}}
    assert ("data.group_names" in codes(office)) is found
    office.persons["accept"] = ["group_names"]
    assert codes(office) == []


@pytest.mark.parametrize(("differ", "found"), [(20, True), (6, True), (2, False), (0, False)])
def test_ids_that_were_given_anew_each_year(office, differ, found):
    rows = "".join(
        f"{n};{year};Kurs;{'wm'[(n + (year == 2024 and n <= differ)) % 2]}\n"
        for year in (2023, 2024)
        for n in range(1, 21)
    )
    office.write("personen.csv", "Nr;Jahr;Gruppe;Geschlecht\n" + rows)
    office.persons["columns"] = {"person": "Nr", "year": "Jahr", "group": "Gruppe", "g": "Geschlecht"}
    office.parts["characteristics"] = [{"id": "g", "label": "G"}]
    assert codes(office) == ["data.ids_anew"] * found
    office.persons["accept"] = ["same_id"]
    assert codes(office) == []


@pytest.mark.parametrize(
    ("numbers", "told"), [((1, 2, 3, 4, 5), False), ((5, 4, 3, 2, 1), False), ((1, 2, 3, 3, 5), True)]
)
def test_two_words_with_one_number(office, numbers, told):
    mapped = dict(zip(WORDS, numbers, strict=True))
    waves = (("vorher", 0), ("nachher", 2))
    rows = "".join(f"00{n};2024;{wave};{WORDS[n + later]};{n}\n" for n in (1, 2) for wave, later in waves)
    values = {"wave": {"vorher": "before", "nachher": "after"}, "q1": mapped}
    office.measure("Nr;Jahr;Welle;F1;F2\n" + rows, values=values)
    assert codes(office) == ["data.same_number"] * told


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        (["120,55", "20,55", "100,00"], True),
        (["20,55", "100,00", "120,55"], True),
        (["100", "50", "50"], False),  # round amounts add up by chance
        (["1500", "400", "500", "600"], True),
        (["120,55", "20,00", "100,00"], False),
    ],
)
def test_amounts_that_add_up_those_around_them(office, amounts, found):
    rows = "".join(f"2024;Personal;{amount}\n" for amount in amounts)
    office.write("kosten.csv", "Jahr;Art;Betrag\n" + rows)
    office.parts["costs"] = {"price_year": 2024}
    office.data["costs"] = {
        "file": "kosten.csv",
        "columns": {"year": "Jahr", "category": "Art", "amount": "Betrag"},
        "values": {"category": {"Personal": "staff"}},
    }
    assert codes(office) == ["data.cost_like_sum"] * found
    office.data["costs"]["accept"] = ["sums"]
    assert codes(office) == []
