"""An invented programme with a pre-test, another measure than the outcome; its numbers can be counted by hand."""

from __future__ import annotations

from pathlib import Path

ONE_GROUP = "kind: one_group, assignment: self_selected"
COMPARISON = "kind: comparison, assignment: self_selected"
LOTTERY = "kind: randomised, assignment: lottery"

PROGRAMME = """
id: mentors
synthetic: true
title: Reading mentors
organisation: Office
question: Do they calculate better?
design: {DESIGN}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, GROUPcourse: course}
  measurements:
    - file: before.csv
      columns: {person: id, year: year, reading: reading}
      constants: {wave: before}
    - file: after.csv
      columns: {person: id, year: year, maths: maths}
      constants: {wave: after}
indicators:
  - {id: reading, label: Reading, items: [reading], measured: [before], scale: {low: 0, high: 60}, decimals: 1}
  - {id: maths, label: Maths, items: [maths], measured: [after], pretest: reading, scale: {low: 0, high: 60}}
"""


def score(n: int, *, ours: bool) -> tuple[int, int]:
    """Reading, 0 to 9 and two more in the programme; maths, 10 and twice that, three more there, and 1 or -1."""
    reading = n % 10 + 2 * ours
    return reading, 10 + 2 * reading + 3 * ours + (1 if n // 10 % 2 else -1)


def write_pretest(
    folder: Path,
    design: str = COMPARISON,
    *changes: tuple[str, str],
    without_pretest: int = 0,
    without_answer: int = 0,
    number: int = 40,
) -> Path:
    """So many persons in each group; the first of both have no pre-test, and the last no answer afterwards."""
    text = PROGRAMME.replace("DESIGN", design).replace("GROUP", "" if design == ONE_GROUP else "group: group, ")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    persons, before, after = ["id;year;group;course"], ["id;year;reading"], ["id;year;maths"]
    for group in ("programme",) if design == ONE_GROUP else ("programme", "comparison"):
        for n in range(number):
            person, (reading, maths) = f"{group[0]}{n};2024", score(n, ours=group == "programme")
            persons.append(f"{person};{group};{group[0]}{n % 8}")
            before += [f"{person};{reading}"] if n >= without_pretest else []
            after += [f"{person};{maths}"] if n < number - without_answer else []
    for name, rows in (("persons", persons), ("before", before), ("after", after)):
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    path = folder / "mentors.yaml"
    path.write_text(text, encoding="utf-8")
    return path
