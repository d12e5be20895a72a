"""A pre-test that is another measure: the difference afterwards is adjusted for it, and no change is told."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.api import OLS, add_constant

from tests.measures.pretest_office import COMPARISON, LOTTERY, ONE_GROUP, score, write_pretest
from tests.raw import open_raw
from wirkung.codes import Absence, Caution, Verdict
from wirkung.disclosure.release import Released
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.estimate import Unit, UnitKind
from wirkung.evidence import CheckOutcome, EvidenceCheck, EvidenceScale
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.study.study import open_study

IN_COURSES = (f"{{{COMPARISON}}}", f"{{{COMPARISON}, clusters: course}}")


def adjusted(study):
    return {finding.subject.aspect: finding.main for finding in study.robustness.findings}["robustness.pretest"]


def test_the_difference_is_told_as_it_is_and_adjusted_beside_it(tmp_path):
    """Two points more in reading are four in maths, and the programme adds three."""
    study = open_raw(write_pretest(tmp_path), year=2024)
    (found,) = study.comparison.findings
    assert found.main.value == pytest.approx(3 + 2 * 2)
    assert {finding.subject.indicator for finding in study.comparison.findings} == {"maths"}
    rows = [(*score(n, ours=ours), ours) for ours in (True, False) for n in range(40)]
    reading, maths, ours = np.array(rows, dtype=float).T
    by_hand = OLS(maths, add_constant(np.column_stack([ours, reading]))).fit(cov_type="HC2", use_t=True)
    assert adjusted(study).value == pytest.approx(3.0)
    assert adjusted(study).standard_error == pytest.approx(by_hand.bse[1])
    assert adjusted(study).interval.low == pytest.approx(by_hand.conf_int()[1][0], abs=0.01)  # with other df


def test_courses_count_in_the_adjusted_difference(tmp_path):
    study = open_raw(write_pretest(tmp_path, COMPARISON, IN_COURSES), year=2024)
    assert adjusted(study).value == pytest.approx(3.0)
    assert adjusted(study).interval.method == "CR2 t"


@pytest.mark.parametrize(("design", "claimed"), [(COMPARISON, True), (LOTTERY, False)])
def test_the_baseline_is_that_of_the_pretest(tmp_path, design, claimed):
    """A difference of 2 with a standard deviation of 2.91 in both groups; after a lot that held it is chance."""
    study = open_raw(write_pretest(tmp_path, design), year=2024)
    (baseline,) = study.baseline.findings
    spread = np.sqrt(40 * 8.25 / 39)
    assert baseline.main.value == pytest.approx(2 / spread * (1 - 3 / (4 * 78 - 1)))
    assert baseline.verdict is Verdict.NOT_EQUIVALENT
    assert (baseline.subject.indicator, baseline.subject.pretest_of) == ("reading", "maths")
    cautions = study.comparison.findings[0].main.cautions
    assert Caution.START_NOT_MEASURED not in cautions
    assert (Caution.BASELINE_NOT_EQUIVALENT in cautions) is claimed


def test_the_licence_knows_that_the_groups_were_unlike(tmp_path):
    evidence = open_study(write_pretest(tmp_path), year=2024).licence.evidence
    ends = {each.check: each.outcome for each in evidence.checks}
    assert ends[EvidenceCheck.BASELINE] is CheckOutcome.FAILED
    assert ends[EvidenceCheck.CONTROLS] is CheckOutcome.FAILED  # the result itself is not the adjusted one
    assert evidence.on(EvidenceScale.MARYLAND).level == 1


def test_of_one_group_no_change_is_told(tmp_path):
    study = open_raw(write_pretest(tmp_path, ONE_GROUP), year=2024)
    assert study.change.absent is Absence.MEASURED_ONCE
    (level,) = study.afterwards.findings
    assert level.subject.indicator == "maths"
    assert {Caution.ANOTHER_MEASURE_BEFORE, Caution.NO_OTHERS_MEASURED} <= {*level.main.cautions}
    assert Caution.NOTHING_TO_COMPARE not in level.main.cautions


@pytest.mark.parametrize(("lacking", "told"), [(0, (40, 40)), (9, (31, 31)), (12, (28, 40))])
def test_few_without_a_pretest_are_in_no_number(tmp_path, lacking, told):
    """Answers of one to nine without a pre-test are set aside, so that both lines are of the same persons."""
    study = open_study(write_pretest(tmp_path, without_pretest=lacking), year=2024)
    numbers = {
        item.finding.subject.aspect: {count.number for count in item.finding.main.counts}
        for item in study.robustness.items
    }
    assert numbers == {"robustness.pretest": {told[0]}, "robustness.chosen": {told[1]}}


@pytest.mark.parametrize("lacking", [3, 12])
def test_a_pretest_of_persons_without_an_answer_is_in_no_line(tmp_path, lacking):
    study = open_study(write_pretest(tmp_path, without_answer=lacking), year=2024)
    numbers = {
        count.number
        for answer in (study.robustness, study.baseline, study.comparison)
        for item in answer.items
        for _, estimate in item.finding.estimates
        for count in estimate.counts
    }
    assert numbers == {40 - lacking}


def changed(folder, *changes):
    with pytest.raises(ProgrammeFileError) as found:
        open_study(write_pretest(folder, COMPARISON, *changes), year=2024)
    return {problem.code for problem in found.value.problems}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("pretest: reading", "pretest: raeding"), "programme.pretest.unknown.nearest"),
        (("pretest: reading", "pretest: zzz"), "programme.pretest.unknown"),
        (("pretest: reading", "pretest: maths"), "programme.pretest.itself"),
        (("measured: [before]", "measured: [after]"), "programme.pretest.not_before"),
        (("measured: [after]", "measured: [before, after]"), "programme.pretest.measured_twice"),
        (("measured: [after], ", ""), "programme.pretest.measured_twice"),
        (("[maths], measured", "[maths], kind: ordered, measured"), "programme.pretest.kind"),
        (("[reading], measured", "[reading], kind: ordered, measured"), "programme.pretest.kind_before"),
        (("label: Reading", "label: Reading, main: true"), "programme.pretest.main"),
        ((", pretest: reading", ""), "programme.measured"),
    ],
)
def test_a_pretest_that_cannot_be_one_is_told(tmp_path, change, code):
    assert code in changed(tmp_path, change)


def test_nothing_can_be_reached_in_a_pretest(tmp_path):
    goal = "{id: up, label: Up, measure: level, of: reading, target: 9, by: 2024-12-31}"
    assert changed(tmp_path, ("indicators:", f"goals: [{goal}]\nindicators:")) == {"programme.goal.indicators"}


def test_an_outcome_that_was_measured_before_needs_no_pretest(tmp_path):
    columns = ("reading: reading}", "reading: reading, maths: maths}")
    path = write_pretest(tmp_path, COMPARISON, columns)
    before = path.with_name("before.csv")
    head, *rows = before.read_text(encoding="utf-8").splitlines()
    before.write_text("\n".join([f"{head};maths", *(f"{row};{20 + n % 7}" for n, row in enumerate(rows))]) + "\n")
    with pytest.raises(DataError) as found:
        open_study(path, year=2024)
    assert [problem.code for problem in found.value.problems] == ["data.pretest_beside_before"]


def rewrite(path, name, told):
    """The table with what each person told by number."""
    table = path.with_name(name)
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    new = [f"{row.rpartition(';')[0]};{told(place % 40, row)}" for place, row in enumerate(rows)]
    table.write_text("\n".join([head, *new]) + "\n", encoding="utf-8")


def test_a_pretest_in_which_nearly_all_are_alike_is_not_told(tmp_path):
    """The adjusted difference would be the plain one without the three who are unlike."""
    path = write_pretest(tmp_path)
    rewrite(path, "before.csv", lambda place, _: 7 + (place < 3))
    assert "robustness.pretest" in {each.subject.aspect for each in open_raw(path, year=2024).robustness.findings}
    told = [item for item in open_study(path, year=2024).robustness.items if isinstance(item, Released)]
    assert {item.finding.subject.aspect for item in told} == {"robustness.chosen"}


def test_a_pretest_that_tells_the_outcome_is_not_adjusted_for(tmp_path):
    path = write_pretest(tmp_path)

    def told(place, row):
        ours = row[0] == "p"
        return 10 + 2 * score(place, ours=ours)[0] + 3 * ours

    rewrite(path, "after.csv", told)
    assert open_raw(path, year=2024).robustness.findings == ()


@pytest.mark.parametrize("replications", [200, pytest.param(2000, marks=pytest.mark.slow)])
def test_the_adjusted_interval_holds_in_courses(replications):
    """Eight courses of twelve in each group, groups that began half a standard deviation apart."""
    rng = np.random.default_rng(16)
    courses = np.repeat(np.arange(16), 12)
    ours, held = courses < 8, 0
    for _ in range(replications):
        before = rng.normal(size=192) + 0.3 * rng.normal(size=16)[courses] - 0.5 * ours
        after = 0.7 * before + 0.4 * ours + rng.normal(size=192) + 0.3 * rng.normal(size=16)[courses]
        found = adjusted_difference(after, ours, before, unit=Unit(kind=UnitKind.SCORE), clusters=courses)
        held += found.interval.low < 0.4 < found.interval.high
    assert 0.93 - (replications < 1000) * 0.03 <= held / replications <= 0.97 + (replications < 1000) * 0.02
