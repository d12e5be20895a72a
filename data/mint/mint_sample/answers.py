"""What people answer in the three waves, who comes, who stays and who does not answer any more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mint_sample.parameters import (
    ANSWERS_BEFORE,
    ANSWERS_COMPARISON,
    ANSWERS_LEFT,
    ANSWERS_STAYED,
    COMES,
    INDICATORS,
    INTEREST_CENTRE,
    INTEREST_SPREAD,
    PLANNED_HOURS,
    PULL_OF_INTEREST,
    STAYS,
    WAVES,
    YEARS,
    Indicator,
)
from mint_sample.people import Flags, Numbers, People

LESSON = 2.0
LESSONS_TO_STAY = 8  # of ten: more than three quarters of the hours
LEAVES_EARLY = 0.1  # share of people who miss half an hour once


@dataclass(frozen=True, slots=True)
class Survey:
    """What everybody would answer, and who is asked with success.

    `items[indicator]` is persons x waves x items, as ticked (reversed items are high where interest is low);
    `answered` is persons x waves; `hours` is NaN in the comparison group.
    """

    items: dict[str, Numbers]
    came: Flags
    stayed: Flags
    hours: Numbers
    answered: Flags
    left_behind: Numbers


def survey(rng: np.random.Generator, people: People, year: int, *, courses_work: bool = True) -> Survey:
    """Ask everybody three times; `courses_work=False` is the world in which the courses do nothing."""
    came = np.where(people.programme, rng.random(len(people)) < COMES, True)
    treated = came & people.programme & courses_work
    items: dict[str, Numbers] = {}
    left_behind = people.lift.copy()
    for column, one in enumerate(INDICATORS):
        effect = _effects(rng, people, one, year, column) * treated
        left_behind[:, column] += effect * one.lasting[-1]
        level = (
            level_before(people, column)[:, None] + np.array(one.growth) + effect[:, None] * np.array(one.lasting)
        )
        items[one.id] = _ticked(rng, one, level)
    pull = PULL_OF_INTEREST * (score(items, INDICATORS[0])[:, 0] - INTEREST_CENTRE) / INTEREST_SPREAD
    stayed = came & people.programme & (rng.random(len(people)) < _share(STAYS + pull))
    return Survey(
        items,
        came,
        stayed,
        _hours(rng, people, came, stayed),
        _answered(rng, people, came, stayed, pull),
        left_behind,
    )


def score(items: dict[str, Numbers], indicator: Indicator) -> Numbers:
    """The indicator's value by person and wave: the mean of its items, reversed ones turned round."""
    ticked = items[indicator.id].copy()
    turned = list(indicator.reversed_items)
    ticked[..., turned] = sum(indicator.scale) - ticked[..., turned]
    return np.asarray(ticked.mean(axis=-1))


def level_before(people: People, column: int) -> Numbers:
    """Where people stand before the course, in points; the head start is a matter of character, not of the day."""
    one = INDICATORS[column]
    own = one.start + one.head_start * people.programme + one.between_persons * people.trait[:, column]
    return np.asarray(own + people.place_level[:, column] + people.lift[:, column])


def _effects(rng: np.random.Generator, people: People, one: Indicator, year: int, column: int) -> Numbers:
    own = one.effect_between_persons * rng.standard_normal(len(people))
    return np.asarray(one.effect[YEARS.index(year)] + people.course_effect[:, column] + own)


def _ticked(rng: np.random.Generator, one: Indicator, level: Numbers) -> Numbers:
    # A level between two boxes goes to the upper one as often as it is near it, so the scale's steps take
    # nothing from a mean change; only the scale's ends do, a little.
    low, high = one.scale
    shape = (*level.shape, len(one.items))
    day = level + one.wave_noise * rng.standard_normal(level.shape)
    exact = day[..., None] + np.array(one.items) + one.item_noise * rng.standard_normal(shape)
    boxes = np.floor((np.clip(exact, low, high) - low) / one.step + rng.random(shape))
    ticked = np.minimum(low + one.step * boxes, high)
    turned = list(one.reversed_items)
    ticked[..., turned] = low + high - ticked[..., turned]
    return np.asarray(ticked)


def _hours(rng: np.random.Generator, people: People, came: Flags, stayed: Flags) -> Numbers:
    lessons = np.where(
        stayed,
        rng.integers(LESSONS_TO_STAY, round(PLANNED_HOURS / LESSON) + 1, len(people)),
        rng.integers(1, LESSONS_TO_STAY, len(people)),
    )
    early = 0.5 * (rng.random(len(people)) < LEAVES_EARLY)
    return np.where(people.programme, np.where(came, lessons * LESSON - early, 0.0), np.nan)


def _answered(rng: np.random.Generator, people: People, came: Flags, stayed: Flags, pull: Numbers) -> Flags:
    answered = rng.random((len(people), len(WAVES)))
    answered_before = answered[:, 0] < ANSWERS_BEFORE
    later = [
        came
        & (answered[:, wave] < _share(np.where(people.programme, np.where(stayed, stays, leaves), other) + pull))
        for wave, (stays, leaves, other) in enumerate(
            zip(ANSWERS_STAYED, ANSWERS_LEFT, ANSWERS_COMPARISON, strict=True), start=1
        )
    ]
    return np.column_stack([answered_before, *later])


def _share(log_odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-log_odds)))
