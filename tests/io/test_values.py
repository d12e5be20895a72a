"""Converting columns: what is known of ids and numbers without asking is what asking each would give."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.io import values
from wirkung.io.encoding import is_garbled
from wirkung.io.error_cells import is_error
from wirkung.io.no_persons import no_persons
from wirkung.io.spelling import folded, tidy

# Cells as they stand in files, among them many that are nearly a code.
CELLS = st.text(st.sampled_from("09Aa zß-_.,:#=%*/Ã¤\u00a0\u200b\uff11\t"), max_size=6) | st.sampled_from(
    ("Summe", "n=20", "n = 20", "Err:502", "#NV", "P07", "0012", "12.0", "Stand 2024", "4-", "99", "k. A.")
)
ASKED = {
    "kept": (lambda cell: tidy(cell) or None, lambda cell: None if folded(cell) == "k. a." else cell),
    "missing": (lambda cell: cell if is_error(cell) else None, lambda cell: cell if is_garbled(cell) else None),
}


@pytest.fixture(autouse=True)
def however_few(monkeypatch):
    monkeypatch.setattr(values, "_MANY", 0)


@given(st.lists(CELLS | st.none(), min_size=1))
def test_codes_come_out_as_if_each_had_been_looked_at(cells):
    column = pd.Series(cells, dtype="str")
    for codes, functions in ASKED.items():
        for text in functions:
            pd.testing.assert_series_equal(values.texts(column, text, codes=codes), values.texts(column, text))


@given(st.lists(CELLS.map(tidy).filter(bool), min_size=1))
def test_codes_are_persons(cells):
    ids = pd.Series(cells, dtype="str")
    codes = ids.str.fullmatch(values._CODE)
    assert not no_persons(ids[codes], pd.Series(True, index=ids[codes].index)).any()


@given(st.lists(CELLS | st.none(), min_size=1), st.lists(CELLS | st.none(), min_size=1))
def test_membership(cells, listed):
    column, others = pd.Series(cells, dtype="str"), pd.Series(listed, dtype="str")
    expected = [cell is not None and cell in {each for each in listed if each is not None} for cell in cells]
    assert values.is_in(column, others).tolist() == expected
