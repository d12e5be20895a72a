"""What a goal is about must be in the file: each rule, with its whole sentence."""

from __future__ import annotations

import pytest

GOAL = "measure: change, of: interest"
COSTS = "full, per_place, per_participant, per_attended_hour, per_completed, per_outcome, per_additional_outcome, "


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [(GOAL, "measure: level")],
            "line 6, goals[1]: measure: level needs ‘of’: what it is about. There are: interest.",
        ),
        (
            [(GOAL, "measure: courses, of: interest")],
            (
                "line 6, goals[1].of: measure: courses takes no ‘of’, since everything in the year is counted. "
                "Please delete this line."
            ),
        ),
        (
            [(GOAL, "measure: cost, of: per_participants")],
            (
                "line 6, goals[1].of: measure: cost needs to say under ‘of’ which costs are meant, "
                "‘per_participants’ is none of them. Probably ‘per_participant’ is meant."
            ),
        ),
        (
            [(GOAL, "measure: cost, of: wages")],
            (
                "line 6, goals[1].of: measure: cost needs to say under ‘of’ which costs are meant, ‘wages’ is "
                f"none of them. There are: {COSTS}one_more_course."
            ),
        ),
        (
            [(GOAL, "measure: step_difference, of: done")],
            (
                "line 6, goals[1].measure: measure: step_difference needs a comparison group and a step with "
                "kind: event; who of the comparison group reached ‘done’ is not known. Please write measure: "
                "step_share or name another step."
            ),
        ),
        (
            [(GOAL, "measure: counted_level, of: interest")],
            (
                "line 6, goals[1].measure: measure: counted_level counts how many said yes; ‘interest’ does not "
                "have kind: yes_no. Please write measure: level or name an indicator with kind: yes_no."
            ),
        ),
        (
            [(GOAL, "measure: places")],
            (
                "line 6, goals[1].measure: A goal for places needs the number of places in each year. Please add "
                "costs.places, or places at reach, or delete the goal."
            ),
        ),
        (
            [
                (GOAL, "measure: courses"),
                (" course: Kurs, age", " age"),
                (", clusters: course", ""),
            ],
            (
                "line 6, goals[1].measure: A goal for courses needs the column ‘course’ in data.persons.columns. "
                "Please add it there or delete the goal."
            ),
        ),
    ],
)
def test_a_goal_that_cannot_be_known_gives_exactly_one_sentence(said_after, changes, expected):
    assert said_after(*changes) == [f"demo.yaml, {expected}"]


@pytest.mark.parametrize(
    "goal", ["measure: level, of: interest", "measure: cost, of: full", "measure: cost, of: per_outcome"]
)
def test_goals_that_can_be_known_are_accepted(said_after, goal):
    assert said_after((GOAL, goal)) == []
