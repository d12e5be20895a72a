"""What the attacker claims of lines made by hand: a number read as it is not meant would hide others from it."""

from __future__ import annotations

import pytest

from tests.attack.attacker import attack
from tests.attack.meaning.schema import Schema, compared, twice
from tests.attack.published import Published


def line(question, quantity, role, number, at_most=None):
    """A line of `results.json` on one indicator, with what the attacker reads of it."""
    count = {"role": role, "number": number, "of": None, "at_most": at_most}
    estimate = {"quantity": quantity, "unit": {"kind": "score"}, "value": 3.0, "counts": [count]}
    return {
        "id": f"{question}/i0/main",
        "question": question,
        "year": 2023,
        "about": {"indicator": "i0"},
        "group": "",
        "label": "",
        "role": "main",
        "estimate": {**estimate, "standard_error": None, "interval": None, "test": None, "cautions": []},
        "verdict": None,
        "target": None,
    }


def claimed(after, at_most):
    """What is claimed where 115 answered both times and `after` to `at_most` afterwards."""
    lines = (
        line("change", "mean_change", "pairs", 115),
        line("comparison", "mean_difference", "programme", after, at_most),
    )
    report = Published(year=2023, lines=lines, accounts=(), text="", rows=2, withheld=0, persons=115)
    return [(each.kind, each.low, each.high) for each in attack([report], [], smallest=10, questions={"i0": 2})]


@pytest.mark.parametrize(("after", "at_most", "claims"), [(117, None, [("nested groups", 2, 2)]), (117, 132, [])])
def test_the_least_of_a_range_is_no_number_that_was_counted(after, at_most, claims):
    assert claimed(after, at_most) == claims


def test_who_was_asked_afterwards_only_is_not_read_as_asked_twice():
    """A study may compare changes of one indicator, and another that nobody was asked before."""
    lines = [
        {
            "question": "comparison",
            "role": "main",
            "about": {"indicator": "interest"},
            "estimate": {"quantity": "any"},
        },
        {"question": "afterwards", "role": "main", "about": {"indicator": "passed"}, "estimate": None},
    ]
    schema = Schema(lines, treated=True)
    assert compared(schema, "interest") == twice("interest")
    assert compared(schema, "passed") == (("score", "passed", "after"),)
