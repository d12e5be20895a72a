"""Programmes that few offices would call normal, and that happen: little data, very much, or odd names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.report.six.offices import TOP, YEAR, _chance, _write, costs_only, steps_only

LIST: Final = (
    TOP.format(id="sommercamp", de="Sommercamp", en="Summer camp")
    + """\
question: {de: "Wer kam ins Sommercamp?", en: "Who came to the summer camp?"}
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, sex: sex}
characteristics:
  - {id: sex, label: {de: Geschlecht, en: Sex}}
"""
)


def nothing_measured(folder: Path) -> Path:
    """A list of 80 persons, and nobody was asked anything."""
    persons = ["id;year;sex", *(f"k{n};{YEAR};{'wm'[n % 2]}" for n in range(80))]
    return _write(folder, LIST, persons=persons)


SCORED: Final = """\
question: {{de: "{question}", en: "{question}"}}
design:
  kind: comparison
  assignment: self_selected
  note: {{de: "{note}", en: "{note}"}}
data:
  persons:
    file: persons.csv
    columns: {{person: id, year: year, group: group}}
  measurements:
    - file: answers.csv
      columns: {{person: id, year: year, wave: wave, {columns}}}
indicators:
{indicators}goals:
  - id: up
    label: {{de: "{goal}", en: "{goal}"}}
    measure: change
    of: i0
    target: 0.3
    by: 2024-12-31
"""
INDICATOR: Final = """\
  - id: i{n}
    label: {{de: "{label}", en: "{label}"}}
    items: [i{n}]
    scale: {{low: 1, high: 5}}
{more}"""


def _scored(
    folder: Path,
    *,
    persons: int,
    title: str = "Lernwerkstatt",
    labels: tuple[str, ...] = ("Freude am Lernen",),
    said: str = "Wächst die Freude am Lernen?",
    organisation: str = "Landkreis Musterland",
) -> Path:
    """So many persons a group, asked before and after for each of the labels; those of the programme gain."""
    random = _chance(41)
    top = TOP.format(id="lernwerkstatt", de=title, en=title).replace("Landkreis Musterland", f'"{organisation}"')
    programme = top + SCORED.format(
        question=said,
        note="Wer wollte, nahm teil.",
        goal=said,
        columns=", ".join(f"i{n}: i{n}" for n in range(len(labels))),
        indicators="".join(
            INDICATOR.format(n=n, label=label, more="    main: true\n" if n == len(labels) - 1 else "")
            for n, label in enumerate(labels)
        ),
    )
    rows = ["id;year;group"]
    answers = [";".join(("id;year;wave", *(f"i{n}" for n in range(len(labels)))))]
    for n in range(2 * persons):
        group = ("programme", "comparison")[n % 2]
        rows.append(f"k{n};{YEAR};{group}")
        before = [random.choice((2, 3, 4)) for _ in labels]
        after = [min(max(each + random.choice((-1, 0, 1)) + (n % 2 == 0), 1), 5) for each in before]
        for wave, values in (("before", before), ("after", after)):
            answers.append(";".join((f"k{n};{YEAR};{wave}", *map(str, values))))
    return _write(folder, programme, persons=rows, answers=answers)


def all_withheld(folder: Path) -> Path:
    """Six persons a group, where ten are the fewest that are told."""
    return _scored(folder, persons=6)


def one_person(folder: Path) -> Path:
    """One in the programme, and one beside it."""
    return _scored(folder, persons=1)


def forty(folder: Path) -> Path:
    """Forty questions; the last of them is the main one."""
    labels = tuple(f"Frage {n}: Lernen in der Werkstatt" for n in range(1, 41))
    return _scored(folder, persons=60, labels=labels)


LONG: Final = ("Lernwerkstatt für Schülerinnen und Schüler der Jahrgangsstufen fünf bis zehn " * 4)[:300]


def long_names(folder: Path) -> Path:
    """A title of 300 letters, and as long an organisation, question, goal and name of what was measured."""
    return _scored(folder, persons=30, title=LONG, labels=(LONG,), said=LONG, organisation=LONG)


HEBREW: Final = "סדנת למידה לנוער (2024)"
ARABIC: Final = "هل يزداد الاهتمام بالتعلم؟"


def right_to_left(folder: Path) -> Path:
    """Everything that an office names is in Hebrew or Arabic, in a German report."""
    return _scored(
        folder, persons=30, title=HEBREW, labels=("الاهتمام 1", HEBREW), said=ARABIC, organisation=HEBREW
    )


ODD: Final[dict[str, Callable[[Path], Path]]] = {
    "nothing_measured": nothing_measured,
    "costs_only": costs_only,
    "steps_only": steps_only,
    "all_withheld": all_withheld,
    "one_person": one_person,
    "forty": forty,
    "long_names": long_names,
    "right_to_left": right_to_left,
}
