"""The sample: sums as its README prints them, and the truth that the generator put in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.raw import repository_study
from wirkung.codes import Claim
from wirkung.estimate import Estimate
from wirkung.year.money.outcome import additional_share

ROOT = Path(__file__).parents[2]
# README of the sample: full cost, and of it what was paid for.
SUMS = {2022: (91_586.10, 83_230.85), 2023: (95_247.08, 86_557.62), 2024: (98_911.98, 89_888.31)}


@pytest.fixture(scope="module", params=SUMS)
def sample(request):
    return repository_study("mint", request.param)


def values(answer):
    return {finding.subject.id: finding.main.value for finding in answer.findings}


def test_full_cost_and_reconciliation_are_what_the_readme_prints(sample):
    full, expense = SUMS[sample.data.year]
    costs, ledger = values(sample.cost), values(sample.ledger)
    assert (costs["full"], costs["expense"], ledger["full"]) == (full, expense, full)
    assert costs["own"] + costs["third_party"] == pytest.approx(expense)
    lines = sum(value for key, value in ledger.items() if key not in ("rows", "full"))
    assert lines == pytest.approx(full)


def test_the_true_difference_in_the_outcome_lies_in_the_interval(sample):
    steps = json.loads((ROOT / "data" / "mint" / "true_values.json").read_text(encoding="utf-8"))["steps"]
    (truth,) = [line for line in steps if (line["year"], line["step"]) == (sample.data.year, "stem_subject")]
    found = additional_share(sample.data, "stem_subject")
    assert isinstance(found, Estimate)
    assert found.interval.contains(truth["recorded"] - truth["recorded_comparison"])


def test_nothing_about_money_is_called_an_effect(sample):
    answers = (sample.cost, sample.cost_years, sample.alternatives, sample.acceptability, sample.benefits)
    claims = {estimate.claim for answer in answers for one in answer.findings for _, estimate in one.estimates}
    assert claims <= {Claim.DESCRIPTION, Claim.ASSOCIATION}
