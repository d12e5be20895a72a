"""What an additional outcome cost, when that is refused and why, and whether it was worth its price."""

from __future__ import annotations

import pytest

from tests.questions.money_office import (
    FULL,
    MORE_CHOSE,
    MORE_PERSONS,
    OTHERS_CHOSE,
    OTHERS_LISTED,
    TOLD,
    by_id,
    open_office,
)
from wirkung.codes import Absence, Caution, Claim, Quantity, UnitCost


def test_an_additional_outcome_is_full_cost_over_the_difference_of_shares(tmp_path):
    office = open_office(tmp_path, events=MORE_CHOSE, people=MORE_PERSONS)
    main = by_id(office.cost)["chose.per_additional_outcome"].main
    # p1 to p8 and p20 chose, of the others q1 to q3 of 60
    assert main.value == pytest.approx((FULL / 20) / (9 / 20 - 3 / 60), rel=TOLD)
    assert main.interval is not None
    assert main.interval.contains(main.value)
    assert [(count.number, count.of) for count in main.counts] == [(9, 20), (3, 60)]
    assert main.claim is Claim.ASSOCIATION
    assert Caution.SELF_SELECTION in main.cautions


def test_after_a_lottery_the_additional_outcome_is_an_effect(tmp_path):
    lottery = (("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery"),)
    office = open_office(tmp_path, replacements=lottery, events=MORE_CHOSE, people=MORE_PERSONS)
    main = by_id(office.cost)["chose.per_additional_outcome"].main
    assert main.claim is office.licence.claim
    assert Caution.SELF_SELECTION not in main.cautions


REFUSALS = [
    pytest.param([], (), Caution.OUTCOME_ONLY_IN_PROGRAMME, id="nobody asked the comparison group"),
    pytest.param(
        [f"q{n};chose;2025-08-01" for n in range(1, 9)] + OTHERS_LISTED,
        (),
        Caution.ADDITIONAL_OUTCOME_UNDETERMINED,
        id="not told from zero",
    ),
    pytest.param(
        OTHERS_CHOSE, (("outcome: chose", "outcome: completed"),), Caution.OUTCOME_ONLY_IN_PROGRAMME, id="no event"
    ),
    pytest.param(
        [f"q{n};chose;2025-08-01" for n in range(1, 21)], (), Caution.DEARER_AND_WORSE, id="dearer and worse"
    ),
]


@pytest.mark.parametrize(("events", "replacements", "reason"), REFUSALS)
def test_an_additional_outcome_is_refused_with_its_reason(tmp_path, events, replacements, reason):
    office = open_office(tmp_path, events=events, replacements=replacements)
    (main,) = (one.main for one in office.cost.findings if one.subject.aspect is UnitCost.ADDITIONAL_OUTCOME)
    assert (main.value, main.interval) == (None, None)
    assert reason in main.cautions


def test_without_a_comparison_group_there_is_no_additional_outcome(tmp_path):
    alone = (
        ("kind: comparison, assignment: self_selected", "kind: one_group, assignment: self_selected"),
        ("year: year, group: group, course", "year: year, course"),
        ("measure: difference, of: interest, target: 9", "measure: change, of: interest, target: 9"),
    )
    office = open_office(tmp_path, replacements=alone, events=[])
    assert Caution.OUTCOME_WITHOUT_COMPARISON in by_id(office.cost)["chose.per_additional_outcome"].main.cautions
    assert office.acceptability.absent is Absence.NO_ADDITIONAL_OUTCOME
    assert office.alternatives.absent is Absence.NO_ALTERNATIVES


def test_acceptability_rises_with_what_an_outcome_is_worth(tmp_path):
    office = open_office(tmp_path, events=MORE_CHOSE, people=MORE_PERSONS)
    findings = office.acceptability.findings
    at = [finding.subject.amount.value for finding in findings]
    assert {finding.subject.step for finding in findings} == {"chose"}
    chances = [finding.main.value for finding in findings]
    assert at == sorted(at) == [1000, 2500, 5000, 10_000, 20_000, 50_000]
    assert chances == sorted(chances)
    assert {finding.main.quantity for finding in findings} == {Quantity.PROBABILITY}
    assert {finding.main.claim for finding in findings} == {Claim.ASSOCIATION}


def test_acceptability_is_about_a_fortieth_at_the_limits_of_the_cost_of_an_outcome(tmp_path):
    study = open_office(tmp_path, events=MORE_CHOSE, people=MORE_PERSONS)
    interval = by_id(study.cost)["chose.per_additional_outcome"].main.interval
    limits = f"  thresholds: [{interval.low:.6f}, {interval.high:.6f}]\n  places:"
    office = open_office(tmp_path, events=MORE_CHOSE, people=MORE_PERSONS, replacements=(("  places:", limits),))
    low, high = (finding.main.value for finding in office.acceptability.findings)
    assert (low, high) == (pytest.approx(0.025, abs=1e-3), pytest.approx(0.975, abs=1e-3))
