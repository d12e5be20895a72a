"""False announcements that methods contradict each other, as `agreement.py` counted them."""

from pathlib import Path

import pandas as pd

# A start of 0: all methods estimate the same; otherwise the difference of the changes is wrong.
TABLE = pd.read_csv(Path(__file__).parent / "agreement.csv")


def test_where_methods_estimate_the_same_hardly_any_contradiction_is_announced():
    same = TABLE[TABLE["start"] == 0]
    assert (same["replications"] >= 1000).all()
    assert same["announced"].max() <= 0.05
    assert same["other_sign"].min() > 0.1  # that intervals lie otherwise to zero is no sign of it


def test_where_a_method_is_wrong_contradictions_are_announced_more_often():
    assert TABLE[TABLE["start"] > 0]["announced"].min() > 3 * TABLE[TABLE["start"] == 0]["announced"].max()
