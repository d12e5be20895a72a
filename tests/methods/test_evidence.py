import inspect
import pkgutil
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from wirkung import methods
from wirkung.estimate import Assumption, Claim, Estimate, Unit, UnitKind, Verdict
from wirkung.methods.ancova import adjusted_difference, ancova
from wirkung.methods.attainment import attainment
from wirkung.methods.attrition import attrition
from wirkung.methods.balance import balance_table, love_plot
from wirkung.methods.bootstrap import mean_change_bootstrap, standardised_change_bootstrap
from wirkung.methods.cluster_corrections import (
    cluster_degrees_of_freedom,
    cluster_factors,
    mismatch_corrected,
    one_arm_degrees_of_freedom,
    one_arm_factors,
)
from wirkung.methods.clusters import (
    difference_in_change_clustered,
    mean_change_clustered,
    mean_difference_clustered,
)
from wirkung.methods.cohort import funnel
from wirkung.methods.comparison import (
    baseline_verdict,
    cox_index,
    hedges_g,
    mean_difference,
)
from wirkung.methods.compliance import compliance
from wirkung.methods.contamination import contamination, undiluted
from wirkung.methods.conventions import change_conventions, difference_conventions
from wirkung.methods.cost import cost_base, total_cost, unit_cost, unit_cost_of_share
from wirkung.methods.difference_in_change import difference_in_change
from wirkung.methods.difference_in_differences import difference_in_differences
from wirkung.methods.disagreement import disagreement
from wirkung.methods.doubly_robust import doubly_robust_difference
from wirkung.methods.education_scales import improvement_index, months_of_progress
from wirkung.methods.event_study import event_study
from wirkung.methods.evidence import (
    Declared,
    Estimator,
    Measured,
    capped,
    evidence_level,
    licensed_claim,
)
from wirkung.methods.fixed_effects import fixed_effects_difference
from wirkung.methods.floor_ceiling import scale_ends
from wirkung.methods.intervals import mean, share, share_difference
from wirkung.methods.intraclass import intraclass_correlation
from wirkung.methods.lasting import lasting_change
from wirkung.methods.lee_bounds import lee_bounds
from wirkung.methods.missing import missing_answers
from wirkung.methods.moments import mean_change_by_group, moments_by_group
from wirkung.methods.multiplicity import adjusted_p, several_tests
from wirkung.methods.ordinal import cliffs_delta, rank_biserial
from wirkung.methods.paired_counts import paired_counts
from wirkung.methods.paired_shares import cohens_h, matched_odds_ratio, share_change
from wirkung.methods.prepost import mean_change, standardised_change
from wirkung.methods.regression_to_the_mean import change_without_effect, selected_by_score
from wirkung.methods.relevance import relevance
from wirkung.methods.reliable_change import reliable_change
from wirkung.methods.response_shift import asked_afterwards
from wirkung.methods.share_comparison import share_ratio
from wirkung.methods.standardised_difference import standardised_difference
from wirkung.methods.subgroups import (
    subgroup_changes,
    subgroup_differences,
    subgroup_differences_in_change,
)
from wirkung.methods.typical_change import typical_change
from wirkung.methods.weighting import propensity_weights, weighted_difference
from wirkung.methods.wild_bootstrap import mean_change_wild_bootstrap, mean_difference_wild_bootstrap

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
ONE, TWO = [1.0, 2.0, 4.0, 3.0], [2.0, 4.0, 5.0, 9.0]
LOT = Declared(randomised=True, comparison_group=True, chance_assignment=True, estimator=Estimator.DIFFERENCE)
SEX = {"sex": ["f", "f", "m", "m"]}

GROUPS, SCHOOLS, SCORES = [1, 1, 0, 1, 0, 0], [1, 1, 1, 2, 2, 2], [4, 6, 3, 9, 5, 7]
PANEL = ([1, 5, 3, 7, 2, 3, 4, 5], [1, 1, 2, 2, 3, 3, 4, 4], [0, 1] * 4)  # outcome, persons, periods
NEVER = float("nan")

# One call of every public function; the test below fails for a function that is not here.
CALLS = {
    adjusted_difference: lambda: adjusted_difference(SCORES, GROUPS, SCHOOLS, unit=POINTS),
    ancova: lambda: ancova(ONE, TWO, TWO, ONE, unit=POINTS),
    attrition: lambda: attrition((1, 2), (10, 10)),
    balance_table: lambda: balance_table(GROUPS, SCHOOLS, ["school"]),
    love_plot: lambda: love_plot(balance_table(GROUPS, SCHOOLS, ["school"])),
    compliance: lambda: compliance(SCORES, GROUPS, [1, 0, 0, 1, 1, 0], unit=POINTS),
    contamination: lambda: contamination((3, 1), (4, 4)),
    undiluted: lambda: undiluted(
        mean_difference(ONE, TWO, unit=POINTS), contamination((40, 0), (40, 40)).contrast
    ),
    difference_in_differences: lambda: difference_in_differences(SCORES, GROUPS, [0, 1, 0, 1, 1, 1], unit=POINTS),
    disagreement: lambda: disagreement(ONE, TWO, TWO, ONE, unit=POINTS),
    doubly_robust_difference: lambda: doubly_robust_difference(SCORES, GROUPS, SCHOOLS, unit=POINTS),
    event_study: lambda: event_study(*PANEL, [1] * 4 + [NEVER] * 4, unit=POINTS),
    fixed_effects_difference: lambda: fixed_effects_difference(*PANEL, [0, 1, 0, 1, 0, 0, 0, 0], unit=POINTS),
    lee_bounds: lambda: lee_bounds(ONE, [*TWO, NEVER], unit=POINTS),
    propensity_weights: lambda: propensity_weights(GROUPS, SCHOOLS),
    share_ratio: lambda: share_ratio((3, 2), (4, 4)),
    weighted_difference: lambda: weighted_difference(SCORES, GROUPS, SCHOOLS, unit=POINTS),
    attainment: lambda: attainment(share(3, 4), 0.5),
    baseline_verdict: lambda: baseline_verdict(0.1),
    capped: lambda: capped(share_difference((3, 2), (4, 4)), Claim.EFFECT),
    cox_index: lambda: cox_index((3, 2), (4, 4)),
    cluster_degrees_of_freedom: lambda: cluster_degrees_of_freedom(100, 5, 0.1),
    cluster_factors: lambda: cluster_factors(100, 5, 0.1),
    one_arm_degrees_of_freedom: lambda: one_arm_degrees_of_freedom(100, 40, 5, 0.1),
    one_arm_factors: lambda: one_arm_factors(100, 40, 5, 0.1),
    mismatch_corrected: lambda: mismatch_corrected(2.5, 400, 20, 0.2),
    intraclass_correlation: lambda: intraclass_correlation(ONE, ["a", "a", "b", "b"]),
    mean_change_bootstrap: lambda: mean_change_bootstrap(6 * ONE, 6 * TWO, unit=POINTS, seed=1, resamples=99),
    standardised_change_bootstrap: lambda: standardised_change_bootstrap(6 * ONE, 6 * TWO, seed=1, resamples=99),
    mean_change_wild_bootstrap: lambda: mean_change_wild_bootstrap(ONE, TWO, list("abcd"), unit=POINTS, seed=1),
    mean_difference_wild_bootstrap: lambda: mean_difference_wild_bootstrap(ONE, TWO, unit=POINTS, seed=1),
    mean_change_clustered: lambda: mean_change_clustered(ONE, TWO, ["a", "a", "b", "b"], unit=POINTS),
    mean_difference_clustered: lambda: mean_difference_clustered(ONE, TWO, unit=POINTS),
    difference_in_change_clustered: lambda: difference_in_change_clustered(ONE, TWO, TWO, ONE, unit=POINTS),
    difference_in_change: lambda: difference_in_change(ONE, TWO, TWO, ONE, unit=POINTS),
    standardised_difference: lambda: standardised_difference(
        difference_in_change(ONE, TWO, TWO, ONE, unit=POINTS), TWO, ONE
    ),
    funnel: lambda: funnel(np.array([[True, False], [True, True]])),
    hedges_g: lambda: hedges_g(ONE, TWO),
    evidence_level: lambda: evidence_level(LOT, Measured(attrition=Verdict.LOW_ATTRITION)),
    licensed_claim: lambda: licensed_claim(randomised=True, comparison_group=True, chance_assignment=True),
    mean: lambda: mean(ONE, unit=POINTS),
    mean_change: lambda: mean_change(ONE, TWO, unit=POINTS),
    mean_difference: lambda: mean_difference(ONE, TWO, unit=POINTS),
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
    unit_cost_of_share: lambda: unit_cost_of_share(100, 1, 2, currency="EUR"),
    adjusted_p: lambda: adjusted_p([0.01, 0.04]),
    asked_afterwards: lambda: asked_afterwards(mean_change(ONE, TWO, unit=POINTS), retrospective=True),
    change_conventions: lambda: change_conventions(ONE, TWO),
    change_without_effect: lambda: change_without_effect(ONE, population_mean=5, correlation=0.6, unit=POINTS),
    cliffs_delta: lambda: cliffs_delta(ONE, TWO),
    cohens_h: lambda: cohens_h(paired_counts([0, 0, 1, 1], [1, 0, 1, 0])),
    difference_conventions: lambda: difference_conventions(ONE, TWO),
    improvement_index: lambda: improvement_index(hedges_g(ONE, TWO), measured="achievement"),
    lasting_change: lambda: lasting_change(ONE, TWO, ONE, unit=POINTS),
    matched_odds_ratio: lambda: matched_odds_ratio(paired_counts([0, 0, 1, 1], [1, 0, 1, 0])),
    mean_change_by_group: lambda: mean_change_by_group(ONE, TWO, [0, 0, 1, 1], groups=2, unit=POINTS),
    missing_answers: lambda: missing_answers(ONE, TWO, unit=POINTS, seed=1),
    moments_by_group: lambda: moments_by_group(ONE, TWO, [0, 0, 1, 1], groups=2),
    months_of_progress: lambda: months_of_progress(hedges_g(ONE, TWO), measured="achievement"),
    paired_counts: lambda: paired_counts([0, 0, 1, 1], [1, 0, 1, 0]),
    rank_biserial: lambda: rank_biserial(ONE, TWO),
    relevance: lambda: relevance(mean_change(ONE, TWO, unit=POINTS), 0.5),
    reliable_change: lambda: reliable_change(ONE, TWO, reliability=0.8),
    scale_ends: lambda: scale_ends(ONE, TWO, lowest=0, highest=10),
    selected_by_score: lambda: selected_by_score(mean=5, standard_deviation=1, correlation=0.5, cut_off=4),
    several_tests: lambda: several_tests([mean_change(ONE, TWO, unit=POINTS)]),
    share_change: lambda: share_change(paired_counts([0, 0, 1, 1], [1, 0, 1, 0])),
    typical_change: lambda: typical_change(ONE, TWO, unit=POINTS),
}
MAY_GRANT_EFFECT = {capped, evidence_level, licensed_claim}


def public_functions():
    for info in pkgutil.iter_modules(methods.__path__):
        if not info.name.startswith("_"):
            module = import_module(f"wirkung.methods.{info.name}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if not name.startswith("_") and function.__module__ == module.__name__:
                    yield function


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
    naming = {path.name for path in folder.glob("*.py") if "Claim.EFFECT" in path.read_text(encoding="utf-8")}
    assert naming == {"evidence.py"}


ONE_GROUP = (
    change_without_effect,
    cohens_h,
    matched_odds_ratio,
    rank_biserial,
    share_change,
    typical_change,
    funnel,
    mean,
    mean_change,
    share,
    standardised_change,
    total_cost,
    unit_cost,
    unit_cost_of_share,
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
    assert capped(mean_difference(ONE, TWO, unit=POINTS), claim).claim is claim


def test_an_effect_says_what_it_asks_for():
    plain = mean_difference(ONE, TWO, unit=POINTS)
    effect = capped(plain, Claim.EFFECT)
    assert effect.assumptions == (*plain.assumptions, Assumption.RANDOM_ASSIGNMENT, Assumption.NO_INTERFERENCE)
    assert (effect.value, effect.interval, effect.counts) == (plain.value, plain.interval, plain.counts)
    assert capped(plain, Claim.ASSOCIATION) == plain


def test_what_once_was_lowered_cannot_be_raised():
    baseline = capped(hedges_g(ONE, TWO), Claim.DESCRIPTION)
    assert capped(baseline, Claim.EFFECT).claim is Claim.DESCRIPTION
