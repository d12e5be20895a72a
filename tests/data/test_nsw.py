"""The real programme is the published sample: counts, and the differences that were published."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from statsmodels.api import OLS, add_constant

NSW = Path(__file__).parents[2] / "data" / "nsw"


@pytest.fixture(scope="module")
def persons():
    return pd.read_csv(NSW / "nsw.csv")


def test_445_persons_with_running_numbers(persons):
    assert persons["person"].tolist() == list(range(1, 446))
    assert persons["treat"].value_counts().to_dict() == {0: 260, 1: 185}
    assert not persons.isna().any().any()


def test_difference_of_mean_earnings(persons):
    # 1794.342 and 670.8245 are printed in the LaLonde lab of Cunningham's Mixtape Sessions (Stata output).
    fit = OLS(persons["re78"], add_constant(persons["treat"])).fit(cov_type="HC1")
    means = persons.groupby("treat")["re78"].mean()
    assert means[1] - means[0] == pytest.approx(1794.342, abs=0.0005)
    assert fit.bse["treat"] == pytest.approx(670.8245, abs=0.00005)


def test_adjusted_difference(persons):
    # Dehejia & Wahba (1999), JASA 94: 1,672 (638), adjusted as in the README.
    names = ["treat", "age", "educ", "nodegree", "black", "hisp", "re74", "re75"]
    columns = add_constant(persons[names].assign(age_squared=persons["age"] ** 2))
    fit = OLS(persons["re78"], columns).fit()
    assert fit.params["treat"] == pytest.approx(1672, abs=0.5)
    assert fit.bse["treat"] == pytest.approx(638, abs=0.5)


def test_source_and_licence_are_named():
    text = (NSW / "README.md").read_text(encoding="utf-8")
    assert "Nick Huntington-Klein" in text
    assert "e4a64e4436c2c178f47d6c82a371d20f1596b82b44862ce24bf13c71ac797339" in text
    assert (NSW / "LICENSE.causaldata").read_text(encoding="utf-8").startswith("MIT License\n\nCopyright (c) ")
