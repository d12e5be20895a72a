"""No withheld cell of a matrix can be worked out from what is shown: row, column and grand totals included.

For every withheld cell the least and the greatest value over all tables of non-negative whole numbers with the
published figures differ, and the greatest reaches the smallest group.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from tests.released import released_alone
from wirkung.codes import Caution, Claim, CountRole, Quantity, Role
from wirkung.disclosure.release import Released
from wirkung.estimate import SHARE, Count, Estimate, Population
from wirkung.finding import Answer, Finding, Subject

SMALLEST = 10


def finding(name, number, of, part_of):
    estimate = Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=number / of if of else None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.REACHED, number=number, of=of),),
        source="test",
        cautions=() if of else (Caution.NOBODY_IN_STATE,),
    )
    return Finding(subject=Subject(step=name, part_of=part_of), estimates=((Role.MAIN, estimate),))


def of_persons(marks):
    return Population(variable="persons", members=np.packbits(marks).tobytes(), size=int(marks.sum()))


def resting(finding, *populations):
    estimates = tuple((role, estimate.resting_on(*populations)) for role, estimate in finding.estimates)
    return replace(finding, estimates=estimates)


def released(question, findings):
    items = released_alone(Answer(question=question, year=2024, findings=tuple(findings)), SMALLEST).items
    return {item.finding.subject.id for item in items if isinstance(item, Released)}


def shown_totals(axis, totals):
    """Which totals a report shows: as the states of one period."""
    everybody = int(totals.sum())
    blocks = np.split(np.eye(everybody, dtype=bool), np.cumsum(totals)[:-1].astype(int))
    base = of_persons(np.ones(everybody, dtype=bool))
    parts = [
        resting(
            finding(f"{axis}{at}", int(each), everybody, (f"all {axis}",)), base, of_persons(block.any(axis=0))
        )
        for at, (each, block) in enumerate(zip(totals, blocks, strict=True))
    ]
    return {int(name.removeprefix(axis)) for name in released("states", parts)}


def release_matrix(table):
    """Mask of the cells that are shown."""
    rows = table.sum(axis=1)
    findings = [
        finding(f"{row}.{column}", int(table[row, column]), int(rows[row]), (f"row{row}", f"column{column}"))
        for row, column in np.ndindex(*table.shape)
    ]
    shown = released("transitions", findings)
    return np.array(
        [[f"{row}.{column}" in shown for column in range(table.shape[1])] for row in range(len(table))]
    )


def what_a_reader_knows(table, shown):
    """Sums over the hidden cells: of everybody, of rows and columns whose total is shown or stands with a cell."""
    hidden = ~shown
    masks = [hidden]
    rows = shown_totals("row", table.sum(axis=1)) | set(np.flatnonzero(shown.any(axis=1)).tolist())
    columns = shown_totals("column", table.sum(axis=0))
    masks += [hidden & (np.arange(len(table)) == row)[:, None] for row in rows]
    masks += [hidden & (np.arange(table.shape[1]) == column)[None, :] for column in columns]
    # A column of which every cell is shown has a known total, whatever else was withheld.
    return masks


def known_sums(table, shown):
    masks = what_a_reader_knows(table, shown)
    return LinearConstraint(
        np.array([mask.ravel() for mask in masks], dtype=float),
        *(2 * ([float(table[mask].sum()) for mask in masks],)),
    )


def greatest_total(table, shown, column):
    """Of a column, by its cells that are hidden; the others are known."""
    there = np.arange(table.shape[1]) == column
    aim = (~shown & there).ravel().astype(float)
    found = milp(-aim, constraints=known_sums(table, shown), integrality=np.ones(table.size))
    known = int(table[shown & there].sum())
    return np.inf if found.x is None else known + round(float(aim @ found.x))


def extremes(table, shown):
    constraints = known_sums(table, shown)
    for cell in np.flatnonzero(~shown.ravel()):
        aim = np.zeros(table.size)
        aim[cell] = 1.0
        found = [milp(sign * aim, constraints=constraints, integrality=np.ones(table.size)) for sign in (1, -1)]
        yield cell, *(np.inf if each.x is None else round(float(each.x[cell])) for each in found)


def assert_safe(table):
    shown = release_matrix(table)
    small = (table > 0) & (table < SMALLEST)
    assert not (shown & small).any()
    nobody = [mask for mask in what_a_reader_knows(table, shown) if not table[mask].any()]
    for cell, least, greatest in extremes(table, shown):
        if any(mask.ravel()[cell] for mask in nobody):
            continue  # in a row or column known to be empty: nobody, which may always be known
        assert least < greatest, f"cell {cell} is known to be {least}\n{table}\n{shown}"
        assert greatest >= SMALLEST, f"cell {cell} is known to be below {greatest + 1}\n{table}\n{shown}"


@pytest.mark.parametrize("few", [[3, 0, 0], [3, 2, 0], [9, 0, 0], [1, 1, 1]])
@pytest.mark.parametrize("many", [40, 12])
def test_a_column_of_few_is_not_told_by_the_others(few, many):
    """Rows are shown with their totals, so that a column of 1 to 9 must be lost among others that are hidden."""
    table = np.array([few, [many, 30, 50], [60, many, 20]]).T
    shown = release_matrix(table)
    assert not shown[:, 0][table[:, 0] > 0].any()
    assert greatest_total(table, shown, 0) >= SMALLEST


def matrices(rows, columns, numbers):
    cells = st.lists(numbers, min_size=rows * columns, max_size=rows * columns)
    return cells.map(lambda values: np.array(values).reshape(rows, columns))


few_or_many = st.one_of(st.just(0), st.integers(1, 14), st.integers(15, 200))


@settings(max_examples=60, deadline=None)
@given(table=st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(lambda shape: matrices(*shape, few_or_many)))
@example(table=np.array([[3, 20], [30, 40]]))
@example(table=np.array([[15, 4, 0], [6, 0, 80], [0, 90, 70]]))  # 15 would be the rest of its column
@example(table=np.array([[0, 0], [0, 3]]))
def test_nothing_withheld_can_be_worked_out(table):
    if table.sum() >= SMALLEST:  # fewer are no base for anything
        assert_safe(table)


@settings(max_examples=25, deadline=None)
@given(table=matrices(5, 5, few_or_many))
def test_nobody_goes_back(table):
    """States in order: the lower half of the matrix is empty, and everybody knows it."""
    forward = np.triu(table)
    if forward.sum() >= SMALLEST:
        assert_safe(forward)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_larger_matrices(seed):
    rng = np.random.default_rng(seed)
    assert_safe(rng.negative_binomial(0.6, 0.03, size=(7, 7)))


def test_a_safe_matrix_is_shown_whole():
    assert release_matrix(np.array([[20, 30], [0, 40]])).all()


def test_one_small_cell_takes_one_cell_of_its_row_and_column_and_their_crossing():
    table = np.array([[3, 20, 60], [30, 40, 70], [50, 80, 90]])
    assert (~release_matrix(table)).tolist() == [
        [True, True, False],
        [True, True, False],
        [False, False, False],
    ]


def test_states_and_transitions_withhold_the_same_totals():
    """Seven in the second row are too few: its total is withheld, and with it that of the third."""
    table = np.array([[100, 50, 40], [2, 0, 5], [0, 5, 25]])
    assert shown_totals("row", table.sum(axis=1)) == {0}
    assert not release_matrix(table)[1:].any()
