import re

import numpy as np
import pytest

from wirkung.codes import Assumption, Caution, Claim, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.threats.missing import missing_answers
from wirkung.methods.threats.rubin import pooled

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")


def waves(rng, n, *, after_only=False):
    """Low starters gain more and drop out more; the true change is .5."""
    before = rng.standard_normal(n)
    after = 0.5 + 0.6 * before + 0.8 * rng.standard_normal(n)
    out = rng.random(n) < 1 / (1 + np.exp(1 + 1.5 * before))
    if after_only:
        before = np.where(~out & (rng.random(n) < 0.15), np.nan, before)
    return before, np.where(out, np.nan, after)


def told(before, after, **options):
    """Answers with gaps, as those who answered twice, only before, only after."""
    first, second = (np.asarray(wave, dtype=float) for wave in (before, after))
    early, late = ~np.isnan(first), ~np.isnan(second)
    return missing_answers(
        first[early & late],
        second[early & late],
        only_before=first[early & ~late],
        only_after=second[~early & late],
        unit=POINTS,
        **options,
    )


def test_rubins_rules_by_hand():
    """Within .5, between 1, three imputations: total .5 + 4/3, of which 8/11 is missing; then Barnard & Rubin."""
    found = pooled(np.array([1.0, 2.0, 3.0]), np.full(3, 0.5), complete_df=20)
    total = 0.5 + (1 + 1 / 3) * 1
    part = (1 + 1 / 3) / total
    old = (3 - 1) / part**2
    observed = (20 + 1) / (20 + 3) * 20 * (1 - part)
    assert found.value == 2
    assert found.standard_error == pytest.approx(total**0.5)
    assert found.df == pytest.approx(1 / (1 / old + 1 / observed))
    assert found.missing_information == pytest.approx(part)


def test_without_differences_between_imputations_nothing_is_missing():
    found = pooled(np.full(4, 2.0), np.full(4, 0.25), complete_df=30)
    assert (found.standard_error, found.missing_information) == (0.5, 0)
    assert found.df == pytest.approx(31 / 33 * 30)


def test_gaps_after_are_filled_from_the_line():
    """With ever more imputations the change is that of the regression estimate (Anderson 1957)."""
    before, after = waves(np.random.default_rng(1), 60)
    seen = ~np.isnan(after)
    slope, height = np.polyfit(before[seen], after[seen], 1)
    expected = np.where(seen, after, height + slope * before).mean() - before.mean()
    assert told(before, after, seed=7, imputations=2000).value == pytest.approx(expected, abs=0.01)


def test_gaps_in_both_waves_agree_with_the_likelihood():
    """The EM estimate of two jointly normal waves, iterated here to its end."""
    before, after = waves(np.random.default_rng(2), 150, after_only=True)
    mean, covariance = np.nanmean([before, after], axis=1), np.eye(2)
    for _ in range(300):
        filled, extra = np.array([before, after]), np.zeros((2, 2))
        for wave in (0, 1):
            gap = np.isnan(filled[wave])
            slope = covariance[0, 1] / covariance[1 - wave, 1 - wave]
            filled[wave, gap] = mean[wave] + slope * (filled[1 - wave, gap] - mean[1 - wave])
            extra[wave, wave] = gap.mean() * (covariance[wave, wave] - slope * covariance[0, 1])
        mean, covariance = filled.mean(axis=1), np.cov(filled, ddof=0) + extra
    found = told(before, after, seed=7, imputations=400)
    assert found.value == pytest.approx(mean[1] - mean[0], abs=0.015)


def test_the_seed_is_recorded_and_draws_the_same_again():
    before, after = waves(np.random.default_rng(3), 40)
    one, again, other = (told(before, after, seed=seed, imputations=10) for seed in (5, 5, 6))
    assert one == again
    assert one.value != other.value
    assert one.convention == "m = 10, seed = 5"


def test_same_shape_as_complete_cases():
    before, after = waves(np.random.default_rng(4), 40)
    twice, found = ~np.isnan(after), told(before, after, seed=5, imputations=10)
    assert found.quantity is mean_change(before[twice], after[twice], unit=POINTS).quantity
    assert found.claim is Claim.DESCRIPTION
    assert (found.counts[0].number, found.counts[0].of) == (np.count_nonzero(twice), 40)
    assert Assumption.MISSING_AT_RANDOM in found.assumptions


def test_without_gaps_both_are_the_same():
    found = told([1, 2, 4], [2, 2, 6], seed=1)
    assert found.interval == mean_change([1, 2, 4], [2, 2, 6], unit=POINTS).interval
    assert found.convention == ""
    assert Assumption.MISSING_AT_RANDOM not in found.assumptions


@pytest.mark.parametrize(
    ("before", "after", "cautions"),
    [
        ([1, 2, 3], [np.nan] * 3, (Caution.FEW_PERSONS,)),
        ([1, 2, 3, 4, 5, 6], [2, 3, 5, 5, 7, np.nan], (Caution.FEW_PERSONS,)),
        ([3] * 12 + [4], [2, 3] * 6 + [np.nan], (Caution.NO_SPREAD,)),
        ([*range(12), 4], [*range(1, 13), np.nan], (Caution.NO_SPREAD,)),
        ([np.nan, np.nan], [np.nan, np.nan], (Caution.FEW_PERSONS,)),
    ],
)
def test_where_no_line_can_be_drawn(before, after, cautions):
    found = told(before, after, seed=1)
    assert (found.value, found.cautions) == (None, cautions)


def test_a_perfect_line_fills_the_gaps_exactly():
    before = np.arange(1.0, 9.0)
    after = 2 * before
    after[-1] = np.nan
    assert told(before, after, seed=1, imputations=5).value == pytest.approx(before.mean())


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"seed": -1}, "seed must be at least 0, found -1"),
        ({"seed": 1, "imputations": 1}, "imputations must be at least 2, found 1"),
        ({"seed": 1.5}, "seed must be a whole number, found 1.5"),
        ({"seed": 1, "level": 0}, "level must lie between 0 and 1, found 0"),
    ],
)
def test_errors_say_what_came(options, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        told([1, 2], [2, np.nan], **options)


def test_a_gap_is_refused():
    with pytest.raises(ValueError, match=r"^after must be complete, found NaN at position 1 \(1 of 2\)"):
        missing_answers([1, 2], [2, np.nan], only_before=[], only_after=[], unit=POINTS, seed=1)


def test_imputation_covers_where_complete_cases_do_not():
    rng = np.random.default_rng(20241231)
    complete, imputed = [], []
    for one in range(300):
        before, after = waves(rng, 80)
        twice = ~np.isnan(after)
        complete.append(mean_change(before[twice], after[twice], unit=POINTS).interval.contains(0.5))
        imputed.append(told(before, after, seed=one, imputations=20).interval.contains(0.5))
    assert np.mean(complete) < 0.9
    assert 0.92 <= np.mean(imputed) <= 0.985
