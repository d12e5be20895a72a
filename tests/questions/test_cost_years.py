"""Costs over the years in the prices of one, and the programme among its alternatives."""

from __future__ import annotations

import pytest

from tests.questions.money_office import FULL, LINES, MORE_CHOSE, MORE_PERSONS, TOLD, by_id, open_office
from wirkung.codes import Absence, Caution, Role, Standing, UnitCost
from wirkung.errors import ProgrammeFileError
from wirkung.finding import Subject

EARLIER = [f"r{n};2023;programme;k0;A" for n in range(1, 11)]


def test_years_stand_in_the_prices_of_one(tmp_path):
    office = open_office(tmp_path, people=EARLIER)
    found = by_id(office.cost_years)
    # Consumer prices 2020 = 100: 116.7 in 2023, 119.3 in 2024; both rooms of 2021 and of 2023 are in use in 2023
    in_2023 = 500 + 1101.63 + 1101.63
    assert found["2023.full"].main.value == pytest.approx(in_2023 * 119.3 / 116.7, abs=0.005)
    assert found["2024.full"].main.value == pytest.approx(FULL)
    subject = found["chose.2024.per_outcome"].subject
    assert subject == Subject(step="chose", aspect=UnitCost.OUTCOME, cohort=2024)
    assert office.cost_years.price_year == 2024
    assert UnitCost.ONE_MORE_COURSE not in {finding.subject.aspect for finding in found.values()}


def test_a_year_without_a_price_level_has_its_reason_and_no_number(tmp_path):
    early = [line.replace(";2023;", ";1950;") for line in EARLIER]
    lines = [*LINES, "1950;staff;10.00;;;own;fixed;;;"]
    found = by_id(open_office(tmp_path, lines, people=early).cost_years)
    assert found["1950.full"].main.value is None
    assert found["1950.full"].main.cautions == (Caution.PRICE_INDEX_MISSING,)
    assert "chose.1950.per_outcome" not in found


def test_the_programme_file_can_give_a_price_level(tmp_path):
    early = [line.replace(";2023;", ";1950;") for line in EARLIER]
    lines = [*LINES, "1950;staff;10.00;;;own;fixed;;;"]
    level = (("  places:", "  prices: [{year: 1950, index: 11.93, source: s}]\n  places:"),)
    found = by_id(open_office(tmp_path, lines, people=early, replacements=level).cost_years)
    assert found["1950.full"].main.value == pytest.approx(100)


def test_german_prices_are_not_those_of_another_currency(tmp_path):
    francs = (("  price_year: 2024", "  currency: CHF\n  price_year: 2024"),)
    found = by_id(open_office(tmp_path, people=EARLIER, replacements=francs).cost_years)
    assert found["2023.full"].main.cautions == (Caution.PRICE_INDEX_MISSING,)
    assert found["2024.full"].main.value == pytest.approx(FULL)  # the price year needs no conversion


def test_a_year_with_participants_and_no_ledger_stays_in_the_row(tmp_path):
    early = [line.replace(";2023;", ";2022;") for line in EARLIER]
    found = by_id(open_office(tmp_path, people=early).cost_years)
    assert found["2022.full"].main.cautions == (Caution.NO_COSTS_IN_YEAR,)


def test_one_year_is_no_development(tmp_path):
    assert open_office(tmp_path).cost_years.absent is Absence.ONE_YEAR_OF_COSTS


ALTERNATIVES = """\
  alternatives:
    - {id: cheap, label: Cheap, outcome: chose, year: 2024, cost: 10, effect: 0.05, persons: 90, source: A}
    - {id: poor, label: Poor, outcome: chose, year: 2024, cost: 900, effect: 0.05, persons: 90, source: B}
    - {id: old, label: Old, outcome: chose, year: 1950, cost: 1, effect: 0.5, persons: 90, source: C}
  places:"""
OTHERS = (("  places:", ALTERNATIVES),)


def test_options_are_placed_by_cost_and_effect(tmp_path):
    office = open_office(tmp_path, replacements=OTHERS, events=MORE_CHOSE, people=MORE_PERSONS)
    found = by_id(office.alternatives)
    assert set(found) == {"2024.own_years", "cheap.others", "poor.others"}  # no prices of 1950
    assert {key: finding.standing for key, finding in found.items()} == {
        "2024.own_years": Standing.ON_FRONTIER,
        "cheap.others": Standing.ON_FRONTIER,
        "poor.others": Standing.DOMINATED,
    }
    assert found["cheap.others"].get(Role.RATIO).value == pytest.approx(10 / 0.05)  # from doing nothing
    step = (FULL / 20 - 10) / (0.4 - 0.05)
    assert found["2024.own_years"].get(Role.RATIO).value == pytest.approx(step, rel=TOLD)
    assert found["poor.others"].get(Role.RATIO) is None
    assert found["poor.others"].source == "B"


def test_a_dominated_option_changes_nothing_for_the_others(tmp_path):
    lines = ALTERNATIVES.split("\n")
    without = (("  places:", "\n".join(line for line in lines if "poor" not in line)),)
    with_it = by_id(
        open_office(tmp_path, replacements=OTHERS, events=MORE_CHOSE, people=MORE_PERSONS).alternatives
    )
    others = by_id(
        open_office(tmp_path, replacements=without, events=MORE_CHOSE, people=MORE_PERSONS).alternatives
    )
    assert {key: finding for key, finding in with_it.items() if key != "poor.others"} == others


def test_another_outcome_is_refused_by_name(tmp_path):
    other = ("  places:", ALTERNATIVES.replace("label: Cheap, outcome: chose", "label: Cheap, outcome: completed"))
    with pytest.raises(ProgrammeFileError) as caught:
        open_office(tmp_path, replacements=(other,))
    assert "‘completed’ is another one than costs.outcome (‘chose’)" in caught.value.problems[0].text("en")
