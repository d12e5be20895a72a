"""The tables of README.md: true values, sizes and damage, so that none is copied by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from mint_sample import costs
from mint_sample.damage import FIRST_ITEM, GENDER, MUNICIPALITY
from mint_sample.files import Sample
from mint_sample.parameters import OUTSIDE_SCALE, WAVES, YEARS
from mint_sample.tables import ITEM_HEADINGS, Row
from mint_sample.truth import FILE

FILE_NAME = "README.md"
NUMBER, YEAR, GROUP, COURSE, WAVE = 0, 1, 2, 3, 2
EVENT = 1
NOT_PAID = ("Ehrenamt", "Sachspenden")
Line = dict[str, Any]


def write_tables(folder: Path, rows: Sample) -> Path:
    """Put the current tables between the marks of README.md."""
    path = folder / FILE_NAME
    text = path.read_text(encoding="utf-8")
    truth = json.loads((folder / FILE).read_text(encoding="utf-8"))
    for name, table in {**truth_tables(truth), **sample_tables(rows)}.items():
        before, _, rest = text.partition(f"<!-- {name} -->")
        _, end, after = rest.partition(f"<!-- end of {name} -->")
        if not end:
            raise SystemExit(f"{path}: no place for the table {name!r} between its two marks")
        text = f"{before}<!-- {name} -->\n{table}\n{end}{after}"
    path.write_text(text, encoding="utf-8")
    return path


def truth_tables(truth: dict[str, list[Line]]) -> dict[str, str]:
    """The true values as README.md shows them."""
    return {"true changes": _change_table(truth["changes"]), "true steps": _step_table(truth["steps"])}


def sample_tables(rows: Sample) -> dict[str, str]:
    """Rows of the files, people of the years and damage, counted in the rows as written."""
    return {"files": _file_table(rows), "years": _year_table(rows), "damage": _damage_table(rows)}


def _change_table(lines: list[Line]) -> str:
    heads = ["year", "indicator", "wave", "before: programme", "before: comparison"]
    heads += [
        f"{who}: {group}" for who in ("all", "recorded") for group in ("programme", "comparison", "**difference**")
    ]
    columns = ["before_programme", "before_comparison"]
    columns += [
        f"{who}_{group}" for who in ("change", "recorded") for group in ("programme", "comparison", "difference")
    ]
    body = [
        [line["year"], line["indicator"], line["wave"], *(f"{line[c]:.2f}" for c in columns)] for line in lines
    ]
    return _markdown(heads, body)


def _step_table(lines: list[Line]) -> str:
    heads = [
        "year",
        "step",
        "ever",
        "recorded",
        "recorded, in order",
        "of the step before",
        "recorded: comparison",
    ]
    columns = ["ever", "recorded", "recorded_in_order", "recorded_of_previous", "recorded_comparison"]
    return _markdown(heads, [[line["year"], line["step"], *(_share(line[c]) for c in columns)] for line in lines])


def _file_table(rows: Sample) -> str:
    sizes = {
        "anmeldungen.csv": len(rows.persons),
        "befragung.csv": len(rows.answers),
        "anwesenheit.xlsx": len(rows.hours),
        "ereignisse.csv": len(rows.events),
        "kosten.csv": len(rows.costs),
    }
    return _markdown(["file", "rows"], [[name, size] for name, size in sizes.items()])


def _year_table(rows: Sample) -> str:
    heads = ["year", "participants", "registrations", "courses", "municipalities", "comparison group"]
    heads += [f"answers {wave}: programme / comparison" for wave in WAVES] + ["full cost (€)", "of it paid (€)"]
    return _markdown(heads, [_year_line(rows, str(year)) for year in YEARS])


def _year_line(rows: Sample, year: str) -> list[str | int]:
    once = set(rows.persons)
    programme = [row for row in once if row[YEAR] == year and row[GROUP] == "Kurs"]
    participants = {row[NUMBER] for row in programme}
    comparison = {row[NUMBER] for row in once if row[YEAR] == year and row[GROUP] != "Kurs"}
    answers = [_answers(rows.answers, year, wave, participants) for wave in WAVES]
    spent = costs.totals(int(year))
    paid = sum((amount for kind, amount in spent.items() if kind not in NOT_PAID), Decimal(0))
    places = {row[MUNICIPALITY].strip() for row in once if row[YEAR] == year}
    courses = {row[COURSE] for row in programme}
    sizes = [len(participants), len(programme), len(courses), len(places), len(comparison)]
    return [year, *sizes, *answers, f"{sum(spent.values()):.2f}", f"{paid:.2f}"]


def _answers(rows: list[Row], year: str, wave: str, participants: set[str]) -> str:
    who = {row[NUMBER] for row in rows if row[YEAR] == year and row[WAVE] == wave}
    return f"{len(who & participants)} / {len(who - participants)}"


def _damage_table(rows: Sample) -> str:
    items = range(FIRST_ITEM, FIRST_ITEM + len(ITEM_HEADINGS))
    cells = Counter(row[column] for row in rows.answers for column in items)
    likert = Counter(row[column] for row in rows.answers for column in items[:-1])
    registered = {(row[NUMBER], row[YEAR]) for row in rows.persons}
    years_by_person = Counter(number for number, _ in registered)
    body: list[list[str | int]] = [
        ["answers missing, blank", cells[""]],
        ["answers missing, `k. A.`", cells["k. A."]],
        ["answers missing, `99`", cells["99"]],
        ["answers missing, share of all", f"{(cells[''] + cells['k. A.'] + cells['99']) / cells.total():.4f}"],
        ["Likert answers outside the scale", sum(likert[value] for value in OUTSIDE_SCALE)],
        ["rows of registrations entered twice", len(rows.persons) - len(set(rows.persons))],
        ["rows of answers entered twice", len(rows.answers) - len(set(rows.answers))],
        ["second registrations in the same year", len(set(rows.persons)) - len(registered)],
        ["people who take part in more than one year", sum(count > 1 for count in years_by_person.values())],
        ["registrations with «w» or «m»", sum(row[GENDER] in {"w", "m"} for row in rows.persons)],
        [
            "municipalities with stray spaces",
            sum(row[MUNICIPALITY] != row[MUNICIPALITY].strip() for row in rows.persons),
        ],
        ["rows with a blank characteristic", sum("" in row[GENDER:MUNICIPALITY] for row in rows.persons)],
        ["events of people nobody registered", sum(row[NUMBER].startswith("BSP-9") for row in rows.events)],
        ["events the programme file does not name", sum(row[EVENT] == "Schulwechsel" for row in rows.events)],
    ]
    return _markdown(["damage", "count"], body)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _markdown(heads: list[str], body: Iterable[Sequence[str | int]]) -> str:
    lines: list[Sequence[str | int]] = [heads, ["---"] * len(heads), *body]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
