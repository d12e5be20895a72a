"""A small invented programme in whose file the design can be written as it was; every person is made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np

PROGRAMME = """
id: reading
synthetic: true
title: Reading
organisation: Office
question: Do they read better?
logic_model: {steps: [{step: 4, text: They learn}]}
design: {DESIGN}
data:
  persons:
    file: persons.csv
    columns:
      {person: id, year: year, group: group, course: course, school: school, pair: pair, took: took, form: form,
       stands_for: weight, began: began,
       age: age}
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, wave: wave, points: points, passed: passed}
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {chose: chose}}
indicators:
  - {id: points, label: Points, items: [points], scale: {low: 0, high: 100}, main: true}
  - {id: passed, label: Passed, items: [passed], kind: yes_no, measured: [after]}
characteristics:
  - {id: age, label: Age, kind: number}
  - {id: school, label: School, kind: institution}
cohort:
  - {id: chose, label: Chose, kind: event, event: chose}
goals:
  - {id: gap, label: More than others, measure: difference, of: points, target: 2, by: 2025-12-31}
tracking: {observed_until: 2025-12-31}
"""


def people(*, schools: int = 12, each: int = 15, seed: int = 1, effect: float = 4.0) -> list[dict[str, object]]:
    """Pairs of schools, one of each drawn; everybody has a school, those of the programme a course too."""
    rng = np.random.default_rng(seed)
    found: list[dict[str, object]] = []
    for school in range(schools):
        pair, programme = school // 2, school % 2 == 0
        level = 3 * (pair % 4) + 2 * rng.standard_normal()
        for number in range(each):
            before = 40 + level + 8 * rng.standard_normal()
            after = 12 + 0.75 * before + level / 2 + effect * programme + 5 * rng.standard_normal()
            found.append(
                {
                    "id": f"s{school}n{number}",
                    "group": "programme" if programme else "comparison",
                    "course": f"c{school}" if programme else "",
                    "school": f"School {school}",
                    "pair": f"Pair {pair}",
                    "age": 10 + number % 4,
                    "weight": 1 + number % 3,
                    "form": ("short", "long")[school // 2 % 2] if programme else "",
                    "took": int(number > 2 if programme else number > 12),
                    "before": round(before, 2),
                    "after": round(after, 2),
                    "passed": int(after > 48),
                }
            )
    return found


def write_design(folder: Path, design: str, persons: list[dict[str, object]], *changes: tuple[str, str]) -> Path:
    """The programme with a design, as it stands in `design: {…}`, and pieces of its file replaced."""
    text = PROGRAMME.replace("DESIGN", design)
    for name in ("pair", "took", "form", "began"):  # a column that nothing names is a mistake
        if name not in design:
            text = text.replace(f", {name}: {name}", "")
    if "weights" not in design:
        text = text.replace("stands_for: weight,", "")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    columns = ("id", "group", "course", "school", "pair", "took", "age", "form", "weight", "began")
    listed = [";".join(("2024", *(str(each.get(name, "")) for name in columns))) for each in persons]
    answers = [f"{each['id']};2024;before;{each['before']};" for each in persons]
    answers += [f"{each['id']};2024;after;{each['after']};{each['passed']}" for each in persons]
    answers += [
        f"{each['id']};2024;follow_up;{each['follow_up']};{each.get('passed_later', '')}"
        for each in persons
        if "follow_up" in each
    ]
    chose = [f"{each['id']};chose;2025-03-01" for each in persons if each["passed"]]
    files = {
        "persons.csv": [";".join(("year", *columns)), *listed],
        "answers.csv": ["id;year;wave;points;passed", *answers],
        "events.csv": ["id;event;date", *chose],
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "reading.yaml"
    path.write_text(text, encoding="utf-8")
    return path
