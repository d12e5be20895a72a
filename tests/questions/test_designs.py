"""The design as it was: clusters of any name on both sides, blocks, the declared main result."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.questions.design_office import people, write_design
from tests.raw import open_raw
from wirkung.codes import Caution, Claim, Role
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.evidence import CheckOutcome, EvidenceCheck, EvidenceScale
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme

CHOSEN = "kind: comparison, assignment: self_selected"
BY_LOT = "kind: randomised, assignment: lottery"
SCHOOLS = f"{BY_LOT}, assigned: clusters, clusters: school"
AFTERWARDS = f"{SCHOOLS}, estimate: difference"


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """The studies of the usual persons by their design, each opened once."""

    @cache
    def open_design(design, *changes):
        return open_raw(write_design(tmp_path_factory.mktemp("usual"), design, people(), *changes), year=2024)

    return open_design


@pytest.fixture
def opened(tmp_path, usual):
    def open_design(design, persons=None, *changes):
        if persons is None:
            return usual(design, *changes)
        return open_raw(write_design(tmp_path, design, persons, *changes), year=2024)

    return open_design


def main_of(study, question="comparison", indicator="points"):
    findings = getattr(study, question).findings
    return next(each.main for each in findings if indicator in (each.subject.indicator, each.subject.step))


def robustness_of(study):
    lines = (each for each in study.robustness.findings if each.subject.indicator == "points")
    return {each.subject.aspect.removeprefix("robustness."): each.main for each in lines}


def test_a_column_of_any_name_groups_both_sides(opened):
    main = main_of(opened(AFTERWARDS))
    assert main.convention == "CR2, 6 and 6 clusters"
    assert round(main.test.df) == 10  # twelve schools of equal size


def test_each_group_can_have_a_column_of_its_own(opened):
    study = opened(f"{CHOSEN}, clusters: {{programme: course, comparison: school}}")
    assert main_of(study).convention == "CR2, 6 and 6 clusters"
    assert study.licence.evidence.outcome(EvidenceCheck.CLUSTERS) is CheckOutcome.PASSED


def test_a_comparison_group_without_clusters_is_said_and_costs_a_level(opened):
    study = opened(f"{CHOSEN}, clusters: course")
    assert Caution.COMPARISON_UNCLUSTERED in main_of(study).cautions
    assert Caution.COMPARISON_UNCLUSTERED in main_of(study, "steps", "chose").cautions
    maryland = study.licence.evidence.on(EvidenceScale.MARYLAND)
    assert (maryland.level, maryland.cost) == (2, (EvidenceCheck.CLUSTERS,))


@pytest.mark.parametrize(
    "design",
    [
        f"{CHOSEN}, clusters: {{programme: course, comparison: none}}",
        f"{BY_LOT}, clusters: course",
    ],
    ids=["declared", "drawn one by one"],
)
def test_persons_chosen_one_by_one_need_no_cluster(opened, design):
    study = opened(design)
    assert Caution.COMPARISON_UNCLUSTERED not in main_of(study).cautions
    assert study.licence.evidence.outcome(EvidenceCheck.CLUSTERS) is CheckOutcome.PASSED


def test_one_school_a_side_has_no_interval_and_no_effect(opened):
    study = opened(SCHOOLS, people(schools=2, each=40))
    assert main_of(study).interval is None
    assert Caution.TOO_FEW_CLUSTERS in main_of(study).cautions
    assert study.licence.evidence.outcome(EvidenceCheck.CLUSTERS) is CheckOutcome.FAILED


def test_within_pairs_the_difference_is_that_of_the_schools_of_each_pair(opened):
    persons = people()
    means = np.array(
        [np.mean([each["after"] for each in persons if each["school"] == f"School {n}"]) for n in range(12)]
    )
    apart = means[::2] - means[1::2]
    main = main_of(opened(f"{AFTERWARDS}, blocks: pair", persons))
    assert main.value == pytest.approx(apart.mean())
    assert main.standard_error == pytest.approx(apart.std(ddof=1) / np.sqrt(6))
    assert main.test.df == pytest.approx(5)
    assert Caution.WITHIN_BLOCKS in main.cautions


def test_blocks_hold_for_shares_and_steps_as_well(opened):
    study = opened(f"{SCHOOLS}, blocks: pair")
    for question, name in (("comparison", "passed"), ("steps", "chose")):
        assert Caution.WITHIN_BLOCKS in main_of(study, question, name).cautions


def test_the_declared_main_result_is_the_one_that_goals_and_claims_follow(opened):
    study = opened(f"{SCHOOLS}, estimate: adjusted, covariates: [age]")
    main = main_of(study)
    goal = study.goals.findings[0]
    assert goal.get(Role.MAIN).value == main.value
    assert Caution.ADJUSTED in main.cautions
    lines = robustness_of(study)
    assert lines["chosen"].value == main.value
    assert {"change", "after"} <= set(lines)
    assert "ancova" not in lines


def test_of_schools_that_were_drawn_the_baseline_is_held_equal(opened):
    """Of few schools chance makes groups that start apart; without a baseline there is nothing to hold equal."""
    study = opened(SCHOOLS)
    assert Caution.ADJUSTED in main_of(study).cautions
    assert Caution.ADJUSTED not in main_of(study, indicator="passed").cautions
    assert Caution.ADJUSTED not in main_of(opened(BY_LOT)).cautions


def test_the_adjusted_difference_is_that_of_least_squares(opened):
    persons = people()
    main = main_of(opened(f"{SCHOOLS}, estimate: adjusted", persons))
    design = np.array([[each["group"] == "programme", 1.0, each["before"]] for each in persons])
    after = np.array([each["after"] for each in persons])
    assert main.value == pytest.approx(np.linalg.lstsq(design, after, rcond=None)[0][0])


def test_what_is_adjusted_for_needs_no_adjustment(opened):
    needed = f"{CHOSEN}, clusters: school"
    assert Caution.BASELINE_NEEDS_ADJUSTMENT in main_of(opened(needed)).cautions
    assert Caution.BASELINE_NEEDS_ADJUSTMENT not in main_of(opened(f"{needed}, estimate: adjusted")).cautions


@pytest.mark.parametrize(("estimate", "shown"), [("difference", "change"), ("change_difference", "after")])
def test_another_main_result_can_be_declared(opened, estimate, shown):
    lines = robustness_of(opened(f"{SCHOOLS}, estimate: {estimate}"))
    assert shown in lines
    assert "ancova" in lines
    assert {"difference": "after", "change_difference": "change"}[estimate] not in lines


def test_after_a_lot_who_has_no_baseline_is_adjusted_as_well(opened):
    persons = people()
    for each in persons[:12]:
        each["before"] = ""
    counts = main_of(opened(f"{SCHOOLS}, estimate: adjusted", persons)).counts
    assert sum(each.number for each in counts) == len(persons)
    chosen = f"{CHOSEN}, clusters: school, estimate: adjusted"
    counts = main_of(opened(chosen, persons)).counts
    assert sum(each.number for each in counts) == len(persons) - 12


def problems_of(path):
    loaded = load_programme(path)
    try:
        tables = read_tables(loaded.programme, path.parent)
    except DataError as error:
        return [problem.text("en") for problem in error.problems]
    return [problem.text("en") for problem in tables.remarks]


def test_schools_in_both_groups_and_without_a_name_are_told_at_once(tmp_path):
    persons = people()
    persons[0]["school"] = ""
    persons[1]["group"] = "comparison"
    found = problems_of(write_design(tmp_path, SCHOOLS, persons))
    assert found == [
        (
            "persons.csv: For one person column ‘school’ (row 2) does not say where they belong; but whole "
            "courses, classes or schools were assigned (assigned: clusters). Please fill it in, or write "
            "assigned: persons."
        ),
        (
            "persons.csv: Whole courses, classes or schools were assigned, but for 14 persons the one in column "
            "‘school’ (first row 3) is in both groups. Please give each the group that it was assigned to, or "
            "write assigned: persons."
        ),
    ]


def test_a_block_of_one_group_is_told_and_stops_nothing(tmp_path):
    persons = people()
    for each in persons:
        if each["school"] == "School 1":
            each["pair"] = "Pair 1"
    found = problems_of(write_design(tmp_path, f"{SCHOOLS}, blocks: pair", persons))
    assert any(
        text.startswith("persons.csv: 15 persons are in blocks with only one of both groups") for text in found
    )


def test_blocks_that_are_blank_or_all_of_one_group_stop(tmp_path):
    persons = people()
    for each in persons:
        each["pair"] = each["school"]
    persons[5]["pair"] = ""
    found = problems_of(write_design(tmp_path, f"{BY_LOT}, blocks: pair", persons))
    assert [text.split(". Please")[0] for text in found] == [
        "persons.csv: For one person the block in column ‘pair’ (row 7) is missing",
        (
            "persons.csv: No block in column ‘pair’ has both groups (179 persons, first row 2); within blocks "
            "nobody can be compared"
        ),
    ]


def test_blocks_stay_as_they_are_where_small_categories_are_counted_together(opened):
    persons = people(schools=24, each=8)
    pairs = ("- {id: age,", "- {id: pair, label: Pair}\n  - {id: age,")  # sixteen persons each
    main = main_of(
        opened(
            f"{SCHOOLS}, blocks: pair", persons, pairs, ("tracking:", "privacy: {smallest_group: 20}\ntracking:")
        )
    )
    assert round(main.test.df) == 11


def test_who_was_drawn_and_is_in_no_list_is_lost(opened):
    """All 90 of each group who are listed answered; drawn were 150 and 100."""
    listed = opened(BY_LOT)
    assert listed.licence.claim is Claim.EFFECT
    drawn = opened(f"{BY_LOT}, randomised: [{{year: 2024, programme: 150, comparison: 100}}]")
    assert drawn.licence.claim is Claim.ASSOCIATION
    assert drawn.licence.evidence.outcome(EvidenceCheck.ATTRITION) is CheckOutcome.FAILED
    threats = drawn.threats.findings
    lost = {each.subject.aspect: each.main.value for each in threats if "loss" in each.subject.aspect}
    assert lost["threat.loss.programme"] == pytest.approx(60 / 150)
    assert lost["threat.loss.comparison"] == pytest.approx(10 / 100)
    assert {"lee_lower", "lee_upper"} <= set(robustness_of(drawn))
    assert "lee_lower" not in robustness_of(listed)


@pytest.mark.parametrize(
    ("drawn", "silent"),
    [(93, 0), (90, 0), (93, 12)],
    ids=["few lost", "nobody lost, told as few are", "few in no list, beside others who were lost"],
)
def test_few_who_were_lost_since_the_lot_are_not_told(opened, drawn, silent):
    persons = people()
    for each in [each for each in persons if each["group"] == "programme"][:silent]:
        each["after"] = each["passed"] = ""
    study = opened(f"{BY_LOT}, randomised: [{{year: 2024, programme: {drawn}, comparison: 120}}]", persons)
    threats = study.threats.findings
    assert not any("loss" in each.subject.aspect for each in threats)


def test_more_listed_than_drawn_stops(tmp_path):
    design = f"{BY_LOT}, randomised: [{{year: 2024, programme: 80, comparison: 90}}]"
    assert problems_of(write_design(tmp_path, design, people())) == [
        (
            "persons.csv: In the year 2024 there are 90 persons in the group programme (column ‘group’), but "
            "design.randomised says that only 80 were drawn. Please correct the number or the list."
        )
    ]


def test_what_taking_part_did_is_the_difference_by_lot_over_that_of_taking_part(opened):
    """Of 15 in each school 12 of the programme took part, and 2 of the comparison group."""
    study = opened(f"{AFTERWARDS}, took_part: took")
    line = robustness_of(study)["complier"]
    main = main_of(study)
    assert line.value == pytest.approx(main.value / (12 / 15 - 2 / 15))
    # Where all clusters keep to the lot alike it is the interval of the difference, stretched.
    assert line.interval.method == "Anderson-Rubin"
    assert line.interval.low == pytest.approx(main.interval.low / (10 / 15), rel=0.01)
    # Twelve of ninety are too many for an effect.
    assert study.licence.evidence.outcome(EvidenceCheck.CONTAMINATION) is CheckOutcome.FAILED


def test_what_taking_part_did_is_adjusted_as_the_main_result_is(opened):
    study = opened(f"{SCHOOLS}, blocks: pair, estimate: adjusted, took_part: took")
    line, main = robustness_of(study)["complier"], main_of(study)
    assert line.value == pytest.approx(main.value / (10 / 15), rel=0.01)
    assert line.interval.low > 0 < main.interval.low


def test_a_lot_that_moves_nobody_leaves_no_number(opened):
    persons = people()
    for number, each in enumerate(persons):
        each["took"] = number % 15 % 2
    line = robustness_of(opened(f"{BY_LOT}, took_part: took", persons))["complier"]
    assert line.value is None
    assert Caution.WEAK_INSTRUMENT in line.cautions


def test_taking_part_is_yes_or_no(tmp_path):
    persons = people()
    persons[4]["took"] = "perhaps"
    persons[5]["took"] = ""
    (found,) = problems_of(write_design(tmp_path, f"{BY_LOT}, took_part: took", persons))
    assert found.startswith(
        "persons.csv: Column ‘took’ must hold 1 (took part) or 0 (did not); 2 rows (first: row 6)"
    )


def test_bounds_for_the_lost_of_schools_have_no_interval_of_single_persons(opened):
    drawn = "randomised: [{year: 2024, programme: 120, comparison: 92}]"
    alone, schools = (robustness_of(opened(f"{each}, {drawn}"))["lee_lower"] for each in (BY_LOT, SCHOOLS))
    assert alone.interval is not None
    assert (schools.interval, Caution.CLUSTERS_NOT_CONSIDERED in schools.cautions) == (None, True)


def lost_schools(study):
    cautions = main_of(study).cautions
    return study.licence.claim, Caution.CLUSTERS_LOST in cautions


def test_schools_that_were_drawn_and_are_in_no_list_are_lost(opened):
    """Six schools of each group are listed; of nine and six a third of one group is too many."""
    drawn = "year: 2024, programme: 90, comparison: 90"
    row = f"randomised: [{{{drawn}, programme_clusters: NUMBER, comparison_clusters: 6}}]"
    assert lost_schools(opened(f"{SCHOOLS}, {row.replace('NUMBER', '6')}")) == (Claim.EFFECT, False)
    assert lost_schools(opened(f"{SCHOOLS}, {row.replace('NUMBER', '9')}")) == (Claim.ASSOCIATION, True)


def test_a_school_of_which_nobody_answers_is_lost(opened):
    """Two of six schools of the programme, each with 15 children."""
    persons = people()
    for each in persons:
        if each["school"] in ("School 0", "School 2"):
            each["after"] = each["passed"] = ""
    assert lost_schools(opened(SCHOOLS, persons)) == (Claim.ASSOCIATION, True)


def test_that_nobody_of_a_school_of_few_answers_is_not_told(opened):
    """Of nine schools of eight children one is silent: 11 points apart are too many, which would tell of eight."""
    persons = people(schools=18, each=8)
    for each in persons:
        if each["school"] == "School 0":
            each["after"] = each["passed"] = ""
    study = opened(SCHOOLS, persons)
    assert not lost_schools(study)[1]
    assert study.licence.evidence.outcome(EvidenceCheck.ATTRITION) is CheckOutcome.NOT_MEASURED


def test_numbers_of_schools_belong_to_a_lot_of_schools_and_to_both_groups(tmp_path):
    row = "randomised: [{year: 2024, programme: 90, comparison: 90, programme_clusters: 5}]"
    with pytest.raises(ProgrammeFileError) as failed:
        load_programme(write_design(tmp_path, f"{BY_LOT}, {row}", people()[:4]))
    assert [each.code for each in failed.value.problems] == ["programme.design.clusters_drawn"]
    with pytest.raises(ProgrammeFileError) as failed:
        load_programme(write_design(tmp_path, f"{SCHOOLS}, {row}", people()[:4]))
    assert [each.code for each in failed.value.problems] == ["programme.missing"]
    both = row.replace("clusters: 5", "clusters: 5, comparison_clusters: 6")
    with pytest.raises(DataError) as stopped:
        open_raw(write_design(tmp_path, f"{SCHOOLS}, {both}", people()), year=2024)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.values["listed"], problem.values["drawn"]) == (
        "data.more_clusters_than_drawn",
        6,
        5,
    )


def test_ordered_answers_are_compared_within_blocks(opened):
    """Of yes and no taken as ordered, within pairs of equally large schools: the mean difference of the pairs."""
    persons = people()
    ordered = ("kind: yes_no, measured", "kind: ordered, scale: {low: 0, high: 1}, measured")
    answers = opened(f"{AFTERWARDS}, blocks: pair", persons, ordered).answers
    comparison = next(each for each in answers if each.question == "comparison").findings
    finding = next(each for each in comparison if each.subject.indicator == "passed")
    found = finding.main
    assert finding.get(Role.STANDARDISED).convention == ""  # it is named in the reader's language
    of_schools = np.array(
        [np.mean([each["passed"] for each in persons if each["school"] == f"School {n}"]) for n in range(12)]
    )
    assert found.value == pytest.approx((of_schools[::2] - of_schools[1::2]).mean())
    assert found.interval is not None
    assert found.convention == "within blocks, CR2, 6 and 6 clusters"
    assert Caution.WITHIN_BLOCKS in found.cautions


def test_times_until_a_step_are_compared_within_blocks(opened):
    tracked = ("observed_until: 2025-12-31", "observed_until: 2025-12-31, covariates: [age]")
    answers = opened(f"{AFTERWARDS}, blocks: pair", None, tracked).answers
    findings = next(each for each in answers if each.question == "timing").findings
    apart, ratio = (
        next(each.main for each in findings if each.subject.aspect == aspect)
        for aspect in ("timing.difference", "tracking.hazard_of_group")
    )
    assert Caution.WITHIN_BLOCKS in apart.cautions
    assert Caution.WITHIN_BLOCKS in ratio.cautions
    assert apart.convention == "least squares within blocks, CR2, 6 and 6 clusters"
    assert round(ratio.test.df) == 5  # twelve schools in six pairs


def test_what_leaves_the_blocks_out_says_so(opened):
    study = opened(f"{BY_LOT}, blocks: pair, estimate: adjusted")
    lines = robustness_of(study)
    silent = {name for name, main in lines.items() if Caution.BLOCKS_NOT_CONSIDERED in main.cautions}
    assert silent == {"weighted", "doubly_robust"}
    start = next(each for each in study.answers if each.question == "baseline").findings
    assert all(Caution.BLOCKS_NOT_CONSIDERED in each.main.cautions for each in start)
    plain = robustness_of(opened(f"{BY_LOT}, estimate: adjusted"))
    assert not any(Caution.BLOCKS_NOT_CONSIDERED in main.cautions for main in plain.values())


MATCHED = f"{CHOSEN}, robustness: [matching]"


def test_matching_is_shown_where_the_file_asks_for_it(opened):
    study = opened(MATCHED)
    line = next(each for each in study.robustness.findings if each.subject.aspect == "robustness.matching")
    assert line.main.interval is not None
    assert line.get(Role.AFTER).value is not None
    assert "matching" not in robustness_of(opened(CHOSEN))


def test_a_random_intercept_is_shown_where_the_file_asks_for_it(opened):
    study = opened(f"{SCHOOLS}, robustness: [random_intercept]")
    line = next(each for each in study.robustness.findings if each.subject.aspect == "robustness.random_intercept")
    assert line.main.test.df == 10
    assert line.main.value == pytest.approx(main_of(study).value, abs=1)
    assert line.get(Role.WITHIN).value > line.get(Role.STANDARDISED).value > 0


@pytest.mark.parametrize(
    ("design", "text"),
    [
        (f"{BY_LOT}, robustness: [matching]", "matching"),
        (f"{CHOSEN}, robustness: [matching, matching]", "robustness"),
        (f"{CHOSEN}, robustness: [random_intercept]", "random_intercept"),
        ("kind: one_group, assignment: self_selected, robustness: [matching]", "robustness"),
    ],
)
def test_lines_that_a_design_has_no_use_for_are_refused(tmp_path, design, text):
    with pytest.raises(ProgrammeFileError, match=text):
        load_programme(write_design(tmp_path, design, people()))


@pytest.mark.parametrize(("asked", "outcome"), [("all", CheckOutcome.PASSED), ("programme", CheckOutcome.FAILED)])
def test_a_follow_up_is_one_of_both_groups(opened, asked, outcome):
    persons = [
        each | ({"follow_up": round(each["after"] + number % 7, 1)} if asked in ("all", each["group"]) else {})
        for number, each in enumerate(people())
    ]
    assert opened(BY_LOT, persons).licence.evidence.outcome(EvidenceCheck.FOLLOW_UP) is outcome
