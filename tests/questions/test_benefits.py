"""The scenario: what costs and assumed benefits come to, on what that hangs, and that none of it was observed."""

from __future__ import annotations

import pytest

from tests.questions.money_office import FULL, MORE_CHOSE, MORE_PERSONS, OTHERS_LISTED, by_id, open_office
from wirkung.codes import Absence, Caution, Claim, Quantity, Role, ScenarioInput
from wirkung.declared import Gainer
from wirkung.finding import Subject

WORK = """\
benefits:
  - id: work
    label: Work
    step: chose
    gains: region
    value: {value: 500, low: 200, high: 800, source: Study A}
    years: 3
    drop_off: {value: 0.5, source: Study B}
  - id: taxes
    label: Taxes
    step: completed
    gains: state
    value: {value: 100, source: Study C}
    first_year: 0
    years: 1
    deadweight: {value: 0.25, source: Study D}
    attribution: {value: 0.5, source: Study E}
    displacement: {value: 0.2, source: Study F}
goals:"""
# 9 of 20 chose in the programme and 3 of 60 elsewhere: 20 · (9/20 - 3/60) = 8 more than without it
ADDED = 20 * (9 / 20 - 3 / 60)
COMPLETED = 12


def open_with_benefits(folder, *replacements, work=WORK, **given):
    chosen = {"events": MORE_CHOSE, "people": MORE_PERSONS, **given}
    return open_office(folder, replacements=(("goals:", work), *replacements), **chosen)


@pytest.fixture
def office(tmp_path):
    return open_with_benefits(tmp_path)


def worth(*, added=ADDED, value=500.0, rate=0.05):
    work = sum(added * value * 0.5**year / (1 + rate) ** (year + 1) for year in range(3))
    return work + COMPLETED * 100 * 0.75 * 0.5 * 0.8 - FULL


def test_the_scenario_is_benefits_less_costs_in_the_money_of_the_first_year(office):
    found = by_id(office.benefits)
    assert found["net_present_value"].main.value == pytest.approx(worth())
    assert found["ratio"].main.value == pytest.approx((worth() + FULL) / FULL)
    assert found["break_even"].main.value == 2.0
    assert office.benefits.price_year == 2024


def test_what_all_gain_adds_up_to_the_benefits(office):
    gains = {
        key: finding
        for key, finding in by_id(office.benefits).items()
        if isinstance(finding.subject.aspect, Gainer)
    }
    assert list(gains) == ["region", "state"]
    assert gains["state"].main.value == pytest.approx(COMPLETED * 100 * 0.75 * 0.5 * 0.8)
    assert sum(finding.main.value for finding in gains.values()) == pytest.approx(worth() + FULL)


def test_from_so_many_outcomes_on_it_pays(office):
    main = by_id(office.benefits)["chose.enough_additional"].main
    number = int(main.value)
    assert worth(added=number) >= 0 > worth(added=number - 1)
    assert main.quantity is Quantity.PERSONS_AT_TURNING_POINT


def test_every_assumption_stands_there_with_its_range_and_source(office):
    found = {
        key: finding
        for key, finding in by_id(office.benefits).items()
        if isinstance(finding.subject.aspect, ScenarioInput)
    }
    assert {key: finding.main.value for key, finding in found.items()} == {
        "rate": 0.05,
        "chose.persons_additional": pytest.approx(ADDED),
        "completed.persons_all": COMPLETED,
        "work.value": 500,
        "work.drop_off": 0.5,
        "work.first_year": 1,
        "work.years": 3,
        "taxes.value": 100,
        "taxes.deadweight": 0.25,
        "taxes.attribution": 0.5,
        "taxes.displacement": 0.2,
        "taxes.first_year": 0,
        "taxes.years": 1,
    }
    work = found["work.value"]
    assert (work.get(Role.LOW).value, work.get(Role.HIGH).value, work.source) == (200, 800, "Study A")
    assert found["taxes.value"].get(Role.LOW) is None
    assert found["chose.persons_additional"].source is None  # this report found it itself
    benefits = [finding.subject.benefit for finding in found.values()]
    assert benefits == sorted(benefits, key=["", "work", "taxes"].index)


def test_no_projection_claims_anything_under_any_design(tmp_path):
    lottery = ("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery")
    office = open_with_benefits(tmp_path, lottery)
    for answer in (office.benefits, office.sensitivity):
        assert answer.projected
        for finding in answer.findings:
            for _, estimate in finding.estimates:
                assert estimate.claim is Claim.DESCRIPTION
                assert Caution.SCENARIO in estimate.cautions


def test_observed_and_projected_never_share_an_answer(office):
    observed = (office.cost, office.ledger, office.cost_years, office.acceptability, office.goals)
    assert not any(answer.projected for answer in observed)
    estimates = (pair for answer in observed for finding in answer.findings for pair in finding.estimates)
    assert not any(Caution.SCENARIO in estimate.cautions for _, estimate in estimates)


def test_while_the_outcome_is_not_told_from_zero_only_the_turning_point_is_said(tmp_path):
    others = [f"q{n};chose;2025-08-01" for n in range(1, 9)] + OTHERS_LISTED
    office = open_with_benefits(tmp_path, events=others, people=())
    found = by_id(office.benefits)
    for key in ("net_present_value", "ratio", "break_even", "region"):
        assert found[key].main.value is None
        assert {Caution.SCENARIO, Caution.ADDITIONAL_OUTCOME_UNDETERMINED} <= set(found[key].main.cautions)
    assert found["chose.enough_additional"].main.value > 0
    assert "chose.persons_additional" not in found
    assert office.sensitivity.absent is Absence.NO_ADDITIONAL_OUTCOME


def test_what_never_pays_back_says_so(tmp_path):
    worthless = WORK.replace("{value: 500, low: 200, high: 800,", "{value: 0,")
    found = by_id(open_with_benefits(tmp_path, work=worthless).benefits)
    for key in ("break_even", "chose.enough_additional"):
        assert found[key].main.value is None
        assert Caution.NEVER_PAYS_BACK in found[key].main.cautions


def test_sensitivity_is_ordered_by_what_hangs_on_it(office):
    *one_way, together = office.sensitivity.findings
    swings = [abs(one.get(Role.HIGH).value - one.get(Role.LOW).value) for one in one_way]
    assert swings == sorted(swings, reverse=True)
    found = by_id(office.sensitivity)
    assert set(found) == {
        "chose.persons_additional",
        "work.value",
        "drawn_together",
    }
    value = found["work.value"]
    assert value.subject == Subject(benefit="work", aspect=ScenarioInput.VALUE)
    assert [value.get(role).value for role in (Role.LOW, Role.MAIN, Role.HIGH)] == [
        pytest.approx(worth(value=200)),
        pytest.approx(worth()),
        pytest.approx(worth(value=800)),
    ]
    assert 0 <= together.get(Role.PROBABILITY).value <= 1
    assert together.main.interval is not None


def test_the_simulation_is_the_same_every_time_and_its_seed_is_named(tmp_path):
    once, again = (open_with_benefits(tmp_path) for _ in range(2))
    assert once.sensitivity == again.sensitivity
    assert once.provenance.seeds


def test_what_the_programme_file_does_not_give_is_absent_and_says_why(tmp_path):
    without = open_office(tmp_path)
    assert (without.benefits.absent, without.sensitivity.absent) == (Absence.NO_BENEFITS, Absence.NO_BENEFITS)
    no_costs = open_with_benefits(tmp_path, lines=["2023;staff;500.00;;;own;fixed;;;"])
    assert (no_costs.benefits.absent, no_costs.sensitivity.absent) == (Absence.NO_SCENARIO, Absence.NO_SCENARIO)
    sure = WORK[WORK.index("  - id: taxes") :]
    assert open_with_benefits(tmp_path, work=f"benefits:\n{sure}").sensitivity.absent is Absence.NO_RANGES
