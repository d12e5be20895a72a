"""A lottery that asked nobody anything: of everybody it is known who passed, nothing else. Persons invented."""

from __future__ import annotations

from pathlib import Path

PROGRAMME = """
id: exam
synthetic: true
title: Exam
organisation: Office
question: Do more pass?
logic_model: {steps: [{step: 4, text: They learn}]}
design: {kind: randomised, assignment: lottery}
data:
  persons: {file: persons.csv, columns: {person: id, year: year, group: group}}
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {passed: passed}}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: passed, label: Exam passed, kind: event, event: passed}
tracking: {observed_until: 2025-12-31}
"""


def write_lottery(
    folder: Path, *changes: tuple[str, str], passed: tuple[int, int] = (250, 150), of: tuple[int, int] = (500, 579)
) -> Path:
    """So many passed of so many, by group: (programme, comparison)."""
    text = PROGRAMME
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    persons, events = ["id;year;group"], ["id;event;date"]
    for group, number, everybody in zip(("programme", "comparison"), passed, of, strict=True):
        persons += [f"{group[0]}{n};2024;{group}" for n in range(everybody)]
        events += [f"{group[0]}{n};passed;2025-0{1 + n % 9}-01" for n in range(number)]
    path = folder / "exam.yaml"
    path.write_text(text, encoding="utf-8")
    path.with_name("persons.csv").write_text("\n".join(persons) + "\n", encoding="utf-8")
    path.with_name("events.csv").write_text("\n".join(events) + "\n", encoding="utf-8")
    return path
