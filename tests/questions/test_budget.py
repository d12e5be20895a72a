"""What was planned beside what was spent and came in. All amounts are invented."""

from __future__ import annotations

import pytest

from wirkung.codes import Role
from wirkung.disclosure.payees import with_payees_protected
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.io.assemble import read_tables
from wirkung.programme.load import read_programme
from wirkung.report.frame.parts import answer_parts
from wirkung.report.sections.cost import cost_tables
from wirkung.study.study import open_study
from wirkung.year.data import YearData
from wirkung.year.money.budget import budget_of
from wirkung.year.money.spending import spending_of

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
    columns: {year: Jahr, category: Konto, planned: Ansatz, amount: Ist, payee: An, shared: Gemeinsam}
    values: {category: {"50": staff, "52": rooms, "44": income}, shared: {ja: "yes"}}
costs:
  price_year: 2024
  shared: {key: shares, reason: r, source: s, programmes: [{id: buero, weight: 1}, {id: andere, weight: 3}]}
"""
HEADINGS = "Jahr;Konto;Ansatz;Ist;An;Gemeinsam"
LEDGER = (
    "2024;50;1.000,00;900,50;;",
    "2024;50;;20,00;;",  # not planned
    "2024;52;400,00;480,00;;ja",  # a quarter of it
    "2024;44;-300,00;250,00-;;",
    "2023;50;800,00;700,00;;",
)


def office(folder, lines=LEDGER, programme=PROGRAMME):
    (folder / "plan.csv").write_text("\n".join([HEADINGS, *lines]) + "\n", encoding="utf-8")
    (folder / "buero.yaml").write_text(programme, encoding="utf-8")
    return folder / "buero.yaml"


def data_of(file, year=2024):
    programme = read_programme(file.read_bytes(), file.name)
    return YearData(programme, read_tables(programme, file.parent), year)


def test_planned_actual_and_the_year_before_stand_by_category(tmp_path):
    lines = {one.line: (one.planned, one.actual, one.before) for one in budget_of(data_of(office(tmp_path)))}
    assert lines == {
        "budget_staff": (1000_00, 900_50 + 20_00, 700_00),
        "budget_rooms": (100_00, 120_00, 0),
        "budget_expenses": (1100_00, 1040_50, 700_00),
        "budget_income": (300_00, 250_00, 0),
        "budget_net": (1100_00 - 300_00, 1040_50 - 250_00, 700_00),
    }


def test_what_nobody_pays_is_in_no_budget(tmp_path):
    """It is in full cost, and would be money spent in «Ausgaben zusammen»."""
    text = PROGRAMME.replace('"44": income', '"44": income, "90": volunteers, "91": in_kind')
    data = data_of(office(tmp_path, [*LEDGER, "2024;90;50;70;;", "2024;91;;30;;"], text))
    assert budget_of(data) == budget_of(data_of(office(tmp_path)))
    assert spending_of(data).cents == 1040_50 + 70_00 + 30_00


def test_income_is_no_part_of_full_cost(tmp_path):
    assert spending_of(data_of(office(tmp_path))).cents == 1040_50


def test_income_may_be_written_without_a_minus_but_not_both_ways(tmp_path):
    plus = [line.replace("-300,00;250,00-", "300,00;250,00") for line in LEDGER]
    assert budget_of(data_of(office(tmp_path, plus))) == budget_of(data_of(office(tmp_path)))
    with pytest.raises(DataError) as caught:
        data_of(office(tmp_path, [*LEDGER, "2023;44;;50,00;;", "2023;44;-1;-5;;"]))
    assert [(one.code, one.values["row"]) for one in caught.value.problems] == [("data.income_signs", 7)]


def test_what_is_planned_is_not_below_zero(tmp_path):
    with pytest.raises(DataError) as caught:
        data_of(office(tmp_path, ["2024;50;-1;2;;"]))
    assert [one.code for one in caught.value.problems] == ["data.amount_negative"]


def test_the_report_says_the_difference(tmp_path):
    cost = open_study(office(tmp_path), year=2024).cost
    budget = next(each for each in cost_tables(cost, "de") if "Haushalt 2024" in each.caption)
    assert [column.head for column in budget.columns[1:]] == [
        "Ansatz",
        "Ist",
        "Abweichung (Ist minus Ansatz)",
        "Jahr davor",
    ]
    said = answer_parts(cost, "de")[0].items
    assert any("59,50\u00a0€ weniger als geplant" in each for each in said)


def test_a_ledger_without_plan_and_income_has_no_budget(tmp_path):
    assert budget_of(data_of(office(tmp_path, ["2024;50;;2;;"]))) == ()


def test_amounts_of_few_payees_are_counted_together_in_the_budget_too(tmp_path):
    """One person's pay would stand there as planned; and what one person gave is not named."""
    lines = [f"2024;52;100;110;Haus {n};" for n in range(4)]
    lines += ["2024;50;1000;900;Eine;", "2024;44;50;50;Spender;"]
    protected, together = with_payees_protected(data_of(office(tmp_path, lines)))
    shown = [one.line for one in budget_of(protected)]
    assert "staff" in together
    assert shown == ["budget_other", "budget_expenses"]


def test_planned_amounts_go_over_the_bridge(tmp_path):
    text = PROGRAMME.replace("synthetic: true", "synthetic: true\nperiod: school_year")
    file = office(
        tmp_path,
        ["2024;50;1200;600;;", "2025;50;;1200;;"],
        text.replace("plan.csv", "plan.csv\n    period: calendar"),
    )
    (staff, _) = budget_of(data_of(file))
    assert (staff.planned, staff.actual) == (500_00, 250_00 + 700_00)


FUNDS = "costs:\n  funds: [{name: Stiftung, until: 2026-07-31}, {name: Land, until: 2025-12-31}]\n  price_year"


def test_money_of_third_parties_is_named_with_its_end(tmp_path):
    text = PROGRAMME.replace("costs:\n  price_year", FUNDS)
    given = text.replace("    values:", "    constants: {funding: third_party}\n    values:")
    cost = open_study(office(tmp_path, programme=given), year=2024).cost
    (said,) = [note for note in cost_tables(cost, "de")[0].notes if "Dritter" in note]
    assert said == "Mittel Dritter und ihr Ende: Land, bis 31.12.2025; Stiftung, bis 31.07.2026."
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(text.encode(), "buero.yaml")
    assert [one.code for one in caught.value.problems] == ["programme.costs.funds"]


def test_roles_of_a_line_differ_by_the_plan(tmp_path):
    cost = open_study(office(tmp_path), year=2024).cost
    staff = next(item.finding for item in cost.items if item.finding.subject.aspect == "budget_staff")
    given = {role: estimate.value for role, estimate in staff.estimates}
    assert given[Role.DEVIATION] == pytest.approx(given[Role.MAIN] - given[Role.PLANNED])
