import inspect
import pkgutil
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from wirkung import methods
from wirkung.estimate import Assumption, Claim, Estimate, Unit, UnitKind
from wirkung.methods.attainment import attainment
from wirkung.methods.cohort import funnel
from wirkung.methods.comparison import (
    baseline_verdict,
    cox_index,
    hedges_g,
    mean_difference,
)
from wirkung.methods.cost import total_cost, unit_cost, unit_cost_of_share
from wirkung.methods.difference_in_change import difference_in_change, hedges_g_of_change
from wirkung.methods.evidence import capped, licensed_claim
from wirkung.methods.intervals import mean, share, share_difference
from wirkung.methods.prepost import mean_change, standardised_change

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
ONE, TWO = [1.0, 2.0, 4.0, 3.0], [2.0, 4.0, 5.0, 9.0]

# One call of every public function; the test below fails for a function that is not here.
CALLS = {
    attainment: lambda: attainment(share(3, 4), 0.5),
    baseline_verdict: lambda: baseline_verdict(0.1),
    capped: lambda: capped(share_difference((3, 2), (4, 4)), Claim.EFFECT),
    cox_index: lambda: cox_index((3, 2), (4, 4)),
    difference_in_change: lambda: difference_in_change(ONE, TWO, TWO, ONE, unit=POINTS),
    hedges_g_of_change: lambda: hedges_g_of_change(ONE, TWO, TWO, ONE),
    funnel: lambda: funnel(np.array([[True, False], [True, True]])),
    hedges_g: lambda: hedges_g(ONE, TWO),
    licensed_claim: lambda: licensed_claim(randomised=True, comparison_group=True, chance_assignment=True),
    mean: lambda: mean(ONE, unit=POINTS),
    mean_change: lambda: mean_change(ONE, TWO, unit=POINTS),
    mean_difference: lambda: mean_difference(ONE, TWO, unit=POINTS),
    share: lambda: share(3, 4),
    share_difference: lambda: share_difference((3, 2), (4, 4)),
    standardised_change: lambda: standardised_change(ONE, TWO),
    total_cost: lambda: total_cost([100], currency="EUR", participants=12),
    unit_cost: lambda: unit_cost(100, 2, currency="EUR", persons=2),
    unit_cost_of_share: lambda: unit_cost_of_share(100, 1, 2, currency="EUR"),
}
MAY_GRANT_EFFECT = {capped, licensed_claim}


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
