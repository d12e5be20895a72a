"""A random intercept for each school: lme4's published results, closed forms, statsmodels, properties."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM

from wirkung.codes import Caution, Claim, Quantity
from wirkung.estimate import NUMBER
from wirkung.methods.kernels.intercepts import random_intercepts
from wirkung.methods.robustness.random_intercept import random_intercept

# Davies & Goldsmith (1972): yield of dyestuff, five samples of each of six batches; lme4's data set Dyestuff.
DYESTUFF = [
    *(1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560),
    *(1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445),
]


def test_dyestuff_as_lme4_prints_it():
    """Bates, Mächler, Bolker & Walker: lmer(Yield ~ 1 + (1 | Batch), Dyestuff): 1764 and 2451; 1527.50 (19.38)."""
    yields, batches = np.array(DYESTUFF, dtype=float), np.repeat(np.arange(6), 5)
    found = random_intercepts(np.ones((30, 1)), yields, batches)
    assert (round(found.between), round(found.inside), round(found.error, 2)) == (1764, 2451, 19.38)


@pytest.fixture
def schools():
    """Eight schools of ten, every other one in the programme."""
    rng = np.random.default_rng(1)
    school = np.repeat(np.arange(8), 10)
    ours = school % 2 == 0
    return rng.normal(size=80) + rng.normal(size=8)[school] + ours, ours, school


def test_schools_of_one_size_are_a_t_test_of_their_means(schools):
    outcome, ours, school = schools
    found = random_intercept(outcome, ours, unit=NUMBER, clusters=school)
    table = outcome.reshape(8, 10)
    means = table.mean(axis=1)
    plain = stats.ttest_ind(means[::2], means[1::2])
    test = found.difference.test
    assert (test.statistic, test.p, test.df) == pytest.approx((plain.statistic, plain.pvalue, 6), rel=1e-4)
    # Analysis of variance: mean squares within, and between the schools of each group.
    within = np.sum((table - means[:, None]) ** 2) / (8 * 9)
    between = 10 * (means[::2].var(ddof=1) + means[1::2].var(ddof=1)) / 2
    value = means[::2].mean() - means[1::2].mean()
    assert found.within.value == pytest.approx(value / np.sqrt(within), rel=1e-5)
    assert found.total.value == pytest.approx(value / np.sqrt(within + (between - within) / 10), rel=1e-5)
    assert found.difference.claim is Claim.ASSOCIATION
    assert found.total.quantity is Quantity.STANDARDISED_DIFFERENCE


def test_effect_sizes_have_the_variances_of_hedges(schools):
    """Hedges (2007), equal clusters: first terms (1 + (n - 1)ρ)(1/N_T + 1/N_C), over 1 - ρ for d_W."""
    outcome, ours, school = schools
    found = random_intercept(outcome, ours, unit=NUMBER, clusters=school)
    ratio = (found.within.value / found.total.value) ** 2  # σ² of all over that within
    rho = 1 - 1 / ratio
    plain = (1 + 9 * rho) * (1 / 40 + 1 / 40)
    within = plain / (1 - rho) + found.within.value**2 / (2 * (80 - 8))
    bracket = 78 * (1 - rho) ** 2 + 10 * (80 - 20) * rho**2 + 2 * (80 - 20) * rho * (1 - rho)
    total = plain + found.total.value**2 * bracket / (2 * (78 - 2 * 9 * rho) ** 2)
    assert found.within.standard_error**2 == pytest.approx(within)
    assert found.total.standard_error**2 == pytest.approx(total)


def test_of_uneven_clusters_it_is_the_model_of_statsmodels():
    rng = np.random.default_rng(3)
    codes = np.repeat(np.arange(10), [4, 9, 12, 6, 8, 15, 5, 7, 11, 8])
    known = rng.normal(size=codes.size)
    outcome = rng.normal(size=codes.size) + 1.2 * rng.normal(size=10)[codes] + known
    design = np.column_stack([codes % 2 == 0, np.ones(codes.size), known]).astype(float)
    theirs = MixedLM(outcome, design, groups=codes).fit(reml=True)
    found = random_intercepts(design, outcome, codes)
    assert (found.value, found.error) == pytest.approx((theirs.fe_params[0], theirs.bse_fe[0]), rel=1e-3)
    assert (found.between, found.inside) == pytest.approx((theirs.cov_re[0, 0], theirs.scale), rel=1e-3)


def test_clusters_that_do_not_differ_have_no_variance_between():
    """Each cluster has the numbers 1 to 4: least squares, and no cluster effect."""
    outcome, codes = np.tile([1.0, 2, 3, 4], 8), np.repeat(np.arange(8), 4)
    found = random_intercepts(np.column_stack([codes % 2, np.ones(32)]).astype(float), outcome, codes)
    assert (found.between, found.value) == pytest.approx((0, 0), abs=1e-9)
    assert found.inside == pytest.approx(40 / 30)


def test_scale_and_groups_can_be_changed(schools):
    outcome, ours, school = schools
    plain = random_intercept(outcome, ours, unit=NUMBER, clusters=school)
    other = random_intercept(10 * outcome + 3, ~ours, unit=NUMBER, clusters=school)
    assert other.difference.value == pytest.approx(-10 * plain.difference.value)
    assert other.difference.standard_error == pytest.approx(10 * plain.difference.standard_error, rel=1e-4)
    assert other.total.value == pytest.approx(-plain.total.value, rel=1e-4)


def test_too_few_or_no_clusters_have_no_interval(schools):
    outcome, ours, school = schools
    few = random_intercept(outcome[:40], ours[:40], unit=NUMBER, clusters=school[:40])
    assert few.difference.value is not None
    assert (few.difference.interval, few.total.interval) == (None, None)
    assert Caution.TOO_FEW_CLUSTERS in few.difference.cautions
    labels = np.where(ours, school.astype(str), None)
    alone = random_intercept(outcome, ours, unit=NUMBER, clusters=labels)
    assert alone.difference.value is None
    alike = random_intercept(school.astype(float), ours, unit=NUMBER, clusters=school)
    assert (alike.difference.value, Caution.NO_SPREAD in alike.difference.cautions) == (None, True)
