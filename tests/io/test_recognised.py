"""Recall and precision of what makes persons recognisable, on 300 invented columns that hold nothing but cells.

    python -m tests.io.test_recognised

prints how many of the columns of persons were found, and how many of those that were found are of persons.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from random import Random

from wirkung.io.identifying import kind_of_column

FIRST = [
    "Anna",
    "Ben",
    "Clara",
    "Emma",
    "Finn",
    "Greta",
    "Ida",
    "Jonas",
    "Mila",
    "Noah",
    "Rieke",
    "Sven",
    "Umut",
    "Zeynep",
    "Emre",
    "Fatma",
    "Olena",
    "Linh",
    "Amara",
]
LAST = [
    "Albers",
    "Brandt",
    "Eggers",
    "Fischer",
    "Jansen",
    "Köster",
    "Meinke",
    "Oltmann",
    "Tamm",
    "Demir",
    "Aydin",
    "Haddad",
    "Nowak",
    "Nguyen",
    "Mensah",
]
STREETS = [
    "Bergstraße",
    "Mühlenweg",
    "Ostlandring",
    "Kirchplatz",
    "Schulstr.",
    "Feldweg",
    "Gartenallee",
    "Hafendamm",
    "Rosenstieg",
]
TOWNS = ["Stade", "Buxtehude", "Harsefeld", "Jork", "Apensen", "Cuxhaven", "Zeven", "Bremervörde"]
ROWS, TIMES = 40, 15


def person(rng: Random) -> dict[str, str]:
    """Cells of one person, by kind and form."""
    first, last, street = rng.choice(FIRST), rng.choice(LAST), f"{rng.choice(STREETS)} {rng.randint(1, 99)}"
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2006, 2014)
    return {
        "name": f"{first} {last}",
        "name, turned": f"{last}, {first}",
        "name, first": first,
        "name, last": last,
        "address": street,
        "address, town": f"{street}, {rng.randint(20000, 29999)} {rng.choice(TOWNS)}",
        "email": f"{first}.{last}@example.org".lower(),
        "phone": f"0{rng.randint(4000, 4999)} {rng.randint(10000, 999999)}",
        "birth_date": f"{day:02}.{month:02}.{year}",
        "birth_date, iso": f"{year}-{month:02}-{day:02}",
    }


def nobody(rng: Random) -> dict[str, str]:
    """Cells of columns that say nothing of who somebody is, by heading."""
    return {
        "Schule": f"{rng.choice(['Grundschule', 'IGS', 'Gymnasium'])} {rng.choice(TOWNS)}",
        "Ort": rng.choice(TOWNS),
        "Kurs": rng.choice(["Robotik", "Chemie", "Astronomie", "Löten", "Film"]),
        "Geschlecht": rng.choice(["weiblich", "männlich", "divers"]),
        "Note": str(rng.randint(1, 6)),
        "Betrag": f"{rng.randint(1, 9)}.{rng.randint(100, 999)},{rng.randint(10, 99)}",
        "Code": "".join(rng.choices("ABCDEFGHIJKLMNOP", k=4)) + f"{rng.randint(1, 31):02}",
        "Termin": f"{rng.randint(1, 28):02}.{rng.randint(9, 12):02}.2024",
        "PLZ": str(rng.randint(20000, 29999)),
        "Wie gefiel es dir?": rng.choice(["gut", "sehr gut", "nicht so", "gar nicht"]),
    }


def columns(make: Callable[[Random], dict[str, str]], rng: Random) -> Iterator[tuple[str, list[str]]]:
    """What each column is called, and its cells."""
    for _ in range(TIMES):
        rows = [make(rng) for _ in range(ROWS)]
        for name in rows[0]:
            yield name, [row[name] for row in rows]


def measured(seed: int) -> tuple[int, int, int, int]:
    """Columns of persons, those found as what they are, columns of nobody, those found."""
    rng = Random(seed)  # noqa: S311 - columns, no secrets
    of_persons = [(name.split(",")[0], cells) for name, cells in columns(person, rng)]
    of_nobody = [*columns(nobody, rng)]
    right = sum(str(kind_of_column("", cells)) == kind for kind, cells in of_persons)
    return len(of_persons), right, len(of_nobody), sum(kind_of_column(*each) is not None for each in of_nobody)


def test_all_columns_of_persons_are_found_and_no_others():
    assert measured(15) == (150, 150, 150, 0)


if __name__ == "__main__":
    persons, found, others, wrong = measured(15)
    sys.stdout.write(
        f"recall {found} of {persons}; precision {found} of {found + wrong} ({others} other columns)\n"
    )
