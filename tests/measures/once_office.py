"""A small programme that measured afterwards only, whose every number can be counted by hand."""

from __future__ import annotations

from pathlib import Path

ONE_GROUP = "design: {kind: one_group, assignment: self_selected}"
COMPARISON = "design: {kind: comparison, assignment: self_selected}"
LOTTERY = "design: {kind: randomised, assignment: lottery}"

PROGRAMME_ONCE = """
id: parents
synthetic: true
title: Strong parents
organisation: Office
question: How many pass?
DESIGN
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, GROUPgender: gender}
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, passed: passed, points: points}
      constants: {wave: after}
indicators:
  - {id: passed, label: Course passed, items: [passed], kind: yes_no}
  - {id: points, label: Test, items: [points], scale: {low: 0, high: 20}, decimals: 1}
characteristics:
  - {id: gender, label: Gender}
"""


def write_once(folder: Path, design: str = ONE_GROUP, *changes: tuple[str, str]) -> Path:
    """Of 80 invented participants 53 passed, of 80 others (if there are any) 30; points 8 to 17, and 5 to 14."""
    group = "" if design == ONE_GROUP else "group: group, "
    text = PROGRAMME_ONCE.replace("DESIGN", design).replace("GROUP", group)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    there = [("programme", "p", 53, 8)] + ([("comparison", "q", 30, 5)] if group else [])
    persons, answers = ["id;year;group;gender"], ["id;year;passed;points"]
    for name, letter, passed, low in there:
        for n in range(80):
            persons.append(f"{letter}{n};2024;{name};{'f' if n % 2 else 'm'}")
            answers.append(f"{letter}{n};2024;{int(n < passed)};{low + n % 10}")
    path = folder / "parents.yaml"
    path.write_text(text, encoding="utf-8")
    path.with_name("persons.csv").write_text("\n".join(persons) + "\n", encoding="utf-8")
    path.with_name("answers.csv").write_text("\n".join(answers) + "\n", encoding="utf-8")
    return path
