"""What changes between two runs, and between years, gives nobody away: all reports are read together.

No person in the studies exists.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.attack.attacker import Claim, attack
from tests.attack.published import publish, with_a_register

YEARS = (2020, 2021, 2022, 2023, 2024)
PERSONS = 60
Tables = tuple[pd.DataFrame, pd.DataFrame]


def tables(*years: int) -> Tables:
    """So many persons a year who answered before and afterwards, in two towns; three of each year come again."""
    persons, answers = [], []
    for year in years:
        for n in range(PERSONS):
            one = f"{year - (n < 3)}-{n + 3 * (n < 3 and year > years[0]):02d}"
            persons.append((one, year, "Au" if n % 2 else "Berg"))
            told = {"before": 1 + n % 4, "after": 2 + (n * 3 + year) % 4}
            answers += [(one, year, wave, number) for wave, number in told.items()]
    columns = ["id", "year", "wave", "q1"]
    return pd.DataFrame(persons, columns=["id", "year", "town"]), pd.DataFrame(answers, columns=columns)


def consent_withdrawn(persons: pd.DataFrame, answers: pd.DataFrame) -> Tables:
    gone = persons["id"].iloc[-1]
    return persons[persons["id"] != gone], answers[answers["id"] != gone]


def three_recoded(persons: pd.DataFrame, answers: pd.DataFrame) -> Tables:
    town = persons["town"].copy()
    town.iloc[[-1, -3, -5]] = "Berg"
    return persons.assign(town=town), answers


def follow_up_of_all_but_four(persons: pd.DataFrame, answers: pd.DataFrame) -> Tables:
    later = answers[answers["wave"] == "after"].iloc[:-4].assign(wave="follow_up")
    third = [place % 3 == 0 for place in range(len(later))]  # the same answers of all would be asked about
    later["q1"] = later["q1"].mask(third, 3)
    return persons, pd.concat([answers, later])


def one_answer_withdrawn(persons: pd.DataFrame, answers: pd.DataFrame) -> Tables:
    return persons, answers[~((answers["id"] == persons["id"].iloc[-1]) & (answers["wave"] == "after"))]


def write(folder: Path, study: Tables) -> Path:
    """The programme file beside its data."""
    folder.mkdir(parents=True)
    for name, table in zip(("persons", "answers"), study, strict=True):
        table.to_csv(folder / f"{name}.csv", sep=";", index=False)
    columns = {"person": "id", "year": "year"}
    programme = {
        "id": "invented",
        "title": "Erfundenes Programm",
        "organisation": "Erfundenes Amt",
        "question": "Ändert sich etwas?",
        "synthetic": True,
        "data_source": "Ausgedacht; keine Person hat es gegeben.",
        "design": {"kind": "one_group", "assignment": "self_selected"},
        "data": {
            "persons": {"file": "persons.csv", "columns": {**columns, "town": "town"}},
            "measurements": [{"file": "answers.csv", "columns": {**columns, "wave": "wave", "q1": "q1"}}],
        },
        "indicators": [{"id": "i0", "label": "Interesse", "items": ["q1"], "scale": {"low": 1, "high": 5}}],
        "characteristics": [{"id": "town", "label": "Ort"}],
    }
    path = folder / "programme.yaml"
    path.write_text(json.dumps(programme, ensure_ascii=False), encoding="utf-8")
    return path


Change = Callable[[pd.DataFrame, pd.DataFrame], Tables]
CHANGES = (consent_withdrawn, three_recoded, follow_up_of_all_but_four, one_answer_withdrawn)


def claims(folder: Path, change: Change, *, remembered: bool = True) -> tuple[Claim, ...]:
    """What follows from the reports of two runs; without memory each is published as if it were the only one."""
    first = tables(YEARS[-1])
    runs = []
    rooms = [folder / "room"] * 2 if remembered else [folder / "one", folder / "other"]
    studies = [write(folder / "now", first), write(folder / "later", change(*first))]
    if remembered:
        rooms[0].mkdir()
        with with_a_register(rooms[0]):
            runs = [publish(path, YEARS[-1]) for path in studies]
    else:
        for room, path in zip(rooms, studies, strict=True):
            room.mkdir()
            with with_a_register(room):
                runs.append(publish(path, YEARS[-1]))
    return attack(runs[:1], runs[1:], smallest=10, questions={"i0": 1})


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
def test_a_run_with_few_changes_gives_nobody_away(change, tmp_path):
    assert claims(tmp_path, change) == ()


@pytest.mark.parametrize("change", [consent_withdrawn, three_recoded])
def test_without_the_memory_few_would_be_found(change, tmp_path):
    assert "later run" in {each.kind.partition(":")[0] for each in claims(tmp_path, change, remembered=False)}


@pytest.mark.slow
def test_five_years_with_persons_who_come_again_give_nobody_away(tmp_path):
    path = write(tmp_path / "now", tables(*YEARS))
    later = write(tmp_path / "later", consent_withdrawn(*tables(*YEARS)))
    with with_a_register(tmp_path):
        reports = [publish(path, year) for year in YEARS]
        again = [publish(later, year) for year in YEARS[-2:]]
    assert all(report.rows > report.withheld for report in reports)
    assert attack(reports, again, smallest=10, questions={"i0": 1}) == ()


def test_an_answer_that_was_corrected_is_not_told_by_two_means(tmp_path):
    """Of 60 the mean change would rise from 1.00 to 1.03: by two points of the one whose answer was corrected."""
    persons, answers = tables(YEARS[-1])
    last = answers.index[answers["wave"] == "after"][-1]
    corrected = answers.assign(q1=answers["q1"].where(answers.index != last, 5))
    with with_a_register(tmp_path):
        publish(write(tmp_path / "now", (persons, answers)), YEARS[-1])
        again = publish(write(tmp_path / "later", (persons, corrected)), YEARS[-1])
    told = {line["id"]: line["estimate"] for line in again.lines if line["question"] == "change"}
    assert told == {"change/i0/main": None}
