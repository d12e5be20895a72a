"""What some random studies have besides: side effects, pre-tests, bands, arms, weights, starts and so on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

# Items of a wave alone, from 0 to 20, and of yes and no.
READING, MATHS, PASSED = "reading_0", "maths_0", "passed_0"
POINTS = {"low": 0, "high": 20}
ARMS = ("a", "b", "c")
SHARE = 0.4  # of the studies, for each of them


@dataclass(frozen=True, kw_only=True)
class Further:
    """What a study has besides; drawn apart, so that all else stays as it is without.

    Parameters
    ----------
    side_effect, side_step
        Its last indicator, where it has several, or its first event, where groups are compared, is no aim.
    pretest
        A test afterwards whose start is another one.
    reliability
        Every indicator of several questions says how precise it is.
    bands
        Ages are told in bands.
    passed
        An outcome of yes and no, asked afterwards, with a goal about exactly these participants.
    arms
        Where groups are compared, the programme has two or three forms, some of few persons.
    weights
        Persons stand for different numbers of others, some of them for many.
    starts
        Where groups are compared, some of the comparison group start later, alone or by course.
    dose
        Where hours are recorded, the first indicator is told by the share of them that each attended.
    """

    side_effect: bool = False
    side_step: bool = False
    pretest: bool = False
    reliability: bool = False
    bands: bool = False
    passed: bool = False
    arms: bool = False
    weights: bool = False
    starts: bool = False
    dose: bool = False

    @classmethod
    def drawn(cls, seed: int) -> Further:
        """What the study of a seed has."""
        chance = np.random.default_rng([seed, 2]).random(len(fields(cls))) < SHARE
        return cls(**{field.name: bool(there) for field, there in zip(fields(cls), chance, strict=True)})

    def answers(self, seed: int, answers: pd.DataFrame) -> pd.DataFrame:
        """The answers with those to further items; a row more at the end changes no other."""
        rng = np.random.default_rng([seed, 3])
        before, after = answers["wave"] == "before", answers["wave"] == "after"
        found = answers.copy()
        for item, asked, most in ((READING, before, 20), (MATHS, after, 20), (PASSED, after, 1)):
            often, silent = float(rng.choice([0.05, 0.5, 0.9])), float(rng.choice([0.0, 0.02, 0.1]))
            chance, speaks = (np.random.default_rng([seed, len(item), of]).random(len(answers)) for of in (0, 1))
            told = np.floor(chance * (most + 1)) if most > 1 else chance < often
            if item in self._items():
                there = asked & (speaks >= silent)
                found[item] = pd.Series(told.astype(int), answers.index).astype(object).where(there, "")
        return found

    def persons(self, seed: int, persons: pd.DataFrame) -> pd.DataFrame:
        """The list with the form of the programme that each got, and for how many each stands."""
        if self._weighs:
            rng = np.random.default_rng([seed, 5])
            heavy = float(rng.choice([0.05, 0.3, 0.5]))
            persons = persons.assign(weight=rng.choice([1, 2], len(persons), p=[1 - heavy, heavy]))
        if self.staggers:
            persons = persons.assign(began=_began(np.random.default_rng([seed, 6]), persons))
        if not self.arms:
            return persons
        rng = np.random.default_rng([seed, 4])
        few = float(rng.choice([0.03, 0.1, 0.3]))
        arms = pd.Series(rng.choice(ARMS, len(persons), p=[1 - few - 0.2, 0.2, few]), persons.index).astype(object)
        ours = persons["group"] == "programme"
        arms[persons.index[ours][: len(ARMS)]] = list(ARMS)[: int(ours.sum())]  # nobody is in none
        return persons.assign(arm=arms.where(ours, ""))

    def hours(self, seed: int, hours: pd.DataFrame) -> pd.DataFrame:
        """The list of attendance with all shares of the hours, some more than planned and some not known."""
        if not self.dose:
            return hours
        rng = np.random.default_rng([seed, 7])
        often, silent = float(rng.choice([0.6, 0.75, 0.9])), float(rng.choice([0.0, 0.02, 0.1]))
        attended = pd.Series(rng.binomial(8, often, len(hours)) * 3, hours.index).astype(object)
        return hours.assign(hours=attended.where(rng.random(len(hours)) >= silent, ""))

    def programme(self, programme: dict[str, Any]) -> dict[str, Any]:
        """The programme file with all of it."""
        indicators = programme["indicators"]
        if self.side_effect and len(indicators) > 1:
            indicators[-1] |= {"side_effect": True, "better": "lower"}
        for each in indicators:
            if self.reliability and len(each["items"]) > 1:
                each["reliability"] = "items"
        indicators += self._indicators()
        programme["data"]["measurements"][0]["columns"] |= {item: item for item in self._items()}
        if self.passed:
            aim = {"id": "pass", "label": "Die Hälfte besteht", "measure": "counted_level", "of": "passed"}
            programme["goals"].append(aim | {"target": 0.5, "by": "2024-12-31"})
        for each in programme["characteristics"]:
            if self.bands and each["id"] == "age":
                each["bands"] = ["12-13", "14-15", "16+"]
        if self.dose and "attendance" in programme["data"]:
            programme["dose"] = {"bands": ["0-49", "50-74", "75-89", "90+"]}
        self._add_to_the_design(programme)
        return self._with_a_side_step(programme)

    def _add_to_the_design(self, programme: dict[str, Any]) -> None:
        columns, design = programme["data"]["persons"]["columns"], programme["design"]
        if self.arms and design["kind"] != "one_group":
            columns["arm"] = "arm"
            design["arms"] = {"column": "arm", "labels": {each: f"Form {each}" for each in ARMS}}
        if self._weighs:
            columns["weight"] = "weight"
            design["weights"] = "weight"
        if self.staggers and design["kind"] != "one_group":
            columns["began"] = "began"
            design["starts"] = "began"

    @property
    def _weighs(self) -> bool:
        """A goal about exactly these participants knows no weights."""
        return self.weights and not self.passed

    @property
    def staggers(self) -> bool:
        """Who starts later stands in no study with forms of the programme or weights."""
        return self.starts and not self.arms and not self._weighs

    def _with_a_side_step(self, programme: dict[str, Any]) -> dict[str, Any]:
        compares = programme["design"]["kind"] != "one_group"
        for step in programme["cohort"][:-1]:  # the last is what money is spent for
            if self.side_step and compares and step.get("event") == "subject":
                step |= {"side_effect": True, "better": "lower"}
        return programme

    def _items(self) -> tuple[str, ...]:
        return (READING, MATHS) * self.pretest + (PASSED,) * self.passed

    def _indicators(self) -> Iterator[dict[str, Any]]:
        if self.pretest:
            before, after = {"measured": ["before"]}, {"measured": ["after"], "pretest": "reading"}
            yield {"id": "reading", "label": "Lesetest", "items": [READING], "scale": POINTS} | before
            yield {"id": "maths", "label": "Rechentest", "items": [MATHS], "scale": POINTS} | after
        if self.passed:
            yield {
                "id": "passed",
                "label": "Bestanden",
                "items": [PASSED],
                "kind": "yes_no",
                "measured": ["after"],
            }


def _began(rng: np.random.Generator, persons: pd.DataFrame) -> pd.Series:
    """By which survey each was in the programme; of each comparison group somebody later, somebody never."""
    share, by_course = float(rng.choice([0.15, 0.4, 0.6])), bool(rng.random() < SHARE)
    chance = rng.random(len(persons))
    if by_course:
        courses = persons["year"].astype(str) + persons["course"]
        chance = courses.map(dict(zip(courses.unique(), rng.random(courses.nunique()), strict=True))).to_numpy()
    ours = persons["group"] == "programme"
    began = pd.Series(np.where(ours, "after", np.where(chance < share, "follow_up", "")), persons.index)
    for places in persons[~ours].groupby("year").groups.values():
        began[places[0]], began[places[-1]] = "follow_up", ""
    return began
