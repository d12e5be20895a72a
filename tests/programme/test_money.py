"""Costs and benefits in a programme file: each rule with its whole sentence, and what is read from it."""

from __future__ import annotations

import pytest

from wirkung.declared import Gainer, SharedKey
from wirkung.programme.load import read_programme
from wirkung.programme.money import USUAL_THRESHOLDS

PLAIN = "costs: {price_year: 2024, outcome: done}\n"
MONEY = """\
costs:
  price_year: 2024
  outcome: done
  discount_rate: {value: 0.03, low: 0.01, high: 0.05, source: UBA 2020}
  rates:
    - {role: Leitung, valid_from: 2024-01-01, rate: 42.60, source: TVöD}
  prices:
    - {year: 2025, index: 121.9, source: Destatis}
    - {year: 2026, index: 124.0, source: Destatis}
  places:
    - {year: 2024, number: 360, source: Kursplan}
  shared:
    key: participants
    reason: Räume werden nach Köpfen genutzt
    source: Kursplan
    programmes: [{id: demo, weight: 350}, {id: musik, weight: 150}]
  alternatives:
    - {id: other, label: Anderswo, outcome: done, year: 2023, cost: 410, effect: 0.12, persons: 99, source: LK}
  thresholds: [1000, 5000]
benefits:
  - id: work
    label: Arbeit
    step: intern
    gains: region
    value: {value: 100, low: 50, high: 150, source: Studie}
    years: 3
    displacement: {value: 0.4, source: Studie}
"""


@pytest.fixture
def money(complete):
    return complete.replace(PLAIN, MONEY)


def test_everything_about_money_is_read(money):
    programme = read_programme(money.encode(), "demo.yaml")
    costs, (benefit,) = programme.costs, programme.benefits
    assert costs is not None
    assert (costs.rates[0].rate, costs.rates[0].valid_from.isoformat()) == (42.6, "2024-01-01")
    assert costs.shared is not None
    assert (costs.shared.key, [one.weight for one in costs.shared.programmes]) == (
        SharedKey.PARTICIPANTS,
        [350, 150],
    )
    assert (costs.alternatives[0].effect, costs.thresholds) == (0.12, [1000, 5000])
    assert (benefit.gains, benefit.first_year, benefit.attribution) == (Gainer.REGION, 1, None)


def test_what_an_outcome_may_be_worth_has_round_steps_by_default(complete):
    costs = read_programme(complete.encode(), "demo.yaml").costs
    assert costs is not None
    assert tuple(costs.thresholds) == USUAL_THRESHOLDS


RULES = [
    pytest.param(
        ("outcome: done, year: 2023", "outcome: intern, year: 2023"),
        "line 60, costs.alternatives[1].outcome: The outcome ‘intern’ is another one than costs.outcome (‘done’). "
        "Only like outcomes can be compared: please leave this programme out or name one with ‘done’.",
        id="only like outcomes are compared",
    ),
    pytest.param(
        ("  discount_rate: {value: 0.03, low: 0.01, high: 0.05, source: UBA 2020}\n", ""),
        "line 61, benefits: benefits needs a discount rate, since a euro in five years is worth less than one "
        "today. "
        "Please give the value and its source under costs.discount_rate.",
        id="benefits need a discount rate",
    ),
    pytest.param(
        ("value: {value: 100, low: 50, high: 150, source: Studie}", "value: {value: 100, low: 50, high: 150}"),
        "line 67, benefits[1].value.source: The key ‘source’ is missing. Please add it with a value.",
        id="a benefit needs a source",
    ),
    pytest.param(
        ("value: {value: 100, low: 50,", "value: {value: 100, low: 101,"),
        "line 67, benefits[1].value: low, value and high must rise in this order. Please check the numbers.",
        id="a range goes upwards",
    ),
    pytest.param(
        ("step: intern", "step: interm"),
        "line 65, benefits[1].step: step needs the identifier of a step in cohort, ‘interm’ is none. Probably "
        "‘intern’ is meant.",
        id="a benefit is of a step",
    ),
    pytest.param(
        ("step: intern", "step: done"),
        "line 63, benefits[1]: How many would have reached this outcome anyway? There is no comparison group "
        "for this "
        "step. Please give deadweight with its value and source.",
        id="a step that only the programme has needs deadweight",
    ),
    pytest.param(
        ("year: 2026", "year: 2025"),
        "line 51, costs.prices[2].year: The year 2025 already stands in line 50. Please give each year only once.",
        id="a year has one price level",
    ),
    pytest.param(
        ("{id: demo, weight: 350}", "{id: sport, weight: 350}"),
        "line 58, costs.shared.programmes: This programme is missing among those that share costs. Please add "
        "‘demo’ "
        "with its weight.",
        id="this programme shares too",
    ),
    pytest.param(
        ("{id: demo, weight: 350}, {id: musik, weight: 150}", "{id: demo, weight: 0}, {id: musik, weight: 0}"),
        "line 58, costs.shared.programmes: All weights are 0, so the costs cannot be divided. Please give at "
        "least "
        "one weight above 0.",
        id="a key of zeros divides nothing",
    ),
    pytest.param(
        ("{id: musik, weight: 150}", "{id: demo, weight: 150}"),
        "line 58, costs.shared.programmes[2].id: The identifier ‘demo’ is already taken (line 58). Please choose "
        "another.",
        id="a programme shares once",
    ),
    pytest.param(
        ("value: 0.03, low: 0.01, high: 0.05", "value: 3"),
        "line 46, costs.discount_rate.value: The value must be at most 1, found was ‘3’. Please correct it.",
        id="a rate is a share",
    ),
]


@pytest.mark.parametrize(("replacement", "expected"), RULES)
def test_a_broken_rule_gives_exactly_one_sentence(said, money, replacement, expected):
    assert money.count(replacement[0]) == 1
    assert said(money.replace(*replacement)) == [f"demo.yaml, {expected}"]


COLUMNS = [
    pytest.param(
        "role: Rolle, hours: Stunden",
        "The column ‘role’ in data.costs needs hourly rates. Please give role, valid_from, rate and source for "
        "each "
        "role under costs.rates or leave the column out.",
        id="roles need rates",
    ),
    pytest.param(
        "lifetime: Jahre",
        "The column ‘lifetime’ in data.costs spreads purchases over several years and needs an interest rate for "
        "that. Please give the value and its source under costs.discount_rate.",
        id="purchases need an interest rate",
    ),
    pytest.param(
        "shared: gemeinsam",
        "The column ‘shared’ in data.costs marks costs that several programmes share. Please give the key, its "
        "reason and the programmes under costs.shared.",
        id="shared costs need a key",
    ),
]


@pytest.mark.parametrize(("column", "expected"), COLUMNS)
def test_a_column_of_the_ledger_needs_its_section(said_after, column, expected):
    said = said_after(("amount: Betrag", f"amount: Betrag, {column}"))
    assert said == [f"demo.yaml, line 43, costs: {expected}"]


def test_hours_and_roles_are_enough_for_a_ledger(said, money):
    assert said(money.replace("amount: Betrag", "hours: Stunden, role: Rolle")) == []


def test_the_price_year_is_asked_for(said_after):
    said = said_after(("costs: {price_year: 2024, outcome: done}", "costs: {outcome: done}"))
    assert said == [
        "demo.yaml, line 43, costs.price_year: The key ‘price_year’ is missing. Please add it with a value."
    ]


def test_a_benefit_needs_costs(said, complete):
    without = complete.replace(PLAIN, MONEY[MONEY.index("benefits:") :])
    start, end = without.index("  costs:\n"), without.index("indicators:\n")
    (problem,) = said(without[:start] + without[end:])
    assert problem == (
        "demo.yaml, line 38, benefits: benefits is given, but the section costs is not. A benefit is compared "
        "with costs: please add costs or delete benefits."
    )


def test_in_one_group_the_deadweight_is_asked_for(said, money):
    alone = money.replace("kind: comparison, assignment", "kind: one_group, assignment")
    alone = alone.replace(
        "measure: difference, of: interest, target: 0.1", "measure: change, of: interest, target: 0.1"
    )
    (problem,) = said(alone)
    assert problem == (
        "demo.yaml, line 63, benefits[1]: How many would have reached this outcome anyway? There is no comparison "
        "group for this step. Please give deadweight with its value and source."
    )
