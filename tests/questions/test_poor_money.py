"""Poor data give costs, benefits and goals with cautions or without numbers: no crash, no nonsense."""

from __future__ import annotations

import math

import pytest

from tests.questions.money_office import MORE_CHOSE, MORE_PERSONS, open_office
from tests.questions.test_benefits import WORK
from tests.questions.test_degenerate import DAMAGES, DESIGNS, rewrite
from tests.raw import open_raw
from tests.released import released_alone
from wirkung.codes import Claim

# What is damaged where money is, or where nobody is left, in every run; all else and every design in the slow set.
OF_MONEY = ("nobody chose", "one entry in the ledger", "costs of another year", "one participant", "no other")
CASES = [
    pytest.param(
        design,
        damage,
        marks=() if (design, damage) in {("courses", each) for each in OF_MONEY} else pytest.mark.slow,
    )
    for design in DESIGNS
    for damage in DAMAGES
]


@pytest.mark.parametrize(("design", "damage"), CASES)
def test_every_answer_on_money_survives(tmp_path, design, damage):
    replacements = (("goals:", WORK), *DESIGNS[design])
    open_office(tmp_path, replacements=replacements, events=MORE_CHOSE, people=MORE_PERSONS)
    rewrite(tmp_path, *DAMAGES[damage])
    study = open_raw(tmp_path / "robots.yaml", year=2024)
    answers = (
        study.cost,
        study.ledger,
        study.cost_years,
        study.alternatives,
        study.acceptability,
        study.benefits,
        study.sensitivity,
        study.goals,
    )
    for answer in answers:
        for _, estimate in (pair for finding in answer.findings for pair in finding.estimates):
            assert estimate.value is None or math.isfinite(estimate.value)
            assert estimate.claim.rank <= max(study.licence.claim.rank, Claim.ASSOCIATION.rank)
        assert len(released_alone(answer, 3).items) == len(answer.findings)
