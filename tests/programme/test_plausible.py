"""What the check calls usable can be evaluated: a few changed programmes here, a thousand with `make fuzz`."""

from __future__ import annotations

import pytest

from tests.io.whole_office import document, rows
from tests.programme.plausible import one, outcome


@pytest.mark.parametrize("seed", range(8))
def test_what_the_check_calls_usable_can_be_evaluated(tmp_path, seed):
    assert one(seed, tmp_path) in {"evaluated", "programme", "data"}


def test_the_programme_without_changes_can_be_evaluated(tmp_path):
    assert outcome(document(), rows(), tmp_path) == "evaluated"


def only(name, column, value):
    """All rows, of one file only those with a value in a column."""
    found = rows()
    found[name] = [line for line in found[name] if line[column] == value]
    return found


@pytest.mark.parametrize(
    "cells",
    [only("a.csv", 2, "vorher"), only("p.csv", 2, "Vergleich")],
    ids=["no answers after", "nobody took part"],
)
def test_the_check_refuses_what_a_run_would_refuse(tmp_path, cells):
    assert outcome(document(), cells, tmp_path) == "data"
