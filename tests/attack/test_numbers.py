"""Whole numbers: what few persons have, and how few changed, is in no report. No person exists."""

from __future__ import annotations

import pytest

from tests.attack import numbers
from wirkung.disclosure import facts
from wirkung.disclosure.alike import Alike

# In 24 few came, in 37 one person changed, in 3 nearly all gave one answer of five, in 57 few gave one, and in 27
# nobody gave the highest.
SEEDS = (3, 24, 27, 37, 57)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_study_gives_away_who_is_unlike_the_others(seed):
    assert numbers.attack_study(seed)[1] == []


RULES = [
    (3, Alike, "nearly", lambda *_: False, "before not 1: 1-2"),
    (57, Alike, "says_who_answered_what", lambda *_: False, "before 5: 1-8"),
    (27, facts, "_AT_ENDS", frozenset(), "before 3: 1-1"),
]


@pytest.mark.parametrize(("seed", "where", "rule", "weak", "found"), RULES, ids=[rule for _, _, rule, *_ in RULES])
def test_without_the_rule_few_would_be_found(monkeypatch, seed, where, rule, weak, found):
    monkeypatch.setattr(where, rule, weak)
    assert found in numbers.attack_study(seed)[1]


def line(value, error, n):
    counts = [{"role": "base", "number": n, "at_most": None}]
    return {"estimate": {"value": value, "standard_error": error, "counts": counts}}


def test_three_who_came_once_would_be_found():
    """Of 100 with a mean of .03: nobody has less than no visit, so that at most three came."""
    claims = list(numbers.attack({"change/told/after": line(0.03, None, 100)}, "count"))
    assert [(each.group, each.high) for each in claims] == [("after not 0", 3)]
