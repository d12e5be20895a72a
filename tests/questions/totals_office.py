"""An office that knows how many came to each course, and nobody by name. All numbers are invented."""

from __future__ import annotations

from pathlib import Path

HEAD = "Kurs;Jahr;Plätze;Anmeldungen;TN;Abschluss;Std"
ROWS = (
    "Lesen;2024;20;18;14;10;24",
    "Rechnen;2024;20;22;16;12;24",
    "Schreiben;2024;20;20;15;13;20",
    "Werken;2024;20;6;0;0;0",  # did not take place
    "Lesen;2023;20;20;15;10;24",
    "Rechnen;2023;20;20;14;11;24",
)
PROGRAMME = """
id: kurse
title: Lernkurse
organisation: Amt
question: Wie viele nahmen teil?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  totals:
    file: kurse.csv
    columns:
      {course: Kurs, year: Jahr, places: Plätze, registered: Anmeldungen, attended: TN, completed: Abschluss,
       hours: Std}
  costs:
    file: kosten.csv
    columns: {year: Jahr, category: Art, amount: Betrag}
    values: {category: {P: staff}}
costs: {price_year: 2024}
"""
COSTS = "Jahr;Art;Betrag\n2024;P;9000,00\n2023;P;5800,00\n"


def write_courses(
    folder: Path, *, rows: tuple[str, ...] = ROWS, programme: str = PROGRAMME, head: str = HEAD
) -> Path:
    """The programme file of an office, written with its tables."""
    (folder / "kurse.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (folder / "kosten.csv").write_text(COSTS, encoding="utf-8")
    path = folder / "kurse.yaml"
    path.write_text(programme, encoding="utf-8")
    return path
