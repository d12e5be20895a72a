"""One ledger with everything that a treasury books: each sum of the report, added up by hand. All invented."""

from __future__ import annotations

import pytest

from tests.raw import open_raw

PROGRAMME = """
id: kurs
title: Kurs
organisation: Amt
question: Was kostet es?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  costs:
    file: plan.csv
    columns: {year: Jahr, category: Konto, amount: Ist, planned: Ansatz, hours: h, rate: Satz, funding: Wer,
      lifetime: n}
    values:
      category: {"50": staff, "52": external, "53": rooms, "54": material, "58": overhead, "57": depreciation,
        "90": volunteers, "91": in_kind, "60": evaluation, "44": income}
      funding: {Kreis: own, Land: third_party}
costs:
  price_year: 2024
  discount_rate: {value: 0.03, low: 0.01, high: 0.05, source: s}
"""
LEDGER = (
    "Jahr;Konto;Ist;Ansatz;h;Satz;Wer;n",
    "2024;50;;16000;420;38,50;Kreis;",
    "2024;52;11034,55;10000;;;Kreis;",
    "2024;53;2400;2400;;;Kreis;",
    "2024;54;1920,17;2000;;;Land;",
    "2024;54;2400;2400;;;Land;4",  # used for four years
    "2024;58;1500;1500;;;Kreis;",  # an internal charge
    "2024;57;320;320;;;Kreis;",
    "2024;90;;;180;14;Kreis;",
    "2024;91;600;;;;Land;",
    "2024;60;1250;1250;;;Land;",
    "2024;44;-4500;-4000;;;Land;",
)
STAFF, BOUGHT, VOLUNTEERS = 420 * 38.50, 2400.00, 180 * 14.00
A_YEAR = round(BOUGHT * 0.03 / (1 - 1.03**-4), 2)  # annuity
PURCHASES = 11034.55 + 2400 + 1920.17
THIRD = 1920.17 + A_YEAR + 1250
OWN = STAFF + 11034.55 + 2400 + 1500 + 320
BOOKED = STAFF + PURCHASES + BOUGHT + 1500 + 320 + 1250


def test_every_sum_is_what_its_lines_come_to(tmp_path):
    (tmp_path / "plan.csv").write_text("\n".join(LEDGER) + "\n", encoding="utf-8")
    (tmp_path / "kurs.yaml").write_text(PROGRAMME, encoding="utf-8")
    cost = open_raw(tmp_path / "kurs.yaml", year=2024).cost
    found = {each.subject.aspect: each.main.value for each in cost.findings}
    assert A_YEAR == 645.66
    expected = {
        "paid": STAFF + PURCHASES + BOUGHT + 1250,  # in full, no internal charge, nothing unpaid
        "expense": OWN + THIRD,
        "own": OWN,
        "third_party": THIRD,
        "calculated": VOLUNTEERS + 600,
        "full": OWN + THIRD + VOLUNTEERS + 600,
        "budget_expenses": BOOKED,  # purchases in full and what is booked beside them
        "budget_income": 4500.00,
        "budget_net": BOOKED - 4500,
    }
    assert {aspect: found[aspect] for aspect in expected} == pytest.approx(expected, abs=0.005)
