"""What decisions are about must be in the file, and a year has one recommendation."""

from __future__ import annotations

import pytest

DECISION = (
    "design: {",
    "decisions: [{what: Mehr, on: 2023-11-21, by: Rat, state: done, about: [up, interest, done]}]\ndesign: {",
)
ANSWERED = "{year: 2024, by: Leitung, on: 2025-03-04, answers: [{standard: N1, met: met}]}"
PAID = "{label: A, planned: 1, categories: [staff]}"
RECEIVED = "{label: A, planned: 1, received: 1}"
USED = f"{{year: 2024, grant: G, by: B, payments: [{PAID}, {PAID}], receipts: [{RECEIVED}]}}"
RECOMMENDED = "{year: 2024, text: Fortführen, by: Leitung}"


def replaced(text, changes):
    """The text after changes, the later ones within the earlier."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [DECISION, ("[up, interest, done]", "[intrest]")],
            (
                "line 9, decisions[1].about[1]: ‘intrest’ is neither a goal nor an indicator or a step. "
                "Probably ‘interest’ is meant."
            ),
        ),
        (
            [DECISION, ("[up, interest, done]", "[up, up]")],
            "line 9, decisions[1].about[2]: ‘up’ is in this list twice. Please delete one.",
        ),
        (
            [DECISION, ("state: done", "state: donne")],
            (
                "line 9, decisions[1].state: There is no ‘donne’ here. Probably ‘done’ is meant; allowed are: "
                "done, under_way, not_done."
            ),
        ),
        (
            [("design: {", f"recommendation:\n  - {RECOMMENDED}\n  - {RECOMMENDED}\ndesign: {{")],
            (
                "line 11, recommendation[2].year: There is a recommendation for 2024 in line 10 already. "
                "A year has one; please put both together."
            ),
        ),
        (
            [("design: {", f"standards:\n  - {ANSWERED}\n  - {ANSWERED}\ndesign: {{")],
            (
                "line 11, standards[2].year: There are answers to the standards for 2024 in line 10 already. "
                "A year has them once; please put both together."
            ),
        ),
        (
            [
                ("design: {", f"standards:\n  - {ANSWERED}\ndesign: {{"),
                ("[{standard: N1, met: met}]", "[{standard: N1, met: met}, {standard: N1, met: partly}]"),
            ],
            (
                "line 10, standards[1].answers[2].standard: The standard N1 is answered in line 10 already. "
                "Please delete one of the answers."
            ),
        ),
        (
            [("design: {", f"use_of_funds:\n  - {USED}\ndesign: {{")],
            (
                "line 10, use_of_funds[1].payments[2].categories[1]: The category ‘staff’ belongs to the payment "
                "in line 10 already; it would count twice. Please delete it in one of both places."
            ),
        ),
    ],
)
def test_each_rule_has_its_sentence(said, complete, changes, expected):
    assert said(replaced(complete, changes)) == [f"demo.yaml, {expected}"]


def test_what_the_file_knows_can_be_named(said, complete):
    assert said(replaced(complete, [DECISION])) == []
