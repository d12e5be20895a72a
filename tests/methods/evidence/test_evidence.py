import inspect
import pkgutil
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import get_args, get_type_hints

import numpy as np
import pytest

from wirkung import methods
from wirkung.codes import Assumption, Claim, Quantity, UnitKind, Verdict
from wirkung.disclosure.hidden_cells import cells_to_hide
from wirkung.estimate import Estimate, Unit
from wirkung.evidence import Declared, Estimator, Measured
from wirkung.methods.change.conventions import change_conventions, difference_conventions
from wirkung.methods.change.distribution import categories, distribution
from wirkung.methods.change.ordinal import cliffs_delta, median, rank_biserial
from wirkung.methods.change.ordinal_clustered import cliffs_delta_clustered, rank_biserial_clustered
from wirkung.methods.change.paired_counts import paired_counts
from wirkung.methods.change.paired_shares import share_change
from wirkung.methods.change.prepost import mean_change, standardised_change
from wirkung.methods.change.relevance import relevance
from wirkung.methods.change.reliability import cronbach_alpha, mcdonald_omega
from wirkung.methods.change.reliable_change import reliable_change
from wirkung.methods.change.typical_change import typical_change
from wirkung.methods.cohort.funnel import funnel, largest_loss
from wirkung.methods.cohort.lost import lost_bounds
from wirkung.methods.cohort.quotas import quota_sum, share_against_quota
from wirkung.methods.cohort.retention import retention
from wirkung.methods.cohort.states import state_shares, states_of
from wirkung.methods.cohort.transitions import transition_matrix
from wirkung.methods.comparison import sampling_weights
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.balance import balance_table, love_plot
from wirkung.methods.comparison.beside_the_main_line import (
    mean_in_courses,
    standardised_change_clustered,
    without_interval,
)
from wirkung.methods.comparison.cluster_corrections import (
    cluster_degrees_of_freedom,
    cluster_factors,
)
from wirkung.methods.comparison.clusters import (
    difference_in_change_clustered,
    mean_change_clustered,
    mean_difference_clustered,
)
from wirkung.methods.comparison.education_scales import improvement_index, months_of_progress
from wirkung.methods.comparison.mean_difference import (
    baseline_verdict,
    cox_index,
    hedges_g,
)
from wirkung.methods.comparison.mean_of_skewed import mean_of_skewed
from wirkung.methods.comparison.multiplicity import adjusted_p, several_tests
from wirkung.methods.comparison.ordered_within_blocks import cliffs_delta_within_blocks
from wirkung.methods.comparison.several_arms import one_of_several
from wirkung.methods.comparison.share_change_difference import difference_of_share_changes
from wirkung.methods.comparison.share_comparison import share_ratio
from wirkung.methods.comparison.shares_in_courses import share_difference_clustered
from wirkung.methods.comparison.standardised_difference import standardised_difference
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses, hedges_g_in_courses
from wirkung.methods.comparison.subgroups import (
    subgroup_changes,
    subgroup_differences,
    subgroup_differences_in_change,
    subgroup_means,
)
from wirkung.methods.evidence.advice import advice, advice_on_count, before_its_time
from wirkung.methods.evidence.attainment import attainment
from wirkung.methods.evidence.evidence import capped, evidence_level, licensed_claim
from wirkung.methods.kernels.intervals import mean, share, share_difference
from wirkung.methods.money.acceptability import acceptability, net_benefit
from wirkung.methods.money.additional_outcome import CostAndEffect, cost_of_additional_outcome
from wirkung.methods.money.alternatives import Option, frontier
from wirkung.methods.money.benefits import (
    Benefit,
    benefit_cost_ratio,
    break_even_year,
    net_present_value,
    total_by_year,
    yearly_benefits,
)
from wirkung.methods.money.cost import cost_base, total_cost, unit_cost, unit_cost_of_share
from wirkung.methods.money.ingredients import allocate, annuity
from wirkung.methods.money.ledger import ledger_line
from wirkung.methods.money.marginal_cost import marginal_cost
from wirkung.methods.money.prices import in_prices_of, years_without_prices
from wirkung.methods.money.projected import projected
from wirkung.methods.money.scenario import scenario, smallest_number
from wirkung.methods.money.sensible_unit import in_sensible_unit
from wirkung.methods.money.sensitivity import Assumed, monte_carlo, one_way
from wirkung.methods.robustness.compliance import compliance
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.event_study import event_study
from wirkung.methods.robustness.lee_bounds import lee_bounds
from wirkung.methods.robustness.matching import matched_difference
from wirkung.methods.robustness.random_intercept import random_intercept
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.methods.survival.competing_events import cumulative_incidence
from wirkung.methods.survival.curve import share_reached
from wirkung.methods.survival.durations import durations
from wirkung.methods.survival.kaplan_meier import kaplan_meier
from wirkung.methods.survival.proportional_hazards import proportional_hazards
from wirkung.methods.survival.survival_comparison import restricted_mean_difference
from wirkung.methods.survival.times_within_blocks import times_within_blocks
from wirkung.methods.survival.weighted_share import weighted_shares
from wirkung.methods.threats.attrition import attrition
from wirkung.methods.threats.floor_ceiling import scale_ends
from wirkung.methods.threats.intraclass import intraclass_correlation
from wirkung.methods.threats.missing import missing_answers
from wirkung.methods.threats.regression_to_the_mean import change_without_effect

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
ONE, TWO = [1.0, 2.0, 4.0, 3.0], [2.0, 4.0, 5.0, 9.0]
LOT = Declared(randomised=True, comparison_group=True, chance_assignment=True, estimator=Estimator.DIFFERENCE)
SEX = {"sex": ["f", "f", "m", "m"]}

ITEMS = [[1.0, 2, 1], [3, 3, 4], [5, 4, 4], [2, 2, 3], [4, 5, 5]] * 3
GROUPS, SCHOOLS, SCORES = [1, 1, 0, 1, 0, 0], [1, 1, 1, 2, 2, 2], [4, 6, 3, 9, 5, 7]
PANEL = ([1, 5, 3, 7, 2, 3, 4, 5], [1, 1, 2, 2, 3, 3, 4, 4], [0, 1] * 4)  # outcome, persons, periods
NEVER = float("nan")
EARNED = CostAndEffect(cost_cents=300_00, effect=share_difference((56, 48), (70, 80)), currency="EUR")
JOB = Benefit(name="job", gains="region", value_cents=3_000_00, persons=4, years=5)
SURE = {"currency": "EUR", "counts": share(3, 4).counts}

# One call of every public function; the test below fails for a function that is not here.
CALLS = {
    in_sensible_unit: lambda: in_sensible_unit(mean([1.0, 2.0], unit=POINTS)),
    cronbach_alpha: lambda: cronbach_alpha(ITEMS),
    mcdonald_omega: lambda: mcdonald_omega(ITEMS),
    hedges_g_in_courses: lambda: hedges_g_in_courses(ONE * 4, TWO * 4, [1, 2, 3, 4] * 4, [5, 6, 7, 8] * 4),
    cox_index_in_courses: lambda: cox_index_in_courses([0.0, 1, 1, 0] * 4, [0.0, 1, 0, 0] * 4, [1, 2, 3, 4] * 4),
    adjusted_difference: lambda: adjusted_difference(SCORES, GROUPS, SCHOOLS, unit=POINTS),
    cliffs_delta_within_blocks: lambda: cliffs_delta_within_blocks(SCORES, GROUPS, SCHOOLS),
    attrition: lambda: attrition((1, 2), (10, 10)),
    balance_table: lambda: balance_table(GROUPS, SCHOOLS, ["school"]),
    love_plot: lambda: love_plot(balance_table(GROUPS, SCHOOLS, ["school"])),
    compliance: lambda: compliance(SCORES, GROUPS, [1, 0, 0, 1, 1, 0], unit=POINTS),
    doubly_robust_difference: lambda: doubly_robust_difference(SCORES, GROUPS, SCHOOLS, unit=POINTS),
    event_study: lambda: event_study(*PANEL, [1] * 4 + [NEVER] * 4, unit=POINTS),
    lee_bounds: lambda: lee_bounds(ONE, TWO, lost=(0, 1), unit=POINTS),
    share_ratio: lambda: share_ratio((3, 2), (4, 4)),
    weighted_difference: lambda: weighted_difference(SCORES, GROUPS, SCHOOLS, unit=POINTS),
    attainment: lambda: attainment(share(3, 4), 0.5),
    baseline_verdict: lambda: baseline_verdict(0.1),
    capped: lambda: capped(share_difference((3, 2), (4, 4)), Claim.EFFECT),
    cox_index: lambda: cox_index((3, 2), (4, 4)),
    cluster_degrees_of_freedom: lambda: cluster_degrees_of_freedom(100, 5, 0.1),
    cluster_factors: lambda: cluster_factors(100, 5, 0.1),
    intraclass_correlation: lambda: intraclass_correlation(ONE, ["a", "a", "b", "b"]),
    matched_difference: lambda: matched_difference(SCORES, GROUPS, SCHOOLS, unit=POINTS),
    random_intercept: lambda: random_intercept(SCORES, GROUPS, unit=POINTS, clusters=SCHOOLS),
    sampling_weights.weighted_mean: lambda: sampling_weights.weighted_mean(ONE, [1.0] * 4, unit=POINTS),
    sampling_weights.weighted_difference: lambda: sampling_weights.weighted_difference(
        ONE, TWO, ([1.0] * 4, [1.0] * 4), unit=POINTS, quantity=Quantity.MEAN_DIFFERENCE
    ),
    one_of_several: lambda: one_of_several(mean_difference_clustered(ONE, TWO, unit=POINTS), 2),
    mean_change_clustered: lambda: mean_change_clustered(ONE, TWO, ["a", "a", "b", "b"], unit=POINTS),
    mean_difference_clustered: lambda: mean_difference_clustered(ONE, TWO, unit=POINTS),
    difference_in_change_clustered: lambda: difference_in_change_clustered(ONE, TWO, TWO, ONE, unit=POINTS),
    difference_of_share_changes: lambda: difference_of_share_changes(
        share_change(paired_counts([0, 1], [1, 1])), share_change(paired_counts([0, 1], [1, 0])), persons=(2, 2)
    ),
    standardised_difference: lambda: standardised_difference(
        mean_difference_clustered(TWO, ONE, unit=POINTS), TWO, ONE
    ),
    funnel: lambda: funnel(np.array([[True, False], [True, True]])),
    largest_loss: lambda: largest_loss(funnel([[True, False], [True, True]])),
    quota_sum: lambda: quota_sum([3, 2], [10, 10]),
    retention: lambda: retention([[True], [False]], cohort=[0, 0], observable=[[True]]),
    share_against_quota: lambda: share_against_quota(3, 4, 0.5),
    state_shares: lambda: state_shares([[0], [1]], states=2),
    states_of: lambda: states_of([[0, 1], [0, -1]], periods=2, lost_from=[-1, 1]),
    transition_matrix: lambda: transition_matrix([0, 0], [0, 1], states=2),
    cells_to_hide: lambda: cells_to_hide([3, 20], [[1, 1]], [1, 0], smallest=10),
    hedges_g: lambda: hedges_g(ONE, TWO),
    evidence_level: lambda: evidence_level(LOT, Measured(attrition=Verdict.LOW_ATTRITION)),
    licensed_claim: lambda: licensed_claim(randomised=True, comparison_group=True, chance_assignment=True),
    mean: lambda: mean(ONE, unit=POINTS),
    mean_change: lambda: mean_change(ONE, TWO, unit=POINTS),
    share: lambda: share(3, 4),
    share_difference: lambda: share_difference((3, 2), (4, 4)),
    standardised_change: lambda: standardised_change(ONE, TWO),
    subgroup_changes: lambda: subgroup_changes(ONE, TWO, subgroups=SEX, unit=POINTS),
    subgroup_differences: lambda: subgroup_differences(ONE, TWO, subgroups=(SEX, SEX), unit=POINTS),
    subgroup_differences_in_change: lambda: subgroup_differences_in_change(
        ONE, TWO, TWO, ONE, subgroups=(SEX, SEX), unit=POINTS
    ),
    total_cost: lambda: total_cost([100], currency="EUR", participants=12),
    unit_cost: lambda: unit_cost(100, 2, currency="EUR", persons=2),
    cost_base: lambda: cost_base(5.0, unit=POINTS, persons=5),
    unit_cost_of_share: lambda: unit_cost_of_share(100, share(1, 2), currency="EUR"),
    adjusted_p: lambda: adjusted_p([0.01, 0.04]),
    change_conventions: lambda: change_conventions(ONE, TWO),
    change_without_effect: lambda: change_without_effect(ONE, population_mean=5, correlation=0.6, unit=POINTS),
    cliffs_delta: lambda: cliffs_delta(ONE, TWO),
    difference_conventions: lambda: difference_conventions(ONE, TWO),
    improvement_index: lambda: improvement_index(hedges_g(ONE, TWO), measured="achievement"),
    missing_answers: lambda: missing_answers(ONE, TWO, only_before=ONE, only_after=[], unit=POINTS, seed=1),
    months_of_progress: lambda: months_of_progress(hedges_g(ONE, TWO), measured="achievement"),
    paired_counts: lambda: paired_counts([0, 0, 1, 1], [1, 0, 1, 0]),
    categories: lambda: categories(ONE, TWO, lowest=0, highest=9, smallest=1),
    cliffs_delta_clustered: lambda: cliffs_delta_clustered(ONE, TWO),
    mean_of_skewed: lambda: mean_of_skewed([1, 2, 3], unit=POINTS),
    share_difference_clustered: lambda: share_difference_clustered([1, 0, 1], [0, 0, 1]),
    median: lambda: median(ONE),
    rank_biserial_clustered: lambda: rank_biserial_clustered(ONE, TWO),
    subgroup_means: lambda: subgroup_means(ONE, subgroups=SEX, unit=POINTS),
    rank_biserial: lambda: rank_biserial(ONE, TWO),
    relevance: lambda: relevance(mean_change(ONE, TWO, unit=POINTS), 0.5),
    reliable_change: lambda: reliable_change(ONE, TWO, reliability=0.8),
    distribution: lambda: distribution(ONE, TWO, lowest=0, highest=10, smallest=1),
    scale_ends: lambda: scale_ends(ONE, TWO, lowest=0, highest=10),
    several_tests: lambda: several_tests([mean_change(ONE, TWO, unit=POINTS)]),
    share_change: lambda: share_change(paired_counts([0, 0, 1, 1], [1, 0, 1, 0])),
    typical_change: lambda: typical_change(ONE, TWO, unit=POINTS),
    cumulative_incidence: lambda: cumulative_incidence(ONE, [0, 1, 2, 1], kinds=2, at=[3]),
    kaplan_meier: lambda: kaplan_meier(ONE, [0, 1, 1, 1], at=[3]),
    lost_bounds: lambda: lost_bounds(3, 4, 1),
    proportional_hazards: lambda: proportional_hazards(SCORES, [1] * 6, GROUPS, ["girl"]),
    times_within_blocks: lambda: times_within_blocks(
        durations([1, 2, 3, 4, 5, 6], [1] * 6),
        np.array([True, False] * 3),
        [1, 1, 2, 2, 3, 3],
        None,
        horizon=5,
        unit=POINTS,
    ),
    restricted_mean_difference: lambda: restricted_mean_difference(ONE, [0, 1, 1, 1], [1, 1, 0, 0], unit=POINTS),
    weighted_shares: lambda: weighted_shares([5 * GROUPS], 5 * [1, 1, 0, 1, 0, 0], 5 * SCHOOLS),
    acceptability: lambda: acceptability(EARNED, [1_000, 5_000]),
    advice_on_count: lambda: advice_on_count(share(3, 4), 0.5),
    before_its_time: lambda: before_its_time(advice_on_count(share(3, 4), 0.9), grows=True),
    mean_in_courses: lambda: mean_in_courses(share(2, 4), [0, 0, 1, 1], ["a", "a", "b", "b"]),
    standardised_change_clustered: lambda: standardised_change_clustered(ONE, TWO, None),
    without_interval: lambda: without_interval(share(3, 4)),
    advice: lambda: advice(share_difference((56, 48), (70, 80)), 0.2),
    allocate: lambda: allocate(100, {"mint": 1, "musik": 2}),
    annuity: lambda: annuity(100, rate=0.03, years=4),
    benefit_cost_ratio: lambda: benefit_cost_ratio([0, 60], [50], rate=0.03),
    break_even_year: lambda: break_even_year([-50, 60], rate=0.03),
    cost_of_additional_outcome: lambda: cost_of_additional_outcome(EARNED),
    frontier: lambda: frontier([Option(name="mint", cost=300, effect=0.2)]),
    in_prices_of: lambda: in_prices_of(100, year=2020, to=2021, index={2020: 100, 2021: 103.1}),
    ledger_line: lambda: ledger_line(-100, currency="EUR", participants=12),
    marginal_cost: lambda: marginal_cost(100, 2, currency="EUR", persons=12),
    monte_carlo: lambda: monte_carlo(lambda _: 100, [], **SURE, seed=1, draws=2),
    net_benefit: lambda: net_benefit(EARNED, 5_000),
    net_present_value: lambda: net_present_value([-50, 60], rate=0.03),
    one_way: lambda: one_way(lambda a: a["persons"], [Assumed(name="persons", low=1, value=2, high=3)], **SURE),
    scenario: lambda: scenario([100_00], [JOB], rate=0.03, **SURE),
    smallest_number: lambda: smallest_number(lambda number: number - 3, most=9),
    total_by_year: lambda: total_by_year([[1, 2], [3]]),
    yearly_benefits: lambda: yearly_benefits(JOB),
    years_without_prices: lambda: years_without_prices([2020, 2021], {2020: 100}),
}
MAY_GRANT_EFFECT = {capped, evidence_level, licensed_claim}
# Called through the methods of their rooms only; that their files name no effect is tested below.
WITHIN_ROOMS = {projected, share_reached}


# Arithmetic that only one room shares.
ROOM_KERNELS = ("interaction", "convention_columns", "weighted_moments", "evidence_checks", "__init__")


def public_functions():
    """Those of every room; kernels are arithmetic that the rooms share."""
    for info in pkgutil.walk_packages(methods.__path__, "wirkung.methods."):
        room, _, file = info.name.removeprefix("wirkung.methods.").partition(".")
        if room != "kernels" and file not in ROOM_KERNELS:
            module = import_module(info.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                own = not name.startswith("_") and function.__module__ == module.__name__
                if own and function not in WITHIN_ROOMS and holds_claim(get_type_hints(function).get("return")):
                    yield function


def holds_claim(kind):
    """Whether values of a type hold a claim, however deep."""
    if get_args(kind):
        return any(map(holds_claim, get_args(kind)))
    return kind is Claim or (is_dataclass(kind) and any(map(holds_claim, get_type_hints(kind).values())))


def claims_in(result):
    """Every claim in a result, however deep."""
    if isinstance(result, Claim):
        yield result
    elif isinstance(result, tuple):
        for part in result:
            yield from claims_in(part)
    elif is_dataclass(result):
        for field in fields(result):
            yield from claims_in(getattr(result, field.name))


@pytest.mark.parametrize("function", list(public_functions()), ids=lambda function: function.__name__)
def test_only_the_design_makes_an_effect(function):
    claims = set(claims_in(CALLS[function]()))
    assert (Claim.EFFECT in claims) == (function in MAY_GRANT_EFFECT)


def test_no_other_module_names_the_effect():
    folder = Path(methods.__path__[0])
    naming = {path.name for path in folder.rglob("*.py") if "Claim.EFFECT" in path.read_text(encoding="utf-8")}
    assert naming == {"evidence.py"}


ONE_GROUP = (
    change_without_effect,
    rank_biserial,
    share_change,
    typical_change,
    funnel,
    mean,
    mean_change,
    quota_sum,
    share,
    share_against_quota,
    standardised_change,
    total_cost,
    unit_cost,
    unit_cost_of_share,
    marginal_cost,
)


@pytest.mark.parametrize("function", ONE_GROUP, ids=lambda function: function.__name__)
@pytest.mark.parametrize("claim", list(Claim))
def test_what_compares_no_groups_stays_a_description(function, claim):
    result = CALLS[function]()
    estimates = [step.of_starters for step in result] if isinstance(result, tuple) else [result]
    for estimate in estimates:
        assert isinstance(estimate, Estimate)
        assert capped(estimate, claim) is estimate
        assert estimate.claim is Claim.DESCRIPTION


@pytest.mark.parametrize(("randomised", "group", "chance"), list(product([True, False], repeat=3)))
def test_licensed_claim_of_every_design(randomised, group, chance):
    expected = {
        (True, True, True): Claim.EFFECT,
        (True, True, False): Claim.ASSOCIATION,
        (False, True, True): Claim.ASSOCIATION,
        (False, True, False): Claim.ASSOCIATION,
    }.get((randomised, group, chance), Claim.DESCRIPTION)
    claim = licensed_claim(randomised=randomised, comparison_group=group, chance_assignment=chance)
    assert claim is expected


@pytest.mark.parametrize("claim", list(Claim))
def test_a_comparison_takes_the_claim_of_its_design(claim):
    assert capped(mean_difference_clustered(ONE, TWO, unit=POINTS), claim).claim is claim


def test_an_effect_says_what_it_asks_for():
    plain = mean_difference_clustered(ONE, TWO, unit=POINTS)
    effect = capped(plain, Claim.EFFECT)
    assert effect.assumptions == (*plain.assumptions, Assumption.RANDOM_ASSIGNMENT, Assumption.NO_INTERFERENCE)
    assert (effect.value, effect.interval, effect.counts) == (plain.value, plain.interval, plain.counts)
    assert capped(plain, Claim.ASSOCIATION) == plain


def test_what_once_was_lowered_cannot_be_raised():
    baseline = capped(hedges_g(ONE, TWO), Claim.DESCRIPTION)
    assert capped(baseline, Claim.EFFECT).claim is Claim.DESCRIPTION
