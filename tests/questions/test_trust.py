"""How far a result may be trusted: other methods, subgroups, threats, evidence level."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.raw import open_raw, repository_study
from tests.released import released_alone
from wirkung.codes import Absence, Caution, Claim, Role, Verdict
from wirkung.disclosure.release import Released
from wirkung.evidence import CheckOutcome, EvidenceCheck, EvidenceScale
from wirkung.year.licence import _desired

ROOT = Path(__file__).resolve().parents[2]
LOTTERY = ("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery")


def by_id(answer):
    return {finding.subject.id: finding for finding in answer.findings}


@pytest.fixture(scope="module")
def sample():
    return repository_study("mint", 2024)


@pytest.fixture(scope="module")
def real():
    return repository_study("nsw", 1978)


def test_the_chosen_result_leads_the_others(sample):
    robustness = by_id(sample.robustness)
    chosen = by_id(sample.comparison)["interest"].main
    assert robustness["interest.robustness.chosen"].main.value == chosen.value
    assert [name.rpartition(".")[2] for name in robustness if name.startswith("interest.")] == [
        "chosen",
        "after",
        "ancova",
        "weighted",
        "doubly_robust",
    ]


def test_no_other_method_claims_more_than_the_chosen_one(sample, real):
    for study in (sample, real):
        for answer in (study.robustness, study.subgroups):
            assert {finding.main.claim for finding in answer.findings} <= {study.licence.claim, Claim.DESCRIPTION}


def test_adjusted_difference_of_the_real_programme(real):
    # Ancova on earnings in 1975: 1750.15; with all covariates Dehejia & Wahba (1999) print 1672 (638), which the
    # method is tested against in tests/reference.
    assert by_id(real.robustness)["earnings.robustness.ancova"].main.value == pytest.approx(1750.15, abs=0.01)


def test_methods_that_disagree_say_so(changed):
    # Everybody rises by 0.3 or more in the toy; compared afterwards only, the difference is uncertain.
    answer = changed(LOTTERY).robustness
    directions = {finding.subject.id: finding.main.direction for finding in answer.findings}
    chosen = directions["interest.robustness.chosen"]
    for finding in answer.findings:
        said = Caution.ESTIMATORS_DISAGREE in finding.main.cautions
        assert said == (directions[finding.subject.id] is not chosen)


def test_subgroups_add_up_to_everybody(sample):
    (first, *_), pairs = sample.comparison.findings, 0
    for finding in sample.subgroups.findings:
        if finding.subject.part_of == ("gender",):
            pairs += finding.main.counts[0].number
    assert pairs == first.main.counts[0].number


def test_one_verdict_for_each_characteristic(sample):
    verdicts = {}
    for finding in sample.subgroups.findings:
        verdicts.setdefault(finding.subject.part_of, set()).add(finding.verdict)
    assert set(verdicts) == {("gender",), ("school_type",), ("municipality",)}
    assert all(len(found) == 1 for found in verdicts.values())


def test_loss_is_counted_in_both_groups(sample):
    threats = by_id(sample.threats)
    # 7 and 6 answered afterwards and not before: what so few answered alone is not used.
    assert threats["threat.loss.programme"].main.value == pytest.approx((344 - (265 - 7)) / 344)
    assert threats["threat.loss.comparison"].main.value == pytest.approx((250 - (216 - 6)) / 250)
    assert threats["threat.loss.difference"].verdict is Verdict.MUCH_MISSING


def test_imputation_is_seeded(sample):
    again = open_raw(ROOT / "params" / "mint.yaml", year=2024)
    first, second = (by_id(study.threats)["interest.threat.missing"].main for study in (sample, again))
    assert first == second
    assert sample.provenance.seeds == (1,)


def test_nobody_lost_is_low_attrition_and_keeps_the_verb(real):
    assert by_id(real.threats)["threat.loss.difference"].verdict is Verdict.LOW_ATTRITION
    assert real.licence.claim is Claim.EFFECT
    assert Caution.BASELINE_NEEDS_ADJUSTMENT not in real.comparison.findings[0].main.cautions
    assert real.licence.evidence.on(EvidenceScale.MARYLAND).level == 5


def test_groups_that_started_apart_cost_the_sample_a_level(sample):
    maryland = sample.licence.evidence.on(EvidenceScale.MARYLAND)
    assert (maryland.level, maryland.design_level) == (2, 3)
    assert maryland.cost == (EvidenceCheck.BASELINE,)
    assert sample.licence.claim is Claim.ASSOCIATION


def test_a_lottery_with_much_loss_is_no_effect(changed, tmp_path):
    study = changed(LOTTERY)
    assert study.licence.claim is Claim.EFFECT
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in answers if not (line.startswith("p1") and ";after;" in line)]
    (tmp_path / "answers.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    lossy = open_raw(tmp_path / "robots.yaml", year=2024)
    assert lossy.licence.evidence.outcome(EvidenceCheck.ATTRITION) is CheckOutcome.FAILED
    assert {finding.main.claim for finding in lossy.comparison.findings} == {Claim.ASSOCIATION}


def test_relevance_is_judged_where_the_programme_file_says_from_when_on(sample, real):
    assert by_id(sample.change)["interest"].verdict is Verdict.RELEVANT
    assert by_id(sample.change)["interest"].target == 0.2
    assert by_id(real.change)["earnings"].verdict is None


def test_without_groups_there_is_nothing_to_compare(changed):
    study = changed(
        ("kind: comparison, assignment: self_selected", "kind: one_group, assignment: self_selected"),
        ("columns: {person: id, year: year, group: group, course", "columns: {person: id, year: year, course"),
        ("measure: difference, of: interest, target: 9", "measure: change, of: interest, target: 9"),
    )
    assert study.robustness.absent is Absence.NO_COMPARISON_GROUP
    assert {finding.main.claim for finding in study.subgroups.findings} == {Claim.DESCRIPTION}
    assert study.licence.evidence.on(EvidenceScale.MARYLAND).level == 1
    assert "threat.loss.programme" not in by_id(study.threats)


def test_selection_by_the_baseline_has_its_figure(changed):
    study = changed(("assignment: self_selected", "assignment: selected_by_baseline"))
    expected = by_id(study.threats)["interest.threat.regression"].main
    # Both groups start alike, so that nothing is to be expected from where they start.
    assert expected.value == pytest.approx(0, abs=1e-12)
    assert Caution.REGRESSION_TO_THE_MEAN in study.change.findings[0].main.cautions


def test_no_range_of_the_distribution_holds_a_few(sample):
    for finding in sample.distribution.findings:
        for _, estimate in finding.estimates:
            (count,) = estimate.counts
            assert 10 < count.number < count.of - 10
    shown = released_alone(sample.distribution, 10).items
    assert all(isinstance(item, Released) for item in shown)
    # With the mean and its interval, exact numbers would give those of single answers.
    assert all(count.at_most for item in shown for _, each in item.finding.estimates for count in each.counts)


def test_the_distribution_holds_every_pair_once(sample):
    pairs = sample.change.findings[0].main.counts[0].number
    for role in (Role.MAIN, Role.BEFORE):
        numbers = [
            finding.get(role).counts[0].number
            for finding in sample.distribution.findings
            if finding.subject.indicator == "interest"
        ]
        assert sum(numbers) == pairs


def test_the_direction_of_a_result_on_too_few_persons_is_not_told(study, changed):
    assert study.licence.evidence.outcome(EvidenceCheck.RESULT) is CheckOutcome.PASSED
    privacy = "privacy: {smallest_group: 25, reason: Test}\ncosts: {price_year"  # there are 20 in each group
    few = changed(("costs: {price_year", privacy))
    assert few.licence.evidence.outcome(EvidenceCheck.RESULT) is CheckOutcome.NOT_MEASURED


def test_the_direction_of_a_result_of_which_nobody_knows_how_sure_it_is_was_not_measured(study):
    found = study.change.findings[0]
    unsure = replace(found, estimates=((Role.MAIN, replace(found.main, interval=None, test=None)),))
    assert _desired(found, 10) is True
    assert _desired(unsure, 10) is None


def test_after_few_changes_no_measured_check_decides_level_or_verb(changed):
    raw = changed(LOTTERY)
    assert raw.licence.claim is Claim.EFFECT
    study = raw.study
    assert study.licence == raw.licence
    study._few_changed = True  # as after a report of the same year from which few answers have changed
    assert study.licence.claim is study.limits.claim is Claim.ASSOCIATION
    measured = (EvidenceCheck.BASELINE, EvidenceCheck.ATTRITION, EvidenceCheck.CONTAMINATION, EvidenceCheck.RESULT)
    assert {study.licence.evidence.outcome(check) for check in measured} == {CheckOutcome.NOT_MEASURED}


def test_of_groups_chosen_by_their_start_the_main_result_is_adjusted_for_it(changed):
    by_baseline = ("assignment: self_selected", "assignment: selected_by_baseline")
    chosen = by_id(changed(by_baseline).robustness)
    assert "interest.robustness.change" in chosen  # beside the adjusted one, which is the main result
    assert "interest.robustness.ancova" not in chosen
    change = chosen["interest.robustness.change"].main
    assert Caution.REGRESSION_TO_THE_MEAN in change.cautions  # it comes by itself, and contradicts nothing
    assert Caution.ESTIMATORS_DISAGREE not in change.cautions
    declared = ("assignment: self_selected", "assignment: selected_by_baseline, estimate: change_difference")
    study = changed(declared)
    assert "interest.robustness.ancova" in by_id(study.robustness)
    assert Caution.REGRESSION_TO_THE_MEAN in study.comparison.findings[0].main.cautions
