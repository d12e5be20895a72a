"""What one part of a programme file names, another must have: each rule, with its whole sentence."""

from __future__ import annotations

import pytest

RULES = [
    pytest.param(
        [("{id: more,", "{id: up,")],
        "line 7, goals[2].id: The identifier ‘up’ is already taken (line 6). Please choose another.",
        id="goal ids are unique",
    ),
    pytest.param(
        [("  - {id: asked,", "  - {id: there,")],
        "line 41, cohort[3].id: The identifier ‘there’ is already taken (line 39). Please choose another.",
        id="step ids are unique",
    ),
    pytest.param(
        [("kind: number}", "kind: number}\n  - {id: age, label: Alter}")],
        "line 38, characteristics[2].id: The identifier ‘age’ is already taken (line 37). Please choose another.",
        id="characteristic ids are unique",
    ),
    pytest.param(
        [("measure: change, of: interest", "measure: change, of: done")],
        "line 6, goals[1].of: measure: change needs the identifier of an indicator, ‘done’ is none. There "
        "are: interest.",
        id="a change is of an indicator",
    ),
    pytest.param(
        [("measure: step_share, of: done", "measure: step_share, of: interest")],
        "line 8, goals[3].of: measure: step_share needs the identifier of a step in cohort, ‘interest’ is "
        "none. Probably ‘intern’ is meant.",
        id="a share is of a step",
    ),
    pytest.param(
        [("kind: comparison, assignment", "kind: one_group, assignment")],
        "line 7, goals[2].measure: measure: difference needs a comparison group, but design.kind is "
        "one_group. Please write measure: change or change the design.",
        id="a difference needs a comparison group",
    ),
    pytest.param(
        [("assignment: self_selected", "assignment: lottery")],
        "line 9, design.assignment: lottery fits only kind: randomised, found was kind: comparison. "
        "Please change one of the two.",
        id="a lottery makes a randomised design",
    ),
    pytest.param(
        [("kind: comparison, assignment", "kind: randomised, assignment")],
        "line 9, design.assignment: kind: randomised requires assignment: lottery, found was "
        "self_selected. If it was not decided by lot, please write kind: comparison.",
        id="a randomised design needs a lottery",
    ),
    pytest.param(
        [(" group: Gruppe,", ""), ("\n    values:\n      group: {Kurs: programme, Vergleich: comparison}", "")],
        "line 13, data.persons.columns: design.kind: comparison requires the column ‘group’ (who is in "
        "which group). Please add it under columns, for example ‘group: Gruppe’.",
        id="two groups need the column group",
    ),
    pytest.param(
        [(" course: Kurs, age", " age")],
        "line 9, design.clusters: clusters: course requires the column ‘course’ in data.persons.columns. "
        "Please add it there or delete this line.",
        id="courses need the column course",
    ),
    pytest.param(
        [("clusters: course", "clusters: {programme: course, comparison: school}")],
        "line 9, design.clusters.comparison: comparison: school requires the column ‘school’ in "
        "data.persons.columns. Please add it there or delete this line.",
        id="clusters of one group need their column",
    ),
    pytest.param(
        [("clusters: course", "clusters: group")],
        "line 9, design.clusters: clusters: ‘group’ has another meaning in data.persons.columns. Please give the "
        "column of courses, classes, schools or blocks a name of its own, for example ‘school: School’.",
        id="clusters are no other column",
    ),
    pytest.param(
        [(", clusters: course", ", assigned: clusters")],
        "line 9, design.assigned: assigned: clusters means that whole courses, classes or schools were assigned; "
        "their column is missing. Please add clusters, for example ‘clusters: school’, or write assigned: "
        "persons.",
        id="whole clusters need a column",
    ),
    pytest.param(
        [("clusters: course", "assigned: clusters, clusters: {programme: course, comparison: none}")],
        "line 9, design.clusters.comparison: assigned: clusters and comparison: none contradict each other: where "
        "whole courses, classes or schools were assigned, everybody in the comparison group has one too. Please "
        "name the column here.",
        id="whole clusters are on both sides",
    ),
    pytest.param(
        [("clusters: course", "assigned: clusters, clusters: course, blocks: course")],
        "line 9, design.blocks: ‘course’ stands as block and as what was assigned: within such a block nobody "
        "would be in the other group. Please name the larger unit in blocks (pair, place), or delete the line.",
        id="what is assigned is no block",
    ),
    pytest.param(
        [("clusters: course", "clusters: course, covariates: [age]")],
        "line 9, design.covariates: covariates hold only with estimate: adjusted, found was estimate: –. Please "
        "change one of the two.",
        id="covariates need an adjusted main result",
    ),
    pytest.param(
        [("clusters: course", "clusters: course, estimate: adjusted, covariates: [ages]")],
        "line 9, design.covariates[1]: covariates needs ids of characteristics (without institution), ‘ages’ is "
        "none. Probably ‘age’ is meant.",
        id="covariates are characteristics",
    ),
    pytest.param(
        [("clusters: course", "clusters: course, estimate: adjusted, covariates: [age, age]")],
        "line 9, design.covariates[2]: ‘age’ stands twice in covariates. Please delete one.",
        id="a covariate stands once",
    ),
    pytest.param(
        [("clusters: course", "clusters: course, randomised: [{year: 2024, programme: 40, comparison: 40}]")],
        "line 9, design.randomised: randomised holds only after a lottery (kind: randomised), found was kind: "
        "comparison. Please change one of the two.",
        id="only a lot draws",
    ),
    pytest.param(
        [("items: [q_1, q_2]", "items: [q_1, q_2, q_9]")],
        "line 35, indicators[1].items[3]: ‘q_9’ is in no list of columns of data.measurements. Probably "
        "‘q_2’ is meant.",
        id="items are columns of the measurements",
    ),
    pytest.param(
        [("items: [q_1, q_2]", "items: [q_1, q_2, q_1]")],
        "line 35, indicators[1].items[3]: ‘q_1’ stands in items twice and would count double. Please delete one.",
        id="an item counts once",
    ),
    pytest.param(
        [("reversed: [q_2]", "reversed: [wave]")],
        "line 35, indicators[1].reversed[1]: ‘wave’ is not among the items of this indicator. There are: "
        "q_1, q_2.",
        id="reversed items are items",
    ),
    pytest.param(
        [(", scale: {low: 1, high: 5}", "")],
        "line 35, indicators[1].reversed: Reversed questions can be turned round only on a known scale. "
        "Please add scale, for example ‘scale: {low: 1, high: 5}’.",
        id="reversed items need a scale",
    ),
    pytest.param(
        [("low: 1, high: 5", "low: 5, high: 5")],
        "line 35, indicators[1].scale: low must be smaller than high, found were low 5 and high 5. Please "
        "correct them.",
        id="a scale has two ends",
    ),
    pytest.param(
        [(", age: Alter}", "}")],
        "line 37, characteristics[1].id: The characteristic ‘age’ is no column of data.persons. Please "
        "add it under columns; there are: person, year, group, course.",
        id="characteristics are columns of the persons",
    ),
    pytest.param(
        [(", share_of_hours: 0.75", "")],
        "line 40, cohort[2]: kind: completed requires the key ‘share_of_hours’. Please add it.",
        id="completed needs a share of hours",
    ),
    pytest.param(
        [("kind: answered, wave: after", "kind: answered")],
        "line 41, cohort[3]: kind: answered requires the key ‘wave’. Please add it.",
        id="answered needs a wave",
    ),
    pytest.param(
        [(", event: internship", "")],
        "line 42, cohort[4]: kind: event requires the key ‘event’. Please add it.",
        id="event needs an event",
    ),
    pytest.param(
        [("kind: attended}", "kind: attended, months: 12}")],
        "line 39, cohort[1].months: ‘months’ belongs to kind: event only, this step has kind: attended. "
        "Please delete it or change kind.",
        id="months of what is no event",
    ),
    pytest.param(
        [("kind: attended}", "kind: attended, wave: after}")],
        "line 39, cohort[1].wave: ‘wave’ belongs to kind: answered only, this step has kind: attended. "
        "Please delete it or change kind.",
        id="only answered has a wave",
    ),
    pytest.param(
        [(", planned_hours: geplant", "")],
        "line 40, cohort[2].kind: kind: completed needs the column ‘planned_hours’ in "
        "data.attendance.columns. Please add it there or write kind: attended.",
        id="completed needs the planned hours",
    ),
    pytest.param(
        [("event: internship", "event: internshp")],
        "line 42, cohort[4].event: The event ‘internshp’ does not occur in data.events.values. Probably "
        "‘internship’ is meant.",
        id="events are made by values",
    ),
    pytest.param(
        [("outcome: done", "outcome: success")],
        "line 43, costs.outcome: outcome needs the identifier of a step in cohort, ‘success’ is none. "
        "There are: there, done, asked, intern.",
        id="the outcome is a step",
    ),
    pytest.param(
        [("costs: {price_year: 2024, outcome: done}\n", "")],
        "line 29, data.costs: data.costs is given, but the section costs is not. Please add it with "
        "price_year and outcome or delete data.costs.",
        id="data of costs need the section",
    ),
    pytest.param(
        [("outcome: done}", "outcome: done}\nprivacy: {smallest_group: 5}")],
        "line 44, privacy.smallest_group: A smallest group of 5 is below the usual 10 and needs a reason "
        "that the report states. Please add privacy.reason.",
        id="a small smallest group needs a reason",
    ),
]


@pytest.mark.parametrize(("replacements", "expected"), RULES)
def test_a_broken_rule_gives_exactly_one_sentence(said_after, replacements, expected):
    assert said_after(*replacements) == [f"demo.yaml, {expected}"]


def test_a_step_without_its_table_names_the_table(said_after):
    attendance = "  attendance:\n    file: attendance.csv\n"
    columns = "    columns: {person: Nr, course: Kurs, hours: da, planned_hours: geplant}\n"
    assert said_after((attendance + columns, "")) == [
        f"demo.yaml, line {line}, cohort[{step}].kind: kind: {kind} needs data.attendance, which is "
        "missing. Please name the file there or delete the step."
        for line, step, kind in [(36, 1, "attended"), (37, 2, "completed")]
    ]


def test_the_section_costs_needs_its_data(said, complete):
    start, end = complete.index("  costs:\n"), complete.index("indicators:\n")
    assert said(complete[:start] + complete[end:]) == [
        (
            "demo.yaml, line 38, costs: costs is given, but data.costs is not. Please name the file with the "
            "costs there or delete the section costs."
        )
    ]


def test_indicators_need_measurements(said, complete):
    start, end = complete.index("  measurements:\n"), complete.index("  attendance:\n")
    assert said(complete[:start] + complete[end:]) == [
        (
            "demo.yaml, line 29, indicators: Indicators need surveys or measurements, but data.measurements "
            "is missing. Please name the file there or delete the indicators."
        ),
        (
            "demo.yaml, line 36, cohort[3].kind: kind: answered needs data.measurements, which is missing. "
            "Please name the file there or delete the step."
        ),
    ]


def test_a_smaller_smallest_group_with_a_reason_is_allowed(said, complete):
    assert said(f"{complete}privacy: {{smallest_group: 5, reason: Vereinbart.}}\n") == []


@pytest.mark.parametrize(("number", "refused"), [(20, False), (21, True)])
def test_more_characteristics_than_can_be_protected_in_time_are_refused(said, complete, number, refused):
    names = [f"trait_{at}" for at in range(1, number)]
    more = "".join(f"  - {{id: {name}, label: X, kind: number}}\n" for name in names)
    columns = "".join(f", {name}: {name}" for name in names)
    text = complete.replace("age: Alter}", f"age: Alter{columns}}}").replace("cohort:\n", f"{more}cohort:\n", 1)
    expected = (
        "demo.yaml, line 36, characteristics: 21 characteristics are more than a report can have (20 at most): "
        "with so many it cannot be proved in reasonable time that nobody can be recognised, and differences by "
        "chance pile up. Please keep those that the question asks for and take out the others."
    )
    assert said(text) == ([expected] if refused else [])


@pytest.mark.parametrize(
    "section", ["goals", "indicators", "characteristics", "cohort", "costs", "design", "data"]
)
@pytest.mark.parametrize("wreck", ["", " 5", " []", " {}", " [5, [], {}]", " {persons: 5, measurements: [5]}"])
def test_references_are_checked_whatever_else_is_broken(said, complete, section, wreck):
    lines = [line for line in complete.split("\n") if not line.startswith(f"{section}:")]
    for text in said("\n".join(lines) + f"\n{section}:{wreck}\nprivacy: {{smallest_group: 4}}\n"):
        assert text.startswith("demo.yaml, line ")
