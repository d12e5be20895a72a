"""Data files with random changes against another reader: a few here, ten thousand with `make fuzz`."""

from __future__ import annotations

import pytest

from tests.io.mutations import WRITERS, Random, outcome, survey, tables, understood, write_persons


@pytest.mark.parametrize("seed", range(16))
def test_a_changed_file_is_read_as_another_reader_understands_it_or_its_change_is_told(tmp_path, seed):
    write_persons(tmp_path)
    assert outcome(seed, tmp_path).split(": ")[1] in {"as understood", "found"}


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_the_survey_without_changes_is_read_as_it_is(tmp_path, suffix):
    write_persons(tmp_path)
    (tmp_path / f"a.{suffix}").write_bytes(WRITERS[suffix](Random(0), survey()))
    assert tables(tmp_path, f"a.{suffix}") == understood(survey())
    assert len(understood(survey())) == 24
