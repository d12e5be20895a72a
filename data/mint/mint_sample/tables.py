"""The office's tables, as text, before anything goes wrong in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mint_sample.answers import Survey, survey
from mint_sample.events import Event, later_events, other_apprenticeship
from mint_sample.parameters import (
    COMING_BACK,
    COURSE_SIZES,
    INDICATORS,
    NOTE,
    PLANNED_HOURS,
    REASONS,
    SCHOOL_SIZES,
    SEED,
    TWO_COURSES,
    WAVES,
    YEARS,
)
from mint_sample.people import (
    COURSES,
    GENDERS,
    MUNICIPALITIES,
    SCHOOL_TYPES,
    Codes,
    People,
    come_back,
    draw_people,
    together,
)

Row = tuple[str, ...]

PERSON_HEADINGS = (
    "Teilnehmer-Nr", "Jahr", "Gruppe", "Kurs", "Schule", "Geschlecht", "Alter", "Schulform", "Gemeinde",
    "Abmeldegrund", "Hinweis",
)  # fmt: skip
ITEM_HEADINGS = (
    "Ich beschäftige mich gern mit Technik",
    "Ich möchte mehr über Naturwissenschaften erfahren",
    "Mathe und Informatik finde ich langweilig",
    "Ich kann mir einen MINT-Beruf vorstellen",
    "Ich traue mir technische Aufgaben zu",
    "Auch schwierige Aufgaben schaffe ich",
    "Wenn etwas nicht klappt, probiere ich weiter",
    "Wissenstest (0-20)",
)
ANSWER_HEADINGS = ("Teilnehmer-Nr", "Jahr", "Zeitpunkt", *ITEM_HEADINGS, "Hinweis")
HOUR_HEADINGS = ("Teilnehmer-Nr", "Jahr", "Kurs", "Stunden besucht", "Stunden geplant", "Hinweis")
EVENT_HEADINGS = ("Teilnehmer-Nr", "Ereignis", "Datum", "Hinweis")
NUMBER_OF_FIRST_COMPARISON_SCHOOL = 31
SCHOOLS_WITH_COURSES = 12


@dataclass(frozen=True, slots=True)
class SampleYear:
    """People of one year, what they answered, and the second course of some (-1: none)."""

    year: int
    people: People
    survey: Survey
    second_course: Codes


def sample_years() -> list[SampleYear]:
    """The three years; some participants come back a year later under their old number."""
    years: list[SampleYear] = []
    next_number = 1
    for year in YEARS:
        rng = np.random.Generator(np.random.PCG64([SEED, year]))
        sizes = np.array(COURSE_SIZES) + rng.integers(-1, 2, len(COURSE_SIZES))
        taking_part = draw_people(rng, sizes, programme=True)
        people = together(taking_part, draw_people(rng, np.array(SCHOOL_SIZES), programme=False))
        # Numbers are dealt like cards: they tell nothing about the group.
        people.number[:] = next_number + rng.permutation(len(people))
        next_number += len(people)
        if years:
            people = _with_old_acquaintances(rng, people, years[-1])
        years.append(SampleYear(year, people, survey(rng, people, year), _second_courses(rng, people)))
    return years


def person_rows(one: SampleYear) -> list[Row]:
    """Registrations: one row a person, and a second one for a second course."""
    people, reasons = one.people, _reasons(one)
    first = [(who, int(people.place[who])) for who in np.argsort(people.number)]
    second = [(who, int(one.second_course[who])) for who in np.flatnonzero(one.second_course >= 0)]
    return [_person_row(one, who, place, reasons[who]) for who, place in first + second]


def answer_rows(one: SampleYear) -> list[Row]:
    """One row a person and wave answered; Likert answers as digits, the test with a decimal comma."""
    ticked = np.concatenate([one.survey.items[indicator.id] for indicator in INDICATORS], axis=-1)
    return [
        (_number(one.people, who), str(one.year), label, *(_digits(value) for value in ticked[who, wave]), NOTE)
        for wave, label in enumerate(WAVES)
        for who in np.argsort(one.people.number)
        if one.survey.answered[who, wave]
    ]


def hour_rows(one: SampleYear) -> list[tuple[str | float, ...]]:
    """Hours by person and course; in a second course people come as often as in the first."""
    order = np.argsort(one.people.number)
    places = [(who, int(one.people.place[who])) for who in order if one.people.programme[who]]
    places += [(who, int(one.second_course[who])) for who in order if one.second_course[who] >= 0]
    return [
        (_number(one.people, who), one.year, COURSES[place][0], float(one.survey.hours[who]), PLANNED_HOURS, NOTE)
        for who, place in places
    ]


def event_rows(years: list[SampleYear]) -> list[Row]:
    """What the office learned of later; of people who came back, what happened after their last course."""
    rows: list[Row] = []
    for one, following in zip(years, [*years[1:], None], strict=True):
        rng = np.random.Generator(np.random.PCG64([SEED, one.year, 1]))
        last_time = np.ones(len(one.people), dtype=bool)
        if following is not None:
            last_time = ~np.isin(one.people.number, following.people.number)
        events = later_events(rng, one.people, one.survey.came, one.year)
        own_stream = np.random.Generator(np.random.PCG64([SEED, one.year, 4]))
        for event in (*events, other_apprenticeship(own_stream, one.people, events, one.year)):
            rows += _event_rows(one, event, np.flatnonzero(event.recorded & last_time))
    return rows


def _event_rows(one: SampleYear, event: Event, who: Codes) -> list[Row]:
    days = event.day.astype(object)
    return [(_number(one.people, person), event.name, f"{days[person]:%d.%m.%Y}", NOTE) for person in who]


def _reasons(one: SampleYear) -> list[str]:
    """Why somebody left the courses early, by a stream of its own; empty for who stayed or gave no reason."""
    rng = np.random.Generator(np.random.PCG64([SEED, one.year, 5]))
    told = rng.choice(list(REASONS), len(one.people), p=list(REASONS.values()))
    left = one.people.programme & ~one.survey.stayed
    return [str(reason) if gone else "" for reason, gone in zip(told, left, strict=True)]


def _with_old_acquaintances(rng: np.random.Generator, people: People, before: SampleYear) -> People:
    stayed = np.flatnonzero(before.survey.stayed & (before.people.age < max(before.people.age)))
    again = rng.choice(stayed, COMING_BACK, replace=False)
    earlier = before.people.rows(again)
    earlier.lift[:] = before.survey.left_behind[again]
    return come_back(people, earlier, rng.choice(np.flatnonzero(people.programme), COMING_BACK, replace=False))


def _second_courses(rng: np.random.Generator, people: People) -> Codes:
    second = np.full(len(people), -1)
    chosen = rng.choice(np.flatnonzero(people.programme), TWO_COURSES, replace=False)
    second[chosen] = (people.place[chosen] + rng.integers(1, len(COURSES), TWO_COURSES)) % len(COURSES)
    return second


def _person_row(one: SampleYear, who: np.integer, place: int, reason: str) -> Row:
    people = one.people
    programme = bool(people.programme[who])
    school = int(people.place[who]) + NUMBER_OF_FIRST_COMPARISON_SCHOOL
    if programme:
        school = int(people.number[who]) % SCHOOLS_WITH_COURSES + 1
    return (
        _number(people, who),
        str(one.year),
        "Kurs" if programme else "Vergleich",
        COURSES[place][0] if programme else "",
        f"Beispielschule {school:02d}",
        GENDERS[people.gender[who]][0],
        str(people.age[who]),
        SCHOOL_TYPES[people.school_type[who]][0],
        MUNICIPALITIES[people.municipality[who]],
        reason,
        NOTE,
    )


def _number(people: People, who: np.integer) -> str:
    return f"BSP-{people.number[who]:05d}"


def _digits(value: float) -> str:
    return f"{value:g}".replace(".", ",")
