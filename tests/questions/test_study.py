"""What a study answers, counted by hand on the programme of conftest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.questions.conftest import GROUPS_OF_THREE
from tests.raw import open_raw
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Absence, Assumption, Caution, Claim, Quantity, Role, Verdict
from wirkung.errors import DataError
from wirkung.finding import Subject
from wirkung.methods.comparison.mean_difference import cox_index
from wirkung.methods.kernels.intervals import share
from wirkung.programme.model import Indicator, Scale
from wirkung.questions import Asked, questions
from wirkung.questions.baseline import _baseline_finding
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import language_of
from wirkung.year.data import score


def by_id(answer):
    return {finding.subject.id: finding for finding in answer.findings}


def only(answer):
    (finding,) = answer.findings
    return finding


def test_a_score_is_the_mean_of_the_answered_items_with_reversed_ones_turned_round():
    indicator = Indicator(id="i", label="I", items=["a", "b", "c"], reversed=["c"], scale=Scale(low=1, high=5))
    rows = pd.DataFrame({"a": [5, 5, 5], "b": [4, np.nan, np.nan], "c": [1, 2, np.nan]})
    # all three; two of three, with 2 turned into 4; one of three is fewer than half
    expected = [(5 + 4 + 5) / 3, (5 + 4) / 2, np.nan]
    np.testing.assert_allclose(score(rows, indicator), expected)


def test_a_question_that_runs_out_of_something_does_not_end_the_questions(study, monkeypatch):
    """A StopIteration out of one question would be taken for the end of all: the later ones would be missing."""
    broken = replace(questions()["timing"], answer=lambda _: next(iter(())))
    monkeypatch.setitem(questions(), "timing", broken)
    with pytest.raises(StopIteration):
        Asked(study.data).everything()


def test_change_is_that_of_the_programme_group_alone(study):
    finding = only(study.change)
    # Each item rises by 1; in every fourth person the third item does not: (15 · 1 + 5 · 2/3) / 20
    assert finding.main.value == pytest.approx((15 * 1 + 5 * 2 / 3) / 20)
    assert finding.main.counts[0].number == 20
    assert finding.get(Role.BEFORE).value == pytest.approx((10 * 2 + 10 * 3) / 20)
    assert finding.get(Role.STANDARDISED).standardiser == "g_av"


def test_a_change_is_a_description_under_every_design(study, changed):
    lottery = changed(("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery"))
    assert only(study.change).main.claim is Claim.DESCRIPTION
    assert only(lottery.change).main.claim is Claim.DESCRIPTION


def test_without_a_lottery_the_changes_are_compared_and_called_an_association(study):
    finding = only(study.comparison)
    others = (15 * 0 + 5 * 1 / 3) / 20
    assert finding.main.quantity is Quantity.DIFFERENCE_IN_CHANGE
    assert finding.main.value == pytest.approx((15 * 1 + 5 * 2 / 3) / 20 - others)
    assert finding.get(Role.COMPARISON).value == pytest.approx(others)
    assert finding.main.claim is Claim.ASSOCIATION
    assert finding.get(Role.STANDARDISED).claim is Claim.ASSOCIATION
    assert Caution.SELF_SELECTION in finding.main.cautions
    assert Assumption.PARALLEL_TRENDS in finding.main.assumptions


def test_two_courses_are_too_few_for_an_interval(study, changed):
    courses = changed(("assignment: self_selected}", "assignment: self_selected, clusters: course}"))
    with_courses, without = only(courses.comparison).main, only(study.comparison).main
    assert with_courses.value == without.value
    assert with_courses.interval is None
    assert Caution.TOO_FEW_CLUSTERS in with_courses.cautions
    assert by_id(courses.goals)["up"].verdict is Verdict.UNDECIDED


def test_after_a_lottery_the_means_are_compared_and_called_an_effect(changed):
    study = changed(("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery"))
    finding = only(study.comparison)
    assert finding.main.quantity is Quantity.MEAN_DIFFERENCE
    assert finding.main.claim is Claim.EFFECT
    assert Assumption.RANDOM_ASSIGNMENT in finding.main.assumptions
    assert Assumption.PARALLEL_TRENDS not in finding.main.assumptions


def test_what_was_before_the_programme_is_never_an_effect(changed):
    study = changed(("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery"))
    assert {finding.main.claim for finding in study.baseline.findings} == {Claim.DESCRIPTION}


def test_baseline_names_indicators_and_characteristics(changed):
    study = changed(GROUPS_OF_THREE)
    findings = by_id(study.baseline)
    assert findings["interest"].verdict is Verdict.EQUIVALENT  # both start with ten 2s and ten 3s
    assert findings["school.A"].get(Role.PROGRAMME).value == 12 / 20
    assert findings["school.A"].get(Role.COMPARISON).value == 8 / 20
    assert "school.B" not in findings  # of two categories the second is the rest


def test_the_funnel_counts_who_reached_each_step(study):
    shares = {finding.subject.id: finding.main.value for finding in study.cohort.findings}
    # p9 chose too early; p20, who had not attended, counts: what happens after the courses stands by itself
    assert shares == {"registered": 20 / 20, "attended": 16 / 20, "completed": 12 / 20, "chose": 9 / 20}
    assert by_id(study.cohort)["chose"].get(Role.OF_PREVIOUS) is None
    assert by_id(study.cohort)["registered"].main.interval is None


def test_the_step_that_loses_most_is_named(study):
    # 4 before «attended», 4 of fewer before «completed»; who completed and did not choose is not lost
    verdicts = {finding.subject.id: finding.verdict for finding in study.cohort.findings}
    assert verdicts.pop("completed") is Verdict.MOST_LOST_HERE
    assert set(verdicts.values()) == {None}


def test_costs_are_those_of_the_year_and_full(study):
    costs = {finding.subject.id: finding.main.value for finding in study.cost.findings}
    assert costs == {
        "staff": 3000.10,
        "volunteers": 999.90,
        "paid": 3000.10,
        "expense": 3000.10,
        "calculated": 999.90,
        "full": 3000.10 + 999.90,
        "per_participant": 4000 / 16,
        "per_attended_hour": 15.4,  # 4000 / (12 * 20 + 4 * 5), with three digits
        "per_completed": 333,
        "chose.per_outcome": 444,
        "chose.per_additional_outcome": None,  # nobody kept what became of the comparison group
    }


def test_unit_costs_name_the_persons_from_whom_they_could_be_rebuilt(study):
    (count,) = by_id(study.cost)["per_participant"].main.counts
    assert (count.number, count.of) == (16, 20)


def test_goals_are_judged_by_the_interval(study):
    verdicts = {finding.subject.id: finding.verdict for finding in study.goals.findings}
    assert verdicts == {"up": Verdict.REACHED, "gap": Verdict.MISSED, "stay": Verdict.UNDECIDED}


def test_limits_collect_every_caution_once(study, changed):
    limits = study.limits
    assert limits.claim is Claim.ASSOCIATION
    assert len(limits.cautions) == len(set(limits.cautions))
    of_shown_rows = {Caution.SELF_SELECTION, Caution.LOST_COUNTED_AS_NOT_REACHED}
    assert not of_shown_rows & set(limits.cautions)
    assert of_shown_rows <= set(changed(GROUPS_OF_THREE).limits.cautions)


def test_what_the_programme_file_does_not_name_is_absent_and_says_why(changed):
    study = changed(
        ("kind: comparison, assignment: self_selected", "kind: one_group, assignment: self_selected"),
        ("columns: {person: id, year: year, group: group, course", "columns: {person: id, year: year, course"),
        (
            "measure: difference, of: interest, target: 9",
            "measure: change, of: interest, target: 9",
        ),
    )
    assert study.comparison.absent is Absence.NO_COMPARISON_GROUP
    assert study.baseline.absent is Absence.NO_COMPARISON_GROUP
    assert study.licence.claim is Claim.DESCRIPTION
    assert Caution.NO_COMPARISON_GROUP in only(study.change).main.cautions


def test_a_year_without_data_names_the_years_there_are(programme_file):
    with pytest.raises(DataError) as caught:
        open_raw(programme_file, year=2031)
    assert "2031" in str(caught.value)
    assert "2024" in str(caught.value)


def test_the_report_speaks_the_language_it_was_asked_for(programme_file):
    study = open_raw(programme_file, year=2024)
    languages = [language_of(study.programme, code) for code in LANGUAGES]
    labels = [[label(finding.subject, each) for finding in study.cost.findings] for each in languages]
    assert all(one != other for one, other in zip(*labels, strict=True))


def test_limits_say_what_the_design_limits_and_nothing_of_what_is_withheld(changed):
    """Of 20 persons nothing may be shown where the smallest group is 30; without that, limits say more."""
    shown = changed().limits
    hidden = changed(("costs: {price_year", "privacy: {smallest_group: 30}\ncosts: {price_year")).limits
    assert shown.assumptions
    assert hidden.assumptions == ()
    assert set(hidden.cautions) < set(shown.cautions)


def test_groups_of_which_only_one_has_a_characteristic_are_not_equivalent():
    """All of one group and nobody of the other: no index can be computed, and yet they could not differ more."""
    main = cox_index((20, 0), (20, 20))
    assert main.value is None
    assert _baseline_finding(Subject(), main, share(20, 20), share(0, 20)).verdict is Verdict.NOT_EQUIVALENT
    alike = cox_index((20, 20), (20, 20))
    assert _baseline_finding(Subject(), alike, share(20, 20), share(20, 20)).verdict is None
    nearly = cox_index((1, 0), (20, 20))
    assert _baseline_finding(Subject(), nearly, share(1, 20), share(0, 20)).verdict is None
