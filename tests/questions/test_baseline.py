"""What has to be alike at the start is judged; the rest is described, unless it tells the groups apart."""

from dataclasses import replace

import pytest

from tests.questions.conftest import GROUPS_OF_THREE, PROGRAMME, write_programme
from tests.raw import open_raw
from wirkung.codes import Caution, Verdict
from wirkung.evidence import CheckOutcome, EvidenceCheck
from wirkung.finding import Subject
from wirkung.questions.baseline import _baseline_finding

JUDGED = ("{id: school, label: School}", "{id: school, label: School, baseline_check: true}")


def of_school(study):
    """The findings about the school; 12 of 20 and 8 of 20 are in A: a Cox index of .49."""
    return [each for each in study.baseline.findings if each.subject.characteristic == "school"]


def baseline_check(study):
    return study.licence.evidence.outcome(EvidenceCheck.BASELINE)


def test_a_characteristic_is_described_and_the_start_of_the_outcome_judged(changed):
    study = changed(GROUPS_OF_THREE)
    (school,) = of_school(study)
    assert school.main.value > 0.25
    assert school.verdict is None
    interest = next(each for each in study.baseline.findings if each.subject.indicator == "interest")
    assert interest.verdict is Verdict.EQUIVALENT
    assert baseline_check(study) is CheckOutcome.PASSED


def test_a_characteristic_that_the_programme_file_names_is_judged(changed):
    study = changed(GROUPS_OF_THREE, JUDGED)
    (school,) = of_school(study)
    assert school.verdict is Verdict.NOT_EQUIVALENT
    assert baseline_check(study) is CheckOutcome.FAILED


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "apart"),
    [
        ("", ("A", "B"), ("C", "D"), True),
        ("", ("A", "B"), ("B", "C"), False),
        (", kind: number", ("9", "10"), ("11", "12"), True),
        (", kind: number", ("9", "11"), ("11", "12"), False),
    ],
)
def test_what_tells_the_groups_apart_is_a_failed_check(tmp_path, kind, ours, theirs, apart):
    text = PROGRAMME.replace(*GROUPS_OF_THREE).replace("label: School}", f"label: School{kind}}}")
    path = write_programme(tmp_path, text)
    people = [f"p{n};2024;programme;;{ours[n % 2]}" for n in range(1, 21)]
    people += [f"q{n};2024;comparison;;{theirs[n % 2]}" for n in range(1, 21)]
    lines = ["id;year;group;course;school", *people]
    (tmp_path / "persons.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    study = open_raw(path, year=2024)
    said = {Caution.GROUPS_SEPARATED in each.main.cautions for each in of_school(study)}
    assert said == {apart}
    assert baseline_check(study) is (CheckOutcome.FAILED if apart else CheckOutcome.PASSED)


@pytest.mark.parametrize(
    ("g", "verdict"),
    [(0.2549, Verdict.NEEDS_ADJUSTMENT), (0.2551, Verdict.NOT_EQUIVALENT), (-0.0549, Verdict.EQUIVALENT)],
)
def test_the_verdict_is_that_of_the_printed_number(study, g, verdict):
    finding = next(each for each in study.baseline.findings if each.subject.indicator == "interest")
    main = replace(finding.main, value=g, interval=None)
    assert _baseline_finding(Subject(), main, *(each for _, each in finding.estimates[1:])).verdict is verdict
