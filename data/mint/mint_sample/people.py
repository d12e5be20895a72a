"""Who takes part: groups, courses and schools, characteristics, and what people bring along."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from mint_sample.parameters import INDICATORS, TRAIT_CORRELATION

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

MUNICIPALITIES = ("Stade", "Buxtehude", "Harsefeld", "Drochtersen", "Jork", "Fredenbeck", "Horneburg", "Lühe")
COURSES = (
    ("K01 Robotik", 0),
    ("K02 Chemie im Alltag", 1),
    ("K03 Programmieren mit Python", 0),
    ("K04 Elektronik", 1),
    ("K05 3D-Druck", 2),
    ("K06 Energie und Windkraft", 3),
    ("K07 Mikroskopie", 4),
    ("K08 Spiele-Programmierung", 0),
    ("K09 Brückenbau", 1),
    ("K10 Astronomie", 2),
    ("K11 Gewässerkunde", 3),
    ("K12 Mathe-Werkstatt", 5),
    ("K13 Fahrzeugtechnik", 6),
    ("K14 Obstbau und Sensorik", 7),
)
GENDERS = (("weiblich", 0.455), ("männlich", 0.530), ("divers", 0.015))
SCHOOL_TYPES = (
    ("Gymnasium", 0.37),
    ("Oberschule", 0.34),
    ("IGS", 0.17),
    ("Realschule", 0.10),
    ("Förderschule", 0.02),
)
YOUNGEST, OLDEST = 12, 16
LIVES_WHERE_THE_COURSE_IS = 0.85


@dataclass(frozen=True, slots=True)
class People:
    """The people of one year, one entry a person; arrays of indicators are persons x indicators.

    `place` counts courses in the programme group and schools in the comparison group; `lift` is what an
    earlier course has left behind.
    """

    number: Codes
    programme: Flags
    place: Codes
    municipality: Codes
    gender: Codes
    school_type: Codes
    age: Codes
    trait: Numbers
    place_level: Numbers
    course_effect: Numbers
    lift: Numbers

    def __len__(self) -> int:
        """How many people."""
        return len(self.number)

    def rows(self, which: Codes | Flags) -> People:
        """Some of the people, in the order asked for."""
        return People(*(getattr(self, field.name)[which] for field in fields(self)))


def together(first: People, second: People) -> People:
    """Both groups of people in one table."""
    return People(*(np.concatenate([getattr(first, f.name), getattr(second, f.name)]) for f in fields(People)))


def draw_people(rng: np.random.Generator, sizes: Codes, *, programme: bool) -> People:
    """Invent the people of the given courses (or of the schools without an offer)."""
    place = np.repeat(np.arange(len(sizes)), sizes)
    count = len(place)
    return People(
        number=np.arange(count),
        programme=np.full(count, programme),
        place=place,
        municipality=_municipalities(rng, place, programme=programme),
        gender=rng.choice(len(GENDERS), count, p=[share for _, share in GENDERS]),
        school_type=rng.choice(len(SCHOOL_TYPES), count, p=[share for _, share in SCHOOL_TYPES]),
        age=rng.integers(YOUNGEST, OLDEST + 1, count),
        trait=_traits(rng, count),
        place_level=_by_place(rng, len(sizes), [one.between_places for one in INDICATORS])[place],
        course_effect=_by_place(rng, len(sizes), [one.effect_between_courses for one in INDICATORS])[place],
        lift=np.zeros((count, len(INDICATORS))),
    )


def come_back(people: People, earlier: People, slots: Codes) -> People:
    """Put people of the year before into some slots of this year's courses, a year older."""
    same = ("number", "gender", "school_type", "trait", "lift")
    changed = {name: getattr(people, name).copy() for name in (*same, "age")}
    for name in same:
        changed[name][slots] = getattr(earlier, name)
    changed["age"][slots] = np.minimum(earlier.age + 1, OLDEST)
    return replace(people, **changed)


def _traits(rng: np.random.Generator, count: int) -> Numbers:
    kinds = len(INDICATORS)
    correlation = np.full((kinds, kinds), TRAIT_CORRELATION) + np.eye(kinds) * (1 - TRAIT_CORRELATION)
    return rng.standard_normal((count, kinds)) @ np.linalg.cholesky(correlation).T


def _by_place(rng: np.random.Generator, places: int, spreads: list[float]) -> Numbers:
    return np.asarray(rng.standard_normal((places, len(spreads))) * np.array(spreads))


def _municipalities(rng: np.random.Generator, place: Codes, *, programme: bool) -> Codes:
    of_course = np.array([where for _, where in COURSES])
    home = of_course[place % len(COURSES)] if programme else place % len(MUNICIPALITIES)
    elsewhere = rng.integers(0, len(MUNICIPALITIES), len(place))
    return np.where(rng.random(len(place)) < LIVES_WHERE_THE_COURSE_IS, home, elsewhere)
