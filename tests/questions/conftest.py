"""A small programme whose every number can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.raw import RawStudy, open_raw

PROGRAMME = """
id: robots
title: Robots
organisation: Office
synthetic: true
question: Does it work?
design: {kind: comparison, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, group: group, course: course, school: school}
    accept: [institution]
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, wave: wave, a: a, b: b, c: c}
  attendance:
    file: hours.csv
    columns: {person: id, year: year, course: course, hours: hours, planned_hours: planned}
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {chose: chose}}
  costs:
    file: costs.csv
    columns: {year: year, category: kind, amount: euro}
indicators:
  - {id: interest, label: Interest, items: [a, b, c], reversed: [c], scale: {low: 1, high: 5}}
characteristics:
  - {id: school, label: School}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: attended, label: Attended, kind: attended}
  - {id: completed, label: Completed, kind: completed, share_of_hours: 0.75}
  - {id: chose, label: Chose, kind: event, event: chose}
costs: {price_year: 2024, outcome: chose}
goals:
  - {id: up, label: Interest rises, measure: change, of: interest, target: 0.5, by: 2024-12-31}
  - {id: gap, label: More than others, measure: difference, of: interest, target: 9, by: 2024-12-31}
  - {id: stay, label: Stay, measure: step_share, of: completed, target: 0.5, by: 2024-12-31}
"""


# With it, every category is large enough to be shown by itself.
GROUPS_OF_THREE = ("goals:", "privacy: {smallest_group: 3, reason: Counted by hand}\ngoals:")


def rows(header: str, lines: list[str]) -> str:
    return "\n".join([header, *lines]) + "\n"


def write_programme(folder: Path, programme: str = PROGRAMME) -> Path:
    """20 participants (p1-p20) and 20 others (q1-q20); 16 attend, 12 complete, 8 of these choose."""
    people = [f"p{n};2024;programme;k{n % 2};{'A' if n <= 12 else 'B'}" for n in range(1, 21)]
    people += [f"q{n};2024;comparison;;{'A' if n <= 8 else 'B'}" for n in range(1, 21)]
    answers = []
    for n in range(1, 21):
        low = 2 + n % 2  # before: a = b = 2 or 3, c turned round the same
        answers.append(f"p{n};2024;before;{low};{low};{6 - low}")
        answers.append(f"p{n};2024;after;{low + 1};{low + 1};{5 - low + (n % 4 == 0)}")
        answers.append(f"q{n};2024;before;{low};{low};{6 - low}")
        answers.append(f"q{n};2024;after;{low};{low};{6 - low - (n % 4 == 0)}")
    hours = [f"p{n};2024;k{n % 2};{20 if n <= 12 else 5};20" for n in range(1, 17)]
    events = [f"p{n};chose;2025-08-01" for n in range(1, 9)]
    events += ["p9;chose;2023-08-01", "p20;chose;2025-08-01"]  # too early; never attended
    costs = ["2024;staff;3000.10", "2024;volunteers;999.90", "2023;staff;77.00"]
    files = {
        "robots.yaml": programme,
        "persons.csv": rows("id;year;group;course;school", people),
        "answers.csv": rows("id;year;wave;a;b;c", answers),
        "hours.csv": rows("id;year;course;hours;planned", hours),
        "events.csv": rows("id;event;date", events),
        "costs.csv": rows("year;kind;euro", costs),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "robots.yaml"


@pytest.fixture
def programme_file(tmp_path: Path) -> Path:
    return write_programme(tmp_path)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> RawStudy:
    """Of all tests of a file; who changes files or questions opens a study of their own."""
    return open_raw(write_programme(tmp_path_factory.mktemp("study")), year=2024)


@pytest.fixture
def changed(tmp_path: Path):
    """The same programme with pieces of its file replaced."""

    def open_changed(*replacements: tuple[str, str]) -> RawStudy:
        text = PROGRAMME
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        return open_raw(write_programme(tmp_path, text), year=2024)

    return open_changed
