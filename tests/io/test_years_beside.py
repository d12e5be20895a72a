"""A budget sheet with several years beside each other: each column is of its year. All amounts are invented."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from wirkung.catalogue import LANGUAGES
from wirkung.codes import Role
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.io.assemble import read_tables
from wirkung.programme.load import read_programme
from wirkung.report.sections.cost import cost_tables
from wirkung.study.study import open_study

PROGRAMME = """
id: buero
title: Büro
organisation: Amt
question: Was kostet es?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  costs:
    file: plan.csv
    columns: {category: Konto, description: Text}
    years:
      2022: {amount: Ergebnis 2022}
      2023: {planned: Ansatz 2023, amount: Ergebnis 2023}
      2024: {planned: Ansatz 2024}
    values: {category: {"50": staff, "52": rooms, "54": material, "44": income}}
costs: {price_year: 2023}
"""
HEAD = ("Konto", "Text", "Ergebnis 2022", "Ansatz 2023", "Ergebnis 2023", "Ansatz 2024")
ROWS = (
    ("50", "Personal", 900.25, 1000, 1010.5, 1100),
    ("52", "Räume", 200, 220, 215.25, 230),
    ("54", "Neu seit 2023", None, 30, 28, 30),
    ("44", "Zuweisung", -300, -310, -305, -320),
    (None, "Summe", 800.25, 940, 948.75, 1040),
)


def sheet(folder, rows=ROWS, programme=PROGRAMME):
    lines = [("Haushalt 2024, Entwurf",), (), HEAD, *rows]
    text = [";".join("" if cell is None else str(cell).replace(".", ",") for cell in line) for line in lines]
    (folder / "plan.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    (folder / "buero.yaml").write_text(programme, encoding="utf-8")
    return folder / "buero.yaml"


def workbook(folder):
    book = Workbook()
    for row in (("Haushalt 2024, Entwurf",), (), HEAD, *ROWS):
        book.active.append(row)
    book.save(folder / "plan.xlsx")
    (folder / "buero.yaml").write_text(PROGRAMME.replace("plan.csv", "plan.xlsx"), encoding="utf-8")
    return folder / "buero.yaml"


def tables_of(file):
    return read_tables(read_programme(file.read_bytes(), file.name), file.parent)


def refused(programme):
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(programme.encode(), "buero.yaml")
    return {one.code for one in caught.value.problems}


def test_each_column_counts_in_its_own_year(tmp_path):
    tables = tables_of(sheet(tmp_path))
    spent = tables.costs[tables.costs["category"] != "income"].groupby("year")["cents"].sum().to_dict()
    assert spent == {2022: 900_25 + 200_00, 2023: 1010_50 + 215_25 + 28_00}
    planned = tables.costs.groupby("year")["planned_cents"].sum().to_dict()
    assert planned == {2022: 0, 2023: 1000_00 + 220_00 + 30_00 + 310_00}
    assert {one.code for one in tables.remarks} >= {"data.totals_left_out", "data.only_planned"}
    assert tables.accounts[0].left_out == (("not_of_year", 1), ("sum_or_note", 1))


def test_the_report_sets_the_year_before_beside_and_adds_nothing_up(tmp_path):
    cost = open_study(workbook(tmp_path), year=2023).cost
    budget = next(each for each in cost_tables(cost, "de") if "Haushalt" in each.caption)
    rows = {row[0]: [cell.replace("\u00a0", " ") for cell in row[1:]] for row in budget.rows}
    assert rows["Personal"] == ["1.000,00 €", "1.010,50 €", "10,50 €", "900,25 €"]
    assert rows["Zuschussbedarf (Ausgaben ohne Erträge)"] == ["940,00 €", "948,75 €", "8,75 €", "800,25 €"]
    full = next(item.finding for item in cost.items if item.finding.subject.aspect == "full")
    assert full.get(Role.MAIN).value == pytest.approx(1010.5 + 215.25 + 28)


@pytest.mark.parametrize("wrong", [ROWS[4][2] + 100, 900.25 + 200 + 28])
def test_a_sum_that_is_not_that_of_its_rows_stops(tmp_path, wrong):
    """A row that is missing or there twice is seen by nothing else."""
    rows = [*ROWS[:4], (None, "Summe", wrong, *ROWS[4][3:])]
    with pytest.raises(DataError) as caught:
        tables_of(sheet(tmp_path, rows))
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["row"], problem.values["column"]) == (
        "data.sum_differs",
        8,
        "Ergebnis 2022",
    )
    assert all(f"{wrong:.2f}".removesuffix(".00") in problem.text(language) for language in LANGUAGES)
    accepted = PROGRAMME.replace("plan.csv", "plan.csv\n    accept: [sums]")
    assert tables_of(sheet(tmp_path, rows, accepted)).costs is not None


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS[:3], (None, "Summe Aufwendungen:", 1100.25, 1250, 1253.75, 1360), *ROWS[3:]],
        [*ROWS[:2], (None, "Zwischensumme", 1100.25, 1220, 1225.75, 1330), *ROWS[2:]],
        [(None, "Gesamt", 800.25, 940, 948.75, 1040), *ROWS[:4]],
        [*ROWS[:4], (None, "Ø", 1, 2, 3, 4)],  # a mean adds up nothing
        [*ROWS[:4], (None, "Summe", None, None, None, None)],
    ],
)
def test_sums_of_all_of_what_stands_above_and_of_parts_are_right(tmp_path, rows):
    assert tables_of(sheet(tmp_path, rows)).costs["year"].nunique() == 2


def test_a_sum_may_be_of_rows_that_a_rule_leaves_out(tmp_path):
    left_out = PROGRAMME.replace("plan.csv", 'plan.csv\n    leave_out: {Konto: ["44"]}')
    assert tables_of(sheet(tmp_path, programme=left_out)).costs["category"].ne("income").all()


def test_a_year_without_a_single_amount_is_a_finding(tmp_path):
    rows = [(*row[:2], None, *row[3:]) for row in ROWS]
    with pytest.raises(DataError) as caught:
        tables_of(sheet(tmp_path, rows))
    assert [(one.code, one.values["year"]) for one in caught.value.problems] == [("data.year_blank", "2022")]


def test_budget_years_side_by_side_go_over_the_bridge_together(tmp_path):
    """5/12 of 2022 and 7/12 of 2023 make the school year 2022/23, which neither year covers alone."""
    school = PROGRAMME.replace("synthetic: true", "synthetic: true\nperiod: school_year")
    school = school.replace("plan.csv", "plan.csv\n    period: budget_year")
    costs = tables_of(sheet(tmp_path, programme=school)).costs
    staff = costs[costs["whole_year"] & (costs["category"] == "staff")]
    assert staff.groupby("year")["cents"].sum().to_dict() == {2022: round(90025 * 5 / 12 + 101050 * 7 / 12)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2023: {planned: Ansatz 2023", "2023: {planned: Ansatz 2024", "programme.years.heading"),
        ("amount: Ergebnis 2023", "amount: Ansatz 2023", "programme.years.heading_twice"),
        ("{planned: Ansatz 2024}", "{plan: Ansatz 2024}", "programme.column.unknown.costs.nearest"),
        ("amount:", "planned:", "programme.years.no_amount"),
        ("description: Text", "description: Text, amount: Ist", "programme.years.twice"),
        ("description: Text}", "description: Text}\n    constants: {year: 2024}", "programme.years.twice"),
    ],
)
def test_what_is_wrong_with_years_is_said(old, new, code):
    text = PROGRAMME.replace(", amount: Ergebnis 2023", "") if code == "programme.years.no_amount" else PROGRAMME
    assert code in refused(text.replace(old, new))


def test_years_belong_to_a_ledger():
    events = "  events: {file: e.csv, columns: {person: N, event: E}, years: {2023: {amount: B}}}\ncosts:"
    assert "programme.years.only" in refused(PROGRAMME.replace("costs: {price", f"{events} {{price"))
