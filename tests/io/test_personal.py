"""Names, addresses and dates of birth do not come in by accident. Every person here is invented."""

import pytest

PEOPLE = (
    ("Müller, Anna", "12.03.2009", "Hauptstraße 3"),
    ("Yılmaz, Ayşe", "01.11.2008", "Am Deich 4"),
    ("Kowalski, Jan", "30.06.2011", "Lindenweg 7"),
)


@pytest.fixture
def named(office):
    rows = [
        f"{number};2024;{'Kurs' if number else 'Vergleich'};A;{';'.join(person)};Er kam zu spät und ging früh"
        for number, person in enumerate(PEOPLE)
    ]
    heads = "Nr;Jahr;Gruppe;Kurs;Name;Geburtsdatum;Wohnung;Bemerkung"
    office.write("personen.csv", "\n".join([heads, *rows, ""]))
    return office


def test_what_makes_persons_recognisable_is_refused_and_nobody_is_named(named):
    (german,) = named.problems()
    assert german == (
        "personen.csv: In der Datei stehen Spalten, die Personen erkennbar machen und nicht gebraucht werden: "
        "«Name» (Namen), «Geburtsdatum» (Geburtsdatum), «Wohnung» (Adressen). Bitte an der Quelle löschen oder "
        "mit «wirkung pseudonymise» eine Kopie ohne sie "
        "schreiben. Sollen sie in der Datei bleiben, bitte ergänzen: "
        "«drop: [Name, Geburtsdatum, Wohnung]»; dann werden sie nicht gelesen. Stehen dort keine solchen Angaben: "
        "«accept: [personal]»."
    )
    for text in (german, *named.problems("en")):
        assert not any(word in text for person in PEOPLE for cell in person for word in cell.split(", "))


@pytest.mark.parametrize(
    "declared", [{"drop": ["Name", "geburtsdatum", "Wohnung", "Fax"]}, {"accept": ["personal"]}]
)
def test_what_is_declared_is_not_read(named, declared):
    named.persons.update(declared)
    text = named.read().persons.to_csv()
    assert not any(word in text for person in PEOPLE for cell in person for word in cell.split(", "))


def test_names_as_a_characteristic_are_refused_though_they_are_read(named):
    named.persons["columns"] |= {"town": "Name"}
    named.persons["drop"] = ["Name", "Geburtsdatum", "Wohnung"]
    named.parts["characteristics"] = [{"id": "town", "label": "Ort"}]
    (text,) = named.problems()
    assert "sollen gelesen werden und machen Personen erkennbar: «Name» (Namen)." in text


def test_an_id_may_be_a_name_since_a_pseudonym_replaces_it(named):
    named.persons["columns"] |= {"person": "Name"}
    named.persons["drop"] = ["Geburtsdatum", "Wohnung"]
    assert len(named.read().persons) == len(PEOPLE)


@pytest.mark.parametrize(("entered", "ages"), [(None, [14, 15, 12]), ("12.03.2024", [15, 15, 12])])
def test_a_date_of_birth_becomes_the_age_at_the_start(named, entered, ages):
    named.persons["drop"] = ["Name", "Wohnung"]
    named.persons["columns"] |= {"age": "Geburtsdatum"}
    named.persons["birth_dates"] = ["age"]
    named.parts["characteristics"] = [{"id": "age", "label": "Alter", "kind": "number"}]
    if entered:
        named.persons["constants"] = {"entered": entered}
    assert named.read().persons["age"].tolist() == ages


def test_a_date_of_birth_that_cannot_be_is_a_problem(named):
    text = (named.folder / "personen.csv").read_text("utf-8").replace("30.06.2011", "30.06.2031")
    named.write("personen.csv", text)
    named.persons["drop"] = ["Name", "Wohnung"]
    named.persons["columns"] |= {"age": "Geburtsdatum"}
    named.persons["birth_dates"] = ["age"]
    named.parts["characteristics"] = [{"id": "age", "label": "Alter", "kind": "number"}]
    (text,) = named.problems("en")
    assert text == (
        "personen.csv: Column ‘Geburtsdatum’: in one row (row 4) the date of birth gives no age between 0 and 110 "
        "years. Please correct it, or empty the cell."
    )
