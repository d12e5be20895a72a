import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, Quantity, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.comparison.share_comparison import share_ratio
from wirkung.methods.robustness.compliance import compliance

POINTS = Unit(kind=UnitKind.SCORE)


def drawn(seed, n=60, moved=0.5):
    rng = np.random.default_rng(seed)
    lot, willing = np.arange(n) % 2 == 0, rng.random(n)
    joined = np.where(lot, willing < 0.2 + moved, willing < 0.2)
    return rng.normal(size=n) + 2 * joined + willing, lot, joined


def test_ratio_by_hand():
    scores, lots, joined = [4, 6, 8, 6, 3, 5, 4, 4], [1] * 4 + [0] * 4, [1, 1, 1, 0, 1, 0, 0, 0]
    found = compliance(scores * 2, lots * 2, joined * 2, unit=POINTS)
    assert found.offer.value == pytest.approx(24 / 4 - 16 / 4)
    assert found.uptake.value == pytest.approx(3 / 4 - 1 / 4)
    assert found.participation.value == pytest.approx((24 / 4 - 16 / 4) / (3 / 4 - 1 / 4))
    # Of outcome - 4 × joined: 0, 2, 4, 6 and -1, 5, 4, 4, with means 3 and 3.
    error = math.sqrt(2 * (9 + 1 + 1 + 9) / 7 / 8 + 2 * (16 + 4 + 1 + 1) / 7 / 8) / 0.5
    assert found.participation.standard_error == pytest.approx(error)
    assert found.participation.claim is Claim.ASSOCIATION
    assert Assumption.OFFER_WORKS_BY_TAKING_PART in found.participation.assumptions
    assert found.uptake.quantity is Quantity.SHARE_DIFFERENCE


def test_full_compliance_is_the_plain_difference():
    outcome, lot, _ = drawn(1)
    found = compliance(outcome, lot, lot, unit=POINTS)
    assert found.participation.value == pytest.approx(found.offer.value)
    assert found.participation.interval.low == pytest.approx(found.offer.interval.low)


@given(st.integers(0, 40))
def test_at_the_limits_the_offer_no_longer_differs(seed):
    """Anderson and Rubin: outcome - limit × joined has an offer effect with p exactly 1 - level."""
    outcome, lot, joined = drawn(seed, 80)
    found = compliance(outcome, lot, joined, unit=POINTS).participation
    if found.interval is None:
        assert Caution.WEAK_INSTRUMENT in found.cautions
        return
    for limit in (found.interval.low, found.interval.high):
        rest = compliance(outcome - limit * joined, lot, joined, unit=POINTS).offer
        assert rest.test.p == pytest.approx(0.05, abs=2e-3)  # its degrees of freedom are its own


@pytest.mark.slow
@pytest.mark.parametrize("moved", [0.3, 0.6])
def test_coverage(moved):
    rng = np.random.default_rng(7)
    held = []
    for _ in range(1000):
        willing, lot = rng.random(60), np.arange(60) % 2 == 0
        joined = np.where(lot, willing < 0.2 + moved, willing < 0.2)
        found = compliance(2 * joined + willing + rng.normal(size=60), lot, joined, unit=POINTS).participation
        held.append(found.interval is None or found.interval.contains(2.0))
    assert np.mean(held) >= 0.93


def test_an_offer_that_changes_little_has_no_interval():
    outcome, lot, _ = drawn(2)
    joined = np.zeros(60, dtype=bool)
    joined[[0, 2, 1]] = True
    found = compliance(outcome, lot, joined, unit=POINTS).participation
    assert found.value is not None
    assert (found.interval, found.cautions) == (None, (Caution.WEAK_INSTRUMENT,))


def test_an_offer_that_changes_nothing_has_no_value():
    outcome, lot, _ = drawn(3)
    found = compliance(outcome, lot, np.zeros(60, dtype=bool), unit=POINTS)
    assert (found.participation.value, found.participation.cautions) == (None, (Caution.WEAK_INSTRUMENT,))
    assert found.uptake.cautions == (Caution.NO_SPREAD,)


def test_compliance_refuses_what_it_cannot_use():
    with pytest.raises(ValueError, match=r"^variance must be HC2 or classical, found 'HC1'$"):
        compliance([1, 2], [1, 0], [1, 0], unit=POINTS, variance="HC1")
    with pytest.raises(ValueError, match=r"^offered must mark some rows and leave some, found 2 of 2 marked$"):
        compliance([1, 2], [1, 1], [1, 0], unit=POINTS)


def test_ratio_of_shares_by_hand():
    result = share_ratio((40, 20), (80, 100))
    assert result.value == pytest.approx((40 / 80) / (20 / 100))
    error = math.sqrt(1 / 40 - 1 / 80 + 1 / 20 - 1 / 100)
    assert result.interval.low == pytest.approx(2.5 * math.exp(-1.959963984540054 * error))
    assert result.interval.high == pytest.approx(2.5 * math.exp(1.959963984540054 * error))
    pooled = (40 + 20) / 180
    z = (0.5 - 0.2) / math.sqrt(pooled * (1 - pooled) * (1 / 80 + 1 / 100))
    assert result.test.statistic == pytest.approx(z)


@pytest.mark.parametrize(
    ("reached", "value", "caution"),
    [
        ((5, 0), None, Caution.RATIO_UNDEFINED),
        ((0, 5), 0.0, Caution.NO_SPREAD),
        ((20, 20), 1.0, Caution.NO_SPREAD),
    ],
)
def test_ratios_without_interval(reached, value, caution):
    result = share_ratio(reached, (20, 20))
    assert (result.value, result.interval, result.cautions) == (value, None, (caution,))
