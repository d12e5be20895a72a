"""A small complete programme, and what the loader says about changed ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wirkung.errors import ProgrammeFileError
from wirkung.programme.load import read_programme

COMPLETE = """\
id: demo
title: Demo
organisation: Landkreis Muster
question: Wirkt es?
goals:
  - {id: up, label: Mehr, measure: change, of: interest, target: 0.2, by: 2024-12-31}
  - {id: more, label: Mehr als andere, measure: difference, of: interest, target: 0.1, by: 2024-12-31}
  - {id: stay, label: Bleiben, measure: step_share, of: done, target: 0.7, by: 2024-12-31}
design: {kind: comparison, assignment: self_selected, clusters: course}
data:
  persons:
    file: persons.csv
    columns: {person: Nr, year: Jahr, group: Gruppe, course: Kurs, age: Alter}
    values:
      group: {Kurs: programme, Vergleich: comparison}
  measurements:
    - file: answers.csv
      columns: {person: Nr, wave: Zeitpunkt, q_1: Frage 1, q_2: Frage 2}
      values:
        wave: {vorher: before, nachher: after}
  attendance:
    file: attendance.csv
    columns: {person: Nr, course: Kurs, hours: da, planned_hours: geplant}
  events:
    file: events.csv
    columns: {person: Nr, event: Ereignis, date: Datum}
    values:
      event: {Praktikum: internship}
  costs:
    file: costs.csv
    columns: {year: Jahr, category: Art, amount: Betrag}
    values:
      category: {Personal: staff}
indicators:
  - {id: interest, label: Interesse, items: [q_1, q_2], reversed: [q_2], scale: {low: 1, high: 5}}
characteristics:
  - {id: age, label: Alter, kind: number}
cohort:
  - {id: there, label: Da, kind: attended}
  - {id: done, label: Fertig, kind: completed, share_of_hours: 0.75}
  - {id: asked, label: Gefragt, kind: answered, wave: after}
  - {id: intern, label: Praktikum, kind: event, event: internship}
costs: {price_year: 2024, outcome: done}
"""

Say = Callable[..., list[str]]


@pytest.fixture
def complete() -> str:
    """A programme file that uses every part and has no mistake."""
    return COMPLETE


@pytest.fixture
def said() -> Say:
    """What a reader is told about a file: one text a problem, empty where there is none."""

    def texts(text: str, language: str = "en") -> list[str]:
        try:
            read_programme(text.encode(), "demo.yaml")
        except ProgrammeFileError as error:
            return [problem.text(language) for problem in error.problems]
        return []

    return texts


@pytest.fixture
def said_after(said: Say) -> Say:
    """What is said about the complete programme after some pieces of its text were replaced."""

    def texts(*replacements: tuple[str, str], language: str = "en") -> list[str]:
        text = COMPLETE
        for old, new in replacements:
            assert text.count(old) == 1, f"{old!r} must stand in the file exactly once"
            text = text.replace(old, new)
        return said(text, language)

    return texts
