"""A small programme with school grades, 1 best, whose every number can be counted by hand."""

from __future__ import annotations

from pathlib import Path

PROGRAMME_OF_GRADES = """
id: tutoring
synthetic: true
title: Tutoring
organisation: Office
question: Do grades become better?
DESIGN
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, GROUPgender: gender}
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, wave: wave, grade: grade}
indicators:
  - {id: grade, label: Grade in maths, items: [grade], kind: ordered, scale: {low: 1, high: 6}, better: lower}
characteristics:
  - {id: gender, label: Gender}
goals:
  - {id: clear, label: Grades become better, measure: change, of: grade, target: -0.3, by: 2024-12-31}
"""

ONE_GROUP = "design: {kind: one_group, assignment: self_selected}"
COMPARISON = "design: {kind: comparison, assignment: self_selected}"
LOTTERY = "design: {kind: randomised, assignment: lottery}"


def write_grades(folder: Path, design: str = ONE_GROUP, *changes: tuple[str, str]) -> Path:
    """90 invented participants begin with 2 to 4 (30 each); 45 are one better afterwards, 15 one worse.

    Of 90 others (where there are any) 15 are one better and 15 one worse.
    """
    group = "" if design == ONE_GROUP else "group: group, "
    text = PROGRAMME_OF_GRADES.replace("DESIGN", design).replace("GROUP", group)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    persons, answers = ["id;year;group;gender"], ["id;year;wave;grade"]
    for name, letter, better in (("programme", "p", 45), *((("comparison", "q", 15),) if group else ())):
        for n in range(90):
            before = 2 + n % 3
            after = before - (n < better) + (n >= 75)
            persons.append(f"{letter}{n};2024;{name};{'f' if n % 2 else 'm'}")
            answers += [f"{letter}{n};2024;before;{before}", f"{letter}{n};2024;after;{after}"]
    path = folder / "tutoring.yaml"
    path.write_text(text, encoding="utf-8")
    path.with_name("persons.csv").write_text("\n".join(persons) + "\n", encoding="utf-8")
    path.with_name("answers.csv").write_text("\n".join(answers) + "\n", encoding="utf-8")
    return path
