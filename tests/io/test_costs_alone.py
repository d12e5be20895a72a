"""A programme file about costs alone: a ledger, no list of persons. The ledger is invented."""

from __future__ import annotations

import pytest

from wirkung.errors import ProgrammeFileError
from wirkung.programme.load import read_programme
from wirkung.study.study import open_study

LEDGER = (
    "Konto;Text;Ist 2024\n5012;Beschäftigte;1.000,50\n5231;Mieten;200,25\n4482;Zuweisung;-300,00\n;Summe;900,75\n"
)
PROGRAMME = """
id: buero
title: Büro
organisation: Amt
question: Was kostet es?
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  costs:
    file: plan.csv
    columns: {category: Konto, description: Text, amount: Ist 2024}
    constants: {year: 2024}
    leave_out: {Konto: ["4482"]}
    values: {category: {"5012": staff, "5231": rooms}}
costs: {price_year: 2024}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plan.csv").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "buero.yaml").write_text(PROGRAMME, encoding="utf-8")
    return tmp_path


def test_a_ledger_alone_gives_its_costs_and_no_word_of_persons(folder):
    study = open_study(folder / "buero.yaml", year=2024)
    found = [dict(item.finding.estimates)["main"].value for item in study.cost.items]
    assert found == pytest.approx([1000.50, 200.25, 1000.50 + 200.25])
    silent = {answer.question for answer in study.answers if answer.absent is not None}
    assert silent == {answer.question for answer in study.answers} - {"cost", "ledger"}


def test_the_sum_below_the_ledger_is_left_out_and_named(folder):
    plan = (folder / "plan.csv").read_text(encoding="utf-8")
    (folder / "plan.csv").write_text(plan.replace(";Summe", "5012;Summe"), encoding="utf-8")
    # With an account of its own it may be spending: only its owner knows.
    study = open_study(folder / "buero.yaml", year=2024)
    assert dict(study.cost.items[0].finding.estimates)["main"].value == pytest.approx(1000.50 + 900.75)


@pytest.mark.parametrize(
    "added",
    [
        "cohort: [{id: da, label: Da, kind: registered}]",
        "indicators: [{id: a, label: A, items: [q]}]",
        "goals: [{id: z, label: Z, measure: change, of: a, target: 1, by: 2024-12-31}]",
    ],
)
def test_what_is_about_persons_needs_their_list(added):
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(f"{PROGRAMME}{added}\n".encode(), "buero.yaml")
    assert "programme.persons_missing" in {problem.code for problem in caught.value.problems}


def test_with_a_list_of_persons_the_costs_need_an_outcome():
    text = PROGRAMME.replace("data:\n", "data:\n  persons: {file: p.csv, columns: {person: Nr, year: Jahr}}\n")
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(text.encode(), "buero.yaml")
    assert [problem.code for problem in caught.value.problems] == ["programme.costs.outcome_missing"]
