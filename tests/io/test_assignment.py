"""A list of persons that contradicts the design, or leaves too little to compare, is told before it is used."""

from __future__ import annotations

import pytest

from tests.questions.design_office import people, write_design
from tests.questions.test_designs import problems_of

BY_LOT = "kind: randomised, assignment: lottery"
SCHOOLS = f"{BY_LOT}, assigned: clusters, clusters: school"
ARMS = f"{BY_LOT}, blocks: pair, arms: {{column: form, labels: {{short: Short, long: Long}}}}"
GOAL = ("of: points, target: 2", "of: points, arm: long, target: 2")


def said(folder, design, change, *changes, schools=4):
    persons = [each | change(number, each) for number, each in enumerate(people(schools=schools, each=12))]
    found = problems_of(write_design(folder, design, persons, *changes))
    return [text for text in found if text.startswith("persons.csv: ")]


def took(ours, others):
    """So many of each twelve in a school of the programme, and of the comparison group."""
    return lambda number, each: {"took": int(number % 12 < (ours if each["group"] == "programme" else others))}


@pytest.mark.parametrize(
    ("ours", "others", "text"),
    [
        (0, 0, "nobody of the group programme took part according to column ‘took’ (comparison group: 0 of 24)."),
        (2, 9, "4 of 24 persons of the group programme took part according to column ‘took’, but 18 of 24"),
        (6, 6, "about as many took part in both groups according to column ‘took’ (12 of 24 in the group"),
        (12, 12, "about as many took part in both groups according to column ‘took’ (24 of 24 in the group"),
    ],
    ids=["nobody", "turned", "half of each", "everybody"],
)
def test_an_instrument_that_moves_nobody_or_the_wrong_way_is_told(tmp_path, ours, others, text):
    (found,) = said(tmp_path, f"{BY_LOT}, took_part: took", took(ours, others))
    assert found.startswith("persons.csv: In the year 2024 ")
    assert text in found


def test_an_instrument_that_moves_some_needs_no_word(tmp_path):
    assert said(tmp_path, f"{BY_LOT}, took_part: took", took(9, 2)) == []


@pytest.mark.parametrize(
    "design", [SCHOOLS, "kind: comparison, assignment: self_selected, clusters: school"], ids=["drawn", "chosen"]
)
def test_one_school_a_side_is_told(tmp_path, design):
    found = said(tmp_path, design, lambda *_: {}, schools=2)
    assert [text.split(" is from ")[0] for text in found] == [
        f"persons.csv: In the year 2024 everybody in the group {group}" for group in ("programme", "comparison")
    ]


@pytest.mark.parametrize("weight", [0, -1], ids=["all zero", "negative"])
def test_weights_of_nobody_stop(tmp_path, weight):
    design = "kind: comparison, assignment: self_selected, weights: stands_for"
    (found,) = said(tmp_path, design, lambda *_: {"weight": weight})
    assert found.startswith("persons.csv: 48 weights in column ‘weight’ (first row 2) are zero or less.")


def test_a_block_of_one_arm_alone_stops(tmp_path):
    """The short course in places without anybody of the comparison group: nobody to compare it with."""

    def place(_, each):
        return {"pair": "Place C" if each["form"] == "short" else "Place A"}

    (found,) = said(tmp_path, ARMS, place, GOAL)
    assert found.startswith("persons.csv: No block in column ‘pair’ has persons of the form ‘short’ and of the")


def test_a_form_written_otherwise_is_told_once(tmp_path):
    """«Long» beside «long»: they count as one, so that nothing says that they count apart."""

    def written(number, each):
        return {"form": "Long"} if number % 12 == 0 and each["form"] == "long" else {}

    (found,) = said(tmp_path, ARMS.replace("blocks: pair, ", ""), written, GOAL)
    assert "it counts as the more frequent spelling" in found
