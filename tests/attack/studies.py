"""Random programmes of an invented office: programme file and data files in a folder, from a seed.

No person in them exists. What makes numbers give somebody away is drawn often: few who drop out between waves, few
without a characteristic, rare categories, persons who come in two years.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.attack.further import Further

YEARS = (2023, 2024)
DESIGNS = {"one_group": "self_selected", "comparison": "self_selected", "randomised": "lottery"}
WAVES = ("before", "after", "follow_up")
GENDERS = ("weiblich", "männlich", "divers")
SCHOOLS = ("Gymnasium", "Oberschule", "Realschule", "Förderschule")
REASONS = {"zieht um": "Umzug", "keine Zeit": "Zeit", "anderes": "Anderes"}
LOW, HIGH = 1, 5


@dataclass(frozen=True, kw_only=True)
class Case:
    """A random programme on disk.

    Parameters
    ----------
    seed, design
        What it was drawn from.
    programme
        The programme file; its data files stand beside it.
    later
        The same with one questionnaire more, of a person of the last year; None where nobody was silent.
    """

    seed: int
    design: str
    programme: Path
    later: Path | None


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """What a seed decides for all years: items of each indicator, what is recorded, how many answers are lost."""

    design: str
    indicators: tuple[int, ...]
    characteristics: tuple[str, ...]
    follow_up: bool
    attendance: bool
    events: bool
    costs: bool
    loss: float
    silent_items: float
    unknown: float
    clusters: bool


def write_case(seed: int, folder: Path, *, further: bool = True) -> Case:
    """A random programme with persons in two years, and the same with one more questionnaire.

    `further` says whether some studies have besides what `Further` names.
    """
    besides = Further.drawn(seed) if further else Further()
    rng = np.random.default_rng(seed)
    drawn = _draw(rng)
    persons = _persons(rng, drawn)
    answers = _answers(rng, drawn, persons)
    tables = {
        "persons": persons,
        "answers": answers,
        **({"hours": besides.hours(seed, _hours(rng, persons))} if drawn.attendance else {}),
        **({"events": _events(rng, persons)} if drawn.events else {}),
        **({"costs": _costs(rng)} if drawn.costs else {}),
    }
    tables["persons"] = besides.persons(seed, _with_reasons(seed, persons))
    text = json.dumps(besides.programme(_programme(drawn)), ensure_ascii=False)
    more = _one_more(rng, drawn, persons, answers)
    tables["answers"] = besides.answers(seed, answers)
    more = None if more is None else besides.answers(seed, more)
    return Case(
        seed=seed,
        design=drawn.design,
        programme=_write(folder / "now", text, tables),
        later=None if more is None else _write(folder / "later", text, {**tables, "answers": more}),
    )


def has_follow_up_and_dose(seed: int) -> bool:
    """Whether both groups of a study are asked again, and its first indicator is told by hours attended."""
    drawn, besides = _draw(np.random.default_rng(seed)), Further.drawn(seed)
    asked = drawn.follow_up and drawn.design != "one_group" and not besides.staggers
    return asked and drawn.attendance and besides.dose


def _draw(rng: np.random.Generator) -> _Drawn:
    chance = rng.random(6)
    some = tuple(name for name in ("gender", "school", "age") if rng.random() < 0.8) or ("gender",)
    return _Drawn(
        design=str(rng.choice(list(DESIGNS))),
        indicators=tuple(int(rng.integers(1, 5)) for _ in range(rng.integers(1, 4))),
        characteristics=some,
        follow_up=bool(chance[0] < 0.6),
        attendance=bool(chance[1] < 0.7),
        events=bool(chance[2] < 0.6),
        costs=bool(chance[3] < 0.6),
        loss=float(rng.choice([0.01, 0.03, 0.08, 0.2, 0.4])),
        silent_items=float(rng.choice([0.0, 0.01, 0.05])),
        unknown=float(rng.choice([0.0, 0.02, 0.06])),
        clusters=bool(chance[4] < 0.3),
    )


def _persons(rng: np.random.Generator, drawn: _Drawn) -> pd.DataFrame:
    n = int(np.exp(rng.uniform(np.log(12), np.log(300))))
    years = [_of_year(rng, drawn, year, n) for year in YEARS]
    # Some come again: a person of the first year under the same id in the second.
    again = int(rng.integers(0, 1 + min(4, n // 4)))
    if again:
        ours = years[0].index[years[0]["group"] == "programme"][:again]
        there = years[1].index[years[1]["group"] == "programme"][:again]
        number = min(len(ours), len(there))
        years[1].loc[there[:number], "id"] = years[0].loc[ours[:number], "id"].to_numpy()
    return pd.concat(years, ignore_index=True)


def _with_reasons(seed: int, persons: pd.DataFrame) -> pd.DataFrame:
    """Why some left; drawn apart, so that all else stays as it is without."""
    rng = np.random.default_rng([seed, 1])
    share = float(rng.choice([0.02, 0.15, 0.3]))
    why = pd.Series(rng.choice(list(REASONS), len(persons), p=[0.5, 0.4, 0.1]), persons.index)
    leaves = (rng.random(len(persons)) < share) & (persons["group"] == "programme")
    return persons.assign(why=why.astype(object).where(leaves, ""))


def _of_year(rng: np.random.Generator, drawn: _Drawn, year: int, n: int) -> pd.DataFrame:
    n = max(12, int(n * rng.uniform(0.8, 1.2)))
    groups = ["programme"] * n
    if drawn.design != "one_group":
        groups = sorted(rng.permutation(["programme", "comparison"] * (n // 2 + 1))[:n], reverse=True)
    rare = float(rng.choice([0.01, 0.03, 0.1]))
    table = pd.DataFrame(
        {
            "id": [f"{year}-{place:03d}" for place in range(n)],
            "year": year,
            "group": groups,
            "course": [f"K{place % 8}" for place in range(n)],
            "gender": rng.choice(GENDERS, n, p=[0.5 - rare / 2, 0.5 - rare / 2, rare]),
            "school": rng.choice(SCHOOLS, n, p=[0.45, 0.4 - rare, 0.15, rare]),
            "age": rng.integers(12, 18, n),
        }
    )
    for name in ("gender", "school", "age"):
        table[name] = table[name].astype(object).where(rng.random(n) >= drawn.unknown, "")
    return table


def _answers(rng: np.random.Generator, drawn: _Drawn, persons: pd.DataFrame) -> pd.DataFrame:
    waves = WAVES if drawn.follow_up else WAVES[:2]
    start = rng.normal(3, 0.8, len(persons))
    helped = np.where(persons["group"] == "programme", 0.4, 0.1)
    parts: list[pd.DataFrame] = []
    for place, wave in enumerate(waves):
        there = rng.random(len(persons)) >= drawn.loss * (0.4, 1, 2)[place]
        level = start + (helped if place else 0)
        part = persons.loc[there, ["id", "year"]].assign(wave=wave)
        for item in _items(drawn):
            told = np.clip(np.round(level[there] + rng.normal(0, 0.7, there.sum())), LOW, HIGH).astype(int)
            part[item] = pd.Series(told, part.index).astype(object)
            part[item] = part[item].where(rng.random(len(part)) >= drawn.silent_items, "")
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _items(drawn: _Drawn) -> Iterator[str]:
    for place, number in enumerate(drawn.indicators):
        yield from _items_of(place, number)


def _items_of(place: int, number: int) -> list[str]:
    return [f"i{place}_{item}" for item in range(number)]


def _one_more(
    rng: np.random.Generator, drawn: _Drawn, persons: pd.DataFrame, answers: pd.DataFrame
) -> pd.DataFrame | None:
    """A person of the programme in the last year who had answered before, and now afterwards as well."""
    ours = persons[(persons["year"] == YEARS[-1]) & (persons["group"] == "programme")]["id"]
    rows = answers[answers["year"] == YEARS[-1]]
    before, after = (set(rows.loc[rows["wave"] == wave, "id"]) for wave in WAVES[:2])
    silent = [one for one in ours if one in before and one not in after]
    if not silent:
        return None
    told = {item: int(rng.integers(LOW, HIGH + 1)) for item in _items(drawn)}
    row = {"id": silent[0], "year": YEARS[-1], "wave": WAVES[1], **told}
    return pd.concat([answers, pd.DataFrame([row])], ignore_index=True)


def _hours(rng: np.random.Generator, persons: pd.DataFrame) -> pd.DataFrame:
    ours = persons[persons["group"] == "programme"]
    share = float(rng.choice([0.02, 0.1, 0.25]))
    rows = ours[rng.random(len(ours)) >= share / 2][["id", "year", "course"]]
    rows = rows.assign(hours=np.where(rng.random(len(rows)) < share, 4, 18), planned=20)
    twice = rows[rng.random(len(rows)) < rng.choice([0.0, 0.03, 0.2])].assign(course="K9")
    both: pd.DataFrame = pd.concat([rows, twice], ignore_index=True)
    return both


def _events(rng: np.random.Generator, persons: pd.DataFrame) -> pd.DataFrame:
    parts: list[pd.DataFrame] = []
    for event, share in (("subject", 0.45), ("internship", 0.25), ("moved", float(rng.choice([0.03, 0.1])))):
        some = persons[rng.random(len(persons)) < share]
        month = rng.integers(3, 22, len(some))
        day = [f"{y + (m - 1) // 12}-{(m - 1) % 12 + 1:02d}-15" for y, m in zip(some["year"], month, strict=True)]
        parts.append(pd.DataFrame({"id": some["id"], "event": event, "date": day}))
    return pd.concat(parts, ignore_index=True)


def _costs(rng: np.random.Generator) -> pd.DataFrame:
    rows = [
        (year, category, f"{rng.integers(50_000, 900_000) / 100:.2f}")
        for year in YEARS
        for category in ("staff", "material", "rooms")
    ]
    return pd.DataFrame(rows, columns=["year", "kind", "euro"])


def _write(folder: Path, text: str, tables: dict[str, pd.DataFrame]) -> Path:
    folder.mkdir(parents=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", sep=";", index=False)
    (folder / "programme.yaml").write_text(text, encoding="utf-8")
    return folder / "programme.yaml"


def _programme(drawn: _Drawn) -> dict[str, Any]:
    cohort = _cohort(drawn)
    programme: dict[str, Any] = {
        "id": "invented",
        "title": "Erfundenes Programm",
        "organisation": "Erfundenes Amt",
        "question": "Ändert sich etwas?",
        "synthetic": True,
        "data_source": "Zufallszahlen; keine Person hat es gegeben.",
        "design": {"kind": drawn.design, "assignment": DESIGNS[drawn.design]},
        "data": _sources(drawn),
        "indicators": [
            {
                "id": f"i{place}",
                "label": f"Indikator {place}",
                "items": _items_of(place, number),
                "scale": {"low": LOW, "high": HIGH},
                "smallest_relevant_change": 0.2,
            }
            for place, number in enumerate(drawn.indicators)
        ],
        "characteristics": [
            {"id": name, "label": name.capitalize(), "kind": "number" if name == "age" else "category"}
            for name in drawn.characteristics
        ],
        "reach": [_reach(drawn, year) for year in YEARS],
        "cohort": cohort,
        "goals": [
            {
                "id": "up",
                "label": "Es wird mehr",
                "measure": "change",
                "of": "i0",
                "target": 0.2,
                "by": "2024-12-31",
            }
        ],
    }
    if drawn.clusters:
        programme["design"]["clusters"] = "course"
    if drawn.costs:
        places = [{"year": year, "number": 200, "source": "erfunden"} for year in YEARS]
        programme["costs"] = {"price_year": YEARS[-1], "outcome": cohort[-1]["id"], "places": places}
    if drawn.events:
        programme["tracking"] = {"starts": "02-01", "observed_until": "2026-01-31", "lost": "moved"}
    return programme


def _reach(drawn: _Drawn, year: int) -> dict[str, Any]:
    """Whom it was meant for: public numbers, the same in every study."""
    meant = {"gender": dict.fromkeys(GENDERS, 1000), "school": dict.fromkeys(SCHOOLS, 1000)}
    there = {name: numbers for name, numbers in meant.items() if name in drawn.characteristics}
    return {"year": year, "target": 5000, "target_by": there, "waiting": 40, "courses": 10, "source": "erfunden"}


def _cohort(drawn: _Drawn) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = [{"id": "registered", "label": "Angemeldet", "kind": "registered"}]
    if drawn.attendance:
        steps.append({"id": "attended", "label": "Teilgenommen", "kind": "attended"})
        steps.append({"id": "completed", "label": "Abgeschlossen", "kind": "completed", "share_of_hours": 0.75})
    if drawn.events:
        steps.append({"id": "subject", "label": "Fach gewählt", "kind": "event", "event": "subject"})
        steps.append({"id": "internship", "label": "Praktikum", "kind": "event", "event": "internship"})
    if len(steps) == 1:
        steps.append({"id": "told", "label": "Danach befragt", "kind": "answered", "wave": "after"})
    return steps


def _sources(drawn: _Drawn) -> dict[str, Any]:
    columns = {"person": "id", "year": "year", "group": "group", "course": "course"}
    sources: dict[str, Any] = {
        "persons": {
            "file": "persons.csv",
            "columns": {**columns, "left": "why", **{name: name for name in drawn.characteristics}},
            "values": {"left": REASONS},
            "most_left_out": 1,
        },
        "measurements": [
            {
                "file": "answers.csv",
                "columns": {"person": "id", "year": "year", "wave": "wave", **{i: i for i in _items(drawn)}},
                "most_left_out": 1,
            }
        ],
    }
    if drawn.attendance:
        named = {"person": "id", "year": "year", "course": "course", "hours": "hours", "planned_hours": "planned"}
        sources["attendance"] = {"file": "hours.csv", "columns": named}
    if drawn.events:
        sources["events"] = {"file": "events.csv", "columns": {"person": "id", "event": "event", "date": "date"}}
    if drawn.costs:
        named = {"year": "year", "category": "kind", "amount": "euro"}
        sources["costs"] = {"file": "costs.csv", "columns": named}
    return sources
