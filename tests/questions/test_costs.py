"""Full cost from the ledger, line by line, and what one of each thing cost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.questions.money_office import FULL, MORE_CHOSE, MORE_PERSONS, TOLD, by_id, open_office, values
from tests.raw import open_raw
from tests.released import released_alone
from wirkung.codes import Absence, Caution, Role
from wirkung.disclosure.release import Released
from wirkung.year.money.spending import spending_of


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def test_the_ledger_becomes_full_cost_line_by_line(office):
    assert values(office.ledger) == {
        "rows": 7,  # of 2024
        "amounts": 1000 + 200 + 10_000 + 100 + 300,
        "dated_rates": 10 * 40,
        "refunds": -50,
        "purchases": -10_000,
        "depreciation": pytest.approx(1295.05 + 1101.63),
        "shared": pytest.approx(-66.67),
        "full": pytest.approx(FULL),
    }


def test_the_last_line_is_full_cost_to_the_cent(office):
    spending = spending_of(office.data)
    lines = {key: cents for key, cents in spending.lines.items() if key != "full"}
    assert sum(lines.values()) == spending.lines["full"] == spending.cents == round(FULL * 100)
    assert values(office.ledger)["full"] == values(office.cost)["full"]


def test_a_plain_ledger_needs_two_lines_only(study):
    assert values(study.ledger) == {"rows": 2, "amounts": 4000, "full": 4000}


def test_costs_stand_by_ingredient_and_by_who_paid(office):
    found = values(office.cost)
    composition = {key: found[key] for key in list(found)[: list(found).index("full") + 1]}
    assert composition == {
        "staff": 1400,
        "material": 200 - 50,
        "rooms": pytest.approx(33.33),
        "depreciation": pytest.approx(1295.05 + 1101.63),
        "volunteers": 300,
        "paid": pytest.approx(1400 + 150 + 10_000 + 33.33),  # the purchase in full, no depreciation
        "expense": pytest.approx(FULL - 300),
        "own": pytest.approx(FULL - 300 - 150),
        "third_party": 150,
        "calculated": 300,
        "full": pytest.approx(FULL),
    }


def test_unit_costs_stand_side_by_side(office):
    found = by_id(office.cost)
    assert found["per_place"].main.value == pytest.approx(FULL / 25, rel=TOLD)
    assert found["per_participant"].main.value == pytest.approx(FULL / 16, rel=TOLD)
    assert found["per_completed"].main.value == pytest.approx(FULL / 12, rel=TOLD)
    assert found["chose.per_outcome"].main.value == pytest.approx(FULL / 9, rel=TOLD)  # one of them never attended
    assert found["one_more_course"].main.value == pytest.approx((400 + 200 - 50) / 2)  # two courses
    assert {key: finding.get(Role.BASE).value for key, finding in found.items() if finding.get(Role.BASE)} == {
        "per_place": 25,
        "per_participant": 16,
        "per_attended_hour": 12 * 20 + 4 * 5,
        "per_completed": 12,
        "chose.per_outcome": 9,
        "one_more_course": 2,
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("office")


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=4), st.integers(1, 40))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_shared_costs_of_all_programmes_are_the_ledger(folder, cents, weight):
    lines = [f"2024;rooms;{Decimal(one) / 100};;;own;fixed;;yes;" for one in cents]
    weights = ("weight: 1}", f"weight: {weight}}}")
    of_other = ("id: robots\ntitle", "id: other\ntitle")  # the same key in the file of the other programme
    parts = [
        spending_of(open_office(folder, lines, replacements=replacements).data).cents
        for replacements in ((weights,), (weights, of_other))
    ]
    assert sum(parts) == sum(cents)


def test_doubling_costs_doubles_every_unit_cost(tmp_path):
    once = values(open_office(tmp_path, ["2024;staff;1000.00;;;own;variable;;;"]).cost)
    twice = values(open_office(tmp_path, ["2024;staff;2000.00;;;own;variable;;;"]).cost)
    assert twice == {
        key: None if value is None else pytest.approx(2 * value, rel=2 * TOLD) for key, value in once.items()
    }


def test_an_outcome_that_nobody_reached_has_no_price(tmp_path):
    open_office(tmp_path, events=[])
    (tmp_path / "events.csv").write_text("id;event;date\nq1;chose;2025-08-01\n", encoding="utf-8")
    office = open_raw(tmp_path / "robots.yaml", year=2024)
    main = by_id(office.cost)["chose.per_outcome"].main
    assert main.value is None
    assert Caution.NOBODY_REACHED in main.cautions


def test_a_year_without_costs_is_absent_in_every_answer(tmp_path):
    office = open_office(tmp_path, ["2023;staff;500.00;;;own;fixed;;;"])
    for answer in (office.cost, office.ledger, office.acceptability):
        assert answer.absent is Absence.NO_COSTS


def test_every_finding_names_the_persons_behind_it(tmp_path):
    office = open_office(tmp_path, events=MORE_CHOSE, people=MORE_PERSONS)
    for answer in (office.cost, office.ledger, office.acceptability):
        assert answer.findings
        assert not any(isinstance(item, Released) for item in released_alone(answer, 30).items)


def test_hours_of_the_comparison_group_make_no_hour_of_the_programme_cheaper(tmp_path):
    open_office(tmp_path)
    attendance = (tmp_path / "hours.csv").read_text(encoding="utf-8")
    (tmp_path / "hours.csv").write_text(f"{attendance}q1;2024;A;50;60\n", encoding="utf-8")
    hour = by_id(open_raw(tmp_path / "robots.yaml", year=2024).cost)["per_attended_hour"]
    assert hour.get(Role.BASE).value == 12 * 20 + 4 * 5


def test_internal_charges_and_depreciation_are_spent_but_not_paid_out(tmp_path):
    lines = [
        "2024;staff;1000;;;own;fixed;;;",
        "2024;overhead;200;;;own;fixed;;;",
        "2024;depreciation;70;;;own;fixed;;;",
    ]
    found = values(open_office(tmp_path, lines).cost)
    assert (found["paid"], found["expense"], found["full"]) == (1000, 1270, 1270)
    assert "calculated" not in found


def test_the_cost_of_the_evaluation_is_in_full_cost_and_in_no_unit_cost(tmp_path):
    lines = ["2024;staff;1000;;;own;variable;;;", "2024;evaluation;600;;;own;variable;;;"]
    found = by_id(open_office(tmp_path, lines).cost)
    assert (found["evaluation"].main.value, found["full"].main.value) == (600, 1600)
    assert found["per_participant"].main.value == pytest.approx(1000 / 16)
    assert found["one_more_course"].main.value == pytest.approx(1000 / 2)
    assert Caution.EVALUATION_APART in found["per_participant"].main.cautions


def test_unit_costs_of_the_years_leave_the_evaluation_out_too(tmp_path):
    lines = ["2024;staff;1000;;;own;fixed;;;", "2024;evaluation;600;;;own;fixed;;;"]
    people = ["r1;2023;programme;k1;A"]
    found = open_office(tmp_path, lines, people=people).cost_years.findings
    shown = [one.main.value for one in found if one.subject.aspect == "per_participant"]
    assert shown == [pytest.approx(1000 / 16)]
