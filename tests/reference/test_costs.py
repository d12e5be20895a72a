"""Published results on costs and effects: `truth.csv` beside the repository, cases P21 to P23.

The data are for checking only and no part of the project; without the folder these tests are skipped.
"""

import csv
import functools
from pathlib import Path

import numpy as np
import pytest

from wirkung.codes import Standing
from wirkung.methods.money.alternatives import Option, frontier

REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "reference"

pytestmark = pytest.mark.skipif(
    not (REFERENCE / "truth.csv").is_file(), reason="the reference data (../shared/reference) are not here"
)


def rows(path):
    with (REFERENCE / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def truth(case, quantity):
    """What another tool computed, with the tolerance that is fair."""
    (row,) = [row for row in rows("truth.csv") if (row["case"], row["quantity"]) == (case, quantity)]
    return pytest.approx(float(row["reproduced"]), rel=1e-6)


# P21: influenza vaccination, 1000 draws; Baio, Berardi & Heath (2017), BCEA.


@functools.cache
def drawn(table):
    found = rows(f"data/cea/Vaccine__{table}.csv")
    return np.array([[float(row["Status Quo"]), float(row["Vaccination"])] for row in found])


def means():
    costs, effects = drawn("cost").mean(axis=0), drawn("eff").mean(axis=0)
    return [
        Option(name=name, cost=cost, effect=effect)
        for name, cost, effect in zip(("status quo", "vaccination"), costs, effects, strict=True)
    ]


def test_p21_ratio():
    ratio = frontier(means())[1].ratio
    assert ratio == truth("P21", "ICER")
    assert round(ratio) == 20_098


# P22: VA HERC, six strategies; P23: Paltiel et al. (2006), HIV screening, five strategies.


@functools.cache
def placed(table):
    options = [
        Option(name=row["n"], cost=float(row["c"]), effect=float(row["e"]))
        for row in rows(f"data/cea/{table}.csv")
    ]
    return {each.option.name: each for each in frontier(options)}


@pytest.mark.parametrize(
    ("case", "table", "name"),
    [
        *(("P22", "herc_example", name) for name in "BDE"),
        *(("P23", "hiv_paltiel", name) for name in ("one time", "5yr", "3yr")),
    ],
)
def test_ratios_of_published_alternatives(case, table, name):
    assert placed(table)[name].ratio == truth(case, name)


@pytest.mark.parametrize(
    ("table", "name", "standing"),
    [
        ("herc_example", "C", Standing.EXTENDED_DOMINATED),
        ("herc_example", "A", Standing.DOMINATED),
        ("herc_example", "UC", Standing.ON_FRONTIER),
        ("hiv_paltiel", "annual", Standing.DOMINATED),
        ("hiv_paltiel", "status quo", Standing.ON_FRONTIER),
    ],
)
def test_dominance_of_published_alternatives(table, name, standing):
    found = placed(table)[name]
    assert (found.standing, found.ratio) == (standing, None)
