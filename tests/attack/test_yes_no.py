"""Questions of yes and no: who changed, and what everybody said, is in no report. No person exists."""

from __future__ import annotations

import pytest

from tests.attack import yes_no
from tests.disclosure.of_persons import share
from wirkung.codes import CountRole
from wirkung.disclosure import telling
from wirkung.disclosure.release import Withheld, release
from wirkung.finding import Answer

# In 6 and 8 everybody answered the same; in 24 one group did before, and not afterwards.
SEEDS = (6, 8, 24)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_study_gives_away_who_said_yes(seed):
    assert yes_no.attack_study(seed)[1] == []


def test_what_everybody_said_would_be_found(monkeypatch):
    monkeypatch.setattr(telling, "_all_said_the_same", lambda *_: False)
    assert yes_no.attack_study(8)[1] != []


def line(counts, value, **more):
    estimate = {"counts": [{"role": role, "number": n, "at_most": None} for role, n in counts], "value": value}
    return {"estimate": {"interval": None, "test": None} | estimate | more}


def test_an_exact_test_beside_two_shares_would_be_found():
    """65 in pairs, 32 of them before and 23 afterwards, p = .0352: 3 gained, and 12 lost."""
    test = {"name": "McNemar, exact", "p": 0.0352}
    counts = (("pairs", 65), ("programme_before", 32), ("programme_after", 23))
    lines = {"change/passed/main": line(counts, -0.14, test=test)}
    assert ("gained", 3, 3) in set(yes_no.attack(lines))


def test_few_who_said_yes_would_be_found():
    """Of 20 to 29 are 40 % at most 12 and at least 8; of 20 exactly they are 8."""
    lines = {
        "change/passed/before": line((("base", 20), ("reached", 8)), 0.4),
        "change/passed/main": line((("pairs", 20),), 0.2),
    }
    assert ("yes before", 8, 8) in set(yes_no.attack(lines))


@pytest.mark.parametrize(("said", "kept"), [(0, False), (25, True), (40, False)])
def test_a_share_of_answers_is_shown_where_not_all_answered_the_same(said, kept):
    found = share("", range(said), range(40), indicator="passed")
    (answer,) = release((Answer(question="change", year=2024, findings=(found,)),), smallest_group=10)
    assert isinstance(answer.items[0], Withheld) is not kept
    assert found.main.counts[0].role is CountRole.REACHED
