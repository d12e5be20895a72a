"""What is true in the invented world: every number that decides what a report ought to find.

The indicators' effects are set here on the scale of the answers. What a very large population then shows
(`truth.py`) differs from them by what the ends of the scale take away, and that is what the README lists.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

SEED = 20_240_901
YEARS = (2022, 2023, 2024)
WAVES = ("vorher", "nachher", "nach 6 Monaten")
LAST_ENTRY = dt.date(2026, 6, 30)  # the office's list of events ends here
PLANNED_HOURS = 20.0
NOTE = "Beispieldaten, erfunden"
# Why those left who left early, and how often; empty is who said nothing.
REASONS = {"keine Zeit mehr": 0.36, "Kurs passte nicht": 0.24, "umgezogen": 0.14, "etwas anderes": 0.06, "": 0.20}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, in points of its scale; triples run over the waves before, after, six months on."""

    id: str
    scale: tuple[float, float]
    step: float  # distance between two possible answers
    items: tuple[float, ...]  # how much easier than the average each item is to agree with
    reversed_items: tuple[int, ...]
    start: float  # comparison group's mean before
    head_start: float  # who registers themselves starts higher
    between_persons: float
    between_places: float  # courses and schools: about a twentieth of the variance
    growth: tuple[float, float, float]  # what happens without any course
    effect: tuple[float, float, float]  # what the courses add after the course, in 2022, 2023 and 2024
    lasting: tuple[float, float, float]  # share of the effect that is there in each wave
    effect_between_courses: float  # about a twentieth of the variance of change
    effect_between_persons: float
    wave_noise: float  # of a person's day
    item_noise: float  # of a single answer


INDICATORS = (
    Indicator(
        id="interest", scale=(1, 5), step=1, items=(0.15, -0.10, 0.05, -0.10), reversed_items=(2,),
        start=2.85, head_start=0.28, between_persons=0.60, between_places=0.16,
        growth=(0.0, 0.05, 0.05), effect=(0.24, 0.28, 0.32), lasting=(0.0, 1.0, 0.5),
        effect_between_courses=0.13, effect_between_persons=0.20, wave_noise=0.25, item_noise=0.35,
    ),
    Indicator(
        id="confidence", scale=(1, 5), step=1, items=(0.10, -0.20, 0.10), reversed_items=(),
        start=3.05, head_start=0.12, between_persons=0.60, between_places=0.16,
        growth=(0.0, 0.05, 0.08), effect=(0.18, 0.20, 0.22), lasting=(0.0, 1.0, 0.75),
        effect_between_courses=0.14, effect_between_persons=0.20, wave_noise=0.25, item_noise=0.35,
    ),
    Indicator(
        id="knowledge", scale=(0, 20), step=0.5, items=(0.0,), reversed_items=(),
        start=8.6, head_start=0.5, between_persons=2.5, between_places=0.65,
        growth=(0.0, 0.6, 0.9), effect=(1.3, 1.4, 1.5), lasting=(0.0, 1.0, 0.7),
        effect_between_courses=0.50, effect_between_persons=0.8, wave_noise=1.3, item_noise=0.3,
    ),
)  # fmt: skip
TRAIT_CORRELATION = 0.35

# Who comes, who stays, who answers: log-odds, and what one standard deviation more interest before adds.
COMES = 0.96
STAYS = 1.45
ANSWERS_BEFORE = 0.97
ANSWERS_STAYED = (2.4, 0.9)  # after, six months on
ANSWERS_LEFT = (0.2, -0.8)
ANSWERS_COMPARISON = (2.0, 0.75)
PULL_OF_INTEREST = 0.5
INTEREST_CENTRE, INTEREST_SPREAD = 3.0, 0.7

# What people do in the years that follow: log-odds of the subject, then shares of those with and without the step.
SUBJECT, SUBJECT_BY_INTEREST, SUBJECT_BY_COURSE = -0.60, 0.6, 0.45
INTERNSHIP = (0.36, 0.09)
APPRENTICESHIP = (0.34, 0.07)
SUBJECT_YEARS = (0.55, 0.30, 0.15)  # in the same year, a year on, two years on
OTHER_EVENTS = (("Umzug", 0.20, 1400), ("Schulwechsel", 0.08, 700))  # share, and within how many days
OTHER_APPRENTICESHIP = 0.30  # of those who never begin one in STEM

# Sizes.
COURSE_SIZES = (28, 28, 27, 27, 26, 26, 26, 25, 25, 24, 24, 23, 19, 16)
SCHOOL_SIZES = (25,) * 10
TWO_COURSES = 20
COMING_BACK = 15

# Damage.
MISSING_ANSWER = 0.045
MISSING_MARKS = ("", "k. A.", "99")
MISSING_CHARACTERISTIC = 0.008
ROWS_TWICE = {"anmeldungen": 4, "befragung": 6}
OUTSIDE_SCALE = ("7", "6", "0")
STRAY_SPACES = 25
UNKNOWN_PEOPLE = 3
