"""A programme without a comparison group that says whom it was meant for. All persons are invented."""

from __future__ import annotations

from pathlib import Path

PROGRAMME = """
id: area
synthetic: true
title: Area
organisation: Office
question: Whom do we reach?
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year, course: course, area: area, age: age}}
cohort:
  - {id: registered, label: Registered, kind: registered}
characteristics:
  - {id: area, label: {de: Ort, en: Area}}
  - {id: age, label: {de: Alter, en: Age}, kind: number, bands: [10-12, 13-15, 16+]}
reach:
  - year: 2024
    target: 2000
    target_by: {area: {North: 1000, South: 600, West: 300, East: 50}}
    source: School statistics
"""

# So many participants of each area; nobody came from the east.
AREAS = {"North": 120, "South": 40, "West": 60}


def write_office(folder: Path, *changes: tuple[str, str], areas: dict[str, int] | None = None) -> Path:
    """So many persons of each area, aged 10 to 17 in turn, in courses of 20."""
    text = PROGRAMME
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    lived = [area for area, number in (areas or AREAS).items() for _ in range(number)]
    persons = ["id;year;course;area;age"]
    persons += [f"p{n};2024;k{n // 20};{area};{10 + n % 8}" for n, area in enumerate(lived)]
    path = folder / "area.yaml"
    path.write_text(text, encoding="utf-8")
    path.with_name("persons.csv").write_text("\n".join(persons) + "\n", encoding="utf-8")
    return path
