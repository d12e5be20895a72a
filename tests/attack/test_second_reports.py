"""A second report of a year after one person's data have changed is the same whoever it was. Nobody here exists.

An attacker who reads both reports has what is missing in the second, and nothing else, to tell who changed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from tests.attack.published import Published, publish, with_a_register
from wirkung.disclosure.register.handing_over import DRAFTS_VARIABLE
from wirkung.errors import WorkspaceError

YEAR, PERSONS = 2024, 60
Tables = dict[str, pd.DataFrame]
FEW_CHANGED = "Seit dem letzten Bericht über dieses Jahr haben sich Angaben weniger Personen geändert."
FILES = {
    "persons": ["id", "year", "town", "may"],
    "answers": ["id", "year", "wave", "q1", "q2"],
    "hours": ["id", "year", "course", "hours", "planned"],
    "events": ["id", "event", "date"],
}
PROGRAMME = {
    "id": "invented",
    "title": "Erfundenes Programm",
    "organisation": "Erfundenes Amt",
    "question": "Ändert sich etwas?",
    "synthetic": True,
    "data_source": "Ausgedacht; keine Person hat es gegeben.",
    "design": {"kind": "one_group", "assignment": "self_selected"},
    "data": {
        "persons": {
            "file": "persons.csv",
            "columns": {"person": "id", "year": "year", "town": "town"},
            "privacy": {"consent": {"column": "may", "given": ["yes"], "withdrawn": ["no longer"]}},
        },
        "measurements": [
            {
                "file": "answers.csv",
                "columns": {"person": "id", "year": "year", "wave": "wave", "q1": "q1", "q2": "q2"},
            }
        ],
        "attendance": {
            "file": "hours.csv",
            "columns": {
                "person": "id",
                "year": "year",
                "course": "course",
                "hours": "hours",
                "planned_hours": "planned",
            },
        },
        "events": {"file": "events.csv", "columns": {"person": "id", "event": "event", "date": "date"}},
        "costs": {"file": "costs.csv", "columns": {"year": "year", "category": "category", "amount": "amount"}},
    },
    "indicators": [
        {"id": "i1", "label": "Interesse", "items": ["q1"], "scale": {"low": 1, "high": 5}},
        {"id": "i2", "label": "Mut", "items": ["q2"], "scale": {"low": 1, "high": 5}},
    ],
    "characteristics": [{"id": "town", "label": "Ort"}],
    "cohort": [
        {"id": "registered", "label": "Angemeldet", "kind": "registered"},
        {"id": "completed", "label": "Abgeschlossen", "kind": "completed", "share_of_hours": 0.75},
        {"id": "job", "label": "Arbeit", "kind": "event", "event": "job"},
    ],
    "costs": {"price_year": YEAR, "outcome": "job"},
}


def tables() -> Tables:
    """Sixty in two towns: everybody answered twice, two thirds completed, a third found work."""
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in FILES}
    for n in range(PERSONS):
        one = f"p{n:02d}"
        rows["persons"].append((one, YEAR, "Au" if n % 2 else "Berg", "yes"))
        for late, wave in enumerate(("before", "after")):
            rows["answers"].append((one, YEAR, wave, 1 + (n + late) % 4, 2 + (n * 3 + late * 2 + n // 7) % 4))
        rows["hours"].append((one, YEAR, f"k{n % 3}", 20 if n % 3 else 12, 20))
        if n // 4 % 3 == 0:
            rows["events"].append((one, "job", f"{YEAR}-06-{1 + n % 28:02d}"))
    return {name: pd.DataFrame(rows[name], columns=columns) for name, columns in FILES.items()}


def gone(study: Tables, one: str) -> Tables:
    return {name: table[table["id"] != one] for name, table in study.items()}


def withdrawn(study: Tables, one: str) -> Tables:
    """The rows are all there still; the list says that consent is withdrawn."""
    persons = study["persons"].copy()
    persons.loc[persons["id"] == one, "may"] = "no longer"
    return study | {"persons": persons}


def other_answer(study: Tables, one: str) -> Tables:
    answers = study["answers"].copy()
    answers.loc[(answers["id"] == one) & (answers["wave"] == "after"), "q1"] = 5
    return study | {"answers": answers}


def other_hours(study: Tables, one: str) -> Tables:
    hours = study["hours"].copy()
    hours.loc[hours["id"] == one, "hours"] = 1
    return study | {"hours": hours}


def write(folder: Path, study: Tables) -> Path:
    """The programme file beside its data."""
    for name, table in study.items():
        table.to_csv(folder / f"{name}.csv", sep=";", index=False)
    (folder / "costs.csv").write_text(f"year;category;amount\n{YEAR};staff;48000\n", encoding="utf-8")
    path = folder / "programme.yaml"
    path.write_text(json.dumps(PROGRAMME, ensure_ascii=False), encoding="utf-8")
    return path


@contextmanager
def register_of(folder: Path) -> Iterator[None]:
    """In here what is published is remembered where it was before."""
    drafts = folder / "drafts"
    with pytest.MonkeyPatch.context() as patch:
        for name, path in (("WIRKUNG_REGISTER", "register"), ("WIRKUNG_KEYS", "keys")):
            patch.setenv(name, str(folder / path))
        patch.setenv(DRAFTS_VARIABLE, str(drafts))
        yield


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> tuple[Path, Published]:
    """A folder in which a report was published, and that report."""
    folder = tmp_path_factory.mktemp("first")
    with with_a_register(folder):
        return folder, publish(write(folder, tables()), YEAR)


def again(first: Path, folder: Path, study: Tables, *, text: bool = False) -> Published:
    """The second report, beside the first."""
    shutil.copytree(first, folder)
    with register_of(folder):
        assert os.environ["WIRKUNG_REGISTER"] == str(folder / "register")
        return publish(write(folder, study), YEAR, text=text)


def told(report: Published) -> dict[str, object]:
    return {line["id"]: line["estimate"] for line in report.lines}


Change = Callable[[Tables, str], Tables]


@pytest.mark.parametrize(
    "change",
    [other_answer, withdrawn, *(pytest.param(each, marks=pytest.mark.slow) for each in (gone, other_hours))],
    ids=lambda each: each.__name__,
)
def test_a_second_report_is_the_same_whoever_changed(change: Change, first, tmp_path):
    """The one is from «Berg», did not complete and found work; the other from «Au», completed, and did not."""
    folder, before = first
    text = change is withdrawn
    one, other = (again(folder, tmp_path / who, change(tables(), who), text=text) for who in ("p00", "p07"))
    assert told(one) == told(other)
    for rows in ("rows_read", "rows_used", "left_out", "set_missing"):
        assert [each[rows] for each in one.accounts] == [each[rows] for each in other.accounts]
    earlier = told(before)
    kept = {name for name, estimate in told(one).items() if estimate == earlier[name] and estimate is not None}
    lost = {name for name, estimate in told(one).items() if estimate is None and earlier[name] is not None}
    # What rests on other data is as before, and no number of the changed data is there.
    assert ("change/i2/main" in kept) == (change not in (gone, withdrawn))
    assert ("cohort/job/main" in kept) == (change is other_answer)
    assert ("change/i1/main" in lost) == (change is not other_hours)
    assert ("cost/per_attended_hour/main" in kept) == (change is other_answer)
    assert "cost/full/main" in told(one)
    if change is withdrawn:
        # Only money is left, and a reader hears that few have changed; not how many, nor that somebody withdrew.
        assert FEW_CHANGED in one.text
        assert "Einwilligung" not in one.text
        assert [each["left_out"] for each in one.accounts] == [[] for _ in one.accounts]


@pytest.mark.parametrize("renamed", [10, pytest.param(29, marks=pytest.mark.slow)])
def test_ids_given_anew_for_less_than_half_are_refused(renamed, first, tmp_path):
    study = gone(tables(), "p59")
    new = {f"p{n:02d}": f"z{n:02d}" for n in range(renamed)}
    with pytest.raises(WorkspaceError) as caught:
        again(first[0], tmp_path / "again", {name: t.assign(id=t["id"].replace(new)) for name, t in study.items()})
    assert caught.value.problems[0].code == "register.same_data"
