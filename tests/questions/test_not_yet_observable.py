"""A step is not judged before everybody could have reached it."""

from __future__ import annotations

import pytest

from tests.questions.lottery_office import write_lottery
from tests.raw import open_raw
from wirkung.codes import Absence, Advice, Caution, Undecided, Verdict
from wirkung.report.show import outputs_of
from wirkung.report.writing.language import language_of
from wirkung.year.money.beneficiaries import beneficiaries_of

GOAL = "measure: step_share, of: passed, target: 0.4, by: 2025-12-31"
STEP = "kind: event, event: passed"


def write(folder, until="2025-12-31", months=""):
    """Everybody entered on 1 January 2024; courses take six months."""
    return write_lottery(
        folder,
        ("2025-12-31}", f"{until}}}"),
        (STEP, STEP + months),
        ("design:", f"goals: [{{id: aim, label: Many pass, {GOAL}}}]\ndesign:"),
    )


@pytest.mark.parametrize(
    ("until", "months", "early"),
    [
        ("2024-05-31", "", True),  # five months of six
        ("2024-06-30", "", False),
        ("2024-06-30", ", months: 12", True),
        ("2024-12-31", ", months: 12", False),
    ],
)
def test_it_is_judged_once_its_months_or_the_course_are_over(tmp_path, until, months, early):
    study = open_raw(write(tmp_path, until, months), year=2024)
    passed = study.cohort.findings[-1].main
    assert (passed.value is None) is early
    assert (Caution.NOT_YET_OBSERVABLE in passed.cautions) is early
    assert (study.steps.absent is Absence.NOT_YET_OBSERVED) is early
    (goal,) = study.goals.findings
    assert (goal.undecided is Undecided.NOT_YET_OBSERVABLE) is early
    if early:
        assert (goal.verdict, goal.advice) == (Verdict.UNDECIDED, Advice.WAIT)
        assert passed.interval is None


def test_costs_and_scenario_have_no_number_of_it(tmp_path):
    path = write(tmp_path, "2024-05-31")
    source = "  costs: {file: costs.csv, columns: {year: year, category: kind, amount: euro}}\n"
    costs = f"{source}costs: {{price_year: 2024, outcome: passed}}\ncohort:"
    path.write_text(path.read_text(encoding="utf-8").replace("cohort:", costs), encoding="utf-8")
    path.with_name("costs.csv").write_text("year;kind;euro\n2024;staff;30000\n", encoding="utf-8")
    study = open_raw(path, year=2024)
    found_costs = {each.subject.aspect: each.main for each in study.cost.findings if each.subject.step == "passed"}
    assert [each.value for each in found_costs.values()] == [None, None]
    assert all(Caution.NOT_YET_OBSERVABLE in each.cautions for each in found_costs.values())
    found = beneficiaries_of(study.data, "passed", additional=False)
    assert (found.value, found.unknown) == (0, Caution.NOT_YET_OBSERVABLE)


def test_the_report_says_so_and_names_no_number(tmp_path):
    study = open_raw(write(tmp_path, "2024-05-31"), year=2024).study
    for language, words in (("de", "noch nicht beobachtbar"), ("en", "not yet observable")):
        outputs = outputs_of([study.cohort, study.goals], language_of(study.programme, language))
        text = " ".join(" ".join(output.data["text/plain"] for output in outputs).split())
        assert words in text
        assert "250" not in text
