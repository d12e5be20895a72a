"""A programme so small that every number can be counted by hand: persons, dated events, two steps."""

from __future__ import annotations

from pathlib import Path

from tests.raw import RawStudy, open_raw

PROGRAMME = """
id: ways
title: Ways
organisation: Office
synthetic: true
question: Where do they go?
design: {kind: comparison, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year, group: group}}
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {chose: chose, began: began, other: other, moved: moved}}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: chose, label: Chose, kind: event, event: chose}
  - {id: began, label: Began, kind: event, event: began}
tracking:
  observed_until: 2024-12-31
  lost: moved
  ends: [{event: other, label: Went elsewhere}]
privacy: {smallest_group: 3, reason: Test}
"""


class Office:
    """Writes persons and events, and opens the study."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programme = PROGRAMME
        self.header = "id;year;group;entered"
        self.persons: list[str] = []
        self.events: list[str] = []

    def join(self, year: int, count: int, group: str = "programme", entered: str = "") -> list[str]:
        names = [f"{group[0]}{year}_{number}" for number in range(count)]
        self.persons += [f"{name};{year};{group};{entered}" for name in names]
        return names

    def happened(self, names: list[str], event: str, date: str) -> None:
        self.events += [f"{name};{event};{date}" for name in names]

    def open(self, year: int) -> RawStudy:
        files = {
            "ways.yaml": self.programme,
            "persons.csv": "\n".join([self.header, *self.persons]) + "\n",
            "events.csv": "\n".join(["id;event;date", *self.events]) + "\n",
        }
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        return open_raw(self.folder / "ways.yaml", year=year)


def with_ways(office: Office) -> Office:
    """2022: twenty; ten choose within a year, four more in the second; four begin, three leave, three move.

    2021: twenty, of whom five choose within a year. Of twenty others in 2022, five choose within a year.
    """
    office.join(2021, 20)
    office.happened([f"p2021_{n}" for n in range(5)], "chose", "2021-08-01")
    names = office.join(2022, 20)
    office.happened(names[:10], "chose", "2022-08-01")
    office.happened(names[10:14], "chose", "2023-08-01")
    office.happened(names[:4], "began", "2024-08-01")
    office.happened(names[14:17], "other", "2023-09-01")
    office.happened(names[17:20], "moved", "2023-05-01")
    others = office.join(2022, 20, "comparison")
    office.happened(others[:5], "chose", "2022-08-01")
    return office


def with_a_covariate(office: Office) -> Office:
    """The same with a covariate, points, that five of the twenty participants of 2022 have not."""
    office = with_ways(office)
    office.programme = office.programme.replace("  lost: moved", "  lost: moved\n  covariates: [points]").replace(
        "group: group}", "group: group, points: entered}"
    )
    office.programme = office.programme.replace(
        "cohort:", "characteristics: [{id: points, label: Points, kind: number}]\ncohort:"
    )
    lacking = {f"p2022_{number}" for number in range(5)}
    office.persons = [
        line if line.partition(";")[0] in lacking else f"{line}{number % 3}"
        for number, line in enumerate(office.persons)
    ]
    return office
