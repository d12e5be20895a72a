"""The stored table of declared designs meets its target, and a small part of it is simulated anew."""

from pathlib import Path

import numpy as np
import pytest
from calibrate import read
from designs import HERE, KINDS, blocks, cells, readme, schools, timed

STORED = list(read(Path(HERE) / "designs.csv"))
LEAST, MOST = 0.93, 0.98
TOO_WIDE = 0.995  # of random intercepts where clusters do not differ: the variance between them is at least 0


def test_every_cell_holds_the_truth_often_enough_or_has_no_interval():
    missed = [each for each in STORED if each.printed and not LEAST <= each.coverage <= most_of(each)]
    assert missed == []


def most_of(cell):
    """How often a cell may hold the truth."""
    return TOO_WIDE if "random intercept" in cell.quantity and cell.icc == 0 else MOST


def test_only_too_few_schools_have_none_at_all():
    starts = [each for each in STORED if "staggered" in each.quantity]
    others = [each for each in STORED if "staggered" not in each.quantity]
    assert {each.clusters for each in others if not each.printed} == {4}
    assert {each.clusters for each in starts if not each.printed} == {8}  # two of each start
    assert min(each.printed for each in STORED if each.printed) > 0.8


def test_the_table_that_people_read_is_the_stored_one():
    assert (HERE / "DESIGNS.md").read_text(encoding="utf-8") == readme(STORED)


@pytest.mark.parametrize(
    ("kind", "layout", "samples"),
    [(schools, KINDS[schools][7], 200), (blocks, KINDS[blocks][2], 200), (timed, KINDS[timed][1], 25)],
)
def test_a_part_of_it_simulated_anew_agrees(kind, layout, samples):
    anew = {each.quantity: each for each in cells(samples, kinds=(kind,), chosen=(layout,))}
    clusters, each, icc = layout
    stored = [
        one
        for one in STORED
        if one.quantity in anew and (one.clusters, one.persons) == (clusters, clusters * each)
    ]
    stored = [one for one in stored if one.icc == icc]
    assert {one.quantity for one in stored} == set(anew)
    error = (0.95 * 0.05 * (1 / samples + 1 / stored[0].replications)) ** 0.5
    for one in stored:
        assert one.coverage == pytest.approx(anew[one.quantity].coverage, abs=4 * error)
        assert np.isclose(one.printed, anew[one.quantity].printed, atol=0.05)
