"""Nobody's pay is in a report: what rests on fewer than three payees is counted with other costs.

All persons, payees and amounts are invented.
"""

from __future__ import annotations

import pandas as pd
import pytest

from wirkung.declared import AmountOrigin
from wirkung.disclosure.payees import categories_together, rests_on_enough
from wirkung.disclosure.treatment import treated
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme
from wirkung.questions import Asked
from wirkung.year.data import YearData

PROGRAMME = """\
id: pay
title: Pay
organisation: Office
question: What did it cost?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year}}
  costs:
    file: costs.csv
    columns:
      year: year
      category: category
      hours: hours
      rate: rate
      amount: amount
      behaviour: behaviour
      payee: paid to
      funding: funding
costs: {price_year: 2024, outcome: start}
indicators: []
characteristics: []
cohort: [{id: start, kind: registered, label: Start}]
"""
HEADING = "year;category;hours;rate;amount;behaviour;paid to;funding"
MATERIAL = ["2024;material;;;900,00;fixed;;", "2024;material;;;800,00;fixed;;", "2024;rooms;;;700,00;fixed;;"]
ONE_TRAINER = ["2024;staff;100;35,00;;variable;Weber, Ida;", "2024;staff;20;35,00;;variable;weber, ida ;"]
THREE_TRAINERS = [
    f"2024;staff;100;3{at},00;;variable;{name};" for at, name in enumerate(("Weber", "Voss", "Jahn"))
]


def year_data(folder, rows):
    (folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    persons = "".join(f"P{at};2024\n" for at in range(40))
    (folder / "persons.csv").write_text(f"id;year\n{persons}", encoding="utf-8")
    (folder / "costs.csv").write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
    loaded = load_programme(folder / "programme.yaml")
    return YearData(loaded.programme, read_tables(loaded.programme, folder), 2024)


def shown(data):
    """What is said of cost: what it is about, and how much."""
    answers = [
        answer for answer in Asked(treated(data, 10).data).everything() if answer.question in ("cost", "ledger")
    ]
    return {
        (answer.question, str(finding.subject.aspect)): finding.estimates[0][1].value
        for answer in answers
        for finding in answer.findings
    }


def test_the_pay_of_one_is_counted_with_what_was_bought(tmp_path):
    data = year_data(tmp_path, [*ONE_TRAINER, *MATERIAL])
    told = shown(data)
    assert ("cost", "staff") not in told
    assert ("ledger", "own_rates") not in told
    assert told["cost", "full"] == pytest.approx(6600)
    pay = 4200.0
    values = [value for (question, _), value in told.items() if value is not None and question == "cost"]
    assert pay not in values
    assert told["cost", "full"] - pay not in values  # the rest of the sum would say the same
    assert ("cost", "one_more_course") not in told


def test_three_of_about_the_same_pay_are_shown_as_staff(tmp_path):
    told = shown(year_data(tmp_path, [*THREE_TRAINERS, *MATERIAL]))
    assert told["cost", "staff"] == pytest.approx(9300)
    assert told["ledger", "own_rates"] == pytest.approx(9300)


def test_what_one_was_paid_is_not_told_by_whose_money_it_was(tmp_path):
    """Third parties paid one of three trainers alone; all of them together are told as before."""
    rows = [*(f"{row}own" for row in THREE_TRAINERS[:2]), f"{THREE_TRAINERS[2]}third_party", *MATERIAL]
    told = shown(year_data(tmp_path, rows))
    assert told["cost", "staff"] == pytest.approx(9300)
    assert not {("cost", "own"), ("cost", "third_party")} & set(told)


def test_whose_money_it_was_is_told_of_three_and_three(tmp_path):
    others = (
        f"2024;staff;100;3{at},00;;variable;{name};third_party" for at, name in enumerate(("Hahn", "Ott", "Ritz"))
    )
    told = shown(year_data(tmp_path, [*(f"{row}own" for row in THREE_TRAINERS), *others, *MATERIAL]))
    assert told["cost", "third_party"] == pytest.approx(9300)
    assert told["cost", "own"] == pytest.approx(9300 + 2400)


def test_a_ledger_without_payees_stays_as_it_is(tmp_path):
    rows = [row.rsplit(";", 2)[0] + ";;" for row in ONE_TRAINER]
    data = year_data(tmp_path, [*rows, *MATERIAL])
    assert treated(data, 10).costs == frozenset()
    assert shown(data)["cost", "staff"] == pytest.approx(4200)


def test_names_of_payees_are_not_kept(tmp_path):
    costs = year_data(tmp_path, [*ONE_TRAINER, *THREE_TRAINERS, *MATERIAL]).tables.costs
    assert costs["payee"].tolist()[:5] == [0, 0, 1, 2, 3]
    assert costs["payee"].isna().sum() == len(MATERIAL)
    assert "weber" not in costs.to_csv().lower()


def ledger(**cents):
    """By category what each payee has; a name ends where the category does."""
    rows = [
        {
            "year": 2024,
            "category": category,
            "payee": at if named else pd.NA,
            "cents": each,
            "origin": AmountOrigin.AMOUNT,
        }
        for category, (named, amounts) in cents.items()
        for at, each in enumerate(amounts)
    ]
    return pd.DataFrame(rows).astype({"payee": "Int64"})


@pytest.mark.parametrize(
    ("given", "together"),
    [
        ({"staff": (True, [50, 50, 50])}, set()),
        ({"staff": (True, [50, 50]), "rooms": (False, [40, 40]), "travel": (False, [90])}, {"staff", "rooms"}),
        # One above all: the travel costs alone do not hide it.
        (
            {"staff": (True, [300, 10, 10]), "travel": (False, [20]), "rooms": (False, [80, 80])},
            {"staff", "travel", "rooms"},
        ),
        # Two know each other's pay when the rest is next to nothing.
        ({"staff": (True, [100, 100, 1]), "rooms": (False, [30, 30])}, {"staff", "rooms"}),
        # All together are what the programme cost.
        ({"staff": (True, [100]), "rooms": (False, [3])}, {"staff", "rooms"}),
        # An internal charge is paid to nobody, and stays told apart from what was paid out.
        ({"staff": (True, [50, 50]), "overhead": (False, [40, 40]), "rooms": (False, [90])}, {"staff", "rooms"}),
        # Nobody was paid for what volunteers gave.
        ({"staff": (True, [60]), "volunteers": (False, [50, 50, 50])}, {"staff"}),
    ],
)
def test_as_many_categories_are_counted_together_as_it_needs(given, together):
    assert categories_together(ledger(**given)) == together


def test_a_refund_belongs_to_who_was_paid():
    rows = pd.DataFrame({"payee": [1, 1, 2, 3], "cents": [900, -900, 50, 50]}).astype({"payee": "Int64"})
    assert not rests_on_enough(rows)
    assert rests_on_enough(rows.assign(cents=[900, -800, 50, 50]))
