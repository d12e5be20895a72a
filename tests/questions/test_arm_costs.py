"""What each form of a programme cost: what was paid for it alone, and its part of what was paid for all."""

from __future__ import annotations

import pytest

from tests.questions.design_office import people, write_design
from tests.raw import open_raw
from wirkung.codes import ArmCost, Caution, Role, UnitCost
from wirkung.disclosure.payees import with_payees_protected
from wirkung.disclosure.release import release
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.programme.load import load_programme
from wirkung.report.sections.cost import cost_sentences
from wirkung.report.writing.language import language_of

DESIGN = "kind: randomised, assignment: lottery, arms: {column: form, labels: {short: Short, long: Long}}"
GOAL = ("of: points, target: 2", "of: points, arm: long, target: 2")
LEDGER = (
    "indicators:",
    """  costs:
    file: costs.csv
    columns: {year: year, category: kind, amount: euro, arm: form, payee: to}
costs: {price_year: 2024, outcome: chose}
indicators:""",
)
ROWS = (
    ("staff", 9000, "long", ""),
    ("staff", 1800, "short", ""),
    ("rooms", 3600, "", ""),
    ("evaluation", 500, "", ""),
)


def written(folder, rows=ROWS, *changes, design=DESIGN):
    """90 in each form and 180 others; the longer form is worth much more."""
    persons = people(schools=24, seed=3)
    for number, each in enumerate(persons):
        each["passed"] = int(number % 15 < {"long": 12, "short": 9, "": 5}[each["form"]])
    ledger = [f"2024;{kind};{euro};{form};{to}" for kind, euro, form, to in rows]
    (folder / "costs.csv").write_text("\n".join(("year;kind;euro;form;to", *ledger)) + "\n", encoding="utf-8")
    return write_design(folder, design, persons, GOAL, LEDGER, *changes)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return open_raw(written(tmp_path_factory.mktemp("arm_costs")), year=2024)


def answer(study, question):
    return next(each for each in study.answers if each.question == question)


def cost_of(study, what, arm=""):
    findings = answer(study, "cost").findings
    return next(each for each in findings if (each.subject.aspect, each.subject.arm) == (what, arm))


def test_a_form_bears_its_own_and_its_part_of_the_rest_and_no_evaluation(study):
    """Of 3,600 for all each bears half: 9,000 + 1,800 of the long one, 1,800 + 1,800 of the short one."""
    for arm, alone, full, reached in (("long", 9000, 10800, 72), ("short", 1800, 3600, 54)):
        assert cost_of(study, ArmCost.ALONE, arm).main.value == alone
        outcome = cost_of(study, ArmCost.OUTCOME, arm)
        assert outcome.get(Role.BASE).value == reached
        assert outcome.main.value == pytest.approx(full / reached, rel=0.005)  # told with three digits


def test_an_additional_outcome_is_the_forms_own_cost_over_its_own_difference(study):
    steps = {each.subject.arm: each.main for each in answer(study, "steps").findings}
    for arm, full in (("long", 10800), ("short", 3600)):
        found = cost_of(study, ArmCost.ADDITIONAL_OUTCOME, arm).main
        assert found.value == pytest.approx(full / 90 / steps[arm].value, rel=0.005)
        assert found.interval.level == 0.95
        assert Caution.SEVERAL_ARMS in found.cautions
        assert found.claim is steps[arm].claim


def test_of_all_forms_together_it_is_the_whole_cost_over_the_whole_difference(study):
    found = cost_of(study, UnitCost.ADDITIONAL_OUTCOME).main
    assert found.value == pytest.approx(14400 / 180 / (126 / 180 - 60 / 180), rel=0.005)
    assert Caution.SEVERAL_ARMS not in found.cautions


def told(study):
    (found,) = (each for each in release(study.answers, smallest_group=10) if each.question == "cost")
    return cost_sentences(found, language_of(study.programme, "de"))


def test_a_ledger_of_the_whole_says_that_the_cost_of_a_form_is_not_known(tmp_path, study):
    whole = open_raw(written(tmp_path, [(*row[:2], "", "") for row in ROWS]), year=2024)
    assert not [each for each in answer(whole, "cost").findings if each.subject.arm]
    unknown = "Was eine einzelne Form des Programms gekostet hat"
    assert any(text.startswith(unknown) for text in told(whole))
    assert not any(text.startswith(unknown) for text in told(study))


def test_a_form_that_paid_one_person_is_not_told(study, tmp_path):
    rows = [("staff", 9000, "long", "Ada"), *(("staff", 1800, "short", name) for name in ("Ben", "Cleo", "Dan"))]
    data = open_raw(written(tmp_path, rows), year=2024).data
    protected, _ = with_payees_protected(data)
    assert protected.tables.costs["arm"].isna().all()
    protected, _ = with_payees_protected(study.data)
    assert protected.tables.costs["arm"].notna().sum() == 2


def test_a_form_that_the_design_does_not_name_stops(tmp_path):
    with pytest.raises(DataError) as failed:
        open_raw(written(tmp_path, [("staff", 9000, "longer", ""), *ROWS]), year=2024)
    (problem,) = failed.value.problems
    assert (problem.code, problem.values["wanted"]) == ("data.cost_arm_unknown", "short, long")


def test_without_forms_a_ledger_has_no_column_of_them(tmp_path):
    design = "kind: randomised, assignment: lottery"
    with pytest.raises(ProgrammeFileError) as failed:
        load_programme(written(tmp_path, design=design))
    assert "programme.costs.arm" in [each.code for each in failed.value.problems]
