import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from wirkung.codes import Caution, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.comparison.multiplicity import adjusted_p, several_tests
from wirkung.methods.kernels.intervals import share_difference

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
P = st.lists(st.floats(0, 1), min_size=1, max_size=12)

STRONG = mean_change([1, 2, 3, 4, 5, 6], [3, 4, 6, 6, 8, 8], unit=POINTS)  # p .00003
WEAK = mean_change([1, 2, 3, 4], [2, 2, 5, 6], unit=POINTS)  # p .07
MIDDLE = mean_change([1, 2, 3, 4, 5], [2, 2, 5, 6, 6], unit=POINTS)  # p .033


def test_at_the_level_itself_a_test_rejects():
    """Eight p-values of which the largest is .05: Benjamini & Hochberg reject all of them at .05."""
    p = [0.05, 0.038, 0.044, 0.031, 0.025, 0.006, 0.013, 0.019]
    assert all(each <= 0.05 + 1e-12 for each in adjusted_p(p, correction="benjamini_hochberg"))
    assert sum(each <= 0.05 for each in adjusted_p(p, correction="holm")) == 1  # .006 · 8 = .048; .013 · 7 = .091


@given(P)
def test_holm_by_its_definition(p):
    order = sorted(range(len(p)), key=p.__getitem__)
    expected, highest = [0.0] * len(p), 0.0
    for place, one in enumerate(order):
        highest = max(highest, (len(p) - place) * p[one])
        expected[one] = min(1.0, highest)
    assert adjusted_p(p) == pytest.approx(expected)


@given(P)
def test_benjamini_and_hochberg_by_their_definition(p):
    order = sorted(range(len(p)), key=p.__getitem__)
    expected, lowest = [0.0] * len(p), 1.0
    for place, one in reversed(list(enumerate(order, start=1))):
        lowest = min(lowest, len(p) * p[one] / place)
        expected[one] = lowest
    assert adjusted_p(p, correction="benjamini_hochberg") == pytest.approx(expected)


@pytest.mark.parametrize(("correction", "theirs"), [("holm", "holm"), ("benjamini_hochberg", "fdr_bh")])
def test_as_statsmodels_has_it(correction, theirs):
    p = [0.2, 0.01, 0.01, 0.9, 0.04, 0.003]
    assert adjusted_p(p, correction=correction) == pytest.approx(multipletests(p, method=theirs)[1])


@given(P)
def test_no_adjusted_p_is_smaller_and_holm_is_the_stricter_one(p):
    for own, fdr, holm in zip(p, adjusted_p(p, correction="benjamini_hochberg"), adjusted_p(p), strict=True):
        assert own <= fdr * (1 + 1e-12)
        assert fdr <= holm * (1 + 1e-12)


def test_several_results_in_their_order():
    found = several_tests([WEAK, STRONG, MIDDLE])
    assert [each.stands_out for each in found] == [False, True, False]
    assert [each.p for each in found] == [WEAK.test.p, STRONG.test.p, MIDDLE.test.p]
    assert found[1].adjusted_p == pytest.approx(3 * STRONG.test.p)
    assert found[2].adjusted_p == pytest.approx(2 * MIDDLE.test.p)


def test_who_stood_out_alone_and_does_no_more_carries_the_caution():
    weak, strong, middle = several_tests([WEAK, STRONG, MIDDLE])
    assert Caution.SEVERAL_INDICATORS in middle.estimate.cautions
    assert weak.estimate == WEAK
    assert strong.estimate == STRONG


def test_untested_results_are_kept_and_not_counted():
    untested = share_difference((8, 3), (10, 10))
    found = several_tests([untested, MIDDLE])
    assert (found[0].p, found[0].adjusted_p, found[0].stands_out) == (None, None, False)
    assert found[1].adjusted_p == pytest.approx(MIDDLE.test.p)
    assert several_tests([untested])[0].estimate == untested


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: adjusted_p([]), "p must hold at least one p-value, found none"),
        (lambda: adjusted_p([0.1, 1.2]), "p must lie between 0 and 1, found 1.2 (1 of 2 in all)"),
        (lambda: adjusted_p([float("nan")]), "p must lie between 0 and 1, found nan (1 of 1 in all)"),
        (
            lambda: adjusted_p([0.1], correction="bonferroni"),
            "correction must be one of holm, benjamini_hochberg, found 'bonferroni'",
        ),
        (lambda: several_tests([]), "estimates must hold at least one result, found none"),
        (lambda: several_tests([WEAK], alpha=0), "alpha must lie between 0 and 1, found 0"),
    ],
)
def test_errors_say_what_came(call, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        call()
