"""No results by school, Kita, course, trainer or provider, nor by what is as good as a name. All is invented."""

from __future__ import annotations

import pytest

from wirkung.io.institutions import FEWEST_UNIQUE, MOST_CATEGORIES, is_institution, speaks_of_institutions

PLACES = ("Altendorf", "Neuhaus", "Süderfeld")


@pytest.fixture
def listed(office):
    """Writes a list of persons with one more column, and reads what is wrong with it."""

    def problems(cells, *, heading="Merkmal", name="trait", label="Merkmal", kind="category", **persons):
        rows = "".join(f"P{number};2024;Kurs;A;{cell}\n" for number, cell in enumerate(cells))
        office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs;{heading}\n{rows}")
        office.persons["columns"] |= {name: heading}
        office.persons.update(persons)
        office.parts["characteristics"] = [{"id": name, "label": label, "kind": kind}]
        return office

    return problems


@pytest.mark.parametrize(
    "heading",
    [
        *("Schule", "Name der Schule", "Schulname", "Kita", "Kitaname", "Kindergarten", "Einrichtung", "Kurs"),
        *("Kursleitung", "Trainerin", "Dozent", "Lehrkraft", "Träger", "Anbieter", "Workshop", "Bildungsträger"),
        *("school", "school_name", "course", "trainer", "provider", "teacher", "nursery"),
    ],
)
def test_headings_of_institutions_and_staff(heading):
    assert speaks_of_institutions(heading)
    assert speaks_of_institutions(heading.upper())


@pytest.mark.parametrize(
    "heading",
    [
        *("Schulform", "Schulart", "Integrierte Gesamtschule", "Art der Schule", "school_type", "Type of school"),
        *("Schulabschluss", "Schuljahre", "Jahre in der Kita", "Kursart", "Gemeinde", "Geschlecht", "Klasse"),
        "Wie zufrieden bist du mit der Schule und mit dem Kurs?",
    ],
)
def test_headings_of_kinds_and_quantities_are_none(heading):
    assert not speaks_of_institutions(heading)


@pytest.mark.parametrize(
    "cell",
    [
        *("Anne-Frank-Schule", "Halepaghenschule", "IGS Altendorf", "Gymnasium Neuhaus", "Kita Regenbogen"),
        *("Grundschule am Deich", "Lincoln School", "VHS Süderfeld", "Kindergarten St. Georg"),
    ],
)
def test_names_of_institutions(cell):
    assert is_institution(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("Integrierte Gesamtschule", "Kooperative Gesamtschule", "IGS", "Gymnasium", "Haupt- und Realschule"),
        *("Berufsbildende Schulen", "Keine Schule", "Sonstige Schule", "Förderschule", "High school", "Altendorf"),
    ],
)
def test_kinds_of_school_and_places_are_none(cell):
    assert not is_institution(cell)


def test_a_characteristic_that_names_schools_in_its_heading_is_refused(listed):
    office = listed(PLACES * 20, heading="Schule")
    german, english = (*office.problems(), *office.problems("en"))
    assert german == (
        "personen.csv: Spalte «Schule»: Das Merkmal «trait» nennt einzelne Schulen, Kitas, Kurse, Personal oder "
        "Träger. Ergebnisse nach ihnen werden nicht gezeigt. Bitte das Merkmal herausnehmen, oder mit "
        "«kind: institution» angeben: Dann wird es nicht gezeigt und schützt Gemeinden und andere Kategorien, in "
        "denen es weniger als drei davon gibt. Sind es doch keine einzelnen Einrichtungen, bitte ergänzen: "
        "«accept: [institution]»."
    )
    assert "please add: ‘accept: [institution]’" in english
    assert not any(place in german + english for place in PLACES)


@pytest.mark.parametrize(
    "where", [{"name": "school"}, {"label": "Kursleitung"}, {"label": {"de": "X", "en": "School"}}]
)
def test_its_id_or_label_may_say_so_as_well(listed, where):
    assert "nennt einzelne Schulen" in listed(PLACES * 20, **where).problems()[0]


def test_its_values_may_say_so(listed):
    schools = [f"Grundschule {place}" for place in PLACES]
    (text,) = listed(schools * 20, heading="Herkunft").problems()
    assert "nennt einzelne Schulen" in text
    assert not any(place in text for place in PLACES)


@pytest.mark.parametrize("values", [("Gymnasium", "Integrierte Gesamtschule", "Oberschule"), ("ja", "nein")])
def test_kinds_of_school_below_the_heading_school_are_no_institutions(listed, values):
    assert len(listed(values * 20, heading="Schule", name="school").read().persons) == 20 * len(values)


def test_what_was_misjudged_can_be_accepted(listed):
    assert len(listed(PLACES * 20, heading="Schule", accept=["institution"]).read().persons) == 60


def test_an_institution_that_is_declared_is_read(listed):
    office = listed([f"Grundschule {number}. Weg" for number in range(50)], heading="Schule", kind="institution")
    assert office.read().persons["trait"].nunique() == 50


def places(number):
    """So many words that are no names of persons."""
    return [f"Ort {number:03}" for number in range(number)]


def test_more_categories_than_a_table_can_have_are_refused(listed):
    cells = places(MOST_CATEGORIES + 1) * 20
    (german,) = listed(cells).problems()
    assert german == (
        "personen.csv: Spalte «Merkmal»: Es gibt 41 verschiedene Werte, ein Merkmal hat höchstens 40. Bitte unter "
        "«values» zu wenigen Kategorien zusammenfassen; sind es Zahlen, «kind: number» angeben. Stimmt es so, "
        "bitte ergänzen: «accept: [many_values]»."
    )
    assert len(listed(cells, accept=["many_values"]).read().persons) == len(cells)


def test_forty_categories_are_enough_and_not_refused(listed):
    assert listed(places(MOST_CATEGORIES) * 2).read().persons["trait"].nunique() == MOST_CATEGORIES


def test_a_column_with_a_value_for_nearly_every_person_is_refused(listed):
    cells = places(FEWEST_UNIQUE)
    (german,) = listed(cells + cells[:-1]).problems()
    assert german.startswith(
        "personen.csv: Spalte «Merkmal»: In 19 Zeilen stehen 10 verschiedene Werte, fast für jede Person ein "
        "eigener. Daran wären Personen zu erkennen."
    )
    assert "Ort 0" not in german
    assert listed(cells * 2).read().persons["trait"].nunique() == FEWEST_UNIQUE
    assert listed(cells, accept=["many_values"]).read().persons["trait"].nunique() == FEWEST_UNIQUE
