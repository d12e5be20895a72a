"""The sample data say they are invented, come out of the generator, and are what their README says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
MINT = ROOT / "data" / "mint"
YEARS = ("2022", "2023", "2024")
WAVES = ("vorher", "nachher", "nach 6 Monaten")
ENCODINGS = {
    "anmeldungen.csv": "cp1252",
    "befragung.csv": "utf-8-sig",
    "ereignisse.csv": "cp1252",
    "kosten.csv": "cp1252",
}


def sheet_rows(folder: Path = MINT) -> list[tuple[object, ...]]:
    workbook = load_workbook(folder / "anwesenheit.xlsx", read_only=True)
    rows = [tuple(row) for row in workbook["Anwesenheit"].iter_rows(values_only=True)]
    workbook.close()
    return rows


def readme_table(name: str) -> list[dict[str, str]]:
    """One of the tables between marks in README.md."""
    text = (MINT / "README.md").read_text(encoding="utf-8")
    block = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- end of {name} -->", text, flags=re.DOTALL)
    assert block is not None, name
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in block[1].splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def test_the_script_writes_the_same_files_again(tmp_path):
    script = [sys.executable, str(MINT / "generate.py"), str(tmp_path)]
    subprocess.run(script, check=True, capture_output=True)
    for name in ENCODINGS:
        assert (tmp_path / name).read_bytes() == (MINT / name).read_bytes(), name
    # Cells, not bytes: another release of the Excel writer may order its XML differently.
    assert sheet_rows(tmp_path) == sheet_rows()
    assert not (tmp_path / "true_values.json").exists()


@pytest.mark.usefixtures("generator")
def test_the_workbook_has_no_clock_and_no_compression(tmp_path):
    from mint_sample import files  # noqa: PLC0415 - found only beside its script

    rows = files.sample()
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        files.write_all(folder, rows)
    assert (first / "anwesenheit.xlsx").read_bytes() == (second / "anwesenheit.xlsx").read_bytes()
    assert b"2026-07-01T12:00:00Z" in (first / "anwesenheit.xlsx").read_bytes()


def test_every_row_says_that_it_is_invented(csv_rows):
    for name, encoding in ENCODINGS.items():
        heading, rows = csv_rows(name, encoding)
        assert {row[heading.index("Hinweis")] for row in rows} == {"Beispieldaten, erfunden"}, name
    sheet = sheet_rows()
    assert {row[-1] for row in sheet[1:]} == {"Beispieldaten, erfunden"}
    numbers = {row[0] for name in ENCODINGS if name != "kosten.csv" for row in csv_rows(name, ENCODINGS[name])[1]}
    assert all(re.fullmatch(r"BSP-\d{5}", str(number)) for number in numbers | {row[0] for row in sheet[1:]})


def test_files_are_written_as_a_german_office_writes_them(csv_rows):
    assert (MINT / "befragung.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (MINT / "anmeldungen.csv").read_bytes().endswith(b"erfunden\r\n\r\n")
    assert "Wissenstest\N{NO-BREAK SPACE}(0-20)" in csv_rows("befragung.csv", "utf-8-sig")[0]
    assert all(re.fullmatch(r"\d\d\.\d\d\.20\d\d", row[2]) for row in csv_rows("ereignisse.csv", "cp1252")[1])
    amounts = [row[5] for row in csv_rows("kosten.csv", "cp1252")[1]]
    assert all(re.fullmatch(r"(\d{1,3}(\.\d{3})*,\d\d( €)?)?", amount) for amount in amounts)
    assert "" in amounts
    assert any(amount.endswith(" €") for amount in amounts)


def test_the_programme_file_names_headings_that_are_there(csv_rows):
    sources = YAML(typ="safe").load((ROOT / "params" / "mint.yaml").read_text(encoding="utf-8"))["data"]
    for source in (sources["persons"], *sources["measurements"], sources["events"], sources["costs"]):
        name = Path(source["file"]).name
        heading = [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in csv_rows(name, ENCODINGS[name])[0]]
        assert set(source["columns"].values()) <= set(heading)
    assert set(sources["attendance"]["columns"].values()) <= set(sheet_rows()[0])


def test_rows_of_files_are_as_the_readme_says(csv_rows):
    counted = {name: len(csv_rows(name, ENCODINGS[name])[1]) for name in ENCODINGS}
    counted["anwesenheit.xlsx"] = len(sheet_rows()) - 1
    assert {line["file"]: int(line["rows"]) for line in readme_table("files")} == counted


@pytest.mark.parametrize("year", YEARS)
def test_people_courses_and_places_of_a_year_are_as_the_readme_says(once, year):
    (line,) = [line for line in readme_table("years") if line["year"] == year]
    programme = [row for row in once if row[1:3] == [year, "Kurs"]]
    comparison = [row for row in once if row[1:3] == [year, "Vergleich"]]
    assert int(line["participants"]) == len({row[0] for row in programme})
    assert int(line["registrations"]) == len(programme) == int(line["participants"]) + 20
    assert int(line["comparison group"]) == len({row[0] for row in comparison}) == 250
    assert int(line["courses"]) == len({row[3] for row in programme}) == 14
    assert int(line["municipalities"]) == len({row[8].strip() for row in programme + comparison}) == 8
    assert {row[3] for row in comparison} == {""}
    assert not {row[4] for row in programme} & {row[4] for row in comparison}
    sizes = Counter(row[3] for row in programme).values()
    assert min(sizes) >= 15
    assert max(sizes) <= 32
    assert {int(row[6]) for row in programme + comparison if row[6]} == {12, 13, 14, 15, 16}


@pytest.mark.parametrize("year", YEARS)
def test_answers_of_a_year_are_as_the_readme_says(once, answers, year):
    (line,) = [line for line in readme_table("years") if line["year"] == year]
    participants = {row[0] for row in once if row[1:3] == [year, "Kurs"]}
    for wave in WAVES:
        who = {row[0] for row in answers if row[1:3] == [year, wave]}
        found = f"{len(who & participants)} / {len(who - participants)}"
        assert line[f"answers {wave}: programme / comparison"] == found


@pytest.mark.parametrize("year", YEARS)
def test_costs_of_a_year_are_as_the_readme_says(csv_rows, year):
    def number(text: str) -> Decimal:
        return Decimal(text.removesuffix(" €").replace(".", "").replace(",", "."))

    spent: Counter[str] = Counter()
    for _, kind, _, hours, rate, amount, *_ in (
        row for row in csv_rows("kosten.csv", "cp1252")[1] if row[0] == year
    ):
        product = (number(hours) * number(rate)).quantize(Decimal("0.01"), "ROUND_HALF_UP") if hours else None
        assert product is None or not amount or product == number(amount)
        spent[kind] += number(amount) if amount else product
    (line,) = [line for line in readme_table("years") if line["year"] == year]
    assert Decimal(line["full cost (€)"]) == sum(spent.values())
    assert Decimal(line["of it paid (€)"]) == sum(spent.values()) - spent["Ehrenamt"] - spent["Sachspenden"]
    assert 90_000 < sum(spent.values()) < 100_000


def test_damage_is_as_the_readme_says(csv_rows, registrations, once, answers):
    events = csv_rows("ereignisse.csv", "cp1252")[1]
    cells = Counter(cell for row in answers for cell in row[3:11])
    outside = [cell for row in answers for cell in row[3:10] if cell not in {"", "k. A.", "99", *"12345"}]
    missing = cells[""] + cells["k. A."] + cells["99"]
    registered = {(row[0], row[1]) for row in registrations}
    years = Counter(person for person, _ in registered)
    counted = {
        "answers missing, blank": cells[""],
        "answers missing, `k. A.`": cells["k. A."],
        "answers missing, `99`": cells["99"],
        "answers missing, share of all": f"{missing / (8 * len(answers)):.4f}",
        "Likert answers outside the scale": len(outside),
        "rows of registrations entered twice": len(registrations) - len(once),
        "rows of answers entered twice": len(answers) - len({tuple(row) for row in answers}),
        "second registrations in the same year": len(once) - len(registered),
        "people who take part in more than one year": sum(
            n > 1 for n in Counter(p for p, _ in registered).values()
        ),
        "registrations with «w» or «m»": sum(row[5] in {"w", "m"} for row in registrations),
        "municipalities with stray spaces": sum(row[8] != row[8].strip() for row in registrations),
        "rows with a blank characteristic": sum("" in row[5:8] for row in registrations),
        "events of people nobody registered": sum(row[0] not in years for row in events),
        "events the programme file does not name": sum(row[1] == "Schulwechsel" for row in events),
    }
    assert {line["damage"]: line["count"] for line in readme_table("damage")} == {
        k: str(v) for k, v in counted.items()
    }
    assert 0.03 < missing / (8 * len(answers)) < 0.06


def test_three_quarters_of_the_hours_decide_clearly():
    """Nobody is near the border of «completed», and a second course ends as the first did."""
    hours: dict[tuple[object, object], list[float]] = {}
    for person, year, _, attended, planned, _ in sheet_rows()[1:]:
        assert planned == 20
        hours.setdefault((person, year), []).append(float(attended))
    assert all(attended <= 14 or attended >= 15.5 for both in hours.values() for attended in both)
    assert all(len({attended >= 15 for attended in both}) == 1 for both in hours.values())
