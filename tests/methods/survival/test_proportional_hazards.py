"""Cox's regression: by hand, beside lifelines, by simulation; the check of proportionality by its definition."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter
from scipy.optimize import minimize_scalar

from wirkung.codes import Assumption, Caution, Claim, CountRole, Direction
from wirkung.estimate import Count
from wirkung.methods.survival.cox import cox
from wirkung.methods.survival.durations import durations
from wirkung.methods.survival.proportional_hazards import proportional_hazards


def drawn(rng, n, *, coefficient=0.7, late=False):
    """Two covariates, of which the first counts; whole months, so that there are ties; ends spread to 40."""
    known = np.column_stack([rng.random(n) < 0.5, rng.normal(size=n)]).astype(float)
    times = rng.exponential(20 * np.exp(-coefficient * known[:, 0]), n)
    ends = rng.uniform(5, 40, n)
    months = np.ceil(np.minimum(times, ends))
    entry = np.floor(rng.random(n) * months) * (rng.random(n) < 0.5) if late else np.zeros(n)
    return months, times <= ends, known, np.minimum(entry, months - 1)


def test_one_covariate_by_hand():
    # With r for the marked: r/(2r + 2), then 1/(r + 2), r/(r + 1) and 1; greatest at (1 + √17)/2.
    ratio = proportional_hazards([1, 2, 3, 4], [1, 1, 1, 1], [1, 0, 1, 0], ["girl"]).ratios[0].ratio
    assert ratio.value == pytest.approx((1 + math.sqrt(17)) / 2, rel=1e-6)
    assert ratio.counts == (Count(role=CountRole.REACHED, number=4, of=4),)
    assert (ratio.claim, ratio.direction) == (Claim.ASSOCIATION, Direction.NOT_DISTINGUISHABLE)
    assert Assumption.HAZARDS_PROPORTIONAL in ratio.assumptions


def test_ties_by_efron_by_hand():
    # At 1 a marked and an unmarked of 2 + 2; the second of them is drawn with half of each gone.
    def minus_likelihood(b):
        r = math.exp(b)
        return -(b - math.log(2 * r + 2) - math.log(2 * r + 2 - (r + 1) / 2) + b - math.log(r + 1))

    best = minimize_scalar(minus_likelihood, bounds=(-5, 5), method="bounded", options={"xatol": 1e-9})
    ratio = proportional_hazards([1, 1, 2, 3], [1, 1, 1, 0], [1, 0, 1, 0], ["girl"]).ratios[0].ratio
    assert math.log(ratio.value) == pytest.approx(best.x, abs=1e-5)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # lifelines 0.30 calls pandas the old way
def test_as_lifelines(late):
    times, event, known, entry = drawn(np.random.default_rng(1), 300, late=late)
    frame = pd.DataFrame({"times": times, "event": event, "a": known[:, 0], "b": known[:, 1], "entry": entry})
    theirs = CoxPHFitter().fit(frame, "times", "event", entry_col="entry" if late else None, formula="a + b")
    ours = proportional_hazards(times, event, known, ["a", "b"], entry=entry)
    for found in ours.ratios:
        ratio, name = found.ratio, found.name
        error = math.log(ratio.interval.high / ratio.interval.low) / (2 * 1.959963984540054)
        assert math.log(ratio.value) == pytest.approx(theirs.params_[name], abs=1e-4)
        assert error == pytest.approx(theirs.standard_errors_[name], rel=1e-4)
        assert ratio.test.p == pytest.approx(theirs.summary.loc[name, "p"], abs=1e-4)


def test_residuals_are_the_slope_of_the_likelihood():
    """They add up to 0 at the maximum, also with ties and late entry: the same risk sets in fit and check."""
    times, event, known, entry = drawn(np.random.default_rng(2), 200, late=True)
    fit = cox(durations(times, event, entry), known)
    assert fit.residuals.sum(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert fit.residuals.shape == (event.sum(), 2)


def test_who_enters_at_a_transition_is_not_at_risk_then():
    # The third comes at 2, when the second makes the step: of that time nothing is known of the third.
    plain = ([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 0, 0], [1, 0, 1, 0, 1, 0])
    just_after = proportional_hazards(*plain, ["x"], entry=[0, 0, 2, 0, 0, 0]).ratios[0].ratio.value
    later = proportional_hazards(*plain, ["x"], entry=[0, 0, 2.5, 0, 0, 0]).ratios[0].ratio.value
    before = proportional_hazards(*plain, ["x"], entry=[0, 0, 1.5, 0, 0, 0]).ratios[0].ratio.value
    assert just_after == pytest.approx(later)
    assert just_after != pytest.approx(before)


def test_time_zero_counts():
    shifted = proportional_hazards([0, 1, 2, 3], [1, 1, 1, 1], [1, 0, 1, 0], ["girl"], entry=[0, 0, 0, 1])
    plain = proportional_hazards([1, 2, 3, 4], [1, 1, 1, 1], [1, 0, 1, 0], ["girl"], entry=[0, 0, 0, 2])
    assert shifted.ratios[0].ratio.value == pytest.approx(plain.ratios[0].ratio.value)


def test_scale_of_covariates():
    times, event, known, _ = drawn(np.random.default_rng(3), 150)
    one = proportional_hazards(times, event, known, ["a", "b"])
    other = proportional_hazards(times, event, known * [1, 1000] + [5, 1e5], ["a", "b"])
    assert other.ratios[0].ratio.value == pytest.approx(one.ratios[0].ratio.value, rel=1e-6)
    assert math.log(other.ratios[1].ratio.value) * 1000 == pytest.approx(math.log(one.ratios[1].ratio.value))
    assert other.proportionality.statistic == pytest.approx(one.proportionality.statistic, rel=1e-5)


def test_swapping_a_mark_turns_the_ratio_over():
    times, event, known, _ = drawn(np.random.default_rng(4), 150)
    there = proportional_hazards(times, event, known[:, 0], ["a"]).ratios[0].ratio
    back = proportional_hazards(times, event, 1 - known[:, 0], ["a"]).ratios[0].ratio
    assert back.value == pytest.approx(1 / there.value, rel=1e-6)
    assert back.interval.low == pytest.approx(1 / there.interval.high, rel=1e-6)


def test_crossing_rates_are_seen():
    """The marked are slow for 10 months and fast after that: the ratio is no single number."""
    rng = np.random.default_rng(5)
    marked = np.arange(400) < 200
    slow = rng.exponential(60, 400)
    times = np.where(marked, np.where(slow < 10, slow, 10 + rng.exponential(3, 400)), rng.exponential(15, 400))
    result = proportional_hazards(times, np.ones(400), marked, ["marked"])
    assert result.ratios[0].proportionality.p < 1e-6
    assert Caution.HAZARDS_NOT_PROPORTIONAL in result.ratios[0].ratio.cautions
    assert result.proportionality.statistic == pytest.approx(result.ratios[0].proportionality.statistic)


def test_a_missing_covariate_is_refused():
    times, event, known, _ = drawn(np.random.default_rng(6), 100)
    known[7:17, 1] = math.nan
    text = (
        "covariates must be complete, found NaN in row 7 (10 of 100 rows); leave out whom the sample does not hold"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        proportional_hazards(times, event, known, ["a", "b"])


def test_a_covariate_that_settles_everything_has_no_ratio():
    result = proportional_hazards(range(1, 41), [1] * 20 + [0] * 20, [1] * 20 + [0] * 20, ["marked"])
    assert (result.ratios[0].ratio.value, result.ratios[0].proportionality) == (None, None)
    assert result.ratios[0].ratio.cautions == (Caution.RATIO_WITHOUT_BOUND,)
    assert result.proportionality is None


def test_a_covariate_that_follows_from_another_has_no_ratio():
    times, event, known, _ = drawn(np.random.default_rng(7), 150)
    alone = proportional_hazards(times, event, known[:, 0], ["a"]).ratios[0].ratio
    first, twice, constant = proportional_hazards(
        times, event, np.column_stack([known[:, 0], 2 * known[:, 0], np.ones(150)]), ["a", "b", "c"]
    ).ratios
    assert first.ratio.value == pytest.approx(alone.value)
    for found in (twice, constant):
        assert (found.ratio.value, found.ratio.cautions) == (None, (Caution.COVARIATE_NOT_DETERMINED,))


def test_no_transitions():
    ratio = proportional_hazards([1, 2, 3, 4], [0] * 4, [1, 0, 1, 0], ["girl"]).ratios[0].ratio
    assert (ratio.value, ratio.cautions) == (None, (Caution.FEW_EVENTS,))


def test_few_transitions_are_said():
    times, event, known, _ = drawn(np.random.default_rng(8), 18)
    assert 10 <= event.sum() < 20
    two = proportional_hazards(times, event, known, ["a", "b"]).ratios[0].ratio
    one = proportional_hazards(times, event, known[:, 0], ["a"]).ratios[0].ratio
    assert Caution.FEW_EVENTS in two.cautions
    assert Caution.FEW_EVENTS not in one.cautions


@pytest.mark.parametrize("names", [[], ["a"], ["a", "b", "c"]])
def test_names_must_fit(names):
    text = f"names must name each of 2 covariates, found {len(names)} names"
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        proportional_hazards([1, 2], [1, 1], [[1, 2], [3, 4]], names)


@pytest.mark.slow
def test_coverage_and_false_alarms():
    rng = np.random.default_rng(9)
    found = [proportional_hazards(*drawn(rng, 120)[:3], ["a", "b"]).ratios[0] for _ in range(600)]
    # Three standard errors of 95 % and of 5 % in 600 samples.
    assert np.mean([each.ratio.interval.contains(math.exp(0.7)) for each in found]) == pytest.approx(
        0.95, abs=0.027
    )
    assert np.mean([each.proportionality.p < 0.05 for each in found]) == pytest.approx(0.05, abs=0.027)
