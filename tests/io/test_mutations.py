"""Data files with random changes against another reader: a few here, ten thousand with `make fuzz`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.io import mutations
from tests.io.mutations import WRITERS, Random, TooLongError, outcome, survey, tables, understood, write_persons
from wirkung.errors import DataError, Place, Problem


# The last ones have a byte that is no sign of Windows, and a line break within the row of headings.
@pytest.mark.parametrize("seed", [*range(16), 16125999, 71006297])
def test_a_changed_file_is_read_as_another_reader_understands_it_or_its_change_is_told(tmp_path, seed):
    write_persons(tmp_path)
    assert outcome(seed, tmp_path).split(": ")[1] in {"as understood", "found"}


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_the_survey_without_changes_is_read_as_it_is(tmp_path, suffix):
    write_persons(tmp_path)
    (tmp_path / f"a.{suffix}").write_bytes(WRITERS[suffix](Random(0), survey()))
    assert tables(tmp_path, f"a.{suffix}") == understood(survey())
    assert len(understood(survey())) == 24


def endless(*_, **__):
    while True:
        pass


def one_row_less(*given, **named):
    read = READ_TABLES(*given, **named)
    return replace(read, measurements=read.measurements.iloc[1:])


def another_value(*given, **named):
    read = READ_TABLES(*given, **named)
    return replace(read, measurements=read.measurements.assign(score=read.measurements["score"] + 1))


def much_memory(*given, **named):
    taken = b"x" * (1024 * mutations.memory() + 8_000_000)  # more than this process ever had
    return READ_TABLES(*given, **named) if taken else None


def program_error(*_, **__):
    raise KeyError("year")


def error_of_a_reader(*_, **__):
    raise DataError([Problem(code="data.not_readable", place=Place(file="a.csv"))])


READ_TABLES = mutations.read_tables
SEED = 8  # read as the other reader understands it


@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        (endless, (TooLongError, AssertionError)),  # stopped, or told afterwards
        (one_row_less, AssertionError),
        (another_value, AssertionError),
        (much_memory, AssertionError),
        (program_error, KeyError),
        (error_of_a_reader, AssertionError),
    ],
    ids=lambda each: getattr(each, "__name__", "caught"),
)
def test_the_fuzz_sees_a_planted_fault_of_each_kind(tmp_path, monkeypatch, planted, seen):
    write_persons(tmp_path)
    monkeypatch.setattr(mutations, "read_tables", planted)
    if planted is endless:
        monkeypatch.setattr(mutations, "SECONDS", 0.05)
    if planted is much_memory:
        monkeypatch.setattr(mutations, "KIBIBYTES", 1 << 10)
    with pytest.raises(seen):
        outcome(SEED, tmp_path)


def test_the_fuzz_sees_that_data_above_the_headings_are_skipped(tmp_path, monkeypatch):
    write_persons(tmp_path)
    monkeypatch.setattr("wirkung.io.read.data_above", lambda *_: [])
    grid = survey()
    grid.insert(6, grid.pop(0))
    (tmp_path / "a.csv").write_bytes(mutations.as_csv(Random(0), grid))
    assert understood(grid) is None
    assert len(tables(tmp_path, "a.csv")) == len(grid) - 7
