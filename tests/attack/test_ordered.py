"""Ordered answers: who moved, and what few answered, is in no report. No person exists."""

from __future__ import annotations

import pytest

from tests.attack import ordered
from wirkung.disclosure import release, telling
from wirkung.measures import ordered as measure
from wirkung.methods.change.ordinal import rank_biserial

# By which one few would be found without a rule: who moved, ends of a median, two small groups, medians of few.
SEEDS = (35, 36)
RULES = [
    (35, measure, "_moves_are_large", True),
    (31, release, "ends_tell_of_few", False),
    (31, release, "correlation_of_few", False),
    (36, telling, "tells_of_few", False),
]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_study_gives_away_who_moved_or_what_few_answered(seed):
    assert ordered.attack_study(seed)[1] == []


@pytest.mark.parametrize(("seed", "module", "rule", "weak"), RULES, ids=[rule for _, _, rule, _ in RULES])
def test_without_the_rule_few_would_be_found(monkeypatch, seed, module, rule, weak):
    monkeypatch.setattr(module, rule, lambda *_: weak)
    assert ordered.attack_study(seed)[1] != []


def test_a_rank_sum_beside_the_correlation_would_be_found():
    """Of 30 seven moved up by one answer and three down: the correlation is .4, the rank sum 38.5 of 55."""
    found = rank_biserial([1] * 10 + [2] * 20, [2] * 7 + [0] * 3 + [2] * 20)
    test = {"statistic": found.test.statistic, "p": round(found.test.p, 3)}
    counts = [{"role": "pairs", "number": 30, "at_most": None, "of": None}]
    estimate = {"value": 0.4, "interval": None, "standard_error": None, "test": test, "counts": counts}
    main = {"question": "change", "role": "main", "label": "Note", "estimate": estimate}
    claims = {claim.group: (claim.low, claim.high) for claim in ordered.attack({"change/grade/main": main}, 3)}
    assert claims["up"] == (7, 7)
    assert claims["down"] == (3, 3)
