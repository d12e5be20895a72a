"""Earlier cohorts in a report beside what their own reports had published: never another number, none revived."""

from __future__ import annotations

import pytest

from wirkung.disclosure.register.handing_over import DRAFTS_VARIABLE
from wirkung.disclosure.register.memory import begin, open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.release import Released
from wirkung.disclosure.safe_file import private_folder
from wirkung.run.register_commands import withdraw
from wirkung.run.remember import Publication, remembering
from wirkung.run.room_command import Of
from wirkung.study.study import open_study

PROGRAMME = """
id: ways
title: Ways
organisation: Office
synthetic: true
question: Where do they go?
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: ../data/persons.csv, columns: {person: id, year: year}}
  attendance: {file: ../data/attendance.csv, columns: {person: id, course: course, hours: hours}}
  events:
    file: ../data/events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {chose: chose, began: began}}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: attended, label: Attended, kind: attended}
  - {id: chose, label: Chose, kind: event, event: chose}
  - {id: began, label: Began, kind: event, event: began}
tracking: {observed_until: 2025-12-31}
"""
NUMBER, ATTENDED, CHOSE, BEGAN = 60, {2023: 45, 2024: 30}, {2023: 15, 2024: 20}, {2023: 4, 2024: 20}


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Sixty persons a year. Of 2023 ten chose in the first two years and five in the third; four began."""
    monkeypatch.delenv("WIRKUNG_REGISTER", raising=False)
    names = {year: [f"p{year}_{n}" for n in range(NUMBER)] for year in ATTENDED}
    files = {
        "persons": ["id;year", *(f"{name};{year}" for year in names for name in names[year])],
        "attendance": ["id;course;hours", *(f"{n};A;5" for year in names for n in names[year][: ATTENDED[year]])],
        "events": ["id;event;date"],
    }
    for year, late in ((2023, 5), (2024, 0)):
        chose = names[year][: CHOSE[year]]
        days = [f"{year}-09-01"] * (len(chose) - late) + ["2025-09-01"] * late
        files["events"] += [f"{name};chose;{day}" for name, day in zip(chose, days, strict=True)]
        files["events"] += [f"{name};began;{year}-10-01" for name in names[year][: BEGAN[year]]]
    for folder in ("data", "params"):
        (tmp_path / folder).mkdir()
    for name, lines in files.items():
        (tmp_path / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    programme = tmp_path / "params" / "ways.yaml"
    programme.write_text(PROGRAMME, encoding="utf-8")
    private_folder(room_of(programme).folder)
    begin(room_of(programme))
    return programme


def published(programme, year: int, tmp_path, monkeypatch) -> dict[tuple[str, str, int | None], float | None]:
    """The shares of a report by question, step and cohort, None where withheld; remembered as a run does it."""
    drafts = tmp_path / f"drafts{year}"
    drafts.mkdir()
    monkeypatch.setenv(DRAFTS_VARIABLE, str(drafts))
    study = open_study(programme, year=year)
    told = {}
    for answer in (study.cohort, study.earlier):
        for item in answer.items:
            subject = item.finding.subject if isinstance(item, Released) else item.subject
            value = item.finding.main.value if isinstance(item, Released) else None
            told[answer.question, subject.step, subject.cohort] = value
    publication = Publication(id=f"{year}", programme="ways", year=year, notebooks=(), editions=())
    with remembering(room_of(programme), drafts, publication):
        return told


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_published_stays_what_was_withheld_is_not_revived(office, tmp_path, monkeypatch, withdrawn):
    first = published(office, 2023, tmp_path, monkeypatch)
    if withdrawn:
        withdraw(Of(id="ways", path=office, room=room_of(office)), year=2023, reason="test")
    second = published(office, 2024, tmp_path, monkeypatch)
    # What belongs to the course is the same number in both reports.
    assert first["cohort", "attended", None] == second["earlier", "attended", 2023] == ATTENDED[2023] / NUMBER
    # Four began: withheld in their own report, and in the next one too.
    assert first["cohort", "began", None] is None
    assert second["earlier", "began", 2023] is None
    assert second["earlier", "chose", 2024] == CHOSE[2024] / NUMBER
    assert open_memory(room_of(office)).register.entries[-1].year == 2024


@pytest.mark.parametrize(("late", "shown"), [(5, None), (12, 15)])
def test_what_comes_later_is_of_one_age_so_it_is_not_what_the_own_report_says(
    office, tmp_path, monkeypatch, late, shown
):
    """The report of 2023 counts all that is known; beside 2024, who had a year less, it is at the same age."""
    path = office.parent.parent / "data" / "events.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    more = [f"p2023_{n};chose;2025-11-01" for n in range(CHOSE[2023], CHOSE[2023] + late)]
    path.write_text("\n".join([head, *(row.replace("2025-09", "2024-09") for row in rows), *more]) + "\n", "utf-8")
    first = published(office, 2023, tmp_path, monkeypatch)
    assert first["cohort", "chose", None] == (CHOSE[2023] + late) / NUMBER
    second = published(office, 2024, tmp_path, monkeypatch)
    # After 24 months fifteen had chosen. Where few came later, the two numbers together would tell of them.
    assert second["earlier", "chose", 2023] == (shown and shown / NUMBER)
