"""Answers that can be read and mean something else: shifted codes, crosses, shares among per cent, slips."""

from __future__ import annotations

import pytest

IDS = [f"P{n:02}" for n in range(1, 13)]
HEAD = "Nr;Jahr;Welle;F1;F2\n"


@pytest.fixture
def office(office):
    office.of_one_group(IDS)
    return office


def asked(office, f1, f2=None, **source):
    """Both waves with the answers in turn; `f1` may be two lists, one a wave."""
    waves = f1 if isinstance(f1[0], list) else [f1, f1[1:] + f1[:1]]
    more = f2 or [10, 20, 31, 40, 55]
    rows = [
        f"{each};2024;{wave};{waves[w][n % len(waves[w])]};{more[(n + 2 * w) % len(more)]}\n"
        for n, each in enumerate(IDS)
        for w, wave in enumerate(("vorher", "nachher"))
    ]
    office.measure(HEAD + "".join(rows), **source)


@pytest.mark.parametrize(
    ("answers", "scale", "found"),
    [
        ([0, 1, 2, 3, 4], (1, 5), True),
        ([[1, 2, 3, 4, 5], [0, 1, 2, 3, 4]], (1, 5), True),  # one wave was coded by somebody else
        ([1, 2, 3, 4, 5], (0, 4), True),
        ([1, 2, 3, 4, 5], (1, 5), False),
        ([0, 1, 2, 3, 4], (0, 4), False),
        ([0, 5, 2, 3, 4, 5, 1, 2, 3], (1, 5), False),  # somebody gave the last answer: 0 is a code of its own
        ([2, 3, 4, 2, 3, 4], (1, 5), False),
    ],
)
def test_codes_that_begin_one_step_off(office, answers, scale, found):
    asked(office, answers)
    office.parts["indicators"][0]["scale"] = dict(zip(("low", "high"), scale, strict=True))
    assert ("data.codes_shifted" in office.codes()) is found
    if found:
        office.data["measurements"][0] |= {"accept": ["shifted_codes"], "most_left_out": 1}
        assert office.codes() == []


def test_what_is_said_of_shifted_codes(office):
    asked(office, [0, 1, 2, 3, 4, 4])
    (problem,) = office.problems()
    assert "Skala von 1 bis 5: In 4 Antworten steht 0, nie 5 (Spalten: «F1»)" in problem
    assert "missing_in: {q1: [0]}" in problem


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (["ja", "", "ja"], True),
        (["1", "", "1"], True),
        (["ja", "nein", ""], False),
        (["ja"] * 11 + [""], False),  # one who did not answer
        (["ja"], False),
    ],
)
def test_yes_without_any_no(office, answers, found):
    asked(office, answers)
    office.parts["indicators"][0] = {"id": "a", "label": "A", "items": ["q1"], "kind": "yes_no"}
    assert ("data.never_no" in office.codes()) is found
    if found:
        assert "«blank: {q1: 0}»" in office.problems()[0]
        office.data["measurements"][0]["accept"] = ["only_yes"]
        assert "data.never_no" not in office.codes()
        office.data["measurements"][0] |= {"accept": [], "blank": {"q1": 0}}
        measured = office.read().measurements
        assert measured["q1"].mean() == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (["0,25", "30", "0,4", "45", "51"], True),  # a sheet shows 25 % and 40 %
        (["0,25", "0,5", "1", "2", "3"], False),  # hours
        (["0,25", "0,31", "0,4", "0,5"], False),  # all of them shares
        (["0,7", "1,2", "2,5", "3,1"], False),
    ],
)
def test_shares_beside_per_cent(office, answers, found):
    asked(office, [3], f2=answers)
    assert ("data.some_shares" in office.codes()) is found
    if found:
        office.data["measurements"][0]["accept"] = ["mixed_per_cent"]
        assert office.codes() == []


@pytest.mark.parametrize(
    ("slip", "told"), [("3000", True), ("45385", True), ("120", False), ("0", False), ("-3000", False)]
)
def test_a_number_many_times_as_large_as_all_others_counts_and_is_told(office, slip, told):
    others = [str(30 + n) for n in range(11)]
    asked(office, [3], f2=[*others, slip])
    assert ("data.far_value" in office.codes()) is told
    if told:
        assert office.read().measurements["q2"].max() == float(slip)
        office.data["measurements"][0]["accept"] = ["far_values"]
        assert office.codes() == []
