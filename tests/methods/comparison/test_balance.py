import math

import numpy as np
import pytest

from wirkung.codes import Caution, Claim, Verdict
from wirkung.methods.comparison.balance import balance_table, love_plot
from wirkung.methods.comparison.mean_difference import hedges_g

OURS, THEIRS = [5, 6, 10, 7], [1, 2, 2, 3, 7]
GROUP = [1] * 4 + [0] * 5


def row(**options):
    (found,) = balance_table(GROUP, OURS + THEIRS, ["age"], **options)
    return found


def variances():
    ours = ((5 - 7) ** 2 + (6 - 7) ** 2 + (10 - 7) ** 2) / 3
    theirs = ((1 - 3) ** 2 + 2 * (2 - 3) ** 2 + (7 - 3) ** 2) / 4
    return ours, theirs


@pytest.mark.parametrize(
    ("standardiser", "divisor"),
    [
        ("programme_sd", math.sqrt(variances()[0])),
        ("normalised_difference", math.sqrt(sum(variances()) / 2)),
        ("wwc_g", math.sqrt((3 * variances()[0] + 4 * variances()[1]) / 7) / (1 - 3 / (4 * 9 - 9))),
    ],
)
def test_by_hand(standardiser, divisor):
    found = row(standardiser=standardiser).unweighted
    assert found.difference.value == pytest.approx((28 / 4 - 15 / 5) / divisor)
    assert found.difference.standardiser == standardiser
    assert found.difference.convention
    assert found.variance_ratio.value == pytest.approx(variances()[0] / variances()[1])
    assert (found.programme_mean.value, found.comparison_mean.value) == (28 / 4, 15 / 5)
    assert found.difference.claim is Claim.DESCRIPTION


def test_wwc_g_is_hedges_g():
    assert row(standardiser="wwc_g").unweighted.difference.value == pytest.approx(hedges_g(OURS, THEIRS).value)


def test_weights_move_the_mean_and_not_the_divisor():
    weights = [1, 1, 0, 2, 1, 1, 1, 1, 4]
    found = row(weights=weights)
    ours, theirs = (5 + 6 + 2 * 7) / 4, (1 + 2 + 2 + 3 + 4 * 7) / 8
    divisor = math.sqrt(sum(variances()) / 2)
    assert found.weighted.difference.value == pytest.approx((ours - theirs) / divisor)
    assert found.weighted.difference.counts[0].number == 3
    assert row(weights=np.full(9, 2.5)).weighted.difference.value == pytest.approx(
        found.unweighted.difference.value
    )
    assert row(weights=np.full(9, 2.5)).weighted.variance_ratio.value == pytest.approx(
        found.unweighted.variance_ratio.value
    )


@pytest.mark.parametrize(
    ("shift", "spread", "verdict"),
    [
        (0.0, 1.0, Verdict.EQUIVALENT),
        (0.099, 1.0, Verdict.EQUIVALENT),
        (0.11, 1.0, Verdict.NEEDS_ADJUSTMENT),
        (0.0, 1.41, Verdict.EQUIVALENT),
        (0.0, 1.42, Verdict.NEEDS_ADJUSTMENT),
        (0.0, 1 / 1.42, Verdict.NEEDS_ADJUSTMENT),
    ],
)
def test_verdicts(shift, spread, verdict):
    theirs = np.linspace(-1, 1, 40)
    theirs /= theirs.std(ddof=1)
    ours = shift + spread * theirs
    (found,) = balance_table([1] * 40 + [0] * 40, [*ours, *theirs], ["x"], standardiser="programme_sd")
    assert found.unweighted.verdict is verdict


def test_marks_have_no_variance_ratio():
    (found,) = balance_table([1, 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 1], ["girl"])
    assert found.unweighted.variance_ratio.value is None
    assert found.unweighted.difference.value is not None


def test_no_spread_gives_no_value():
    (found,) = balance_table([1] * 12 + [0] * 12, [0.1] * 24, ["constant"])
    assert found.unweighted.difference.value is None
    assert found.unweighted.difference.cautions == (Caution.NO_SPREAD,)
    assert found.unweighted.verdict is Verdict.UNDECIDED


def test_a_love_plot_starts_with_the_greatest():
    columns = np.column_stack([[5, 6, 5, 6], [1, 2, 8, 9], [1, 2, 2, 4]])
    table = balance_table([1, 1, 0, 0], columns, ["same", "far", "near"])
    assert [each.name for each in love_plot(table)] == ["far", "near", "same"]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"weights": [0] * 4 + [1] * 5}, r"must not all be 0 in a group, found 4 zeros in the programme group$"),
        ({"weights": [-1] * 9}, r"^weights must be 0 or more, found 9 that are not$"),
        ({"weights": [1] * 8}, r"^weights must be one per row \(9\), found 8$"),
        ({"standardiser": "sd"}, r"^standardiser must be one of programme_sd, .* found 'sd'$"),
    ],
)
def test_bad_input_is_refused(options, text):
    with pytest.raises(ValueError, match=text):
        row(**options)


def test_every_covariate_needs_a_name():
    with pytest.raises(ValueError, match=r"^names must be as many as covariates \(1\), found 2$"):
        balance_table(GROUP, OURS + THEIRS, ["a", "b"])
