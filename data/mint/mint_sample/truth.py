"""The true values: what a very large crowd from the same generator shows, without any damage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from mint_sample.answers import Survey, score, survey
from mint_sample.events import later_events, subject_share
from mint_sample.parameters import COURSE_SIZES, INDICATORS, SCHOOL_SIZES, SEED, YEARS
from mint_sample.people import Flags, Numbers, People, draw_people, together

Line = dict[str, Any]

FILE = "true_values.json"
TIMES_AS_MANY = 1200  # about 412 000 participants and 300 000 others a year
LATER_WAVES = {"after": 1, "follow_up": 2}
STEPS = ("registered", "attended", "completed", "stem_subject", "internship", "apprenticeship")


def write_truth(folder: Path, times_as_many: int = TIMES_AS_MANY) -> Path:
    """Find the true values of all years and write them."""
    found = true_values(times_as_many)
    path = folder / FILE
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return path


def true_values(times_as_many: int) -> dict[str, list[Line]]:
    """All true values of a crowd so many times as large as the sample."""
    changes: list[Line] = []
    steps: list[Line] = []
    for year in YEARS:
        rng = np.random.Generator(np.random.PCG64([SEED, year, 3]))
        people = together(
            draw_people(rng, np.tile(COURSE_SIZES, times_as_many), programme=True),
            draw_people(rng, np.tile(SCHOOL_SIZES, times_as_many), programme=False),
        )
        asked = survey(rng, people, year)
        without = survey(rng, people, year, courses_work=False)
        changes += _changes(people, asked, without, year)
        steps += _steps(rng, people, asked, year)
    return {"changes": changes, "steps": steps}


def _changes(people: People, asked: Survey, without: Survey, year: int) -> list[Line]:
    """Mean changes since before: of everybody who came (`all`), and of those with answers in both waves."""
    lines: list[Line] = []
    for one in INDICATORS:
        values, other_world = score(asked.items, one), score(without.items, one)
        for wave, column in LATER_WAVES.items():
            both = asked.answered[:, 0] & asked.answered[:, column]
            line: Line = {"year": year, "indicator": one.id, "wave": wave}
            line |= _means(people, asked, values[:, 0], "before")
            line |= _means(people, asked, values[:, column] - values[:, 0], "change")
            without_course = other_world[:, column] - other_world[:, 0]
            line["change_without_courses"] = _mean(without_course, people.programme & asked.came)
            line |= _means(people, asked, values[:, column] - values[:, 0], "recorded", only=both)
            lines.append(line)
    return lines


def _means(people: People, asked: Survey, values: Numbers, what: str, only: Flags | None = None) -> Line:
    who = asked.came if only is None else asked.came & only
    programme = _mean(values, who & people.programme)
    comparison = _mean(values, who & ~people.programme)
    return {
        f"{what}_programme": programme,
        f"{what}_comparison": comparison,
        f"{what}_difference": round(programme - comparison, 4),
    }


def _mean(values: Numbers, who: Flags) -> float:
    return round(float(values[who].mean()), 4)


def _steps(rng: np.random.Generator, people: People, asked: Survey, year: int) -> list[Line]:
    """Shares of all who registered, ever and as the office's list has it."""
    events = later_events(rng, people, asked.came, year)[: len(STEPS) - 3]
    known = [np.ones(len(people), dtype=bool), asked.came, asked.stayed]
    ever = known + [event.happened for event in events]
    recorded = known + [event.recorded for event in events]
    lines = [
        {
            "year": year,
            "step": step,
            **_shares(people.programme, ever, place, "ever"),
            **_shares(people.programme, recorded, place, "recorded"),
            "recorded_comparison": _comparison_share(people, recorded[place], place),
        }
        for place, step in enumerate(STEPS)
    ]
    nothing = np.zeros_like(asked.came)
    gain = subject_share(people, asked.came) - subject_share(people, nothing)
    lines[STEPS.index("stem_subject")]["effect_on_participants"] = _mean(gain, people.programme)
    return lines


def _shares(group: Flags, reached: list[Flags], place: int, what: str) -> Line:
    """The share that reached a step, that reached it and all before, and that as a share of the step before."""
    in_order = np.logical_and.reduce(reached[: place + 1])[group].mean()
    before = np.logical_and.reduce(reached[: max(place, 1)])[group].mean()
    return {
        what: round(float(reached[place][group].mean()), 4),
        f"{what}_in_order": round(float(in_order), 4),
        f"{what}_of_previous": round(float(in_order / before), 4),
    }


def _comparison_share(people: People, reached: Flags, place: int) -> float | None:
    """Nobody in the comparison group registers for a course, so it has shares of events only."""
    return round(float(reached[~people.programme].mean()), 4) if place >= STEPS.index("stem_subject") else None
